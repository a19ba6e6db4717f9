//! A place name of a sheet that only a person can settle: which level it is of, where it was looked
//! for, and which places may be meant.

use crate::{
    gazetteer::{Found, Gazetteer, Named},
    model::Level,
};

/// The argument under which a doubtful row carries its question.
pub const QUESTION: &str = "question";

/// Most places that are offered where no name comes near: a person can still look them through.
const MOST: usize = 20;

/// What a person is asked about a name. The answer is kept with [`remember`](crate::remember).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The level of the place that is named.
    pub level: Level,
    /// The unit number of the place inside which the name was looked for.
    pub within: i64,
    /// Unit numbers of the places that may be meant.
    pub candidates: Vec<i64>,
}

impl Question {
    /// The question behind a look-up that found several places or none; none where there is nothing
    /// to choose from.
    pub fn of(gazetteer: &Gazetteer, named: &Named, found: &Found) -> Option<Self> {
        let (level, within, mut candidates) = match found {
            Found::Ambiguous(level, _, ids) => {
                (*level, gazetteer.looked_within(named, *level), ids.clone())
            }
            Found::Unknown(level, _, ids, above) => (*level, *above, ids.clone()),
            Found::Place(..) | Found::Missing => return None,
        };
        if candidates.is_empty() {
            candidates = of_level(gazetteer, level, within);
        }
        let is_short = !candidates.is_empty() && candidates.len() <= MOST;
        is_short.then_some(Self { level, within, candidates })
    }

    /// As one argument of a fault: `village 17 44,45`.
    pub fn to_arg(&self) -> String {
        let ids: Vec<String> = self.candidates.iter().map(i64::to_string).collect();
        format!("{} {} {}", self.level.code(), self.within, ids.join(","))
    }

    /// The question that [`Question::to_arg`] wrote; none for any other text.
    pub fn from_arg(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let (level, within, ids) = (parts.next()?, parts.next()?, parts.next()?);
        let candidates: Option<Vec<i64>> = ids.split(',').map(|id| id.parse().ok()).collect();
        Some(Self {
            level: Level::of(level)?,
            within: within.parse().ok()?,
            candidates: candidates?,
        })
    }
}

/// Every place of a level inside another, by number.
fn of_level(gazetteer: &Gazetteer, level: Level, within: i64) -> Vec<i64> {
    let inside = |place: &&crate::model::Place| {
        place.level == level && gazetteer.lineage(place.id).contains(&within)
    };
    let mut ids: Vec<i64> = gazetteer.places().filter(inside).map(|place| place.id).collect();
    ids.sort_unstable();
    ids
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Place;

    fn place(id: i64, level: Level, parent_id: i64, name: &str) -> Place {
        Place {
            id,
            level,
            name_hi: Some(name.to_owned()),
            name_en: None,
            parent_id,
            codes: Vec::new(),
            population: None,
            target_households: None,
            lat: None,
            lon: None,
            version: 1,
        }
    }

    fn gazetteer() -> Gazetteer {
        let mut all = Gazetteer::default();
        all.add(place(1, Level::District, 0, "कोण्डागांव"));
        all.add(place(2, Level::Block, 1, "माकड़ी"));
        all.add(place(3, Level::Gp, 2, "आमगांव"));
        all.add(place(4, Level::Village, 3, "आमगांव"));
        all.add(place(5, Level::Village, 3, "बडगांव"));
        all.add(place(6, Level::Village, 3, "बडगांव"));
        all
    }

    fn named(village: &str) -> Named {
        Named {
            block: Some("माकड़ी".into()),
            gp: Some("आमगांव".into()),
            village: Some(village.into()),
            ..Named::default()
        }
    }

    #[test]
    fn the_answer_to_a_question_settles_the_same_look_up() {
        for name in ["बडगांव", "नहींमिलता"] {
            let mut all = gazetteer();
            let found = all.find(&named(name));
            let asked = Question::of(&all, &named(name), &found).expect(name);
            assert_eq!((asked.level, asked.within), (Level::Village, 3), "{name}");
            assert!(asked.candidates.contains(&5), "{asked:?}");
            all.decide(asked.level, asked.within, name, 5);
            assert!(matches!(all.find(&named(name)), Found::Place(5, _)), "{name}");
        }
    }

    #[test]
    fn a_question_survives_being_an_argument_and_a_found_place_asks_nothing() {
        let asked = Question { level: Level::Gp, within: 7, candidates: vec![8, 9] };
        assert_eq!(Question::from_arg(&asked.to_arg()), Some(asked));
        assert_eq!(Question::from_arg("gp 7"), None);
        assert_eq!(Question::from_arg("gp x 8"), None);
        let all = gazetteer();
        let known = named("आमगांव");
        assert_eq!(Question::of(&all, &known, &all.find(&known)), None);
    }
}
