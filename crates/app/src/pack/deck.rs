//! The pack as slides.

use samuh_engine::clock;
use samuh_figures::catalogue::Unit;
use samuh_kernel::{
    deck::{Body, Chart, ChartSeries, Deck, Drawn, Figures, Slide},
    paper::Table,
};
use samuh_web::show;

use super::{
    chosen::Chosen,
    pen::{FAMILIES, ON_SLIDE, Pen, is_split, unit},
    snapshot::{Line, Mark, Next},
};

/// Rows of a table on one slide.
const ROWS: usize = 13;
/// Lines of directions on one slide in the smallest letters, and how many letters of a direction's
/// words and of its posts stand in a line.
const LINES: usize = 18;
const LINE: (usize, usize) = (80, 28);
/// Paise of a lakh rupees.
const LAKH: f64 = 10_000_000.0;

/// The slides of a snapshot.
pub(super) fn deck(pen: &Pen<'_>, logo: Option<Vec<u8>>) -> Deck {
    let aimed: Vec<&Line> = pen.aimed().collect();
    let all: Vec<&Line> = pen.of.lines.iter().collect();
    let shown = if aimed.is_empty() { all } else { aimed.clone() };
    let mut slides = vec![title(pen), summary(pen)];
    for (at, lines) in parts(&shown).enumerate() {
        let lead = if at == 0 { pen.t("pack-scores-lead") } else { String::new() };
        let table = Body::Table(pen.scores(lines.iter().copied()));
        let of = shown.len().div_ceil(ROWS);
        slides.push(numbered(slide(pen, "pack-scores", lead, table), at, of));
    }
    slides.extend(by_units(pen, aimed));
    slides.extend(FAMILIES.into_iter().filter_map(|family| {
        let title = pen.t(&format!("indicator-group-{}", family.code()));
        Some(chart_of_family(pen, &title, pen.family(family).first()?))
    }));
    slides.extend(trend(pen));
    slides.push(list(pen, "pack-behind", pen.told(&pen.of.behind), "pack-behind-none"));
    slides.push(list(pen, "pack-weakest-title", pen.weakest(), "pack-weakest-none"));
    slides.push(list(pen, "pack-ahead", pen.told(&pen.of.ahead), "pack-ahead-none"));
    if pen.of.directions.is_some() {
        slides.push(directions(pen));
    }
    slides.push(next(pen));
    slides.push(slide(pen, "pack-sources", String::new(), Body::Points { items: pen.sources() }));
    Deck {
        language: pen.language(),
        made_at: clock::local(pen.of.read_at),
        title: pen.title(),
        office: pen.office(),
        logo,
        foot: pen.foot(),
        slides,
    }
}

/// Per cent by unit, the indicators furthest behind first; none where no unit has targets.
fn by_units(pen: &Pen<'_>, aimed: Vec<&Line>) -> Vec<Slide> {
    let mut split: Vec<&Line> = aimed.into_iter().filter(|line| is_split(line)).collect();
    let all = split.len();
    split.sort_by_key(|line| line.whole.percent);
    split.truncate(ROWS);
    let lead = if split.len() < all {
        some_of(pen, "pack-some", split.len(), all)
    } else {
        pen.t("pack-by-unit-lead")
    };
    if split.is_empty() {
        return Vec::new();
    }
    let tables = pen.by_unit(&split, ON_SLIDE);
    let of = tables.len();
    let each = |(at, table)| {
        numbered(slide(pen, "pack-by-unit", lead.clone(), Body::Table(table)), at, of)
    };
    tables.into_iter().enumerate().map(each).collect()
}

/// That a slide shows some of the lines, and where the others are.
fn some_of(pen: &Pen<'_>, key: &str, some: usize, all: usize) -> String {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    pen.say(key, &[("n", count(some).into()), ("all", count(all).into())])
}

/// The lines in parts of nearly the same length, each of which a slide holds.
fn parts<'l, 'a>(lines: &'l [&'a Line]) -> impl Iterator<Item = &'l [&'a Line]> {
    let slides = lines.len().div_ceil(ROWS).max(1);
    lines.chunks(lines.len().div_ceil(slides).max(1))
}

/// The slide with its place among those of one title.
fn numbered(slide: Slide, at: usize, slides: usize) -> Slide {
    if slides < 2 {
        return slide;
    }
    Slide { title: format!("{} ({}/{slides})", slide.title, at + 1), ..slide }
}

/// What the next month asks for: where most is left over, and how many lines the workbook has
/// beside.
fn next(pen: &Pen<'_>) -> Slide {
    let mut wanted = pen.of.next.clone();
    let left = |one: &Next| one.arrears * 1_000 / one.target.unwrap_or(1).max(1);
    wanted.sort_by_key(|one| std::cmp::Reverse(left(one)));
    wanted.truncate(ROWS);
    let mut slide = list(pen, "pack-next", pen.next(&wanted), "pack-next-none");
    if wanted.len() < pen.of.next.len() {
        slide.lead = some_of(pen, "pack-some", wanted.len(), pen.of.next.len());
    }
    slide
}

/// The directions that have room on a slide, and how many there are beside: nothing leaves its edge.
fn directions(pen: &Pen<'_>) -> Slide {
    let all = pen.open();
    let lines = |text: &str, letters: usize| text.chars().count().div_ceil(letters);
    let mut used = 0;
    let fits = all.iter().take_while(|one| {
        let post = if pen.hindi() { &one.post_hi } else { &one.post_en };
        used += lines(&one.text, LINE.0).max(lines(post, LINE.1)).max(1);
        used <= LINES
    });
    let shown = fits.count().max(1).min(all.len());
    let table = pen.directions(&all[..shown]);
    let mut slide = list(pen, "pack-directions", table, "pack-directions-none");
    if shown < all.len() {
        slide.lead = some_of(pen, "pack-some-directions", shown, all.len());
    }
    slide
}

fn slide(pen: &Pen<'_>, key: &str, lead: String, body: Body) -> Slide {
    let notes = pen.words.find(&format!("{key}.notes"), &[]).unwrap_or_default();
    Slide { title: pen.t(key), lead, body, notes }
}

fn title(pen: &Pen<'_>) -> Slide {
    let year = show::year(pen.of.year());
    let lines = vec![pen.say("pack-year", &[("year", year.into())]), pen.foot()];
    let title = pen.say("pack-heading", &[("month", pen.month().into())]);
    Slide {
        title,
        lead: String::new(),
        body: Body::Title { lines },
        notes: pen.t("pack-heading.notes"),
    }
}

fn summary(pen: &Pen<'_>) -> Slide {
    let body = Body::Told { text: pen.summary(), table: pen.glance() };
    slide(pen, "pack-summary-title", String::new(), body)
}

/// A table, or the sentence that there is nothing to put into it.
fn list(pen: &Pen<'_>, key: &str, table: Table, none: &str) -> Slide {
    if table.rows.is_empty() {
        return slide(pen, key, String::new(), Body::Paragraph { text: pen.t(none) });
    }
    let lead = pen.words.find(&format!("{key}.lead"), &[]).unwrap_or_default();
    slide(pen, key, lead, Body::Table(table))
}

/// One indicator by unit: what was due beside what was done.
fn chart_of_family(pen: &Pen<'_>, title: &str, line: &Line) -> Slide {
    let chosen = is_split(line).then(|| Chosen::of(line));
    let chosen = chosen.filter(|chosen| !chosen.units.is_empty());
    let chart = match &chosen {
        Some(chosen) => by_unit(pen, line, chosen),
        None => by_month(pen, line),
    };
    let name = pen.name(&line.code);
    let mark = &line.whole;
    let lead = if mark.due.is_some() {
        let args = [
            ("indicator", name.as_str().into()),
            ("due", pen.amount(&line.code, mark.due).into()),
            ("total", pen.amount(&line.code, mark.total).into()),
            ("percent", pen.percent(mark.percent).into()),
            ("status", pen.status(mark).into()),
        ];
        pen.say("pack-chart-lead", &args)
    } else {
        let total = pen.amount(&line.code, mark.total);
        pen.say(
            "pack-chart-lead-plain",
            &[("indicator", name.as_str().into()), ("total", total.into())],
        )
    };
    let said = [lead, chosen.map(|chosen| chosen.note(pen)).unwrap_or_default()];
    let lead = said.join("\n").trim_end().to_owned();
    let notes = notes_of(pen, line, &name);
    let title = format!("{title}: {name}");
    Slide { title, lead, body: Body::Chart(chart), notes }
}

/// What to ask: the unit with the lowest share, by name.
fn notes_of(pen: &Pen<'_>, line: &Line, name: &str) -> String {
    let marks = line.units.iter().zip(&pen.of.units);
    let worst =
        marks.filter_map(|(mark, unit)| Some((mark.percent?, unit))).min_by_key(|(n, _)| *n);
    let Some((percent, unit)) = worst else { return pen.t("pack-chart-notes-plain") };
    let args = [
        ("unit", unit.name(pen.hindi()).into()),
        ("indicator", name.into()),
        ("percent", pen.percent(Some(percent)).into()),
    ];
    pen.say("pack-chart-notes", &args)
}

/// The chart of an indicator by unit: the real figures, money in lakh.
fn by_unit(pen: &Pen<'_>, line: &Line, chosen: &Chosen) -> Chart {
    let values = |value: fn(&Mark) -> Option<i64>| {
        chosen.each(|at| value(&line.units[at]).map(|n| plotted(&line.code, n)))
    };
    let mut series = Vec::new();
    if line.whole.due.is_some() {
        series.push(ChartSeries { name: pen.t("pack-due"), values: values(|mark| mark.due) });
    }
    series.push(ChartSeries { name: pen.t("pack-total"), values: values(|mark| mark.total) });
    let labels = chosen.each(|at| pen.of.units[at].name(pen.hindi()).to_owned());
    let drawn = if labels.len() > 8 { Drawn::Bars } else { Drawn::Columns };
    Chart { drawn, labels, series, figures: figures(&line.code) }
}

/// The chart of an indicator month by month, where it is not split to units.
fn by_month(pen: &Pen<'_>, line: &Line) -> Chart {
    let values = |months: &[i64]| months.iter().map(|n| Some(plotted(&line.code, *n))).collect();
    let mut series = Vec::new();
    if let Some(months) = &line.month_targets {
        series.push(ChartSeries { name: pen.t("pack-target"), values: values(months) });
    }
    series.push(ChartSeries { name: pen.t("pack-total-month"), values: values(&line.months) });
    let (labels, figures) = (months(pen), figures(&line.code));
    Chart { drawn: Drawn::Columns, labels, series, figures }
}

fn months(pen: &Pen<'_>) -> Vec<String> {
    pen.of.months().into_iter().map(|month| show::month_short(month, pen.words)).collect()
}

/// The first indicator with a target, month by month, added up.
fn trend(pen: &Pen<'_>) -> Option<Slide> {
    let line = pen.aimed().find(|line| line.month_targets.is_some())?;
    let added = |months: &[i64]| {
        let mut sum = 0;
        let each = months.iter().map(|month| {
            sum += month;
            Some(plotted(&line.code, sum))
        });
        each.collect::<Vec<_>>()
    };
    let mut due = added(line.month_targets.as_deref().unwrap_or_default());
    // Of a running month only a part is due yet.
    if let (Some(last), Some(whole)) = (due.last_mut(), line.whole.due) {
        *last = Some(plotted(&line.code, whole));
    }
    let series = vec![
        ChartSeries { name: pen.t("pack-due"), values: due },
        ChartSeries { name: pen.t("pack-total"), values: added(&line.months) },
    ];
    let chart =
        Chart { drawn: Drawn::Lines, labels: months(pen), series, figures: figures(&line.code) };
    let name = pen.name(&line.code);
    let title = pen.say("pack-trend", &[("indicator", name.into())]);
    let lead = line.whole.outlook.as_ref().zip(line.whole.annual).map(|(seen, annual)| {
        let args = [
            ("expected", pen.amount(&line.code, Some(seen.expected)).into()),
            ("low", pen.amount(&line.code, Some(seen.low)).into()),
            ("high", pen.amount(&line.code, Some(seen.high)).into()),
            ("annual", pen.amount(&line.code, Some(annual)).into()),
        ];
        pen.say("pack-outlook", &args)
    });
    let notes = pen.t("pack-trend-notes");
    Some(Slide { title, lead: lead.unwrap_or_default(), body: Body::Chart(chart), notes })
}

fn figures(code: &str) -> Figures {
    match unit(code) {
        Unit::Count => Figures::Grouped,
        Unit::Paise => Figures::Tenths,
        Unit::Percent => Figures::Percent,
    }
}

/// A value as a chart plots it: money in lakh rupees, shares in per cent.
#[expect(clippy::cast_precision_loss, reason = "a chart's figure")]
pub(super) fn plotted(code: &str, value: i64) -> f64 {
    match unit(code) {
        Unit::Count => value as f64,
        Unit::Paise => value as f64 / LAKH,
        Unit::Percent => value as f64 / 10.0,
    }
}
