//! A value of a column that is typed in Kruti Dev: is it in the font too, word by word?
//!
//! What would be repaired wrongly would be a false name in the register, so a word that may be Latin
//! ("Ekta" in the font draws मजं) is left for a person.

use super::convert::to_unicode;
use super::detect::{CERTAIN, evidence, is_hindi};
use super::latin::{Cased, can_be_said, cased};

/// What a value of a column in Kruti Dev is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// In the font, every word of it.
    Kruti,
    /// Not in the font: Latin that somebody typed in between, figures, Unicode Hindi.
    Plain,
    /// It could be either, or words of both stand in it.
    Unsure,
}

/// Judges a value by its words.
pub fn verdict(value: &str) -> Verdict {
    let words: Vec<Word> = value.split_whitespace().filter_map(Word::of).collect();
    let is = |wanted: Verdict| words.iter().any(|word| word.verdict == wanted);
    let sure = words.iter().filter(|word| word.verdict == Verdict::Kruti).map(|word| word.score);
    let rest = sure.sum();
    match (is(Verdict::Kruti), is(Verdict::Plain), is(Verdict::Unsure)) {
        (true, false, false) => Verdict::Kruti,
        (true, false, true) if words.iter().all(|word| word.may_stand_among(rest)) => {
            Verdict::Kruti
        }
        (true, ..) | (false, false, true) => Verdict::Unsure,
        // Between Latin words a word that might be either is Latin.
        (false, ..) => Verdict::Plain,
    }
}

struct Word<'a> {
    typed: &'a str,
    score: i32,
    cased: Option<Cased>,
    verdict: Verdict,
}

impl<'a> Word<'a> {
    /// A word; none for figures and marks, which say nothing.
    fn of(typed: &'a str) -> Option<Self> {
        if !typed.chars().any(char::is_alphabetic) {
            let glyphs = !typed.is_ascii() || typed.contains([':', '#']);
            return glyphs.then(|| Self::judged(typed));
        }
        Some(Self::judged(typed))
    }

    fn judged(typed: &'a str) -> Self {
        let evidence = evidence(typed);
        let (score, cased) = (evidence.score, cased(typed));
        let mut word = Self { typed, score, cased, verdict: Verdict::Plain };
        if evidence.letters > 0 || is_drawn(typed) {
            word.verdict = word.weighed();
        }
        word
    }

    fn weighed(&self) -> Verdict {
        let said = self.cased.is_some() && can_be_said(self.typed);
        if !is_hindi(self.typed) {
            return if said || self.score < CERTAIN { Verdict::Plain } else { Verdict::Unsure };
        }
        if said && self.is_common() {
            return Verdict::Kruti;
        }
        // Half nats from which a word is in the font, and to which it is Latin.
        let (font, latin) = match (self.cased, said) {
            (Some(Cased::Capital), true) => (16, -12),
            (Some(Cased::Capital), false) => (8, -12),
            (Some(Cased::Small), true) => (22, -6),
            (Some(Cased::Small), false) => (-4, -12),
            (None, _) => (-6, -12),
        };
        match self.score {
            score if score >= font => Verdict::Kruti,
            score if score <= latin => Verdict::Plain,
            _ => Verdict::Unsure,
        }
    }

    /// Hindi words of every day whose typing could be said: `uke` is नाम, `Lo` is स्व.
    fn is_common(&self) -> bool {
        match self.cased {
            Some(Cased::Capital) => CAPITAL.contains(&self.typed),
            _ => COMMON.split(' ').any(|word| word == to_unicode(self.typed)),
        }
    }

    /// True for a word that is Kruti Dev where those beside it are, whose scores add up to `rest`:
    /// small letters, likely in the font (in running text: not unlikely), and without the end of
    /// Latin names in -a, which would be ं after a bare consonant.
    fn may_stand_among(&self, rest: i32) -> bool {
        let bare_nasal = self.typed.ends_with('a') && !self.typed.ends_with("ka");
        let least = if rest >= 3 * CERTAIN { 1 } else { 8 };
        let small = self.cased != Some(Cased::Capital) && self.score >= least && !bare_nasal;
        self.verdict == Verdict::Kruti || (small && !LATIN.contains(&self.typed))
    }
}

/// True for a word of the font without a Latin letter: `:` is रू.
fn is_drawn(typed: &str) -> bool {
    evidence(typed).letters == 0 && typed.is_ascii() && typed.contains([':', '#'])
}

/// Hindi words whose typing begins with a capital and could be said.
const CAPITAL: [&str; 4] = ["Lo", "Lokoyacu", "Loa", "Losnu"];

/// Surnames that could be typing of the font as well.
const LATIN: [&str; 2] = ["xalxo", "xaxa"];

/// Words of names and offices whose typing in the font is small letters that could be said.
const COMMON: &str = "उम्र वह जीवन चेतना जनचेतना मानसिंह धनसिंह मां मा माँ जय नाम राम उमा रमा रीना मीना वीना बीना टीना नीना सीमा रीमा भीमा \
    पूनम नीलम ममता कमल कमला कमली विमल विमला विमली कंचन पवन वन मन तन धन जमुना यमुना रंजना अंजना संगम \
    पिंकी रिंकी पुनी मुनी नानी नाना मामा मामी माया मेवा सेवा नव नवा नवीन नई नया व ने में मे पर से न \
    ना ही नील नीमा मोना मोनू मोहन मोनिका मानकी मनकी मनी मीनू मीनाक्षी प्रेम प्रेमा प्रीत प्रदीप \
    प्रमिला सिवनी बावन वेद वेणु नेवता माला मालती इला लीला नहीं हां हाँ अहं एवं पानी पान पाना पावनी \
    पावन उपमा अनुपम कुमकुम कमलेश कोमल निशा नेहा मनोरमा मेनका मेला मेरी जानकी रानी परम पदम पदमा पद्मा \
    पूजा परी रामा रामू हेमा हिना विनय विजय नैना मैना मौली";
