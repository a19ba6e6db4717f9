//! The parts of a figure, and the names of what they are.

use std::collections::{BTreeMap, HashMap, hash_map::Entry};

use samuh_engine::{Reader, Result};
use samuh_figures::{
    catalogue::Origin,
    journal::{Ask, Class, entries_behind, pending_behind},
};
use samuh_groups::{ProducerNamed, of_ops, producers_named};
use samuh_kernel::calendar::Month;
use samuh_plans::{UnitLevel, reported_behind};
use samuh_web::{dashboard::Level, parts::Link};

use super::Asking;
use crate::server::{
    approvals,
    dashboard::Subject,
    groups::store::{Named, codes_of, names_of},
    visit::Visitor,
};

/// One part of a figure: a group with what it adds, or a reported sheet's value.
pub(super) struct Part {
    /// The institution, 0 for a place.
    pub(super) institution_id: i64,
    /// The place.
    pub(super) place_id: i64,
    /// What it adds, in the indicator's unit.
    pub(super) value: i64,
    /// The sheet it was reported with.
    pub(super) sheet: Option<Sheet>,
    /// The proposal by which it would come to count; none for what counts.
    pub(super) proposal: Option<i64>,
}

/// A reported value's origin.
pub(super) struct Sheet {
    /// The month it counts in.
    pub(super) month: Month,
    /// Reported or verified.
    pub(super) class: Class,
    /// When it was typed, microseconds UTC.
    pub(super) at: i64,
    /// The file it came with, and the import's page.
    pub(super) file: Option<Link>,
}

impl Part {
    /// By which the next page finds where it begins.
    pub(super) fn key(&self) -> String {
        let month = self.sheet.as_ref().map_or(0, |sheet| sheet.month.0);
        let key = format!("{}.{}.{month}", self.institution_id, self.place_id);
        self.proposal.map_or(key.clone(), |id| format!("{key}.{id}"))
    }
}

/// Everything behind a figure, in the order of the places.
pub(super) struct Behind {
    /// The parts.
    pub(super) parts: Vec<Part>,
    /// What they add up to: the figure.
    pub(super) sum: i64,
    /// What of it waits for approval; nought unless it is asked for.
    pub(super) waits: i64,
    /// True where the parts are reported sheets.
    pub(super) is_reported: bool,
}

impl Behind {
    /// Reads the parts of a figure of a unit that the desk sees.
    pub(super) fn load(
        reader: &mut Reader,
        visitor: &Visitor,
        subject: &Subject,
        asking: &Asking,
    ) -> Result<Self> {
        let is_reported = asking.indicator.origin == Origin::Reported;
        // As it stood on a day only the journal knows; the sheets are as they are now.
        let mut parts = if is_reported && asking.span.as_on.is_none() {
            sheets(reader, visitor, subject, asking)?
        } else {
            entries(reader, visitor, subject, asking)?
        };
        let hindi = visitor.hindi();
        parts.sort_by_cached_key(|part| {
            let mut address = visitor.home.address(part.place_id, hindi);
            address.reverse();
            let month = part.sheet.as_ref().map_or(0, |sheet| sheet.month.0);
            (address, part.institution_id, part.place_id, month)
        });
        let is_reported = parts.iter().any(|part| part.sheet.is_some());
        let pending = match asking.span.with_pending {
            true => pending(reader, visitor, subject, asking)?,
            false => Vec::new(),
        };
        let waits = pending.iter().map(|part| part.value).sum();
        parts.extend(pending);
        let sum = parts.iter().map(|part| part.value).sum();
        Ok(Self { parts, sum, waits, is_reported })
    }

    /// Where the page after a key begins, and whether it is another than the first.
    pub(super) fn page(&self, after: Option<&str>) -> (usize, bool) {
        let at = after.and_then(|key| self.parts.iter().position(|part| part.key() == key));
        at.map_or((0, false), |at| (at + 1, true))
    }
}

fn entries(
    reader: &mut Reader,
    visitor: &Visitor,
    subject: &Subject,
    asking: &Asking,
) -> Result<Vec<Part>> {
    let only = [asking.indicator.id];
    let ask = asked(subject, asking, &only);
    let found = entries_behind(reader, visitor.scope(), subject.id, is_federation(subject), &ask)?;
    let part = |opened: samuh_figures::journal::Opened| Part {
        institution_id: opened.institution_id,
        place_id: opened.place_id,
        value: opened.value,
        sheet: None,
        proposal: None,
    };
    Ok(found.into_iter().map(part).collect())
}

fn is_federation(subject: &Subject) -> bool {
    matches!(subject.level, Level::Clf | Level::Vo)
}

fn asked<'a>(subject: &Subject, asking: &Asking, indicators: &'a [i64]) -> Ask<'a> {
    let (from, to) = asking.months();
    let as_on = asking.span.until();
    Ask { indicators, level: subject.level.code(), within: 0, from, to, as_on }
}

/// What waits for approval about a figure, proposal by proposal, the first sent first. A proposal takes back
/// what it posted once it is decided: only what waited on the day asked for is left.
fn pending(
    reader: &mut Reader,
    visitor: &Visitor,
    subject: &Subject,
    asking: &Asking,
) -> Result<Vec<Part>> {
    let only = [asking.indicator.id];
    let ask = asked(subject, asking, &only);
    let scope = visitor.scope();
    let found = pending_behind(reader, scope, subject.id, is_federation(subject), &ask)?;
    let mut ops: Vec<i64> = found.iter().map(|(op_no, _)| *op_no).collect();
    ops.sort_unstable();
    ops.dedup();
    let proposals = of_ops(reader, scope, &ops)?;
    let mut sums: BTreeMap<(i64, i64, i64), i64> = BTreeMap::new();
    for (op_no, opened) in found {
        let proposal = proposals.get(&op_no).copied().unwrap_or(0);
        let key = (proposal, opened.place_id, opened.institution_id);
        *sums.entry(key).or_default() += opened.value;
    }
    sums.retain(|_, value| *value != 0);
    let part = |((proposal, place_id, institution_id), value)| Part {
        institution_id,
        place_id,
        value,
        sheet: None,
        proposal: Some(proposal),
    };
    Ok(sums.into_iter().map(part).collect())
}

fn sheets(
    reader: &mut Reader,
    visitor: &Visitor,
    subject: &Subject,
    asking: &Asking,
) -> Result<Vec<Part>> {
    let unit = (subject.id, unit_level(subject.level));
    let id = asking.indicator.id;
    let found = reported_behind(reader, visitor.scope(), unit, id, asking.months())?;
    let part = |seen: samuh_plans::ReportedSeen| Part {
        institution_id: seen.institution_id,
        place_id: seen.place_id,
        value: seen.value,
        sheet: Some(Sheet {
            month: seen.month,
            class: seen.class,
            at: seen.at,
            file: seen
                .batch_id
                .zip(seen.file_name)
                .map(|(id, file)| Link::new(file, format!("/imports/{id}"))),
        }),
        proposal: None,
    };
    let counts = |part: &Part| part.value != 0;
    Ok(found.into_iter().map(part).filter(counts).collect())
}

/// A level of pages as reports know it.
pub(crate) fn unit_level(level: Level) -> UnitLevel {
    match level {
        Level::District => UnitLevel::District,
        Level::Block => UnitLevel::Block,
        Level::Clf => UnitLevel::Clf,
        Level::Vo => UnitLevel::Vo,
        Level::Gp => UnitLevel::Gp,
        Level::Village => UnitLevel::Village,
    }
}

/// The names and codes of the parts shown.
pub(super) struct Names {
    names: HashMap<i64, Named>,
    codes: HashMap<i64, String>,
    producers: HashMap<i64, ProducerNamed>,
    proposals: HashMap<i64, Link>,
}

/// A part as a line of the list.
pub(super) struct Line<'a> {
    /// Its name in the reader's language.
    pub(super) name: &'a str,
    /// Its code.
    pub(super) code: &'a str,
    /// Its page.
    pub(super) href: String,
    /// Where it stands, the smallest place first.
    pub(super) address: Vec<String>,
    /// The proposal by which it would come to count.
    pub(super) proposal: Option<&'a Link>,
}

/// Looks up the names of parts.
pub(super) fn names(reader: &mut Reader, visitor: &Visitor, parts: &[Part]) -> Result<Names> {
    let mut ids: Vec<i64> =
        parts.iter().map(|part| part.institution_id).filter(|id| *id != 0).collect();
    ids.sort_unstable();
    ids.dedup();
    let scope = visitor.scope();
    let names = names_of(reader, scope, &ids)?;
    ids.retain(|id| !names.contains_key(id));
    let producers = producers_named(reader, scope, &ids)?;
    let codes = codes_of(reader, scope, &names.keys().copied().collect::<Vec<_>>())?;
    let producers = producers.into_iter().map(|one| (one.id, one)).collect();
    let mut proposals = HashMap::new();
    for id in parts.iter().filter_map(|part| part.proposal) {
        if let Entry::Vacant(free) = proposals.entry(id) {
            let told = approvals::behind(reader, visitor, id)?;
            // Of what the desk does not see it is told that it waits, and no more.
            let unseen = || Link::new(visitor.words.t("approval-waiting"), String::new());
            free.insert(told.unwrap_or_else(unseen));
        }
    }
    Ok(Names { names, codes, producers, proposals })
}

impl Names {
    /// A part's line.
    pub(super) fn line<'a>(&'a self, visitor: &'a Visitor, part: &Part) -> Line<'a> {
        let hindi = visitor.hindi();
        let address = visitor.home.address(part.place_id, hindi);
        let proposal = part.proposal.and_then(|id| self.proposals.get(&id));
        if let Some(one) = self.producers.get(&part.institution_id) {
            let (first, second) =
                if hindi { (&one.name_hi, &one.name_en) } else { (&one.name_en, &one.name_hi) };
            return Line {
                name: first.as_deref().or(second.as_deref()).unwrap_or_default(),
                code: one.code.as_deref().unwrap_or_default(),
                href: format!("/registers/{}/{}", one.register, one.id),
                address,
                proposal,
            };
        }
        match self.names.get(&part.institution_id) {
            Some(named) => {
                let room = if named.kind == "shg" { "groups" } else { "federations" };
                Line {
                    name: named.name(hindi),
                    code: self.codes.get(&part.institution_id).map_or("", String::as_str),
                    href: format!("/{room}/{}", part.institution_id),
                    address,
                    proposal,
                }
            }
            None => {
                let place = visitor.home.places.get(part.place_id);
                Line {
                    name: visitor.home.name(part.place_id, hindi),
                    code: place.and_then(|place| place.code()).unwrap_or_default(),
                    href: format!("/places/{}", part.place_id),
                    address,
                    proposal,
                }
            }
        }
    }
}
