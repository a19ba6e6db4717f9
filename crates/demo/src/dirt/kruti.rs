//! Hindi as a typist with Kruti Dev 010 stores it. Written apart from the kernel's reader of the
//! font, so that the two check each other.

use unicode_normalization::UnicodeNormalization;

const VIRAMA: char = '\u{94d}';
const NUKTA: char = '\u{93c}';

/// Hindi in the font's characters. What the font does not draw (Latin digits, spaces) stays.
pub fn encode(hindi: &str) -> String {
    let letters: Vec<char> = hindi.nfc().collect();
    let mut typed = String::with_capacity(letters.len() * 2);
    let mut at = 0;
    while at < letters.len() {
        at += if is_consonant(letters[at]) {
            syllable(&letters[at..], &mut typed)
        } else {
            typed.push_str(&alone(letters[at]));
            1
        };
    }
    typed
}

/// A consonant of a cluster, with or without its dot.
type Letter = (char, bool);

fn syllable(letters: &[char], typed: &mut String) -> usize {
    let (mut cluster, mut at): (Vec<Letter>, usize) = (Vec::new(), 0);
    let mut halted = false;
    while let Some(&consonant) = letters.get(at).filter(|&&c| is_consonant(c)) {
        at += 1;
        let dotted = letters.get(at) == Some(&NUKTA);
        at += usize::from(dotted);
        cluster.push((consonant, dotted));
        halted = letters.get(at) == Some(&VIRAMA);
        if !halted {
            break;
        }
        at += 1;
    }
    let sign = letters.get(at).copied().filter(|c| matches!(c, 'ा'..='ौ'));
    at += usize::from(sign.is_some());
    let reph = cluster.len() > 1 && cluster[0] == ('र', false);
    let cluster = &cluster[usize::from(reph)..];
    if sign == Some('ि') {
        typed.push('f');
    }
    let signed = cluster == [('र', false)] && matches!(sign, Some('ु' | 'ू'));
    match sign.filter(|_| signed) {
        Some('ु') => typed.push('#'),
        Some(_) => typed.push(':'),
        None => draw(cluster, typed),
    }
    if halted {
        typed.push('~');
    }
    if let Some(sign) = sign.filter(|&sign| !signed && sign != 'ि') {
        typed.push_str(&alone(sign));
    }
    if reph {
        typed.push('Z');
    }
    at
}

fn draw(cluster: &[Letter], typed: &mut String) {
    let mut rest = cluster;
    while let [first, after @ ..] = rest {
        let last = after.len() <= 1;
        let joined = after.first().and_then(|second| ligature(*first, *second, last));
        if let Some(glyph) = joined {
            typed.push_str(glyph);
            rest = &after[1..];
        } else if after == [('र', false)] {
            typed.push_str(full(first.0));
            typed.push(if matches!(first.0, 'ट' | 'ड') { 'ª' } else { 'z' });
            rest = &[];
        } else {
            letter(*first, after.is_empty(), typed);
            rest = after;
        }
    }
}

fn letter((consonant, dotted): Letter, last: bool, typed: &mut String) {
    let whole = full(consonant);
    match whole.strip_suffix('k') {
        _ if last => typed.push_str(whole),
        // The bar of a letter is typed apart: without it the letter is a half one.
        Some(half) if !half.is_empty() => typed.push_str(half),
        _ => match half(consonant) {
            Some(half) => typed.push_str(half),
            None => {
                typed.push_str(whole);
                typed.push('~');
            }
        },
    }
    if dotted {
        typed.push('+');
    }
}

fn ligature(first: Letter, second: Letter, last: bool) -> Option<&'static str> {
    if first.1 || second.1 {
        return None;
    }
    match (first.0, second.0, last) {
        ('क', 'ष', true) => Some("{k"),
        ('क', 'ष', false) => Some("{"),
        ('त', 'त', true) => Some("Ùk"),
        ('त', 'र', true) => Some("="),
        ('ज', 'ञ', true) => Some("K"),
        ('श', 'र', true) => Some("J"),
        ('द', 'ध', true) => Some(")"),
        ('द', 'य', true) => Some("|"),
        ('द', 'व', true) => Some("}"),
        ('द', 'द', true) => Some("í"),
        ('क', 'र', true) => Some("Ø"),
        _ => None,
    }
}

fn is_consonant(c: char) -> bool {
    matches!(c, 'क'..='ह')
}

fn full(consonant: char) -> &'static str {
    match consonant {
        'क' => "d",
        'ख' => "[k",
        'ग' => "x",
        'घ' => "?k",
        'ङ' => "³",
        'च' => "p",
        'छ' => "N",
        'ज' => "t",
        'झ' => ">",
        'ञ' => "¥",
        'ट' => "V",
        'ठ' => "B",
        'ड' => "M",
        'ढ' => "<",
        'ण' => ".k",
        'त' => "r",
        'थ' => "Fk",
        'द' => "n",
        'ध' => "/k",
        'न' => "u",
        'प' => "i",
        'फ' => "Q",
        'ब' => "c",
        'भ' => "Hk",
        'म' => "e",
        'य' => ";",
        'र' => "j",
        'ल' => "y",
        'व' => "o",
        'श' => "'k",
        'ष' => "\"k",
        'स' => "l",
        _ => "g",
    }
}

fn half(consonant: char) -> Option<&'static str> {
    Some(match consonant {
        'क' => "D",
        'ग' => "X",
        'च' => "P",
        'ज' => "T",
        'त' => "R",
        'न' => "U",
        'प' => "I",
        'ब' => "C",
        'म' => "E",
        'य' => "¸",
        'ल' => "Y",
        'व' => "O",
        'स' => "L",
        _ => return None,
    })
}

fn alone(c: char) -> String {
    let typed = match c {
        'अ' => "v",
        'आ' => "vk",
        'इ' => "b",
        'ई' => "bZ",
        'उ' => "m",
        'ऊ' => "Å",
        'ऋ' => "_",
        'ए' => ",",
        'ऐ' => ",s",
        'ओ' => "vks",
        'औ' => "vkS",
        'ा' => "k",
        'ी' => "h",
        'ु' => "q",
        'ू' => "w",
        'ृ' => "`",
        'े' => "s",
        'ै' => "S",
        'ो' => "ks",
        'ौ' => "kS",
        'ॉ' => "kW",
        'ं' => "a",
        'ँ' => "¡",
        'ः' => "%",
        '।' => "A",
        '-' => "&",
        '(' => "¼",
        ')' => "½",
        '/' => "@",
        '.' => "-",
        ',' => "]",
        _ => return c.to_string(),
    };
    typed.to_owned()
}

#[cfg(test)]
mod tests {
    use samuh_kernel::text::kruti::{looks_legacy_column, to_unicode};

    use super::*;
    use crate::sources::names;

    #[test]
    fn hindi_is_typed_as_offices_type_it() {
        for (hindi, typed) in [
            ("आपने जो कहा है वह सही है", "vkius tks dgk gS og lgh gS"),
            ("लक्ष्मी महिला समूह", "y{eh efgyk lewg"),
            ("कोण्डागांव", "dks.Mkxkao"),
            ("स्थिति", "fLFkfr"),
            ("दुर्गा", "nqxkZ"),
            ("बड़ेराजपुर", "cM+sjktiqj"),
            ("श्रद्धा", "J)k"),
            ("नई किरण", "ubZ fdj.k"),
        ] {
            assert_eq!(encode(hindi), typed);
        }
    }

    #[test]
    fn the_kernel_reads_every_name_of_the_demo_back() {
        let names = names();
        let lists = [&names.female, &names.male, &names.groups].into_iter().chain(&names.surnames);
        for (hindi, _) in lists.flat_map(|list| &list.words) {
            assert_eq!(&to_unicode(&encode(hindi)), hindi, "{}", encode(hindi));
        }
        let typed: Vec<String> =
            names.groups.words.iter().map(|(hindi, _)| encode(hindi)).collect();
        let typed: Vec<&str> = typed.iter().map(String::as_str).collect();
        assert!(looks_legacy_column(&typed));
    }
}
