//! The register of places as constants, and places as other registers name them.

use samuh_engine::register::{
    Choices, Column,
    Kind::{Choice, Count, Text, Unit},
    Privacy::Public,
    Register, Typed, Units,
};
use samuh_kernel::scope::Area;

/// The place of a level above, or at, another: SQL of its number.
#[macro_export]
macro_rules! place_at {
    ($of:expr, $level:literal) => {
        concat!(
            "(select c.ancestor_id from place_closure c join place b on b.district_id = \
             c.district_id and b.id = c.ancestor_id where c.district_id = $1 and c.place_id = ",
            $of,
            " and c.to_on = '9999-12-31' and b.level = '",
            $level,
            "')"
        )
    };
}

/// The LGD code of a place: SQL.
#[macro_export]
macro_rules! place_code {
    ($of:expr) => {
        concat!(
            "(select min(k.code) from place_code k where k.district_id = $1 and k.place_id = ",
            $of,
            " and k.register = 'lgd')"
        )
    };
}

/// Places as columns name them.
pub const PLACE_UNITS: Units = Units {
    name_hi: "(select u.name_hi from place u where u.district_id = $1 and u.id = $UNIT)",
    name_en: "(select u.name_en from place u where u.district_id = $1 and u.id = $UNIT)",
    below: "(select c.place_id from place_closure c where c.district_id = $1
             and c.ancestor_id = $ABOVE and c.to_on = '9999-12-31')",
    seen: "
        select 1 from place p
        where p.district_id = $1 and p.id = $2 and p.to_on = '9999-12-31'
          and p.level <> 'district'
          and ($3 = -1 or exists (
            select 1 from post_unit s
            join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
              and c.to_on = '9999-12-31'
            where s.district_id = $1 and s.post_id = $3 and c.place_id = p.id))",
    choices: None,
    are_places: true,
};

const LEVELS: Choices = Choices { words: "level", codes: &["district", "block", "gp", "village"] };

/// Blocks, gram panchayats and villages. They are kept by imports.
pub static PLACES: Register = Register {
    name: "places",
    subject: "place",
    area: Area::Places,
    from: "place p where p.district_id = $1 and p.to_on = '9999-12-31'",
    scope: "exists (
              select 1 from post_unit s
              join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
                and c.to_on = '9999-12-31'
              where s.district_id = $1 and s.post_id = $POST and c.place_id = p.id)",
    near: None,
    id: "p.id",
    order: None,
    columns: &[
        Column::new("level", Choice(&LEVELS), Public, "p.level"),
        Column::new("code", Text(Typed::Code), Public, place_code!("p.id")),
        Column::new("name_hi", Text(Typed::Name), Public, "p.name_hi"),
        Column::new("name_en", Text(Typed::Name), Public, "p.name_en"),
        Column::new("block", Unit(&PLACE_UNITS), Public, place_at!("p.id", "block")),
        Column::new("gp", Unit(&PLACE_UNITS), Public, place_at!("p.id", "gp")),
        Column::new("population", Count, Public, "p.population"),
        Column::new("target_households", Count, Public, "p.target_households"),
    ],
    listed: &["name_hi", "level", "code", "gp", "block", "population", "target_households"],
    form: &[],
    kept: None,
};
