//! The monthly progress report (मासिक प्रगति प्रतिवेदन) in the office's layout: a line an indicator,
//! and for the whole and every unit its target, the month, the total and per cent.

use samuh_engine::{Reader, Result};
use samuh_figures::catalogue::{Family, Indicator, Unit, by_code};
use samuh_kernel::calendar::Month;
use samuh_web::show;

use super::{Asked, Cell, Declared, Head, Holds, Param, Report, Val};
use crate::pack::{self, Ask, Line, Mark, Snapshot, tone};

/// The report.
pub(super) const REPORT: Declared =
    Declared { code: "mpr", params: &[Param::Place, Param::Month], make };

const FAMILIES: [Family; 4] =
    [Family::Institutions, Family::Finance, Family::Livelihoods, Family::Market];

fn make(reader: &mut Reader, asked: &Asked<'_>) -> Result<Report> {
    let chosen = asked.chosen.get("month").and_then(|text| text.parse().ok());
    let month: Month = chosen.unwrap_or_else(|| pack::last_closed(asked.now));
    let ask = Ask { place_id: asked.place(), month, now: asked.now, synthetic: asked.synthetic };
    let of = pack::read(reader, asked.scope, &ask)?;
    let words = asked.words;
    // A block may have the district's name.
    let name = of.place.name(asked.hindi());
    let place = words.args(&format!("pack-place-{}", of.level), &[("name", name.into())]);
    let args = [("place", place.as_str().into()), ("month", show::month(month, words).into())];
    let head = |key: &str, holds, width| Head { heading: words.t(key), holds, width };
    let mut heads =
        vec![head("report-family", Holds::Words, 3), head("field-indicator", Holds::Words, 6)];
    let mut groups = vec![(String::new(), 2)];
    let names = of.units.iter().map(|unit| unit.name(asked.hindi()));
    for name in std::iter::once(place.as_str()).chain(names) {
        groups.push((name.to_owned(), 4));
        let at = heads.len();
        heads.push(head("pack-target", Holds::Number, 2));
        heads.push(head("pack-in-month", Holds::Number, 2));
        heads.push(head("report-total", Holds::Number, 2));
        heads.push(head("pack-percent", Holds::Share(at + 2, at), 2));
    }
    let rows = FAMILIES.into_iter().flat_map(|family| rows(asked, &of, family)).collect();
    Ok(Report {
        code: REPORT.code,
        title: words.t("report-mpr"),
        under: words.args("report-of-month", &args),
        read_at: asked.now,
        synthetic: asked.synthetic,
        chain: None,
        groups,
        heads,
        rows,
        group_by: Some(0),
        has_total: false,
    })
}

fn rows(asked: &Asked<'_>, of: &Snapshot, family: Family) -> Vec<Vec<Cell>> {
    let words = asked.words;
    let known = of.lines.iter().filter_map(|line| Some((line, by_code(&line.code)?)));
    let lines = known.filter(|(_, indicator)| indicator.family == family);
    let row = |(line, indicator): (&Line, &Indicator)| {
        let mut row = vec![
            Cell::words(words.t(&format!("indicator-group-{}", family.code()))),
            Cell::indicator(words, indicator),
        ];
        let whole = std::iter::once((&line.whole, of.place.id));
        let units = line.units.iter().zip(of.units.iter().map(|unit| unit.id));
        for (mark, id) in whole.chain(units) {
            row.extend(marked(of, (&line.code, indicator.unit), mark, id));
        }
        row
    };
    lines.map(row).collect()
}

/// Target to date, in the month, total, per cent: each opening into what is behind it.
fn marked(of: &Snapshot, (code, unit): (&str, Unit), mark: &Mark, id: i64) -> [Cell; 4] {
    let value = |value: Option<i64>| match (value, unit) {
        (None, _) => Val::Empty,
        (Some(n), Unit::Count) => Val::Count(n),
        (Some(n), Unit::Paise) => Val::Paise(n),
        (Some(n), Unit::Percent) => Val::PerMille(n),
    };
    let behind = format!("/figures/{code}?unit={id}");
    let year = format!("{behind}&year={}", of.year());
    [
        Cell::of(value(mark.due)),
        Cell::of(value(mark.month)).at(format!("{behind}&month={}&added=1", of.month)),
        Cell::of(value(mark.total)).at(year),
        Cell { tone: tone(mark), ..Cell::of(mark.percent.map_or(Val::Empty, Val::Percent)) },
    ]
}
