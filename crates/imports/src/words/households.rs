//! Headings of lists of target households: SECC 2011 extracts, the states' own surveys, and the
//! lists that block offices make of them.

use super::{lists, place_columns as p};
use crate::shape::{
    Column,
    Kind::{Choice, Code, Mobile, Name, Text, YesNo},
    Shape,
};

/// The columns.
pub const COLUMNS: &[Column] = &[
    p::STATE_CODE,
    p::STATE,
    p::DISTRICT_CODE,
    p::DISTRICT,
    p::BLOCK_CODE,
    p::BLOCK,
    p::GP_CODE,
    p::GP,
    p::VILLAGE_CODE,
    p::VILLAGE,
    Column::new(
        "household_code",
        Code,
        "SECC TIN | परिवार कोड | SECC TIN No | AHL TIN | AHL TIN No | TIN | TIN No | SECC No | \
         SECC नंबर | SECC क्रमांक | SECC HH ID | Household Code | Household ID | परिवार आईडी | \
         Family ID | समग्र परिवार आईडी | Samagra Family ID | HH Code | HH ID | AHL Code | \
         SECC ID | टिन नंबर | SECC टिन | राशन कार्ड क्रमांक | Ration Card No",
    )
    .identifies(),
    Column::new(
        "household_no",
        Code,
        "परिवार क्रमांक | Household No | HH No | AHL HH No | मकान क्रमांक | House No | \
         Household Number | परिवार संख्या | घर क्रमांक | मकान नंबर | AHL No | परिवार नंबर | \
         Family No | House Number",
    )
    .identifies(),
    Column::new(
        "household_head",
        Name,
        "परिवार के मुखिया का नाम | Head of Household | परिवार के मुखिया | मुखिया का नाम | मुखिया | \
         Name of Head | Head of Family | Household Head | Head Name | Name of Head of Household | \
         HoH | HOH Name | गृह स्वामी | परिवार प्रमुख | परिवार प्रमुख का नाम | Family Head | \
         Name of the Head of Family | लक्षित परिवार का नाम | नाम | Name | Beneficiary Name | \
         हितग्राही का नाम",
    )
    .required()
    .identifies(),
    Column::new(
        "relation_name",
        Name,
        "पिता/पति का नाम | Father/Husband Name | पति/पिता का नाम | पिता का नाम | पति का नाम | \
         Father Name | Father's Name | Husband Name | Father's/Husband's Name | पिता/पति | \
         पति/पिता | Name of Father/Husband | Father or Husband Name | Husband/Father Name",
    ),
    Column::new(
        "women",
        Text,
        "महिला का नाम | Women of the Household | महिलाओं के नाम | महिला सदस्य का नाम | Woman Name | \
         Name of Woman | Adult Women | वयस्क महिला का नाम | परिवार की महिला | पत्नी का नाम | \
         Wife Name | Name of Adult Woman | Women Names | महिला मुखिया",
    )
    .identifies(),
    Column::new(
        "social_category",
        Choice(lists::SOCIAL),
        "सामाजिक वर्ग | Caste Category | जाति वर्ग | जाति | Caste | वर्ग | Category | Social Category | \
         SC/ST/OBC | SC/ST/Other | जाति श्रेणी | Caste Group | Social Group | सामाजिक श्रेणी",
    ),
    Column::new(
        "pvtg",
        YesNo,
        "PVTG | विशेष पिछड़ी जनजाति | पीवीटीजी | Is PVTG | PTG | Primitive Tribal Group | \
         PVTG (Yes/No) | विशेष पिछड़ी जनजाति (हाँ/नहीं)",
    ),
    Column::new(
        "deprivation",
        Text,
        "वंचना कोड | Deprivation Code | Deprivation | वंचन कोड | वंचितता | Deprivation Criteria | \
         Auto Inclusion | D1-D7 | वंचना | Deprivation Score | SECC Deprivation | अभाव कोड",
    ),
    Column::new(
        "mobile",
        Mobile,
        "मोबाइल नंबर | Mobile | Mobile No | मोबाइल | मोबाइल नं | मो. | मो. नं. | Contact No | Phone | \
         Phone No | Mobile Number | संपर्क नंबर | मोबाईल | मोबाईल नंबर | मोबाइल क्रमांक",
    ),
    Column::new(
        "address",
        Text,
        "पारा/टोला | Hamlet | पारा | टोला | मोहल्ला | पता | Address | बसाहट | Habitation | Para | \
         Para/Tola | मजरा | मजरा/टोला | वार्ड | Ward",
    ),
];

/// A list of target households names their heads and their villages.
pub const SHAPE: Shape = Shape {
    register: "households",
    columns: COLUMNS,
    needs: &[&["household_head"], &["village", "village_code", "gp", "gp_code"]],
    repeated: None,
};
