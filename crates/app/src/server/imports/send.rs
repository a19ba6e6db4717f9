//! Sending a file: its bytes go to the shelf as they come, then the first look at it begins.

use std::{fs::File, io::Write, path::PathBuf};

use axum::{
    extract::{
        Multipart, Query,
        multipart::{Field, MultipartError},
    },
    http::StatusCode,
    response::Response,
};
use samuh_engine::{Error, Result, clock};
use samuh_kernel::{
    fault::{Fault, Faults},
    scope::{Area, Right},
    sheet::Limits,
};
use samuh_web::{
    page::Section,
    pages::import_start::{self, UploadPage},
    parts::{Choice, Link},
    words::Complaint,
};
use serde::Deserialize;
use tokio::{
    sync::mpsc::{Receiver, channel},
    task::spawn_blocking,
};
use uuid::Uuid;

use super::{
    super::{
        App,
        fail::{Answer, Fail, go, problems},
        visit::{Visitor, with_status},
    },
    address,
    jobs::{self, Step},
    register_name, registers,
    shelf::{Upload, from_disk, tidy_name},
    understood,
};
use crate::{ids::new_id, importing::Register};

/// The largest file, and a little for the form around it.
pub(in crate::server) const LARGEST: usize = 65 << 20;
/// Pieces of a file on their way to the disk.
const ON_THE_WAY: usize = 16;

#[derive(Deserialize)]
pub(in crate::server) struct Chosen {
    #[serde(default)]
    register: String,
}

/// The form that sends a file.
pub(in crate::server) async fn form(visitor: Visitor, Query(chosen): Query<Chosen>) -> Answer {
    visitor.may(Right::Enter, Area::Imports)?;
    draw(&visitor, &chosen.register, &Faults::default(), None)
}

/// Draws the form with what is wrong with the form or the file.
pub(super) fn draw(
    visitor: &Visitor,
    chosen: &str,
    faults: &Faults,
    refused: Option<Complaint>,
) -> Answer {
    let words = visitor.words;
    let open = registers(visitor);
    let first = open.iter().find(|register| **register == Register::Groups).or(open.first());
    let chosen = match (open.iter().any(|register| register.code() == chosen), first) {
        (false, Some(first)) => first.code(),
        _ => chosen,
    };
    let named = |register: &Register| register_name(register.code(), words);
    let page = UploadPage {
        registers: open.iter().map(|one| Choice::new(one.code(), named(one))).collect(),
        register: chosen.to_owned(),
        problems: problems(faults, words),
        refused,
        samples: open
            .iter()
            .map(|one| Link::new(named(one), format!("/imports/samples/{}", one.code())))
            .collect(),
    };
    let title = words.t("import-new");
    Ok(visitor.page(&title, Some(Section::Imports), import_start::upload(&page, words)))
}

/// Takes a file in and looks at its headings.
pub(in crate::server) async fn send(visitor: Visitor, form: Multipart) -> Answer {
    visitor.may(Right::Enter, Area::Imports)?;
    visitor.app.jobs().sweep();
    if visitor.app.jobs().is_full() {
        return Err(Error::fault("imports_busy").into());
    }
    let id = new_id()?;
    let outcome = match receive(&visitor, id, form).await {
        Ok(sent) => accept(&visitor, id, &sent),
        Err(fail) => Err(fail),
    };
    match outcome {
        Ok(upload) => {
            let piece = jobs::Piece::of(&upload, Step::Looking)?;
            let desk = visitor.desk().clone();
            let work = move |app: &App, _: &jobs::Job| understood::look_at(app, &desk, &upload);
            jobs::begin(&visitor.app, piece, work).await?;
            Ok(go(&address(id)))
        }
        Err(refusal) => {
            visitor.app.jobs().shelf().remove(id);
            refusal.answer(&visitor)
        }
    }
}

/// What came of a form.
struct Sent {
    register: String,
    file_name: String,
    bytes: u64,
}

/// Why a form is not taken.
enum Refusal {
    /// Its fields are wrong.
    Faults(String, Faults),
    /// The file is larger than any that is read.
    TooLarge(String),
    /// It cannot be answered with the form.
    Fail(Fail),
}

impl Refusal {
    fn answer(self, visitor: &Visitor) -> Answer<Response> {
        match self {
            Self::Faults(register, faults) => {
                let page = draw(visitor, &register, &faults, None)?;
                Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
            }
            Self::TooLarge(register) => {
                let limit = (Limits::MEMBERS.file_bytes >> 20).to_string();
                let said = visitor.words.refusal("file_too_large", [("limit", limit.as_str())]);
                let page = draw(visitor, &register, &Faults::default(), Some(said))?;
                Ok(with_status(StatusCode::PAYLOAD_TOO_LARGE, page))
            }
            Self::Fail(fail) => Err(fail),
        }
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Fail(error.into())
    }
}

async fn receive(
    visitor: &Visitor,
    id: Uuid,
    mut form: Multipart,
) -> std::result::Result<Sent, Refusal> {
    let mut sent = Sent { register: String::new(), file_name: String::new(), bytes: 0 };
    loop {
        let field = form.next_field().await.map_err(|error| refused(&error, &sent))?;
        let Some(field) = field else { return Ok(sent) };
        match field.name().unwrap_or_default() {
            "register" => {
                sent.register = field.text().await.map_err(|error| refused(&error, &sent))?;
            }
            "file" if sent.bytes == 0 => {
                sent.file_name = tidy_name(field.file_name().unwrap_or_default());
                let path = visitor.app.jobs().shelf().make(id, &sent.file_name)?;
                sent.bytes = keep(field, path, &sent).await?;
            }
            _ => {}
        }
    }
}

/// Writes a file to the shelf as it comes; answers how long it is.
async fn keep(
    mut field: Field<'_>,
    path: PathBuf,
    sent: &Sent,
) -> std::result::Result<u64, Refusal> {
    let (pieces, waiting) = channel(ON_THE_WAY);
    let writer = spawn_blocking(move || write(path, waiting));
    loop {
        let piece = field.chunk().await.map_err(|error| refused(&error, sent))?;
        let Some(piece) = piece else { break };
        // A writer that stopped says why itself.
        if pieces.send(piece).await.is_err() {
            break;
        }
    }
    drop(pieces);
    let written = writer.await.unwrap_or_else(|_| Err(Error::broken("an upload's writer ended")));
    Ok(written?)
}

fn write(path: PathBuf, mut pieces: Receiver<axum::body::Bytes>) -> Result<u64> {
    let mut file = File::create(path).map_err(from_disk)?;
    let mut bytes = 0;
    while let Some(piece) = pieces.blocking_recv() {
        file.write_all(&piece).map_err(from_disk)?;
        bytes += piece.len() as u64;
    }
    Ok(bytes)
}

fn refused(error: &MultipartError, sent: &Sent) -> Refusal {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Refusal::TooLarge(sent.register.clone()),
        _ => Refusal::Fail(Fail::Request),
    }
}

/// Judges the form and writes the note beside the file.
fn accept(visitor: &Visitor, id: Uuid, sent: &Sent) -> std::result::Result<Upload, Refusal> {
    let register = registers(visitor).into_iter().find(|one| one.code() == sent.register);
    let mut faults = Faults::default();
    if register.is_none() {
        faults.push(Fault::at("register", "register_not_chosen"));
    }
    if sent.bytes == 0 {
        faults.push(Fault::at("file", "file_missing"));
    }
    let (Some(register), true) = (register, faults.is_empty()) else {
        return Err(Refusal::Faults(sent.register.clone(), faults));
    };
    let desk = visitor.desk();
    let owner = (desk.district_id(), desk.post_id);
    let upload = Upload::new(id, register, &sent.file_name, owner, clock::now());
    visitor.app.jobs().shelf().note(&upload)?;
    Ok(upload)
}
