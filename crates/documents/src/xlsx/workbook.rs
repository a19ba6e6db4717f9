//! The workbook's own list: its sheets in order, which are hidden, and which calendar it counts in.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::package::Package;
use super::xml::{Xml, attribute};
use crate::error::ReadError;

/// A sheet as the workbook lists it.
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) hidden: bool,
    /// The part that holds its cells.
    pub(super) part: String,
}

/// What a workbook says about itself.
pub(super) struct Workbook {
    pub(super) sheets: Vec<Listed>,
    pub(super) from_1904: bool,
    pub(super) strings: Option<String>,
    pub(super) styles: Option<String>,
}

/// A part that another part points to, with the last word of its kind.
struct Link {
    target: String,
    kind: String,
}

impl Workbook {
    /// Reads the workbook's list and what it points to.
    ///
    /// # Errors
    /// `unsupported_format` when the zip is another kind of document.
    pub(super) fn read(package: &mut Package) -> Result<Self, ReadError> {
        let main = main_part(package)?;
        let links = links(package, &main)?;
        let of_kind = |kind: &str| {
            links.values().find(|link| link.kind == kind).map(|link| link.target.clone())
        };
        let (strings, styles) = (of_kind("sharedStrings"), of_kind("styles"));
        let part = package.part(&main)?.ok_or_else(|| ReadError::broken("no workbook part"))?;
        let mut workbook = Self { sheets: Vec::new(), from_1904: false, strings, styles };
        let mut xml = Xml::new(part);
        loop {
            match xml.next()? {
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                    "workbookPr" => {
                        let value = attribute(&tag, "date1904")?;
                        workbook.from_1904 = matches!(value.as_deref(), Some("1" | "true"));
                    }
                    "sheet" => {
                        let id = attribute(&tag, "id")?.unwrap_or_default();
                        let state = attribute(&tag, "state")?;
                        let link = links.get(&id).filter(|link| link.kind == "worksheet");
                        // Chart and dialog sheets are listed too, but hold no cells.
                        if let Some(link) = link {
                            workbook.sheets.push(Listed {
                                name: attribute(&tag, "name")?.unwrap_or_default(),
                                hidden: state.is_some_and(|state| state != "visible"),
                                part: link.target.clone(),
                            });
                        }
                    }
                    _ => {}
                },
                Event::Eof => return Ok(workbook),
                _ => {}
            }
        }
    }
}

/// The part that lists the sheets; refuses zips that are something else.
fn main_part(package: &mut Package) -> Result<String, ReadError> {
    let main = links(package, "")?
        .into_values()
        .find(|link| link.kind == "officeDocument")
        .map_or_else(|| "xl/workbook.xml".to_owned(), |link| link.target);
    let other = if package.has("content.xml") {
        "ods"
    } else if main.ends_with(".bin") {
        "xlsb"
    } else if main.starts_with("word/") {
        "docx"
    } else if main.starts_with("ppt/") {
        "pptx"
    } else if !package.has(&main) {
        "zip"
    } else {
        return Ok(main);
    };
    Err(ReadError::new("unsupported_format").with("format", other))
}

/// What a part points to, by id. The empty name stands for the package itself.
fn links(package: &mut Package, part: &str) -> Result<HashMap<String, Link>, ReadError> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let separator = if folder.is_empty() { "" } else { "/" };
    let mut links = HashMap::new();
    let Some(part) = package.part(&format!("{folder}{separator}_rels/{file}.rels"))? else {
        return Ok(links);
    };
    let mut xml = Xml::new(part);
    loop {
        match xml.next()? {
            Event::Start(tag) | Event::Empty(tag)
                if tag.local_name().as_ref() == "Relationship" =>
            {
                let id = attribute(&tag, "Id")?.unwrap_or_default();
                let kind = attribute(&tag, "Type")?.unwrap_or_default();
                let target = attribute(&tag, "Target")?.unwrap_or_default();
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                links.insert(id, Link { target: resolved(folder, &target), kind });
            }
            Event::Eof => return Ok(links),
            _ => {}
        }
    }
}

/// A target as the package names it: absolute, or beside the part that points to it.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        steps.extend(folder.split('/'));
    }
    for step in target.split('/') {
        if step == ".." {
            steps.pop();
        } else if step != "." {
            steps.push(step);
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_beside_their_part_or_from_the_top() {
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "../xl/./styles.xml"), "xl/styles.xml");
        assert_eq!(resolved("", "xl/workbook.xml"), "xl/workbook.xml");
    }
}
