//! Names as they are compared: honorifics and generic words put aside, both scripts in one alphabet,
//! and how near two words lie. Source: RULES B8.

use std::{collections::HashSet, sync::LazyLock};

use samuh_kernel::text::{fold, key, roman, skeleton_distance};

/// Titles before a name, and the words after which another person's name begins.
const TITLES: [&str; 16] = [
    "श्री",
    "श्रीमती",
    "श्रीमति",
    "सुश्री",
    "कु",
    "कुमारी",
    "स्व",
    "डॉ",
    "shri",
    "shree",
    "sri",
    "smt",
    "shrimati",
    "ms",
    "mrs",
    "late",
];
const OF_WHOM: [&str; 6] = ["wo", "do", "पति", "पत्नी", "पिता", "पुत्री"];
/// Words that half of all women bear and that tell nobody apart.
const GENERIC: [&str; 14] = [
    "देवी",
    "बाई",
    "बेगम",
    "खातून",
    "कुमार",
    "बाइ",
    "devi",
    "bai",
    "begum",
    "khatun",
    "khatoon",
    "kumari",
    "kumar",
    "बी",
];
/// What every group's name may carry.
const OF_GROUPS: [&str; 26] = [
    "स्व",
    "स्वयं",
    "सहायता",
    "समूह",
    "समुह",
    "महिला",
    "आजीविका",
    "जय",
    "मां",
    "shg",
    "s",
    "h",
    "g",
    "self",
    "help",
    "group",
    "mahila",
    "swa",
    "sahayata",
    "samuh",
    "samooh",
    "swasahayata",
    "swayam",
    "jai",
    "maa",
    "ma",
];

/// A person's name: the given one, and what stands after it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Named {
    /// Given name.
    pub(crate) given: String,
    /// Family name, the last word; empty where none is said.
    pub(crate) family: String,
}

/// A person's name without titles, generic words and the person she is named after.
pub(crate) fn person(name: &str) -> Named {
    let marked = name.replace("W/O", " wo ").replace("w/o", " wo ").replace("W/o", " wo ");
    let marked = marked.replace("D/O", " do ").replace("d/o", " do ").replace("D/o", " do ");
    let folded = fold(&marked);
    let all: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let end = all.iter().skip(1).position(|word| WORDS.of_whom.contains(*word));
    let own = &all[..end.map_or(all.len(), |at| at + 1)];
    let titled = own.iter().take_while(|word| WORDS.titles.contains(**word)).count();
    let own = if titled < own.len() { &own[titled..] } else { own };
    let telling: Vec<&&str> = own.iter().filter(|word| !WORDS.generic.contains(**word)).collect();
    let given = telling.first().map_or_else(|| own.first().copied(), |word| Some(**word));
    let family = telling.get(1..).and_then(<[_]>::last).map_or("", |word| **word);
    Named { given: roman(given.unwrap_or_default()), family: roman(family) }
}

/// A group's name without the words that every group's may carry, as one word: how the sheets part
/// and order the others varies.
pub(crate) fn group(name: &str) -> String {
    let folded = fold(name);
    let all: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let telling: Vec<&str> =
        all.iter().filter(|word| !WORDS.of_groups.contains(**word)).copied().collect();
    let kept = if telling.is_empty() { &all } else { &telling };
    kept.iter().map(|word| roman(word)).collect()
}

/// Words that are looked for, as text is folded.
struct Words {
    titles: HashSet<String>,
    of_whom: HashSet<String>,
    generic: HashSet<String>,
    of_groups: HashSet<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let folded = |words: &[&str]| words.iter().map(|word| fold(word)).collect();
    Words {
        titles: folded(&TITLES),
        of_whom: folded(&OF_WHOM),
        generic: folded(&GENERIC),
        of_groups: folded(&OF_GROUPS),
    }
});

/// The skeleton by which names are brought together; it is too coarse to tell them apart.
pub(crate) fn bones(roman: &str) -> String {
    key(roman).replace('h', "")
}

/// How near two words of one alphabet lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Nearness {
    /// Another word.
    Differ,
    /// One letter apart, or two in a long word.
    Near,
    /// The same skeleton, and no more than two letters apart (one in a short word).
    Close,
    /// The same.
    Same,
}

/// How near two words lie; the order does not matter.
pub(crate) fn nearness(one: &str, other: &str) -> Nearness {
    if one == other {
        return Nearness::Same;
    }
    let long = one.chars().count().max(other.chars().count());
    let apart = skeleton_distance(one, other);
    let (close, near) = if long <= SHORT { (1, 0) } else { (2, usize::from(long > LONG) + 1) };
    if apart <= close && bones(one) == bones(other) {
        Nearness::Close
    } else if apart <= near {
        Nearness::Near
    } else {
        Nearness::Differ
    }
}

/// Up to here one letter makes another name: Sita, Gita.
const SHORT: usize = 5;
/// From here on two letters may be typing.
const LONG: usize = 7;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn named(given: &str, family: &str) -> Named {
        Named { given: given.into(), family: family.into() }
    }

    #[test]
    fn honorifics_and_generic_words_are_put_aside_in_both_scripts() {
        for name in [
            "श्रीमती सीता बाई नेताम",
            "Smt. Sita Devi Netam",
            "SEETA NETAM W/O Ram Netam",
            "सीता नेताम पति राम",
        ] {
            assert_eq!(person(name), named("sita", "netam"), "{name}");
        }
        assert_eq!(person("देवी"), named("devi", ""), "a generic word alone is her name");
        assert_eq!(person("Smt"), named("smt", ""));
        assert_eq!(person(""), Named::default());
    }

    #[test]
    fn a_group_is_compared_by_what_only_it_is_called() {
        assert_eq!(group("जय माँ लक्ष्मी स्व सहायता समूह"), group("Jai Maa Laxmi SHG"));
        assert_eq!(group("महिला समूह"), group("Mahila Samuh"), "where nothing else is left");
        assert_ne!(group("लक्ष्मी समूह"), group("दुर्गा समूह"));
    }

    #[test]
    fn mani_mohan_and_mian_meet_in_a_block_and_are_told_apart() {
        assert_eq!(bones(&roman("mani")), bones(&roman("mohan")));
        assert_eq!(bones(&roman("mani")), bones(&roman("mian")));
        for (one, other) in
            [("mani", "mohan"), ("mani", "mian"), ("mohan", "mian"), ("sita", "gita")]
        {
            assert_eq!(nearness(&roman(one), &roman(other)), Nearness::Differ, "{one} {other}");
        }
        assert_eq!(nearness(&roman("विमला"), &roman("Vimla")), Nearness::Close);
        assert_eq!(nearness(&roman("फूलबासन"), &roman("Fulvasan")), Nearness::Close);
        assert_eq!(nearness(&roman("Rajeshwari"), &roman("Rajeshwani")), Nearness::Near);
    }

    proptest! {
        #[test]
        fn the_order_of_two_words_does_not_matter(one in "[a-z]{0,9}", other in "[a-z]{0,9}") {
            prop_assert_eq!(nearness(&one, &other), nearness(&other, &one));
        }

        #[test]
        fn any_name_is_read(name: String) {
            prop_assert!(!person(&name).given.contains(' '));
        }
    }
}
