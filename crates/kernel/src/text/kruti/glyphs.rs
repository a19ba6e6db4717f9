//! What each character of Kruti Dev 010 draws.

/// What a character of the font stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glyph {
    /// A whole consonant or ligature.
    Full(&'static str),
    /// A ligature that carries a vowel sign: consonants, sign.
    Signed(&'static str, char),
    /// A consonant without its upright bar; with the bar `k` behind it, it is whole.
    Half(&'static str),
    /// A vowel of its own.
    Vowel(char),
    /// A vowel sign, written after its consonant.
    Sign(char),
    /// Anusvara, chandrabindu.
    Nasal(char),
    /// The upright bar: completes a half letter, else the sign ा.
    Bar,
    /// The sign ि, which stands before its consonants; with anusvara, with र् before them.
    EarlyI {
        /// ं follows the sign.
        nasal: bool,
        /// र् leads the consonants.
        reph: bool,
    },
    /// र् of the syllable that ends here.
    Reph,
    /// A sign, then the reph of the same syllable.
    SignReph(char),
    /// A reph, then a nasal.
    RephNasal,
    /// र or य hung on the consonant before.
    Hung(char),
    /// The dot below.
    Nukta,
    /// The stroke that takes the vowel away.
    Halant,
    /// Visarga or colon, by what stands around it.
    Dots,
    /// Punctuation and figures.
    Mark(char),
}

use Glyph::{
    Bar, Dots, EarlyI, Full, Halant, Half, Hung, Mark, Nasal, Nukta, Reph, RephNasal, Sign,
    SignReph, Signed, Vowel,
};

/// The glyph of a character; none for what the font does not redraw.
pub(super) fn glyph(c: char) -> Option<Glyph> {
    consonant(c).or_else(|| vowel_or_sign(c)).or_else(|| ligature(c)).or_else(|| mark(c))
}

fn consonant(c: char) -> Option<Glyph> {
    Some(match c {
        'd' => Full("क"),
        'D' => Half("क्"),
        '[' => Half("ख्"),
        'x' => Full("ग"),
        'X' => Half("ग्"),
        '?' => Half("घ्"),
        'Ä' => Full("घ"),
        '³' => Full("ङ"),
        'p' => Full("च"),
        'P' => Half("च्"),
        'N' => Full("छ"),
        't' => Full("ज"),
        'T' => Half("ज्"),
        '>' => Full("झ"),
        '÷' | 'Ö' => Half("झ्"),
        '¥' => Full("ञ"),
        'V' => Full("ट"),
        'B' => Full("ठ"),
        'M' => Full("ड"),
        '<' => Full("ढ"),
        '.' => Half("ण्"),
        'r' => Full("त"),
        'R' => Half("त्"),
        'F' => Half("थ्"),
        'n' => Full("द"),
        '/' | 'è' | 'Ë' => Half("ध्"),
        'u' => Full("न"),
        'U' => Half("न्"),
        'i' => Full("प"),
        'I' => Half("प्"),
        'Q' => Full("फ"),
        '¶' => Half("फ्"),
        'c' => Full("ब"),
        'C' => Half("ब्"),
        'H' => Half("भ्"),
        'Ò' => Full("भ"),
        'e' => Full("म"),
        'E' => Half("म्"),
        ';' => Full("य"),
        '¸' => Half("य्"),
        'j' => Full("र"),
        'y' => Full("ल"),
        'Y' => Half("ल्"),
        'G' => Full("ळ"),
        'o' => Full("व"),
        'O' => Half("व्"),
        '\'' | 'Ü' => Half("श्"),
        '"' => Half("ष्"),
        'l' => Full("स"),
        'L' => Half("स्"),
        'g' => Full("ह"),
        'º' => Half("ह्"),
        _ => return None,
    })
}

fn vowel_or_sign(c: char) -> Option<Glyph> {
    Some(match c {
        'v' => Vowel('अ'),
        'b' => Vowel('इ'),
        'Ã' => Vowel('ई'),
        'm' => Vowel('उ'),
        'Å' => Vowel('ऊ'),
        '_' => Vowel('ऋ'),
        ',' => Vowel('ए'),
        'k' => Bar,
        'f' => EarlyI { nasal: false, reph: false },
        'Ç' => EarlyI { nasal: true, reph: false },
        'Æ' => EarlyI { nasal: false, reph: true },
        'É' => EarlyI { nasal: true, reph: true },
        'h' => Sign('ी'),
        'q' => Sign('ु'),
        'w' => Sign('ू'),
        '`' => Sign('ृ'),
        's' => Sign('े'),
        'S' => Sign('ै'),
        'W' => Sign('ॅ'),
        '‚' => Sign('ॉ'),
        '¨' => Sign('ो'),
        '©' => Sign('ौ'),
        'a' => Nasal('ं'),
        '¡' => Nasal('ँ'),
        'Z' => Reph,
        '±' => RephNasal,
        'Ê' => SignReph('ी'),
        'z' | 'ª' => Hung('र'),
        'î' | 'Ó' => Hung('य'),
        '+' => Nukta,
        '~' => Halant,
        '%' => Dots,
        _ => return None,
    })
}

fn ligature(c: char) -> Option<Glyph> {
    Some(match c {
        '{' => Half("क्ष्"),
        '=' => Full("त्र"),
        '«' => Half("त्र्"),
        'K' => Full("ज्ञ"),
        'J' => Full("श्र"),
        '|' => Full("द्य"),
        '}' => Full("द्व"),
        ')' => Full("द्ध"),
        'Ø' => Full("क्र"),
        'Ý' => Full("फ्र"),
        'æ' => Full("द्र"),
        'ç' | 'Á' => Full("प्र"),
        'ä' => Full("क्त"),
        'ô' => Full("क्क"),
        'Ù' => Half("त्त्"),
        'é' => Full("न्न"),
        '™' => Half("न्न्"),
        'à' => Full("ह्न"),
        'á' => Full("ह्य"),
        'ã' => Full("ह्म"),
        'í' | 'Ì' => Full("द्द"),
        'ê' | 'Í' => Full("ट्ट"),
        'ë' | 'Î' => Full("ट्ठ"),
        'ì' | 'Ï' => Full("ड्ड"),
        'ï' | 'Ô' => Full("ड्ढ"),
        '#' => Signed("र", 'ु'),
        ':' => Signed("र", 'ू'),
        'â' => Signed("ह", 'ृ'),
        '–' => Signed("द", 'ृ'),
        '—' | 'Ñ' => Signed("क", 'ृ'),
        _ => return None,
    })
}

fn mark(c: char) -> Option<Glyph> {
    Some(Mark(match c {
        'A' => '।',
        '-' => '.',
        '&' => '-',
        ']' => ',',
        '(' => ';',
        '@' => '/',
        '\\' => '?',
        '^' => '‘',
        '*' => '’',
        'Þ' => '“',
        'ß' => '”',
        '¼' => '(',
        '½' => ')',
        '¿' => '{',
        'À' => '}',
        '¾' => '=',
        'Œ' | 'ñ' => '॰',
        '•' | '·' => 'ऽ',
        'å' => '०',
        'ƒ' => '१',
        '„' => '२',
        '…' => '३',
        '†' => '४',
        '‡' => '५',
        'ˆ' => '६',
        '‰' => '७',
        'Š' => '८',
        '‹' => '९',
        _ => return None,
    }))
}
