//! The figures of a page: every indicator of every unit shown, month by month, beside its targets.

use std::collections::HashMap;

use samuh_engine::{Reader, Result};
use samuh_figures::{
    catalogue::{CLF_FORMED, INDICATORS, Indicator, IndicatorId, Nature, Unit, VO_FORMED},
    journal::{Class, Window, series},
    plan::{PaceStatus, pace, target_to_date},
};
use samuh_kernel::scope::Scope;
use samuh_plans::targets_of_units;
use samuh_web::{dashboard::Status, show::Quantity};

use super::span::Span;

/// An indicator in a unit: what was before the year, and what each month added.
#[derive(Debug, Clone, Copy, Default)]
struct Track {
    before: i64,
    months: [i64; 12],
    /// What of each month somebody reported and nobody verified.
    unverified: [i64; 12],
}

/// One indicator of one unit, compared with what was due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    /// What was achieved; none where nothing was ever recorded.
    pub(crate) achieved: Option<i64>,
    /// What was due by the day; none without a target.
    pub(crate) due: Option<i64>,
    /// Per cent of what was due.
    pub(crate) percent: Option<i64>,
    /// How much attention it asks for.
    pub(crate) status: Status,
}

/// All figures of a page.
pub(crate) struct Board {
    span: Span,
    own: i64,
    tracks: Tracks,
    targets: Targets,
}

/// Targets of a year, April to March, by indicator and unit.
type Targets = HashMap<(IndicatorId, i64), [i64; 12]>;

type Tracks = HashMap<(IndicatorId, i64), Track>;

impl Board {
    /// Reads the figures and targets of a unit and of those shown below it; the caller has found
    /// them all in the scope.
    pub(crate) fn load(
        reader: &mut Reader,
        scope: &Scope,
        (own, below): (i64, &[i64]),
        span: &Span,
    ) -> Result<Self> {
        let mut units = vec![own];
        units.extend(below.iter().copied().filter(|id| *id != own));
        let targets = targets_of_units(reader, scope, &units, span.year, span.until())?;
        let tracks = Self::tracks(reader, scope, &units, (&|_| true, span))?;
        Ok(Self { span: span.clone(), own, tracks, targets })
    }

    /// As [`Board::load`] for units of which only some indicators are asked, unless they have
    /// targets: then all.
    pub(crate) fn load_some(
        reader: &mut Reader,
        scope: &Scope,
        units: &[i64],
        (only, span): (&[IndicatorId], &Span),
    ) -> Result<Self> {
        let targets = targets_of_units(reader, scope, units, span.year, span.until())?;
        let is_asked = |id: IndicatorId| !targets.is_empty() || only.contains(&id);
        let tracks = Self::tracks(reader, scope, units, (&is_asked, span))?;
        Ok(Self { span: span.clone(), own: 0, tracks, targets })
    }

    /// As [`Board::load`], of these indicators alone: what stands on an agenda.
    pub(crate) fn load_only(
        reader: &mut Reader,
        scope: &Scope,
        (own, units): (i64, &[i64]),
        (only, span): (&[IndicatorId], &Span),
    ) -> Result<Self> {
        let targets = targets_of_units(reader, scope, units, span.year, span.until())?;
        let is_asked = |id: IndicatorId| only.contains(&id);
        let tracks = Self::tracks(reader, scope, units, (&is_asked, span))?;
        Ok(Self { span: span.clone(), own, tracks, targets })
    }

    fn tracks(
        reader: &mut Reader,
        scope: &Scope,
        units: &[i64],
        (is_asked, span): (&dyn Fn(IndicatorId) -> bool, &Span),
    ) -> Result<Tracks> {
        let plain: Vec<&Indicator> = INDICATORS
            .iter()
            .filter(|one| !matches!(one.nature, Nature::Ratio { .. }) && is_asked(one.id))
            .collect();
        let indicators: Vec<IndicatorId> = plain.iter().map(|one| one.id).collect();
        // Federations are formed once: all that ever were stand in the registers' own card.
        let is_level = |one: &&&Indicator| {
            one.nature == Nature::Stock || matches!(one.id, VO_FORMED | CLF_FORMED)
        };
        let stocks: Vec<IndicatorId> = plain.iter().filter(is_level).map(|one| one.id).collect();
        let months = span.year.months();
        let window = Window {
            units,
            indicators: &indicators,
            stocks: &stocks,
            from: months[0],
            to: months[span.last()],
            as_on: span.until(),
        };
        let mut tracks = Tracks::new();
        for cell in series(reader, scope, &window)? {
            // What waits for approval stands within a figure only where the reader asks for it.
            if cell.class == Class::Pending && !span.with_pending {
                continue;
            }
            let track = tracks.entry((cell.indicator, cell.unit_id)).or_default();
            match usize::try_from(cell.month.0 - months[0].0) {
                Ok(at) => {
                    let at = at.min(11);
                    track.months[at] += cell.value;
                    if cell.class == Class::Reported {
                        track.unverified[at] += cell.value;
                    }
                }
                Err(_) => track.before += cell.value,
            }
        }
        Ok(tracks)
    }

    /// The time of the figures.
    pub(crate) fn span(&self) -> &Span {
        &self.span
    }

    /// True where nothing at all is known of a unit.
    pub(crate) fn is_empty(&self, unit: i64) -> bool {
        !self.tracks.keys().any(|(_, known)| *known == unit)
    }

    /// True where any indicator of the unit has a target.
    pub(crate) fn has_targets(&self, unit: i64) -> bool {
        self.targets.keys().any(|(_, known)| *known == unit)
    }

    /// The year's target.
    pub(crate) fn annual(&self, indicator: IndicatorId, unit: i64) -> Option<i64> {
        self.targets.get(&(indicator, unit)).map(|months| months.iter().sum())
    }

    /// The target of a month of the year, 0 for April.
    pub(crate) fn month_target(&self, indicator: IndicatorId, unit: i64, at: usize) -> Option<i64> {
        self.targets.get(&(indicator, unit)).map(|months| months[at])
    }

    /// What a month of the year added; none where nothing was ever recorded.
    pub(crate) fn month(&self, indicator: IndicatorId, unit: i64, at: usize) -> Option<i64> {
        self.tracks.get(&(indicator, unit)).map(|track| track.months[at])
    }

    /// The level of a stock at the end of a month of the year; 0 where nothing was recorded.
    pub(crate) fn level(&self, indicator: IndicatorId, unit: i64, at: usize) -> i64 {
        let track = self.tracks.get(&(indicator, unit));
        track.map_or(0, |track| track.before + track.months[..=at].iter().sum::<i64>())
    }

    /// The level of a stock at the period's end.
    pub(crate) fn now(&self, indicator: IndicatorId, unit: i64) -> i64 {
        self.level(indicator, unit, self.span.last())
    }

    /// Two levels divided, in tenths of a per cent, at the end of a month of the year.
    pub(crate) fn ratio(&self, above: i64, below: i64) -> Option<i64> {
        (below > 0).then(|| (above * 2000 + below).div_euclid(below * 2))
    }

    /// True where the figure shown is what was added in the period, and not a level: where the unit
    /// has a target, or the page's own unit, so that the units of a row compare.
    pub(crate) fn is_added(&self, indicator: &Indicator, unit: i64) -> bool {
        let is_aimed = |unit: i64| self.targets.contains_key(&(indicator.id, unit));
        indicator.nature == Nature::Stock && (is_aimed(unit) || is_aimed(self.own))
    }

    /// True where all that was reported in the period has been verified.
    pub(crate) fn is_verified(&self, indicator: IndicatorId, unit: i64) -> bool {
        let (first, last) = (self.span.first().min(self.span.last()), self.span.last());
        self.tracks.get(&(indicator, unit)).is_some_and(|track| {
            let is_any = track.months[first..=last].iter().any(|value| *value != 0);
            is_any && track.unverified[first..=last].iter().all(|value| *value == 0)
        })
    }

    /// An indicator of a unit at the page's time.
    pub(crate) fn standing(&self, indicator: &Indicator, unit: i64) -> Standing {
        self.standing_at(indicator, unit, self.span.last(), self.span.day())
    }

    /// The same as it stood at the end of the month before; none in the period's first month.
    pub(crate) fn month_before(&self, indicator: &Indicator, unit: i64) -> Option<Standing> {
        let last = self.span.last().checked_sub(1).filter(|_| self.span.month.is_none())?;
        Some(self.standing_at(indicator, unit, last, self.span.year.months()[last].last_day()))
    }

    /// An indicator of a unit at the end of a month of the year.
    pub(crate) fn standing_at(
        &self,
        indicator: &Indicator,
        unit: i64,
        last: usize,
        day: chrono::NaiveDate,
    ) -> Standing {
        if let Nature::Ratio { numerator, denominator } = indicator.nature {
            let below = self.level(denominator, unit, last);
            let achieved = self.ratio(self.level(numerator, unit, last), below);
            return Standing { achieved, due: None, percent: None, status: Status::NoTarget };
        }
        let key = (indicator.id, unit);
        let track = self.tracks.get(&key);
        let Some(months) = self.targets.get(&key) else {
            let is_level = indicator.nature == Nature::Stock && !self.is_added(indicator, unit);
            let achieved = track.map(|track| {
                let before = track.before + track.months[..=last].iter().sum::<i64>();
                if is_level { before } else { self.moved(track, last) }
            });
            return Standing { achieved, due: None, percent: None, status: Status::NoTarget };
        };
        let achieved = track.map(|track| self.moved(track, last));
        let due = target_to_date(&self.of_period(months), day, self.span.year);
        let paced = pace(achieved.unwrap_or(0), due);
        Standing {
            achieved,
            due: Some(due),
            percent: paced.percent(),
            status: status_of(paced.status),
        }
    }

    fn moved(&self, track: &Track, last: usize) -> i64 {
        let first = self.span.first().min(last);
        track.months[first..=last].iter().sum()
    }

    /// Only the period's months of a target.
    fn of_period(&self, months: &[i64; 12]) -> [i64; 12] {
        let Some(month) = self.span.month else { return *months };
        let mut only = [0; 12];
        let at = self.span.year.months().into_iter().position(|each| each == month).unwrap_or(0);
        only[at] = months[at];
        only
    }
}

fn status_of(status: PaceStatus) -> Status {
    match status {
        PaceStatus::Critical => Status::Critical,
        PaceStatus::Behind => Status::Behind,
        PaceStatus::Near => Status::Near,
        PaceStatus::OnPace => Status::OnPace,
        PaceStatus::Ahead => Status::Ahead,
        PaceStatus::NoTarget => Status::NoTarget,
    }
}

/// A number in its indicator's unit.
pub(crate) fn quantity(indicator: &Indicator, value: i64) -> Quantity {
    match indicator.unit {
        Unit::Count => Quantity::Count(value),
        Unit::Paise => Quantity::Paise(value),
        Unit::Percent => Quantity::PerMille(value),
    }
}

/// True where a status asks for attention.
pub(crate) fn lags(status: Status) -> bool {
    matches!(status, Status::Behind | Status::Critical)
}

#[cfg(test)]
mod tests {
    use samuh_figures::catalogue::{MEMBERS, SHG_FORMED, by_id};

    use super::*;
    use crate::server::query::Query;

    fn board() -> Board {
        let span = Span::of(&Query::default(), "2026-11-15".parse().unwrap());
        let mut months = [0; 12];
        months[..8].copy_from_slice(&[10, 10, 10, 10, 10, 10, 10, 4]);
        let tracks = HashMap::from([
            ((SHG_FORMED, 2), Track { before: 0, months, unverified: [0; 12] }),
            ((MEMBERS, 2), Track { before: 900, months, unverified: months }),
        ]);
        let targets = Targets::from([((SHG_FORMED, 2), [10; 12]), ((SHG_FORMED, 3), [2; 12])]);
        Board { span, own: 1, tracks, targets }
    }

    #[test]
    fn achievement_is_compared_with_what_is_due_by_the_day() {
        let formed = by_id(SHG_FORMED).unwrap();
        let standing = board().standing(formed, 2);
        assert_eq!((standing.achieved, standing.due), (Some(74), Some(75)));
        assert_eq!((standing.percent, standing.status), (Some(98), Status::OnPace));
        let none = board().standing(formed, 3);
        assert_eq!((none.achieved, none.percent, none.status), (None, Some(0), Status::Critical));
    }

    #[test]
    fn a_figure_is_verified_when_nothing_of_it_waits() {
        assert!(board().is_verified(SHG_FORMED, 2) && !board().is_verified(MEMBERS, 2));
        assert!(!board().is_verified(SHG_FORMED, 3), "nothing was reported");
    }

    #[test]
    fn a_stock_without_a_target_is_its_level() {
        let standing = board().standing(by_id(MEMBERS).unwrap(), 2);
        assert_eq!((standing.achieved, standing.status), (Some(974), Status::NoTarget));
        assert!(!board().is_added(by_id(MEMBERS).unwrap(), 2));
    }
}
