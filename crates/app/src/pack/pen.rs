//! The words and tables of a snapshot in one language. Slides, PDF and picture take their tables
//! from here, so that a figure reads the same wherever it stands.

use samuh_figures::catalogue::{Family, Indicator, Unit, by_code};
use samuh_kernel::{
    paper::{Cell, Column, Language, Row, Table, Tone},
    show,
};
use samuh_web::{
    show::{self as shown, Quantity},
    words::{Arg, Lang, Words},
};

use super::snapshot::{Line, Mark, Snapshot};

/// What stands where nothing is known.
const NOTHING: &str = "—";
/// Units whose figures are read side by side on a slide, and on an upright page.
pub(super) const ON_SLIDE: usize = 12;
pub(super) const ON_PAGE: usize = 8;
/// The families in their order.
pub(super) const FAMILIES: [Family; 4] =
    [Family::Institutions, Family::Finance, Family::Livelihoods, Family::Market];

/// Somebody who writes a snapshot down.
pub(super) struct Pen<'a> {
    pub(super) of: &'a Snapshot,
    pub(super) words: &'static Words,
}

impl Pen<'_> {
    /// True where it writes Hindi.
    pub(super) fn hindi(&self) -> bool {
        self.words.lang() == Lang::Hi
    }

    /// The language of the files.
    pub(super) fn language(&self) -> Language {
        if self.hindi() { Language::Hindi } else { Language::English }
    }

    /// A word.
    pub(super) fn t(&self, key: &str) -> String {
        self.words.t(key)
    }

    /// A sentence.
    pub(super) fn say(&self, key: &str, args: &[Arg<'_>]) -> String {
        self.words.args(key, args)
    }

    /// The place's name, with what it is.
    pub(super) fn place(&self) -> String {
        let name = self.of.place.name(self.hindi());
        self.say(&format!("pack-place-{}", self.of.level), &[("name", name.into())])
    }

    /// The month in words.
    pub(super) fn month(&self) -> String {
        shown::month(self.of.month, self.words)
    }

    /// The title.
    pub(super) fn title(&self) -> String {
        let args = [("place", self.place().into()), ("month", self.month().into())];
        self.say("pack-title", &args)
    }

    /// The lines of the office.
    pub(super) fn office(&self) -> Vec<String> {
        let mut lines = vec![self.t("product-name")];
        let above = self.of.above.as_ref().unwrap_or(&self.of.place).name(self.hindi());
        lines.push(self.say("pack-place-district", &[("name", above.into())]));
        if self.of.above.is_some() {
            lines.push(self.place());
        }
        lines
    }

    /// The line at every foot: when it was true, and of what.
    pub(super) fn foot(&self) -> String {
        let foot = self.say("pack-foot", &[("at", shown::instant(self.of.read_at).into())]);
        if self.of.synthetic { format!("{} · {foot}", self.t("pack-synthetic")) } else { foot }
    }

    /// Where the chain of the trail stood when the pack was frozen.
    pub(super) fn chain(&self) -> Option<String> {
        let chain = self.of.chain.as_ref()?;
        let args = [
            ("n", chain.entries.into()),
            ("head", chain.head.as_str().into()),
            ("at", shown::instant(chain.sealed_at).into()),
        ];
        Some(self.say("trail-head", &args))
    }

    /// The indicator's name; money says that it stands in lakh.
    pub(super) fn name(&self, code: &str) -> String {
        let key = if code == "shg_total" {
            "pack-shg-total".to_owned()
        } else {
            format!("indicator-{code}")
        };
        let name = self.words.find(&key, &[]).unwrap_or_else(|| code.to_owned());
        if unit(code) == Unit::Paise {
            self.say("pack-in-lakh", &[("name", name.into())])
        } else {
            name
        }
    }

    /// A value of an indicator: counts grouped, money in lakh, shares in per cent.
    pub(super) fn amount(&self, code: &str, value: Option<i64>) -> String {
        let quantity = |value| match unit(code) {
            Unit::Count => Quantity::Count(value),
            Unit::Paise => Quantity::Paise(value),
            Unit::Percent => Quantity::PerMille(value),
        };
        value.map_or_else(|| NOTHING.to_owned(), |value| shown::narrow(quantity(value)))
    }

    /// A whole per cent.
    pub(super) fn percent(&self, percent: Option<i64>) -> String {
        percent.map_or_else(|| NOTHING.to_owned(), shown::percent)
    }

    /// A status in words.
    pub(super) fn status(&self, mark: &Mark) -> String {
        self.t(&format!("status-{}", mark.status))
    }

    /// Where the year is likely to end, with its band.
    fn likely(&self, code: &str, mark: &Mark) -> String {
        mark.outlook.as_ref().map_or_else(
            || NOTHING.to_owned(),
            |seen| {
                let amount = |value| self.amount(code, Some(value));
                let (expected, low, high) =
                    (amount(seen.expected), amount(seen.low), amount(seen.high));
                format!("{expected} ({low}–{high})")
            },
        )
    }

    fn number(&self, key: &str, width: u32) -> Column {
        Column::number(self.t(key), width)
    }

    fn text(&self, key: &str, width: u32) -> Column {
        Column::text(self.t(key), width)
    }

    /// Registers at a glance.
    pub(super) fn glance(&self) -> Table {
        let columns = vec![self.text("pack-register", 3), self.number("pack-number", 1)];
        let row = |(code, value): &(String, i64)| {
            Row::new([self.name(code), self.amount(code, Some(*value))])
        };
        Table::new(columns, self.of.glance.iter().map(row).collect())
    }

    /// The indicators of some families against their targets.
    pub(super) fn scores<'l>(&self, lines: impl IntoIterator<Item = &'l Line>) -> Table {
        let columns = vec![
            self.text("field-indicator", 8),
            self.number("pack-annual", 3),
            self.number("pack-due", 3),
            self.number("pack-in-month", 3),
            self.number("pack-total", 3),
            self.number("pack-percent", 2),
            self.text("pack-status", 3),
            self.number("pack-likely", 6),
        ];
        let row = |line: &Line| {
            let (code, mark) = (line.code.as_str(), &line.whole);
            let tone = tone(mark);
            Row::new([
                Cell::from(self.name(code)),
                self.amount(code, mark.annual).into(),
                self.amount(code, mark.due).into(),
                self.amount(code, mark.month).into(),
                self.amount(code, mark.total).into(),
                Cell::toned(self.percent(mark.percent), tone),
                Cell::toned(self.status(mark), tone),
                self.likely(code, mark).into(),
            ])
        };
        Table::new(columns, lines.into_iter().map(row).collect())
    }

    /// Per cent of what was due, by unit: as many tables as the units need to be read side by side.
    pub(super) fn by_unit(&self, lines: &[&Line], beside: usize) -> Vec<Table> {
        let all = self.of.units.len();
        let tables = all.div_ceil(beside).max(1);
        let each = all.div_ceil(tables).max(1);
        let from = (0..tables).map(|at| at * each);
        from.map(|from| self.of_units(lines, from..(from + each).min(all))).collect()
    }

    fn of_units(&self, lines: &[&Line], units: std::ops::Range<usize>) -> Table {
        let mut columns = vec![self.text("field-indicator", 5)];
        let named = self.of.units[units.clone()].iter();
        let named = named.map(|unit| Column::number(unit.name(self.hindi()), 2));
        columns.extend(named);
        columns.push(Column::number(self.place(), 2));
        let row = |line: &Line| {
            let cell = |mark: &Mark| Cell::toned(self.percent(mark.percent), tone(mark));
            let mut cells = vec![Cell::from(self.name(&line.code))];
            cells.extend(line.units[units.clone()].iter().map(cell));
            cells.push(cell(&line.whole));
            Row::new(cells)
        };
        let rows = lines.iter().copied().filter(|line| is_split(line)).map(row).collect();
        Table { small: units.len() > 7, ..Table::new(columns, rows) }
    }

    /// Units and indicators with what they achieved.
    pub(super) fn told(&self, all: &[super::snapshot::Told]) -> Table {
        let unit = self.text("report-level", 4);
        let columns = vec![
            unit,
            self.text("field-indicator", 6),
            self.number("pack-due", 2),
            self.number("pack-total", 2),
            self.number("pack-percent", 2),
        ];
        let row = |one: &super::snapshot::Told| {
            Row::new([
                one.unit.name(self.hindi()).to_owned(),
                self.name(&one.code),
                self.amount(&one.code, Some(one.due)),
                self.amount(&one.code, Some(one.total)),
                self.percent(Some(one.percent)),
            ])
        };
        Table::new(columns, all.iter().map(row).collect())
    }

    /// Federations by their weakest share.
    pub(super) fn weakest(&self) -> Table {
        let level = if self.of.level == "district" { "level-clf" } else { "level-vo" };
        let columns = vec![
            self.text(level, 5),
            self.text("pack-weakest", 5),
            self.number("pack-held", 2),
            self.number("pack-groups", 2),
            self.number("pack-percent", 2),
        ];
        let row = |one: &super::snapshot::Share| {
            Row::new([
                one.unit.name(self.hindi()).to_owned(),
                self.name(&one.code),
                show::grouped(one.held),
                show::grouped(one.groups),
                self.percent(Some(one.held * 100 / one.groups.max(1))),
            ])
        };
        Table::new(columns, self.of.weakest.iter().map(row).collect())
    }

    /// What the next month asks for.
    pub(super) fn next(&self, all: &[super::snapshot::Next]) -> Table {
        let columns = vec![
            self.text("field-indicator", 6),
            self.number("pack-next-target", 2),
            self.number("pack-arrears", 2),
            self.number("pack-needed", 2),
            self.text("pack-most-arrears", 4),
        ];
        let row = |one: &super::snapshot::Next| {
            let code = one.code.as_str();
            let most = one.most.as_ref().map_or_else(
                || NOTHING.to_owned(),
                |(unit, owed)| {
                    format!("{} ({})", unit.name(self.hindi()), self.amount(code, Some(*owed)))
                },
            );
            Row::new([
                self.name(code),
                self.amount(code, one.target),
                self.amount(code, Some(one.arrears)),
                self.amount(code, Some(one.arrears + one.target.unwrap_or(0))),
                most,
            ])
        };
        Table::new(columns, all.iter().map(row).collect())
    }

    /// Directions, in the order of the snapshot.
    pub(super) fn directions(&self, all: &[super::snapshot::Direction]) -> Table {
        let columns = vec![
            self.text("pack-direction-number", 2),
            self.text("pack-direction", 8),
            self.text("pack-direction-post", 3),
            self.text("pack-direction-due", 2),
        ];
        let row = |one: &super::snapshot::Direction| {
            let tone = if one.overdue { Tone::Critical } else { Tone::Plain };
            Row::new([
                Cell::from(one.number.clone()),
                one.text.clone().into(),
                if self.hindi() { &one.post_hi } else { &one.post_en }.as_str().into(),
                Cell::toned(one.due.clone(), tone),
            ])
        };
        Table::new(columns, all.iter().map(row).collect())
    }

    /// The directions still open; none where the desk does not see them.
    pub(super) fn open(&self) -> &[super::snapshot::Direction] {
        self.of.directions.as_deref().unwrap_or_default()
    }

    /// The one paragraph.
    pub(super) fn summary(&self) -> String {
        let aimed: Vec<&Line> = self.aimed().collect();
        let count = |status: &str| {
            let count = aimed.iter().filter(|line| line.whole.status == status).count();
            i64::try_from(count).unwrap_or(i64::MAX)
        };
        let late = count("behind") + count("critical");
        let total = i64::try_from(aimed.len()).unwrap_or(i64::MAX);
        let mut said = vec![if total == 0 {
            self.say("pack-summary-no-target", &[("place", self.place().into())])
        } else {
            let args = [
                ("place", self.place().into()),
                ("day", show::day(self.of.day()).into()),
                ("total", total.into()),
                ("on", (count("on-pace") + count("ahead")).into()),
                ("watch", count("near").into()),
                ("behind", late.into()),
            ];
            self.say("pack-summary", &args)
        }];
        for (key, found) in
            [("pack-summary-behind", &self.of.behind), ("pack-summary-ahead", &self.of.ahead)]
        {
            said.extend(found.first().map(|one| {
                let args = [
                    ("unit", one.unit.name(self.hindi()).into()),
                    ("indicator", self.name(&one.code).into()),
                    ("percent", self.percent(Some(one.percent)).into()),
                    ("due", self.amount(&one.code, Some(one.due)).into()),
                    ("total", self.amount(&one.code, Some(one.total)).into()),
                ];
                self.say(key, &args)
            }));
        }
        said.join(" ")
    }

    /// The lines that have a target.
    pub(super) fn aimed(&self) -> impl Iterator<Item = &Line> {
        self.of.lines.iter().filter(|line| line.whole.due.is_some())
    }

    /// The lines of a family, those with a target first.
    pub(super) fn family(&self, family: Family) -> Vec<&Line> {
        let mut lines: Vec<&Line> = self
            .of
            .lines
            .iter()
            .filter(|line| of(line).is_some_and(|one| one.family == family))
            .collect();
        lines.sort_by_key(|line| line.whole.due.is_none());
        lines
    }

    /// The sources, as the last slide and page have them.
    pub(super) fn sources(&self) -> Vec<String> {
        let mut all = vec![
            self.foot(),
            self.t("pack-source-registers"),
            self.t("pack-source-reported"),
            self.t("pack-source-targets"),
            self.t("pack-source-status"),
        ];
        if self.of.directions.is_none() {
            all.push(self.t("pack-source-directions"));
        }
        all.extend(self.chain());
        all
    }
}

/// True where a unit below has a target of its own.
pub(super) fn is_split(line: &Line) -> bool {
    line.units.iter().any(|mark| mark.due.is_some())
}

/// The indicator of a line.
pub(super) fn of(line: &Line) -> Option<&'static Indicator> {
    by_code(&line.code)
}

/// What an indicator is counted in.
pub(super) fn unit(code: &str) -> Unit {
    by_code(code).map_or(Unit::Count, |one| one.unit)
}

/// How a mark is toned.
pub(crate) fn tone(mark: &Mark) -> Tone {
    match mark.status.as_str() {
        "ahead" | "on-pace" => Tone::Good,
        "near" => Tone::Watch,
        "behind" => Tone::Behind,
        "critical" => Tone::Critical,
        _ => Tone::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::{super::snapshot::Named, *};

    #[test]
    fn units_that_do_not_stand_side_by_side_stand_in_several_tables() {
        let named = |id: i64| Named {
            id,
            code: id.to_string(),
            hi: format!("इकाई {id}"),
            en: format!("Unit {id}"),
        };
        let mark = Mark { due: Some(10), percent: Some(40), ..Mark::default() };
        let line = Line {
            code: "shg_formed".into(),
            whole: mark.clone(),
            units: vec![mark; 25],
            months: vec![4],
            month_targets: None,
        };
        let of = Snapshot {
            edition: super::super::EDITION,
            place: named(99),
            level: "block".into(),
            above: None,
            month: samuh_kernel::calendar::Month(24_316),
            read_at: 0,
            synthetic: false,
            units_are: "gp".into(),
            units: (1..=25).map(named).collect(),
            glance: Vec::new(),
            lines: vec![line],
            behind: Vec::new(),
            ahead: Vec::new(),
            weakest: Vec::new(),
            next: Vec::new(),
            chain: None,
            directions: None,
        };
        let pen = Pen { of: &of, words: Words::of(Lang::En, None) };
        let tables = pen.by_unit(&[&of.lines[0]], ON_SLIDE);
        let widths: Vec<usize> = tables.iter().map(|table| table.columns.len()).collect();
        assert_eq!(widths, [11, 11, 9], "nine, nine and seven units with the name and the whole");
        let heads = tables.iter().flat_map(|table| &table.columns);
        let units = heads.filter(|column| column.heading.starts_with("Unit "));
        assert_eq!(units.count(), 25 + 3, "every unit once, the whole in each");
        assert!(tables.iter().all(|table| table.rows[0].cells.len() == table.columns.len()));
    }
}
