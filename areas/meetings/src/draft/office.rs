//! Which offices an order is addressed to: named with `को` in a reported order, or as who shall do it.

use std::sync::LazyLock;

use super::{
    clause::Part,
    cue::{Cue, is_infinitive},
    gazetteer::{Gazetteer, rows},
    model::Office,
    word::{Words, stem},
};

static ROWS: LazyLock<Vec<(Office, &'static str)>> = LazyLock::new(|| {
    rows(include_str!("offices.txt"))
        .map(|row| (Office { code: row[0], role: row[1], theme: row[2] }, row[3]))
        .collect()
});

static NAMES: LazyLock<Gazetteer> =
    LazyLock::new(|| Gazetteer::of(ROWS.iter().map(|(_, names)| *names)));

/// The offices known, in the order of their file; one stands once for each of its areas of work.
pub fn offices() -> impl Iterator<Item = Office> {
    ROWS.iter().map(|(office, _)| *office)
}

/// The codes of the offices that a title names.
pub(super) fn codes_in(title: &str) -> Vec<&'static str> {
    NAMES.find(&Words::of(title)).iter().map(|found| ROWS[found.entry].0.code).collect()
}

/// What stands after the name of an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    /// `को`: addressed, or the target of what is done.
    To,
    /// Nothing: it is who shall do it.
    Doer,
    /// Something else.
    Other,
}

struct Named {
    entry: usize,
    from: usize,
    to: usize,
    case: Case,
    /// The word of its case, or the word after it.
    case_at: usize,
}

/// True where a sentence says who shall do it.
pub(super) fn names_one(words: &Words) -> bool {
    named(words).iter().any(|office| office.case == Case::Doer || is_addressed(words, office))
}

/// The offices addressed: those of this order, or else those of its sentence.
pub(super) fn addressed(words: &Words, part: &Part, cue: &Cue) -> Vec<Office> {
    let own = of(&part.words, cue);
    if own.is_empty() { of(words, cue) } else { own }
}

fn of(words: &Words, cue: &Cue) -> Vec<Office> {
    let mut offices: Vec<Office> = Vec::new();
    for office in named(words) {
        let counts = match office.case {
            Case::To => is_addressed(words, &office),
            Case::Doer => cue.infinitive.is_none(),
            Case::Other => false,
        };
        let office = ROWS[office.entry].0;
        if counts && !offices.contains(&office) {
            offices.push(office);
        }
    }
    offices
}

/// The first word after an addressee that leads a reported order.
pub(super) fn after_addressee(words: &Words, first: usize, verb: usize) -> usize {
    let lead = named(words)
        .into_iter()
        .filter(|office| office.case == Case::To && is_addressed(words, office))
        .filter(|office| office.from <= first + 4 && office.case_at < verb)
        .map(|office| office.case_at + 1)
        .max();
    lead.filter(|at| *at > first).unwrap_or(first)
}

/// `को` of the target of an act (`को नोटिस जारी करने`) addresses nobody.
fn is_addressed(words: &Words, office: &Named) -> bool {
    const DONE_TO: [&str; 14] = [
        "नोटिस",
        "चेतावनी",
        "सम्मानित",
        "बधाई",
        "धन्यवाद",
        "भेंट",
        "पत्र",
        "पुरस्कृत",
        "ज्ञापन",
        "निलंबित",
        "सौंपा",
        "सौंपने",
        "प्रेषित",
        "स्पष्टीकरण",
    ];
    office.case == Case::To
        && !(office.case_at + 1..office.case_at + 5).any(|at| DONE_TO.contains(&words.said(at)))
}

fn named(words: &Words) -> Vec<Named> {
    let mentions = NAMES.find(words);
    let mut named: Vec<Named> = Vec::with_capacity(mentions.len());
    for mention in &mentions {
        let to = after_title(words, mention.to);
        let (case, case_at) = case(words, mention.from, to);
        named.push(Named { entry: mention.entry, from: mention.from, to, case, case_at });
    }
    // `सरपंच एवं सचिव को`: joined names share the case of the last.
    for at in (1..named.len()).rev() {
        let (before, after) = (&named[at - 1], &named[at]);
        let between = (before.to..after.from)
            .all(|word| matches!(words.said(word), "और" | "एवं" | "तथा" | "व" | "सभी" | "समस्त"));
        if between && after.from >= before.to && after.case != Case::Other {
            let (case, case_at) = (after.case, after.case_at);
            named[at - 1].case = case;
            named[at - 1].case_at = case_at;
        }
    }
    named.extend(departments_before(words, &named));
    named.sort_by_key(|office| office.from);
    named
}

/// `कृषि और उद्यानिकी विभाग को`: the first department has lost its word.
fn departments_before(words: &Words, named: &[Named]) -> Vec<Named> {
    let mut found = Vec::new();
    for office in named {
        let ends_so = (office.from..office.to).any(|at| words.said(at) == "विभाग");
        if !ends_so || office.from < 2 {
            continue;
        }
        let and = matches!(words.said(office.from - 1), "और" | "एवं" | "तथा" | "व");
        let name = format!("{} विभाग", words.said(office.from - 2));
        let entry = NAMES.find(&Words::of(&name)).first().filter(|found| found.to == 2).copied();
        if let (true, Some(entry)) = (and, entry) {
            let from = office.from - 2;
            found.push(Named { entry: entry.entry, from, to: from + 1, ..*office });
        }
    }
    found
}

/// The word after the titles that follow the name of an office: `विभाग के अधिकारियों`.
fn after_title(words: &Words, to: usize) -> usize {
    const TITLES: [&str; 12] = [
        "अधिकार",
        "कर्मचार",
        "कार्यपालन",
        "अभियंत",
        "संचालक",
        "प्रमुख",
        "मैदान",
        "अमल",
        "सहायक",
        "उप",
        "जिल",
        "पदाधिकार",
    ];
    let is_title = |at: usize| TITLES.contains(&stem(words.said(at)));
    let mut at = to;
    if matches!(words.said(at), "के" | "की") && is_title(at + 1) {
        at += 1;
    }
    while is_title(at) || matches!(words.said(at), "महोदय" | "गण" | "विभाग")
    {
        at += 1;
    }
    at
}

fn case(words: &Words, from: usize, to: usize) -> (Case, usize) {
    const POST: [&str; 22] = [
        "ने",
        "के",
        "का",
        "की",
        "से",
        "में",
        "पर",
        "द्वारा",
        "तक",
        "हेतु",
        "सहित",
        "वाले",
        "कि",
        "उपस्थित",
        "मौजूद",
        "है",
        "हैं",
        "था",
        "थे",
        "रहे",
        "शामिल",
        "भी",
    ];
    if words.said(to) == "को" {
        return (Case::To, to);
    }
    if POST.contains(&words.said(to)) || to >= words.list.len() {
        return (Case::Other, to);
    }
    // `जनपद सीईओ माकड़ी को`: a place may stand between.
    for at in to + 1..to + 3 {
        if words.said(at) == "को" && !POST.contains(&words.said(to)) {
            return (Case::To, at);
        }
        if POST.contains(&words.said(at)) || is_infinitive(words.said(at)) {
            break;
        }
    }
    let leads = (0..from).all(|at| !matches!(words.said(at), "को" | "से")) && from < 8;
    (if leads { Case::Doer } else { Case::Other }, to)
}
