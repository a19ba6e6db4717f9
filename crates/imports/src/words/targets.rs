//! Headings of sheets of a year's targets: rows of blocks, federations or panchayats, with months or
//! indicators as columns, or one target a row.

use super::{place_columns as p, progress as f};
use crate::shape::{
    Column,
    Kind::{Paise, Text},
    Repeated, Shape,
};

/// The columns.
pub const COLUMNS: &[Column] = &[
    p::STATE_CODE,
    p::STATE,
    p::DISTRICT_CODE,
    p::DISTRICT,
    p::BLOCK_CODE.identifies(),
    p::BLOCK.identifies(),
    p::GP_CODE.identifies(),
    p::GP.identifies(),
    p::VILLAGE_CODE.identifies(),
    p::VILLAGE.identifies(),
    f::CLF_CODE.identifies(),
    f::CLF_NAME.identifies(),
    f::VO_CODE.identifies(),
    f::VO_NAME.identifies(),
    f::SHG_CODE.identifies(),
    f::SHG_NAME.identifies(),
    f::CODE,
    f::NAME,
    f::LEVEL,
    f::YEAR,
    f::MONTH,
    f::INDICATOR,
    Column::new(
        "annual",
        Paise,
        "वार्षिक लक्ष्य | Annual Target | कुल लक्ष्य | Total Target | वर्ष का लक्ष्य | Yearly Target | Year Target | \
         Annual | वार्षिक | योग | Total | कुल | कुल योग | Target for the Year | वार्षिक योग",
    ),
    Column::new(
        "value",
        Paise,
        "लक्ष्य | Target | Value | मान | लक्ष्य संख्या | Monthly Target | मासिक लक्ष्य | माह का लक्ष्य | Target Value",
    ),
    Column::new("reason", Text, "कारण | Reason | टीप | Remarks | रिमार्क | टिप्पणी | Remark"),
    Column::new("order_no", Text, "आदेश क्रमांक | Order No | Order Number | पत्र क्रमांक | आदेश संख्या"),
];

/// A sheet of targets names a unit and has targets.
pub const SHAPE: Shape = Shape {
    register: "targets",
    columns: COLUMNS,
    needs: &[f::UNITS, &["value", "annual"]],
    repeated: Some(Repeated {
        value: "value",
        months: true,
        series: true,
        take: &["लक्ष्य", "Target", "Targets"],
        leave: &[
            "उपलब्धि",
            "Achievement",
            "Achieved",
            "प्रगति",
            "Progress",
            "पूर्ति",
            "प्रतिशत",
            "Percent",
            "Percentage",
            "शेष",
            "Balance",
            "Gap",
            "अंतर",
            "Rank",
            "रैंक",
            "तिमाही",
            "Quarter",
        ],
        annual: &["वार्षिक", "Annual", "Yearly", "योग", "कुल", "Total"],
    }),
};
