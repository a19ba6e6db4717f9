//! Headings of sheets of cluster level federations and village organisations. DOMAIN A.5.

use super::{lists, place_columns as p};
use crate::shape::{
    Column,
    Kind::{Account, Choice, Code, Day, Ifsc, Mobile, Name, Text, Whole},
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
        "clf_code",
        Code,
        "CLF Code | संकुल कोड | CLF कोड | CLF का कोड | संकुल संगठन कोड | सीएलएफ कोड | Parent CLF Code | parent_code | \
         Parent Code | CLF ID | क्लस्टर कोड | Cluster Code | LokOS CLF Code | \
         clf_lokos_code",
    )
    .as_above()
    .identifies(),
    Column::new(
        "clf_name",
        Name,
        "संकुल संगठन | CLF Name | CLF | CLF का नाम | CLF नाम | संकुल | संकुल का नाम | संकुल संगठन का नाम | संकुल स्तरीय संगठन | \
         संकुल स्तरीय संगठन का नाम | Name of CLF | सीएलएफ | सीएलएफ का नाम | Cluster Name | \
         Cluster | क्लस्टर का नाम | क्लस्टर | Parent CLF | Parent Name | \
         Cluster Level Federation | Cluster Level Federation Name | \
         Name of Cluster Level Federation",
    )
    .as_above(),
    Column::new(
        "vo_code",
        Code,
        "VO Code | ग्राम संगठन कोड | VO कोड | VO का कोड | ग्राम संगठन का कोड | वीओ कोड | VO ID | LokOS VO Code | \
         vo_lokos_code | Village Organisation Code",
    )
    .identifies(),
    Column::new(
        "vo_name",
        Name,
        "ग्राम संगठन का नाम | VO Name | VO | VO का नाम | VO नाम | ग्राम संगठन | Name of VO | वीओ | वीओ का नाम | \
         Village Organisation | Village Organization | Village Organisation Name | \
         Name of Village Organisation | Name of Village Organization | ग्राम स्तरीय संगठन | \
         Gram Sangathan | Gram Sangathan ka Naam",
    ),
    Column::new(
        "kind",
        Choice(lists::FEDERATION),
        "प्रकार | Type | Kind | स्तर | Level | संगठन का प्रकार | Federation Type | CBO Type | \
         CBO Level | संस्था का प्रकार",
    ),
    Column::new(
        "code",
        Code,
        "कोड | Code | संगठन कोड | Federation Code | LokOS Code | LokOS ID | लोकोस कोड | MIS ID | \
         NIC Code | CBO Code | lokos_code | Federation ID | संस्था कोड",
    )
    .identifies(),
    Column::new(
        "name",
        Name,
        "संगठन का नाम | नाम | Name | Federation Name | Name of Federation | CBO Name | \
         संस्था का नाम | संगठन",
    ),
    Column::new(
        "name_hi",
        Name,
        "नाम (हिंदी) | Name Hindi | Hindi Name | हिंदी नाम | Name (In Local) | नाम हिंदी में | \
         संगठन का नाम (हिंदी) | Name (In Hindi)",
    ),
    Column::new(
        "name_en",
        Name,
        "Name (In English) | English Name | Name English | अंग्रेजी नाम | नाम (अंग्रेजी) | \
         संगठन का नाम (अंग्रेजी)",
    ),
    Column::new(
        "formed_on",
        Day,
        "गठन दिनांक | Formation Date | Date of Formation | गठन की तिथि | गठन तिथि | \
         गठन की तारीख | formed_on | Formed On | गठन का दिनांक | CLF Formation Date | \
         VO Formation Date | DOF | गठन दि.",
    ),
    Column::new(
        "registered_on",
        Day,
        "पंजीयन दिनांक | Registration Date | Date of Registration | पंजीकरण तिथि | \
         पंजीयन तिथि | रजिस्ट्रेशन दिनांक | पंजीकरण दिनांक",
    ),
    Column::new(
        "registration_no",
        Text,
        "पंजीयन क्रमांक | Registration No | Registration Number | पंजीकरण संख्या | पंजीयन नंबर | \
         पंजीयन संख्या | Reg No | Regn No | रजिस्ट्रेशन नंबर | पंजीकरण क्रमांक",
    ),
    Column::new("tier", Text, "Tier | मॉडल | Model | Model CLF | श्रेणी | Model/Registered"),
    Column::new("bank_name", Name, "बैंक का नाम | Bank Name | Bank | बैंक | Name of Bank"),
    Column::new(
        "branch",
        Name,
        "शाखा | Branch | Branch Name | बैंक शाखा | शाखा का नाम | Bank Branch | \
         बैंक शाखा का नाम",
    ),
    Column::new("ifsc", Ifsc, "IFSC | IFSC Code | आईएफएससी | आईएफएससी कोड | IFS Code | IFSC कोड"),
    Column::new(
        "account_no",
        Account,
        "खाता संख्या | Account No | Account Number | बैंक खाता | खाता क्रमांक | खाता नंबर | \
         खाता नं | Bank Account No | Bank Account Number | बैंक खाता संख्या | बैंक खाता क्रमांक | \
         A/C No | AC No | Bank A/C No | Bank Account | बैंक खाता नंबर",
    ),
    Column::new(
        "president",
        Name,
        "अध्यक्ष | President | अध्यक्ष का नाम | President Name | Name of President | अध्यक्षा | \
         अध्यक्षा का नाम",
    ),
    Column::new(
        "secretary",
        Name,
        "सचिव | Secretary | सचिव का नाम | Secretary Name | Name of Secretary",
    ),
    Column::new(
        "treasurer",
        Name,
        "कोषाध्यक्ष | Treasurer | कोषाध्यक्ष का नाम | Treasurer Name | Name of Treasurer",
    ),
    Column::new(
        "mobile",
        Mobile,
        "मोबाइल | Mobile | Mobile No | मोबाइल नंबर | मोबाइल नं | मो. | मो. नं. | Contact No | \
         Phone | Phone No | Mobile Number | संपर्क नंबर | Contact Number | फोन नंबर | दूरभाष | \
         मोबाईल | मोबाईल नंबर | मोबाईल नं",
    ),
    Column::new(
        "status",
        Choice(lists::STATUS),
        "स्थिति | Status | सक्रिय/निष्क्रिय | Active/Inactive | Current Status | वर्तमान स्थिति | \
         is_active | Active",
    ),
    Column::new(
        "lokos_state",
        Choice(lists::LOKOS),
        "लोकोस स्थिति | LokOS Status | LokOS स्थिति | Approval Status | लोकोस | LokOS | \
         LokOS Entry | लोकोस एंट्री | अनुमोदन स्थिति",
    ),
    Column::new(
        "vos",
        Whole,
        "ग्राम संगठनों की संख्या | No of VO | VOs | Number of VOs | No of VOs | Total VO | \
         कुल ग्राम संगठन | VO संख्या | ग्राम संगठन संख्या",
    ),
    Column::new(
        "shgs",
        Whole,
        "समूहों की संख्या | No of SHG | SHGs | Number of SHGs | No of SHGs | Total SHG | \
         कुल समूह | समूह संख्या | SHG संख्या | समूह",
    ),
    Column::new(
        "members",
        Whole,
        "सदस्य संख्या | Members | No of Members | Total Members | कुल सदस्य | सदस्यों की संख्या | \
         सदस्य | Number of Members",
    ),
];

/// A federation sheet names federations by code or name.
pub const SHAPE: Shape = Shape {
    register: "federations",
    columns: COLUMNS,
    needs: &[&["name", "name_hi", "name_en", "clf_name", "vo_name", "code", "clf_code", "vo_code"]],
    repeated: None,
};
