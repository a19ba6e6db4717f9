//! Finds the heading of a sheet among its first rows: one row or two, under titles, merged or not.

use std::collections::BTreeSet;

use chrono::Datelike;
use samuh_kernel::sheet::{Cell, Merge, Row};

use crate::{
    event::How,
    headword::{joined, words_of},
    recognise::{HeadCell, Meaning, Recogniser},
    shape::{Layout, Options, Shape},
};

/// Rows of a sheet among which its heading is looked for.
pub(crate) const LOOKED_AT: usize = 40;

/// A sheet's heading.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Heading {
    /// Its first row among the rows looked at.
    pub(crate) first: usize,
    /// How many rows it has: one or two.
    pub(crate) height: usize,
    /// Its columns, from column 1 on.
    pub(crate) heads: Vec<HeadCell>,
}

impl Heading {
    /// The hash of the headings in their order, the same for the same layout of a later file.
    pub(crate) fn signature(&self) -> String {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for head in &self.heads {
            for byte in joined(&words_of(&head.label())).bytes().chain([0x1f]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        format!("{hash:016x}")
    }
}

/// Finds headings for one shape.
pub(crate) struct Finder<'a> {
    pub(crate) shape: &'a Shape,
    pub(crate) options: &'a Options,
    pub(crate) recogniser: &'a Recogniser,
}

impl Finder<'_> {
    /// The heading of a sheet: of a known layout, else the row that names most fields.
    pub(crate) fn find(&self, rows: &[Row], merges: &[Merge]) -> Option<Heading> {
        let rows = &rows[..rows.len().min(LOOKED_AT)];
        let candidates = candidates(rows, merges);
        self.of_known_layout(&candidates)
            .or_else(|| self.best(rows, merges, &candidates, false))
            .or_else(|| self.best(rows, merges, &candidates, true))
    }

    /// The layout settled earlier for such a heading, and whether by hand for this file.
    pub(crate) fn layout(&self, heading: &Heading) -> Option<(&Layout, How)> {
        let signature = heading.signature();
        let of = |list: &'_ [Layout]| list.iter().position(|layout| layout.signature == signature);
        of(&self.options.corrected).map(|at| (&self.options.corrected[at], How::ByHand)).or_else(
            || {
                of(&self.options.remembered)
                    .map(|at| (&self.options.remembered[at], How::Remembered))
            },
        )
    }

    /// True when every set of needed fields has one that is mapped.
    pub(crate) fn is_enough(&self, mapped: &BTreeSet<usize>, figures: bool) -> bool {
        let value = self.shape.repeated.map(|repeated| repeated.value);
        self.shape.needs.iter().all(|set| {
            set.iter().any(|field| {
                (figures && value == Some(*field))
                    || self.shape.index(field).is_some_and(|at| mapped.contains(&at))
            })
        })
    }

    fn of_known_layout(&self, candidates: &[Heading]) -> Option<Heading> {
        if self.options.corrected.is_empty() && self.options.remembered.is_empty() {
            return None;
        }
        candidates.iter().find(|heading| self.layout(heading).is_some()).cloned()
    }

    fn best(
        &self,
        rows: &[Row],
        merges: &[Merge],
        candidates: &[Heading],
        loose: bool,
    ) -> Option<Heading> {
        let mut best: Option<(u32, &Heading)> = None;
        for heading in candidates {
            let Some(score) = self.score(heading, loose) else { continue };
            let better = best.is_none_or(|(top, held)| {
                score > top || (score == top && is_plainer(heading, held, rows, merges))
            });
            if better {
                best = Some((score, heading));
            }
        }
        best.map(|(_, heading)| heading.clone())
    }

    /// How much of the heading is understood; none when too little.
    fn score(&self, heading: &Heading, loose: bool) -> Option<u32> {
        let mut fields = BTreeSet::new();
        let (mut score, mut figures, mut filled, mut known) = (0, false, 0_u32, 0_u32);
        for head in &heading.heads {
            if head.text.trim().is_empty() && head.above.trim().is_empty() {
                continue;
            }
            filled += 1;
            let meaning = self.recogniser.meaning(head, loose);
            known += u32::from(meaning != Meaning::Unknown);
            score += match meaning {
                Meaning::Field { at, how } if fields.insert(at) => {
                    if how == How::Close {
                        1
                    } else {
                        3
                    }
                }
                Meaning::Figure(_) => {
                    figures = true;
                    2
                }
                Meaning::Serial | Meaning::Identity => 1,
                Meaning::Field { .. } | Meaning::Unknown => 0,
            };
        }
        let enough = known >= 2 || (known == 1 && filled == 1);
        (enough && self.is_enough(&fields, figures)).then_some(score)
    }
}

/// Of two headings understood equally well: whether `heading` is the truer cut than `held`.
fn is_plainer(heading: &Heading, held: &Heading, rows: &[Row], merges: &[Merge]) -> bool {
    let below = heading.height == 1 && held.height == 2 && heading.first == held.first + 1;
    let wider = heading.height == 2 && heading.first == held.first;
    below || (wider && is_surely_double(rows, merges, heading.first))
}

/// The row that looks most like a heading where none was understood: the first with most texts.
pub(crate) fn likeliest(rows: &[Row], merges: &[Merge]) -> Option<Heading> {
    let texts = |row: &Row| row.cells.iter().filter(|cell| matches!(cell, Cell::Text(_))).count();
    let looked_at = &rows[..rows.len().min(LOOKED_AT)];
    let most = looked_at.iter().map(texts).max()?;
    let first = looked_at.iter().position(|row| texts(row) == most)?;
    candidates(rows, merges).into_iter().find(|heading| heading.first == first)
}

/// Every row alone, and every row with the one below it.
fn candidates(rows: &[Row], merges: &[Merge]) -> Vec<Heading> {
    let mut list = Vec::new();
    for (first, row) in rows.iter().enumerate() {
        if is_blank(row) {
            continue;
        }
        list.push(Heading {
            first,
            height: 1,
            heads: row.cells.iter().map(HeadCell::of).collect(),
        });
        if let Some(below) = rows.get(first + 1)
            && below.number == row.number + 1
            && may_head(below)
        {
            list.push(Heading { first, height: 2, heads: two_rows(row, below, merges) });
        }
    }
    list
}

/// The lower row of a heading has no numbers but years, and no days but firsts of months.
fn may_head(row: &Row) -> bool {
    !is_blank(row)
        && row.cells.iter().all(|cell| match cell {
            Cell::Number(number) => (1990.0..2100.0).contains(number),
            Cell::Date(day) => day.day() == 1,
            Cell::DateTime(at) => at.day() == 1,
            Cell::Bool(_) | Cell::Error(_) => false,
            Cell::Empty => true,
            // In text files numbers come as text too.
            Cell::Text(text) => match samuh_kernel::text::fold(text).parse::<f64>() {
                Ok(number) => (1990.0..2100.0).contains(&number),
                Err(_) => true,
            },
        })
}

fn two_rows(upper: &Row, lower: &Row, merges: &[Merge]) -> Vec<HeadCell> {
    let merged: Vec<&Merge> = merges
        .iter()
        .filter(|merge| merge.first_row == upper.number && merge.last_column > merge.first_column)
        .collect();
    let width = upper.cells.len().max(lower.cells.len());
    let mut heads = Vec::with_capacity(width);
    let (mut carried, mut started) = (String::new(), 0);
    for at in 0..width {
        let head = lower.cells.get(at).map(HeadCell::of).unwrap_or_default();
        let own = upper.cells.get(at).map(HeadCell::of).unwrap_or_default();
        let column = u32::try_from(at + 1).unwrap_or(u32::MAX);
        if !own.text.trim().is_empty() {
            carried.clone_from(&own.text);
            started = at;
        }
        let in_merge =
            merged.iter().find(|merge| (merge.first_column..=merge.last_column).contains(&column));
        let spread = if merged.is_empty() {
            !head.text.trim().is_empty()
        } else {
            in_merge.is_some_and(|merge| merge.first_column as usize == started + 1)
        };
        let above = if started == at || spread { carried.clone() } else { String::new() };
        let next_is_blank =
            upper.cells.get(at + 1).is_none_or(|cell| HeadCell::of(cell).text.is_empty())
                && lower.cells.get(at + 1).is_some_and(|cell| !HeadCell::of(cell).text.is_empty());
        let wide = in_merge.is_some() || (merged.is_empty() && (started != at || next_is_blank));
        let day = head.day.or(own.day.filter(|_| head.text.is_empty()));
        heads.push(HeadCell { above, wide, text: head.text, day });
    }
    heads
}

/// A merge across or down, or a lower row that stands only under gaps, makes two rows one heading.
fn is_surely_double(rows: &[Row], merges: &[Merge], first: usize) -> bool {
    let (upper, lower) = (&rows[first], &rows[first + 1]);
    let filled = |row: &Row, at: usize| row.cells.get(at).is_some_and(|cell| !is_empty(cell));
    let down = merges
        .iter()
        .any(|merge| merge.first_row == upper.number && merge.last_row >= lower.number);
    let across = merges.iter().any(|merge| {
        merge.first_row == upper.number
            && merge.last_row == upper.number
            && merge.last_column > merge.first_column
            && (merge.first_column..=merge.last_column).all(|c| filled(lower, c as usize - 1))
    });
    let width = upper.cells.len().max(lower.cells.len());
    let under_gaps = (0..width)
        .filter(|at| filled(lower, *at))
        .all(|at| !filled(upper, at) || (!filled(upper, at + 1) && filled(lower, at + 1)));
    let gaps = (0..width).any(|at| filled(lower, at) && !filled(upper, at));
    let alone = (0..width).any(|at| filled(upper, at) && !filled(lower, at));
    down || (alone && (across || (under_gaps && gaps)))
}

/// True for a cell with nothing but spaces.
pub(crate) fn is_empty(cell: &Cell) -> bool {
    match cell {
        Cell::Empty => true,
        Cell::Text(text) => text.chars().all(|c| {
            c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}')
        }),
        _ => false,
    }
}

/// True for a row with nothing but spaces.
pub(crate) fn is_blank(row: &Row) -> bool {
    row.cells.iter().all(is_empty)
}
