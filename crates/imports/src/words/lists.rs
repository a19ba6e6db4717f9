//! Closed lists and the words that stand for their members. DOMAIN A.4, A.6; code lists of the apps.

use samuh_kernel::read::Choice;

/// Present or absent, as attendance sheets say it.
pub const PRESENCE: &[Choice] = &[
    Choice {
        code: "present",
        words: &[
            "उपस्थित",
            "P",
            "Present",
            "1",
            "हाँ",
            "हां",
            "हा",
            "Yes",
            "Y",
            "✓",
            "✔",
            "☑",
            "√",
            "हाजिर",
            "उप",
            "पी",
            "True",
            "आई",
            "जी हाँ",
        ],
    },
    Choice {
        code: "absent",
        words: &[
            "अनुपस्थित",
            "A",
            "Absent",
            "0",
            "नहीं",
            "नही",
            "No",
            "N",
            "✗",
            "✘",
            "✕",
            "×",
            "☒",
            "❌",
            "गैरहाजिर",
            "अनु",
            "ए",
            "False",
            "नहीं आई",
            "Ab",
        ],
    },
];

/// Levels of places.
pub const LEVEL: &[Choice] = &[
    Choice { code: "state", words: &["राज्य", "State"] },
    Choice { code: "district", words: &["जिला", "District", "Zila"] },
    Choice {
        code: "block",
        words: &[
            "विकासखण्ड",
            "विकास खण्ड",
            "ब्लॉक",
            "ब्लाक",
            "प्रखंड",
            "जनपद",
            "जनपद पंचायत",
            "Block",
            "Development Block",
        ],
    },
    Choice {
        code: "gp",
        words: &[
            "ग्राम पंचायत",
            "पंचायत",
            "Gram Panchayat",
            "GP",
            "Panchayat",
            "Village Panchayat",
            "Local Body",
        ],
    },
    Choice {
        code: "village",
        words: &[
            "ग्राम",
            "गाँव",
            "Village",
            "राजस्व ग्राम",
            "Revenue Village",
            "Habitation",
            "बसाहट",
            "पारा",
            "टोला",
            "मजरा",
        ],
    },
];

/// Levels of units that report: places and institutions.
pub const UNIT_LEVEL: &[Choice] = &[
    LEVEL[0],
    LEVEL[1],
    LEVEL[2],
    LEVEL[3],
    LEVEL[4],
    FEDERATION[0],
    FEDERATION[1],
    Choice {
        code: "shg",
        words: &["समूह", "स्व सहायता समूह", "स्वयं सहायता समूह", "SHG", "Self Help Group", "एसएचजी"],
    },
];

/// Kinds of federations.
pub const FEDERATION: &[Choice] = &[
    Choice {
        code: "clf",
        words: &[
            "CLF",
            "संकुल",
            "संकुल संगठन",
            "संकुल स्तरीय संगठन",
            "संकुल स्तरीय संघ",
            "सीएलएफ",
            "Cluster Level Federation",
            "क्लस्टर",
            "Cluster",
            "क्लस्टर संगठन",
            "Cluster Federation",
        ],
    },
    Choice {
        code: "vo",
        words: &[
            "VO",
            "ग्राम संगठन",
            "ग्राम स्तरीय संगठन",
            "वीओ",
            "Village Organisation",
            "Village Organization",
            "ग्रा.सं.",
            "Gram Sangathan",
        ],
    },
];

/// Active or not.
pub const STATUS: &[Choice] = &[
    Choice {
        code: "active",
        words: &[
            "Active",
            "सक्रिय",
            "चालू",
            "Functional",
            "A",
            "क्रियाशील",
            "Working",
            "कार्यरत",
            "संचालित",
            "Y",
            "Yes",
            "हाँ",
            "1",
            "Live",
        ],
    },
    Choice {
        code: "inactive",
        words: &[
            "Inactive",
            "In active",
            "निष्क्रिय",
            "बंद",
            "Defunct",
            "Non functional",
            "Dormant",
            "I",
            "अक्रियाशील",
            "असक्रिय",
            "Closed",
            "मृत",
            "विघटित",
            "Dissolved",
            "N",
            "No",
            "नहीं",
            "0",
            "Non active",
            "निष्क्रीय",
        ],
    },
];

/// How far a record has come in LokOS.
pub const LOKOS: &[Choice] = &[
    Choice {
        code: "not_entered",
        words: &[
            "Not Entered",
            "प्रविष्ट नहीं",
            "अप्रविष्ट",
            "Not in LokOS",
            "No",
            "नहीं",
            "Pending Entry",
            "एंट्री शेष",
            "दर्ज नहीं",
            "Not Done",
            "शेष",
        ],
    },
    Choice {
        code: "entered",
        words: &[
            "Entered",
            "प्रविष्ट",
            "दर्ज",
            "Yes",
            "हाँ",
            "Done",
            "एंट्री पूर्ण",
            "Entry Done",
            "Profile Created",
            "Draft",
            "पूर्ण",
        ],
    },
    Choice {
        code: "pending",
        words: &[
            "Pending",
            "लंबित",
            "Pending with BM",
            "Submitted",
            "Pending Approval",
            "अनुमोदन लंबित",
            "स्वीकृति लंबित",
            "Under Approval",
            "Modified (Autosync)",
            "Modified",
        ],
    },
    Choice {
        code: "approved",
        words: &["Approved", "स्वीकृत", "अनुमोदित", "Approved by BM", "Verified", "सत्यापित"],
    },
    Choice {
        code: "rejected",
        words: &["Rejected", "अस्वीकृत", "Rejected by BM", "निरस्त", "Returned", "वापस"],
    },
    Choice {
        code: "transacting",
        words: &[
            "Transacting",
            "With Transactions",
            "लेन-देन",
            "लेनदेन प्रारंभ",
            "Transaction Started",
            "लेन-देन चालू",
            "Transaction",
            "Transaction Done",
        ],
    },
];

/// Whether LokOS has a bank account of the group.
pub const LOKOS_ACCOUNT: &[Choice] = &[
    Choice {
        code: "open",
        words: &[
            "Open",
            "Opened",
            "Yes",
            "हाँ",
            "हां",
            "Y",
            "खुला",
            "है",
            "Active",
            "Available",
            "Verified",
            "सक्रिय",
            "सत्यापित",
            "Pending Verification",
            "खाता खुला",
        ],
    },
    Choice {
        code: "closed",
        words: &[
            "Closed",
            "Not Opened",
            "No",
            "नहीं",
            "N",
            "बंद",
            "नहीं है",
            "Inactive",
            "Not Available",
            "निष्क्रिय",
            "नहीं खुला",
        ],
    },
];

/// How often a group meets.
pub const FREQUENCY: &[Choice] = &[
    Choice {
        code: "weekly", words: &["Weekly", "साप्ताहिक", "हफ्ते में", "सप्ताह", "W"]
    },
    Choice {
        code: "fortnightly",
        words: &["Fortnightly", "पाक्षिक", "15 दिन", "Biweekly", "F", "Bi Weekly"],
    },
    Choice { code: "monthly", words: &["Monthly", "मासिक", "माह", "M"] },
];

/// Social category: SC, ST, OBC, other (general with it). DOMAIN A.4.
pub const SOCIAL: &[Choice] = &[
    Choice {
        code: "sc",
        words: &[
            "SC",
            "अजा",
            "अ.जा.",
            "अ जा",
            "अ०जा०",
            "अनुसूचित जाति",
            "अनु. जाति",
            "अनु जाति",
            "अनुजाति",
            "Scheduled Caste",
            "एससी",
            "एस.सी.",
            "S/C",
            "अ.जा",
        ],
    },
    Choice {
        code: "st",
        words: &[
            "ST",
            "अजजा",
            "अ.ज.जा.",
            "अ ज जा",
            "अ०ज०जा०",
            "अनुसूचित जनजाति",
            "अनु. जनजाति",
            "अनु जनजाति",
            "अनुजनजाति",
            "जनजाति",
            "Scheduled Tribe",
            "एसटी",
            "एस.टी.",
            "S/T",
            "आदिवासी",
            "अ.ज.जा",
            "अजाजा",
        ],
    },
    Choice {
        code: "obc",
        words: &[
            "OBC",
            "अपिव",
            "अ.पि.व.",
            "पिछड़ा वर्ग",
            "अन्य पिछड़ा वर्ग",
            "पि.व.",
            "पिछड़ावर्ग",
            "Other Backward Class",
            "Other Backward Classes",
            "ओबीसी",
            "ओ.बी.सी.",
            "BC",
            "O.B.C",
            "पिछड़ी जाति",
        ],
    },
    Choice {
        code: "other",
        words: &[
            "OTHER",
            "Others",
            "General",
            "GEN",
            "सामान्य",
            "अन्य",
            "सामान्य वर्ग",
            "Gen.",
            "UR",
            "अनारक्षित",
            "Unreserved",
            "जनरल",
            "EWS",
            "सवर्ण",
            "सा.",
            "Minority",
            "अल्पसंख्यक",
        ],
    },
];

/// Religion, as the apps list it.
pub const RELIGION: &[Choice] = &[
    Choice {
        code: "hindu", words: &["Hindu", "हिंदू", "हिन्दु", "H", "Hinduism"]
    },
    Choice {
        code: "muslim", words: &["Muslim", "मुस्लिम", "इस्लाम", "M", "Islam", "मुसलमान"]
    },
    Choice {
        code: "christian",
        words: &["Christian", "ईसाई", "मसीही", "C", "Isai", "Christianity"],
    },
    Choice { code: "sikh", words: &["Sikh", "सिख", "सिक्ख", "S"] },
    Choice { code: "buddhist", words: &["Buddhist", "बौद्ध", "B", "Buddhism"] },
    Choice { code: "jain", words: &["Jain", "जैन", "J"] },
    Choice { code: "parsi", words: &["Parsi", "पारसी", "P", "Zoroastrian"] },
    Choice {
        code: "other",
        words: &["Other", "Others", "अन्य", "O", "आदि धर्म", "सरना", "आदिवासी धर्म"],
    },
];

/// Disability of the member or in the family.
pub const DISABILITY: &[Choice] = &[
    Choice {
        code: "no", words: &["No", "N", "नहीं", "None", "0", "False", "कोई नहीं"]
    },
    Choice {
        code: "self",
        words: &["Self", "S", "स्वयं", "Yes", "Y", "हाँ", "दिव्यांग", "विकलांग", "1", "True", "स्वंय"],
    },
    Choice {
        code: "family",
        words: &[
            "Family Member",
            "DM",
            "परिवार का सदस्य",
            "परिवार",
            "Family",
            "परिवार में",
            "परिवार सदस्य",
        ],
    },
];

/// Participatory identification of the poor.
pub const PIP: &[Choice] = &[
    Choice {
        code: "pop",
        words: &[
            "POP",
            "Poorest of the Poor",
            "Poorest of Poor",
            "अति गरीब",
            "अतिगरीब",
            "अत्यंत गरीब",
            "निर्धनतम",
            "Very Poor",
        ],
    },
    Choice { code: "poor", words: &["Poor", "गरीब", "निर्धन", "P"] },
    Choice {
        code: "non_poor",
        words: &["Non-Poor", "NP", "Non Poor", "गैर गरीब", "Not Poor", "APL", "मध्यम", "सम्पन्न"],
    },
];

/// Above or below the poverty line.
pub const POVERTY: &[Choice] = &[
    Choice {
        code: "apl",
        words: &["APL", "एपीएल", "गरीबी रेखा से ऊपर", "ए.पी.एल.", "Above Poverty Line"],
    },
    Choice {
        code: "bpl",
        words: &[
            "BPL",
            "बीपीएल",
            "गरीबी रेखा से नीचे",
            "बी.पी.एल.",
            "Below Poverty Line",
            "प्राथमिकता",
            "PHH",
        ],
    },
    Choice {
        code: "aay", words: &["AAY", "अंत्योदय", "Antyodaya", "अन्त्योदय"]
    },
];

/// Gender, as the apps list it.
pub const GENDER: &[Choice] = &[
    Choice {
        code: "female",
        words: &["Female", "महिला", "F", "स्त्री", "Mahila", "Woman", "Women", "म", "म."],
    },
    Choice {
        code: "male", words: &["Male", "पुरुष", "M", "Man", "पु", "पु.", "Purush"]
    },
    Choice {
        code: "transgender",
        words: &["Transgender", "T", "TG", "ट्रांसजेंडर", "तृतीय लिंग", "उभयलिंगी", "Third Gender"],
    },
];

/// Office in the group.
pub const OFFICE: &[Choice] = &[
    Choice { code: "member", words: &["Member", "सदस्य", "सदस्या", "M"] },
    Choice {
        code: "president",
        words: &["President", "अध्यक्ष", "अध्यक्षा", "P", "Adhyaksh", "Leader 1"],
    },
    Choice { code: "secretary", words: &["Secretary", "सचिव", "S", "Sachiv", "Leader 2"] },
    Choice {
        code: "treasurer",
        words: &["Treasurer", "कोषाध्यक्ष", "T", "Koshadhyaksh", "Leader 3", "Cashier"],
    },
];

/// Legal forms of producer groups and FPOs. DOMAIN A.8.
pub const LEGAL: &[Choice] = &[
    Choice {
        code: "unregistered",
        words: &["अपंजीकृत", "पंजीकृत नहीं", "Unregistered", "Not registered", "Informal"],
    },
    Choice {
        code: "company",
        words: &[
            "कंपनी",
            "उत्पादक कंपनी",
            "Company",
            "Producer Company",
            "Companies Act",
            "FPC",
            "कम्पनी",
            "कंपनी अधिनियम",
        ],
    },
    Choice {
        code: "cooperative",
        words: &[
            "सहकारी समिति",
            "सहकारी",
            "Cooperative",
            "Co-operative",
            "Cooperative Society",
            "Co-operative Society",
            "सहकारिता",
        ],
    },
    Choice {
        code: "society", words: &["सोसायटी", "समिति", "Society", "संस्था"]
    },
    Choice { code: "trust", words: &["न्यास", "ट्रस्ट", "Trust"] },
];
