//! The pass over small registers: who is brought together, who is not, and that order is nothing.

use proptest::prelude::*;

use super::*;

fn woman(id: i64, name: &str, relation: &str, place_id: i64) -> Said {
    Said {
        id,
        place_id,
        block_id: place_id / 100,
        names: [name.to_owned(), String::new()],
        relation: relation.to_owned(),
        ..Said::default()
    }
}

/// A district in which every name is borne by a few.
fn crowd() -> Vec<Said> {
    let given = ["गीता", "मीना", "राधा", "सुनीता", "पूजा", "कमला", "शांति", "रेखा", "ललिता", "अनीता"];
    let family = ["साहू", "यादव", "मरकाम", "पटेल", "सोरी", "वर्मा", "निषाद"];
    let husband = ["श्याम", "मोहन", "गोपाल", "दिनेश", "राजू", "भोला", "किशन", "संतोष", "अशोक"];
    let mut all = Vec::new();
    for (id, n) in (1_000..).zip(0..1_200usize) {
        let name = format!("{} {}", given[n % 10], family[(n / 10) % 7]);
        let place = 500 + i64::try_from(n / 6).unwrap();
        all.push(woman(id, &name, husband[(n / 3) % 9], place));
    }
    all
}

fn found(more: Vec<Said>) -> Vec<(i64, i64)> {
    let mut all = crowd();
    all.extend(more);
    candidates(Subject::Member, &all).iter().map(|one| (one.one_id, one.other_id)).collect()
}

#[test]
fn a_woman_entered_again_in_latin_letters_is_found_and_her_sister_in_law_is_not() {
    let twice = vec![
        woman(1, "श्रीमती सीता बाई नेताम", "राम नेताम", 530),
        woman(2, "SEETA NETAM", "Ram", 530),
        woman(3, "Phulmati Netam", "Laxman", 530),
    ];
    assert_eq!(found(twice), [(1, 2)]);
}

#[test]
fn days_of_birth_far_apart_speak_against_it() {
    let born = |id: i64, name: &str, day: &str| Said {
        on: day.parse().ok(),
        ..woman(id, name, "राम", 530)
    };
    let first = NaiveDate::from_ymd_opt(1962, 1, 1).unwrap();
    let crowd: Vec<Said> = (0u64..)
        .zip(crowd())
        .map(|(n, one)| Said { on: Some(first + chrono::Days::new(n * 11)), ..one })
        .collect();
    let among = |pair: Vec<Said>| {
        let whole: Vec<Said> = crowd.iter().cloned().chain(pair).collect();
        candidates(Subject::Member, &whole)
    };
    let (meena, again) = ("मीना नेताम", "Meena Netam");
    let far = among(vec![born(1, meena, "1970-03-04"), born(2, again, "1995-11-20")]);
    let close = among(vec![born(1, meena, "1970-03-04"), born(2, again, "1970-03-04")]);
    let of = |all: &[Candidate]| all.iter().find(|c| c.one_id == 1).map_or(-9_999, |c| c.weight);
    assert!(of(&close) > of(&far) + 800, "{} {}", of(&close), of(&far));
}

#[test]
fn one_telephone_brings_two_villages_together_only_with_the_name() {
    let on = |id: i64, name: &str, place: i64| Said {
        mobile: "9876543210".into(),
        account: "31209871234".into(),
        ..woman(id, name, "राम", place)
    };
    assert_eq!(found(vec![on(1, "फूलमती नेताम", 530), on(2, "Fulmati Netam", 575)]), [(1, 2)]);
    assert!(found(vec![on(1, "फूलमती नेताम", 530), on(2, "Rajkumari Dhruv", 575)]).is_empty());
}

#[test]
fn a_group_entered_under_two_codes_in_two_scripts_is_found() {
    let group = |id: i64, name: &str, place_id: i64, day: &str| Said {
        on: day.parse().ok(),
        ..woman(id, name, "", place_id)
    };
    let names = ["लक्ष्मी", "दुर्गा", "सरस्वती", "उजाला", "प्रगति", "नई किरण", "शक्ति"];
    let mut all: Vec<Said> = (0..700i64)
        .map(|n| {
            let day = NaiveDate::from_ymd_opt(2018, 1, 1).unwrap()
                + chrono::Days::new(n.unsigned_abs() * 3);
            let name = names[usize::try_from(n).unwrap() % 7];
            group(100 + n, name, 500 + n / 3, &day.to_string())
        })
        .collect();
    all.push(group(1, "जय माँ दन्तेश्वरी महिला समूह", 530, "2019-05-06"));
    all.push(group(2, "JAI MAA DANTESHWARI SHG", 530, "2019-05-06"));
    let found = candidates(Subject::Institution, &all);
    assert_eq!(found.iter().map(|c| (c.one_id, c.other_id)).collect::<Vec<_>>(), [(1, 2)]);
}

#[test]
fn an_account_behind_stars_agrees_by_its_last_digits_only_with_a_shortened_one() {
    assert_eq!(account(("31209871234", "31209871234")), Level::Same);
    assert_eq!(account(("31209871234", "XXXXXXX1234")), Level::Near);
    assert_eq!(account(("31209871234", "41209871234")), Level::Differ);
    assert_eq!(account(("31209871234", "XXXXXXX1235")), Level::Differ);
}

proptest! {
    #[test]
    fn the_order_of_the_register_does_not_matter(
        names in proptest::collection::vec(("[सगम][ीा]ता (नेताम|साहू)", "(राम|श्याम|Ram)", 1i64..4), 2..14),
    ) {
        let all: Vec<Said> = (1i64..)
            .zip(&names)
            .map(|(id, (name, husband, place))| Said {
                mobile: "9876543210".into(),
                ..woman(id, name, husband, 100 + place)
            })
            .collect();
        let mut turned = all.clone();
        turned.reverse();
        prop_assert_eq!(candidates(Subject::Member, &all), candidates(Subject::Member, &turned));
    }
}

#[test]
fn a_group_in_hindi_only_and_in_latin_letters_only_is_found() {
    let day = |n: u64| NaiveDate::from_ymd_opt(2012, 1, 1).unwrap() + chrono::Days::new(n * 5);
    let names = ["लक्ष्मी", "दुर्गा", "सरस्वती", "पार्वती", "शीतला", "महामाया", "चंडी"];
    let group = |id: i64, (hi, en): (&str, &str), place_id: i64, on: NaiveDate| Said {
        id,
        place_id,
        block_id: place_id / 100,
        names: [hi.to_owned(), en.to_owned()],
        on: Some(on),
        ..Said::default()
    };
    let mut all: Vec<Said> = (1_000..)
        .zip(0u64..1_200)
        .map(|(id, n)| {
            let name = format!("{} {}", names[(n % 7) as usize], names[(n / 7 % 7) as usize]);
            group(id, (&name, ""), 500 + id / 6, day(n))
        })
        .collect();
    all.push(group(1, ("अमर ज्योति स्व-सहायता समूह", ""), 700, day(40)));
    all.push(group(2, ("", "Amar Jyoti SHG"), 700, day(40)));
    all.push(group(3, ("", "Phulwari"), 700, day(40)));
    let found = candidates(Subject::Institution, &all);
    let found: Vec<_> = found.iter().map(|one| (one.one_id, one.other_id)).collect();
    assert_eq!(found, [(1, 2)]);
}
