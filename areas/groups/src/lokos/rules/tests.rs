use proptest::prelude::*;
use samuh_kernel::calendar::Month;

use super::*;

fn snapshot() -> Snapshot {
    Snapshot {
        block_id: 5,
        month: Month(12 * 2026 + 10),
        as_on: day_of("2026-11-30"),
        said: Field::COMPARED.to_vec(),
        tells_trades: true,
        held: 1,
        at: 0,
        batch_no: 1,
    }
}

fn day_of(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn ours() -> Ours {
    Ours {
        id: 1,
        name_hi: Some("जय माँ लक्ष्मी स्व सहायता समूह".into()),
        place_id: 10,
        block_id: 5,
        formed_on: Some(day_of("2024-05-15")),
        members: Some(11),
        account_last: Some("1234".into()),
        account_open: true,
        active: true,
        state: Some((day_of("2026-10-01"), "approved".into())),
        ..Ours::default()
    }
}

fn theirs() -> Theirs {
    Theirs {
        block_id: 5,
        code: "120001".into(),
        name_hi: ours().name_hi,
        place_id: Some(10),
        formed_on: ours().formed_on,
        members: Some(11),
        account_last: Some("1234".into()),
        account_open: Some(true),
        state: "approved".into(),
        ..Theirs::default()
    }
}

fn compared(ours: &Ours, theirs: &Theirs, snapshot: &Snapshot) -> Vec<Compared> {
    // Place 10 and 11 lie in 2.
    compare(ours, theirs, snapshot, &|id, above| above == 2 && (10..=11).contains(&id))
}

fn outcome(ours: &Ours, theirs: &Theirs, field: Field) -> Outcome {
    let all = compared(ours, theirs, &snapshot());
    all.iter().find(|one| one.field == field).expect("compared").outcome
}

#[test]
fn a_group_that_says_the_same_on_both_sides_is_equal() {
    let all = compared(&ours(), &theirs(), &snapshot());
    assert!(all.iter().all(|one| one.outcome == Outcome::Same), "{all:?}");
}

#[test]
fn the_same_name_in_another_script_is_another_spelling_and_another_name_differs() {
    let said = |hi: Option<&str>, en: Option<&str>| Theirs {
        name_hi: hi.map(str::to_owned),
        name_en: en.map(str::to_owned),
        ..theirs()
    };
    let name = |theirs: &Theirs| outcome(&ours(), theirs, Field::Name);
    assert_eq!(name(&said(None, Some("JAI MAA LAXMI SHG"))), Outcome::Spelling);
    assert_eq!(name(&said(Some("जय मां लक्षमी महिला समूह"), None)), Outcome::Spelling);
    assert_eq!(name(&said(None, Some("Jai Maa Durga SHG"))), Outcome::Differs);
    assert_eq!(name(&said(None, None)), Outcome::Unsaid);
}

#[test]
fn a_panchayat_says_nothing_against_a_village_of_it_and_a_place_not_found_says_nothing() {
    let at =
        |place_id: Option<i64>| outcome(&ours(), &Theirs { place_id, ..theirs() }, Field::Village);
    assert_eq!(
        (at(Some(2)), at(Some(11)), at(None)),
        (Outcome::Same, Outcome::Differs, Outcome::Unsaid)
    );
}

#[test]
fn accounts_are_compared_by_their_last_digits_or_by_whether_there_is_one() {
    let account = |last: Option<&str>, open: Option<bool>| {
        let last = last.map(str::to_owned);
        outcome(
            &ours(),
            &Theirs { account_last: last, account_open: open, ..theirs() },
            Field::Account,
        )
    };
    assert_eq!(account(Some("9999"), Some(true)), Outcome::Differs);
    assert_eq!(account(None, Some(true)), Outcome::Same, "LokOS says only that there is one");
    assert_eq!(account(None, None), Outcome::Differs, "a blank cell is no account");
}

#[test]
fn what_the_sheet_has_no_column_of_is_not_compared() {
    let bare = Snapshot { said: vec![Field::State], ..snapshot() };
    let other = Theirs { members: Some(3), account_last: None, place_id: Some(11), ..theirs() };
    let all = compared(&ours(), &other, &bare);
    assert!(all.iter().all(|one| one.outcome != Outcome::Differs), "{all:?}");
}

#[test]
fn a_state_that_our_register_has_since_a_later_day_is_newer_and_not_different() {
    let newer = Ours { state: Some((day_of("2026-12-02"), "transacting".into())), ..ours() };
    assert_eq!(outcome(&newer, &theirs(), Field::State), Outcome::Unsaid);
    let older = Ours { state: Some((day_of("2026-09-02"), "entered".into())), ..ours() };
    assert_eq!(outcome(&older, &theirs(), Field::State), Outcome::Differs);
    let none = Ours { state: None, ..ours() };
    assert_eq!(outcome(&none, &theirs(), Field::State), Outcome::Differs);
}

#[test]
fn a_report_without_transactions_does_not_contradict_a_group_that_has_them() {
    let ours = Ours { state: Some((day_of("2026-09-02"), "transacting".into())), ..ours() };
    assert_eq!(outcome(&ours, &theirs(), Field::State), Outcome::Differs);
    let bare = Snapshot { tells_trades: false, ..snapshot() };
    let all = compared(&ours, &theirs(), &bare);
    assert!(all.iter().all(|one| one.outcome == Outcome::Same), "{all:?}");
}

#[test]
fn counted_members_and_account_numbers_are_not_taken_from_lokos() {
    let takes = |ours: &Ours, theirs: &Theirs, field: Field| {
        let all = compared(ours, theirs, &snapshot());
        let one = all.iter().find(|one| one.field == field).expect("compared");
        can_take(ours, one)
    };
    let other = Theirs { members: Some(9), account_last: Some("9999".into()), ..theirs() };
    let counted = Ours { members_counted: true, ..ours() };
    assert!(takes(&ours(), &other, Field::Members) && !takes(&counted, &other, Field::Members));
    assert!(!takes(&ours(), &other, Field::Account));
    assert!(!takes(&ours(), &other, Field::Name), "nothing differs");
}

fn chosen(choice: Choice, ours: &str, theirs: &str) -> Chosen {
    let (ours, theirs) = (ours.to_owned(), theirs.to_owned());
    Chosen { choice, ours, theirs, month: Month(0), post_id: 1, at: 0 }
}

fn now(outcome: Outcome, ours: &str, theirs: &str) -> Compared {
    Compared { field: Field::Members, outcome, ours: ours.into(), theirs: theirs.into() }
}

#[test]
fn a_choice_holds_until_one_side_says_something_else() {
    let ours = chosen(Choice::Ours, "11", "10");
    assert_eq!(remembered(&ours, &now(Outcome::Differs, "11", "10")), Memory::Holds);
    assert_eq!(remembered(&ours, &now(Outcome::Differs, "11", "9")), Memory::Gone, "asked again");
    assert_eq!(remembered(&ours, &now(Outcome::Differs, "12", "10")), Memory::Gone, "asked again");
    assert_eq!(remembered(&ours, &now(Outcome::Same, "11", "11")), Memory::Mended);
    assert_eq!(remembered(&ours, &now(Outcome::Same, "10", "10")), Memory::Gone, "we gave way");
    let later = chosen(Choice::Later, "11", "10");
    assert_eq!(remembered(&later, &now(Outcome::Differs, "11", "10")), Memory::Holds);
    assert_eq!(remembered(&later, &now(Outcome::Same, "11", "11")), Memory::Gone);
}

#[test]
fn a_row_is_asked_about_when_name_and_village_agree_and_not_for_the_village_alone() {
    let same = Theirs { name_hi: None, name_en: Some("Jai Maa Laxmi SHG".into()), ..theirs() };
    assert!(likeness(&ours(), &same).is_some());
    let other = Theirs {
        name_hi: Some("उजाला समूह".into()),
        formed_on: Some(day_of("2019-01-01")),
        account_last: None,
        ..theirs()
    };
    assert!(likeness(&ours(), &other).is_none());
    let elsewhere = Theirs { place_id: Some(44), ..other.clone() };
    assert!(likeness(&ours(), &elsewhere).is_none());
    let renamed = Theirs { formed_on: ours().formed_on, ..other };
    assert!(likeness(&ours(), &renamed).is_some(), "the same village and day: perhaps renamed");
}

proptest! {
    #[test]
    fn whatever_the_names_they_are_the_same_as_themselves(name in "[अ-ह ]{1,12}|[a-z ]{1,12}") {
        let ours = Ours { name_hi: Some(name.clone()), ..ours() };
        let theirs = Theirs { name_hi: Some(name), ..theirs() };
        prop_assert_eq!(outcome(&ours, &theirs, Field::Name), Outcome::Same);
    }
}
