//! Papers as they are printed: read back by poppler, as whoever copies from them reads them.

use std::process::Command;

use chrono::{NaiveDate, NaiveDateTime};
use samuh_documents::paper::{PaperError, certificates, docx, pdf, png};
use samuh_kernel::paper::{
    Bars, Cell, Certificate, Column, Form, Group, Item, Language, Look, Paper, Part, Row, Series,
    Signer, Table, Tone,
};

use crate::kit::Folder;

fn made_at() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 2, 10).unwrap().and_hms_opt(11, 30, 0).unwrap()
}

fn signer(name: &str, post: &str) -> Signer {
    Signer {
        name: name.into(), post: post.into(), lines: vec!["जिला पंचायत कोण्डागांव".into()]
    }
}

/// Minutes of a review, with every kind of part.
fn minutes() -> Paper {
    let mut paper = Paper::new(Language::Hindi, made_at(), "कार्यवाही विवरण");
    paper.office = vec![
        "कार्यालय जिला पंचायत कोण्डागांव (छ.ग.)".into(),
        "राष्ट्रीय ग्रामीण आजीविका मिशन “बिहान”".into(),
    ];
    paper.memo = "क्रमांक/बिहान/2026/118".into();
    paper.dated = "कोण्डागांव, दिनांक 10/02/2026".into();
    paper.subtitle = "विकासखण्ड समीक्षा बैठक".into();
    paper.page_word = "पृष्ठ".into();
    paper.foot = vec!["10/02/2026 की स्थिति · स्रोत: समूह रजिस्टर".into()];
    let mut item = Item::new("माकड़ी के श्री कृष्णा कुर्रे शेष समूहों का गठन पूर्ण करें।");
    item.mark = "3.1".into();
    item.points = vec!["समय-सीमा 28/02/2026".into(), "साक्ष्य: गठन प्रस्ताव".into()];
    let mut table = Table::new(
        vec![Column::text("संकेतक", 4), Column::number("लक्ष्य", 1), Column::number("उपलब्धि", 1)],
        vec![
            Row::new(["स्व-सहायता समूह गठन", "1,200", "1,005"]),
            Row::new([Cell::from("बैंक खाता"), "300".into(), Cell::toned("120", Tone::Critical)]),
            Row::total(["योग", "1,500", "1,125"]),
        ],
    );
    table.groups = vec![
        Group { heading: String::new(), columns: 1 },
        Group { heading: "माकड़ी".into(), columns: 2 },
    ];
    let bars = Bars {
        caption: "समूह गठन".into(),
        note: "सभी इकाइयाँ तालिका में हैं".into(),
        labels: vec!["माकड़ी".into(), "केशकाल".into()],
        series: vec![Series {
            name: "प्रतिशत".into(),
            values: vec![Some(41.0), None],
            shown: vec!["41 %".into(), "—".into()],
        }],
    };
    paper.parts = vec![
        Part::facts([("अध्यक्ष", "कलेक्टर"), ("स्थान", "जिला कार्यालय सभाकक्ष")]),
        Part::heading("उपस्थिति"),
        Part::numbered(["श्रीमती रुक्मिणी साहू", "श्री उत्कृष्ट मंडावी"]),
        Part::subheading("निर्देश"),
        Part::List { numbered: true, items: vec![item] },
        Part::Table(table),
        Part::Bars(bars),
        Part::styled("बैठक सधन्यवाद समाप्त हुई।", Look::Centred),
        Part::Signatures {
            signers: vec![signer("", "मुख्य कार्यपालन अधिकारी")]
        },
        Part::CopyTo {
            heading: "प्रतिलिपि:".into(), lines: vec!["आयुक्त, बस्तर संभाग".into()]
        },
    ];
    paper
}

fn words(bytes: &[u8]) -> String {
    let folder = Folder::new(&format!("papers-{:x}", bytes.len()));
    let path = folder.put("paper.pdf", bytes);
    let told = Command::new("pdftotext").args(["-layout"]).arg(&path).arg("-").output();
    let told = told.expect("poppler-utils is part of the test set-up");
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    String::from_utf8(told.stdout).unwrap()
}

/// The words without the spaces that poppler sets inside some of them (docs/adr/0026).
fn close(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{200b}').collect()
}

fn pages(bytes: &[u8]) -> usize {
    words(bytes).matches('\u{c}').count()
}

#[test]
fn the_same_paper_gives_the_same_bytes_and_another_gives_others() {
    let first = pdf(&minutes()).unwrap();
    assert!(first == pdf(&minutes()).unwrap(), "two prints of one paper differ");
    assert!(docx(&minutes()).unwrap() == docx(&minutes()).unwrap());
    let mut other = minutes();
    other.memo.push('1');
    assert!(first != pdf(&other).unwrap());
    let bytes = String::from_utf8_lossy(&first);
    assert!(bytes.contains("D:20260210113000"), "the date inside is the paper's own");
}

#[test]
fn the_words_of_a_printed_paper_can_be_copied() {
    let told = words(&pdf(&minutes()).unwrap());
    for word in ["1,200", "1,005", "10/02/2026", "118", "3.1", "(i)", "(ii)", "41 %"] {
        assert!(told.contains(word), "{word} is not in {told}");
    }
    let told = close(&told);
    for line in [
        "कार्यवाही विवरण",
        "क्रमांक/बिहान/2026/118",
        "माकड़ी के श्री कृष्णा कुर्रे",
        "श्रीमती रुक्मिणी साहू",
        "श्री उत्कृष्ट मंडावी",
        "मुख्य कार्यपालन अधिकारी",
        "पृष्ठ1/1",
    ] {
        assert!(told.contains(&close(line)), "{line} is not in {told}");
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the long tests are asked for by the environment")]
fn a_table_over_many_pages_repeats_its_heading_and_loses_no_row() {
    let mut paper = Paper::new(Language::English, made_at(), "Groups");
    paper.form = Form::Landscape;
    let rows = (1..=120).map(|at| Row::new([format!("row-{at:04}"), "x".to_owned()]));
    let columns = vec![Column::text("Heading-A", 1), Column::text("Heading-B", 3)];
    paper.parts = vec![Part::Table(Table::new(columns, rows.collect()))];
    let bytes = pdf(&paper).unwrap();
    let told = words(&bytes);
    assert!(pages(&bytes) >= 4);
    assert_eq!(told.matches("Heading-A").count(), pages(&bytes));
    assert!((1..=120).all(|at| told.contains(&format!("row-{at:04}"))));
    let long = std::env::var("SAMUH_LONG").is_ok();
    if long {
        let row = |at| Row::new([format!("row-{at:04}"), "श्रृंगारपुर ".repeat(9)]);
        let columns = vec![Column::text("Heading-A", 1), Column::text("Heading-B", 3)];
        paper.parts = vec![Part::Table(Table::new(columns, (1..=2_000).map(row).collect()))];
        let told = words(&pdf(&paper).unwrap());
        assert!((1..=2_000).all(|at| told.contains(&format!("row-{at:04}"))));
    }
}

/// The height at which the last line of each page ends, its foot left out, and the numbered sentences
/// that stand on it.
fn laid(bytes: &[u8]) -> Vec<(f64, Vec<String>)> {
    const FOOT: f64 = 790.0;
    let folder = Folder::new(&format!("laid-{:x}", bytes.len()));
    let path = folder.put("paper.pdf", bytes);
    let told = Command::new("pdftotext").args(["-bbox"]).arg(&path).arg("-").output();
    let told = told.expect("poppler-utils is part of the test set-up");
    let told = String::from_utf8(told.stdout).unwrap();
    let low = |line: &str| line.split("yMax=\"").nth(1)?.split('"').next()?.parse().ok();
    let page = |page: &str| {
        let last = page.lines().filter_map(low).filter(|y| *y < FOOT).fold(0.0, f64::max);
        let marks = page.split(">S").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned());
        (last, marks.collect())
    };
    told.split("<page ").skip(1).map(page).collect()
}

/// A direction of numbered sentences below so many short ones, in the columns of minutes.
fn directions(language: Language, before: usize, sentences: usize) -> Paper {
    let said = match language {
        Language::Hindi => "माकड़ी के शेष समूहों के बैंक खाते खुलवाएँ।",
        Language::English => "Open bank accounts of the remaining groups in Makdi.",
    };
    let text: String = (1..=sentences).map(|at| format!("S{at} {said} ")).collect();
    let short = |at: usize| Row::new([at.to_string(), "x".into(), "y".into(), "z".into()]);
    let mut rows: Vec<Row> = (0..before).map(short).collect();
    rows.push(Row::new(["14.2", &text, "BMMU Makdi", "28/02/2026"]));
    rows.extend((0..3).map(short));
    let heads = [("क्र.", 1), ("निर्देश", 6), ("उत्तरदायी", 3), ("समय-सीमा", 2)];
    let columns = heads.map(|(head, width)| Column::text(head, width)).to_vec();
    let mut paper = Paper::new(language, made_at(), "Minutes");
    paper.parts = vec![Part::Table(Table::new(columns, rows))];
    paper
}

#[test]
fn a_long_direction_goes_over_the_pages_end_and_leaves_no_large_part_of_it_blank() {
    // Some 1,400 bytes of each, which are few lines of Hindi and many of English; then more of Hindi.
    for (language, sentences, parted) in
        [(Language::Hindi, 12, false), (Language::English, 25, true), (Language::Hindi, 30, true)]
    {
        let mut across = 0;
        for before in (20..38).step_by(4) {
            let pages = laid(&pdf(&directions(language, before, sentences)).unwrap());
            let (_, full) = pages.split_last().unwrap();
            assert!(full.iter().all(|(low, _)| *low > 650.0), "{language:?} {before}: {pages:?}");
            let marks = pages.iter().map(|(_, marks)| marks.len());
            assert_eq!(marks.sum::<usize>(), sentences, "{pages:?}");
            across += usize::from(pages.iter().filter(|(_, marks)| !marks.is_empty()).count() > 1);
        }
        assert_eq!(across > 0, parted, "{language:?}, {sentences}: {across} went over");
    }
}

#[test]
fn a_direction_of_a_few_lines_is_not_torn_apart() {
    for (language, sentences) in [(Language::Hindi, 4), (Language::English, 6)] {
        for before in (24..34).step_by(2) {
            let pages = laid(&pdf(&directions(language, before, sentences)).unwrap());
            let with = pages.iter().filter(|(_, marks)| !marks.is_empty()).count();
            assert_eq!(with, 1, "{language:?}, {before} before it: {pages:?}");
        }
    }
}

#[test]
fn hostile_words_are_words() {
    let hostile = [
        "#image(\"/etc/passwd\") $x^2$ \\u{41} *strong* _em_ `raw` @ref <label> = head",
        "\"; DROP TABLE } ] ) // /* -- '",
        "a\u{0}b\u{1b}[31mc\u{202e}d",
        "<w:p/> & ]]> <script>",
        "e\u{fffe}f\u{ffff}g",
    ];
    let mut paper = Paper::new(Language::English, made_at(), hostile[0]);
    let long = "क्षि".repeat(120) + &"W".repeat(300);
    paper.parts = hostile.iter().map(|text| Part::text(*text)).collect();
    let narrow = vec![Column::text(hostile[1], 1), Column::text("b", 9)];
    let rows = vec![Row::new([long.as_str(), hostile[0], "one cell too many"]), Row::new(["few"])];
    paper.parts.push(Part::Table(Table::new(narrow, rows)));
    paper.parts.push(Part::Table(Table::new(Vec::new(), Vec::new())));
    paper.parts.push(Part::numbered(Vec::<String>::new()));
    paper.parts.push(Part::Signatures { signers: Vec::new() });
    paper.parts.push(Part::facts(Vec::<(String, String)>::new()));
    let told = close(&words(&pdf(&paper).unwrap()));
    assert!(told.contains("#image(\"/etc/passwd\")$x^2$\\u{41}*strong*_em_`raw`@ref<label>=head"));
    assert_eq!(told.matches('W').count(), 300, "nothing of a long word is cut");
    let document = document(&docx(&paper).unwrap());
    assert!(!document.contains(['\u{0}', '\u{1b}', '\u{fffe}', '\u{ffff}']), "{document}");
    assert!(document.contains("&lt;w:p/&gt; &amp; ]]"), "{document}");
    assert!(document.contains("efg") && document.contains("#image("), "{document}");
    for row in document.split("<w:tr>").skip(1) {
        assert!(
            row.starts_with("<w:trPr") && row.contains("<w:tc>"),
            "a row without a cell: {row}"
        );
    }
    for table in document.split("<w:tbl>").skip(1) {
        assert!(table.contains("<w:tr>"), "a table without a row: {table}");
    }
}

/// The markup of a Word file, which is well formed.
fn document(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let text = std::io::read_to_string(archive.by_name("word/document.xml").unwrap()).unwrap();
    let mut reader = quick_xml::Reader::from_str(&text);
    while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
    text
}

#[test]
fn a_page_becomes_a_picture_of_the_width_asked_for() {
    let mut paper = minutes();
    paper.form = Form::Telephone;
    let picture = png(&paper, 1, 1080).unwrap();
    assert!(picture.starts_with(b"\x89PNG"));
    assert_eq!(u32::from_be_bytes(picture[16..20].try_into().unwrap()), 1080);
    for page in [0, 2] {
        assert!(matches!(png(&paper, page, 1080), Err(PaperError::NoSuchPage(_))));
    }
    paper.logo = Some(b"GIF89a".to_vec());
    assert!(matches!(pdf(&paper), Err(PaperError::Emblem)));
    assert!(matches!(docx(&paper), Err(PaperError::Emblem)));
    paper.logo = Some(picture);
    assert!(pdf(&paper).is_ok() && docx(&paper).is_ok());
}

#[test]
fn certificates_are_printed_one_a_page() {
    let one = |serial: &str| Certificate {
        made_at: made_at(),
        office: vec![
            "छत्तीसगढ़ राज्य ग्रामीण आजीविका मिशन “बिहान”".into(),
            "जिला पंचायत कोण्डागांव".into(),
        ],
        office_below: "State Rural Livelihoods Mission, District Kondagaon".into(),
        title: "प्रशस्ति पत्र".into(),
        title_below: "CERTIFICATE OF APPRECIATION".into(),
        name: "श्रीमती रुक्मिणी साहू".into(),
        who: "अध्यक्ष, माँ लक्ष्मी महिला स्व-सहायता समूह, ग्राम कुर्रा, विकासखण्ड माकड़ी".into(),
        text: "वित्तीय वर्ष 2025-26 में उत्कृष्ट कार्य के लिए यह प्रशस्ति पत्र प्रदान किया जाता है।".into(),
        text_below: "Awarded for outstanding work in the financial year 2025-26.".into(),
        serial: format!("क्र. {serial}"),
        dated: "दिनांक 10/02/2026".into(),
        check_address: format!("https://samuh.example/check/{serial}"),
        check_line: "सत्यापन हेतु स्कैन करें".into(),
        signers: vec![signer("", "मुख्य कार्यपालन अधिकारी"), signer("", "कलेक्टर")],
    };
    let both = [one("KGN-2026-0001"), one("KGN-2026-0002")];
    let bytes = certificates(None, &both).unwrap();
    assert_eq!(pages(&bytes), 2);
    let told = words(&bytes);
    assert!(told.contains("KGN-2026-0001") && told.contains("KGN-2026-0002"));
    assert!(close(&told).contains(&close("प्रशस्ति पत्र")));
    assert!(bytes == certificates(None, &both).unwrap());
    assert!(matches!(certificates(None, &[]), Err(PaperError::NoSuchPage(1))));
    let mut telephone = minutes();
    telephone.form = Form::Telephone;
    let emblem = png(&telephone, 1, 320).unwrap();
    let under = certificates(Some(&emblem), &both).unwrap();
    assert_eq!(pages(&under), 2);
    assert!(under.len() > bytes.len(), "the emblem stands on them");
    assert!(matches!(certificates(Some(b"GIF89a"), &both), Err(PaperError::Emblem)));
}
