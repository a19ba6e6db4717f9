//! From which share of the sessions on somebody has attended. Pure.

use samuh_kernel::{fault::Faults, text::fold};

use crate::event::model::{Person, Session};

/// True where somebody who was in so many of the sessions has attended: at least so many per cent.
/// Where no session is known, whoever came has.
pub fn has_attended(present: usize, sessions: usize, percent: i64) -> bool {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX / 100);
    sessions == 0 || count(present) * 100 >= percent * count(sessions)
}

/// How many of a list have attended: what a training counts for.
pub(in crate::event) fn counted(people: &[Person]) -> i64 {
    i64::try_from(people.iter().filter(|person| person.attended).count()).unwrap_or(i64::MAX)
}

/// By what one person of a list is told from another.
pub(in crate::event) fn identity(person: &Person) -> (String, String) {
    (fold(&person.name), fold(&person.of_where))
}

/// A list that is written anew keeps what was known of those who were on it before.
pub(in crate::event) fn kept_from(before: &[Person], mut people: Vec<Person>) -> Vec<Person> {
    for person in &mut people {
        if let Some(was) = before.iter().find(|one| identity(one) == identity(person)) {
            person.member_id = was.member_id;
            person.attended = was.attended;
            person.present.clone_from(&was.present);
        }
    }
    people
}

/// A programme may be said again in other words while somebody is known to have been in one of its
/// sessions, not cut or moved.
pub(in crate::event) fn may_reword(
    people: &[Person],
    (was, is): (&[Session], &[Session]),
) -> Result<(), Faults> {
    let when = |all: &[Session]| {
        let mut all: Vec<_> = all.iter().map(|one| (one.held_on, one.at_time.clone())).collect();
        all.sort();
        all
    };
    let is_marked = people.iter().any(|person| !person.present.is_empty());
    if is_marked && when(was) != when(is) {
        let mut faults = Faults::default();
        faults.on("sessions", "sessions_attended");
        return Err(faults);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn person(name: &str, present: &[i64]) -> Person {
        Person {
            name: name.into(),
            present: present.to_vec(),
            attended: !present.is_empty(),
            ..Person::default()
        }
    }

    #[test]
    fn who_was_in_enough_sessions_has_attended() {
        assert!(has_attended(3, 3, 100) && !has_attended(2, 3, 100));
        assert!(has_attended(3, 4, 75) && !has_attended(2, 4, 75));
        assert!(has_attended(2, 3, 66) && !has_attended(2, 3, 67));
        assert!(has_attended(0, 0, 100), "no programme: whoever came");
        assert_eq!(counted(&[person("सीता", &[1]), person("गीता", &[])]), 1);
    }

    #[test]
    fn a_list_written_anew_keeps_the_sessions_of_those_who_stay() {
        let before = [person("सीता", &[1, 2]), person("गीता", &[])];
        let anew = ["सीता ", "राधा"].map(|name| Person {
            name: name.trim().into(),
            attended: true,
            ..Person::default()
        });
        let kept = kept_from(&before, anew.to_vec());
        assert_eq!((kept[0].present.clone(), kept[1].present.clone()), (vec![1, 2], vec![]));
    }

    proptest! {
        #[test]
        fn more_sessions_never_make_it_less(present in 0_usize..20, all in 0_usize..20, percent in 1_i64..=100) {
            let present = present.min(all);
            prop_assert!(has_attended(all, all, percent));
            if has_attended(present, all, percent) {
                prop_assert!(has_attended((present + 1).min(all), all, percent));
            }
        }
    }
}
