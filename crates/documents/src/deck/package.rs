//! The archive: which parts there are, what they are, and how they reach each other.

use std::io::{Cursor, Write};

use samuh_kernel::deck::{Body, Deck};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::shapes::escaped;
use super::{DeckError, chart, slide};
use crate::days::utc;

/// How every part begins.
pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The names of the markup.
pub(super) const NAMES: &str = "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\"";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const SLIDES: &str = "application/vnd.openxmlformats-officedocument.presentationml";
const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// The first number of a slide, as the format asks.
const FIRST_SLIDE: usize = 256;

/// Writes the deck.
pub(super) fn write(deck: &Deck) -> Result<Vec<u8>, DeckError> {
    let mut package = Package::new();
    for (at, each) in deck.slides.iter().enumerate() {
        package.slide(deck, at + 1, each)?;
    }
    package.frame()?;
    package.presentation(deck)?;
    package.properties(deck)?;
    if let Some(logo) = &deck.logo {
        package.put("ppt/media/emblem.png", logo)?;
    }
    package.finish()
}

/// An archive being written.
struct Package {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    types: Vec<(String, String)>,
    charts: usize,
}

impl Package {
    fn new() -> Self {
        Self { zip: ZipWriter::new(Cursor::new(Vec::new())), types: Vec::new(), charts: 0 }
    }

    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), DeckError> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        self.zip.start_file(name, options)?;
        Ok(self.zip.write_all(bytes)?)
    }

    /// A part with its type.
    fn part(&mut self, name: &str, kind: &str, text: &str) -> Result<(), DeckError> {
        self.types.push((format!("/{name}"), kind.to_owned()));
        self.put(name, text.as_bytes())
    }

    /// What a part reaches: relation, kind, target.
    fn relations(&mut self, of: &str, all: &[(&str, &str, String)]) -> Result<(), DeckError> {
        let relation = |(id, kind, target): &(&str, &str, String)| {
            let kind =
                if kind.contains(':') { (*kind).to_owned() } else { format!("{OFFICE}/{kind}") };
            format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
        };
        let all: String = all.iter().map(relation).collect();
        let text =
            format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{all}</Relationships>");
        let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        self.put(&format!("{folder}_rels/{name}.rels"), text.as_bytes())
    }

    fn slide(
        &mut self,
        deck: &Deck,
        number: usize,
        each: &samuh_kernel::deck::Slide,
    ) -> Result<(), DeckError> {
        let is_title = matches!(each.body, Body::Title { .. });
        let layout = if is_title { 1 } else { 2 };
        let mut reached =
            vec![("rId1", "slideLayout", format!("../slideLayouts/slideLayout{layout}.xml"))];
        if !each.notes.is_empty() {
            reached.push(("rId2", "notesSlide", format!("../notesSlides/notesSlide{number}.xml")));
            self.notes(deck, number, each)?;
        }
        if let Body::Chart(drawn) = &each.body {
            self.charts += 1;
            reached.push((slide::CHART, "chart", format!("../charts/chart{}.xml", self.charts)));
            self.chart(deck, drawn)?;
        }
        if is_title && deck.logo.is_some() {
            reached.push((slide::EMBLEM, "image", "../media/emblem.png".to_owned()));
        }
        let name = format!("ppt/slides/slide{number}.xml");
        self.part(&name, &format!("{SLIDES}.slide+xml"), &slide::xml(deck, each)?)?;
        self.relations(&name, &reached)
    }

    fn notes(
        &mut self,
        deck: &Deck,
        number: usize,
        each: &samuh_kernel::deck::Slide,
    ) -> Result<(), DeckError> {
        let name = format!("ppt/notesSlides/notesSlide{number}.xml");
        self.part(&name, &format!("{SLIDES}.notesSlide+xml"), &slide::notes(deck, each))?;
        let reached = [
            ("rId1", "notesMaster", "../notesMasters/notesMaster1.xml".to_owned()),
            ("rId2", "slide", format!("../slides/slide{number}.xml")),
        ];
        self.relations(&name, &reached)
    }

    fn chart(&mut self, deck: &Deck, drawn: &samuh_kernel::deck::Chart) -> Result<(), DeckError> {
        let number = self.charts;
        let book = format!("Microsoft_Excel_Sheet{number}.xlsx");
        let name = format!("ppt/charts/chart{number}.xml");
        let kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
        self.part(&name, kind, &chart::xml(deck, drawn))?;
        self.relations(&name, &[("rId1", "package", format!("../embeddings/{book}"))])?;
        self.put(&format!("ppt/embeddings/{book}"), &chart::workbook(deck, drawn)?)
    }

    /// What is the same in every deck: master, layouts, themes.
    fn frame(&mut self) -> Result<(), DeckError> {
        let theme = include_str!("parts/theme.xml");
        for number in [1, 2] {
            let name = format!("ppt/theme/theme{number}.xml");
            self.part(&name, "application/vnd.openxmlformats-officedocument.theme+xml", theme)?;
        }
        let master = "ppt/slideMasters/slideMaster1.xml";
        self.part(master, &format!("{SLIDES}.slideMaster+xml"), include_str!("parts/master.xml"))?;
        let layout = |number: u8| format!("../slideLayouts/slideLayout{number}.xml");
        let reached = [
            ("rId1", "slideLayout", layout(1)),
            ("rId2", "slideLayout", layout(2)),
            ("rId3", "theme", "../theme/theme1.xml".to_owned()),
        ];
        self.relations(master, &reached)?;
        let layouts =
            [include_str!("parts/layout_title.xml"), include_str!("parts/layout_content.xml")];
        for (number, text) in (1..).zip(layouts) {
            let name = format!("ppt/slideLayouts/slideLayout{number}.xml");
            self.part(&name, &format!("{SLIDES}.slideLayout+xml"), text)?;
            let master = "../slideMasters/slideMaster1.xml".to_owned();
            self.relations(&name, &[("rId1", "slideMaster", master)])?;
        }
        let notes = "ppt/notesMasters/notesMaster1.xml";
        self.part(
            notes,
            &format!("{SLIDES}.notesMaster+xml"),
            include_str!("parts/notes_master.xml"),
        )?;
        self.relations(notes, &[("rId1", "theme", "../theme/theme2.xml".to_owned())])
    }

    fn presentation(&mut self, deck: &Deck) -> Result<(), DeckError> {
        let slides = || (0..deck.slides.len()).map(|at| format!("rIdSlide{}", at + 1));
        let listed: String = slides()
            .enumerate()
            .map(|(at, rel)| format!("<p:sldId id=\"{}\" r:id=\"{rel}\"/>", FIRST_SLIDE + at))
            .collect();
        let text = format!(
            "{HEAD}<p:presentation {NAMES} saveSubsetFonts=\"1\">\
             <p:sldMasterIdLst><p:sldMasterId id=\"2147483648\" r:id=\"rId1\"/></p:sldMasterIdLst>\
             <p:notesMasterIdLst><p:notesMasterId r:id=\"rId2\"/></p:notesMasterIdLst>\
             <p:sldIdLst>{listed}</p:sldIdLst><p:sldSz cx=\"12192000\" cy=\"6858000\"/>\
             <p:notesSz cx=\"6858000\" cy=\"9144000\"/></p:presentation>"
        );
        let name = "ppt/presentation.xml";
        self.part(name, &format!("{SLIDES}.presentation.main+xml"), &text)?;
        let small = |tag: &str, inner: &str| format!("{HEAD}<p:{tag} {NAMES}>{inner}</p:{tag}>");
        self.part(
            "ppt/presProps.xml",
            &format!("{SLIDES}.presProps+xml"),
            &small("presentationPr", ""),
        )?;
        self.part("ppt/viewProps.xml", &format!("{SLIDES}.viewProps+xml"), &small("viewPr", ""))?;
        let styles = format!(
            "{HEAD}<a:tblStyleLst xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
             def=\"{{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}}\"/>"
        );
        self.part("ppt/tableStyles.xml", &format!("{SLIDES}.tableStyles+xml"), &styles)?;
        let ids: Vec<String> = slides().collect();
        let mut reached = vec![
            ("rId1", "slideMaster", "slideMasters/slideMaster1.xml".to_owned()),
            ("rId2", "notesMaster", "notesMasters/notesMaster1.xml".to_owned()),
            ("rId3", "theme", "theme/theme1.xml".to_owned()),
            ("rId4", "presProps", "presProps.xml".to_owned()),
            ("rId5", "viewProps", "viewProps.xml".to_owned()),
            ("rId6", "tableStyles", "tableStyles.xml".to_owned()),
        ];
        let numbered = (1..).zip(&ids);
        reached.extend(
            numbered.map(|(at, id)| (id.as_str(), "slide", format!("slides/slide{at}.xml"))),
        );
        self.relations(name, &reached)
    }

    fn properties(&mut self, deck: &Deck) -> Result<(), DeckError> {
        let (title, at) = (escaped(&deck.title), utc(deck.made_at));
        let core = format!(
            "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title}</dc:title><dc:creator>Samuh</dc:creator>\
             <dcterms:created xsi:type=\"dcterms:W3CDTF\">{at}</dcterms:created>\
             <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{at}</dcterms:modified></cp:coreProperties>"
        );
        let core_kind = "application/vnd.openxmlformats-package.core-properties+xml";
        self.part("docProps/core.xml", core_kind, &core)?;
        let app = format!(
            "{HEAD}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
             <Application>Samuh</Application><Slides>{}</Slides></Properties>",
            deck.slides.len()
        );
        let app_kind = "application/vnd.openxmlformats-officedocument.extended-properties+xml";
        self.part("docProps/app.xml", app_kind, &app)?;
        let core_relation = format!("{PACKAGE}/relationships/metadata/core-properties");
        let reached = [
            ("rId1", "officeDocument", "ppt/presentation.xml".to_owned()),
            ("rId2", core_relation.as_str(), "docProps/core.xml".to_owned()),
            ("rId3", "extended-properties", "docProps/app.xml".to_owned()),
        ];
        self.relations("", &reached)
    }

    fn finish(mut self) -> Result<Vec<u8>, DeckError> {
        let default = |ending: &str, kind: &str| {
            format!("<Default Extension=\"{ending}\" ContentType=\"{kind}\"/>")
        };
        let mut all = default("rels", "application/vnd.openxmlformats-package.relationships+xml");
        all.push_str(&default("xml", "application/xml"));
        all.push_str(&default("png", "image/png"));
        all.push_str(&default("xlsx", SHEET));
        for (name, kind) in &self.types {
            all.push_str(&format!("<Override PartName=\"{name}\" ContentType=\"{kind}\"/>"));
        }
        let text = format!("{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">{all}</Types>");
        self.put("[Content_Types].xml", text.as_bytes())?;
        Ok(self.zip.finish()?.into_inner())
    }
}
