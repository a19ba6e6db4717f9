//! One slide and its notes.

use samuh_kernel::deck::{Body, Deck, Slide};
use samuh_kernel::paper::Language;

use super::DeckError;
use super::package::{HEAD, NAMES};
use super::shapes::{
    LEFT, Place, WIDE, chart, code, paragraph, picture, placeholder, table, text_box,
};

/// Where the sentence below the title stands.
const LEAD: Place = Place { x: LEFT, y: 1_066_800, wide: WIDE, high: 381_000 };
/// What each further line of that sentence takes.
const LEAD_LINE: i64 = 330_200;
/// Where the body begins with and without that sentence, and where it ends.
const BODY: (i64, i64) = (1_549_400, 1_168_400);
const END: i64 = 6_299_200;
/// The height of a paragraph above a table.
const TOLD: i64 = 1_651_000;
const TREE: &str =
    "<p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>";

/// The relations by which a slide reaches its chart and the emblem.
pub(super) const CHART: &str = "rId3";
pub(super) const EMBLEM: &str = "rId4";

/// The slide's part.
pub(super) fn xml(deck: &Deck, slide: &Slide) -> Result<String, DeckError> {
    let is_title = matches!(slide.body, Body::Title { .. });
    let kind = if is_title { "type=\"ctrTitle\"" } else { "type=\"title\"" };
    let language = deck.language;
    let mut shapes = placeholder(2, "Title", kind, &paragraph(language, &slide.title, "", ""));
    let more = LEAD_LINE * i64::try_from(slide.lead.matches('\n').count()).unwrap_or(0);
    let y = if slide.lead.is_empty() { BODY.1 } else { BODY.0 + more };
    let place = Place { x: LEFT, y, wide: WIDE, high: END - y };
    if !slide.lead.is_empty() && !is_title {
        let place = Place { high: LEAD.high + more, ..LEAD };
        shapes.push_str(&text_box(3, "Lead", place, &lead(language, &slide.lead)));
    }
    match &slide.body {
        Body::Title { lines } => shapes.push_str(&title(deck, lines)?),
        Body::Paragraph { text } => {
            let said = paragraph(language, text, " sz=\"2200\"", "tx1");
            shapes.push_str(&text_box(4, "Text", place, &said));
        }
        Body::Told { text, table: each } => {
            let high = TOLD.min(place.high / 2);
            let said = paragraph(language, text, " sz=\"2000\"", "tx1");
            shapes.push_str(&text_box(4, "Text", Place { high, ..place }, &said));
            let rest = Place { y: place.y + high, high: place.high - high, ..place };
            shapes.push_str(&table(7, &slide.title, each, rest, language));
        }
        Body::Points { items } => {
            let size = if items.len() > 9 { " sz=\"1600\"" } else { " sz=\"1800\"" };
            let said: String =
                items.iter().map(|item| paragraph(language, item, size, "")).collect();
            shapes.push_str(&placed_body(place, &said));
        }
        Body::Table(each) => shapes.push_str(&table(4, &slide.title, each, place, language)),
        Body::Chart(_) => shapes.push_str(&chart(4, CHART, &slide.title, place)),
    }
    if !deck.foot.is_empty() && !is_title {
        let said = paragraph(language, &deck.foot, " sz=\"1000\"", "tx2");
        let said = said.replacen("<a:p>", "<a:p><a:pPr algn=\"l\"/>", 1);
        shapes.push_str(&placeholder(8, "Footer", "type=\"ftr\" sz=\"quarter\" idx=\"11\"", &said));
    }
    shapes.push_str(&placeholder(
        9,
        "Number",
        "type=\"sldNum\" sz=\"quarter\" idx=\"12\"",
        &number(deck),
    ));
    Ok(format!(
        "{HEAD}<p:sld {NAMES}><p:cSld><p:spTree>{TREE}{shapes}</p:spTree></p:cSld>\
         <p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    ))
}

/// The sentence below the title; further lines of it are remarks, in smaller letters.
fn lead(language: Language, text: &str) -> String {
    let line = |(at, line): (usize, &str)| {
        paragraph(language, line, if at == 0 { " sz=\"1600\"" } else { " sz=\"1300\"" }, "tx2")
    };
    text.split('\n').enumerate().map(line).collect()
}

fn number(deck: &Deck) -> String {
    let code = code(deck.language);
    format!(
        "<a:p><a:fld id=\"{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}\" type=\"slidenum\"><a:rPr lang=\"{code}\"/>\
         <a:t>‹#›</a:t></a:fld><a:endParaRPr lang=\"{code}\"/></a:p>"
    )
}

/// The layout's place for a list, moved to where this slide has room.
fn placed_body(place: Place, said: &str) -> String {
    let Place { x, y, wide, high } = place;
    let moved = format!(
        "<p:spPr><a:xfrm><a:off x=\"{x}\" y=\"{y}\"/><a:ext cx=\"{wide}\" cy=\"{high}\"/></a:xfrm></p:spPr>"
    );
    placeholder(4, "Points", "idx=\"1\"", said).replacen("<p:spPr/>", &moved, 1)
}

fn title(deck: &Deck, lines: &[String]) -> Result<String, DeckError> {
    let language = deck.language;
    let said: String = lines.iter().map(|line| paragraph(language, line, "", "")).collect();
    let mut shapes = placeholder(3, "Subtitle", "type=\"subTitle\" idx=\"1\"", &said);
    let middle = |text: &str, looks: &str| {
        let line = paragraph(language, text, looks, "tx2");
        line.replacen("<a:p>", "<a:p><a:pPr algn=\"ctr\"/>", 1)
    };
    let office: String = deck
        .office
        .iter()
        .enumerate()
        .map(|(at, line)| {
            middle(line, if at == 0 { " sz=\"2000\" b=\"1\"" } else { " sz=\"1600\"" })
        })
        .collect();
    if !office.is_empty() {
        let place = Place { x: LEFT, y: 1_320_800, wide: WIDE, high: 838_200 };
        shapes.push_str(&text_box(5, "Office", place, &office));
    }
    if let Some(logo) = &deck.logo {
        let high = 838_200;
        let (wide, tall) = size(logo)?;
        let wide = high * i64::from(wide) / i64::from(tall);
        let place = Place { x: LEFT + (WIDE - wide) / 2, y: 381_000, wide, high };
        shapes.push_str(&picture(6, EMBLEM, place));
    }
    Ok(shapes)
}

/// Width and height of a PNG.
fn size(png: &[u8]) -> Result<(u32, u32), DeckError> {
    let side = |at: usize| {
        let bytes: [u8; 4] = png.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_be_bytes(bytes)).filter(|side| (1..=20_000).contains(side))
    };
    let sides = side(16).zip(side(20)).filter(|_| png.starts_with(b"\x89PNG\r\n\x1a\n"));
    sides.ok_or(DeckError::Emblem)
}

/// The part of the slide's notes.
pub(super) fn notes(deck: &Deck, slide: &Slide) -> String {
    let said: String =
        slide.notes.split('\n').map(|line| paragraph(deck.language, line, "", "")).collect();
    let picture = "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Slide\"/><p:cNvSpPr><a:spLocks noGrp=\"1\" noRot=\"1\" \
                   noChangeAspect=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"sldImg\"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>";
    let body = placeholder(3, "Notes", "type=\"body\" idx=\"1\"", &said);
    format!(
        "{HEAD}<p:notes {NAMES}><p:cSld><p:spTree>{TREE}{picture}{body}</p:spTree></p:cSld>\
         <p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
    )
}
