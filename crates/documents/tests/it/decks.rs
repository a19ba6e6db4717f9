//! Presentations: their parts fit together, their tables and charts hold what the deck says.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use chrono::{NaiveDate, NaiveDateTime};
use samuh_documents::deck::{DeckError, pptx};
use samuh_kernel::deck::{Body, Chart, ChartSeries, Deck, Drawn, Figures, Slide};
use samuh_kernel::paper::{Cell, Column, Group, Language, Row, Table, Tone};
use zip::ZipArchive;

fn made_at() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 2, 10).unwrap().and_hms_opt(11, 30, 0).unwrap()
}

fn slide(title: &str, body: Body, notes: &str) -> Slide {
    Slide {
        title: title.into(), lead: "अब तक का लक्ष्य".into(), body, notes: notes.into()
    }
}

fn chart(drawn: Drawn) -> Body {
    let series = |name: &str, values: [Option<f64>; 2]| ChartSeries {
        name: name.into(),
        values: values.into(),
    };
    Body::Chart(Chart {
        drawn,
        labels: vec!["माकड़ी".into(), "केशकाल & <फरसगांव>".into()],
        series: vec![
            series("लक्ष्य", [Some(1_234_567.0), Some(80.5)]),
            series("उपलब्धि", [Some(30.0), None]),
        ],
        figures: Figures::Grouped,
    })
}

fn deck() -> Deck {
    let mut table = Table::new(
        vec![Column::text("विकासखण्ड", 3), Column::number("लक्ष्य", 1), Column::number("उपलब्धि", 1)],
        vec![
            Row::new([Cell::from("माकड़ी"), "1,200".into(), Cell::toned("300", Tone::Critical)]),
            Row::total(["योग", "1,200", "300"]),
        ],
    );
    table.groups = vec![
        Group { heading: String::new(), columns: 1 },
        Group { heading: "संख्या".into(), columns: 2 },
    ];
    Deck {
        language: Language::Hindi,
        made_at: made_at(),
        title: "मासिक समीक्षा".into(),
        office: vec!["जिला आजीविका मिशन".into()],
        logo: None,
        foot: "10/02/2026 की स्थिति".into(),
        slides: vec![
            slide("मासिक समीक्षा", Body::Title { lines: vec!["कोण्डागांव".into()] }, "नमस्कार"),
            slide("सार", Body::Paragraph { text: "सब ठीक & अच्छा".into() }, ""),
            slide("बिंदु", Body::Points { items: vec!["एक".into(), "दो".into()] }, "पूछें"),
            slide("तालिका", Body::Table(table), ""),
            slide("खड़े", chart(Drawn::Columns), ""),
            slide("लेटे", chart(Drawn::Bars), ""),
            slide("रेखा", chart(Drawn::Lines), ""),
        ],
    }
}

fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let read = |name: String| {
        let mut bytes = Vec::new();
        archive.by_name(&name).unwrap().read_to_end(&mut bytes).unwrap();
        (name, bytes)
    };
    names.into_iter().map(read).collect()
}

fn text<'a>(parts: &'a [(String, Vec<u8>)], name: &str) -> &'a str {
    let found = parts.iter().find(|(known, _)| known == name);
    std::str::from_utf8(&found.unwrap_or_else(|| panic!("no {name}")).1).unwrap()
}

/// The values of an attribute.
fn values<'a>(text: &'a str, attribute: &str) -> Vec<&'a str> {
    let opening = format!("{attribute}=\"");
    text.split(opening.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_part_has_its_type_and_every_relation_its_part() {
    let parts = parts(&pptx(&deck()).unwrap());
    let names: BTreeSet<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names.len(), parts.len());
    let types = text(&parts, "[Content_Types].xml");
    for part in values(types, "PartName") {
        assert!(names.contains(part.trim_start_matches('/')), "{part} is promised");
    }
    let defaults: BTreeSet<&str> = values(types, "Extension").into_iter().collect();
    for name in &names {
        let ending = name.rsplit('.').next().unwrap();
        let is_typed = types.contains(&format!("PartName=\"/{name}\""));
        assert!(
            is_typed
                || (defaults.contains(ending) && ending != "xml")
                || *name == "[Content_Types].xml",
            "{name}"
        );
    }
    for (name, bytes) in parts.iter().filter(|(name, _)| name.ends_with(".rels")) {
        let folder = name.replace("_rels/", "");
        let folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
        for target in values(std::str::from_utf8(bytes).unwrap(), "Target") {
            let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
            for step in target.split('/') {
                if step == ".." {
                    path.pop();
                } else {
                    path.push(step);
                }
            }
            assert!(names.contains(path.join("/").as_str()), "{name}: {target}");
        }
    }
}

#[test]
fn every_part_of_markup_is_well_formed_and_ids_of_a_slide_stand_once() {
    for (name, bytes) in parts(&pptx(&deck()).unwrap()) {
        if !name.ends_with(".xml") && !name.ends_with(".rels") {
            continue;
        }
        let text = std::str::from_utf8(&bytes).unwrap();
        let mut reader = quick_xml::Reader::from_str(text);
        reader.config_mut().check_end_names = true;
        let mut depth = 0_i32;
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
                quick_xml::events::Event::Start(_) => depth += 1,
                quick_xml::events::Event::End(_) => depth -= 1,
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0, "{name}");
        if name.starts_with("ppt/slides/slide") {
            let ids = values(text, "<p:cNvPr id");
            let once: BTreeSet<&str> = ids.iter().copied().collect();
            assert_eq!(once.len(), ids.len(), "{name}: {ids:?}");
        }
    }
}

#[test]
fn a_chart_and_its_workbook_hold_the_same_figures() {
    let parts = parts(&pptx(&deck()).unwrap());
    for number in 1..=3 {
        let chart = text(&parts, &format!("ppt/charts/chart{number}.xml"));
        assert!(chart.contains("<c:v>1234567</c:v>") && chart.contains("<c:v>80.5</c:v>"));
        assert!(chart.contains("केशकाल &amp; &lt;फरसगांव&gt;"));
        let book = format!("ppt/embeddings/Microsoft_Excel_Sheet{number}.xlsx");
        let (_, book) = parts.iter().find(|(name, _)| *name == book).unwrap();
        let inner = self::parts(book);
        let sheet = text(&inner, "xl/worksheets/sheet1.xml");
        for value in ["<v>1234567</v>", "<v>80.5</v>", "<v>30</v>"] {
            assert!(sheet.contains(value), "{value} is not in {sheet}");
        }
        assert!(text(&inner, "xl/sharedStrings.xml").contains("माकड़ी"));
    }
}

#[test]
fn words_stay_words_and_notes_stand_behind_their_slide() {
    let parts = parts(&pptx(&deck()).unwrap());
    assert!(text(&parts, "ppt/slides/slide2.xml").contains("सब ठीक &amp; अच्छा"));
    assert!(text(&parts, "ppt/slides/slide4.xml").contains("<a:t>1,200</a:t>"));
    assert!(text(&parts, "ppt/notesSlides/notesSlide3.xml").contains("पूछें"));
    assert!(!parts.iter().any(|(name, _)| name.ends_with("notesSlide2.xml")));
    let (first, second) =
        (text(&parts, "ppt/slides/slide1.xml"), text(&parts, "ppt/slides/slide2.xml"));
    assert!(first.contains("lang=\"hi-IN\"") && second.contains("10/02/2026 की स्थिति"));
    assert!(!first.contains("10/02/2026 की स्थिति"), "the title says its day itself");
}

#[test]
fn the_same_deck_gives_the_same_bytes_and_a_false_emblem_is_refused() {
    assert!(pptx(&deck()).unwrap() == pptx(&deck()).unwrap());
    let mut deck = deck();
    deck.logo = Some(b"GIF89a".to_vec());
    assert!(matches!(pptx(&deck), Err(DeckError::Emblem)));
}
