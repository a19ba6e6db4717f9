//! What an order of precedence must be, and how a new one is numbered. Pure.

use std::collections::BTreeSet;

use samuh_kernel::{fault::Faults, text::tidy};

use super::{Precedence, Rank};
use crate::ruling::within;

/// The most ranks of an order.
const MOST: usize = 60;
/// The last place of an order.
const LAST: i64 = 999;

/// Everything that is wrong with an order; the fields are `no_<n>` and `hi_<n>`, counted from 1. A line
/// of which nothing is said is none.
pub(super) fn rank_faults(all: &[Rank], was: &[Precedence]) -> Faults {
    let mut faults = Faults::default();
    let mut seen = BTreeSet::new();
    let kept = || all.iter().filter(|rank| is_kept(rank)).count();
    for (at, rank) in (1..).zip(all).filter(|(_, rank)| !is_blank(rank)) {
        let field = format!("no_{at}");
        let is_known = rank.code.is_empty() || was.iter().any(|one| one.code == rank.code);
        if !is_known || (!rank.code.is_empty() && !seen.insert(rank.code.as_str())) {
            faults.on(&field, "precedence_unknown");
            continue;
        }
        if is_kept(rank) || rank.code.is_empty() {
            within(&mut faults, &field, rank.rank_no, (1, LAST));
        }
        if tidy(&rank.name_hi).is_empty() {
            faults.on(&format!("hi_{at}"), "precedence_name");
        }
    }
    if kept() == 0 || kept() > MOST {
        faults.on("no_1", if kept() == 0 { "precedence_none" } else { "precedence_many" });
    }
    faults
}

/// The order as it is kept: those left out gone, new ones with a code that no rank had, by number.
pub(super) fn ordered(all: &[Rank], was: &[Precedence], order_no: &str) -> Vec<Precedence> {
    let taken = |code: &str| was.iter().any(|one| one.code == code);
    let mut free = (1..).map(|no| format!("own_{no}")).filter(|code| !taken(code));
    let named = |rank: &Rank| {
        let code = if rank.code.is_empty() { free.next()? } else { rank.code.clone() };
        let (name_hi, name_en) = (tidy(&rank.name_hi), tidy(&rank.name_en));
        let name_en = if name_en.is_empty() { name_hi.clone() } else { name_en };
        let source = tidy(order_no);
        Some(Precedence { code, rank_no: rank.rank_no, name_hi, name_en, source })
    };
    let mut kept: Vec<Precedence> =
        all.iter().filter(|rank| !is_blank(rank) && is_kept(rank)).filter_map(named).collect();
    kept.sort_by(|a, b| (a.rank_no, &a.code).cmp(&(b.rank_no, &b.code)));
    kept
}

fn is_kept(rank: &Rank) -> bool {
    rank.rank_no != 0
}

fn is_blank(rank: &Rank) -> bool {
    rank.code.is_empty()
        && rank.rank_no == 0
        && tidy(&rank.name_hi).is_empty()
        && tidy(&rank.name_en).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rank(code: &str, rank_no: i64, name: &str) -> Rank {
        Rank { code: code.into(), rank_no, name_hi: name.into(), name_en: String::new() }
    }

    fn before() -> Vec<Precedence> {
        ordered(&[rank("mla", 300, "विधायक"), rank("", 310, "अध्यक्ष")], &[], "-")
    }

    #[test]
    fn a_new_order_leaves_out_adds_and_sorts() {
        let was = before();
        assert_eq!(was[1].code, "own_1");
        let all = [
            rank("mla", 0, "विधायक"),
            rank("own_1", 20, "अध्यक्ष"),
            rank("", 10, "सांसद"),
            rank("", 0, ""),
        ];
        assert!(rank_faults(&all, &was).is_empty());
        let is = ordered(&all, &was, " 12/2026 ");
        let told: Vec<_> =
            is.iter().map(|one| (one.rank_no, one.code.as_str(), one.source.as_str())).collect();
        assert_eq!(told, [(10, "own_2", "12/2026"), (20, "own_1", "12/2026")]);
    }

    #[test]
    fn everything_wrong_with_an_order_is_said_at_once() {
        let all = [
            rank("nobody", 1, "x"),
            rank("mla", 1000, "विधायक"),
            rank("mla", 2, "विधायक"),
            rank("own_1", 3, " "),
            rank("", 0, "नया"),
        ];
        let faults = rank_faults(&all, &before());
        let told: Vec<_> = faults
            .iter()
            .map(|fault| (fault.field.clone().unwrap_or_default(), fault.code.clone()))
            .collect();
        let told: Vec<_> = told.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(
            told,
            [
                ("no_1", "precedence_unknown"),
                ("no_2", "rule_beyond"),
                ("no_3", "precedence_unknown"),
                ("hi_4", "precedence_name"),
                ("no_5", "rule_beyond")
            ]
        );
        let none = rank_faults(&[rank("mla", 0, "विधायक")], &before());
        assert_eq!(none.iter().next().map(|fault| fault.code.as_str()), Some("precedence_none"));
    }
}
