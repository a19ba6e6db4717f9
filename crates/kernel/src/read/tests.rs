//! Cells as real registers hold them, each with its repair or its complaint.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::calendar::Month;

fn typed_cell(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn on(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn today() -> NaiveDate {
    on(2026, 2, 10)
}

fn got<T>(outcome: Outcome<T>) -> (T, Vec<RepairKind>) {
    let reading = outcome.unwrap().unwrap();
    (reading.value, reading.repairs)
}

fn refused<T: std::fmt::Debug>(outcome: Outcome<T>) -> &'static str {
    outcome.unwrap_err().code
}

#[test]
fn an_empty_cell_and_its_words_are_nothing() {
    for text in ["", " ", "-", "—", "--", "NA", "n/a", "Nil", "निरंक", "लागू नहीं", "\u{200b}"]
    {
        let cell = typed_cell(text);
        assert_eq!(code(&cell), Ok(None), "{text}");
        assert_eq!(whole(&cell), Ok(None), "{text}");
        assert_eq!(day(&cell, today()), Ok(None), "{text}");
        assert_eq!(mobile(&cell), Ok(None), "{text}");
    }
    assert_eq!(super::text(&typed_cell(" ")), Ok(None));
    assert_eq!(name(&typed_cell("-")), Ok(None));
    assert_eq!(got(name(&typed_cell("Nil"))).0, "Nil");
}

#[test]
fn names_are_mended_only_where_it_is_certain() {
    for (typed, value, kinds) in [
        ("Jai Maa Laxmi", "Jai Maa Laxmi", &[][..]),
        ("  लक्ष्मी   देवी ", "लक्ष्मी देवी", &[]),
        ("लक्ष्\u{200d}मी", "लक्ष्मी", &[RepairKind::Joiners]),
        ("लक्ष्मी\u{a0}देवी", "लक्ष्मी देवी", &[RepairKind::Joiners]),
        ("बड\u{93c}ी", "बड\u{93c}ी", &[]),
        ("ब\u{95c}ी", "बड\u{93c}ी", &[RepairKind::Encoding]),
        ("à¤²à¤•à¥\u{8d}à¤·à¥\u{8d}à¤®à¥€", "लक्ष्मी", &[RepairKind::Encoding]),
        ("RADHA KRISHANA", "Radha Krishana", &[RepairKind::Case]),
        ("SARTHI SHG", "Sarthi SHG", &[RepairKind::Case]),
        ("D'SOUZA R.K.", "D'Souza R.K.", &[RepairKind::Case]),
        ("A", "A", &[]),
        ("SHG", "SHG", &[]),
        ("SHG012", "SHG012", &[]),
        ("McDonald", "McDonald", &[]),
        ("कार्यां", "कार्यां", &[]),
        ("जोडऩे", "जोडऩे", &[]),
        ("y{eh efgyk lewg", "लक्ष्मी महिला समूह", &[RepairKind::LegacyFont]),
        ("lhrk", "lhrk", &[]),
    ] {
        assert_eq!(got(name(&typed_cell(typed))), (value.to_owned(), kinds.to_vec()), "{typed}");
    }
}

#[test]
fn legacy_text_keeps_what_was_typed() {
    let reading = super::text(&typed_cell("xzke iapk;r ")).unwrap().unwrap();
    assert_eq!(reading.value, "ग्राम पंचायत");
    assert_eq!(reading.original.as_deref(), Some("xzke iapk;r"));
    assert_eq!(got(legacy_text(&typed_cell("lhrk"))).0, "सीता");
    assert_eq!(got(legacy_text(&typed_cell("सीता"))), ("सीता".to_owned(), vec![]));
    assert_eq!(got(legacy_text(&Cell::Number(12.0))).0, "12");
}

#[test]
fn a_latin_name_in_a_legacy_column_stays_and_is_pointed_out() {
    let reading = legacy_text(&typed_cell("Ekta")).unwrap().unwrap();
    assert_eq!((reading.value.as_str(), &reading.repairs[..]), ("Ekta", &[][..]));
    let warning = reading.warning.unwrap();
    assert_eq!(warning.code, "font_unsure");
    assert!(warning.args.contains(&("reading", "मजं".to_owned())));
    let mixed = legacy_text(&typed_cell("Jai nqxkZ efgyk lewg")).unwrap().unwrap();
    assert_eq!(mixed.value, "Jai nqxkZ efgyk lewg");
    assert!(mixed.warning.is_some());
    let plain = legacy_text(&typed_cell("Maa Durga SHG")).unwrap().unwrap();
    assert!(plain.value == "Maa Durga SHG" && plain.warning.is_none());
}

#[test]
fn codes_stay_as_they_are_but_for_certain_damage() {
    for (typed, value, kinds) in [
        ("1208005032", "1208005032", &[][..]),
        ("0012", "0012", &[]),
        ("'0012", "0012", &[]),
        ("SHG-OO1", "SHG-OO1", &[]),
        ("CG/12/O5", "CG/12/O5", &[]),
        ("S123456", "S123456", &[]),
        ("I23456", "I23456", &[]),
        ("12S4", "12S4", &[]),
        ("12E5", "12E5", &[]),
        ("1.5", "1.5", &[]),
        ("1208005.0", "1208005", &[RepairKind::Float]),
        ("1.208005E+06", "1208005", &[RepairKind::Float]),
        ("१२०८००५", "1208005", &[RepairKind::Digits]),
        ("12O8OO5", "1208005", &[RepairKind::LookAlike]),
        ("l2o8005", "1208005", &[RepairKind::LookAlike]),
        ("12I8S05", "1218505", &[RepairKind::LookAlike]),
        ("СG-12", "CG-12", &[RepairKind::LookAlike]),
        ("Ж-12", "Ж-12", &[]),
        ("208,004", "208004", &[RepairKind::Float]),
        ("12,08,005", "1208005", &[RepairKind::Float]),
        ("1,208,005,032", "1208005032", &[RepairKind::Float]),
        ("२०८,००४", "208004", &[RepairKind::Digits, RepairKind::Float]),
        ("208,04", "208,04", &[]),
        ("2084,004", "2084,004", &[]),
        ("008,004", "008,004", &[]),
        ("208, 004", "208, 004", &[]),
    ] {
        assert_eq!(got(code(&typed_cell(typed))), (value.to_owned(), kinds.to_vec()), "{typed}");
    }
    assert_eq!(got(code(&Cell::Number(1_208_005.0))), ("1208005".to_owned(), vec![]));
    assert_eq!(got(code(&Cell::Number(1_208_005_032_001.0))).0, "1208005032001");
    assert_eq!(refused(code(&typed_cell("1.20801E+12"))), "code_lost_digits");
    assert_eq!(refused(code(&Cell::Number(1.208_005_032_001_23e18))), "code_lost_digits");
    assert_eq!(refused(code(&Cell::Number(1_208_005_032_001_230.0))), "code_lost_digits");
    assert_eq!(refused(code(&Cell::Date(today()))), "day_for_code");
    assert_eq!(refused(code(&Cell::Bool(true))), "not_a_code");
}

#[test]
fn counts_are_read_in_both_groupings_and_both_digits() {
    for (typed, value, kinds) in [
        ("12", 12, &[][..]),
        ("12.0", 12, &[]),
        ("1,23,456", 123_456, &[]),
        ("123,456", 123_456, &[]),
        ("1,234,567", 1_234_567, &[]),
        ("-5", -5, &[]),
        ("(5)", -5, &[]),
        ("१,२३,४५६", 123_456, &[RepairKind::Digits]),
        ("5 लाख", 500_000, &[RepairKind::Suffix]),
        ("२.५ हज़ार", 2_500, &[RepairKind::Digits, RepairKind::Suffix]),
        ("1 करोड़ 35 लाख 76 हजार", 13_576_000, &[RepairKind::Suffix]),
        ("2.5lakh", 250_000, &[RepairKind::Suffix]),
    ] {
        assert_eq!(got(whole(&typed_cell(typed))), (value, kinds.to_vec()), "{typed}");
    }
    for typed in [
        "12,34",
        "1,2,3",
        "12a",
        "twelve",
        "1 2",
        "12..5",
        "1,23,4567",
        "5 लाख 2 करोड़",
        "1/2",
        "--5",
    ] {
        assert_eq!(refused(whole(&typed_cell(typed))), "not_a_number", "{typed}");
    }
    assert_eq!(refused(whole(&typed_cell("12.5"))), "not_whole");
    assert_eq!(refused(whole(&Cell::Number(12.5))), "not_whole");
    assert_eq!(refused(whole(&typed_cell("1.5E+05"))), "number_lost_digits");
    for beyond in ["90000000000000001", "-90000000000000001", "99999999999999999999"] {
        assert_eq!(refused(whole(&typed_cell(beyond))), "too_large");
    }
    assert_eq!(refused(whole(&Cell::Number(1e300))), "too_large");
    assert_eq!(refused(whole(&Cell::Number(f64::NAN))), "not_a_number");
    assert_eq!(refused(whole(&Cell::Error("#REF!".into()))), "cell_error");
    assert_eq!(refused(whole(&Cell::Bool(true))), "not_a_number");
    assert_eq!(refused(whole(&Cell::Date(today()))), "not_a_number");
}

#[test]
fn rupees_become_paise_to_the_last_one() {
    for (typed, value) in [
        ("₹ 1,23,456.50", 12_345_650),
        ("Rs. 5000/-", 500_000),
        ("रु. 500", 50_000),
        ("500 रुपये मात्र", 50_000),
        ("0.07", 7),
        ("2.5 लाख", 25_000_000),
        ("1.35 करोड़", 1_350_000_000),
        ("5 हजार", 500_000),
        ("(500)", -50_000),
        ("-₹ 500", -50_000),
        ("₹-500", -50_000),
        ("900000000000000.00", MOST),
        ("(90,00,00,00,00,00,000)", -MOST),
    ] {
        assert_eq!(got(paise(&typed_cell(typed))).0, value, "{typed}");
    }
    assert_eq!(got(paise(&Cell::Number(1234.5))).0, 123_450);
    assert_eq!(got(paise(&Cell::Number(0.1 + 0.2))).0, 30);
    assert_eq!(refused(paise(&typed_cell("1.234"))), "not_paise");
    assert_eq!(refused(paise(&Cell::Number(333.333_333))), "not_paise");
    for beyond in ["900000000000000.01", "-900000000000000.01", "92233720368547758.08"] {
        assert_eq!(refused(paise(&typed_cell(beyond))), "too_large");
    }
    assert_eq!(refused(paise(&typed_cell("5000 approx"))), "not_a_number");
}

#[test]
fn decimals_are_degrees_and_percentages() {
    assert_eq!(got(decimal(&typed_cell("85%"))), (85.0, vec![]));
    assert_eq!(got(decimal(&typed_cell("19.5950"))), (19.595, vec![]));
    assert_eq!(got(decimal(&typed_cell("81.66° E"))).0, 81.66);
    assert_eq!(got(decimal(&typed_cell("-0.5"))).0, -0.5);
    assert_eq!(got(decimal(&typed_cell("८५.५"))), (85.5, vec![RepairKind::Digits]));
    assert_eq!(refused(decimal(&typed_cell("19 35"))), "not_a_number");
    assert_eq!(refused(decimal(&typed_cell("inf"))), "not_a_number");
}

#[test]
fn days_are_read_in_every_usual_form() {
    for typed in [
        "10/02/2026",
        "10-02-2026",
        "10.02.2026",
        "10-02-26",
        "10/2/26",
        "2026-02-10",
        "2026/02/10",
        "10 फरवरी 2026",
        "10 फ़रवरी 2026",
        "10 फर. 2026",
        "10-Feb-2026",
        "10-Feb-26",
        "10th February, 2026",
        "Feb 10, 2026",
        "FEBRUARY 10 2026",
        "10/02/2026 00:00:00",
        "2026-02-10T05:30:00",
        "10/02/2026 11:15 AM",
        " 10/02/2026 ",
    ] {
        assert_eq!(got(day(&typed_cell(typed), today())), (on(2026, 2, 10), vec![]), "{typed}");
    }
    assert_eq!(
        got(day(&typed_cell("१०/०२/२०२६"), today())),
        (on(2026, 2, 10), vec![RepairKind::Digits])
    );
    assert_eq!(got(day(&typed_cell("12/11/99"), today())).0, on(1999, 11, 12));
    assert_eq!(got(day(&typed_cell("12/11/27"), today())).0, on(2027, 11, 12));
    assert_eq!(got(day(&typed_cell("12/11/68"), today())).0, on(1968, 11, 12));
    assert_eq!(got(day(&Cell::Date(today()), today())), (today(), vec![]));
    for typed in ["46063", "46063.0"] {
        let read = got(day(&typed_cell(typed), today()));
        assert_eq!(read, (on(2026, 2, 10), vec![RepairKind::Serial]), "{typed}");
    }
    for number in [46_063.0, 46_063.75] {
        let read = got(day(&Cell::Number(number), today()));
        assert_eq!(read, (on(2026, 2, 10), vec![]), "an ordinary form: {number}");
    }
    assert_eq!(got(day(&typed_cell("'10/02/2026"), today())), (on(2026, 2, 10), vec![]));
}

#[test]
fn a_day_that_is_none_says_why() {
    for (typed, code) in [
        ("2024", "not_a_day"),
        ("10/2024", "not_a_day"),
        ("10 02 2026", "not_a_day"),
        ("10/02-2026", "not_a_day"),
        ("10022026", "not_a_day"),
        ("10/02/026", "not_a_day"),
        ("फरवरी", "not_a_day"),
        ("31/13/2024", "day_month_swapped"),
        ("32/13/2024", "not_a_day"),
        ("00/02/2024", "not_a_day"),
        ("02/25/2024", "day_month_swapped"),
        ("31/02/2024", "no_such_day"),
        ("10/02/1926", "day_out_of_range"),
        ("10/02/2126", "day_out_of_range"),
    ] {
        let expected = if typed == "31/13/2024" { "not_a_day" } else { code };
        assert_eq!(refused(day(&typed_cell(typed), today())), expected, "{typed}");
    }
    assert_eq!(refused(day(&Cell::Number(2024.0), today())), "not_a_day");
    assert_eq!(refused(day(&Cell::Bool(true), today())), "not_a_day");
    let complaint = day(&typed_cell("31/02/2024"), today()).unwrap_err();
    let args: Vec<(&str, &str)> =
        complaint.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let expected = [
        ("value", "31/02/2024"),
        ("day", "31"),
        ("month", "2"),
        ("year", "2024"),
        ("last_day", "29"),
    ];
    assert_eq!(args, expected);
}

#[test]
fn months_are_read_by_name_and_by_number() {
    let april: Month = "2026-04".parse().unwrap();
    for typed in [
        "अप्रैल 2026",
        "Apr-26",
        "Apr'26",
        "Apr 2026",
        "April, 2026",
        "04/2026",
        "4-2026",
        "2026-04",
        "15/04/2026",
        "2026 April",
        "अप्रैल-26",
    ] {
        assert_eq!(got(month(&typed_cell(typed), today())), (april, vec![]), "{typed}");
    }
    assert_eq!(got(month(&Cell::Date(on(2026, 4, 30)), today())).0, april);
    assert_eq!(got(month(&Cell::Number(46_113.0), today())), (april, vec![]));
    for typed in ["April", "2026", "13/2026", "04/26", "2026-27", "04 2026"] {
        assert_eq!(refused(month(&typed_cell(typed), today())), "not_a_month", "{typed}");
    }
}

#[test]
fn mobile_numbers_survive_excel() {
    for (typed, kinds) in [
        ("9876543210", &[][..]),
        ("+91 98765 43210", &[]),
        ("91-98765-43210", &[]),
        ("09876543210", &[]),
        ("९८७६५४३२१०", &[RepairKind::Digits]),
        ("9876543210.0", &[RepairKind::Float]),
        ("9.876543210E+09", &[RepairKind::Float]),
    ] {
        assert_eq!(
            got(mobile(&typed_cell(typed))),
            ("9876543210".to_owned(), kinds.to_vec()),
            "{typed}"
        );
    }
    assert_eq!(
        got(mobile(&Cell::Number(9.87e9))),
        ("9870000000".to_owned(), vec![RepairKind::Float])
    );
    assert_eq!(refused(mobile(&typed_cell("9.87E+09"))), "mobile_lost_digits");
    for typed in
        ["5876543210", "987654321", "98765432101", "98765 4321O", "9876543210, 9876543211", "phone"]
    {
        assert_eq!(refused(mobile(&typed_cell(typed))), "not_a_mobile", "{typed}");
    }
    assert_eq!(refused(mobile(&Cell::Number(-9_876_543_210.0))), "not_a_mobile");
}

#[test]
fn of_a_masked_account_only_the_last_digits_are_kept() {
    let kept = |text: &str| got(account_tail(&typed_cell(text))).0;
    for text in ["XXXXXXX1234", "******1234", "0012 3456 1234", "SB/31-209-871234", "XXXX १२३४"]
    {
        assert_eq!(kept(text), "1234", "{text}");
    }
    assert_eq!(got(account_tail(&Cell::Number(31_209_871_234.0))).0, "1234");
    assert!(matches!(account_tail(&typed_cell("XXXXXXXX")), Ok(None)));
    for lost in [typed_cell("3.12346E+15"), Cell::Number(1.5), typed_cell("XX12")] {
        let read = account_tail(&lost).unwrap().unwrap();
        assert_eq!(read.warning.map(|why| why.code), Some("account_tail_unread"), "{lost:?}");
        assert!(read.value.is_empty(), "{lost:?}");
    }
}

#[test]
fn accounts_and_ifsc_codes_are_checked_by_their_form() {
    assert_eq!(got(account_no(&typed_cell("0012 3456 7890"))), ("001234567890".to_owned(), vec![]));
    assert_eq!(got(account_no(&Cell::Number(31_234_567_890.0))).0, "31234567890");
    assert_eq!(refused(account_no(&typed_cell("3.12346E+15"))), "account_lost_digits");
    assert_eq!(refused(account_no(&Cell::Number(1.234_567_890_123_45e19))), "account_lost_digits");
    assert_eq!(refused(account_no(&typed_cell("SB 12345678"))), "not_an_account");
    assert_eq!(refused(account_no(&typed_cell("12345"))), "account_length");
    for (typed, kinds) in [
        ("SBIN0001234", &[][..]),
        ("sbin0001234", &[RepairKind::Case]),
        ("SBINO001234", &[RepairKind::LookAlike]),
        ("SBIN 0001234", &[RepairKind::Joiners]),
    ] {
        assert_eq!(
            got(ifsc(&typed_cell(typed))),
            ("SBIN0001234".to_owned(), kinds.to_vec()),
            "{typed}"
        );
    }
    for typed in ["SBIN1001234", "SBIN000123", "1BIN0001234", "SBIN00012345"] {
        assert_eq!(refused(ifsc(&typed_cell(typed))), "not_an_ifsc", "{typed}");
    }
}

#[test]
fn yes_and_no_are_understood_in_both_languages() {
    for typed in ["हाँ", "हां", "Yes", "Y", "1", "TRUE", "✓", "जी हाँ"] {
        assert_eq!(got(yes_no(&typed_cell(typed))), (true, vec![]), "{typed}");
    }
    for typed in ["नहीं", "No", "n", "0", "false", "✗"] {
        assert_eq!(got(yes_no(&typed_cell(typed))), (false, vec![]), "{typed}");
    }
    assert!(got(yes_no(&Cell::Number(1.0))).0);
    assert_eq!(refused(yes_no(&Cell::Number(2.0))), "not_yes_no");
    assert_eq!(refused(yes_no(&typed_cell("शायद"))), "not_yes_no");
}

#[test]
fn a_choice_is_found_by_any_of_its_words() {
    const CATEGORY: [Choice; 3] = [
        Choice {
            code: "sc", words: &["अनुसूचित जाति", "अजा", "अ.जा.", "SC"]
        },
        Choice {
            code: "st", words: &["अनुसूचित जनजाति", "अजजा", "ST"]
        },
        Choice { code: "other", words: &["अन्य", "सामान्य", "Others"] },
    ];
    for (typed, code) in [
        ("SC", "sc"),
        ("s.c.", "sc"),
        ("अ. जा.", "sc"),
        ("अनुसूचित  जनजाति", "st"),
        ("OTHERS", "other"),
        ("other", "other"),
    ] {
        assert_eq!(got(choice(&typed_cell(typed), &CATEGORY)), (code, vec![]), "{typed}");
    }
    let complaint = choice(&typed_cell("OBC"), &CATEGORY).unwrap_err();
    assert_eq!(complaint.code, "not_in_list");
    assert_eq!(complaint.args[1], ("list", "अनुसूचित जाति, अनुसूचित जनजाति, अन्य".to_owned()));
    assert_eq!(choice(&typed_cell("-"), &CATEGORY), Ok(None));
}

#[test]
fn cells_are_shown_as_the_file_shows_them() {
    assert_eq!(shown(&Cell::Number(9.87e9)), "9870000000");
    assert_eq!(shown(&Cell::Number(0.1 + 0.2)), "0.3");
    assert_eq!(shown(&Cell::Date(today())), "10/02/2026");
    assert_eq!(shown(&Cell::DateTime(today().and_hms_opt(13, 5, 0).unwrap())), "10/02/2026 13:05");
    assert_eq!(shown(&Cell::DateTime(today().and_hms_opt(0, 0, 0).unwrap())), "10/02/2026");
    assert_eq!(shown(&Cell::Bool(false)), "FALSE");
}

#[test]
fn an_identity_number_is_never_quoted() {
    let complaint = mobile(&typed_cell("2341 2341 2346")).unwrap_err();
    assert_eq!(complaint.args, [("value", "XXXX XXXX XXXX".to_owned())]);
}

fn read_all(cell: &Cell) {
    const LIST: [Choice; 1] = [Choice { code: "a", words: &["अ"] }];
    let _ =
        (super::text(cell), legacy_text(cell), name(cell), code(cell), whole(cell), paise(cell));
    let _ =
        (decimal(cell), day(cell, today()), month(cell, today()), mobile(cell), account_no(cell));
    let _ = (ifsc(cell), yes_no(cell), choice(cell, &LIST), shown(cell));
}

proptest! {
    #[test]
    fn no_text_panics(text: String) {
        read_all(&Cell::Text(text));
    }

    #[test]
    fn no_almost_number_panics(text in "[-+(₹Rs.रु ]{0,4}[0-9०-९,.]{0,24}[ .eE+लाखहज़र%/)-]{0,6}[0-9]{0,3}") {
        read_all(&Cell::Text(text));
    }

    #[test]
    fn no_number_panics(number: f64) {
        read_all(&Cell::Number(number));
    }

    #[test]
    fn what_is_shown_grouped_is_read_back(number in -MOST..=MOST) {
        prop_assert_eq!(got(whole(&typed_cell(&show::grouped(number)))), (number, vec![]));
    }

    #[test]
    fn rupees_shown_are_read_back(amount in -MOST..=MOST) {
        prop_assert_eq!(got(paise(&typed_cell(&show::rupees(amount)))), (amount, vec![]));
    }

    #[test]
    fn a_clean_name_is_taken_as_it_is(typed in "[A-Z][aeiou]([bdghklmnprstvy][aeiou]){1,3}( [A-Z][aeiou]([bdghklmnprstvy][aeiou]){1,3}){0,2}") {
        prop_assert_eq!(got(name(&typed_cell(&typed))), (typed, vec![]));
    }

    #[test]
    fn a_plain_code_is_taken_as_it_is(typed in "[0-9]{1,18}|[A-Z]{2,4}-[0-9]{1,6}") {
        prop_assert_eq!(got(code(&typed_cell(&typed))), (typed, vec![]));
    }
}

#[test]
fn every_day_of_fifty_years_is_read_back_in_every_form() {
    const HINDI: [&str; 12] = [
        "जनवरी",
        "फ़रवरी",
        "मार्च",
        "अप्रैल",
        "मई",
        "जून",
        "जुलाई",
        "अगस्त",
        "सितंबर",
        "अक्टूबर",
        "नवंबर",
        "दिसंबर",
    ];
    for date in on(1990, 1, 1).iter_days().take_while(|date| *date < on(2041, 1, 1)) {
        let hindi = HINDI
            [usize::try_from(date.format("%-m").to_string().parse::<u32>().unwrap() - 1).unwrap()];
        for typed in [
            show::day(date),
            date.format("%d-%m-%Y").to_string(),
            date.format("%-d.%-m.%Y").to_string(),
            date.format("%Y-%m-%d").to_string(),
            date.format("%d-%b-%Y").to_string(),
            date.format("%B %-d, %Y").to_string(),
            date.format(&format!("%-d {hindi} %Y")).to_string(),
        ] {
            assert_eq!(got(day(&typed_cell(&typed), today())), (date, vec![]), "{typed}");
        }
    }
}
