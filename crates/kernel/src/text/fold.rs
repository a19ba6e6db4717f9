//! Folding: two spellings that differ only by typing noise become the same text.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Text for comparing headings, choices and place names: lower case, nukta out, chandrabindu as
/// anusvara, न्त as ंत, punctuation out, Devanagari digits as Latin ones, `S.H.G.` as `shg`.
///
/// The nukta damage of converted fonts (`जोडऩे` for `जोड़ने`, DOMAIN 0.7) folds away with it.
pub fn fold(s: &str) -> String {
    let mut folded = if s.is_ascii() { ascii(s) } else { unicode(s) };
    folded.truncate(folded.trim_end_matches(' ').len());
    match initials_joined(&folded) {
        Cow::Owned(joined) => joined,
        Cow::Borrowed(_) => folded,
    }
}

fn ascii(s: &str) -> String {
    let mut folded = String::with_capacity(s.len());
    for c in s.chars() {
        push(&mut folded, c.to_ascii_lowercase());
    }
    folded
}

fn unicode(s: &str) -> String {
    let mut folded = String::with_capacity(s.len());
    if s.chars().all(is_whole) {
        s.chars().for_each(|c| add(&mut folded, c.to_ascii_lowercase()));
    } else {
        // What leaves no trace goes first: signs that it parted are put in their order together.
        let seen = s.chars().filter(|c| !is_joiner(*c) && !is_passed_over(*c));
        seen.nfkd().flat_map(char::to_lowercase).nfkd().for_each(|c| add(&mut folded, c));
    }
    folded
}

/// True for what neither NFKD nor lower case takes apart, ASCII capitals aside: most Hindi.
fn is_whole(c: char) -> bool {
    c.is_ascii()
        || matches!(c, '\u{900}'..='\u{957}' | '\u{960}'..='\u{97f}')
            && !matches!(c, '\u{929}' | '\u{931}' | '\u{934}')
}

fn add(folded: &mut String, c: char) {
    match c {
        '\u{300}'..='\u{36f}' | '\u{93c}' | '\u{951}'..='\u{954}' => {}
        _ if is_passed_over(c) => {}
        '\u{901}' => folded.push('\u{902}'),
        '०'..='९' => folded.push(latin_digit(c)),
        'ा' | 'ो' | 'ौ' | 'ॉ' if folded.ends_with('अ') => widen(folded, c),
        _ => {
            if let Some(nasal) = nasal_before(folded, c) {
                folded.truncate(folded.len() - nasal);
                folded.push('\u{902}');
            }
            push(folded, c);
        }
    }
}

/// [`char::is_alphanumeric`], without its tables for the letters that are met most.
fn is_letter(c: char) -> bool {
    matches!(c, '\u{902}' | '\u{903}' | '\u{905}'..='\u{939}' | '\u{93e}'..='\u{94c}')
        || c.is_alphanumeric()
}

fn push(folded: &mut String, c: char) {
    if is_letter(c) || c == '\u{94d}' {
        folded.push(c);
    } else if !folded.is_empty() && !folded.ends_with(' ') && !is_passed_over(c) {
        folded.push(' ');
    }
}

/// Apostrophes and the avagraha: words with and without them are the same.
fn is_passed_over(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '＇' | '\u{93d}')
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// The Latin digit of a Devanagari one; any other letter as it is.
pub fn latin_digit(c: char) -> char {
    match c {
        '०'..='९' => char::from_digit(u32::from(c) - u32::from('०'), 10).unwrap_or(c),
        _ => c,
    }
}

/// आ typed as अ and ा is आ on the page.
fn widen(folded: &mut String, sign: char) {
    folded.pop();
    folded.push(match sign {
        'ा' => 'आ',
        'ो' => 'ओ',
        'ौ' => 'औ',
        _ => 'ऑ',
    });
}

/// Bytes of a trailing half nasal that `next` lets us write as anusvara.
fn nasal_before(folded: &str, next: char) -> Option<usize> {
    let nasal = match next {
        'क'..='घ' => 'ङ',
        'च'..='झ' => 'ञ',
        'ट'..='ढ' => 'ण',
        'त'..='ध' => 'न',
        'प'..='भ' => 'म',
        _ => return None,
    };
    let stem = folded.strip_suffix('\u{94d}')?.strip_suffix(nasal)?;
    (!stem.is_empty() && !stem.ends_with(' ')).then(|| folded.len() - stem.len())
}

/// `s h g samuh` → `shg samuh`.
fn initials_joined(folded: &str) -> Cow<'_, str> {
    let single = |word: &str| word.len() == 1 && word.as_bytes()[0].is_ascii_lowercase();
    let mut words = folded.split(' ');
    let mut before = words.next().unwrap_or_default();
    if !words.any(|word| single(std::mem::replace(&mut before, word)) && single(word)) {
        return Cow::Borrowed(folded);
    }
    let mut joined = String::with_capacity(folded.len());
    let mut after_initial = false;
    for word in folded.split(' ') {
        let same_word = joined.is_empty() || (after_initial && single(word));
        if !same_word {
            joined.push(' ');
        }
        joined.push_str(word);
        after_initial = single(word);
    }
    Cow::Owned(joined)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_short_ways_for_hindi_say_what_the_tables_say() {
        for c in '\u{80}'..='\u{2fff}' {
            assert_eq!(is_letter(c), c.is_alphanumeric(), "{:x}", u32::from(c));
            let taken_apart: String =
                std::iter::once(c).nfkd().flat_map(char::to_lowercase).nfkd().collect();
            assert!(!is_whole(c) || taken_apart == c.to_string(), "{:x}", u32::from(c));
        }
    }

    #[test]
    fn spellings_of_one_place_fold_to_one_text() {
        for set in [
            &["कोण्डागांव", "कोंडागाँव", "कोण्डागाँव", " कोण्\u{200d}डागांव "][..],
            &["जोड़ने", "जोडऩे", "जोड़ऩे", "जोडने"],
            &["जोड़कर", "जोडक़र"],
            &["S.H.G.", "SHG", "s.h.g", "S H G"],
            &["Sr. No.", "sr no", "SR.NO.", "Sr_No"],
            &["आगामी", "अागामी"],
            &["स्व-सहायता", "स्व सहायता"],
            &["वार्ड १२", "वार्ड 12", "वार्ड-12"],
            &["Village Name (In English)", "village name in english"],
            &["फ़रवरी", "फरवरी"],
            &["सितम्बर", "सितंबर"],
        ] {
            for spelling in set {
                assert_eq!(fold(spelling), fold(set[0]), "{spelling}");
            }
        }
    }

    #[test]
    fn signs_on_both_sides_of_an_apostrophe_stand_in_one_order() {
        assert_eq!(fold("מ\u{5bc}'\u{16ff0}"), fold("מ\u{5bc}\u{16ff0}"));
    }

    #[test]
    fn different_names_stay_different() {
        for (one, other) in [
            ("सीता", "सिता"),
            ("शांति", "सांति"),
            ("Makdi", "Makdi 2"),
            ("कार्यां", "कार्यों"),
            ("अन्न", "अंन"),
        ] {
            assert_ne!(fold(one), fold(other));
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(s: String) {
            let once = fold(&s);
            prop_assert_eq!(fold(&once), once);
        }

        // Signs of several scripts and classes beside what is passed over: what a hundred thousand texts at
        // random came to once.
        #[test]
        fn folding_stacked_signs_twice_changes_nothing(
            s in "[aअנ\u{5bc}\u{5b0}\u{16ff0}\u{94d}\u{93c}\u{e38}\u{302a}\u{951}\u{f71}\u{f72}'’＇ऽ\u{200d}!]{0,10}"
        ) {
            let once = fold(&s);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn folding_hindi_twice_changes_nothing(s in "[अआाोंँ\u{93c}\u{94d}\u{200d}नमङणञकचटतपडऩक़ a.B-]{0,14}") {
            let once = fold(&s);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
