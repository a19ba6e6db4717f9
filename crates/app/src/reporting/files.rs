//! A report as files, from the same lines as its page.

use samuh_documents::{
    paper as press,
    write::{
        Book, Column, CsvWriter, Head as SheetHead, Kind, SheetWriter, Sum, Value, WriteError,
    },
};
use samuh_engine::{Error, Result, clock};
use samuh_kernel::{
    paper::{self, Form, Group, Language, Paper, Part},
    sheet::column_letters,
};
use samuh_web::words::{Lang, Words};

use super::{Cell, Holds, Line, Report, Val};

/// Columns of one table of a paper; more are laid out as several tables.
const WIDE: usize = 26;

/// The report as CSV: raw numbers, money in rupees. Where the chain of the trail stands is the last line.
///
/// # Errors
/// `Broken` when it cannot be written.
pub fn csv(report: &Report) -> Result<Vec<u8>> {
    let broken = |error: WriteError| Error::broken(error.to_string());
    let mut writer = CsvWriter::new(Vec::new(), &columns(report)).map_err(broken)?;
    for row in &report.rows {
        let values: Vec<Value<'_>> = row.iter().map(|cell| value(&cell.value)).collect();
        writer.row(&values).map_err(broken)?;
    }
    if let Some(chain) = &report.chain {
        let mut last = vec![Value::Empty; report.heads.len().max(1)];
        last[0] = Value::Text(chain);
        writer.row(&last).map_err(broken)?;
    }
    writer.finish().map_err(broken)
}

/// The report as a workbook: raw numbers, shares and sums as formulas, the sums below their group
/// and those of all at the end.
///
/// # Errors
/// `Broken` when it cannot be written.
pub fn xlsx(report: &Report, words: &Words) -> Result<Vec<u8>> {
    book(report, words).map_err(|error| Error::broken(error.to_string()))
}

fn book(report: &Report, words: &Words) -> std::result::Result<Vec<u8>, WriteError> {
    let mut book = Book::new(clock::local(report.read_at))?;
    let head = SheetHead {
        name: report.code.to_owned(),
        titles: vec![report.title.clone(), report.under.clone()]
            .into_iter()
            .chain(foot(report, words))
            .collect(),
        columns: columns(report),
    };
    let mut sheet = book.sheet(&head)?;
    let (begin, mut first) = (sheet.next_row(), sheet.next_row());
    let mut above: &[Cell] = &[];
    for line in report.lines() {
        match line {
            Line::Group(_) => {}
            Line::Row(cells) => {
                let formulas = formulas(report, sheet.next_row());
                let values: Vec<Value<'_>> = cells.iter().zip(&formulas).map(reckoned).collect();
                sheet.row(&values)?;
                above = cells;
            }
            Line::Sums(cells) => {
                sums(report, words, &mut sheet, (&cells, first, Some(above)))?;
                first = sheet.next_row();
            }
            Line::Total(cells) => sums(report, words, &mut sheet, (&cells, begin, None))?,
        }
    }
    sheet.finish()?;
    book.into_bytes()
}

/// When it was true, of what, and where the chain of the trail stood.
fn foot(report: &Report, words: &Words) -> Vec<String> {
    std::iter::once(report.as_on(words)).chain(report.chain.clone()).collect()
}

fn reckoned<'v>((cell, formula): (&'v Cell, &'v Option<String>)) -> Value<'v> {
    match (&cell.value, formula) {
        (Val::Percent(percent), Some(formula)) => Value::Reckoned(formula, whole(*percent)),
        (other, _) => value(other),
    }
}

/// A row of sums over the rows from one on: of a group, which its first column names as the rows
/// above do, or of all. `SUBTOTAL` counts what a filter leaves, and no sum of a group twice.
fn sums(
    report: &Report,
    words: &Words,
    sheet: &mut SheetWriter<'_>,
    (cells, first, above): (&[Cell], u32, Option<&[Cell]>),
) -> std::result::Result<(), WriteError> {
    let (row, word) = (sheet.next_row(), words.t("report-sum"));
    let shares = formulas(report, row);
    let sum = |at: usize| {
        let column = letters(at);
        format!("=SUBTOTAL(9,{column}{first}:{column}{})", row - 1)
    };
    let formulas: Vec<String> = (0..cells.len()).map(sum).collect();
    let named = above.and(report.group_by);
    let label = (0..cells.len()).find(|at| Some(*at) != named);
    let cell = |at: usize| match &cells[at].value {
        Val::Count(count) => Value::Summed(&formulas[at], Sum::Whole(*count)),
        Val::Paise(paise) => Value::Summed(&formulas[at], Sum::Paise(*paise)),
        _ if Some(at) == label => Value::Text(&word),
        _ if Some(at) == named => {
            above.and_then(|row| row.get(at)).map_or(Value::Empty, |cell| value(&cell.value))
        }
        _ => reckoned((&cells[at], &shares[at])),
    };
    sheet.sum_row(&(0..cells.len()).map(cell).collect::<Vec<_>>())
}

fn letters(at: usize) -> String {
    column_letters(u32::try_from(at).unwrap_or(0) + 1)
}

/// The formula of each column that is a share of two others.
fn formulas(report: &Report, row: u32) -> Vec<Option<String>> {
    let formula = |holds: Holds| match holds {
        Holds::Share(above, below) => {
            let (above, below) = (letters(above), letters(below));
            Some(format!("=IF({below}{row}=0,\"\",INT(ROUND({above}{row}*100/{below}{row},6)))"))
        }
        _ => None,
    };
    report.heads.iter().map(|head| formula(head.holds)).collect()
}

/// Columns with the group's words in their headings, where there are groups.
fn columns(report: &Report) -> Vec<Column> {
    let column = |(head, heading): (&super::Head, String)| {
        let (kind, width) = match head.holds {
            Holds::Words => (Kind::Text, 26),
            Holds::Sum | Holds::Number => (Kind::Whole, 14),
            Holds::Share(..) => (Kind::Percent, 10),
            Holds::Day => (Kind::Day, 13),
        };
        Column { heading, kind, width }
    };
    report.heads.iter().zip(report.labels()).map(column).collect()
}

fn value(value: &Val) -> Value<'_> {
    match value {
        Val::Empty => Value::Empty,
        Val::Words(text) | Val::Amount { plain: text, .. } => Value::Text(text),
        Val::Count(count) => Value::Whole(*count),
        Val::Paise(paise) => Value::Paise(*paise),
        Val::PerMille(tenths) => Value::Percent(whole(*tenths) / 10.0),
        Val::Percent(percent) => Value::Percent(whole(*percent)),
        Val::Day(day) => Value::Day(*day),
    }
}

fn whole(number: i64) -> f64 {
    f64::from(i32::try_from(number).unwrap_or(i32::MAX))
}

/// The report as PDF, lying.
///
/// # Errors
/// `Broken` when it cannot be laid out.
pub fn pdf(report: &Report, words: &Words, office: Vec<String>) -> Result<Vec<u8>> {
    press::pdf(&paper(report, words, office)).map_err(|error| Error::broken(error.to_string()))
}

fn paper(report: &Report, words: &Words, office: Vec<String>) -> Paper {
    let language = if words.lang() == Lang::Hi { Language::Hindi } else { Language::English };
    let mut paper = Paper::new(language, clock::local(report.read_at), report.title.clone());
    paper.form = Form::Landscape;
    paper.office = office;
    paper.subtitle = report.under.clone();
    paper.foot = foot(report, words);
    paper.page_word = words.t("paper-page");
    paper.parts = match report.rows.is_empty() {
        true => vec![Part::styled(words.t("report-empty"), paper::Look::Plain)],
        false => {
            let all = tables(report).into_iter();
            all.map(|kept| Part::Table(table(report, words, &kept))).collect()
        }
    };
    paper
}

/// The columns of each table: all, or the first ones with as many groups as a page has room for.
fn tables(report: &Report) -> Vec<Vec<usize>> {
    let shown: Vec<usize> =
        (0..report.heads.len()).filter(|at| Some(*at) != report.group_by).collect();
    if shown.len() <= WIDE || report.groups.is_empty() {
        return vec![shown];
    }
    let first = report.groups[0].1;
    let size = report.groups.get(1).map_or(1, |(_, columns)| *columns).max(1);
    let kept: Vec<usize> = shown.iter().copied().filter(|at| *at < first).collect();
    let rest: Vec<usize> = (first..report.heads.len()).collect();
    rest.chunks((WIDE - kept.len()) / size * size)
        .map(|part| kept.iter().chain(part).copied().collect())
        .collect()
}

fn table(report: &Report, words: &Words, kept: &[usize]) -> paper::Table {
    let columns = kept.iter().map(|at| {
        let head = &report.heads[*at];
        paper::Column {
            heading: head.heading.clone(),
            width: head.width,
            right: head.holds.is_right(),
        }
    });
    let mut table = paper::Table::new(columns.collect(), Vec::new());
    table.small = kept.len() > 9;
    table.groups = groups(report, kept);
    let sum = words.t("report-sum");
    let cells = |cells: &[Cell]| -> Vec<paper::Cell> {
        let shown = kept.iter().filter_map(|at| cells.get(*at));
        shown.map(|cell| paper::Cell::toned(cell.value.shown(), cell.tone)).collect()
    };
    for line in report.lines() {
        let row = match line {
            Line::Group(name) => {
                let rest = std::iter::repeat_n(String::new(), kept.len() - 1);
                paper::Row::total(std::iter::once(name.to_owned()).chain(rest))
            }
            Line::Row(row) => paper::Row::new(cells(row)),
            Line::Sums(row) | Line::Total(row) => {
                let mut cells = cells(&row);
                for (cell, at) in cells.iter_mut().zip(kept) {
                    if !report.heads[*at].holds.is_right() || row[*at].value == Val::Empty {
                        cell.text = String::new();
                    }
                }
                if let Some(first) = cells.first_mut() {
                    sum.clone_into(&mut first.text);
                }
                paper::Row::total(cells)
            }
        };
        table.rows.push(row);
    }
    table
}

/// The groups of the columns that are kept.
fn groups(report: &Report, kept: &[usize]) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut from = 0;
    for (heading, count) in &report.groups {
        let columns = kept.iter().filter(|at| (from..from + count).contains(*at)).count();
        if columns > 0 {
            groups.push(Group { heading: heading.clone(), columns });
        }
        from += count;
    }
    groups
}

/// The report as JSON: every cell with its unit, raw.
pub fn json(report: &Report) -> serde_json::Value {
    let cell = |cell: &Cell| match &cell.value {
        Val::Empty => serde_json::Value::Null,
        Val::Words(text) | Val::Amount { plain: text, .. } => text.as_str().into(),
        Val::Count(count) => serde_json::json!({ "count": count }),
        Val::Paise(paise) => serde_json::json!({ "paise": paise }),
        Val::PerMille(tenths) => serde_json::json!({ "per_mille": tenths }),
        Val::Percent(percent) => serde_json::json!({ "percent": percent }),
        Val::Day(day) => day.to_string().into(),
    };
    let rows: Vec<Vec<serde_json::Value>> =
        report.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    let columns: Vec<String> = columns(report).into_iter().map(|column| column.heading).collect();
    serde_json::json!({
        "report": report.code,
        "title": report.title,
        "under": report.under,
        "chain": report.chain,
        "as_on": clock::local(report.read_at).format("%Y-%m-%dT%H:%M:%S+05:30").to_string(),
        "columns": columns,
        "rows": rows,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reporting::{Head, Report};

    #[test]
    fn a_paper_without_a_row_says_so_and_draws_no_bare_heading() {
        let words = Words::of(Lang::En, None);
        let head = Head { heading: "Block".into(), holds: Holds::Words, width: 1 };
        let mut report = Report {
            code: "mpr",
            title: String::new(),
            under: String::new(),
            read_at: 0,
            synthetic: false,
            chain: None,
            groups: Vec::new(),
            heads: vec![head],
            rows: Vec::new(),
            group_by: None,
            has_total: false,
        };
        let is_table = |part: &Part| matches!(part, Part::Table(_));
        assert!(!paper(&report, words, Vec::new()).parts.iter().any(is_table));
        report.rows = vec![vec![Cell::words("Makdi")]];
        assert!(paper(&report, words, Vec::new()).parts.iter().all(is_table));
    }
}
