//! The pack as a paper: many pages to print, or one page for a telephone.

use samuh_engine::clock;
use samuh_kernel::paper::{Bars, Form, Look, Paper, Part, Row, Series, Table};
use samuh_web::show;

use super::{
    chosen::Chosen,
    deck::plotted,
    pen::{FAMILIES, ON_PAGE, Pen, is_split},
    snapshot::{Line, Mark},
};

/// Indicators on the page for a telephone: those furthest behind.
const FEW: usize = 10;
/// Names on it.
const NAMES: usize = 4;

/// The pack to print.
pub(super) fn paper(pen: &Pen<'_>, logo: Option<Vec<u8>>) -> Paper {
    let mut paper = begun(pen);
    paper.logo = logo;
    paper.parts = vec![Part::styled(pen.summary(), Look::Strong)];
    paper.parts.push(Part::heading(pen.t("pack-scores")));
    paper.parts.push(Part::Table(pen.scores(&pen.of.lines)));
    if pen.of.lines.iter().any(is_split) {
        paper.parts.push(Part::PageBreak);
        paper.parts.push(Part::heading(pen.t("pack-by-unit")));
        paper.parts.push(Part::styled(pen.t("pack-by-unit-lead"), Look::Small));
        let lines: Vec<&Line> = pen.of.lines.iter().collect();
        paper.parts.extend(pen.by_unit(&lines, ON_PAGE).into_iter().map(Part::Table));
        for family in FAMILIES {
            if let Some(line) = pen.family(family).first().filter(|line| is_split(line)) {
                paper.parts.extend(bars(pen, line).map(Part::Bars));
            }
        }
    }
    section(&mut paper, pen, "pack-behind", pen.told(&pen.of.behind), "pack-behind-none");
    section(&mut paper, pen, "pack-weakest-title", pen.weakest(), "pack-weakest-none");
    section(&mut paper, pen, "pack-ahead", pen.told(&pen.of.ahead), "pack-ahead-none");
    let none =
        if pen.of.directions.is_none() { "pack-source-directions" } else { "pack-directions-none" };
    section(&mut paper, pen, "pack-directions", pen.directions(pen.open()), none);
    section(&mut paper, pen, "pack-next", pen.next(&pen.of.next), "pack-next-none");
    section(&mut paper, pen, "pack-glance", pen.glance(), "pack-next-none");
    paper.parts.push(Part::heading(pen.t("pack-sources")));
    paper.parts.push(Part::dotted(pen.sources()));
    for part in &mut paper.parts {
        if let Part::Table(table) = part {
            table.small = true;
        }
    }
    paper
}

/// The same on one page for a telephone: the sentence, the indicators, the names.
pub(super) fn telephone(pen: &Pen<'_>) -> Paper {
    let mut paper = begun(pen);
    paper.form = Form::Telephone;
    let mut aimed: Vec<&Line> = pen.aimed().collect();
    aimed.sort_by_key(|line| line.whole.percent);
    let whole = pen.scores(aimed.into_iter().take(FEW));
    // Of the eight columns a telephone has room for four.
    let kept = [0, 2, 4, 5];
    let columns = kept.iter().map(|at| whole.columns[*at].clone()).collect();
    let rows = whole.rows.iter().map(|row| {
        let cells = kept.iter().filter_map(|at| row.cells.get(*at).cloned());
        Row::new(cells)
    });
    let table = Table::new(columns, rows.collect());
    paper.parts = vec![Part::styled(pen.summary(), Look::Strong)];
    if table.rows.is_empty() {
        paper.parts.push(Part::Table(pen.glance()));
    } else {
        paper.parts.push(Part::Table(table));
    }
    for (key, found) in [("pack-behind", &pen.of.behind), ("pack-ahead", &pen.of.ahead)] {
        if found.is_empty() {
            continue;
        }
        paper.parts.push(Part::subheading(pen.t(key)));
        paper.parts.push(Part::dotted(found.iter().take(NAMES).map(|one| {
            let args = [
                ("unit", one.unit.name(pen.hindi()).into()),
                ("indicator", pen.name(&one.code).into()),
                ("percent", pen.percent(Some(one.percent)).into()),
            ];
            pen.say("pack-told", &args)
        })));
    }
    paper
}

fn begun(pen: &Pen<'_>) -> Paper {
    let title = pen.say("pack-heading", &[("month", pen.month().into())]);
    let mut paper = Paper::new(pen.language(), clock::local(pen.of.read_at), title);
    paper.office = pen.office();
    let year = show::year(pen.of.year());
    paper.subtitle = pen.say("pack-year", &[("year", year.into())]);
    paper.foot = vec![pen.foot()];
    paper.page_word = pen.t("paper-page");
    paper
}

/// A heading with its table, or with the sentence that there is nothing to put into it.
fn section(paper: &mut Paper, pen: &Pen<'_>, key: &str, table: Table, none: &str) {
    paper.parts.push(Part::heading(pen.t(key)));
    if table.rows.is_empty() {
        paper.parts.push(Part::text(pen.t(none)));
    } else {
        paper.parts.push(Part::Table(table));
    }
}

/// The bars of an indicator by unit; none where nothing is due anywhere yet.
fn bars(pen: &Pen<'_>, line: &Line) -> Option<Bars> {
    let chosen = Chosen::of(line);
    if chosen.units.is_empty() {
        return None;
    }
    let series = |key: &str, value: fn(&Mark) -> Option<i64>| Series {
        name: pen.t(key),
        values: chosen.each(|at| value(&line.units[at]).map(|n| plotted(&line.code, n))),
        shown: chosen.each(|at| pen.amount(&line.code, value(&line.units[at]))),
    };
    let mut all = Vec::new();
    if line.whole.due.is_some() {
        all.push(series("pack-due", |mark| mark.due));
    }
    all.push(series("pack-total", |mark| mark.total));
    Some(Bars {
        caption: pen.name(&line.code),
        note: chosen.note(pen),
        labels: chosen.each(|at| pen.of.units[at].name(pen.hindi()).to_owned()),
        series: all,
    })
}
