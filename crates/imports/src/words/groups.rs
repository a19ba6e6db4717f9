//! Headings of sheets of self-help groups. DOMAIN A.3, with the apps' own field names.

use super::{lists, place_columns as p};
use crate::shape::{
    Column,
    Kind::{Account, Choice, Code, Day, Ifsc, Mobile, Name, Paise, Text, Whole},
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
    p::BLOCK_NRLM,
    p::GP_CODE,
    p::GP,
    p::GP_NRLM,
    p::VILLAGE_CODE,
    p::VILLAGE,
    p::VILLAGE_NRLM,
    Column::new(
        "clf_code",
        Code,
        "CLF Code | संकुल कोड | CLF कोड | CLF का कोड | संकुल संगठन कोड | सीएलएफ कोड | CLF ID | क्लस्टर कोड | \
         Cluster Code | LokOS CLF Code | संकुल का कोड",
    )
    .as_above(),
    Column::new(
        "clf_name",
        Name,
        "संकुल संगठन | CLF Name | CLF | CLF का नाम | CLF नाम | संकुल | संकुल का नाम | संकुल संगठन का नाम | संकुल स्तरीय संगठन | \
         संकुल स्तरीय संगठन का नाम | Name of CLF | सीएलएफ | सीएलएफ का नाम | Cluster Name | \
         Cluster | क्लस्टर | क्लस्टर का नाम | Cluster Level Federation | CLF Naam",
    )
    .as_above(),
    Column::new(
        "vo_code",
        Code,
        "VO Code | ग्राम संगठन कोड | VO कोड | VO का कोड | ग्राम संगठन का कोड | वीओ कोड | VO ID | LokOS VO Code | \
         Village Organisation Code",
    )
    .as_above(),
    Column::new(
        "vo_name",
        Name,
        "ग्राम संगठन | VO Name | VO | VO का नाम | VO नाम | ग्राम संगठन का नाम | Name of VO | वीओ | वीओ का नाम | \
         Village Organisation | Village Organization | Village Organisation Name | \
         Village Organization Name | ग्राम स्तरीय संगठन | Gram Sangathan | VO Naam",
    )
    .as_above(),
    Column::new(
        "shg_code",
        Code,
        "समूह कोड | SHG Code | समूह का कोड | SHG कोड | SHG ID | SHG Id No | एसएचजी कोड | \
         Group Code | Group ID | NRLM SHG Code | NRLM Code | स्व सहायता समूह कोड | \
         Samuh Code | समूह आईडी | SHG का कोड | Code | कोड | entity_code | NRLM कोड | \
         SHG NRLM Code",
    )
    .identifies(),
    Column::new(
        "lokos_code",
        Code,
        "LokOS Code | लोकोस कोड | LokOS ID | लोकोस आईडी | LokOS SHG Code | LokOS SHG ID | \
         LokOS समूह कोड | लोक ओएस कोड | LokOS कोड",
    )
    .identifies(),
    Column::new(
        "name",
        Name,
        "समूह का नाम | SHG Name | Name of SHG | SHG का नाम | स्व सहायता समूह का नाम | \
         स्वयं सहायता समूह का नाम | Group Name | Name of Group | एसएचजी का नाम | समूह | SHG | \
         Self Help Group Name | Name of Self Help Group | Samuh ka Naam | Samuh Name | \
         महिला समूह का नाम | महिला स्व सहायता समूह का नाम | नाम | Name | shg_name | \
         Name of the SHG | समूह नाम | स्व सहायता समूह | स्वयं सहायता समूह | सखी मंडल का नाम | \
         SHG Naam | म.स्व.स.समूह का नाम | स्व.स.समूह का नाम | Name of SHGs",
    )
    .required(),
    Column::new(
        "name_hi",
        Name,
        "समूह का नाम (हिंदी) | SHG Name (In Hindi) | SHG Name (In Local) | SHG Name Hindi | \
         हिंदी नाम | Name Hindi | नाम (हिंदी) | समूह का नाम हिंदी में | shg_name_local | \
         Name (In Local) | SHG Name Local",
    ),
    Column::new(
        "name_en",
        Name,
        "समूह का नाम (अंग्रेजी) | SHG Name (In English) | SHG Name English | अंग्रेजी नाम | \
         Name English | नाम (अंग्रेजी) | समूह का नाम अंग्रेजी में | Name (In English)",
    ),
    Column::new(
        "formed_on",
        Day,
        "गठन दिनांक | Formation Date | groupFormationDate | Date of Formation | \
         SHG Formation Date | गठन की तिथि | गठन तिथि | गठन की तारीख | समूह गठन दिनांक | \
         समूह गठन तिथि | समूह गठन की तिथि | समूह के गठन का दिनांक | formed_on | Formed On | \
         गठन का दिनांक | समूह गठन की दिनांक | DOF | Date of SHG Formation | गठन की दिनांक | \
         Gathan Dinank | Formation Dt | Group Formed On | गठन दि. | स्थापना दिनांक",
    ),
    Column::new(
        "category",
        Text,
        "समूह श्रेणी | SHG Category | shg_category | SHG Type | shgType | समूह का प्रकार | \
         समूह प्रकार | Type of SHG | Category | श्रेणी | New/Old | नया/पुराना",
    ),
    Column::new(
        "promoted_by",
        Text,
        "प्रवर्तक | Promoted By | promotedBy | Promoter | Promoter Name | Promoting Agency | \
         प्रवर्तक संस्था | गठनकर्ता | गठित द्वारा",
    ),
    Column::new(
        "bank_name",
        Name,
        "बैंक का नाम | Bank Name | Bank | बैंक | Name of Bank | Name of the Bank",
    ),
    Column::new("bank_code", Code, "Bank Code | बैंक कोड | bankCode"),
    Column::new(
        "branch",
        Name,
        "शाखा | Branch | Branch Name | बैंक शाखा | शाखा का नाम | Bank Branch | \
         बैंक शाखा का नाम | Name of Branch | Bank Branch Name",
    ),
    Column::new(
        "ifsc",
        Ifsc,
        "IFSC | IFSC Code | आईएफएससी | आईएफएससी कोड | IFS Code | IFSC कोड | IFSC No | \
         बैंक IFSC",
    ),
    Column::new(
        "account_no",
        Account,
        "खाता संख्या | Account No | Account Number | bankAccNo | बैंक खाता | खाता क्रमांक | \
         खाता नंबर | खाता नं | Bank Account No | Bank Account Number | बैंक खाता संख्या | \
         बैंक खाता क्रमांक | A/C No | A/C Number | AC No | Bank A/C No | Bank Account | \
         बैंक खाता नंबर | बचत खाता संख्या | बचत खाता क्रमांक | SB Account No | Saving Account No | \
         Savings Account Number | बैंक खाता नं | SHG Account No | समूह खाता क्रमांक | \
         समूह का खाता क्रमांक | Khata Sankhya | Khata No",
    ),
    Column::new(
        "account_opened_on",
        Day,
        "खाता खोलने की तिथि | Account Opening Date | accOpeningDate | A/C Opening Date | \
         खाता खोलने का दिनांक | खाता खुलने की तिथि | Date of Account Opening | खाता दिनांक | \
         Account Opened On | खाता खुलने का दिनांक",
    ),
    Column::new(
        "status",
        Choice(lists::STATUS),
        "स्थिति | Status | SHG Status | shg_active | सक्रिय/निष्क्रिय | Active/Inactive | \
         समूह की स्थिति | Active | Current Status | वर्तमान स्थिति | is_active | समूह स्थिति | \
         सक्रिय",
    ),
    Column::new(
        "lokos_state",
        Choice(lists::LOKOS),
        "लोकोस स्थिति | LokOS Status | LokOS स्थिति | verificationStatus | Approval Status | \
         लोकोस | LokOS | LokOS Entry | लोकोस एंट्री | LokOS Entry Status | लोकोस प्रविष्टि | \
         अनुमोदन स्थिति",
    ),
    Column::new(
        "meeting_frequency",
        Choice(lists::FREQUENCY),
        "बैठक आवृत्ति | Meeting Frequency | meeting_frequency | बैठक | बैठक की आवृत्ति | \
         Frequency of Meeting | बैठक का प्रकार",
    ),
    Column::new(
        "saving_paise",
        Paise,
        "बचत राशि | Saving | Saving Amount | Savings | मासिक बचत | Monthly Saving | \
         Saving per Member | प्रति सदस्य बचत | बचत | बचत प्रति सदस्य | Compulsory Saving | \
         Saving Amount per Member",
    ),
    Column::new(
        "members",
        Whole,
        "सदस्य संख्या | Members | No of Members | Total Members | कुल सदस्य | सदस्यों की संख्या | \
         सदस्य | Number of Members | कुल सदस्य संख्या | Member Count | समूह में सदस्य | \
         Total No of Members | No of Member | समूह सदस्य संख्या",
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
        "मोबाइल नंबर | Mobile | Mobile No | मोबाइल | मोबाइल नं | मो. | मो. नं. | Contact No | \
         Phone | Phone No | Mobile Number | संपर्क नंबर | Contact Number | फोन नंबर | दूरभाष | \
         मोबाईल | मोबाईल नंबर | मोबाईल नं | अध्यक्ष का मोबाइल नंबर | अध्यक्ष मोबाइल | \
         President Mobile | President Mobile No | संपर्क | मोबाइल क्रमांक | Mob No | Mob",
    ),
];

/// A group sheet names groups by code or name.
pub const SHAPE: Shape = Shape {
    register: "groups",
    columns: COLUMNS,
    needs: &[&["name", "name_hi", "name_en", "shg_code", "lokos_code"]],
    repeated: None,
};
