//! Reads a place's month once, within a scope.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use samuh_engine::{Error, Reader, Result, clock};
use samuh_figures::catalogue::{
    CLF_FORMED, HOUSEHOLDS, INDICATORS, Indicator, IndicatorId, LOKOS_ENTERED, MEMBERS, Nature,
    SATURATION, SHG_ACTIVE, SHG_IN_VO, SHG_INACTIVE, TARGET_HOUSEHOLDS, Unit as Counted, VO_FORMED,
    WITH_ACCOUNT, by_id,
};
use samuh_kernel::{
    calendar::{FinancialYear, Month},
    scope::Scope,
};
use samuh_web::dashboard::Status;

use super::snapshot::{EDITION, Line, Mark, Named, Next, Outlook, Share, Snapshot, Told};
use crate::{
    figuring::{Unit, units},
    server::{BESIDE, Board, Span, forecasts},
};

/// How many names a list of a pack holds.
const NAMES: usize = 10;
/// How many of them may be of one indicator.
const OF_ONE: usize = 3;
/// The least that must have been due before somebody is named for it: pieces, and paise.
const LEAST_PIECES: i64 = 5;
const LEAST_PAISE: i64 = 100_000_000;
/// Registers at a glance.
const GLANCE: [IndicatorId; 4] = [MEMBERS, HOUSEHOLDS, VO_FORMED, CLF_FORMED];
/// What every group should have.
const SHARES: [IndicatorId; 3] = [WITH_ACCOUNT, LOKOS_ENTERED, SHG_IN_VO];
/// Fewer groups than these are not named by a share.
const LEAST_GROUPS: i64 = 10;

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Ask {
    /// The place: the district's own, a block, a panchayat or a village.
    pub place_id: i64,
    /// The month.
    pub month: Month,
    /// Now, microseconds UTC.
    pub now: i64,
    /// True for the demo district.
    pub synthetic: bool,
}

/// Reads the place's month.
///
/// # Errors
/// `NotFound` for a place that the scope does not see; fault
/// `pack_month_ahead` for a month that has not begun.
pub fn read(reader: &mut Reader, scope: &Scope, ask: &Ask) -> Result<Snapshot> {
    let today = clock::day_of(ask.now);
    if ask.month > Month::of(today) {
        return Err(Error::fault("pack_month_ahead"));
    }
    let (level, place) = place(reader, scope, ask.place_id)?;
    let above = if level == "district" { None } else { district(reader, scope)? };
    let (units_are, below) = below(reader, scope, level, place.id)?;
    let ids: Vec<i64> = below.iter().map(|unit| unit.id).collect();
    let year = FinancialYear::of(ask.month.first_day());
    let span = Span::of_year(year, today);
    let board = Board::load(reader, scope, (place.id, &ids), &span)?;
    let at = year.months().into_iter().position(|month| month == ask.month).unwrap_or(0);
    // Of a running month only what is due by today is asked for, and no end is foretold from it.
    let day = ask.month.last_day().min(today);
    let outlooks = outlooks(reader, scope, (&board, place.id), day)?;
    let page = Page { board: &board, at, month: ask.month, year, day, outlooks };
    let lines: Vec<Line> = page.lines(&place, &below);
    // Where no unit below has targets, the place itself is told of.
    let is_aimed = lines.iter().flat_map(|line| &line.units).any(|mark| mark.due.is_some());
    let told_of = if is_aimed { below.clone() } else { vec![place.clone()] };
    let weakest = weakest(reader, scope, &page, place.id, level)?;
    Ok(Snapshot {
        edition: EDITION,
        level: level.to_owned(),
        above,
        month: ask.month,
        read_at: ask.now,
        synthetic: ask.synthetic,
        units_are: units_are.to_owned(),
        glance: page.glance(place.id),
        behind: behind(&lines, (is_aimed, &told_of)),
        ahead: ahead(&lines, (is_aimed, &told_of)),
        next: next(&lines, &below, &page, place.id),
        weakest,
        directions: None,
        chain: None,
        units: below,
        place,
        lines,
    })
}

/// The district as a place.
fn district(reader: &mut Reader, scope: &Scope) -> Result<Option<Named>> {
    let mut all = samuh_places::all_districts(reader)?.into_iter();
    let found = all.find(|district| district.id == scope.district_id());
    Ok(found.map(|district| {
        let (hi, en) = (district.name_hi, district.name_en);
        Named {
            id: district.place_id,
            code: district.lgd.unwrap_or_default(),
            hi: hi.clone().or(en.clone()).unwrap_or_default(),
            en: en.or(hi).unwrap_or_default(),
        }
    }))
}

/// The place with its level, if the scope sees it.
fn place(reader: &mut Reader, scope: &Scope, id: i64) -> Result<(&'static str, Named)> {
    for level in ["district", "block", "gp", "village"] {
        if let Some(found) = units(reader, scope, level, 0)?.into_iter().find(|unit| unit.id == id)
        {
            return Ok((level, named(found)));
        }
    }
    Err(Error::NotFound)
}

/// The units below: of a district its blocks, of a block its federations, else its panchayats; of a
/// panchayat its villages.
fn below(
    reader: &mut Reader,
    scope: &Scope,
    level: &str,
    place: i64,
) -> Result<(&'static str, Vec<Named>)> {
    let levels: &[&'static str] = match level {
        "district" => &["block"],
        "block" => &["clf", "gp"],
        "gp" => &["village"],
        _ => &[],
    };
    let mut found = ("village", Vec::new());
    for below in levels {
        let mut all: Vec<Named> =
            units(reader, scope, below, place)?.into_iter().map(named).collect();
        all.sort_by(|a, b| (&a.hi, a.id).cmp(&(&b.hi, b.id)));
        found = (*below, all);
        if !found.1.is_empty() {
            break;
        }
    }
    Ok(found)
}

fn named(unit: Unit) -> Named {
    let (hi, en) = (unit.name(true).to_owned(), unit.name(false).to_owned());
    Named { id: unit.id, code: unit.code, hi, en }
}

/// The figures with the month they are looked at.
struct Page<'a> {
    board: &'a Board,
    at: usize,
    month: Month,
    year: FinancialYear,
    /// The month's last day, or today.
    day: NaiveDate,
    outlooks: BTreeMap<IndicatorId, Outlook>,
}

/// Where the place's indicators with a target are likely to end the year.
fn outlooks(
    reader: &mut Reader,
    scope: &Scope,
    (board, place): (&Board, i64),
    day: NaiveDate,
) -> Result<BTreeMap<IndicatorId, Outlook>> {
    let aimed = INDICATORS.iter().filter(|one| board.annual(one.id, place).is_some());
    let aimed: Vec<&'static Indicator> = aimed.collect();
    let told = forecasts(reader, scope, (board, place), (&aimed, day))?;
    let outlook = |seen: samuh_figures::plan::Forecast| Outlook {
        expected: seen.expected,
        low: seen.low,
        high: seen.high,
        chance_per_mille: seen.chance_per_mille,
        low_confidence: seen.low_confidence,
    };
    Ok(told.into_iter().map(|(indicator, seen)| (indicator.id, outlook(seen))).collect())
}

impl Page<'_> {
    fn lines(&self, place: &Named, units: &[Named]) -> Vec<Line> {
        let shown = INDICATORS.iter().filter(|indicator| {
            self.board.annual(indicator.id, place.id).is_some()
                || (!BESIDE.contains(&indicator.code)
                    && self.mark(indicator, place.id).total.is_some_and(|total| total != 0))
        });
        shown.map(|indicator| self.line(indicator, place, units)).collect()
    }

    fn line(&self, indicator: &Indicator, place: &Named, units: &[Named]) -> Line {
        let month = |at| self.board.month(indicator.id, place.id, at).unwrap_or(0);
        let target = |at| self.board.month_target(indicator.id, place.id, at);
        Line {
            code: indicator.code.to_owned(),
            whole: Mark {
                outlook: self.outlooks.get(&indicator.id).cloned(),
                ..self.mark(indicator, place.id)
            },
            units: units.iter().map(|unit| self.mark(indicator, unit.id)).collect(),
            months: (0..=self.at).map(month).collect(),
            month_targets: (0..=self.at).map(target).collect(),
        }
    }

    fn mark(&self, indicator: &Indicator, unit: i64) -> Mark {
        let standing = self.board.standing_at(indicator, unit, self.at, self.day);
        let is_ratio = matches!(indicator.nature, Nature::Ratio { .. });
        let month = self.board.month(indicator.id, unit, self.at).filter(|_| !is_ratio);
        Mark {
            annual: self.board.annual(indicator.id, unit),
            due: standing.due,
            month,
            total: standing.achieved,
            percent: standing.percent,
            status: code_of(standing.status).to_owned(),
            outlook: None,
        }
    }

    fn glance(&self, place: i64) -> Vec<(String, i64)> {
        let level = |id: IndicatorId| self.board.level(id, place, self.at);
        let mut all = vec![("shg_total".to_owned(), level(SHG_ACTIVE) + level(SHG_INACTIVE))];
        all.extend(GLANCE.iter().filter_map(|id| Some((by_id(*id)?.code.to_owned(), level(*id)))));
        let saturation = self.board.ratio(level(HOUSEHOLDS), level(TARGET_HOUSEHOLDS));
        let code = by_id(SATURATION).map(|indicator| indicator.code);
        all.extend(code.zip(saturation).map(|(code, ratio)| (code.to_owned(), ratio)));
        all
    }
}

/// The code of a status, as the words of pages name it.
fn code_of(status: Status) -> &'static str {
    match status {
        Status::Ahead => "ahead",
        Status::OnPace => "on-pace",
        Status::Near => "near",
        Status::Behind => "behind",
        Status::Critical => "critical",
        Status::NoTarget => "no-target",
    }
}

/// Every unit in every indicator with a target that is large enough to speak of.
fn told<'a>(
    lines: &'a [Line],
    (of_units, units): (bool, &'a [Named]),
) -> impl Iterator<Item = Told> + 'a {
    lines.iter().flat_map(move |line| {
        let least = match samuh_figures::catalogue::by_code(&line.code).map(|one| one.unit) {
            Some(Counted::Paise) => LEAST_PAISE,
            _ => LEAST_PIECES,
        };
        let marks = of_units.then_some(line.units.as_slice());
        let marks = marks.unwrap_or(std::slice::from_ref(&line.whole));
        marks.iter().zip(units).filter_map(move |(mark, unit)| {
            let (due, percent) = (mark.due.filter(|due| *due >= least)?, mark.percent?);
            let total = mark.total.unwrap_or(0);
            Some(Told { unit: unit.clone(), code: line.code.clone(), total, due, percent })
        })
    })
}

fn behind(lines: &[Line], units: (bool, &[Named])) -> Vec<Told> {
    let mut all: Vec<Told> = told(lines, units).filter(|one| one.percent < 75).collect();
    all.sort_by(|a, b| (a.percent, &a.code, a.unit.id).cmp(&(b.percent, &b.code, b.unit.id)));
    some(all)
}

fn ahead(lines: &[Line], units: (bool, &[Named])) -> Vec<Told> {
    let mut all: Vec<Told> = told(lines, units).filter(|one| one.percent >= 100).collect();
    all.sort_by(|a, b| (b.percent, &a.code, a.unit.id).cmp(&(a.percent, &b.code, b.unit.id)));
    some(all)
}

/// The first names, of one indicator a few only: else the list would say one thing ten times.
fn some(all: Vec<Told>) -> Vec<Told> {
    let mut kept: Vec<Told> = Vec::new();
    for one in all {
        if kept.iter().filter(|known| known.code == one.code).count() < OF_ONE {
            kept.push(one);
        }
    }
    kept.truncate(NAMES);
    kept
}

fn weakest(
    reader: &mut Reader,
    scope: &Scope,
    page: &Page<'_>,
    place: i64,
    level: &str,
) -> Result<Vec<Share>> {
    let below = if level == "district" { "clf" } else { "vo" };
    let found: Vec<Named> = units(reader, scope, below, place)?.into_iter().map(named).collect();
    let ids: Vec<i64> = found.iter().map(|unit| unit.id).collect();
    let needed = [SHG_ACTIVE, SHG_INACTIVE, SHARES[0], SHARES[1], SHARES[2]];
    let board = Board::load_some(reader, scope, &ids, (&needed, page.board.span()))?;
    let level = |id: IndicatorId, unit: i64| board.level(id, unit, page.at);
    let mut all: Vec<Share> = found
        .into_iter()
        .filter_map(|unit| {
            let groups = level(SHG_ACTIVE, unit.id) + level(SHG_INACTIVE, unit.id);
            let least = SHARES.into_iter().min_by_key(|id| level(*id, unit.id))?;
            let code = by_id(least)?.code.to_owned();
            let held = level(least, unit.id);
            (groups >= LEAST_GROUPS && held < groups).then_some(Share { unit, code, held, groups })
        })
        .collect();
    all.sort_by(|a, b| (a.held * b.groups, a.unit.id).cmp(&(b.held * a.groups, b.unit.id)));
    all.truncate(NAMES);
    Ok(all)
}

fn next(lines: &[Line], units: &[Named], page: &Page<'_>, place: i64) -> Vec<Next> {
    let at = page.year.months().into_iter().position(|month| month == page.month.next());
    let wanted = lines.iter().filter(|line| line.whole.annual.is_some());
    let asked = wanted.filter_map(|line| {
        let indicator = samuh_figures::catalogue::by_code(&line.code)?;
        let arrears = |mark: &Mark| (mark.due.unwrap_or(0) - mark.total.unwrap_or(0)).max(0);
        let most = line.units.iter().zip(units).map(|(mark, unit)| (arrears(mark), unit));
        let most = most.max_by_key(|(owed, unit)| (*owed, -unit.id)).filter(|(owed, _)| *owed > 0);
        Some(Next {
            code: line.code.clone(),
            target: at.and_then(|at| page.board.month_target(indicator.id, place, at)),
            arrears: arrears(&line.whole),
            most: most.map(|(owed, unit)| (unit.clone(), owed)),
        })
    });
    asked.collect()
}
