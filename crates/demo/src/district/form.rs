//! The groups: where and when each was formed, and what became of it.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use samuh_kernel::calendar::FinancialYear;

use super::{Fact, GROUPS, Group, Style, TWINS};
use crate::SEED;
use crate::plan::{known_until, series};
use crate::random::{Random, phase};
use crate::sources::{BLOCKS, Branch, Village};

/// Groups formed in the years before the last one, oldest first: the mission came to the blocks
/// in 2013, grew to 2019 and lost a year to the pandemic.
const GROWTH: [i64; 12] = [120, 260, 420, 610, 780, 900, 950, 560, 700, 760, 720, 640];
/// Of a thousand groups, how many are in LokOS today, by block: Keshkal keeps it waiting.
const IN_LOKOS: [usize; 5] = [925, 900, 575, 655, 880];
/// Names a village goes through before one comes again.
const NAMES: usize = 125;

/// All groups, oldest first, with their codes.
pub(super) fn groups(
    villages: &[Village],
    counts: &[usize],
    branches: &[Branch],
    today: NaiveDate,
) -> Vec<Group> {
    let mut groups = Vec::with_capacity(GROUPS);
    for block in 0..BLOCKS.len() {
        let mut random = Random::named(SEED, &format!("groups/{block}"));
        let mut places: Vec<usize> = villages
            .iter()
            .enumerate()
            .filter(|(_, village)| village.block == block)
            .flat_map(|(at, _)| std::iter::repeat_n(at, counts[at]))
            .collect();
        random.shuffle(&mut places);
        let days = formation_days(block, places.len(), &mut random, today);
        let banks = banks(block, branches);
        for (village, formed_on) in places.into_iter().zip(days) {
            let until = known_until(block, today);
            groups.push(group(block, village, formed_on, (&banks, until), &mut random));
        }
    }
    name_them(&mut groups);
    make_twins(&mut groups, FinancialYear(FinancialYear::of(today).0 - 1).first_day());
    groups.sort_by_key(|group| (group.formed_on, group.village, group.twin, group.name));
    number_them(&mut groups);
    groups
}

// Four of five groups bank with the rural bank where it has a branch in the block.
fn banks(block: usize, branches: &[Branch]) -> Vec<usize> {
    let own = (0..branches.len()).filter(|&at| branches[at].block_code == BLOCKS[block].code);
    own.flat_map(|at| {
        std::iter::repeat_n(at, if branches[at].ifsc.starts_with("CRGB") { 6 } else { 1 })
    })
    .collect()
}

fn formation_days(
    block: usize,
    count: usize,
    random: &mut Random,
    today: NaiveDate,
) -> Vec<NaiveDate> {
    let series = series("shg_formed").expect("the plan has group formation");
    let until = known_until(block, today);
    let this = FinancialYear::of(today);
    let mut days = Vec::with_capacity(count);
    for year in [this, FinancialYear(this.0 - 1)] {
        for (month, formed) in year.months().into_iter().zip(series.reached(block, year, today)) {
            for _ in 0..formed {
                let day = between(random, month.first_day(), month.last_day().min(until));
                days.push(day.min(until));
            }
        }
    }
    let left = i64::try_from(count - days.len()).expect("a few thousand");
    let span = i32::try_from(GROWTH.len()).expect("a dozen");
    for (formed, first) in phase(left, &GROWTH).into_iter().zip(this.0 - 1 - span..) {
        let year = FinancialYear(first);
        days.extend((0..formed).map(|_| between(random, year.first_day(), year.last_day())));
    }
    days
}

fn group(
    block: usize,
    village: usize,
    formed_on: NaiveDate,
    (banks, until): (&[usize], NaiveDate),
    random: &mut Random,
) -> Group {
    let account_on = (!random.chance(40))
        .then(|| after(formed_on, random.between(15, 190)))
        .filter(|&day| day <= until);
    let old = until - formed_on > chrono::TimeDelta::days(800);
    let inactive_on =
        (old && random.chance(65)).then(|| between(random, after(formed_on, 700), until));
    let weekly = random.chance(820);
    Group {
        code: 0,
        village,
        vo: 0,
        vo_on: None,
        name: 0,
        style: Style::Women,
        formed_on,
        branch: *random.pick(banks),
        account: 0,
        account_on,
        lokos: lokos(block, formed_on, until, random),
        inactive_on,
        weekly,
        saving: *random.pick(if weekly { &[10, 20, 20, 30] } else { &[40, 50, 50, 100] }),
        twin: false,
    }
}

fn lokos(block: usize, formed_on: NaiveDate, until: NaiveDate, random: &mut Random) -> [Fact; 3] {
    if !random.chance(IN_LOKOS[block]) {
        return [None; 3];
    }
    // Half of the entries were made in the drive of the last eight months.
    let ago = if random.chance(500) { random.between(0, 240) } else { random.between(240, 1000) };
    let entered = until - Days::new(ago.cast_unsigned());
    let entered = entered.max(after(formed_on, random.between(10, 45)));
    let approved = after(entered, random.between(8, 60));
    let approved = (!random.chance(130)).then_some(approved);
    let trades = approved.map(|day| after(day, random.between(20, 140)));
    let trades = trades.filter(|_| !random.chance(300));
    [Some(entered), approved, trades].map(|fact| fact.filter(|&day| day <= until))
}

fn name_them(groups: &mut [Group]) {
    let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
    for group in groups {
        let nth = seen.entry(group.village).or_default();
        // A stride that shares no factor with the list goes through all names once.
        group.name = (group.village * 31 + *nth * 37) % NAMES;
        group.style = [Style::Women, Style::SelfHelp, Style::Plain][(group.village + *nth) % 3];
        *nth += 1;
    }
}

// RULES B8: the same group entered twice under two codes, once in Hindi, once in Latin letters.
fn make_twins(groups: &mut [Group], settled: NaiveDate) {
    let mut random = Random::named(SEED, "twins");
    let mut villages: Vec<usize> = Vec::with_capacity(TWINS);
    while villages.len() < TWINS {
        let first = random.below(groups.len());
        let Group { village, name, formed_on, .. } = groups[first];
        let later = (0..groups.len())
            .filter(|&at| at != first && groups[at].village == village)
            .find(|&at| (formed_on..settled).contains(&groups[at].formed_on));
        let Some(second) = later.filter(|_| !villages.contains(&village)) else { continue };
        villages.push(village);
        let twin = &mut groups[second];
        (twin.name, twin.formed_on, twin.style, twin.twin) = (name, formed_on, Style::Latin, true);
    }
}

fn number_them(groups: &mut [Group]) {
    let mut random = Random::named(SEED, "codes");
    let mut code = 210_137;
    for (nth, group) in (0..).zip(groups) {
        code += u32::try_from(random.between(1, 180)).expect("small and positive");
        group.code = code;
        group.account = 1_000_003 + nth * 1009 % 8_999_993;
    }
}

fn between(random: &mut Random, first: NaiveDate, last: NaiveDate) -> NaiveDate {
    after(first, random.between(0, (last - first).num_days()))
}

fn after(day: NaiveDate, days: i64) -> NaiveDate {
    day + Days::new(days.max(0).cast_unsigned())
}
