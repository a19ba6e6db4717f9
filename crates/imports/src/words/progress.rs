//! Headings of monthly sheets of reported figures: rows of blocks, panchayats, federations or
//! groups; an indicator and a month as columns of their own, as headings, or in the title.

use super::{lists, place_columns as p};
use crate::shape::{
    Column,
    Kind::{Choice, Code, Month, Name, Paise, Text, Year},
    Repeated, Shape,
};

/// Code of the cluster level federation.
pub(super) const CLF_CODE: Column = Column::new(
    "clf_code",
    Code,
    "CLF Code | संकुल कोड | संकुल संगठन कोड | सीएलएफ कोड | CLF ID | Cluster Code",
)
.as_above();
/// Name of the cluster level federation.
pub(super) const CLF_NAME: Column = Column::new(
    "clf_name",
    Name,
    "संकुल संगठन | CLF Name | CLF | संकुल | संकुल का नाम | संकुल संगठन का नाम | संकुल स्तरीय संगठन | \
     Name of CLF | सीएलएफ | सीएलएफ का नाम | Cluster Name | Cluster | क्लस्टर | क्लस्टर का नाम",
)
.as_above();
/// Code of the village organisation.
pub(super) const VO_CODE: Column =
    Column::new("vo_code", Code, "VO Code | ग्राम संगठन कोड | वीओ कोड | VO ID").as_above();
/// Name of the village organisation.
pub(super) const VO_NAME: Column = Column::new(
    "vo_name",
    Name,
    "ग्राम संगठन | VO Name | VO | ग्राम संगठन का नाम | Name of VO | वीओ | Village Organisation",
)
.as_above();
/// Code of the group.
pub(super) const SHG_CODE: Column = Column::new(
    "shg_code",
    Code,
    "समूह कोड | SHG Code | समूह का कोड | SHG ID | Group Code | एसएचजी कोड",
);
/// Name of the group.
pub(super) const SHG_NAME: Column = Column::new(
    "shg_name",
    Name,
    "समूह का नाम | SHG Name | Name of SHG | SHG का नाम | Group Name | स्व सहायता समूह का नाम",
);
/// Code of the unit that reports, of any level.
pub(super) const CODE: Column = Column::new(
    "code",
    Code,
    "कोड | Code | LGD Code | Unit Code | Place Code | LGD कोड | इकाई कोड | एलजीडी कोड",
)
.identifies();
/// Name of the unit that reports, of any level.
pub(super) const NAME: Column = Column::new(
    "name",
    Name,
    "नाम | Name | इकाई | Unit | इकाई का नाम | Unit Name | Place | स्थान | संस्था | संस्था का नाम | Institution | \
     कार्यालय",
)
.identifies();
/// Level of the unit that reports.
pub(super) const LEVEL: Column = Column::new(
    "level",
    Choice(lists::UNIT_LEVEL),
    "स्तर | Level | Unit Level | इकाई स्तर | प्रकार | Type",
);
/// Financial year.
pub(super) const YEAR: Column =
    Column::new("year", Year, "वित्तीय वर्ष | Financial Year | Year | वर्ष | FY | Fin Year | साल");
/// Month.
pub(super) const MONTH: Column = Column::new(
    "month",
    Month,
    "माह | Month | महीना | Reporting Month | प्रतिवेदन माह | Period | माहांत | For the Month of | अवधि",
);
/// The indicator, by code or by name in either language.
pub(super) const INDICATOR: Column = Column::new(
    "indicator",
    Text,
    "संकेतक | Indicator | Indicator Code | सूचक | संकेतक कोड | Indicator Name | गतिविधि | मद | Activity | \
     Particulars | विवरण | KPI | घटक | Component | संकेतक का नाम | कार्य | Item",
)
.as_above();

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
    CLF_CODE.identifies(),
    CLF_NAME.identifies(),
    VO_CODE.identifies(),
    VO_NAME.identifies(),
    SHG_CODE.identifies(),
    SHG_NAME.identifies(),
    CODE,
    NAME,
    LEVEL,
    YEAR,
    MONTH,
    INDICATOR,
    Column::new(
        "value",
        Paise,
        "उपलब्धि | Value | Achievement | प्रगति | Progress | Achieved | मान | संख्या | Number | पूर्ति | राशि | \
         Amount | प्राप्ति | Reported Value | माह की उपलब्धि | Achievement in Month | माह में उपलब्धि | Count | \
         Actual | वास्तविक",
    ),
    Column::new("remarks", Text, "टीप | Remarks | रिमार्क | Remark | टिप्पणी | अभ्युक्ति | Note"),
];

/// A sheet of figures names a unit and has values.
pub const SHAPE: Shape = Shape {
    register: "progress",
    columns: COLUMNS,
    needs: &[UNITS, &["value"]],
    repeated: Some(Repeated {
        value: "value",
        months: true,
        series: true,
        take: &[
            "उपलब्धि",
            "Achievement",
            "Achieved",
            "प्रगति",
            "Progress",
            "पूर्ति",
            "Ach",
            "Achv",
            "Actual",
        ],
        leave: &[
            "लक्ष्य",
            "Target",
            "प्रतिशत",
            "Percent",
            "Percentage",
            "Per",
            "शेष",
            "Balance",
            "Gap",
            "अंतर",
            "Rank",
            "रैंक",
            "योग",
            "Total",
            "Cumulative",
            "संचयी",
            "क्रमिक",
            "गत",
            "Previous",
        ],
        annual: &[],
    }),
};

/// Fields that name the unit of a row.
pub(super) const UNITS: &[&str] = &[
    "code",
    "name",
    "shg_code",
    "shg_name",
    "vo_code",
    "vo_name",
    "clf_code",
    "clf_name",
    "village_code",
    "village",
    "gp_code",
    "gp",
    "block_code",
    "block",
    "district_code",
    "district",
];
