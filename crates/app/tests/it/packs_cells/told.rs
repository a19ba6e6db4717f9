//! What every table, chart and sheet of a pack must say, reckoned from its snapshot alone: the
//! values as they were frozen, and only at the end the words in which a paper shows them.

use samuh::pack::{Direction, Line, Mark, Named, Next, Outlook, Share, Snapshot, Told};
use samuh_figures::catalogue::{Family, Unit, by_code};
use samuh_web::{
    show::{self, Quantity},
    words::{Lang, Words},
};

/// Rows of a table on a slide, and units that stand beside each other there and on a page.
const ROWS: usize = 13;
const ON_SLIDE: usize = 12;
const ON_PAGE: usize = 8;
const FAMILIES: [Family; 4] =
    [Family::Institutions, Family::Finance, Family::Livelihoods, Family::Market];

/// A cell as the snapshot has it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Was {
    /// Words and codes.
    Words(String),
    /// A value in what its indicator is counted in.
    Value(Unit, Option<i64>),
    /// Whole per cent.
    Share(Option<i64>),
    /// The likely end of the year with its band.
    Likely(Unit, Option<Outlook>),
    /// Whose arrears are the largest, and how large they are.
    Most(Unit, Option<(String, i64)>),
}

impl Was {
    /// As pages, slides and papers show it.
    pub(super) fn shown(&self) -> String {
        let value = |unit: Unit, n: i64| {
            show::narrow(match unit {
                Unit::Count => Quantity::Count(n),
                Unit::Paise => Quantity::Paise(n),
                Unit::Percent => Quantity::PerMille(n),
            })
        };
        match self {
            Self::Words(text) => text.clone(),
            Self::Value(_, None)
            | Self::Share(None)
            | Self::Likely(_, None)
            | Self::Most(_, None) => "—".to_owned(),
            Self::Value(unit, Some(n)) => value(*unit, *n),
            Self::Share(Some(n)) => format!("{}%", show::grouped(*n)),
            Self::Likely(unit, Some(seen)) => {
                let [expected, low, high] =
                    [seen.expected, seen.low, seen.high].map(|n| value(*unit, n));
                format!("{expected} ({low}–{high})")
            }
            Self::Most(unit, Some((name, n))) => format!("{name} ({})", value(*unit, *n)),
        }
    }

    /// As a workbook or chart reckons with it: money in rupees or, of charts, in lakh.
    pub(super) fn number(&self, rupees: f64) -> Option<f64> {
        match self {
            Self::Value(unit, n) => n.map(|n| match unit {
                Unit::Count => n as f64,
                Unit::Paise => n as f64 / (100.0 * rupees),
                Unit::Percent => n as f64 / 10.0,
            }),
            Self::Share(n) => n.map(|n| n as f64),
            _ => None,
        }
    }
}

/// A table that must stand somewhere.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    /// The title of its slide or sheet, or the line above it in the PDF.
    pub(super) title: String,
    /// The lines between that title and the table in the PDF.
    pub(super) below: Vec<String>,
    /// The headings.
    pub(super) heads: Vec<String>,
    /// The rows.
    pub(super) rows: Vec<Vec<Was>>,
    /// How wide the columns of the PDF are beside each other.
    pub(super) widths: Vec<u32>,
    /// Slides may show its first rows only and say how many there are.
    pub(super) some: bool,
}

/// A chart that must stand on a slide, or as bars in the PDF.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Chart {
    /// What it is of.
    pub(super) name: String,
    /// One label a group.
    pub(super) labels: Vec<String>,
    /// The series by their names.
    pub(super) series: Vec<(String, Vec<Was>)>,
    /// True where it is of units, not of months.
    pub(super) of_units: bool,
    /// That some units are left out; empty where none are.
    pub(super) note: String,
}

/// Somebody who reads a snapshot in one language.
pub(super) struct Reader<'a> {
    pub(super) of: &'a Snapshot,
    pub(super) words: &'static Words,
}

fn words_of(text: impl Into<String>) -> Was {
    Was::Words(text.into())
}

fn unit_of(code: &str) -> Unit {
    by_code(code).map_or(Unit::Count, |one| one.unit)
}

fn value(code: &str, n: Option<i64>) -> Was {
    Was::Value(unit_of(code), n)
}

fn is_split(line: &Line) -> bool {
    line.units.iter().any(|mark| mark.due.is_some())
}

impl Reader<'_> {
    pub(super) fn t(&self, key: &str) -> String {
        self.words.t(key)
    }

    fn named(&self, one: &Named) -> String {
        if self.words.lang() == Lang::Hi { one.hi.clone() } else { one.en.clone() }
    }

    fn place(&self) -> String {
        let name = self.named(&self.of.place);
        self.words.args(&format!("pack-place-{}", self.of.level), &[("name", name.into())])
    }

    /// The name by itself, as beside money in rupees.
    fn plain(&self, code: &str) -> String {
        let key =
            if code == "shg_total" { "pack-shg-total".into() } else { format!("indicator-{code}") };
        self.t(&key)
    }

    /// The name as beside money in lakh.
    pub(super) fn name(&self, code: &str) -> String {
        let plain = self.plain(code);
        match unit_of(code) {
            Unit::Paise => self.words.args("pack-in-lakh", &[("name", plain.into())]),
            _ => plain,
        }
    }

    fn status(&self, mark: &Mark) -> Was {
        words_of(self.t(&format!("status-{}", mark.status)))
    }

    fn table(&self, title: &str, heads: &[&str], widths: &[u32], rows: Vec<Vec<Was>>) -> Table {
        let heads = heads.iter().map(|key| self.t(key)).collect();
        let (title, widths) = (self.t(title), widths.into());
        Table { title, below: Vec::new(), heads, rows, widths, some: false }
    }

    fn aimed(&self) -> Vec<&Line> {
        self.of.lines.iter().filter(|line| line.whole.due.is_some()).collect()
    }

    fn scores(&self, lines: &[&Line]) -> Table {
        let row = |line: &&Line| {
            let (code, mark) = (line.code.as_str(), &line.whole);
            vec![
                words_of(self.name(code)),
                value(code, mark.annual),
                value(code, mark.due),
                value(code, mark.month),
                value(code, mark.total),
                Was::Share(mark.percent),
                self.status(mark),
                Was::Likely(unit_of(code), mark.outlook.clone()),
            ]
        };
        let heads = [
            "field-indicator",
            "pack-annual",
            "pack-due",
            "pack-in-month",
            "pack-total",
            "pack-percent",
            "pack-status",
            "pack-likely",
        ];
        let rows = lines.iter().map(row).collect();
        self.table("pack-scores", &heads, &[8, 3, 3, 3, 3, 2, 3, 6], rows)
    }

    /// Per cent by unit, in as many tables as the units need.
    fn by_unit(&self, lines: &[&Line], beside: usize) -> Vec<Table> {
        let (all, units) = (self.of.units.len(), &self.of.units);
        let each = all.div_ceil(all.div_ceil(beside).max(1)).max(1);
        let of = |at: usize| {
            let shown = at..(at + each).min(all);
            let row = |line: &&Line| {
                let mut row = vec![words_of(self.name(&line.code))];
                row.extend(line.units[shown.clone()].iter().map(|mark| Was::Share(mark.percent)));
                row.push(Was::Share(line.whole.percent));
                row
            };
            let mut table = self.table("pack-by-unit", &[], &[], lines.iter().map(row).collect());
            table.heads.push(self.t("field-indicator"));
            table.heads.extend(units[shown.clone()].iter().map(|unit| self.named(unit)));
            table.heads.push(self.place());
            table.widths = [vec![5], vec![2; shown.len() + 1]].concat();
            table
        };
        (0..all).step_by(each).map(of).collect()
    }

    fn names(&self, title: &str, all: &[Told]) -> Table {
        let row = |one: &Told| {
            vec![
                words_of(self.named(&one.unit)),
                words_of(self.name(&one.code)),
                value(&one.code, Some(one.due)),
                value(&one.code, Some(one.total)),
                Was::Share(Some(one.percent)),
            ]
        };
        let heads = ["report-level", "field-indicator", "pack-due", "pack-total", "pack-percent"];
        self.table(title, &heads, &[4, 6, 2, 2, 2], all.iter().map(row).collect())
    }

    fn federations(&self) -> &'static str {
        if self.of.level == "district" { "level-clf" } else { "level-vo" }
    }

    fn weakest(&self) -> Table {
        let row = |one: &Share| {
            vec![
                words_of(self.named(&one.unit)),
                words_of(self.name(&one.code)),
                Was::Value(Unit::Count, Some(one.held)),
                Was::Value(Unit::Count, Some(one.groups)),
                Was::Share(Some(one.held * 100 / one.groups)),
            ]
        };
        let heads =
            [self.federations(), "pack-weakest", "pack-held", "pack-groups", "pack-percent"];
        let rows = self.of.weakest.iter().map(row).collect();
        self.table("pack-weakest-title", &heads, &[5, 5, 2, 2, 2], rows)
    }

    fn next(&self, all: &[Next]) -> Table {
        let row = |one: &Next| {
            let most = one.most.as_ref().map(|(unit, owed)| (self.named(unit), *owed));
            vec![
                words_of(self.name(&one.code)),
                value(&one.code, one.target),
                value(&one.code, Some(one.arrears)),
                value(&one.code, Some(one.arrears + one.target.unwrap_or(0))),
                Was::Most(unit_of(&one.code), most),
            ]
        };
        let heads = [
            "field-indicator",
            "pack-next-target",
            "pack-arrears",
            "pack-needed",
            "pack-most-arrears",
        ];
        self.table("pack-next", &heads, &[6, 2, 2, 2, 4], all.iter().map(row).collect())
    }

    fn directions(&self) -> Table {
        let hindi = self.words.lang() == Lang::Hi;
        let row = |one: &Direction| {
            let post = if hindi { &one.post_hi } else { &one.post_en };
            [&one.number, &one.text, post, &one.due].map(words_of).to_vec()
        };
        let heads = [
            "pack-direction-number",
            "pack-direction",
            "pack-direction-post",
            "pack-direction-due",
        ];
        let rows = self.of.directions.iter().flatten().map(row).collect();
        self.table("pack-directions", &heads, &[2, 8, 3, 2], rows)
    }

    fn glance(&self, title: &str) -> Table {
        let row = |(code, level): &(String, i64)| {
            vec![words_of(self.name(code)), value(code, Some(*level))]
        };
        let rows = self.of.glance.iter().map(row).collect();
        self.table(title, &["pack-register", "pack-number"], &[3, 1], rows)
    }

    /// The table on the page.
    pub(super) fn page(&self) -> Table {
        self.scores(&self.of.lines.iter().collect::<Vec<_>>())
    }

    /// The tables of the slides, in their order.
    pub(super) fn slides(&self) -> Vec<Table> {
        let mut aimed = self.aimed();
        let all: Vec<&Line> = self.of.lines.iter().collect();
        let mut tables = vec![self.glance("pack-summary-title")];
        tables.push(self.scores(if aimed.is_empty() { &all } else { &aimed }));
        aimed.retain(|line| is_split(line));
        aimed.sort_by_key(|line| line.whole.percent);
        aimed.truncate(ROWS);
        if !aimed.is_empty() {
            tables.extend(self.by_unit(&aimed, ON_SLIDE));
        }
        tables.push(self.names("pack-behind", &self.of.behind));
        tables.push(self.weakest());
        tables.push(self.names("pack-ahead", &self.of.ahead));
        tables.push(Table { some: true, ..self.directions() });
        let mut wanted = self.of.next.clone();
        let left = |one: &Next| one.arrears * 1_000 / one.target.unwrap_or(1).max(1);
        wanted.sort_by_key(|one| std::cmp::Reverse(left(one)));
        wanted.truncate(ROWS);
        tables.push(self.next(&wanted));
        tables.retain(|table| !table.rows.is_empty());
        tables
    }

    /// The tables of the PDF, in their order, with the bars between them.
    pub(super) fn pages(&self) -> Vec<Table> {
        let lines: Vec<&Line> = self.of.lines.iter().collect();
        let split: Vec<&Line> = lines.iter().copied().filter(|line| is_split(line)).collect();
        let mut tables = vec![self.scores(&lines)];
        if !split.is_empty() {
            let mut by_unit = self.by_unit(&split, ON_PAGE);
            by_unit[0].below.push(self.t("pack-by-unit-lead"));
            tables.extend(by_unit);
            let bars = self.charts().into_iter().filter(|chart| chart.of_units);
            tables.extend(bars.map(|chart| bars_of(&chart)));
        }
        tables.push(self.names("pack-behind", &self.of.behind));
        tables.push(self.weakest());
        tables.push(self.names("pack-ahead", &self.of.ahead));
        tables.push(self.directions());
        tables.push(self.next(&self.of.next));
        tables.push(self.glance("pack-glance"));
        tables.retain(|table| !table.rows.is_empty());
        tables
    }

    /// The table of the page for a telephone.
    pub(super) fn telephone(&self) -> Table {
        let mut aimed = self.aimed();
        aimed.sort_by_key(|line| line.whole.percent);
        aimed.truncate(10);
        let whole = self.scores(&aimed);
        let kept = [0, 2, 4, 5];
        Table {
            heads: kept.map(|at| whole.heads[at].clone()).into(),
            widths: kept.map(|at| whole.widths[at]).into(),
            rows: whole.rows.iter().map(|row| kept.map(|at| row[at].clone()).into()).collect(),
            ..whole
        }
    }

    /// The charts by unit or month of each family's first indicator.
    pub(super) fn charts(&self) -> Vec<Chart> {
        let of = |family: Family| {
            let mut lines: Vec<&Line> = self.of.lines.iter().collect();
            lines.retain(|line| by_code(&line.code).is_some_and(|one| one.family == family));
            lines.sort_by_key(|line| line.whole.due.is_none());
            let line = *lines.first()?;
            Some(if is_split(line) { self.of_units(line) } else { self.of_months(line) })
        };
        FAMILIES.into_iter().filter_map(of).collect()
    }

    /// The units that a chart shows: all, or of more than sixteen the ten lowest and five highest.
    fn drawn(&self, line: &Line) -> (Vec<usize>, String) {
        let all = line.units.len();
        if all <= 16 {
            return ((0..all).collect(), String::new());
        }
        let mut ranked: Vec<usize> = (0..all).collect();
        ranked.retain(|at| line.units[*at].percent.is_some());
        ranked.sort_by_key(|at| {
            let mark = &line.units[*at];
            (mark.percent, mark.total.unwrap() - mark.due.unwrap(), *at)
        });
        ranked.drain(10..ranked.len() - 5);
        let count = i64::try_from(all).unwrap();
        let args = [("low", 10.into()), ("high", 5.into()), ("all", count.into())];
        (ranked, self.words.args("pack-chart-some", &args))
    }

    fn of_units(&self, line: &Line) -> Chart {
        let (drawn, note) = self.drawn(line);
        let values = |of: fn(&Mark) -> Option<i64>| {
            drawn.iter().map(|at| value(&line.code, of(&line.units[*at]))).collect()
        };
        Chart {
            name: self.name(&line.code),
            labels: drawn.iter().map(|at| self.named(&self.of.units[*at])).collect(),
            series: vec![
                (self.t("pack-due"), values(|mark| mark.due)),
                (self.t("pack-total"), values(|mark| mark.total)),
            ],
            of_units: true,
            note,
        }
    }

    fn months(&self) -> Vec<String> {
        let months = self.of.months().into_iter();
        months.map(|month| show::month_short(month, self.words)).collect()
    }

    fn of_months(&self, line: &Line) -> Chart {
        let values = |months: &[i64]| months.iter().map(|n| value(&line.code, Some(*n))).collect();
        let targets = line.month_targets.as_deref();
        let series = targets.map(|months| (self.t("pack-target"), values(months)));
        let achieved = (self.t("pack-total-month"), values(&line.months));
        Chart {
            name: self.name(&line.code),
            labels: self.months(),
            series: series.into_iter().chain([achieved]).collect(),
            of_units: false,
            note: String::new(),
        }
    }

    /// The first indicator with a target, added up month by month.
    pub(super) fn trend(&self) -> Option<Chart> {
        let line = self.aimed().into_iter().find(|line| line.month_targets.is_some())?;
        let added = |months: &[i64]| -> Vec<Was> {
            let sums = (1..=months.len()).map(|to| months[..to].iter().sum());
            sums.map(|sum| value(&line.code, Some(sum))).collect()
        };
        let mut due = added(line.month_targets.as_deref()?);
        *due.last_mut()? = value(&line.code, line.whole.due);
        Some(Chart {
            name: self.name(&line.code),
            labels: self.months(),
            series: vec![(self.t("pack-due"), due), (self.t("pack-total"), added(&line.months))],
            of_units: false,
            note: String::new(),
        })
    }

    /// The sheets of the workbook, in their order.
    pub(super) fn sheets(&self) -> Vec<Table> {
        let mut sheets = vec![self.sheet_of_scores()];
        if !self.of.units.is_empty() {
            sheets.push(self.sheet_of_units());
        }
        sheets.push(self.sheet_of_months());
        let level = format!("level-{}", self.of.units_are);
        let in_rupees = |mut table: Table, codes: Vec<&String>, column: usize| {
            for (row, code) in table.rows.iter_mut().zip(codes) {
                row[column] = words_of(self.plain(code));
            }
            table
        };
        let codes = |all: &'_ [Told]| all.iter().map(|one| one.code.clone()).collect::<Vec<_>>();
        for (key, all) in [("pack-behind", &self.of.behind), ("pack-ahead", &self.of.ahead)] {
            let codes = codes(all);
            let mut table = in_rupees(self.names(key, all), codes.iter().collect(), 1);
            table.heads[0] = self.t(&level);
            sheets.push(table);
        }
        sheets.insert(sheets.len() - 1, self.weakest());
        if self.of.directions.is_some() {
            sheets.push(self.directions());
        }
        let codes = self.of.next.iter().map(|one| &one.code).collect();
        let mut next = in_rupees(self.next(&self.of.next), codes, 0);
        next.heads.push(self.t("pack-arrears-of-unit"));
        for (row, one) in next.rows.iter_mut().zip(&self.of.next) {
            let most = one.most.as_ref();
            row[4] = words_of(most.map_or_else(String::new, |(unit, _)| self.named(unit)));
            row.push(value(&one.code, most.map(|(_, owed)| *owed)));
        }
        sheets.push(next);
        let codes = self.of.glance.iter().map(|(code, _)| code).collect();
        sheets.push(in_rupees(self.glance("pack-glance"), codes, 0));
        sheets
    }

    fn sheet_of_scores(&self) -> Table {
        let mut table = self.page();
        table.heads.pop();
        table.heads.extend(["pack-expected", "pack-low", "pack-high"].map(|key| self.t(key)));
        for (row, line) in table.rows.iter_mut().zip(&self.of.lines) {
            row[0] = words_of(self.plain(&line.code));
            row.pop();
            let seen = line.whole.outlook.as_ref();
            let band = [
                seen.map(|seen| seen.expected),
                seen.map(|seen| seen.low),
                seen.map(|seen| seen.high),
            ];
            row.extend(band.map(|n| value(&line.code, n)));
        }
        table
    }

    fn sheet_of_units(&self) -> Table {
        let level = format!("level-{}", self.of.units_are);
        let heads = [
            "field-indicator",
            &level,
            "field-code",
            "pack-annual",
            "pack-due",
            "pack-in-month",
            "pack-total",
            "pack-percent",
            "pack-status",
        ];
        let row = |line: &Line, (mark, unit): (&Mark, &Named)| {
            let code = line.code.as_str();
            vec![
                words_of(self.plain(code)),
                words_of(self.named(unit)),
                words_of(unit.code.clone()),
                value(code, mark.annual),
                value(code, mark.due),
                value(code, mark.month),
                value(code, mark.total),
                Was::Share(mark.percent),
                self.status(mark),
            ]
        };
        let rows = self.of.lines.iter().flat_map(|line| {
            let units = line.units.iter().zip(&self.of.units);
            units.chain([(&line.whole, &self.of.place)]).map(move |one| row(line, one))
        });
        self.table("pack-by-unit", &heads, &[], rows.collect())
    }

    fn sheet_of_months(&self) -> Table {
        let row = |line: &Line, key: &str, months: &[i64]| {
            let mut row = vec![words_of(self.plain(&line.code)), words_of(self.t(key))];
            row.extend(months.iter().map(|n| value(&line.code, Some(*n))));
            row
        };
        let rows = self.of.lines.iter().flat_map(|line| {
            let targets = line.month_targets.as_deref();
            let targets = targets.map(|months| row(line, "pack-target", months));
            targets.into_iter().chain([row(line, "pack-total-month", &line.months)])
        });
        let mut table =
            self.table("pack-months", &["field-indicator", "pack-kind"], &[], rows.collect());
        table.heads.extend(self.months());
        table
    }
}

/// Bars as the PDF has them: the name, the bars, and the figures of every series below each other.
fn bars_of(chart: &Chart) -> Table {
    let row = |at: usize| {
        let shown = chart.series.iter().map(|(_, values)| values[at].shown()).collect::<String>();
        vec![words_of(chart.labels[at].clone()), words_of(""), words_of(shown)]
    };
    let legend = chart.series.iter().map(|(name, _)| name.as_str()).collect::<String>();
    let note = Some(chart.note.clone()).filter(|note| !note.is_empty());
    Table {
        title: chart.name.clone(),
        below: note.into_iter().chain([legend]).collect(),
        heads: Vec::new(),
        rows: (0..chart.labels.len()).map(row).collect(),
        widths: vec![45, 112, 19],
        some: false,
    }
}
