//! Producer groups and FPOs in the database, as the constants of their registers.

use chrono::NaiveDate;
use samuh_engine::{
    Reader, Result, params,
    register::{
        Choices, Column, Kept,
        Kind::{Choice, Count, Day, Money, Text, Unit},
        Privacy::{Masked, Office},
        Register, Typed, Units, Values,
    },
};
use samuh_kernel::{
    fault::Fault,
    scope::{Area, Scope},
};
use samuh_places::{PLACE_UNITS, place_at, place_code};

use super::{counting, rules};

/// What is true of the records that the post sees: they stand in its places.
const SCOPE: &str = "exists (
              select 1 from post_unit s
              join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
                and c.to_on = '9999-12-31'
              where s.district_id = $1 and s.post_id = $POST and c.place_id = p.place_id)";

/// FPOs as the column of a producer group names them.
const FPO_UNITS: Units = Units {
    name_hi: "(select u.name_hi from producer u where u.district_id = $1 and u.id = $UNIT)",
    name_en: "(select u.name_en from producer u where u.district_id = $1 and u.id = $UNIT)",
    below: "(select u.id from producer u where u.district_id = $1 and u.id = $ABOVE)",
    // An FPO reaches over blocks: whoever may enter a group may say to which it belongs.
    seen: "
        select 1 from producer p
        where p.district_id = $1 and p.id = $2 and p.kind = 'fpo' and $3 <> 0",
    choices: Some(
        "
        select p.id, p.name_hi, p.name_en from producer p
        where p.district_id = $1 and p.kind = 'fpo' and $2 <> 0
        order by coalesce(p.name_hi, p.name_en), p.id",
    ),
    are_places: false,
};

const STATUS: Choices = Choices { words: "status", codes: &["active", "inactive"] };
const LEGAL: Choices = Choices {
    words: "legal",
    codes: &["unregistered", "company", "cooperative", "society", "trust"],
};

const CODE: Column =
    Column::new("code", Text(Typed::Code), Office, "p.code").entered().once().most(40);
const NAME_HI: Column = Column::new("name_hi", Text(Typed::Name), Office, "p.name_hi")
    .entered()
    .sorted_by("coalesce(p.name_hi, p.name_en, '')");
const NAME_EN: Column = Column::new("name_en", Text(Typed::Name), Office, "p.name_en").entered();
const PLACE: Column =
    Column::new("place_id", Unit(&PLACE_UNITS), Office, "p.place_id").entered().required();
const BLOCK: Column =
    Column::new("block", Unit(&PLACE_UNITS), Office, place_at!("p.place_id", "block"));
const GP: Column = Column::new("gp", Unit(&PLACE_UNITS), Office, place_at!("p.place_id", "gp"));
const VILLAGE: Column =
    Column::new("village", Unit(&PLACE_UNITS), Office, place_at!("p.place_id", "village"));
const BLOCK_CODE: Column = Column::new(
    "block_code",
    Text(Typed::Code),
    Office,
    place_code!(place_at!("p.place_id", "block")),
);
const GP_CODE: Column =
    Column::new("gp_code", Text(Typed::Code), Office, place_code!(place_at!("p.place_id", "gp")));
const VILLAGE_CODE: Column = Column::new(
    "village_code",
    Text(Typed::Code),
    Office,
    place_code!(place_at!("p.place_id", "village")),
);
const FORMED_ON: Column = Column::new("formed_on", Day, Office, "p.formed_on").entered();
const REGISTERED_ON: Column =
    Column::new("registered_on", Day, Office, "p.registered_on").entered();
const REGISTRATION_NO: Column =
    Column::new("registration_no", Text(Typed::Plain), Office, "p.registration_no").entered();
const LEGAL_FORM: Column =
    Column::new("legal_form", Choice(&LEGAL), Office, "p.legal_form").entered();
const COMMODITY: Column =
    Column::new("commodity", Text(Typed::Plain), Office, "p.commodity").entered();
const MEMBERS: Column =
    Column::new("members", Count, Office, "p.members").entered().most(1_000_000);
const HOUSEHOLDS: Column = Column::new("member_households", Count, Office, "p.member_households")
    .entered()
    .most(1_000_000);
const WOMEN: Column =
    Column::new("women_members", Count, Office, "p.women_members").entered().most(1_000_000);
const SHARES: Column =
    Column::new("share_capital_paise", Money, Office, "p.share_capital_paise").entered();
const BANK: Column = Column::new("bank_name", Text(Typed::Name), Office, "p.bank_name").entered();
const BRANCH: Column =
    Column::new("branch_name", Text(Typed::Name), Office, "p.branch_name").entered();
const IFSC: Column = Column::new("ifsc", Text(Typed::Ifsc), Office, "p.ifsc").entered();
const ACCOUNT: Column =
    Column::new("account_no", Text(Typed::Account), Masked, "p.account_no").entered();
const MOBILE: Column = Column::new("mobile", Text(Typed::Mobile), Masked, "p.mobile").entered();
const STANDS: Column =
    Column::new("status", Choice(&STATUS), Office, "p.status").entered().required();
const SINCE: Column = Column::new("status_since", Day, Office, "p.status_since").entered();

/// Producer groups.
pub static PRODUCERS: Register = Register {
    name: "producers",
    subject: "producer",
    area: Area::Groups,
    from: "producer p where p.district_id = $1 and p.kind = 'pg'",
    scope: SCOPE,
    near: None,
    id: "p.id",
    order: Some("name_hi"),
    columns: &[
        CODE,
        NAME_HI,
        NAME_EN,
        BLOCK_CODE,
        BLOCK,
        GP_CODE,
        GP,
        VILLAGE_CODE,
        VILLAGE,
        PLACE,
        Column::new("fpo_id", Unit(&FPO_UNITS), Office, "p.fpo_id").entered(),
        Column::new(
            "fpo_code",
            Text(Typed::Code),
            Office,
            "(select f.code from producer f where f.district_id = $1 and f.id = p.fpo_id)",
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
        STANDS,
        SINCE,
    ],
    listed: &["name_hi", "code", "village", "block", "commodity", "members", "formed_on", "status"],
    form: &[
        "name_hi",
        "name_en",
        "code",
        "place_id",
        "fpo_id",
        "formed_on",
        "legal_form",
        "registered_on",
        "registration_no",
        "commodity",
        "members",
        "member_households",
        "women_members",
        "share_capital_paise",
        "bank_name",
        "branch_name",
        "ifsc",
        "account_no",
        "mobile",
        "status",
        "status_since",
    ],
    kept: Some(Kept {
        table: "producer",
        mark: ("kind", "pg"),
        counter: "unit",
        acts: ["producers.enter", "producers.correct"],
        place: "place_id",
        rules: rules::faults,
        counts: Some(counting::groups),
        standing: &[],
    }),
};

/// Farmer producer organisations.
pub static FPOS: Register = Register {
    name: "fpos",
    subject: "fpo",
    area: Area::Groups,
    from: "producer p where p.district_id = $1 and p.kind = 'fpo'",
    scope: SCOPE,
    near: None,
    id: "p.id",
    order: Some("name_hi"),
    columns: &[
        CODE,
        NAME_HI,
        NAME_EN,
        BLOCK_CODE,
        BLOCK,
        GP_CODE,
        GP,
        VILLAGE_CODE,
        VILLAGE,
        PLACE,
        Column::new(
            "producer_groups",
            Count,
            Office,
            "(select count(*) from producer g where g.district_id = $1 and g.fpo_id = p.id)",
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
        STANDS,
        SINCE,
    ],
    listed: &[
        "name_hi",
        "code",
        "block",
        "legal_form",
        "commodity",
        "members",
        "formed_on",
        "status",
    ],
    form: &[
        "name_hi",
        "name_en",
        "code",
        "place_id",
        "formed_on",
        "legal_form",
        "registered_on",
        "registration_no",
        "commodity",
        "members",
        "member_households",
        "women_members",
        "share_capital_paise",
        "bank_name",
        "branch_name",
        "ifsc",
        "account_no",
        "mobile",
        "status",
        "status_since",
    ],
    kept: Some(Kept {
        table: "producer",
        mark: ("kind", "fpo"),
        counter: "unit",
        acts: ["fpos.enter", "fpos.correct"],
        place: "place_id",
        rules: rules::faults,
        counts: Some(counting::fpos),
        standing: &[(STANDING, "undo_has_producers")],
    }),
};

const STANDING: &str = "
    select count(*) from producer where district_id = $1 and fpo_id = $2";
const FORMED: &str = "
    select p.id, p.kind, p.place_id, p.formed_on from producer p
    where p.district_id = $1 order by p.id";
const NAMED: &str = "
    select p.id, p.kind, p.code, p.name_hi, p.name_en from producer p
    where p.district_id = $1 and p.id = $3
      and ($2 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
          and c.to_on = '9999-12-31'
        where s.district_id = $1 and s.post_id = $2 and c.place_id = p.place_id))";
const NORM: &str = "
    select n.least from producer_norm n
    where n.kind = $1 and n.from_on <= $2 and n.to_on > $2
      and (n.state_id = 0 or n.state_id in (select d.state_id from district d where d.id = $3))
    order by n.state_id desc, n.from_on desc
    limit 1";

/// A producer group or FPO as it is counted.
pub(super) struct Formed {
    pub(super) id: i64,
    pub(super) is_fpo: bool,
    pub(super) place_id: i64,
    pub(super) formed_on: Option<NaiveDate>,
}

/// Every producer group and FPO of a district, for `samuh verify`: no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(super) fn formed_in_district(reader: &mut Reader, district_id: i64) -> Result<Vec<Formed>> {
    let rows = reader.query(FORMED, &params![district_id])?;
    let formed = |row: &samuh_engine::Row| {
        Ok(Formed {
            id: row.at(0)?,
            is_fpo: row.at::<String>(1)? == "fpo",
            place_id: row.at(2)?,
            formed_on: row.at(3)?,
        })
    };
    rows.iter().map(formed).collect()
}

/// A producer group or FPO by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProducerNamed {
    /// Its number.
    pub id: i64,
    /// The register in which it stands.
    pub register: &'static str,
    /// Its code.
    pub code: Option<String>,
    /// Its name in Hindi.
    pub name_hi: Option<String>,
    /// Its name in English.
    pub name_en: Option<String>,
}

/// Those of the numbers that are producer groups or FPOs which the desk sees, for the list behind a
/// figure.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn named(reader: &mut Reader, scope: &Scope, ids: &[i64]) -> Result<Vec<ProducerNamed>> {
    let mut all = Vec::new();
    for id in ids {
        let row = reader.first(NAMED, &params![scope.district_id(), scope.key(), *id])?;
        let Some(row) = row else { continue };
        let is_fpo = row.at::<String>(1)? == "fpo";
        all.push(ProducerNamed {
            id: row.at(0)?,
            register: if is_fpo { FPOS.name } else { PRODUCERS.name },
            code: row.at(2)?,
            name_hi: row.at(3)?,
            name_en: row.at(4)?,
        });
    }
    Ok(all)
}

/// Members that an FPO of the district should have on a day; none where no norm is in force.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(super) fn norm(reader: &mut Reader, scope: &Scope, day: NaiveDate) -> Result<Option<i64>> {
    let row = reader.first(NORM, &params!["fpo", day, scope.district_id()])?;
    row.map(|row| row.at(0)).transpose()
}

/// What is worth a warning about a record: nothing of it is refused.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn warnings(
    reader: &mut Reader,
    scope: &Scope,
    register: &Register,
    values: &Values,
    day: NaiveDate,
) -> Result<Vec<Fault>> {
    if register.name != FPOS.name {
        return Ok(Vec::new());
    }
    let least = norm(reader, scope, day)?;
    let fault = least.and_then(|least| rules::below_norm(values.number("members"), least));
    Ok(fault.into_iter().collect())
}
