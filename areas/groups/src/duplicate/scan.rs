//! The pass over a whole register: records that share a key are brought together and weighed. Pure;
//! each pair is weighed once, whatever number of keys it shares.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use super::{
    name::{self, Nearness, bones, nearness},
    rules::{ASKED, Evidence, Field, Level, Subject, total, weight},
};

/// A record as it is compared. Blank is "" or none.
#[derive(Debug, Clone, Default)]
pub(crate) struct Said {
    /// Its number.
    pub(crate) id: i64,
    /// Its village.
    pub(crate) place_id: i64,
    /// Its block.
    pub(crate) block_id: i64,
    /// Its names in either script.
    pub(crate) names: [String; 2],
    /// Husband's or father's name.
    pub(crate) relation: String,
    /// The household's number.
    pub(crate) household: String,
    /// Day of birth, or of formation.
    pub(crate) on: Option<NaiveDate>,
    /// Year of birth, where the day is unknown.
    pub(crate) year: Option<i32>,
    /// Mobile number.
    pub(crate) mobile: String,
    /// Bank account.
    pub(crate) account: String,
    /// Social category.
    pub(crate) social: String,
}

/// Two records that may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// The lower number: what was entered first.
    pub(crate) one_id: i64,
    /// The higher one.
    pub(crate) other_id: i64,
    /// All in all, in hundredths of a bit.
    pub(crate) weight: i64,
    /// Field by field.
    pub(crate) evidence: Vec<Evidence>,
}

/// A key that so many records share tells nobody apart; with it the pass stays linear.
const CROWD: usize = 400;
/// How many keys a record is filed under, by name.
const KEYS: usize = 5;
/// The keys of a village: the beginning of a name there is never too common to look at.
const OF_VILLAGE: [usize; 2] = [0, 2];

/// A word by its number; 0 is none.
type Word = u32;

struct Card {
    id: i64,
    place_id: i64,
    block_id: i64,
    given: [Word; 2],
    family: [Word; 2],
    relation: Word,
    household: Word,
    on: Option<NaiveDate>,
    year: Option<i32>,
    mobile: Word,
    account: Word,
    social: Word,
}

/// The words of the register, each once, with its skeleton.
#[derive(Default)]
struct Lexicon {
    numbers: HashMap<String, Word>,
    words: Vec<(String, Word)>,
}

impl Lexicon {
    fn plain(&mut self, text: &str) -> Word {
        if text.is_empty() {
            return 0;
        }
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        self.words.push((text.to_owned(), 0));
        let number = Word::try_from(self.words.len()).expect("words fit 32 bits");
        self.numbers.insert(text.to_owned(), number);
        number
    }

    fn sounding(&mut self, text: &str) -> Word {
        let number = self.plain(text);
        if number > 0 && self.words[at(number)].1 == 0 {
            // Marked, so that no bare number is taken for a skeleton.
            let bones = self.plain(&format!("~{}", bones(text)));
            self.words[at(number)].1 = bones;
        }
        number
    }

    fn text(&self, number: Word) -> &str {
        if number == 0 { "" } else { &self.words[at(number)].0 }
    }

    fn bones(&self, number: Word) -> Word {
        if number == 0 { 0 } else { self.words[at(number)].1 }
    }

    /// The first letters of a skeleton.
    fn beginning(&self, number: Word, letters: usize) -> String {
        self.text(self.bones(number)).chars().skip(1).take(letters).collect()
    }
}

/// Keys are numbered from 1 as they are met, so that there is a place for each.
fn place_in(key: u64) -> usize {
    usize::try_from(key).expect("keys are numbered by records in memory")
}

fn at(number: Word) -> usize {
    number as usize - 1
}

/// How common each value is.
#[derive(Default)]
struct Shares {
    of: HashMap<(Field, u64), u32>,
    records: u32,
}

impl Shares {
    fn note(&mut self, field: Field, value: u64) {
        if value > 0 {
            *self.of.entry((field, value)).or_default() += 1;
        }
    }

    /// How likely another record has the same value by chance: the record itself does not count.
    fn share(&self, field: Field, value: u64) -> Option<f64> {
        let others = self.of.get(&(field, value))?.saturating_sub(1).max(1);
        Some(f64::from(others) / f64::from(self.records))
    }
}

/// Everything a pass knows.
struct Pass {
    subject: Subject,
    lexicon: Lexicon,
    shares: Shares,
    cards: Vec<Card>,
    keys: Vec<[u64; KEYS * 2]>,
    near: HashMap<(Word, Word), Nearness>,
}

/// Every pair of records that a person should look at, the likeliest first.
pub(crate) fn candidates(subject: Subject, said: &[Said]) -> Vec<Candidate> {
    Pass::over(subject, said).look()
}

/// As [`candidates`], of so few records that they do not say how common a value is: each field weighs
/// what it weighs by fixed chances.
pub(crate) fn among_few(subject: Subject, said: &[Said]) -> Vec<Candidate> {
    let mut pass = Pass::over(subject, said);
    pass.shares = Shares::default();
    pass.look()
}

impl Pass {
    fn over(subject: Subject, said: &[Said]) -> Self {
        let mut pass = Self {
            subject,
            lexicon: Lexicon::default(),
            shares: Shares::default(),
            cards: Vec::with_capacity(said.len()),
            keys: Vec::with_capacity(said.len()),
            near: HashMap::new(),
        };
        for one in said {
            let card = pass.card(one);
            pass.note(&card);
            pass.cards.push(card);
        }
        let mut named = HashMap::new();
        for at in 0..pass.cards.len() {
            let keys = pass.keys_of(&pass.cards[at], &mut named);
            pass.keys.push(keys);
        }
        pass.drop_crowds(named.len());
        pass
    }

    fn look(mut self) -> Vec<Candidate> {
        let mut found = Vec::new();
        for kind in 0..KEYS {
            self.look_along(kind, &mut found);
        }
        found.sort_by_key(|one| (-one.weight, one.one_id, one.other_id));
        found
    }

    /// A key of a crowd is taken off its records, so that another key may bring two of them together.
    fn drop_crowds(&mut self, keys: usize) {
        let mut count = vec![0; keys + 1];
        for key in self.keys.iter().flatten() {
            count[place_in(*key)] += 1;
        }
        for own in &mut self.keys {
            for (at, key) in own.iter_mut().enumerate() {
                if count[place_in(*key)] > CROWD && !OF_VILLAGE.contains(&(at % KEYS)) {
                    *key = 0;
                }
            }
        }
    }

    fn card(&mut self, said: &Said) -> Card {
        let lexicon = &mut self.lexicon;
        let (mut given, mut family) = ([0; 2], [0; 2]);
        for (at, text) in said.names.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            if self.subject == Subject::Institution {
                given[at] = lexicon.sounding(&name::group(text));
            } else {
                let named = name::person(text);
                given[at] = lexicon.sounding(&named.given);
                family[at] = lexicon.sounding(&named.family);
            }
        }
        let digits = |text: &str| text.trim_start_matches('0').to_owned();
        Card {
            id: said.id,
            place_id: said.place_id,
            block_id: said.block_id,
            given,
            family,
            relation: lexicon.sounding(&name::person(&said.relation).given),
            household: lexicon.plain(&digits(&said.household)),
            on: said.on,
            year: said.on.map(|day| day.year()).or(said.year),
            mobile: lexicon.plain(&digits(&said.mobile)),
            account: lexicon.plain(&digits(&said.account)),
            social: lexicon.plain(&said.social),
        }
    }

    fn named(&self) -> Field {
        if self.subject == Subject::Institution { Field::Name } else { Field::Given }
    }

    fn dated(&self) -> Field {
        if self.subject == Subject::Institution { Field::Formed } else { Field::Born }
    }

    fn note(&mut self, card: &Card) {
        self.shares.records += 1;
        let (named, dated) = (self.named(), self.dated());
        let bones = |word: &[Word; 2]| {
            u64::from(word.iter().map(|one| self.lexicon.bones(*one)).find(|b| *b > 0).unwrap_or(0))
        };
        let (given, family) = (bones(&card.given), bones(&card.family));
        let relation = u64::from(self.lexicon.bones(card.relation));
        self.shares.note(named, given);
        self.shares.note(Field::Family, family);
        self.shares.note(Field::Relation, relation);
        self.shares.note(Field::Place, card.place_id.cast_unsigned());
        self.shares.note(dated, day_value(card.on));
        self.shares.note(Field::Mobile, card.mobile.into());
        self.shares.note(Field::Account, card.account.into());
        self.shares.note(Field::Social, card.social.into());
    }

    /// The keys of RULES B8: village and the beginning of the name; village and the beginning of the
    /// husband's; telephone; account; name and husband's name. The first two names each have theirs.
    fn keys_of(&self, card: &Card, named: &mut HashMap<String, u64>) -> [u64; KEYS * 2] {
        let mut keys = [0; KEYS * 2];
        let mut number = |text: String| {
            let next = named.len() as u64 + 1;
            *named.entry(text).or_insert(next)
        };
        let lexicon = &self.lexicon;
        for (at, given) in card.given.iter().enumerate().filter(|(_, given)| **given > 0) {
            // Two scripts of one name mostly sound the same: then once is enough.
            if at == 1 && lexicon.bones(card.given[0]) == lexicon.bones(*given) {
                continue;
            }
            let from = at * KEYS;
            keys[from] = number(format!("v{}:{}", card.place_id, lexicon.beginning(*given, 2)));
            if card.relation > 0 {
                let (name, husband) = (lexicon.bones(*given), lexicon.bones(card.relation));
                let family = lexicon.bones(card.family[at]);
                keys[from + 1] = number(format!("n{name}:{husband}:{family}"));
            }
        }
        if card.relation > 0 {
            let husband = lexicon.beginning(card.relation, 3);
            keys[2] = number(format!("h{}:{husband}", card.place_id));
        }
        if card.mobile > 0 {
            keys[3] = number(format!("m{}", card.mobile));
        }
        if card.account > 0 {
            keys[4] = number(format!("a{}", card.account));
        }
        keys
    }

    /// Both names of a record are filed together: one entered in Hindi only meets one entered in
    /// Latin letters only.
    fn look_along(&mut self, kind: usize, found: &mut Vec<Candidate>) {
        let mut filed: Vec<(u64, u32)> = Vec::with_capacity(self.cards.len());
        for (at, keys) in (0..).zip(&self.keys) {
            let own = [keys[kind], keys[kind + KEYS]].into_iter().filter(|key| *key > 0);
            filed.extend(own.map(|key| (key, at)));
        }
        filed.sort_unstable();
        filed.dedup();
        for block in filed.chunk_by(|a, b| a.0 == b.0) {
            self.look_within(kind, block, found);
        }
    }

    fn look_within(&mut self, kind: usize, block: &[(u64, u32)], found: &mut Vec<Candidate>) {
        for (nth, (key, one)) in block.iter().enumerate() {
            for (_, other) in &block[nth + 1..] {
                let (one, other) = (*one as usize, *other as usize);
                if !self.have_met(one, other, (kind, *key)) {
                    found.extend(self.weigh(one, other));
                }
            }
        }
    }

    /// True where an earlier key brought the two together.
    fn have_met(&self, one: usize, other: usize, (kind, here): (usize, u64)) -> bool {
        let (a, b) = (&self.keys[one], &self.keys[other]);
        (0..=kind).any(|at| {
            let both = [a[at], a[at + KEYS]].into_iter().filter(|key| *key > 0);
            let mut shared = both.filter(|key| *key == b[at] || *key == b[at + KEYS]);
            shared.any(|key| at < kind || key < here)
        })
    }

    fn weigh(&mut self, one: usize, other: usize) -> Option<Candidate> {
        let evidence = self.evidence(one, other);
        let weight = total(self.subject, &evidence);
        let (a, b) = (self.cards[one].id, self.cards[other].id);
        let (one_id, other_id) = (a.min(b), a.max(b));
        (weight >= ASKED).then_some(Candidate { one_id, other_id, weight, evidence })
    }

    fn evidence(&mut self, one: usize, other: usize) -> Vec<Evidence> {
        let (named, dated) = (self.named(), self.dated());
        let mut all = Vec::with_capacity(9);
        let given = (self.cards[one].given, self.cards[other].given);
        self.names(named, given, &mut all);
        let family = (self.cards[one].family, self.cards[other].family);
        self.names(Field::Family, family, &mut all);
        let relation = ([self.cards[one].relation, 0], [self.cards[other].relation, 0]);
        self.names(Field::Relation, relation, &mut all);
        let (a, b) = (&self.cards[one], &self.cards[other]);
        let mut say = |field: Field, level: Level, value: u64| {
            let share = self.shares.share(field, value);
            all.push(Evidence { field, level, weight: weight(field, level, share) });
        };
        say(Field::Place, place(a, b), a.place_id.cast_unsigned());
        let words = [
            (Field::Household, a.household, b.household),
            (Field::Mobile, a.mobile, b.mobile),
            (Field::Social, a.social, b.social),
        ];
        // Who is of one household mostly has its family name and its head: that says nothing more.
        let is_one_home = a.household > 0 && a.household == b.household;
        for (field, x, y) in words.into_iter().filter(|(_, x, y)| *x > 0 && *y > 0) {
            say(field, if x == y { Level::Same } else { Level::Differ }, x.into());
        }
        if let Some(level) = date(self.subject, a, b) {
            let value = if level == Level::Same { day_value(a.on) } else { 0 };
            say(dated, level, value);
        }
        if a.account > 0 && b.account > 0 {
            let texts = (self.lexicon.text(a.account), self.lexicon.text(b.account));
            say(Field::Account, account(texts), a.account.into());
        }
        if is_one_home {
            let of_home = |field: Field| matches!(field, Field::Family | Field::Relation);
            for one in all.iter_mut().filter(|one| of_home(one.field)) {
                one.weight = one.weight.min(0);
            }
        }
        all
    }

    /// The better of the two scripts counts.
    fn names(&mut self, field: Field, (a, b): ([Word; 2], [Word; 2]), all: &mut Vec<Evidence>) {
        let mut best: Option<(Nearness, Word)> = None;
        for x in a.into_iter().filter(|word| *word > 0) {
            for y in b.into_iter().filter(|word| *word > 0) {
                let near = (self.nearness(x, y), x.min(y));
                best = best.max(Some(near));
            }
        }
        let Some((near, word)) = best else { return };
        let level = match near {
            Nearness::Same => Level::Same,
            Nearness::Close => Level::Close,
            Nearness::Near => Level::Near,
            Nearness::Differ => Level::Differ,
        };
        let share = self.shares.share(field, self.lexicon.bones(word).into());
        all.push(Evidence { field, level, weight: weight(field, level, share) });
    }

    fn nearness(&mut self, x: Word, y: Word) -> Nearness {
        if x == y {
            return Nearness::Same;
        }
        let lexicon = &self.lexicon;
        let pair = (x.min(y), x.max(y));
        *self
            .near
            .entry(pair)
            .or_insert_with(|| nearness(lexicon.text(pair.0), lexicon.text(pair.1)))
    }
}

fn place(a: &Card, b: &Card) -> Level {
    if a.place_id == b.place_id {
        Level::Same
    } else if a.block_id == b.block_id {
        Level::Near
    } else {
        Level::Differ
    }
}

/// Days of birth by years; days of formation by days, for groups of one drive are a week apart.
fn date(subject: Subject, a: &Card, b: &Card) -> Option<Level> {
    if a.on.is_some() && a.on == b.on {
        return Some(Level::Same);
    }
    if subject == Subject::Institution {
        let apart = (a.on? - b.on?).num_days().abs();
        return Some(match apart {
            0..=31 => Level::Close,
            32..=366 => Level::Near,
            _ => Level::Differ,
        });
    }
    Some(match (a.year? - b.year?).abs() {
        0..=1 => Level::Close,
        2..=5 => Level::Near,
        _ => Level::Differ,
    })
}

/// How many digits of an account a sheet may show behind stars.
const SHOWN: usize = 4;

fn account((x, y): (&str, &str)) -> Level {
    if x == y {
        return Level::Same;
    }
    let tail = |text: &str| {
        let digits: Vec<char> = text.chars().rev().take_while(char::is_ascii_digit).collect();
        (digits.len() <= SHOWN, digits.into_iter().take(SHOWN).collect::<String>())
    };
    let ((x_cut, x), (y_cut, y)) = (tail(x), tail(y));
    let is_near = (x_cut || y_cut) && x.len() == SHOWN && x == y;
    if is_near { Level::Near } else { Level::Differ }
}

fn day_value(day: Option<NaiveDate>) -> u64 {
    day.map_or(0, |day| u64::from(day.num_days_from_ce().unsigned_abs()))
}

#[cfg(test)]
mod tests;
