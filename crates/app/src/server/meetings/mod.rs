//! Meetings: the list, one meeting as it is held, the wall, its end and its minutes.

mod close;
mod compose;
mod doing;
mod form;
mod list;
mod minutes;
mod one;
mod paper;
mod series;
mod side;
mod strip;
mod wall;

use std::collections::BTreeMap;

use samuh_engine::{Reader, Result, clock};
use samuh_kernel::scope::Scope;
use samuh_meetings::{
    meeting::{Meeting, minutes::Both},
    seat::{Seat, seats},
};
use samuh_web::{
    show,
    words::{Lang, Overlay, Words},
};
use uuid::Uuid;

pub(super) use {
    close::{draw as draw_close, end as close},
    doing::act,
    form::{amend, draw_amend, draw_new, plan},
    list::page as list,
    minutes::page as minutes,
    one::page as one,
    series::{draw as draw_series, draw_new as draw_new_series, set as set_series},
    wall::page as wall,
};

use super::{
    fail::{Answer, Fail},
    query::Query,
    visit::Visitor,
};

/// The posts of the district as papers name them.
pub(crate) struct Names {
    seats: BTreeMap<i64, Seat>,
    hi: &'static Words,
    en: &'static Words,
}

impl Names {
    /// Everybody's, as of today.
    pub(super) fn load(reader: &mut Reader, visitor: &Visitor) -> Result<Self> {
        Self::on(reader, visitor, clock::today())
    }

    /// Everybody's, as of a day.
    fn on(reader: &mut Reader, visitor: &Visitor, day: chrono::NaiveDate) -> Result<Self> {
        Self::read(reader, visitor.scope(), visitor.home.overlay(), day)
    }

    /// The same, for whoever has no visitor.
    pub(crate) fn of_district(
        reader: &mut Reader,
        scope: &Scope,
        overlay: Option<Overlay>,
    ) -> Result<Self> {
        Self::read(reader, scope, overlay, clock::today())
    }

    fn read(
        reader: &mut Reader,
        scope: &Scope,
        overlay: Option<Overlay>,
        day: chrono::NaiveDate,
    ) -> Result<Self> {
        let all = seats(reader, scope, day)?;
        Ok(Self {
            seats: all.into_iter().map(|seat| (seat.id, seat)).collect(),
            hi: Words::of(Lang::Hi, overlay),
            en: Words::of(Lang::En, overlay),
        })
    }

    /// The words of a language.
    pub(super) fn words(&self, hindi: bool) -> &'static Words {
        if hindi { self.hi } else { self.en }
    }

    /// A post's title with its unit, in a language.
    pub(crate) fn of(&self, post_id: i64, hindi: bool) -> String {
        let words = self.words(hindi);
        let Some(seat) = self.seats.get(&post_id) else { return words.t("seat-machine") };
        let (own, other) =
            if hindi { (&seat.title_hi, &seat.title_en) } else { (&seat.title_en, &seat.title_hi) };
        let title = own.clone().or_else(|| other.clone());
        if let Some(title) = title {
            return title;
        }
        let role = words.t(&format!("role-{}", seat.role));
        let (own, other) =
            if hindi { (&seat.unit_hi, &seat.unit_en) } else { (&seat.unit_en, &seat.unit_hi) };
        match own.as_deref().or(other.as_deref()) {
            Some(unit) => {
                words.args("seat-of-unit", &[("post", role.as_str().into()), ("unit", unit.into())])
            }
            None => role,
        }
    }

    /// The same in both languages.
    pub(super) fn both(&self, post_id: i64) -> Both {
        Both { hi: self.of(post_id, true), en: self.of(post_id, false) }
    }

    /// Who holds it.
    pub(super) fn holder(&self, post_id: i64) -> String {
        self.seats.get(&post_id).and_then(|seat| seat.holder.clone()).unwrap_or_default()
    }

    /// The posts that an office asks to a meeting, or for work: not the cadres, nor those who look.
    pub(super) fn offices(&self) -> impl Iterator<Item = &Seat> {
        self.seats
            .values()
            .filter(|seat| !seat.is_closed && !matches!(seat.role.as_str(), "cadre" | "viewer"))
    }
}

/// A unit's name in a language; the district's own for 0.
pub(super) fn unit_name(visitor: &Visitor, unit_id: i64, hindi: bool) -> String {
    let id = if unit_id == 0 { visitor.home.top() } else { unit_id };
    visitor.called(id, hindi)
}

/// What a meeting is called in a language.
pub(in crate::server) fn title(meeting: &Meeting, words: &Words, hindi: bool) -> String {
    let (own, other) = if hindi {
        (&meeting.title_hi, &meeting.title_en)
    } else {
        (&meeting.title_en, &meeting.title_hi)
    };
    let kind = || words.t(&format!("meeting-kind-{}", meeting.kind.code()));
    own.clone().or_else(|| other.clone()).unwrap_or_else(kind)
}

/// `14/2026-27`.
pub(super) fn number(meeting: &Meeting) -> String {
    year_number(meeting.number, meeting.year)
}

/// A number of a financial year.
pub(super) fn year_number(number: i64, year: i64) -> String {
    format!("{number}/{}-{:02}", year, (year + 1) % 100)
}

/// The day in words of the week: `शुक्रवार, 20/11/2026`.
pub(super) fn weekday(day: chrono::NaiveDate, words: &Words) -> String {
    use chrono::Datelike;
    let name = words.t(&format!("weekday-{}", day.weekday().number_from_monday()));
    format!("{name}, {}", show::day(day))
}

/// A day of a form; none for one that cannot be read.
pub(super) fn day(text: &str) -> Option<chrono::NaiveDate> {
    use samuh_kernel::{read, sheet::Cell};
    let read = read::day(&Cell::Text(text.to_owned()), clock::today()).ok().flatten();
    read.map(|reading| reading.value)
}

/// The op's id of a form.
pub(super) fn sent_op(form: &Query) -> Answer<Uuid> {
    form.get("op").and_then(|op| op.parse().ok()).ok_or(Fail::Request)
}

/// Numbers sent under one name, or joined by commas.
pub(super) fn numbers(form: &Query, name: &str) -> Vec<i64> {
    let all = form.all(name).into_iter().flat_map(|text| text.split(','));
    all.filter_map(|text| text.trim().parse().ok()).collect()
}
