//! State, district, block, gram panchayat, village: the columns that many sheets share.
//! LGD headings are those of its own downloads; "Local Body Code" is the code of the panchayat.

use crate::shape::{
    Column,
    Kind::{Code, Name, Text},
};

/// LGD code of the state, or its abbreviation.
pub const STATE_CODE: Column = Column::new(
    "state_code",
    Code,
    "State Code | राज्य कोड | राज्य का कोड | State LGD Code | lgd_state_code | \
         State Short Name | राज्य क्रमांक",
)
.as_above();
/// Name of the state.
pub const STATE: Column = Column::new(
    "state",
    Text,
    "राज्य | State | State Name | राज्य का नाम | State Name (In English) | \
         Name of State | state_name_en",
)
.as_above();
/// LGD code of the district.
pub const DISTRICT_CODE: Column = Column::new(
    "district_code",
    Code,
    "District Code | जिला कोड | जिले का कोड | District LGD Code | lgd_district_code | \
         Zila Code | Dist Code | जनपद कोड | जिला क्रमांक",
)
.as_above();
/// Name of the district.
pub const DISTRICT: Column = Column::new(
    "district",
    Name,
    "जिला | District | District Name | जिले का नाम | जिला का नाम | \
         District Name (In English) | Name of District | Zila | Jila | Dist | Dist Name | \
         district_name_en",
)
.as_above();
/// LGD code of the development block.
pub const BLOCK_CODE: Column = Column::new(
    "block_code",
    Code,
    "Block Code | ब्लॉक कोड | विकासखण्ड कोड | विकासखंड का कोड | Development Block Code | \
         Block LGD Code | lgd_block_code | विकास खण्ड कोड | ब्लाक कोड | प्रखंड कोड | Block ID | \
         जनपद पंचायत कोड | Janpad Code",
)
.as_above();
/// Name of the development block.
pub const BLOCK: Column = Column::new(
    "block",
    Name,
    "विकासखण्ड | Block | Block Name | विकासखण्ड का नाम | ब्लॉक | ब्लॉक का नाम | ब्लाक | \
         ब्लाक का नाम | विकास खण्ड | Development Block | \
         Development Block Name (In English) | Development Block Name | Name of Block | \
         प्रखंड | प्रखंड का नाम | जनपद पंचायत | जनपद पंचायत का नाम | Janpad | Janpad Panchayat | \
         Vikaskhand | Vikas Khand | वि.ख. | वि.खं. | वि. खण्ड | block_name_en | CD Block | \
         Tehsil/Block | Blk | विखं का नाम",
)
.as_above();
/// LGD code of the gram panchayat (its local body code).
pub const GP_CODE: Column = Column::new(
    "gp_code",
    Code,
    "GP Code | ग्राम पंचायत कोड | ग्राम पंचायत का कोड | Gram Panchayat Code | \
         Local Body Code | Panchayat Code | पंचायत कोड | GP LGD Code | LGD GP Code | \
         Village Panchayat Code | lgd_panchayat_code | LB Code | ग्रा.पं. कोड | \
         grampanchayat_code | Gram Panchayat LGD Code",
)
.as_above();
/// Name of the gram panchayat.
pub const GP: Column = Column::new(
    "gp",
    Name,
    "ग्राम पंचायत | Gram Panchayat | GP | GP Name | ग्राम पंचायत का नाम | \
         Gram Panchayat Name | Name of GP | Name of Gram Panchayat | पंचायत | पंचायत का नाम | \
         Panchayat | Panchayat Name | Local Body Name (In English) | Local Body Name | \
         Village Panchayat Name | Village Panchayat | ग्रा.पं. | ग्रा. पं. का नाम | ग्रा०पं० | \
         Grampanchayat | grampanchayat_name | gp_name_en | panchayat_name_en | \
         Gram Panchayat Name (In English) | जीपी | जीपी का नाम | G.P. | G.P. Name",
)
.as_above();
/// LGD code of the village.
pub const VILLAGE_CODE: Column = Column::new(
    "village_code",
    Code,
    "Village Code | ग्राम कोड | गाँव का कोड | ग्राम का कोड | LGD Village Code | \
         Village LGD Code | गांव कोड | lgd_village_code | राजस्व ग्राम कोड | \
         Revenue Village Code | Vill Code",
)
.as_above();
/// Name of the village.
pub const VILLAGE: Column = Column::new(
    "village",
    Name,
    "ग्राम | Village | Village Name | ग्राम का नाम | गाँव | गांव का नाम | \
         Village Name (In English) | Name of Village | राजस्व ग्राम | Revenue Village | \
         Gram | Gaon | Gaon ka Naam | Vill | Vill Name | village_name_en | ग्राम/पारा | \
         गांव/ग्राम | मजरा/ग्राम | ग्राम/वार्ड | निवास ग्राम",
)
.as_above();
/// NRLM's own code of the block, another register than LGD.
pub const BLOCK_NRLM: Column = Column::new(
    "block_nrlm",
    Code,
    "NRLM Block Code | NRLM ब्लॉक कोड | एनआरएलएम ब्लॉक कोड | nrlm_block_code",
)
.as_above();
/// NRLM's own code of the gram panchayat.
pub const GP_NRLM: Column = Column::new(
    "gp_nrlm",
    Code,
    "NRLM GP Code | NRLM पंचायत कोड | एनआरएलएम पंचायत कोड | nrlm_gp_code | \
         NRLM Gram Panchayat Code",
)
.as_above();
/// NRLM's own code of the village.
pub const VILLAGE_NRLM: Column = Column::new(
    "village_nrlm",
    Code,
    "NRLM Village Code | NRLM ग्राम कोड | एनआरएलएम ग्राम कोड | nrlm_village_code",
)
.as_above();

/// True for the fields by which a row names its place.
pub fn is_place(field: &str) -> bool {
    let level = field.strip_suffix("_code").or(field.strip_suffix("_nrlm")).unwrap_or(field);
    matches!(level, "state" | "district" | "block" | "gp" | "village")
}
