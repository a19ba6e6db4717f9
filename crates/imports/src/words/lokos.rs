//! Headings of the monthly report of groups that a block downloads from LokOS. What is not compared
//! with our register is left out.

use super::{lists, place_columns as p};
use crate::shape::{
    Column,
    Kind::{Choice, Code, Day, Name, Tail, Text, Whole},
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
        "code",
        Code,
        "समूह कोड | SHG Code | समूह का कोड | SHG कोड | SHG ID | SHG Id No | एसएचजी कोड | \
         Group Code | Group ID | NRLM SHG Code | NRLM Code | Samuh Code | समूह आईडी | Code | कोड | \
         entity_code | NRLM कोड | LokOS Code | लोकोस कोड | LokOS ID | लोकोस आईडी | LokOS SHG Code | \
         LokOS SHG ID | LokOS समूह कोड | LokOS कोड | SHG LokOS ID | CBO Code | CBO ID | shg_code",
    )
    .required()
    .identifies(),
    Column::new(
        "name",
        Name,
        "समूह का नाम | SHG Name | Name of SHG | SHG का नाम | स्व सहायता समूह का नाम | \
         स्वयं सहायता समूह का नाम | Group Name | Name of Group | एसएचजी का नाम | समूह | SHG | \
         Self Help Group Name | Name of Self Help Group | Samuh ka Naam | Samuh Name | \
         महिला समूह का नाम | नाम | Name | shg_name | Name of the SHG | समूह नाम | CBO Name",
    ),
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
         समूह गठन तिथि | formed_on | Formed On | गठन का दिनांक | DOF | Date of SHG Formation | \
         Gathan Dinank | Formation Dt | स्थापना दिनांक",
    ),
    Column::new(
        "members",
        Whole,
        "सदस्य संख्या | Members | No of Members | Total Members | कुल सदस्य | सदस्यों की संख्या | \
         सदस्य | Number of Members | कुल सदस्य संख्या | Member Count | Total No of Members | \
         No of Member | Active Members | सक्रिय सदस्य | Members Entered | दर्ज सदस्य",
    ),
    Column::new(
        "account",
        Tail,
        "खाता संख्या | Account No | Account Number | bankAccNo | बैंक खाता | खाता क्रमांक | \
         खाता नंबर | खाता नं | Bank Account No | Bank Account Number | बैंक खाता संख्या | \
         बैंक खाता क्रमांक | A/C No | A/C Number | AC No | Bank A/C No | Bank Account | \
         बचत खाता संख्या | SB Account No | Savings Account Number | SHG Account No | \
         Default Account No | समूह खाता क्रमांक",
    ),
    Column::new(
        "account_state",
        Choice(lists::LOKOS_ACCOUNT),
        "खाते की स्थिति | Account Status | बैंक खाता स्थिति | Bank Account Status | खाता स्थिति | \
         Bank Account Available | खाता है या नहीं | Account Opened | खाता खुला | Bank Account (Y/N)",
    ),
    Column::new(
        "lokos_state",
        Choice(lists::LOKOS),
        "लोकोस स्थिति | LokOS Status | LokOS स्थिति | verificationStatus | Approval Status | \
         लोकोस | LokOS | LokOS Entry Status | अनुमोदन स्थिति | स्थिति | Status | SHG Status | \
         Entry Status | स्वीकृति की स्थिति | SHG Approval Status | Profile Status | \
         Current Status | वर्तमान स्थिति | Workflow Status",
    ),
    Column::new(
        "traded_on",
        Day,
        "अंतिम लेन-देन | Last Transaction | Last Transaction Date | अंतिम लेनदेन दिनांक | \
         अंतिम लेन-देन की तिथि | Last Transaction On | Latest Transaction Date | \
         Last Meeting Transaction | Last Txn Date | अंतिम लेन-देन दिनांक",
    ),
    Column::new(
        "operator",
        Text,
        "प्रविष्टिकर्ता | Created By | Entered By | Operator | ऑपरेटर | ऑपरेटर का नाम | Operator Name | \
         दर्जकर्ता | डाटा एंट्री ऑपरेटर | Data Entry Operator | DEO | Mobile User | User Name | \
         प्रविष्टि करने वाले | Maker | created_by | Updated By | मेकर",
    ),
    Column::new(
        "reason",
        Text,
        "अस्वीकृति का कारण | Rejection Reason | Reason of Rejection | Reject Reason | \
         Reason for Rejection | टीप | Remarks | रिमार्क | Remark | टिप्पणी | अभ्युक्ति | \
         Rejection Remarks | वापसी का कारण",
    ),
];

/// A report names groups by their codes.
pub const SHAPE: Shape = Shape {
    register: "lokos",
    columns: COLUMNS,
    needs: &[&["code"], &["name", "name_hi", "name_en"]],
    repeated: None,
};
