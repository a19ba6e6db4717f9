//! What the demo district promises.

use std::collections::{BTreeMap, BTreeSet};

use samuh_kernel::calendar::{FinancialYear, Month};

use super::*;
use crate::plan::{PLAN, series};
use crate::random::hash;
use crate::sources::BLOCKS;
use crate::table::{Table, typed};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
}

fn whole(district: &District) -> Vec<Table> {
    let span = Span::up_to(district.today);
    let mut tables = vec![
        district.villages_sheet(),
        district.federations(span),
        district.groups(span),
        district.members(span),
        district.targets(FinancialYear::of(district.today)),
    ];
    tables.extend(
        district
            .months()
            .into_iter()
            .flat_map(|month| district.progress(month))
            .map(|report| report.table),
    );
    tables
}

fn print_of(district: &District) -> u64 {
    whole(district)
        .iter()
        .flat_map(|table| &table.rows)
        .flatten()
        .fold(0, |sum, cell| hash(format!("{sum}{}", typed(cell)).as_bytes()))
}

#[test]
fn the_same_day_gives_the_same_district() {
    assert_eq!(print_of(&district(today())), print_of(&district(today())));
}

#[test]
fn the_district_has_the_size_of_a_real_one() {
    let district = district(today());
    assert_eq!(district.groups.len(), GROUPS);
    assert_eq!((district.vos.len(), district.clfs.len()), (VOS, CLFS));
    assert!((103_000..105_500).contains(&district.members.len()), "{}", district.members.len());
    assert_eq!(district.months().len(), MONTHS);
    let blocks: BTreeSet<usize> =
        district.groups.iter().map(|group| district.villages[group.village].block).collect();
    assert_eq!(blocks.len(), BLOCKS.len());
    let twins = district.groups.iter().filter(|group| group.twin).count();
    assert_eq!(twins, TWINS);
    assert_eq!(district.members.iter().filter(|member| member.latin).count(), TWINS);
    let idle = district.groups.iter().filter(|group| group.inactive_on.is_some()).count();
    assert!((350..500).contains(&idle), "{idle}");
}

#[test]
fn a_village_organisation_serves_one_block_and_is_of_a_bearable_size() {
    let district = district(today());
    let mut groups: BTreeMap<usize, Vec<&Group>> = BTreeMap::new();
    for group in &district.groups {
        groups.entry(group.vo).or_default().push(group);
    }
    assert_eq!(groups.len(), VOS);
    for (vo, groups) in groups {
        let blocks: BTreeSet<usize> =
            groups.iter().map(|group| district.villages[group.village].block).collect();
        assert_eq!(blocks.len(), 1);
        assert!((4..=45).contains(&groups.len()), "{} groups", groups.len());
        let (clf, on) = district.vos[vo].clf.unwrap();
        let seat = district.clfs[clf].village;
        assert!(blocks.contains(&district.villages[seat].block));
        assert!(on >= district.clfs[clf].formed_on && district.vos[vo].formed_on <= today());
    }
}

#[test]
fn saturation_is_about_78_per_cent_and_lower_in_makdi() {
    let district = district(today());
    let mut homes: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); 5];
    for member in district.members.iter().filter(|member| member.left_on.is_none()) {
        let block = district.villages[district.groups[member.group].village].block;
        homes[block].insert(member.household);
    }
    let mut due = [0; 5];
    for (village, households) in district.villages.iter().zip(&district.target_households) {
        due[village.block] += households;
    }
    let reached: Vec<i64> = homes.iter().map(|homes| homes.len() as i64).collect();
    let per_cent = reached.iter().sum::<i64>() * 100 / due.iter().sum::<i64>();
    assert!((75..=80).contains(&per_cent), "{per_cent}");
    let makdi = crate::sources::MAKDI;
    assert!((0..5).all(|at| at == makdi || reached[at] * due[makdi] > reached[makdi] * due[at]));
}

#[test]
fn the_register_agrees_with_the_plan_on_groups_formed_this_year() {
    let district = district(today());
    let year = FinancialYear::of(today());
    let plan = series("shg_formed").unwrap();
    for block in 0..BLOCKS.len() {
        let formed = district
            .groups
            .iter()
            .filter(|group| district.villages[group.village].block == block)
            .filter(|group| group.formed_on >= year.first_day())
            .count();
        assert_eq!(formed as i64, plan.reached(block, year, today()).iter().sum::<i64>());
    }
}

#[test]
fn nothing_happens_before_its_time_or_after_today() {
    for today in ["2026-04-01", "2026-11-20", "2027-01-31", "2028-02-29"] {
        let district = district(today.parse().unwrap());
        assert_eq!(district.groups.len(), GROUPS);
        for group in &district.groups {
            let facts = [group.vo_on, group.account_on, group.inactive_on];
            for day in facts.into_iter().chain(group.lokos).flatten() {
                assert!((group.formed_on..=district.today).contains(&day));
            }
        }
        for member in &district.members {
            let joined = member.joined_on;
            assert!(joined >= district.groups[member.group].formed_on && joined <= district.today);
            assert!(member.born_on < joined && member.left_on.is_none_or(|day| day > joined));
        }
        for vo in &district.vos {
            assert!(vo.formed_on <= district.today);
        }
    }
}

#[test]
fn told_in_pieces_every_group_and_member_comes_once_as_new() {
    let district = district(today());
    let mut after = NaiveDate::MIN;
    let (mut groups, mut members) = (BTreeSet::new(), BTreeSet::new());
    for year in 2013..=2026 {
        let span = Span { after, to: FinancialYear(year).last_day().min(today()) };
        for row in district.groups(span).rows {
            groups.insert(typed(&row[0]));
        }
        for row in district.members(span).rows {
            members.insert(typed(&row[0]));
        }
        after = span.to;
    }
    assert_eq!((groups.len(), members.len()), (GROUPS, district.members.len()));
}

#[test]
fn no_cell_looks_like_an_identity_number() {
    for cell in whole(&district(today())).iter().flat_map(|table| &table.rows).flatten() {
        let digits = typed(cell).chars().filter(char::is_ascii_digit).count();
        assert_ne!(digits, 12, "{cell:?}");
    }
}

#[test]
fn group_names_differ_within_a_village_but_for_the_planned_twins() {
    let district = district(today());
    let mut names = BTreeSet::new();
    let again =
        district.groups.iter().filter(|group| !names.insert((group.village, group.name))).count();
    assert_eq!(again, TWINS);
}

#[test]
fn makdis_last_sheet_is_older_than_the_others() {
    let district = district(today());
    let reports = district.progress(Month::of(today()));
    assert!(reports.len() >= 2);
    assert_eq!(typed(&reports[0].table.rows[0][0]), "माकड़ी");
    assert_eq!((today() - reports[0].reported_on).num_days(), crate::plan::MAKDI_LAG);
    assert_eq!(reports.last().unwrap().reported_on, today());
    for report in district.months().into_iter().flat_map(|month| district.progress(month)) {
        assert!(report.table.rows.iter().all(|row| row.len() == report.table.headings.len()));
        assert!(report.reported_on <= today());
    }
}

#[test]
fn every_block_has_a_target_for_every_indicator() {
    let table = district(today()).targets(FinancialYear(2026));
    assert_eq!(table.rows.len(), PLAN.len() * BLOCKS.len());
    assert!(table.rows.iter().all(|row| row.len() == 17));
}

#[test]
fn reports_of_lokos_have_every_kind_of_gap_and_makdi_is_a_month_behind() {
    let district = district(today());
    let reports = district.lokos_reports();
    let last =
        |block: usize| reports.iter().filter(|one| one.block == block).map(|r| r.month).max();
    let this = Month::of(today());
    assert_eq!((last(crate::sources::MAKDI), last(0)), (Some(this.prev()), Some(this)));
    for report in reports {
        let table = district.lokos(report);
        assert!(table.rows.iter().all(|row| row.len() == table.headings.len()));
        let states: BTreeSet<String> = table.rows.iter().map(|row| typed(&row[9])).collect();
        assert_eq!(states.len(), 3, "{states:?}");
        let codes: BTreeSet<String> = table.rows.iter().map(|row| typed(&row[4])).collect();
        assert_eq!(codes.len(), table.rows.len(), "a code once");
        let strangers =
            codes.iter().filter(|code| code.starts_with("800") && code.len() == 7).count();
        let renumbered =
            codes.iter().filter(|code| code.starts_with('9') && code.len() == 7).count();
        assert!(strangers == 9 && renumbered > 0, "{strangers} {renumbered}");
    }
}
