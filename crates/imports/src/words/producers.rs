//! Headings of sheets of producer groups and of farmer producer organisations. DOMAIN A.8.

use super::{lists, place_columns as p};
use crate::shape::{
    Column,
    Kind::{Account, Choice, Code, Day, Ifsc, Mobile, Name, Paise, Text, Whole},
    Shape,
};

const NAME_HI: Column = Column::new(
    "name_hi",
    Name,
    "नाम (हिंदी) | Name in Hindi | हिंदी में नाम | Name Hindi | Hindi Name | हिंदी नाम | नाम हिंदी में",
);
const NAME_EN: Column = Column::new(
    "name_en",
    Name,
    "नाम (अंग्रेजी) | Name in English | अंग्रेज़ी में नाम | English Name | Name English | अंग्रेजी नाम",
);
const FORMED_ON: Column = Column::new(
    "formed_on",
    Day,
    "गठन दिनांक | Formed on | Formation Date | Date of Formation | गठन की तिथि | गठन तिथि",
);
const REGISTERED_ON: Column = Column::new(
    "registered_on",
    Day,
    "पंजीयन दिनांक | Registered on | Registration Date | Date of Registration | पंजीकरण तिथि | \
         Date of Incorporation | Incorporation Date",
);
const REGISTRATION_NO: Column = Column::new(
    "registration_no",
    Text,
    "पंजीयन क्रमांक | Registration number | Registration No | पंजीकरण संख्या | पंजीयन नंबर | \
         Reg No | CIN",
);
const LEGAL_FORM: Column = Column::new(
    "legal_form",
    Choice(lists::LEGAL),
    "कानूनी स्वरूप | Legal form | विधिक स्वरूप | Registered under | पंजीयन का प्रकार",
);
const COMMODITY: Column = Column::new(
    "commodity",
    Text,
    "मुख्य उपज | Commodity | Main commodity | उपज | उत्पाद | Product | Produce | फसल | गतिविधि | \
         Activity",
);
const MEMBERS: Column = Column::new(
    "members",
    Whole,
    "सदस्य संख्या | Members | No of Members | Total Members | कुल सदस्य | सदस्यों की संख्या | \
         Shareholders | अंशधारक | No of Shareholders",
);
const HOUSEHOLDS: Column = Column::new(
    "member_households",
    Whole,
    "सदस्य परिवार | Member households | No of Households | परिवार संख्या | Households | \
         सदस्य परिवारों की संख्या",
);
const WOMEN: Column = Column::new(
    "women_members",
    Whole,
    "महिला सदस्य | Women members | Female Members | No of Women Members | महिला सदस्य संख्या",
);
const SHARES: Column = Column::new(
    "share_capital_paise",
    Paise,
    "अंश पूंजी | Share capital | Paid up Capital | अंशपूंजी | शेयर पूंजी | Paid-up share capital",
);
const BANK: Column =
    Column::new("bank_name", Name, "बैंक | Bank | बैंक का नाम | Bank Name | Name of Bank");
const BRANCH: Column = Column::new(
    "branch_name",
    Name,
    "बैंक शाखा | Bank branch | शाखा | Branch | Branch Name | शाखा का नाम",
);
const IFSC: Column =
    Column::new("ifsc", Ifsc, "IFSC कोड | IFSC code | IFSC | आईएफएससी | आईएफएससी कोड");
const ACCOUNT: Column = Column::new(
    "account_no",
    Account,
    "खाता संख्या | Account number | Account No | खाता क्रमांक | खाता नंबर | बैंक खाता | A/C No",
);
const MOBILE: Column = Column::new(
    "mobile",
    Mobile,
    "मोबाइल | Mobile | Mobile No | मोबाइल नंबर | Contact No | Phone | संपर्क नंबर",
);
const STATUS: Column = Column::new(
    "status",
    Choice(lists::STATUS),
    "स्थिति | Status | सक्रिय/निष्क्रिय | Active/Inactive | वर्तमान स्थिति",
);
const SINCE: Column =
    Column::new("status_since", Day, "स्थिति कब से | Status since | स्थिति दिनांक | Since | कब से");

/// The columns of a sheet of producer groups.
pub const COLUMNS: &[Column] = &[
    p::DISTRICT_CODE,
    p::DISTRICT,
    p::BLOCK_CODE,
    p::BLOCK,
    p::GP_CODE,
    p::GP,
    p::VILLAGE_CODE,
    p::VILLAGE,
    Column::new(
        "code",
        Code,
        "कोड | Code | PG Code | PG ID | उत्पादक समूह कोड | Producer Group Code | Producer Group ID",
    )
    .identifies(),
    Column::new(
        "name",
        Name,
        "उत्पादक समूह का नाम | नाम | Name | Producer Group Name | Name of Producer Group | PG Name | \
         उत्पादक समूह | Producer Group",
    ),
    NAME_HI,
    NAME_EN,
    Column::new("fpo_code", Code, "एफपीओ कोड | FPO Code | FPO ID | FPO कोड"),
    Column::new(
        "fpo_id",
        Name,
        "एफपीओ | FPO | FPO Name | Name of FPO | किसान उत्पादक संगठन | एफपीओ का नाम",
    ),
    FORMED_ON,
    REGISTERED_ON,
    REGISTRATION_NO,
    LEGAL_FORM,
    COMMODITY,
    MEMBERS,
    HOUSEHOLDS,
    WOMEN,
    SHARES,
    BANK,
    BRANCH,
    IFSC,
    ACCOUNT,
    MOBILE,
    STATUS,
    SINCE,
];

/// The columns of a sheet of FPOs.
pub const OF_FPOS: &[Column] = &[
    p::DISTRICT_CODE,
    p::DISTRICT,
    p::BLOCK_CODE,
    p::BLOCK,
    p::GP_CODE,
    p::GP,
    p::VILLAGE_CODE,
    p::VILLAGE,
    Column::new("code", Code, "कोड | Code | FPO Code | FPO ID | एफपीओ कोड | FPO कोड | FPC Code")
        .identifies(),
    Column::new(
        "name",
        Name,
        "एफपीओ का नाम | नाम | Name | FPO Name | Name of FPO | किसान उत्पादक संगठन | एफपीओ | FPO | \
         किसान उत्पादक संगठन का नाम | FPC Name | Producer Company Name",
    ),
    NAME_HI,
    NAME_EN,
    FORMED_ON,
    REGISTERED_ON,
    REGISTRATION_NO,
    LEGAL_FORM,
    COMMODITY,
    MEMBERS,
    HOUSEHOLDS,
    WOMEN,
    SHARES,
    BANK,
    BRANCH,
    IFSC,
    ACCOUNT,
    MOBILE,
    STATUS,
    SINCE,
];

/// A sheet of producer groups names them by code or name.
pub const SHAPE: Shape = Shape {
    register: "producers",
    columns: COLUMNS,
    needs: &[&["name", "name_hi", "name_en", "code"]],
    repeated: None,
};

/// A sheet of FPOs names them by code or name.
pub const FPOS: Shape = Shape {
    register: "fpos",
    columns: OF_FPOS,
    needs: &[&["name", "name_hi", "name_en", "code"]],
    repeated: None,
};
