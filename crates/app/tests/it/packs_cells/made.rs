//! Packs made up so that every table of them holds something: money, counts and shares, long names,
//! more units than stand side by side, nothing where nothing is known.

use samuh::pack::{Direction, EDITION, Line, Mark, Named, Next, Outlook, Share, Snapshot, Told};
use samuh_kernel::calendar::Month;

/// October 2026.
const MONTH: Month = Month(24_321);
/// The indicators with a target, each with the year's.
const AIMED: [(&str, i64); 16] = [
    ("shg_formed", 1_200),
    ("lokos_entered", 84_120),
    ("vo_formed", 12),
    ("vo_audited", 4_120),
    ("trainings", 480),
    ("rf_groups", 1_150),
    ("rf_amount", 17_250_000_000),
    ("cif_groups", 1_840),
    ("cif_amount", 184_000_000_000),
    ("linkage_groups", 2_300),
    ("linkage_amount", 700_000_000_000),
    ("pmjjby", 9_000),
    ("lakhpati_didis", 125_000),
    ("mission2020_groups", 1_200),
    ("producer_groups", 60),
    ("sales", 48_000_000_000),
];

fn named(id: i64) -> Named {
    let names = [
        ("माकड़ी", "Makdi"),
        ("केशकाल", "Keshkal"),
        ("मांदोकीखारगाँव", "Chhoterajpur"),
        ("ग्राम पंचायत बस्तरबुड्रा", "Bastarbudra Gram Panchayat"),
    ];
    let (hi, en) = names[usize::try_from(id).unwrap() % 4];
    Named { id, code: format!("35{id:02}"), hi: format!("{hi} {id}"), en: format!("{en} {id}") }
}

/// How a unit stands: some units have nothing due, others nothing done.
fn mark(annual: i64, at: i64) -> Mark {
    let (due, total) = (annual * 58 / 100, annual * (31 + at * 7 % 40) / 100 + at);
    let percent = (due > 0).then(|| total * 100 / due);
    let status = match percent.unwrap_or(0) {
        110.. => "ahead",
        95.. => "on-pace",
        80.. => "near",
        60.. => "behind",
        _ => "critical",
    };
    Mark {
        annual: Some(annual),
        due: Some(due),
        month: Some(total / 7),
        total: Some(total),
        percent,
        status: status.into(),
        outlook: None,
    }
}

fn plain(total: Option<i64>, month: Option<i64>) -> Mark {
    Mark { month, total, status: "no-target".into(), ..Mark::default() }
}

fn aimed(code: &str, annual: i64, units: i64) -> Line {
    let mut each: Vec<Mark> = (0..units).map(|at| mark(annual / units, at)).collect();
    if let Some(last) = each.last_mut() {
        *last = plain(None, Some(0));
    }
    let whole = mark(annual, 3);
    let (total, due) = (whole.total.unwrap(), whole.due.unwrap());
    let outlook = Outlook {
        expected: total * 19 / 10,
        low: total * 17 / 10,
        high: total * 21 / 10,
        chance_per_mille: 130,
        low_confidence: false,
    };
    Line {
        code: code.into(),
        whole: Mark { outlook: Some(outlook), ..whole },
        units: each,
        months: (1..=7).map(|at| total * at / 28).collect(),
        month_targets: Some((1..=7).map(|at| due * at / 28 + at).collect()),
    }
}

/// A pack of a district with blocks, or of a block with as many federations.
pub(super) fn made(level: &str, units: i64) -> Snapshot {
    let names: Vec<Named> = (1..=units).map(named).collect();
    let mut lines: Vec<Line> =
        AIMED.iter().map(|(code, annual)| aimed(code, *annual, units)).collect();
    // A level, a share of two levels, and what is counted for the place alone.
    for (code, total, month) in
        [("members", 102_679, Some(850)), ("saturation", 778, None), ("apy", 0, Some(-3))]
    {
        let each = (0..units).map(|at| plain(Some(total / units + at), month)).collect();
        let whole = plain(Some(total), month);
        let months = (1..=7).collect();
        lines.push(Line { code: code.into(), whole, units: each, months, month_targets: None });
    }
    let told = |code: &str, at: usize, percent: i64| Told {
        unit: names[at].clone(),
        code: code.into(),
        total: 1_234_500_000 * percent / 100,
        due: 1_234_500_000,
        percent,
    };
    let share = |at: i64, code: &str| Share {
        unit: Named { id: 900 + at, ..named(at) },
        code: code.into(),
        held: 17 + at,
        groups: 1_045,
    };
    let next = |line: &Line| Next {
        code: line.code.clone(),
        target: line.whole.annual.map(|annual| annual / 12).filter(|_| line.code != "pmjjby"),
        arrears: (line.whole.due.unwrap() - line.whole.total.unwrap()).max(0),
        most: (line.code != "sales").then(|| (names[1].clone(), line.whole.due.unwrap() / 3)),
    };
    Snapshot {
        edition: EDITION,
        place: Named {
            id: 99, code: "643".into(), hi: "कोण्डागांव".into(), en: "Kondagaon".into()
        },
        level: level.into(),
        above: (level == "block").then(|| named(98)),
        month: MONTH,
        read_at: 1_793_600_000_000_000,
        synthetic: false,
        units_are: if level == "district" { "block" } else { "clf" }.into(),
        glance: [
            ("shg_total", 8_210),
            ("members", 102_679),
            ("clf_formed", 0),
            ("saturation", 778),
        ]
        .map(|(code, n)| (code.to_owned(), n))
        .into(),
        behind: vec![told("rf_amount", 0, 12), told("sales", 2, 31), told("cif_amount", 1, 74)],
        ahead: vec![told("linkage_amount", 3, 181), told("rf_amount", 1, 100)],
        weakest: vec![share(1, "with_account"), share(2, "lokos_entered"), share(0, "shg_in_vo")],
        next: lines.iter().take(AIMED.len()).map(next).collect(),
        chain: None,
        directions: Some((1..=24).map(direction).collect()),
        units: names,
        lines,
    }
}

fn direction(at: i64) -> Direction {
    let text = "माकड़ी और केशकाल में शेष समूहों के बैंक खाते खुलवाएँ & प्रतिवेदन दें";
    Direction {
        number: format!("2026-27/3.{at}"),
        text: format!("{at} {}", [text; 4][..usize::try_from(at).unwrap() % 4 + 1].join("; ")),
        post_hi: "विकासखण्ड परियोजना प्रबंधक (माकड़ी)".into(),
        post_en: "Block Project Manager (Makdi)".into(),
        due: format!("{at:02}/11/2026"),
        overdue: at < 9,
    }
}
