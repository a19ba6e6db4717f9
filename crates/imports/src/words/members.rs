//! Headings of sheets of members. DOMAIN A.4, with the apps' own field names.

use super::{lists, place_columns as p};
use crate::shape::{
    Column,
    Kind::{Account, Choice, Code, Day, Ifsc, Mobile, Name, Text, Whole, YesNo},
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
        "clf_name",
        Name,
        "संकुल संगठन | CLF Name | CLF | संकुल | संकुल का नाम | संकुल संगठन का नाम | सीएलएफ | \
         Cluster Name",
    )
    .as_above(),
    Column::new(
        "vo_name",
        Name,
        "ग्राम संगठन | VO Name | VO | ग्राम संगठन का नाम | वीओ | Village Organisation",
    )
    .as_above(),
    Column::new(
        "shg_code",
        Code,
        "समूह कोड | SHG Code | समूह का कोड | SHG कोड | SHG ID | Group Code | Group ID | \
         एसएचजी कोड | NRLM SHG Code | LokOS SHG Code | स्व सहायता समूह कोड | SHG का कोड | \
         समूह आईडी | Samuh Code | SHG NRLM Code",
    )
    .as_above(),
    Column::new(
        "shg_name",
        Name,
        "समूह का नाम | SHG Name | Name of SHG | SHG का नाम | समूह | SHG | Group Name | \
         स्व सहायता समूह का नाम | स्वयं सहायता समूह का नाम | एसएचजी का नाम | Samuh ka Naam | \
         समूह नाम | Name of Group | स्व सहायता समूह | स्वयं सहायता समूह | Self Help Group | \
         Name of the SHG",
    )
    .as_above(),
    Column::new(
        "member_code",
        Code,
        "सदस्य कोड | Member Code | shg_member_code | सदस्य का कोड | Member ID | सदस्य आईडी | \
         Code | कोड | LokOS Member Code | LokOS Member ID | Member Id No | \
         SHG Member Code | NRLM Member Code",
    )
    .identifies(),
    Column::new(
        "name",
        Name,
        "सदस्य का नाम | Member Name | Name of Member | memberName | नाम | Name | सदस्य | \
         Member | महिला का नाम | दीदी का नाम | Name of SHG Member | SHG Member Name | \
         समूह सदस्य का नाम | Sadasya ka Naam | सदस्या का नाम | सदस्य नाम | Name of the Member | \
         हितग्राही का नाम | Didi Name | महिला सदस्य का नाम | समूह के सदस्य का नाम | \
         Member Full Name",
    )
    .required()
    .identifies(),
    Column::new(
        "name_hi",
        Name,
        "सदस्य का नाम (हिंदी) | Member Name Hindi | Member Name (In Local) | Name Hindi | \
         नाम (हिंदी) | हिंदी नाम | Member Name (In Hindi)",
    ),
    Column::new(
        "name_en",
        Name,
        "सदस्य का नाम (अंग्रेजी) | Member Name English | Member Name (In English) | \
         Name English | नाम (अंग्रेजी) | अंग्रेजी नाम",
    ),
    Column::new(
        "relation_name",
        Name,
        "पिता/पति का नाम | Father/Husband Name | belongingName | पति/पिता का नाम | \
         पति का नाम | पिता का नाम | Husband Name | Father Name | Husband/Father Name | \
         Father's/Husband's Name | W/o | पिता/पति | पति/पिता | Father or Husband Name | \
         Name of Father/Husband | Name of Husband/Father | Husband's Name | Father's Name | \
         D/o W/o | W/o D/o | पिता या पति का नाम | Relation Name | पति / पिता / पुत्र का नाम | \
         Pati/Pita ka Naam | Father / Husband | पुत्री/पत्नी | Guardian Name | \
         अभिभावक का नाम",
    ),
    Column::new("gender", Choice(lists::GENDER), "लिंग | Gender | Sex | महिला/पुरुष"),
    Column::new(
        "born_on",
        Day,
        "जन्म तिथि | Date of Birth | birthDate | DOB | जन्म दिनांक | जन्मतिथि | Birth Date | \
         जन्म की तारीख | D.O.B. | जन्म तारीख",
    ),
    Column::new("birth_year", Whole, "जन्म वर्ष | Year of Birth | Birth Year | YOB | जन्म का वर्ष"),
    Column::new(
        "age",
        Whole,
        "आयु | Age | उम्र | Age (in Years) | आयु (वर्ष) | Age in Years | आयु वर्ष में",
    ),
    Column::new(
        "social_category",
        Choice(lists::SOCIAL),
        "सामाजिक वर्ग | Social Category | socialCategory | वर्ग | जाति वर्ग | जाति | Caste | \
         Category | Caste Category | सामाजिक श्रेणी | SC/ST/OBC | SC/ST/OBC/GEN | \
         अजा/अजजा/अपिव | जाति श्रेणी | श्रेणी | Social Group | Varg | Jati | \
         अजा/अजजा/अपिव/सामान्य | अ.जा./अ.ज.जा./अ.पि.व./सामान्य | \
         जाति (अजा/अजजा/अपिव/सामान्य)",
    ),
    Column::new("religion", Choice(lists::RELIGION), "धर्म | Religion | religon"),
    Column::new(
        "minority",
        YesNo,
        "अल्पसंख्यक | Minority | Is Minority | क्या अल्पसंख्यक | अल्पसंख्यक (हाँ/नहीं)",
    ),
    Column::new(
        "disability",
        Choice(lists::DISABILITY),
        "दिव्यांगता | Disability | दिव्यांग | विकलांग | Disabled | PwD | Is Disabled | \
         विकलांगता | Divyang | निःशक्त | दिव्यांग (हाँ/नहीं) | Disability Status",
    ),
    Column::new(
        "pvtg",
        YesNo,
        "PVTG | विशेष पिछड़ी जनजाति | पीवीटीजी | Is PVTG | PVTG (Yes/No) | PVTG Status | \
         विशेष पिछड़ी जनजाति (हाँ/नहीं) | विशेष संरक्षित जनजाति",
    ),
    Column::new(
        "pip_category",
        Choice(lists::PIP),
        "PIP श्रेणी | PIP Category | pipCategory | PIP | पीआईपी | Wealth Ranking | \
         सहभागी गरीबी श्रेणी | गरीबी श्रेणी",
    ),
    Column::new(
        "poverty_line",
        Choice(lists::POVERTY),
        "APL/BPL | एपीएल/बीपीएल | aplbpl | BPL/APL | राशन कार्ड का प्रकार | \
         Ration Card Type | बीपीएल/एपीएल | गरीबी रेखा | राशन कार्ड प्रकार",
    ),
    Column::new(
        "joined_on",
        Day,
        "सदस्य के शामिल होने की तिथि | Joining Date | Date of Joining SHG | Date of Joining | जुड़ने की तिथि | \
         शामिल होने की तिथि | सदस्यता दिनांक | Membership Date | joined_on | जुड़ने का दिनांक | \
         शामिल होने का दिनांक | DOJ | सदस्यता तिथि | समूह में जुड़ने की तिथि | Member Joining Date | \
         समूह में जुड़ने का दिनांक",
    ),
    Column::new(
        "left_on",
        Day,
        "छोड़ने की तिथि | Leaving Date | Date of Leaving | छोड़ने का दिनांक | left_on | \
         Exit Date | सदस्यता समाप्ति दिनांक | समूह छोड़ने की तिथि | समूह छोड़ने का दिनांक | \
         Date of Exit",
    ),
    Column::new(
        "left_reason",
        Text,
        "छोड़ने का कारण | Reason for Leaving | Leaving Reason | left_reason | \
         समूह छोड़ने का कारण | Reason of Leaving | Exit Reason | निष्क्रिय होने का कारण",
    ),
    Column::new(
        "status",
        Choice(lists::STATUS),
        "स्थिति | Status | Member Status | सक्रिय/निष्क्रिय | Active/Inactive | \
         active_details | सदस्य की स्थिति | is_active | सदस्य स्थिति",
    ),
    Column::new(
        "mobile",
        Mobile,
        "मोबाइल नंबर | Mobile | Mobile No | मोबाइल | मोबाइल नं | मो. | मो. नं. | Contact No | \
         Phone | Phone No | Mobile Number | संपर्क नंबर | Contact Number | फोन नंबर | दूरभाष | \
         मोबाईल | मोबाईल नंबर | मोबाईल नं | Mob No | Mob | Member Mobile No | \
         सदस्य का मोबाइल नंबर | मोबाइल क्रमांक | संपर्क",
    ),
    Column::new("bank_name", Name, "बैंक का नाम | Bank Name | Bank | बैंक | Name of Bank"),
    Column::new(
        "branch",
        Name,
        "शाखा | Branch | Branch Name | बैंक शाखा | शाखा का नाम | Bank Branch",
    ),
    Column::new("ifsc", Ifsc, "IFSC | IFSC Code | आईएफएससी | आईएफएससी कोड | IFS Code | IFSC कोड"),
    Column::new(
        "account_no",
        Account,
        "खाता संख्या | Account No | Account Number | ac_no | बैंक खाता | खाता क्रमांक | \
         खाता नंबर | खाता नं | Bank Account No | Bank Account Number | बैंक खाता संख्या | \
         बैंक खाता क्रमांक | A/C No | A/C Number | Bank A/C No | Bank Account | बैंक खाता नंबर | \
         Member Account No | सदस्य का खाता क्रमांक",
    ),
    Column::new(
        "education",
        Text,
        "शिक्षा | Education | शैक्षणिक योग्यता | Qualification | Educational Qualification | \
         शैक्षिक योग्यता | पढ़ाई",
    ),
    Column::new(
        "office",
        Choice(lists::OFFICE),
        "पद | Designation | Post in SHG | SHG Designation | Office | leader | Post | Role | पदनाम | समूह में पद | Position | \
         Member Designation",
    ),
    Column::new(
        "household_code",
        Code,
        "परिवार कोड | Household Code | Household ID | SECC TIN | SECC TIN No | SECC No | SECC नंबर | \
         परिवार आईडी | Family ID | राशन कार्ड नंबर | Ration Card No | परिवार क्रमांक | \
         HH Code | SECC क्रमांक | HH ID | Ration Card Number | राशन कार्ड क्रमांक | \
         राशन कार्ड संख्या",
    ),
    Column::new(
        "household_head",
        Name,
        "परिवार के मुखिया | Head of Family | Family Head | मुखिया का नाम | \
         परिवार के मुखिया का नाम | Household Head | Head of Household | मुखिया",
    ),
    Column::new(
        "address",
        Text,
        "पता | Address | Full Address | पारा/टोला | पारा | मोहल्ला | निवास",
    ),
];

/// A member sheet names persons.
pub const SHAPE: Shape = Shape {
    register: "members",
    columns: COLUMNS,
    needs: &[
        &["name", "name_hi", "name_en", "member_code"],
        &["shg_code", "shg_name", "member_code"],
    ],
    repeated: None,
};
