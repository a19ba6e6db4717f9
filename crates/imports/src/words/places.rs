//! Headings of place sheets: LGD downloads, the shared geography file, lists of one level.

use super::{lists, place_columns as p};
use crate::shape::{
    Column,
    Kind::{Choice, Code, Decimal, Name, Whole},
    Shape,
};

/// The columns, from the widest place to the smallest, then those of a list of one level.
pub const COLUMNS: &[Column] = &[
    p::STATE_CODE.identifies(),
    p::STATE,
    Column::new(
        "state_hi",
        Name,
        "राज्य (हिंदी) | State Name (In Local) | State Hindi | State Name Hindi | \
         राज्य का नाम हिंदी में | state_name_hi",
    )
    .as_above(),
    p::DISTRICT_CODE.identifies(),
    p::DISTRICT,
    Column::new(
        "district_hi",
        Name,
        "जिला (हिंदी) | District Name (In Local) | District Hindi | District Name Hindi | \
         जिले का नाम हिंदी में | district_name_hi",
    )
    .as_above(),
    p::BLOCK_CODE.identifies(),
    p::BLOCK,
    Column::new(
        "block_hi",
        Name,
        "विकासखण्ड (हिंदी) | Development Block Name (In Local) | Block Name (In Local) | \
         Block Hindi | Block Name Hindi | विकासखण्ड का नाम हिंदी में | ब्लॉक (हिंदी) | \
         block_name_hi",
    )
    .as_above(),
    Column::new(
        "block_body",
        Code,
        "Block Panchayat Code | Intermediate Panchayat Code | \
         Intermediate Local Body Code | Block Panchayat LGD Code | जनपद पंचायत निकाय कोड",
    )
    .as_above(),
    p::BLOCK_NRLM.identifies(),
    p::GP_CODE.identifies(),
    p::GP,
    Column::new(
        "gp_hi",
        Name,
        "ग्राम पंचायत (हिंदी) | Local Body Name (In Local) | Gram Panchayat Name (In Local) | \
         GP Hindi | GP Name Hindi | ग्राम पंचायत का नाम हिंदी में | पंचायत (हिंदी) | gp_name_hi | \
         Village Panchayat Name (In Local)",
    )
    .as_above(),
    p::GP_NRLM.identifies(),
    p::VILLAGE_CODE.identifies(),
    p::VILLAGE,
    Column::new(
        "village_hi",
        Name,
        "ग्राम (हिंदी) | Village Name (In Local) | Village Hindi | Village Name Hindi | \
         ग्राम का नाम हिंदी में | गांव (हिंदी) | village_name_hi | \
         Village Name In Local Language",
    )
    .as_above(),
    p::VILLAGE_NRLM.identifies(),
    Column::new(
        "village_census",
        Code,
        "Census Code | Census 2011 Code | जनगणना कोड | Village Census Code | \
         census_code_2011 | Census Village Code | जनगणना 2011 कोड | MDDS Code",
    ),
    Column::new(
        "pmgsy_id",
        Code,
        "PMGSY Hab ID | pmgsy_hab_id | Habitation ID | Habitation Code | PMGSY ID | \
         HAB_ID | बसाहट कोड",
    )
    .identifies(),
    Column::new(
        "level",
        Choice(lists::LEVEL),
        "स्तर | Level | Place Level | Type of Place | Local Body Type | प्रकार",
    ),
    Column::new(
        "code",
        Code,
        "कोड | Code | LGD Code | LGD कोड | एलजीडी कोड | Place Code | स्थान कोड | lgd",
    )
    .identifies(),
    Column::new("name", Name, "नाम | Name | Place Name | स्थान | स्थान का नाम"),
    Column::new(
        "name_hi",
        Name,
        "नाम (हिंदी) | Name (In Local) | Hindi Name | Name Hindi | हिंदी नाम | नाम हिंदी में | \
         Name (In Hindi) | Local Name",
    ),
    Column::new(
        "name_en",
        Name,
        "Name (In English) | English Name | Name English | अंग्रेजी नाम | नाम (अंग्रेजी) | \
         नाम अंग्रेजी में",
    ),
    Column::new(
        "parent_code",
        Code,
        "Parent Code | मूल कोड | ऊपर का कोड | Code of Parent | parent | Parent LGD Code | \
         ऊपरी स्थान कोड | ऊपर के स्थान का कोड",
    )
    .as_above(),
    Column::new(
        "parent_name",
        Name,
        "Parent Name | ऊपर का स्थान | Name of Parent | ऊपरी स्थान | ऊपर के स्थान का नाम",
    )
    .as_above(),
    Column::new(
        "population",
        Whole,
        "जनसंख्या | Population | Total Population | कुल जनसंख्या | आबादी | Pop | \
         Population 2011 | जनसंख्या 2011",
    ),
    Column::new(
        "target_households",
        Whole,
        "लक्षित परिवार | Target Households | Target HH | लक्षित परिवार संख्या | \
         लक्षित परिवारों की संख्या | लक्ष्य परिवार | Total Households | Households | कुल परिवार | \
         परिवार संख्या | परिवारों की संख्या | No of Households | Total HH | HH | पात्र परिवार | \
         Eligible Households | No of Target Households | target_hh | SECC परिवार | परिवार",
    ),
    Column::new("lat", Decimal, "अक्षांश | Latitude | Lat"),
    Column::new("lon", Decimal, "देशांतर | Longitude | Lon | Long | Lng | देशांश"),
];

/// A place sheet names at least one place by code or name.
pub const SHAPE: Shape = Shape {
    register: "places",
    columns: COLUMNS,
    needs: &[&[
        "village",
        "village_hi",
        "village_code",
        "gp",
        "gp_hi",
        "gp_code",
        "block",
        "block_hi",
        "block_code",
        "district",
        "district_hi",
        "district_code",
        "state",
        "state_hi",
        "state_code",
        "name",
        "name_hi",
        "name_en",
    ]],
    repeated: None,
};
