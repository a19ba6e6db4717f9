//! Kruti Dev characters in the order they are drawn, put into the order they are spoken.

use unicode_normalization::UnicodeNormalization;

use super::glyphs::{Glyph, glyph};

/// Kruti Dev 010 as Unicode (NFC): `vkius tks dgk` is `आपने जो कहा`. What the font does not redraw
/// stays. Text that is not in the font comes out as nonsense: ask `looks_legacy` before.
pub fn to_unicode(s: &str) -> String {
    converted(s).0
}

/// The Unicode text, and how many things in it no Hindi writer would type.
pub(super) fn converted(s: &str) -> (String, u32) {
    let mut page = Page { text: String::with_capacity(s.len() * 2), ..Page::default() };
    let mut letters = s.chars().peekable();
    while let Some(c) = letters.next() {
        let next = letters.peek().copied();
        match quoted_letter(c, next).or_else(|| glyph(c)) {
            Some(Glyph::Dots) => page.dots(next),
            Some(glyph) => page.draw(glyph),
            None => page.mark(c),
        }
    }
    page.close();
    (page.text.nfc().collect(), page.odd)
}

/// Word processors turn the half letters typed as ' and " into curly quotes.
fn quoted_letter(c: char, next: Option<char>) -> Option<Glyph> {
    let letter = next.is_some_and(|c| c.is_ascii_alphabetic());
    match c {
        '‘' | '’' if letter => Some(Glyph::Half("श्")),
        '“' | '”' if letter => Some(Glyph::Half("ष्")),
        _ => None,
    }
}

/// What is written so far, and where the syllable under the pen stands.
#[derive(Default)]
struct Page {
    text: String,
    /// First byte of the syllable's consonants; none between words.
    start: Option<usize>,
    /// First byte after its consonants: र, य and dots hang here.
    stem: usize,
    /// The last consonant waits for its bar or for the next consonant.
    open: bool,
    /// The sign ि waits for its consonant.
    early: Option<Early>,
    odd: u32,
}

#[derive(Clone, Copy)]
struct Early {
    nasal: bool,
    reph: bool,
}

impl Page {
    fn draw(&mut self, glyph: Glyph) {
        match glyph {
            Glyph::Full(letters) => self.full(letters),
            Glyph::Signed(letters, sign) => {
                self.full(letters);
                self.sign(sign);
            }
            Glyph::Half(letters) => self.half(letters),
            Glyph::Vowel(vowel) => self.vowel(vowel),
            Glyph::Sign(sign) => self.sign(sign),
            Glyph::Nasal(nasal) => self.nasal(nasal),
            Glyph::Bar => self.bar(),
            Glyph::EarlyI { nasal, reph } => {
                self.odd += u32::from(self.early.is_some() || self.open);
                self.early = Some(Early { nasal, reph });
            }
            Glyph::Reph => self.reph(),
            Glyph::SignReph(sign) => {
                self.sign(sign);
                self.reph();
            }
            Glyph::RephNasal => {
                self.reph();
                self.nasal('ं');
            }
            Glyph::Hung(letter) => self.hung(letter),
            Glyph::Nukta => self.nukta(),
            Glyph::Halant => self.halant(),
            Glyph::Dots => self.dots(None),
            Glyph::Mark(mark) => self.mark(mark),
        }
    }

    fn full(&mut self, letters: &str) {
        self.begin();
        self.text.push_str(letters);
        self.complete();
    }

    fn half(&mut self, letters: &str) {
        self.begin();
        self.text.push_str(letters);
        self.open = true;
    }

    /// A new syllable, unless a half letter leads into it.
    fn begin(&mut self) {
        if !self.open || self.start.is_none() {
            self.odd += u32::from(self.after_stop());
            self.start = Some(self.text.len());
        }
        self.open = false;
    }

    /// The consonants are whole: the waiting ि finds its place.
    fn complete(&mut self) {
        self.open = false;
        self.stem = self.text.len();
        if let Some(Early { nasal, reph }) = self.early.take() {
            if reph {
                self.reph();
            }
            self.text.push('ि');
            if nasal {
                self.text.push('ं');
            }
        }
    }

    fn vowel(&mut self, vowel: char) {
        self.odd += u32::from(self.open || self.early.is_some() || self.after_stop());
        self.drop_early();
        self.open = false;
        self.start = Some(self.text.len());
        self.text.push(vowel);
        self.stem = self.text.len();
    }

    fn bar(&mut self) {
        if self.open && self.text.ends_with('\u{94d}') {
            self.text.pop();
            self.complete();
        } else if !self.text.ends_with("त्रि") {
            // The font draws त्र with or without its bar, so `f=k` is त्रि.
            self.sign('ा');
        }
    }

    fn sign(&mut self, sign: char) {
        if self.open {
            self.odd += 1;
            self.text.pop();
            self.complete();
        }
        let nasal = self.text.chars().next_back().filter(|c| matches!(c, 'ं' | 'ँ'));
        if nasal.is_some() {
            self.text.pop();
        }
        let last = self.text.chars().next_back();
        match last.and_then(|last| joined(last, sign)) {
            Some(both) => {
                self.text.pop();
                self.text.push(both);
            }
            // Typed twice, or a Latin word such as Ekka.
            None if last == Some(sign) => self.odd += 1,
            None => {
                let carried = self.start.is_some() && last.is_some_and(is_consonant_end);
                self.odd += u32::from(!carried);
                self.text.push(sign);
            }
        }
        self.text.extend(nasal);
    }

    fn nasal(&mut self, nasal: char) {
        self.odd += u32::from(self.start.is_none() || self.open);
        if !self.text.ends_with(nasal) {
            self.text.push(nasal);
        }
    }

    fn reph(&mut self) {
        for (short, long) in [("इ", "ई"), ("इं", "ईं")] {
            if self.text.ends_with(short) {
                self.text.truncate(self.text.len() - short.len());
                self.text.push_str(long);
                return;
            }
        }
        match self.start {
            Some(start) if !self.open && !self.text[start..].starts_with("र्") => {
                self.text.insert_str(start, "र्");
                self.stem += "र्".len();
            }
            _ => self.odd += 1,
        }
    }

    fn hung(&mut self, letter: char) {
        if self.open {
            self.text.push(letter);
            self.complete();
        } else if self.start.is_some() {
            let hung = ['\u{94d}', letter].iter().collect::<String>();
            if !self.text[..self.stem].ends_with(&hung) {
                self.text.insert_str(self.stem, &hung);
                self.stem += hung.len();
            }
        } else {
            self.odd += 1;
        }
    }

    fn nukta(&mut self) {
        let at = if self.open { self.text.len() - '\u{94d}'.len_utf8() } else { self.stem };
        let dotted = self.start.is_some_and(|start| start < at)
            && self.text[..at].ends_with(['क', 'ख', 'ग', 'ज', 'ड', 'ढ', 'फ', 'य', 'र', 'न', 'ल']);
        if dotted {
            self.text.insert(at, '\u{93c}');
            self.stem += '\u{93c}'.len_utf8();
        } else {
            self.odd += 1;
        }
    }

    fn halant(&mut self) {
        if self.start.is_none() || self.open {
            self.odd += 1;
            return;
        }
        if self.text.len() > self.stem && self.text.ends_with('ि') {
            self.text.pop();
            self.early = Some(Early { nasal: false, reph: false });
        }
        self.odd += u32::from(self.text.len() != self.stem);
        self.text.push('\u{94d}');
        self.open = true;
    }

    /// `%` is the visarga inside a word and after a bare consonant (अतः), else a colon.
    fn dots(&mut self, next: Option<char>) {
        let letter_follows = next.and_then(glyph).is_some_and(|g| !matches!(g, Glyph::Mark(_)));
        let bare = self.text.len() == self.stem && next != Some('&');
        if self.start.is_some() && !self.open && (letter_follows || bare) {
            self.text.push('ः');
        } else {
            self.mark(':');
        }
    }

    fn mark(&mut self, mark: char) {
        self.close();
        self.text.push(mark);
    }

    /// The word ends.
    fn close(&mut self) {
        self.odd += u32::from(self.early.is_some()) + u32::from(self.open);
        self.drop_early();
        self.open = false;
        self.start = None;
    }

    fn drop_early(&mut self) {
        if self.early.take().is_some() {
            self.text.push('ि');
        }
    }

    /// A full stop or bracket without a space before the letter to come.
    fn after_stop(&self) -> bool {
        self.start.is_none() && self.text.ends_with(['।', '?', ';', '’'])
    }
}

fn joined(first: char, sign: char) -> Option<char> {
    Some(match (first, sign) {
        ('ा', 'े') | ('े', 'ा') => 'ो',
        ('ा', 'ै') | ('ै', 'ा') => 'ौ',
        ('ा', 'ॅ') => 'ॉ',
        ('अ', 'ा') => 'आ',
        ('अ', 'ॉ') | ('आ', 'ॅ') => 'ऑ',
        ('अ', 'ो') | ('आ', 'े') => 'ओ',
        ('अ', 'ौ') | ('आ', 'ै') => 'औ',
        ('ए', 'े') => 'ऐ',
        _ => return None,
    })
}

fn is_consonant_end(c: char) -> bool {
    matches!(c, 'क'..='ह' | '\u{93c}')
}
