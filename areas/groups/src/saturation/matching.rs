//! Which household of the groups a target household may be, by the names of a village. Pure. Nothing
//! is decided here: a person accepts or refuses.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::duplicate::{
    name::{Named, Nearness, bones, nearness, person},
    rules::{Evidence, Field, Level, weight},
};

/// A target household that is in no group.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sought {
    /// Its number.
    pub id: i64,
    /// Head of the household.
    pub head: String,
    /// The head's father or husband.
    pub relation: String,
    /// Women named in the list.
    pub women: Vec<String>,
    /// Mobile.
    pub mobile: String,
    /// Social category.
    pub social: String,
}

/// A member of a group of the village whose household no target household is yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offered {
    /// Her household.
    pub household_id: i64,
    /// She.
    pub member_id: i64,
    /// Her group.
    pub institution_id: i64,
    /// Her name, in either script.
    pub names: [String; 2],
    /// Her husband's or father's name.
    pub relation: String,
    /// Head of her household, where the group's sheet said it.
    pub head: String,
    /// Mobile.
    pub mobile: String,
    /// Social category.
    pub social: String,
}

/// A household of the groups that a target household may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The target household.
    pub target_id: i64,
    /// The household of the groups.
    pub household_id: i64,
    /// The member by whom it was found.
    pub member_id: i64,
    /// Her group.
    pub institution_id: i64,
    /// Field by field.
    pub evidence: Vec<Evidence>,
    /// All in all, in hundredths of a bit.
    pub weight: i64,
    /// The woman's and her husband's names are the same, and nobody else's here are.
    pub is_clear: bool,
}

/// Most candidates of a household.
const MOST: usize = 5;
/// From here on a person is asked: one to seven.
const ASKED: i64 = -300;

/// The candidates of every target household, the likeliest first.
pub fn candidates(
    sought: &[Sought],
    offered: &[Offered],
    refused: &HashSet<(i64, i64)>,
) -> Vec<Candidate> {
    let village = Village::of(offered);
    let mut all: Vec<Candidate> = Vec::new();
    for one in sought {
        let mut found: Vec<Candidate> = village.candidates(one);
        found.retain(|candidate| !refused.contains(&(one.id, candidate.household_id)));
        all.extend(found);
    }
    only_unique(&mut all);
    let mut kept: BTreeMap<i64, usize> = BTreeMap::new();
    all.sort_by_key(|one| (one.target_id, -one.weight, one.household_id));
    all.retain(|one| {
        let count = kept.entry(one.target_id).or_default();
        *count += 1;
        *count <= MOST
    });
    all
}

/// A match is clear only where neither household has another such.
fn only_unique(all: &mut [Candidate]) {
    let (mut targets, mut households) = (HashMap::new(), HashMap::new());
    for one in all.iter().filter(|one| one.is_clear) {
        *targets.entry(one.target_id).or_insert(0) += 1;
        *households.entry(one.household_id).or_insert(0) += 1;
    }
    for one in all.iter_mut().filter(|one| one.is_clear) {
        one.is_clear = targets[&one.target_id] == 1 && households[&one.household_id] == 1;
    }
}

/// A member with her names as they are compared.
struct Read<'a> {
    own: &'a Offered,
    names: Vec<Named>,
    husbands: Vec<Named>,
}

/// The members of a village, ready for look-ups.
struct Village<'a> {
    members: Vec<Read<'a>>,
    by_bones: HashMap<String, Vec<usize>>,
    given: HashMap<String, f64>,
    husbands: HashMap<String, f64>,
    households: f64,
}

impl<'a> Village<'a> {
    fn of(offered: &'a [Offered]) -> Self {
        let read = |own: &'a Offered| Read {
            own,
            names: named(own.names.iter().map(String::as_str)),
            husbands: named([own.relation.as_str(), own.head.as_str()].into_iter()),
        };
        let members: Vec<Read<'_>> = offered.iter().map(read).collect();
        let mut by_bones: HashMap<String, Vec<usize>> = HashMap::new();
        let (mut given, mut husbands) = (HashMap::new(), HashMap::new());
        for (at, member) in members.iter().enumerate() {
            for (names, shares) in [(&member.names, &mut given), (&member.husbands, &mut husbands)]
            {
                for one in names {
                    *shares.entry(one.given.clone()).or_insert(0.0) += 1.0;
                    let slots = by_bones.entry(bones(&one.given)).or_default();
                    if slots.last() != Some(&at) {
                        slots.push(at);
                    }
                }
            }
        }
        let households: HashSet<i64> = offered.iter().map(|one| one.household_id).collect();
        let households = u32::try_from(households.len()).unwrap_or(u32::MAX);
        Self { members, by_bones, given, husbands, households: f64::from(households.max(2)) }
    }

    fn candidates(&self, sought: &Sought) -> Vec<Candidate> {
        let women = named(sought.women.iter().map(String::as_str));
        let head = person(&sought.head);
        let relation = named(std::iter::once(sought.relation.as_str()));
        let asked = women.iter().chain([&head]).chain(&relation);
        let mut slots: Vec<usize> = asked
            .filter_map(|one| self.by_bones.get(&bones(&one.given)))
            .flatten()
            .copied()
            .collect();
        slots.sort_unstable();
        slots.dedup();
        let heads = [head];
        let mut best: BTreeMap<i64, Candidate> = BTreeMap::new();
        for member in slots.into_iter().map(|at| &self.members[at]) {
            // The head is her husband; or the head is she.
            let readings = [(&women[..], &heads[..]), (&heads[..], &relation[..])];
            let found =
                readings.map(|(woman, husband)| self.candidate(sought, member, woman, husband));
            for one in found.into_iter().flatten() {
                let better = best.get(&one.household_id).is_none_or(|known| {
                    (known.is_clear, known.weight) < (one.is_clear, one.weight)
                });
                if better {
                    best.insert(one.household_id, one);
                }
            }
        }
        best.into_values().collect()
    }

    fn candidate(
        &self,
        sought: &Sought,
        member: &Read<'_>,
        woman: &[Named],
        husband: &[Named],
    ) -> Option<Candidate> {
        let she = nearest(woman, &member.names);
        let he = nearest(husband, &member.husbands);
        let mut evidence = Vec::with_capacity(5);
        let mut say = |field, level, share| {
            evidence.push(Evidence { field, level, weight: weight(field, level, share) });
        };
        for (near, fields, shares) in
            [(&she, Field::Given, &self.given), (&he, Field::Relation, &self.husbands)]
        {
            let Some(near) = near else { continue };
            let share = shares.get(&near.known).map(|count| count / self.households);
            say(fields, level(near.given), share);
        }
        if let Some(family) = she.as_ref().or(he.as_ref()).and_then(|near| near.family) {
            say(Field::Family, level(family), None);
        }
        let own = member.own;
        for (field, one, other) in [
            (Field::Mobile, &sought.mobile, &own.mobile),
            (Field::Social, &sought.social, &own.social),
        ] {
            if !one.is_empty() && !other.is_empty() {
                say(field, if one == other { Level::Same } else { Level::Differ }, None);
            }
        }
        let weight = prior(self.households) + evidence.iter().map(|one| one.weight).sum::<i64>();
        let is_clear =
            [&she, &he].into_iter().all(|near| near.as_ref().is_some_and(Near::is_equal));
        (is_clear || weight >= ASKED).then_some(Candidate {
            target_id: sought.id,
            household_id: own.household_id,
            member_id: own.member_id,
            institution_id: own.institution_id,
            evidence,
            weight,
            is_clear,
        })
    }
}

/// The chance of any one household of the village, in hundredths of a bit.
#[expect(clippy::cast_possible_truncation, reason = "a few bits")]
fn prior(households: f64) -> i64 {
    (-households.log2() * 100.0).round() as i64
}

fn named<'n>(names: impl Iterator<Item = &'n str>) -> Vec<Named> {
    names.filter(|name| !name.trim().is_empty()).map(person).collect()
}

/// How near two persons' names lie, and the known one's given name.
struct Near {
    given: Nearness,
    /// None where one of them says no family.
    family: Option<Nearness>,
    known: String,
}

impl Near {
    fn is_equal(&self) -> bool {
        self.given >= Nearness::Close && self.family.is_none_or(|near| near >= Nearness::Close)
    }
}

/// The nearest of all pairs; none where one side says nothing.
fn nearest(sought: &[Named], known: &[Named]) -> Option<Near> {
    let pairs = sought.iter().flat_map(|one| known.iter().map(move |other| (one, other)));
    let near = pairs.map(|(one, other)| Near {
        given: nearness(&one.given, &other.given),
        family: (!one.family.is_empty() && !other.family.is_empty())
            .then(|| nearness(&one.family, &other.family)),
        known: other.given.clone(),
    });
    near.max_by_key(|near| (near.is_equal(), near.given, near.family))
}

fn level(near: Nearness) -> Level {
    match near {
        Nearness::Differ => Level::Differ,
        Nearness::Near => Level::Near,
        Nearness::Close => Level::Close,
        Nearness::Same => Level::Same,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sought(id: i64, head: &str, relation: &str, women: &[&str]) -> Sought {
        Sought {
            id,
            head: head.into(),
            relation: relation.into(),
            women: women.iter().map(|name| (*name).to_owned()).collect(),
            social: "st".into(),
            ..Sought::default()
        }
    }

    fn offered(household_id: i64, name: &str, relation: &str) -> Offered {
        Offered {
            household_id,
            member_id: household_id * 10,
            institution_id: 7,
            names: [name.to_owned(), String::new()],
            relation: relation.into(),
            social: "st".into(),
            ..Offered::default()
        }
    }

    /// A village of names, so that none is rare by itself.
    fn village() -> Vec<Offered> {
        let names = ["Mina", "Radha", "Sunita", "Puja", "Kamla", "Shanti", "Rekha", "Lalita"];
        let husbands = ["Shyam", "Mohan", "Gopal", "Dinesh", "Raju"];
        let crowd = (0..40i64).map(|n| {
            let at = usize::try_from(n).unwrap();
            let (name, of) = (names[at % 8], husbands[at % 5]);
            offered(100 + n, &format!("{name} Sahu"), &format!("{of} Sahu"))
        });
        let own = [offered(1, "Sita Bai Netam", "Ram Netam"), offered(2, "Gita Markam", "Budhram")];
        own.into_iter().chain(crowd).collect()
    }

    fn found(sought: &[Sought]) -> Vec<Candidate> {
        candidates(sought, &village(), &HashSet::new())
    }

    #[test]
    fn a_hindi_list_meets_members_written_in_latin_letters() {
        let all = found(&[sought(1, "राम नेताम", "सुखराम नेताम", &["सीता नेताम"])]);
        assert_eq!((all[0].household_id, all[0].is_clear), (1, true), "{all:?}");
        let head = found(&[sought(2, "श्रीमती गीता मरकाम", "बुधराम", &[])]);
        assert_eq!(
            (head[0].household_id, head[0].is_clear),
            (2, true),
            "the head is she: {head:?}"
        );
    }

    #[test]
    fn a_husband_alone_is_a_candidate_and_never_clear() {
        let all = found(&[sought(1, "राम नेताम", "सुखराम", &[])]);
        assert_eq!((all[0].household_id, all[0].is_clear), (1, false), "{all:?}");
        assert!(found(&[sought(3, "घनश्याम यादव", "लच्छू", &["फुलबासन"])]).is_empty());
    }

    #[test]
    fn near_misses_are_not_clear() {
        for (head, woman) in [("राम नेताम", "गीता नेताम"), ("श्याम नेताम", "सीता नेताम")]
        {
            let all = found(&[sought(1, head, "", &[woman])]);
            assert!(all.iter().all(|one| !one.is_clear), "{head} {woman}: {all:?}");
        }
    }

    #[test]
    fn two_households_of_the_same_names_are_left_to_a_person() {
        let twice = [
            sought(1, "राम नेताम", "", &["सीता नेताम"]),
            sought(2, "Ram Netam", "", &["Seeta Netam"]),
        ];
        let all = found(&twice);
        assert!(all.len() >= 2 && all.iter().all(|one| !one.is_clear), "{all:?}");
        let refused = HashSet::from([(1, 1)]);
        let left = candidates(&twice, &village(), &refused);
        assert!(left.iter().all(|one| one.target_id == 2), "{left:?}");
        assert!(left[0].is_clear, "the other was refused: {left:?}");
    }
}
