//! The register of members as constants: one row a member who is in a group now.

use samuh_engine::register::{
    Choices, Column,
    Kind::{Choice, Count, Day, Flag, Text, Unit},
    Privacy::{Masked, Named, Office},
    Register, Typed,
};
use samuh_kernel::scope::Area;
use samuh_places::PLACE_UNITS;

use super::institutions::{IN_BLOCKS, INSTITUTION_UNITS, SCOPE};

const GENDER: Choices = Choices { words: "gender", codes: &["female", "male", "transgender"] };
const SOCIAL: Choices = Choices { words: "social", codes: &["sc", "st", "obc", "other"] };
const OFFICE: Choices = Choices {
    words: "office",
    codes: &["member", "president", "secretary", "treasurer", "bookkeeper"],
};

/// Members of groups. They are kept by acts of their own. `cross join` keeps SQLite on the order of
/// members, by which the list is read.
pub static MEMBERS: Register = Register {
    name: "members",
    subject: "member",
    area: Area::Groups,
    from: "member m
           cross join membership e
           cross join institution i
           where m.district_id = $1
             and e.district_id = m.district_id and e.member_id = m.id and e.left_on = '9999-12-31'
             and not exists (
               select 1 from membership o
               where o.district_id = m.district_id and o.member_id = m.id
                 and o.left_on = '9999-12-31'
                 and (o.institution_id, o.joined_on) < (e.institution_id, e.joined_on))
             and i.district_id = e.district_id and i.id = e.institution_id",
    scope: SCOPE,
    near: Some(IN_BLOCKS),
    id: "m.id",
    order: None,
    columns: &[
        Column::new("code", Text(Typed::Code), Office, "m.code"),
        Column::new("name_hi", Text(Typed::Name), Named, "m.name_hi"),
        Column::new("name_en", Text(Typed::Name), Named, "m.name_en"),
        Column::new("relation_name", Text(Typed::Name), Named, "m.relation_name"),
        Column::new("group", Unit(&INSTITUTION_UNITS), Office, "i.id"),
        Column::new("block", Unit(&PLACE_UNITS), Office, "i.block_id"),
        Column::new("place", Unit(&PLACE_UNITS), Office, "i.place_id"),
        Column::new("office", Choice(&OFFICE), Office, "coalesce(e.office, 'member')"),
        Column::new("joined_on", Day, Named, "e.joined_on"),
        Column::new("social", Choice(&SOCIAL), Named, "m.social"),
        Column::new("gender", Choice(&GENDER), Named, "m.gender"),
        Column::new("pvtg", Flag, Named, "m.pvtg"),
        Column::new("born_on", Day, Masked, "m.born_on"),
        Column::new("birth_year", Count, Masked, "m.birth_year"),
        Column::new("mobile", Text(Typed::Mobile), Masked, "m.mobile"),
        Column::new("account_no", Text(Typed::Account), Masked, "m.account_no"),
    ],
    listed: &["name_hi", "code", "relation_name", "group", "place", "social", "joined_on"],
    form: &[],
    kept: None,
};
