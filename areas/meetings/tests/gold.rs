//! The readings of pasted papers held against labels written by hand (tests/gold/README.md).

use std::{collections::BTreeSet, fs, path::Path};

use samuh_meetings::draft::{self, Deadline, Draft, Reading};

struct Label {
    directive: bool,
    to: BTreeSet<String>,
    due: String,
    orders: usize,
    from: usize,
    to_byte: usize,
}

struct Paper {
    name: String,
    held: bool,
    text: String,
    labels: Vec<Label>,
}

#[derive(Default)]
struct Tally {
    found: usize,
    missed: usize,
    wrong: usize,
    passed: usize,
    addressed: usize,
    addressed_right: usize,
    nobody: usize,
    nobody_right: usize,
    due: usize,
    due_right: usize,
    no_due: usize,
    no_due_right: usize,
    several: usize,
    several_right: usize,
}

impl Tally {
    fn recall(&self) -> f64 {
        share(self.found, self.found + self.missed)
    }

    fn precision(&self) -> f64 {
        share(self.found, self.found + self.wrong)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

fn papers() -> Vec<Paper> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
    let mut names: Vec<_> = fs::read_dir(folder)
        .expect("a text of the gold set")
        .map(|entry| entry.expect("a text of the gold set").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "gold"))
        .collect();
    names.sort();
    names.iter().map(|path| paper(path)).collect()
}

fn paper(path: &Path) -> Paper {
    let file = fs::read_to_string(path).expect("a text of the gold set");
    let lines = file.contains("# join: line");
    let name = path.file_stem().expect("a text of the gold set").to_string_lossy().into_owned();
    let mut paper = Paper {
        name,
        held: file.contains("# half: held"),
        text: String::new(),
        labels: Vec::new(),
    };
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let Some((head, sentence)) = line.split_once(" | ") else {
            paper.text.push('\n');
            continue;
        };
        let continued = head.starts_with("++") || head.starts_with("--");
        if !paper.text.is_empty() && !paper.text.ends_with('\n') {
            paper.text.push(if lines && !continued { '\n' } else { ' ' });
        }
        let from = paper.text.len();
        paper.text.push_str(sentence);
        let field = |name: &str| {
            head.split(' ').find_map(|part| part.strip_prefix(name)).unwrap_or_default().to_owned()
        };
        paper.labels.push(Label {
            directive: head.starts_with('+'),
            to: field("to=")
                .split(',')
                .filter(|code| !code.is_empty())
                .map(str::to_owned)
                .collect(),
            due: field("due="),
            orders: field("n=").parse().unwrap_or(1),
            from,
            to_byte: paper.text.len(),
        });
    }
    paper
}

fn due(draft: &Draft) -> String {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    match draft.deadline {
        None => "-".to_owned(),
        Some(Deadline::On { day, month, .. }) => format!("date:{day:02}-{month:02}"),
        Some(Deadline::Weekday(day)) => format!("weekday:{}", DAYS[usize::from(day)]),
        Some(other) => match other.number() {
            Some(number) => format!("{}:{number}", other.kind()),
            None => other.kind().to_owned(),
        },
    }
}

fn compare(paper: &Paper, reading: &Reading, tally: &mut Tally) {
    for label in &paper.labels {
        // A heading without a full stop runs into the sentence behind it: where a draft ends counts.
        let drafts: Vec<&Draft> = reading
            .drafts
            .iter()
            .filter(|draft| draft.source.to > label.from && draft.source.to <= label.to_byte)
            .collect();
        let said = &paper.text[label.from..label.to_byte];
        match (label.directive, drafts.is_empty()) {
            (true, true) => {
                tally.missed += 1;
                println!("{} missed: {said}", paper.name);
            }
            (false, false) => {
                tally.wrong += 1;
                println!("{} taken wrongly: {said}", paper.name);
            }
            (false, true) => tally.passed += 1,
            (true, false) => {
                tally.found += 1;
                details(paper, label, &drafts, tally);
            }
        }
    }
}

fn details(paper: &Paper, label: &Label, drafts: &[&Draft], tally: &mut Tally) {
    let said = &paper.text[label.from..label.to_byte];
    let offices: BTreeSet<String> = drafts
        .iter()
        .flat_map(|draft| &draft.offices)
        .map(|office| office.code.to_owned())
        .collect();
    let right = usize::from(offices == label.to);
    if label.to.is_empty() {
        tally.nobody += 1;
        tally.nobody_right += right;
    } else {
        tally.addressed += 1;
        tally.addressed_right += right;
    }
    let found = due(drafts[0]);
    let timely = usize::from(found == label.due);
    if label.due == "-" {
        tally.no_due += 1;
        tally.no_due_right += timely;
    } else {
        tally.due += 1;
        tally.due_right += timely;
    }
    if label.orders > 1 {
        tally.several += 1;
        tally.several_right += usize::from(drafts.len() == label.orders);
    }
    if right == 0 || timely == 0 {
        println!(
            "{} offices {offices:?} for {:?}, due {found} for {}: {said}",
            paper.name, label.to, label.due
        );
    }
}

fn print(name: &str, tally: &Tally) {
    println!(
        "{name}: recall {:.3} precision {:.3} ({} found, {} missed, {} wrong, {} passed over) · \
         addressee {}/{}, nobody named {}/{} · deadline {}/{}, none {}/{} · several orders {}/{}",
        tally.recall(),
        tally.precision(),
        tally.found,
        tally.missed,
        tally.wrong,
        tally.passed,
        tally.addressed_right,
        tally.addressed,
        tally.nobody_right,
        tally.nobody,
        tally.due_right,
        tally.due,
        tally.no_due_right,
        tally.no_due,
        tally.several_right,
        tally.several,
    );
}

#[test]
fn nine_of_ten_orders_are_found_and_nine_of_ten_found_are_orders() {
    let (mut all, mut dev, mut held) = (Tally::default(), Tally::default(), Tally::default());
    for paper in papers() {
        let reading = draft::read(&paper.text, None);
        compare(&paper, &reading, if paper.held { &mut held } else { &mut dev });
        compare(&paper, &reading, &mut all);
    }
    print("dev", &dev);
    print("held out", &held);
    print("all", &all);
    let directive = all.found + all.missed;
    let other = all.wrong + all.passed;
    assert!(directive >= 120 && other >= 120, "{directive} orders and {other} other sentences");
    assert!(all.recall() >= 0.9 && all.precision() >= 0.9);
    assert!(held.recall() >= 0.9 && held.precision() >= 0.9);
    assert!(share(all.addressed_right, all.addressed) >= 0.9);
    assert!(share(all.due_right, all.due) >= 0.9);
}

#[test]
fn a_draft_quotes_its_text_word_for_word() {
    for paper in papers() {
        let reading = draft::read(&paper.text, None);
        for draft in &reading.drafts {
            assert!(paper.text.get(draft.source.from..draft.source.to).is_some(), "{draft:?}");
            assert!(reading.text.get(draft.span.from..draft.span.to).is_some(), "{draft:?}");
            assert!(draft.sentence.from <= draft.span.from && draft.span.to <= draft.sentence.to);
            assert!(!draft.text.trim().is_empty(), "{draft:?}");
        }
    }
}

#[test]
fn a_text_without_orders_yields_none() {
    let story = "ग्राम बड़ेकनेरा की रहने वाली सदस्य बताती हैं कि समूह से जुड़ने के पहले वे मजदूरी करती थीं। \
        उन्होंने पचास हजार रुपये का ऋण लेकर मुर्गी पालन शुरू किया। आज उनकी मासिक आय बारह हजार रुपये है। \
        कलेक्टर के निर्देश पर विभाग ने शेड बनवाया था। अधिकारियों ने गांव का भ्रमण किया और महिलाओं से चर्चा की। \
        वे कहती हैं कि मेहनत करने से ही सफलता मिलती है। इससे गांव की अन्य महिलाएं भी प्रेरित हो रही हैं। \
        अब तक 34 समूहों को बाजार से जोड़ा जा चुका है, ताकि महिलाओं को उचित मूल्य मिल सके। \
        पिछली बैठक में सूची भेजने के निर्देश दिए गए थे।\n\
        सामग्री: बेसन, नमक, तेल। बेसन में पानी मिलाएं। घोल को दस मिनट ढककर रखें।";
    assert_eq!(draft::read(story, None).drafts, []);
    assert_eq!(draft::read("", None).drafts, []);
    assert_eq!(draft::read("Minutes of the meeting. All was well.", None).drafts, []);
}
