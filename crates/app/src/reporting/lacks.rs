//! Groups without what they should have by their age: active groups some months old that still have
//! no bank account, no entry in LokOS, or stand in no village organisation.

use chrono::{Months, NaiveDate};
use samuh_engine::{Reader, Result, clock};
use samuh_groups::{Filter, Kind, Listed, Order, list};
use samuh_kernel::scope::{Rights, Scope};
use samuh_places::{Gazetteer, Level, gazetteer};

use super::{Asked, Cell, Declared, Head, Holds, Param, Report, Val};

const LACKS: &[&str] = &["account", "lokos", "vo"];
const AGES: &[&str] = &["3", "1", "6", "12"];

/// The report.
pub(super) const REPORT: Declared = Declared {
    code: "lacks",
    params: &[Param::Place, Param::Choice("lack", LACKS), Param::Choice("age", AGES)],
    make,
};

fn make(reader: &mut Reader, asked: &Asked<'_>) -> Result<Report> {
    let (words, today) = (asked.words, clock::day_of(asked.now));
    let (lack, age) = (asked.choice("lack", LACKS), asked.choice("age", AGES));
    let months = age.parse().unwrap_or(3);
    let filter = Filter {
        within_id: asked.place(),
        status: Some("active".to_owned()),
        formed_to: Some(today - Months::new(months)),
        with_account: (lack == "account").then_some(false),
        lokos: (lack == "lokos").then(|| "not_entered".to_owned()),
        without_vo: lack == "vo",
        ..Filter::all(Kind::Shg)
    };
    let found = list(reader, asked.scope, &filter, Order::Oldest, None, i64::MAX)?;
    // Names of places are public: the whole district, with no right in it.
    let names = Scope::district(asked.scope.district_id(), Rights::none());
    let places = gazetteer(reader, &names)?;
    let mut rows: Vec<Vec<Cell>> =
        found.iter().map(|group| row(asked, &places, group, today)).collect();
    rows.sort_by_key(|row| row.first().map(|cell| cell.value.shown()));
    let head = |key: &str, holds, width| Head { heading: words.t(key), holds, width };
    let lack_word = words.t(&format!("report-lack-{lack}"));
    Ok(Report {
        code: REPORT.code,
        title: words.t("report-lacks"),
        under: words.args(
            "report-of-lack",
            &[("lack", lack_word.into()), ("months", i64::from(months).into())],
        ),
        read_at: asked.now,
        synthetic: asked.synthetic,
        chain: None,
        groups: Vec::new(),
        heads: vec![
            head("level-block", Holds::Words, 3),
            head("level-gp", Holds::Words, 3),
            head("level-village", Holds::Words, 3),
            head("field-group", Holds::Words, 5),
            head("field-code", Holds::Words, 3),
            head("field-formed-on", Holds::Day, 2),
            head("report-age", Holds::Number, 2),
            head("report-groups", Holds::Sum, 1),
        ],
        rows,
        group_by: Some(0),
        has_total: true,
    })
}

fn row(asked: &Asked<'_>, places: &Gazetteer, group: &Listed, today: NaiveDate) -> Vec<Cell> {
    let hindi = asked.hindi();
    let line = places.lineage(group.place_id);
    let name = |level: Level| {
        let found = line.iter().filter_map(|id| places.get(*id)).find(|place| place.level == level);
        found.map_or_else(Cell::default, |place| Cell::words(place.name(hindi)))
    };
    let (hi, en) = (group.name_hi.clone(), group.name_en.clone());
    let own = if hindi { hi.or(en) } else { en.or(hi) };
    let months = group.formed_on.map(|day| whole_months(day, today));
    vec![
        name(Level::Block),
        name(Level::Gp),
        name(Level::Village),
        Cell::words(own.unwrap_or_default()).at(format!("/groups/{}", group.id)),
        Cell::words(group.code.clone().unwrap_or_default()),
        Cell::of(group.formed_on.map_or(Val::Empty, Val::Day)),
        Cell::of(months.map_or(Val::Empty, Val::Count)),
        Cell::of(Val::Count(1)),
    ]
}

/// Whole months between two days.
fn whole_months(from: NaiveDate, to: NaiveDate) -> i64 {
    use chrono::Datelike;
    let months =
        i64::from(to.year() - from.year()) * 12 + i64::from(to.month()) - i64::from(from.month());
    months - i64::from(to.day() < from.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_whole_on_the_same_day_and_not_the_day_before() {
        let day = |text: &str| text.parse().unwrap();
        assert_eq!(whole_months(day("2026-01-31"), day("2026-04-30")), 2);
        assert_eq!(whole_months(day("2026-01-15"), day("2026-04-15")), 3);
        assert_eq!(whole_months(day("2025-11-15"), day("2026-02-14")), 2);
    }
}
