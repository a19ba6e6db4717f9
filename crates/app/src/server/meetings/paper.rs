//! The minutes as a paper: PDF to sign and send, DOCX to edit. Drawn from what was frozen and from
//! nothing else but the office's emblem, so the same minutes are the same bytes.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use samuh_documents::paper::{PaperError, docx, pdf};
use samuh_engine::{Error, clock};
use samuh_kernel::paper::{Column, Language, Look, Paper, Part, Row, Signer, Table};
use samuh_meetings::meeting::{
    Minutes,
    minutes::{Ordered, Said},
};
use samuh_web::{show, words::Words};

use super::{
    minutes::{came, seat, strip_cells, strip_line},
    weekday, year_number,
};
use crate::server::{
    fail::{Answer, Fail},
    visit::Visitor,
};

/// What makes a file of a paper.
type Draw = fn(&Paper) -> Result<Vec<u8>, PaperError>;
/// The most units that stand side by side in a row; more are written in a line.
const MOST_COLUMNS: usize = 8;

/// The file of a form, `pdf` or `docx`.
pub(super) async fn answer(visitor: &Visitor, minutes: &Minutes, at: i64, form: &str) -> Answer {
    let (mime, draw): (&str, Draw) = match form {
        "pdf" => ("application/pdf", pdf),
        "docx" => ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx),
        _ => return Err(Fail::Request),
    };
    let paper = of(visitor.words, visitor.hindi(), minutes, at);
    let drawn = visitor
        .app
        .blocking(move |app| {
            let paper = Paper { logo: app.emblem(), ..paper };
            draw(&paper).map_err(|error| Error::broken(error.to_string()))
        })
        .await?;
    let number = format!("{}-{}", minutes.number, minutes.year);
    Ok(file(drawn, mime, &format!("minutes-{number}.{form}")))
}

fn file(bytes: Vec<u8>, mime: &str, name: &str) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    for (key, value) in [
        (header::CONTENT_TYPE, mime.to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(key, value);
        }
    }
    response
}

/// The paper of minutes that were frozen at an instant (microseconds UTC).
pub(in crate::server) fn of(words: &Words, hindi: bool, minutes: &Minutes, at: i64) -> Paper {
    let language = if hindi { Language::Hindi } else { Language::English };
    let title = format!("{} — {}", words.t("minutes"), minutes.title.of(hindi));
    let mut parts = vec![Part::facts(head(words, hindi, minutes))];
    let (present, absent) = came(minutes, hindi);
    for (key, names) in [("minutes-present", present), ("minutes-absent", absent)] {
        if !names.is_empty() {
            parts.push(Part::subheading(words.t(key)));
            parts.push(Part::numbered(names));
        }
    }
    if minutes.quorum > 0 && (minutes.present() as i64) < minutes.quorum {
        let said = words.args("quorum-short", &[("n", minutes.quorum.into())]);
        parts.push(Part::styled(said, Look::Strong));
    }
    if !minutes.earlier.is_empty() {
        parts.push(Part::heading(words.t("earlier")));
        parts.push(Part::Table(table(words, hindi, &minutes.earlier, true)));
    }
    for (at, item) in (1..).zip(&minutes.items) {
        said(words, hindi, (at, item), &mut parts);
    }
    if !minutes.others.is_empty() {
        parts.push(Part::heading(words.t("directions-outside")));
        parts.push(Part::Table(table(words, hindi, &minutes.others, false)));
    }
    let signers = vec![
        Signer { name: String::new(), post: words.t("minutes-writer"), lines: Vec::new() },
        Signer {
            name: minutes.chair.name.clone(),
            post: minutes.chair.post.of(hindi).to_owned(),
            lines: vec![words.t("minutes-chair-line")],
        },
    ];
    parts.push(Part::Signatures { signers });
    parts.push(Part::CopyTo {
        heading: words.t("minutes-copies"),
        lines: minutes.copies.iter().map(|one| one.of(hindi).to_owned()).collect(),
    });
    let as_on = show::instant(minutes.as_on);
    Paper {
        office: minutes.office.iter().map(|line| line.of(hindi).to_owned()).collect(),
        memo: if minutes.memo_no.is_empty() {
            String::new()
        } else {
            format!("{} {}", words.t("minutes-memo"), minutes.memo_no)
        },
        dated: show::day(clock::day_of(at)),
        foot: vec![words.args("minutes-foot", &[("at", as_on.as_str().into())])],
        page_word: words.t("minutes-page"),
        parts,
        ..Paper::new(language, clock::local(at), title)
    }
}

fn head(words: &Words, hindi: bool, minutes: &Minutes) -> Vec<(String, String)> {
    let mut when = weekday(minutes.held_on, words);
    if !minutes.at_time.is_empty() {
        when.push_str(", ");
        when.push_str(&minutes.at_time);
    }
    let mut rows = vec![
        (words.t("minutes-number"), year_number(minutes.number, minutes.year)),
        (words.t("meeting-day"), when),
    ];
    if !minutes.venue.is_empty() {
        rows.push((words.t("meeting-venue"), minutes.venue.clone()));
    }
    rows.push((words.t("meeting-unit"), minutes.unit.of(hindi).to_owned()));
    rows.push((words.t("meeting-chair"), seat(&minutes.chair, hindi)));
    rows
}

fn said(words: &Words, hindi: bool, (at, item): (i64, &Said), parts: &mut Vec<Part>) {
    parts.push(Part::heading(format!("{at}. {}", item.title.of(hindi))));
    let cells = strip_cells(words, item, hindi);
    if (1..=MOST_COLUMNS).contains(&cells.len()) {
        let columns = cells.iter().map(|(name, _)| Column::text(name.as_str(), 1)).collect();
        let row = Row::new(cells.iter().map(|(_, said)| said.clone()));
        parts.push(Part::Table(Table { small: true, ..Table::new(columns, vec![row]) }));
    } else if !cells.is_empty() {
        parts.push(Part::styled(strip_line(&cells), Look::Small));
    }
    for paragraph in item.discussion.lines().filter(|line| !line.trim().is_empty()) {
        parts.push(Part::text(paragraph));
    }
    if !item.directions.is_empty() {
        parts.push(Part::Table(table(words, hindi, &item.directions, false)));
    }
}

fn table(words: &Words, hindi: bool, all: &[Ordered], with_state: bool) -> Table {
    let mut columns = vec![
        Column::text(words.t("direction-no"), 1),
        Column::text(words.t("direction"), 6),
        Column::text(words.t("direction-responsible"), 3),
        Column::text(words.t("direction-due"), 2),
    ];
    if with_state {
        columns.push(Column::text(words.t("direction-state"), 2));
    }
    let rows = all.iter().map(|one| {
        let (mut owing, helping) = one.posts(hindi);
        if !helping.is_empty() {
            owing.push_str(&format!("; {}: {helping}", words.t("direction-cooperating")));
        }
        let mut cells = vec![one.label.clone(), one.text.clone(), owing, show::day(one.due_on)];
        if with_state {
            cells.push(words.t(&format!("direction-state-{}", one.state)));
        }
        Row::new(cells)
    });
    let rows = rows.collect();
    Table::new(columns, rows)
}

#[cfg(test)]
mod tests {
    use samuh_meetings::meeting::minutes::Both;
    use samuh_web::words::Lang;

    use super::*;

    #[test]
    fn each_posts_part_stands_beside_it_in_the_paper() {
        let post = |name: &str| Both { hi: name.to_owned(), en: name.to_owned() };
        let one = Ordered {
            label: "14.2".into(),
            text: "लम्बित आवेदनों का निराकरण करें।".into(),
            responsible: vec![post("अग्रणी बैंक"), post("माकड़ी")],
            cooperating: vec![post("वित्त")],
            parts: vec!["38 प्रकरण".into(), String::new(), "सूची दें".into()],
            ..Ordered::default()
        };
        let whole = Ordered { parts: Vec::new(), ..one.clone() };
        let cell = |all: &[Ordered]| {
            let table = table(Words::of(Lang::Hi, None), true, all, false);
            serde_json::to_string(&table).unwrap()
        };
        assert!(cell(&[one]).contains("अग्रणी बैंक: 38 प्रकरण; माकड़ी; सहयोग: वित्त: सूची दें"));
        assert!(cell(&[whole]).contains("अग्रणी बैंक, माकड़ी; सहयोग: वित्त"));
    }
}
