use super::*;

#[test]
fn both_languages_have_the_same_keys_and_no_unreadable_line() {
    let (hi, en) = (keys::all(Lang::Hi), keys::all(Lang::En));
    let only_hi: Vec<_> = hi.difference(&en).collect();
    let only_en: Vec<_> = en.difference(&hi).collect();
    assert!(only_hi.is_empty(), "only in Hindi: {only_hi:?}");
    assert!(only_en.is_empty(), "only in English: {only_en:?}");
    assert!(!hi.iter().any(|key| key.starts_with("junk")), "unreadable words");
}

#[test]
fn an_overlay_only_replaces_words_that_exist() {
    for overlay in Overlay::ALL {
        for lang in Lang::ALL {
            let all = keys::all(lang);
            for key in keys::of_overlay(overlay, lang) {
                assert!(all.contains(&key), "{overlay:?} {lang:?} replaces unknown `{key}`");
            }
        }
    }
}

/// Keys that stand twice in the files of a language, each with both files: the later one would be
/// lost without a word.
fn twice(files: &[(&str, &str)]) -> Vec<String> {
    let mut seen = std::collections::BTreeMap::new();
    let mut found = Vec::new();
    for (name, text) in files {
        for key in keys::of_text(text) {
            if let Some(other) = seen.insert(key.clone(), *name) {
                found.push(format!("`{key}` is in {other} and in {name}"));
            }
        }
    }
    found
}

#[test]
fn no_key_stands_twice_in_a_language() {
    for lang in Lang::ALL {
        let text = |file: &files::WordFile| if lang == Lang::Hi { file.hi } else { file.en };
        let all: Vec<(&str, &str)> =
            files::FILES.iter().map(|file| (file.name, text(file))).collect();
        assert_eq!(twice(&all), Vec::<String>::new(), "{lang:?}");
    }
}

#[test]
fn a_key_that_stands_twice_is_found_in_one_file_and_in_two() {
    assert_eq!(twice(&[("a", "x = 1\ny = 2\nx = 3\n")]), ["`x` is in a and in a"]);
    assert_eq!(twice(&[("a", "x = 1\n"), ("b", "y = 2\nx = 3\n")]), ["`x` is in a and in b"]);
    assert_eq!(twice(&[("a", "x = 1\n    .x = 2\n")]), Vec::<String>::new());
}

/// Spellings that are not used, each beside the one that is: two spellings of one word on two pages
/// read like two things.
const ONE_SPELLING: [(&str, &str); 14] = [
    ("ज़िल", "जिल"),
    ("ग़लत", "गलत"),
    ("ख़ाली", "खाली"),
    ("कृतिदेव", "कृति देव"),
    ("हिंदी", "हिन्दी"),
    ("श्रृंखला", "शृंखला"),
    ("स्तंभ", "कॉलम"),
    ("बन्द", "बंद"),
    ("सम्पर्क", "संपर्क"),
    ("सम्बन्ध", "संबंध"),
    ("बिंदु", "बिन्दु"),
    ("अंग्रेजी", "अंग्रेज़ी"),
    ("साइन-इन", "साइन इन"),
    ("रजिस्टर", "पंजी"),
];

/// Lines that hold a spelling that is not used, and lines where दिनांक, which is masculine, is
/// spoken of in the feminine.
fn misspelt(name: &str, text: &str) -> Vec<String> {
    let feminine = ["की दिनांक", "दिनांक नहीं पढ़ी", "दिनांक पढ़ी", "दिनांक { $value } अभी आई"];
    let mut found = Vec::new();
    for line in text.lines() {
        for (not, but) in ONE_SPELLING {
            if line.contains(not) {
                found.push(format!("{name}: {not}, but {but}: {line}"));
            }
        }
        if feminine.iter().any(|wrong| line.contains(wrong)) {
            found.push(format!("{name}: दिनांक is masculine: {line}"));
        }
    }
    found
}

#[test]
fn a_hindi_word_is_spelt_one_way_everywhere() {
    let found: Vec<String> =
        files::FILES.iter().flat_map(|file| misspelt(file.name, file.hi)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_second_spelling_and_a_feminine_date_are_found() {
    assert_eq!(misspelt("a", "x = ज़िले का नाम\ny = जिले का नाम").len(), 1);
    assert_eq!(misspelt("a", "x = जुड़ने की दिनांक नहीं है\ny = जुड़ने का दिनांक नहीं है").len(), 1);
}

#[test]
fn every_word_file_on_disk_is_built_in() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../locales/hi");
    for entry in std::fs::read_dir(folder).expect("the locales folder is there") {
        let name = entry.expect("a readable folder").file_name().into_string().expect("UTF-8");
        let stem = name.trim_end_matches(".ftl");
        assert!(files::FILES.iter().any(|file| file.name == stem), "{name} is not in files.rs");
    }
}

#[test]
fn the_summary_sentence_agrees_in_number_as_an_officer_would_write_it() {
    let hi = Words::new(Lang::Hi, None);
    let args = |total: i64, on: i64, near: i64, behind: i64| {
        [
            ("total", Value::from(total)),
            ("on", Value::from(on)),
            ("near", Value::from(near)),
            ("behind", Value::from(behind)),
        ]
    };
    let one = hi.args("dashboard-summary", &args(12, 5, 6, 1));
    assert_eq!(one, "12 में से ⟦5 संकेतक गति पर⟧, 6 निकट और 1 पिछड़ा है।");
    let three = hi.args("dashboard-summary", &args(12, 5, 4, 3));
    assert_eq!(three, "12 में से ⟦5 संकेतक गति पर⟧, 4 निकट और 3 पिछड़े हैं।");
}

#[test]
fn a_fault_counts_in_the_right_number_and_reads_as_two_sentences() {
    let (hi, en) = (Words::new(Lang::Hi, None), Words::new(Lang::En, None));
    let said = |words: &Words, code: &str, args: &[(&str, &str)]| {
        words.fault(code, args.iter().copied()).whole()
    };
    let one = said(&en, "undo_lokos_taken", &[("count", "1")]);
    let many = said(&en, "undo_lokos_taken", &[("count", "1200")]);
    assert!(!one.contains("values") && many.contains("1,200 values"), "{one} {many}");
    let quorum = said(&hi, "meeting_quorum", &[("most", "0")]);
    assert!(quorum.ends_with("संख्या नहीं है। पहले सदस्य चुनें, या इसे खाली छोड़ें।"), "{quorum}");
    let code = said(&hi, "not_a_code", &[("value", "2026001")]);
    assert!(code.starts_with("“2026001” कोड नहीं है। "), "{code}");
}

#[test]
fn numbers_inside_sentences_are_grouped_the_indian_way() {
    let en = Words::new(Lang::En, None);
    let text = en.args("list-count", &[("n", 1_234_567.into())]);
    assert!(text.contains("12,34,567"), "{text}");
}

#[test]
fn a_state_says_its_own_official_terms() {
    let cg = Words::new(Lang::Hi, Some(Overlay::Cg));
    let up = Words::new(Lang::Hi, Some(Overlay::Up));
    assert_eq!(cg.t("role-collector"), "कलेक्टर");
    assert_eq!(up.t("role-collector"), "जिलाधिकारी");
    assert_eq!(up.t("beneficiary"), "लाभार्थी");
    assert_eq!(cg.t("beneficiary"), "हितग्राही");
}

#[test]
fn a_rich_sentence_escapes_data_and_keeps_its_marks() {
    let drawn = rich::mark_up("⟦<b>5</b>⟧ & ⟨माकड़ी⟩ ⟨x⟩", &["/a?b=1&c=\"2\""]);
    assert_eq!(
        drawn.into_string(),
        "<b>&lt;b&gt;5&lt;/b&gt;</b> &amp; <a href=\"/a?b=1&amp;c=&quot;2&quot;\">माकड़ी</a> x"
    );
}

#[test]
#[should_panic(expected = "no words for `not-there`")]
fn a_missing_key_stops_a_test() {
    Words::of(Lang::En, None).t("not-there");
}
