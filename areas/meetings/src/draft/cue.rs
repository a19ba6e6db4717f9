//! Is this sentence an order? Strong cues say so by themselves; weak ones only near whoever orders,
//! near another order, or with an addressee or a deadline. Source: RULES B10.

use std::sync::LazyLock;

use regex::Regex;

use super::{deadline, office, word::Words};

/// Why a sentence is an order, and where its verb stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cue {
    /// It reports an order (`… के निर्देश दिए`); otherwise it is one (`… भेजें`).
    pub(super) reported: bool,
    /// The first word of what is ordered: after who ordered, or after `कि`.
    pub(super) from: usize,
    /// The infinitive before a strong cue; none where the order has a finite verb.
    pub(super) infinitive: Option<usize>,
}

/// `निर्देश दिए` and its like; what was ordered stands before it as an infinitive, or after `कि`.
static GIVEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:^| )(?:निर्देश|आदेश|हिदायत|समझाइश|सलाह|चेतावनी)(?: भी| ही)? ",
        r"(?:दिए|दिये|दिया|दी|देते|जारी किए|जारी किये|जारी किया)(?: |$)"
    ))
});

/// `निर्देशित किया`.
static DIRECTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:^| )(?:निर्देशित|आदेशित|ताकीद|पाबंद) (?:भी )?(?:किया|किये|किए|की|करते)(?: |$)")
});

/// `… करने को कहा`, `… करने की बात कही`.
static ASKED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:^| )\S+ने (?:को |हेतु |के लिए |के लिये |की बात |की अपेक्षा |की उम्मीद )?(?:भी )?",
        r"(?:कहा|कही|कहते|जताई)(?: |$)"
    ))
});

/// `… पर जोर दिया`.
static STRESSED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r" पर (?:\S+ ){0,2}?(?:जोर|बल) (?:दिया|देते|दिए)(?: |$)"));

/// What follows a strong cue that tells of the past or of a habit: no order of this paper.
static PAST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:गए |गये |गया |गयी |गई )?(?:थे|था|थी|जा रहा|जा रहे|जाता|जाते)(?: |$)")
});

/// An order in the passive: `… किया जाए`.
static PASSIVE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^| )(?:जाए|जाये|जावे|जाएं|जायें|जावें|जाय)(?: |$)"));

/// `सुनिश्चित करें`: an order wherever it stands.
static SURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^| )सुनिश्चित (?:करें|करे|करेंगे|कराएं|करावें|करवाएं|कर लें|हो|किया जाए|किया जावे|की जाए|कीजिए)(?: |$)",
    )
});

/// `… करना है`, `… देनी होगी`: needed, so ordered.
static NEEDED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^| )(?:कर|करा|भेज|दे|दिला|रख|बना|जोड|पहुंचा|लगा|लगवा|बनवा|भर|खोल)(?:ना|नी|ने) (?:है|हैं|होगा|होगी|होंगे|चाहिए)$",
    )
});

/// The sentence tells what somebody said of how things are.
static TOLD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:^| )(?:बताया|बताई|बतायी|जानकारी दी|अवगत कराया|मांग की|मांग रखी|आग्रह किया|अनुरोध किया|निवेदन किया|अपील की|आश्वासन दिया)",
        r"(?: गया| गई)? कि "
    ))
});

/// Who orders, or the mark of a paper that does.
static ISSUER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:^| )(?:(?:कलेक्टर|जिलाधिकारी|डीएम|सीईओ|सीडीओ|अधिकारी|आयुक्त|कमिश्नर|मंत्री|अध्यक्ष|सचिव)(?: महोदय| महोदया)?(?: श्री\S*(?: \S+){1,3}?)? ने",
        r"|उन्होंने|निम्न निर्देश|निम्नानुसार निर्देश|निम्नलिखित निर्देश|अतः|कृपया|लेख है",
        r"|निर्णय लि\S*|की अध्यक्षता)(?: |$)"
    ))
});

/// Where a purpose begins: what follows is no order.
static PURPOSE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^| )(?:ताकि|जिससे|क्योंकि)(?: |$)"));

/// Words after the verb of a message that are only polite.
const POLITE: [&str; 8] = ["जी", "सर", "मैडम", "कृपया", "प्लीज", "धन्यवाद", "साथियों", "सभी"];

/// Stems of verbs that an order ends in.
const VERBS: [&str; 94] = [
    "कर",
    "करा",
    "करवा",
    "दे",
    "ले",
    "रख",
    "रखवा",
    "भेज",
    "भिजवा",
    "जोड",
    "जुडवा",
    "बना",
    "बनवा",
    "लगा",
    "लगवा",
    "पहुंच",
    "पहुंचा",
    "पहुंचवा",
    "दिला",
    "दिलवा",
    "डाल",
    "डलवा",
    "भर",
    "भरवा",
    "खोल",
    "खुलवा",
    "देख",
    "बता",
    "हटा",
    "हटवा",
    "निपटा",
    "आ",
    "जा",
    "ला",
    "उठा",
    "सुन",
    "पूछ",
    "मिल",
    "बुला",
    "बुलवा",
    "चला",
    "चलवा",
    "बढा",
    "घटा",
    "सौंप",
    "मंगा",
    "मंगवा",
    "लिख",
    "लिखवा",
    "पढ",
    "पढा",
    "निकाल",
    "छोड",
    "रोक",
    "बैठ",
    "समझ",
    "समझा",
    "अपना",
    "मना",
    "बांट",
    "चुन",
    "गिन",
    "जांच",
    "दिखा",
    "सिखा",
    "बचा",
    "टाल",
    "जुटा",
    "मान",
    "पकड",
    "सुधार",
    "संवार",
    "बेच",
    "खरीद",
    "तय",
    "रह",
    "हो",
    "उतार",
    "ढूंढ",
    "खोज",
    "फैला",
    "बंद",
    "करावा",
    "दिलावा",
    "लगावा",
    "बनावा",
    "पूर",
    "परख",
    "मोड",
    "तलाश",
    "चिपका",
    "टांग",
    "छपवा",
    "गाड",
];

/// The reader's memory of what stood before.
pub(super) struct Judge {
    minutes: bool,
    since_issuer: usize,
    since_order: usize,
}

/// So many sentences on, whoever ordered is still heard.
const NEAR: usize = 3;
/// So many sentences on, an order makes a weak cue believable.
const RUN: usize = 5;

impl Judge {
    /// For one paper. Minutes order by their nature.
    pub(super) fn of(text: &str) -> Self {
        let line = Words::of(text).line;
        let minutes = line.contains("कार्यवाही विवरण") || line.contains("निर्णय लिए गए");
        Self { minutes, since_issuer: usize::MAX, since_order: usize::MAX }
    }

    /// Judges the next sentence.
    pub(super) fn judge(&mut self, words: &Words) -> Option<Cue> {
        self.since_issuer = self.since_issuer.saturating_add(1);
        self.since_order = self.since_order.saturating_add(1);
        if ISSUER.is_match(&words.line) {
            self.since_issuer = 0;
        }
        let cue = strong(words).or_else(|| self.weak(words))?;
        self.since_order = 0;
        Some(cue)
    }

    fn weak(&self, words: &Words) -> Option<Cue> {
        let question = words.text.trim_end().ends_with('?') || words.said(0) == "क्या";
        let line = before_purpose(words);
        let (_, sure) = finite(line)?;
        if question || told(line) {
            return None;
        }
        let near = self.minutes
            || self.since_issuer <= NEAR
            || self.since_order <= RUN
            || sure
            || deadline::find(words, &words.text).is_some()
            || office::names_one(words);
        near.then(|| Cue {
            reported: false,
            from: content(words, words.list.len()),
            infinitive: None,
        })
    }
}

/// Where the last finite verb of an order ends, and whether it is one by itself.
fn finite(line: &str) -> Option<(usize, bool)> {
    if let Some(found) = SURE.find_iter(line).last() {
        return Some((found.end(), true));
    }
    let passive = PASSIVE
        .find_iter(line)
        .filter(|found| !line[found.end()..].trim_start().starts_with("तो "))
        .last();
    if let Some(found) = passive {
        return Some((found.end(), false));
    }
    let mut ending = line.split(' ').rev().skip_while(|word| POLITE.contains(word));
    let last = ending.next()?;
    (is_order(last) || is_future(last, line) || NEEDED.is_match(line))
        .then_some((line.len(), false))
}

/// True for `भेजें`, `कराएं`, `करावें`, `दीजिए`, and `करे` of one person.
pub(super) fn is_order(word: &str) -> bool {
    if matches!(
        word,
        "करे" | "कराए"
            | "करवाए"
            | "भेजे"
            | "दीजिए"
            | "लीजिए"
            | "कीजिए"
            | "दीजिये"
            | "कीजिये"
            | "लीजिये"
    ) {
        return true;
    }
    ["ें", "एं", "यें", "वें", "ं", "िए", "िये"]
        .iter()
        .filter_map(|ending| word.strip_suffix(ending))
        .any(|stem| VERBS.contains(&stem) && !matches!(word, "में" | "हों" | "रहिए" | "रहिये"))
}

/// True for `करेंगे` of somebody who is named or of all.
fn is_future(word: &str, line: &str) -> bool {
    let stem = ["ेंगे", "ेगा", "ेगी", "ेंगी", "एंगे", "एगा", "एगी", "एंगी"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending));
    let acts = stem.is_some_and(|stem| {
        VERBS.contains(&stem) && !matches!(stem, "हो" | "मिल" | "जा" | "आ" | "रह" | "बढ")
    }) || word == "रहेंगे";
    let all = line
        .split(' ')
        .take(4)
        .any(|word| matches!(word, "सभी" | "समस्त" | "कोई" | "प्रत्येक" | "संबंधित"));
    acts && (all || office::names_one(&Words::of(line)))
}

fn told(line: &str) -> bool {
    TOLD.find(line).is_some_and(|found| !line[found.end()..].contains(" कहा कि "))
}

fn before_purpose(words: &Words) -> &str {
    match PURPOSE.find(&words.line) {
        Some(found) if found.start() > 0 => &words.line[..found.start()],
        _ => &words.line,
    }
}

fn strong(words: &Words) -> Option<Cue> {
    [&*GIVEN, &*DIRECTED, &*ASKED, &*STRESSED].into_iter().find_map(|cue| {
        let found = cue.find(&words.line)?;
        if PAST.is_match(&words.line[found.end()..]) {
            return None;
        }
        let at =
            words.at(found.start() + usize::from(words.line[found.start()..].starts_with(' ')));
        let before = infinitive_before(words, at);
        if std::ptr::eq(cue, &*ASKED) && before.is_none() {
            return None;
        }
        let content = content(words, before.unwrap_or(at));
        // `निर्देश दिए कि …`: the order stands after it, as a finite verb or an infinitive.
        let after = content > at;
        let named = matches!(words.said(at.wrapping_sub(1)), "के" | "हेतु" | "लिए" | "का" | "की");
        let whole = std::ptr::eq(cue, &*GIVEN) && before.is_none() && !after && !named;
        let loose = std::ptr::eq(cue, &*DIRECTED) && words.list.len() < 4;
        (!whole && !loose).then_some(Cue {
            reported: true,
            from: content,
            infinitive: before.filter(|_| !after),
        })
    })
}

/// The infinitive of which a cue at a word speaks: `करने (के | हेतु | के लिए | के सख्त) निर्देश`.
fn infinitive_before(words: &Words, cue: usize) -> Option<usize> {
    const BETWEEN: [&str; 24] = [
        "के",
        "का",
        "की",
        "को",
        "हेतु",
        "लिए",
        "लिये",
        "संबंध",
        "संबंधी",
        "में",
        "सख्त",
        "कडे",
        "स्पष्ट",
        "भी",
        "आवश्यक",
        "विशेष",
        "पर",
        "बात",
        "संबंधितों",
        "अधिकारियों",
        "निर्देश",
        "ही",
        "अपेक्षा",
        "इसके",
    ];
    if is_infinitive(words.said(cue)) {
        return Some(cue);
    }
    let mut at = cue;
    while at > 0 && cue - at < 6 {
        at -= 1;
        if is_infinitive(words.said(at)) {
            return Some(at);
        }
        if !BETWEEN.contains(&words.said(at)) {
            return None;
        }
    }
    None
}

/// True for `करने`, `जोडने`; not for the postposition, nor for `उन्होंने` and `अपने`.
pub(super) fn is_infinitive(word: &str) -> bool {
    word.strip_suffix("ने").is_some_and(|stem| {
        !stem.is_empty()
            && !stem.ends_with("ों")
            && !matches!(
                stem,
                "अप" | "सा"
                    | "मा"
                    | "कित"
                    | "इत"
                    | "उत"
                    | "जित"
                    | "पुरा"
                    | "मही"
                    | "मैं"
                    | "तुम"
                    | "इस"
                    | "उस"
                    | "जिस"
                    | "किस"
            )
    })
}

/// The first word of what is ordered, given the word at which it ends.
fn content(words: &Words, end: usize) -> usize {
    static KI: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:कहा|किया|दिए|दिये|दिया|निर्देश|है|हैं|गया|गए|कहते हुए)(?: भी)? कि "));
    if let Some(found) = KI.find(&words.line) {
        let after = words.at(found.end());
        if after < words.list.len() {
            return after;
        }
    }
    // `कलेक्टर ने`, `इस पर नाराजगी जताते हुए उन्होंने`: who ordered is no part of it.
    (0..end.min(12))
        .rev()
        .find(|at| words.said(*at) == "उन्होंने" || (words.said(*at) == "ने" && *at > 0))
        .map(|at| at + 1)
        // Where nothing follows, the whole sentence is it.
        .filter(|from| *from < words.list.len())
        .unwrap_or(0)
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}
