//! The members: ten to thirteen a group, names thrown together, a district of Scheduled Tribes.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::{Group, Member, TWINS};
use crate::SEED;
use crate::random::{Random, Wheel};
use crate::sources::Names;

/// Given name, husband's or father's name, family name: places in their lists.
type NamePlaces = [u8; 3];

/// A household: its number, its names without a given one, its social category.
type Home = (u32, NamePlaces, usize);

/// The households of the villages so far.
struct Homes {
    next: u32,
    of_village: BTreeMap<usize, Vec<Home>>,
}

/// All members, group by group.
pub(super) fn members(groups: &[Group], names: &Names, today: NaiveDate) -> Vec<Member> {
    let mut random = Random::named(SEED, "members");
    let sizes = Wheel::new([6, 10, 26, 58]);
    let mut homes = Homes { next: 50_000_011, of_village: BTreeMap::new() };
    let mut members = Vec::with_capacity(groups.len() * 25 / 2);
    let mut code = 3_100_000;
    for (at, group) in groups.iter().enumerate() {
        for nth in 0..10 + sizes.turn(&mut random) {
            code += u32::try_from(random.between(1, 37)).expect("small and positive");
            let mut member = member((at, group, nth), names, &mut homes, &mut random);
            member.code = code;
            member.joined_on = join(group, nth, &mut random, today);
            member.left_on = leave(&member, &mut random, today);
            members.push(member);
        }
    }
    make_twins(&mut members, groups);
    members
}

fn member(
    (at, group, nth): (usize, &Group, usize),
    names: &Names,
    homes: &mut Homes,
    random: &mut Random,
) -> Member {
    let home = home(group.village, names, homes, random);
    let (household, [_, husband, surname], category) = home;
    let given = small(names.female.wheel.turn(random));
    let age = random.between(20 * 365, 58 * 365).cast_unsigned();
    Member {
        code: 0,
        group: at,
        name: [given, husband, surname],
        latin: false,
        category,
        pvtg: category == 0 && random.chance(12),
        disability: Wheel::new([967, 22, 11]).turn(random),
        minority: random.chance(17),
        poverty: Wheel::new([24, 61, 15]).turn(random),
        mobile: random.chance(430).then(|| 6_100_000_000 + random.bits() % 10_000_000),
        born_on: group.formed_on - Days::new(age),
        household,
        joined_on: group.formed_on,
        left_on: None,
        office: if nth < 3 { nth + 1 } else { 0 },
    }
}

// One household in sixteen has a second woman in a group of the village.
fn home(village: usize, names: &Names, homes: &mut Homes, random: &mut Random) -> Home {
    let own = homes.of_village.entry(village).or_default();
    if !own.is_empty() && random.chance(62) {
        return *random.pick(own);
    }
    let category = Wheel::new([710, 215, 42, 33]).turn(random);
    let husband = small(names.male.wheel.turn(random));
    let surname = small(names.surnames[category].wheel.turn(random));
    let home = (homes.next, [0, husband, surname], category);
    homes.next += 7;
    own.push(home);
    home
}

fn join(group: &Group, nth: usize, random: &mut Random, today: NaiveDate) -> NaiveDate {
    if nth < 9 || !random.chance(170) {
        return group.formed_on;
    }
    let later = group.formed_on + Days::new(random.between(60, 1500).cast_unsigned());
    if later <= today { later } else { group.formed_on }
}

fn leave(member: &Member, random: &mut Random, today: NaiveDate) -> Option<NaiveDate> {
    let gone = member.office == 0 && random.chance(21);
    let day = member.joined_on + Days::new(random.between(200, 3000).cast_unsigned());
    (gone && day <= today).then_some(day)
}

// A woman entered a second time in another group of her village, under another spelling.
fn make_twins(members: &mut [Member], groups: &[Group]) {
    let mut random = Random::named(SEED, "member twins");
    let mut made = 0;
    while made < TWINS {
        let second = random.below(members.len());
        let village = groups[members[second].group].village;
        let near = members[..second]
            .iter()
            .rev()
            .take(20_000)
            .find(|first| groups[first.group].village == village && !first.latin)
            .filter(|first| first.group != members[second].group)
            .cloned();
        let Some(first) = near.filter(|_| !members[second].latin) else { continue };
        let twin = &mut members[second];
        (twin.name, twin.household, twin.category) = (first.name, first.household, first.category);
        (twin.born_on, twin.latin, twin.pvtg) = (first.born_on, true, first.pvtg);
        made += 1;
    }
}

fn small(place: usize) -> u8 {
    u8::try_from(place).expect("a list of names has fewer than 256 words")
}
