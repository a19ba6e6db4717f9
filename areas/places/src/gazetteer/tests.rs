//! The gazetteer on small districts.

use super::*;

fn place(id: i64, level: Level, parent_id: i64, hi: &str, en: &str, lgd: &str) -> Place {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Place {
        id,
        level,
        name_hi: some(hi),
        name_en: some(en),
        parent_id,
        codes: some(lgd).map(|code| (Register::Lgd, code)).into_iter().collect(),
        population: None,
        target_households: None,
        lat: None,
        lon: None,
        version: 1,
    }
}

fn kondagaon() -> Gazetteer {
    let mut all = Gazetteer::default();
    all.add(place(1, Level::District, 0, "कोण्डागाँव", "Kondagaon", "643"));
    all.add(place(2, Level::Block, 1, "माकड़ी", "Makdi", "3590"));
    all.add(place(3, Level::Block, 1, "केशकाल", "Keshkal", "3591"));
    all.add(place(4, Level::Gp, 2, "अनन्तपुर", "Anantpur", "120001"));
    all.add(place(5, Level::Village, 4, "नवागांव", "Nawagaon", "44001"));
    all.add(place(6, Level::Gp, 3, "बटराली", "Batrali", "120002"));
    all.add(place(7, Level::Village, 6, "नवागांव", "Nawagaon", "44002"));
    all.add(place(8, Level::Gp, 2, "कुधूर", "Kudhur", "120003"));
    all
}

fn named(block: &str, gp: &str, village: &str) -> Named {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Named { block: some(block), gp: some(gp), village: some(village), ..Named::default() }
}

#[test]
fn a_village_is_found_within_its_block_and_never_across_blocks() {
    let all = kondagaon();
    assert_eq!(all.find(&named("माकड़ी", "", "नवागांव")), Found::Place(5, Match::Sure));
    assert_eq!(all.find(&named("Keshkal", "", "NAWAGAON")), Found::Place(7, Match::Sure));
    let without_block = all.find(&named("", "", "नवागांव"));
    assert!(matches!(without_block, Found::Ambiguous(Level::Village, _, ids) if ids.len() == 2));
}

#[test]
fn spelling_is_tolerated_and_said() {
    let all = kondagaon();
    assert_eq!(all.find(&named("Keskal", "Batrali", "")), Found::Place(6, Match::Spelling));
}

#[test]
fn an_unknown_village_is_held_with_its_neighbours_as_candidates() {
    let found = kondagaon().find(&named("Makdi", "Anantpur", "Nawapara"));
    assert!(matches!(found, Found::Unknown(Level::Village, ref name, _, 4) if name == "Nawapara"));
}

#[test]
fn a_panchayat_without_villages_takes_the_row_itself() {
    assert_eq!(
        kondagaon().find(&named("Makdi", "Kudhur", "Tola")),
        Found::Place(8, Match::NoVillages)
    );
}

#[test]
fn a_village_code_of_another_block_than_the_one_named_is_held() {
    let coded = Named {
        village_code: Some("44002".into()), ..named("माकड़ी", "", "नवागांव")
    };
    assert_eq!(
        kondagaon().find(&coded),
        Found::Ambiguous(Level::Village, "44002".into(), vec![7, 5])
    );
    let right = Named { village_code: Some("44002".into()), ..named("केशकाल", "", "") };
    assert_eq!(kondagaon().find(&right), Found::Place(7, Match::Sure));
}

#[test]
fn a_code_that_says_nothing_or_something_else_is_pointed_out() {
    let all = kondagaon();
    let odd = |named: &Named, found: i64| -> Vec<(&'static str, &'static str)> {
        all.odd_codes(named, found).into_iter().map(|odd| (odd.code, odd.field)).collect()
    };
    let code = |text: &str| Some(text.to_owned());
    let gone = Named {
        gp_code: code("999999"), ..named("माकड़ी", "अनन्तपुर", "नवागांव")
    };
    assert_eq!(all.find(&gone), Found::Place(5, Match::Sure));
    assert_eq!(odd(&gone, 5), [("place_code_unknown", "gp_code")]);
    let other = Named { village_code: code("44001"), ..named("", "", "बटराली") };
    assert_eq!(odd(&other, 5), [("place_code_other_name", "village_code")]);
    let astray = Named { gp_code: code("120002"), village_code: code("44001"), ..Named::default() };
    assert_eq!(odd(&astray, 5), [("place_code_not_above", "gp_code")]);
    let good = Named {
        block_code: code("3590"),
        village_code: code("0044001"),
        ..named("Makdi", "", "Nawagaon")
    };
    assert!(odd(&good, 5).is_empty());
}

#[test]
fn a_column_of_names_may_hold_codes() {
    let all = kondagaon();
    assert_eq!(all.find(&named("3590", "120001", "44001")), Found::Place(5, Match::Sure));
    assert!(matches!(all.find(&named("3590", "", "44002")), Found::Unknown(..)));
}

#[test]
fn another_district_is_told_from_a_spelling_of_this_one() {
    let all = kondagaon();
    for own in ["643", "कोंडागांव", "KONDAGAON", "Kondagoan", "जिला कोण्डागाँव (छ.ग.)"]
    {
        assert!(all.is_own_district(own), "{own}");
    }
    for other in ["150", "Hardoi", "बस्तर", "Bastar", "कांकेर"] {
        assert!(!all.is_own_district(other), "{other}");
    }
}

#[test]
fn a_row_without_block_is_held_only_where_several_blocks_have_its_places() {
    let mut all = kondagaon();
    assert_eq!(all.find(&named("", "अनन्तपुर", "नवागांव")), Found::Place(5, Match::Sure));
    all.add(place(9, Level::Gp, 3, "अनन्तपुर", "Anantpur", "120009"));
    assert_eq!(all.find(&named("", "अनन्तपुर", "नवागांव")), Found::Place(5, Match::Sure));
    all.add(place(10, Level::Village, 9, "नवागांव", "Nawagaon", "44003"));
    let held = all.find(&named("", "अनन्तपुर", "नवागांव"));
    assert!(matches!(held, Found::Ambiguous(..)), "{held:?}");
    let unknown = all.find(&named("", "वृन्दावन", "बटराली"));
    assert!(matches!(unknown, Found::Unknown(..)), "{unknown:?}");
}

#[test]
fn a_village_of_another_panchayat_than_the_one_named_is_taken_but_said() {
    let found = kondagaon().find(&named("माकड़ी", "वृन्दावन", "नवागांव"));
    assert_eq!(found, Found::Place(5, Match::Spelling));
}

#[test]
fn a_code_wins_over_names_and_a_decision_over_both_spellings() {
    let mut all = kondagaon();
    let coded = Named { village_code: Some("0044002".into()), ..named("Keshkal", "", "x") };
    assert_eq!(all.find(&coded), Found::Place(7, Match::Sure));
    all.decide(Level::Village, 4, "Nawapara", 5);
    assert_eq!(all.find(&named("Makdi", "Anantpur", "nawapara")), Found::Place(5, Match::Sure));
}

#[test]
fn a_place_that_closed_keeps_its_name_and_is_chosen_nowhere() {
    let mut all = kondagaon();
    all.add_closed(place(9, Level::Village, 4, "पुरानापारा", "Puranapara", "44009"));
    assert_eq!(all.get(9).map(|place| place.name(false)), Some("Puranapara"));
    assert_eq!(all.lineage(9), [9, 4, 2, 1], "and what was above it");
    assert!(all.places().all(|place| place.id != 9), "no list of today has it");
    assert_eq!(all.by_code(Level::Village, "44009"), None);
    assert!(all.by_name(Level::Village, 1, "Puranapara").is_empty());
    let sheet = named("Makdi", "Anantpur", "Puranapara");
    assert!(matches!(all.find(&sheet), Found::Unknown(..)), "a sheet that names it is asked about");
}
