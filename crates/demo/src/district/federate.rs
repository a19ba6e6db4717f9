//! Village organisations of neighbouring villages, and four cluster federations a block.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use samuh_kernel::calendar::FinancialYear;

use super::{CLFS, Federation, Group, VOS};
use crate::SEED;
use crate::plan::known_until;
use crate::random::{Random, share};
use crate::sources::{BLOCKS, Names, Village};

/// Names of the cluster federations, four a block in the order of `BLOCKS`.
pub(super) const CLF_NAMES: [[(&str, &str); 4]; 5] = [
    [
        ("जय माँ शीतला", "Jai Maa Sheetla"),
        ("संगम", "Sangam"),
        ("नारी शक्ति", "Nari Shakti"),
        ("जागृति", "Jagriti"),
    ],
    [("सूर्योदय", "Suryoday"), ("एकता", "Ekta"), ("समृद्धि", "Samriddhi"), ("नव ज्योति", "Nav Jyoti")],
    [
        ("नई किरण", "Nai Kiran"),
        ("शक्ति", "Shakti"),
        ("माँ तेलीन सत्ती", "Maa Telin Satti"),
        ("सहयोग", "Sahyog"),
    ],
    [
        ("उजाला", "Ujala"),
        ("जय माँ दन्तेश्वरी", "Jai Maa Danteshwari"),
        ("परिवर्तन", "Parivartan"),
        ("उम्मीद", "Umeed"),
    ],
    [("प्रगति", "Pragati"), ("आशा", "Asha"), ("नया सवेरा", "Naya Savera"), ("विश्वास", "Vishwas")],
];

/// VOs and CLFs; tells every group its VO and the day it entered it.
pub(super) fn federations(
    villages: &[Village],
    names: &Names,
    groups: &mut [Group],
    today: NaiveDate,
) -> (Vec<Federation>, Vec<Federation>) {
    let parts = share(i64::try_from(VOS).expect("hundreds"), &BLOCKS.map(|block| block.share));
    let (mut vos, mut clfs) = (Vec::with_capacity(VOS), Vec::with_capacity(CLFS));
    for (block, part) in parts.into_iter().enumerate() {
        let mut own: Vec<usize> =
            (0..groups.len()).filter(|&at| villages[groups[at].village].block == block).collect();
        own.sort_by_key(|&at| (groups[at].village, at));
        let count = usize::try_from(part).expect("a positive part");
        let first = vos.len();
        for run in runs(&own, count, villages, groups) {
            let vo = village_organisation(&vos, first, run, groups, names, (block, today));
            settle(run, vos.len(), vo.formed_on, groups, known_until(block, today));
            vos.push(vo);
        }
        cluster(block, &mut vos[first..], &mut clfs, today);
    }
    (vos, clfs)
}

/// Cuts the groups of a block, neighbours together, into runs of about equal length; at the border
/// of a gram panchayat where one is near, else at that of a village.
fn runs<'a>(
    own: &'a [usize],
    count: usize,
    villages: &[Village],
    groups: &[Group],
) -> Vec<&'a [usize]> {
    let village = |at: usize| groups[own[at]].village;
    let gp = |at: usize| &villages[village(at)].gp;
    let reach = own.len() / count / 3;
    let mut cuts = vec![0];
    for nth in 1..count {
        let ideal = own.len() * nth / count;
        let near = (0..=reach).flat_map(|off| [ideal - off, ideal + off]);
        let near = near.filter(|&at| at > cuts[nth - 1] && at < own.len());
        let cut = near
            .clone()
            .find(|&at| gp(at - 1) != gp(at))
            .or_else(|| near.clone().find(|&at| village(at - 1) != village(at)))
            .unwrap_or(ideal);
        cuts.push(cut);
    }
    cuts.push(own.len());
    cuts.windows(2).map(|ends| &own[ends[0]..ends[1]]).collect()
}

fn village_organisation(
    vos: &[Federation],
    first: usize,
    run: &[usize],
    groups: &[Group],
    names: &Names,
    (block, today): (usize, NaiveDate),
) -> Federation {
    let nth = vos.len();
    let mut random = Random::named(SEED, &format!("vo/{nth}"));
    let list = &names.groups.words;
    let (name, latin) = &list[((nth - first) * 29 + block * 11) % list.len()];
    let mut days: Vec<NaiveDate> = run.iter().map(|&at| groups[at].formed_on).collect();
    days.sort_unstable();
    let founding = days[(days.len() - 1).min(7)];
    let wait = Days::new(random.between(120, 420).cast_unsigned());
    // A VO of young groups is young itself, but stands by now; a few were formed this year or last.
    let until = known_until(block, today);
    let latest = until - Days::new(random.between(380, 900).cast_unsigned());
    let young = match nth % 45 {
        17 => Some(FinancialYear::of(today).first_day()),
        31 => Some(FinancialYear(FinancialYear::of(today).0 - 1).first_day()),
        _ => None,
    };
    let young = young.map(|first| {
        let days = (until - first).num_days().clamp(0, 364);
        (first + Days::new(random.between(0, days).cast_unsigned())).min(until)
    });
    Federation {
        code: 41_003 + u32::try_from(nth * 17).expect("small"),
        name: format!("{name} ग्राम संगठन"),
        latin: format!("{latin} Gram Sangathan"),
        village: groups[run[0]].village,
        formed_on: young.unwrap_or((founding + wait).min(latest)).max(days[0]),
        clf: None,
    }
}

fn settle(run: &[usize], vo: usize, formed_on: NaiveDate, groups: &mut [Group], until: NaiveDate) {
    let mut random = Random::named(SEED, &format!("settle/{vo}"));
    for &at in run {
        let group = &mut groups[at];
        let wait = random.between(150, 300).cast_unsigned();
        let entered = formed_on.max(group.formed_on + Days::new(wait));
        group.vo = vo;
        group.vo_on = Some(entered).filter(|&day| day <= until);
    }
}

// DOMAIN A.1: VOs older than six months enter the CLF.
fn cluster(block: usize, vos: &mut [Federation], clfs: &mut Vec<Federation>, today: NaiveDate) {
    let four = CLF_NAMES[block].len();
    let mut members: BTreeMap<usize, Vec<NaiveDate>> = BTreeMap::new();
    let count = vos.len();
    for (nth, vo) in vos.iter().enumerate() {
        members.entry(nth * four / count).or_default().push(vo.formed_on);
    }
    for (part, mut days) in members {
        let (name, latin) = CLF_NAMES[block][part];
        days.sort_unstable();
        let seat = (0..count).find(|nth| nth * four / count == part).expect("a part has a VO");
        let formed_on = (days[days.len() / 4] + Days::new(240)).min(today - Days::new(200));
        clfs.push(Federation {
            code: 70_113 + u32::try_from(clfs.len() * 31).expect("twenty"),
            name: format!("{name} संकुल संगठन"),
            latin: format!("{latin} Cluster Level Federation"),
            village: vos[seat].village,
            formed_on,
            clf: None,
        });
        let clf = clfs.len() - 1;
        for nth in (0..count).filter(|nth| nth * four / count == part) {
            let vo = &mut vos[nth];
            let entered = formed_on.max(vo.formed_on + Days::new(183));
            vo.clf = Some((clf, entered));
        }
    }
}
