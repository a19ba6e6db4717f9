//! The registers of groups and of federations as constants, and institutions as other registers name
//! them.

use samuh_engine::register::{
    Choices, Column,
    Kind::{Choice, Count, Day, Flag, Money, Text, Unit},
    Near,
    Privacy::{Masked, Office},
    Register, Typed, Units,
};
use samuh_kernel::scope::Area;
use samuh_places::{PLACE_UNITS, place_at};

/// Institutions as columns name them.
pub(crate) const INSTITUTION_UNITS: Units = Units {
    name_hi: "(select u.name_hi from institution u where u.district_id = $1 and u.id = $UNIT)",
    name_en: "(select u.name_en from institution u where u.district_id = $1 and u.id = $UNIT)",
    below: "(select f.institution_id from federation_closure f where f.district_id = $1
             and f.ancestor_id = $ABOVE and f.to_on = '9999-12-31')",
    seen: "
        select 1 from institution i
        where i.district_id = $1 and i.id = $2
          and ($3 = -1 or exists (
            select 1 from post_unit s
            join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
              and c.to_on = '9999-12-31'
            where s.district_id = $1 and s.post_id = $3 and c.place_id = i.place_id)
            or exists (
            select 1 from post_unit s
            join federation_closure f on f.district_id = s.district_id and f.ancestor_id = s.unit_id
            where s.district_id = $1 and s.post_id = $3 and f.institution_id = i.id
              and f.to_on = '9999-12-31'))",
    choices: None,
    are_places: false,
};

/// What is true of the institutions `i` that the post sees: they stand in its places, or under its
/// federation.
pub(crate) const SCOPE: &str = "(exists (
              select 1 from post_unit s
              join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
                and c.to_on = '9999-12-31'
              where s.district_id = $1 and s.post_id = $POST and c.place_id = i.place_id)
            or exists (
              select 1 from post_unit s
              join federation_closure f
                on f.district_id = s.district_id and f.ancestor_id = s.unit_id
              where s.district_id = $1 and s.post_id = $POST and f.institution_id = i.id
                and f.to_on = '9999-12-31'))";

/// In which blocks those institutions lie: a list begins from them. The post's places, with whatever
/// block is or was above them; the blocks of what stands under its federation.
pub(crate) const IN_BLOCKS: Near = Near {
    column: "i.block_id",
    units: "
        select coalesce(b.ancestor_id, 0) from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
          and c.to_on = '9999-12-31'
        left join place_closure b on b.district_id = c.district_id and b.place_id = c.place_id
          and exists (
            select 1 from place p
            where p.district_id = b.district_id and p.id = b.ancestor_id and p.level = 'block')
        where s.district_id = $1 and s.post_id = $2
        union
        select i.block_id from post_unit s
        join federation_closure f on f.district_id = s.district_id and f.ancestor_id = s.unit_id
        join institution i on i.district_id = f.district_id and i.id = f.institution_id
        where s.district_id = $1 and s.post_id = $2 and f.to_on = '9999-12-31'",
};

/// The latest value of a fact of `i`.
macro_rules! fact {
    ($fact:literal) => {
        concat!(
            "(select f.value from institution_fact f where f.district_id = i.district_id \
             and f.institution_id = i.id and f.fact = '",
            $fact,
            "' order by f.from_on desc limit 1)"
        )
    };
    ($fact:literal, $usual:literal) => {
        concat!("coalesce(", fact!($fact), ", '", $usual, "')")
    };
}

/// The code of `i` in one of the registers of codes.
macro_rules! code {
    ($register:literal) => {
        concat!(
            "(select min(k.code) from institution_code k where k.district_id = i.district_id \
             and k.institution_id = i.id and k.register = '",
            $register,
            "')"
        )
    };
}

const PARENT: &str = "(select a.parent_id from affiliation a where a.district_id = i.district_id
       and a.institution_id = i.id and a.to_on = '9999-12-31')";
const MEMBERS: &str = "(select count(*) from membership m where m.district_id = i.district_id
       and m.institution_id = i.id and m.joined_on <= $DAY and m.left_on > $DAY)";
const GROUPS_BELOW: &str = "(select count(*) from federation_closure b
       join institution g on g.district_id = b.district_id and g.id = b.institution_id
       where b.district_id = i.district_id and b.ancestor_id = i.id and b.to_on = '9999-12-31'
         and g.kind = 'shg')";

const STATUS: Choices = Choices { words: "status", codes: &["active", "inactive"] };
const LOKOS: Choices = Choices {
    words: "lokos",
    codes: &["not_entered", "entered", "pending", "approved", "rejected", "transacting"],
};
const KINDS: Choices = Choices { words: "level", codes: &["vo", "clf"] };

const CODE: Column = Column::new("code", Text(Typed::Code), Office, code!("nrlm"));
const NAME_HI: Column =
    Column::new("name_hi", Text(Typed::Name), Office, "i.name_hi").sorted_by("i.sort_key");
const NAME_EN: Column = Column::new("name_en", Text(Typed::Name), Office, "i.name_en");
const BLOCK: Column = Column::new("block", Unit(&PLACE_UNITS), Office, "i.block_id");
const GP: Column = Column::new("gp", Unit(&PLACE_UNITS), Office, place_at!("i.place_id", "gp"));
const VILLAGE: Column =
    Column::new("village", Unit(&PLACE_UNITS), Office, place_at!("i.place_id", "village"));
const FORMED_ON: Column = Column::new("formed_on", Day, Office, "i.formed_on");
const BANK: Column = Column::new("bank_name", Text(Typed::Name), Office, "i.bank_name");
const BRANCH: Column = Column::new("branch_name", Text(Typed::Name), Office, "i.branch_name");
const IFSC: Column = Column::new("ifsc", Text(Typed::Ifsc), Office, "i.ifsc");
const ACCOUNT_NO: Column = Column::new("account_no", Text(Typed::Account), Masked, "i.account_no");
const MOBILE: Column = Column::new("mobile", Text(Typed::Mobile), Masked, "i.mobile");

/// Self-help groups. They are kept by acts of their own.
pub static GROUPS: Register = Register {
    name: "groups",
    subject: "institution",
    area: Area::Groups,
    from: "institution i where i.district_id = $1 and i.kind = 'shg'",
    scope: SCOPE,
    near: Some(IN_BLOCKS),
    id: "i.id",
    order: Some("name_hi"),
    columns: &[
        CODE,
        Column::new("lokos_code", Text(Typed::Code), Office, code!("lokos")),
        NAME_HI,
        NAME_EN,
        BLOCK,
        GP,
        VILLAGE,
        Column::new("federation", Unit(&INSTITUTION_UNITS), Office, PARENT),
        FORMED_ON,
        Column::new("members", Count, Office, MEMBERS),
        Column::new("members_stated", Count, Office, "i.members_stated"),
        Column::new("status", Choice(&STATUS), Office, fact!("status", "active")),
        Column::new("lokos", Choice(&LOKOS), Office, fact!("lokos", "not_entered")),
        Column::new("account", Flag, Office, concat!("(", fact!("account", "none"), " = 'open')")),
        Column::new("account_opened_on", Day, Office, "i.account_opened_on"),
        Column::new("category", Text(Typed::Plain), Office, "i.category"),
        Column::new("promoted_by", Text(Typed::Plain), Office, "i.promoted_by"),
        Column::new("meeting_frequency", Text(Typed::Plain), Office, "i.meeting_frequency"),
        Column::new("saving_paise", Money, Office, "i.saving_paise"),
        BANK,
        BRANCH,
        IFSC,
        ACCOUNT_NO,
        MOBILE,
    ],
    listed: &[
        "name_hi",
        "code",
        "village",
        "block",
        "federation",
        "formed_on",
        "members",
        "status",
    ],
    form: &[],
    kept: None,
};

/// Village organisations and cluster level federations. They are kept by acts of their own.
pub static FEDERATIONS: Register = Register {
    name: "federations",
    subject: "institution",
    area: Area::Groups,
    from: "institution i where i.district_id = $1 and i.kind in ('vo', 'clf')",
    scope: SCOPE,
    near: Some(IN_BLOCKS),
    id: "i.id",
    order: Some("name_hi"),
    columns: &[
        Column::new("kind", Choice(&KINDS), Office, "i.kind"),
        CODE,
        NAME_HI,
        NAME_EN,
        BLOCK,
        GP,
        VILLAGE,
        Column::new("federation", Unit(&INSTITUTION_UNITS), Office, PARENT),
        FORMED_ON,
        Column::new("registered_on", Day, Office, "i.registered_on"),
        Column::new("registration_no", Text(Typed::Plain), Office, "i.registration_no"),
        Column::new("groups", Count, Office, GROUPS_BELOW),
        Column::new("category", Text(Typed::Plain), Office, "i.category"),
        BANK,
        BRANCH,
        IFSC,
        ACCOUNT_NO,
        MOBILE,
    ],
    listed: &["name_hi", "kind", "code", "block", "federation", "formed_on", "groups"],
    form: &[],
    kept: None,
};
