//! Sending a file: its bytes go to the shelf as they come, then the first look at it begins.

use axum::{extract::Query, http::StatusCode, response::Response};
use samuh_engine::{Error, clock};
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
use uuid::Uuid;

use super::{
    super::{
        App,
        fail::{Answer, Fail, go, problems},
        received::{self, Parcel, Part},
        visit::{Visitor, with_status},
    },
    address,
    jobs::{self, Step},
    register_name, registers,
    shelf::{Upload, tidy_name},
    understood,
};
use crate::{ids::new_id, importing::Register};

/// The largest file, and a little for the form around it.
pub(in crate::server) const LARGEST: usize = 65 << 20;

/// The field of the file.
const FIELD: &str = "file";

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
pub(in crate::server) async fn send(visitor: Visitor, form: Parcel) -> Answer {
    visitor.may(Right::Enter, Area::Imports)?;
    visitor.app.jobs().sweep();
    if visitor.app.jobs().is_full() {
        return Err(Error::fault("imports_busy").into());
    }
    let id = new_id()?;
    let place = visitor.app.jobs().shelf().place(id);
    let outcome = match receive(&visitor, id, form).await {
        Ok(sent) => accept(&visitor, id, &sent),
        Err(fail) => Err(fail),
    };
    match outcome {
        Ok(upload) => {
            place.keep();
            let piece = jobs::Piece::of(&upload, Step::Looking)?;
            let desk = visitor.desk().clone();
            let work = move |app: &App, _: &jobs::Job| understood::look_at(app, &desk, &upload);
            jobs::begin(&visitor.app, piece, work).await?;
            Ok(go(&address(id)))
        }
        Err(refusal) => {
            drop(place);
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
    /// Its fields or its file are wrong; under this status.
    Faults(StatusCode, String, Faults),
    /// The file is larger than any that is read.
    TooLarge(String),
    /// It cannot be answered with the form.
    Fail(Fail),
}

impl Refusal {
    fn answer(self, visitor: &Visitor) -> Answer<Response> {
        match self {
            Self::Faults(status, register, faults) => {
                let page = draw(visitor, &register, &faults, None)?;
                Ok(with_status(status, page))
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
    mut form: Parcel,
) -> std::result::Result<Sent, Refusal> {
    let mut sent = Sent { register: String::new(), file_name: String::new(), bytes: 0 };
    loop {
        match form.next(FIELD).await.map_err(|refusal| refused(refusal, &sent))? {
            None => return Ok(sent),
            Some(Part::Field(name, text)) if name == "register" => sent.register = text,
            Some(Part::File(file)) if file.field == FIELD && sent.bytes == 0 => {
                sent.file_name = tidy_name(&file.called);
                let path = visitor.app.jobs().shelf().make(id, &sent.file_name)?;
                sent.bytes =
                    file.onto_disk(&path).await.map_err(|refusal| refused(refusal, &sent))?;
            }
            Some(_) => {}
        }
    }
}

fn refused(refusal: received::Refusal, sent: &Sent) -> Refusal {
    let register = || sent.register.clone();
    match refusal {
        received::Refusal::TooLarge => Refusal::TooLarge(register()),
        received::Refusal::Said(status, fault) => {
            Refusal::Faults(status, register(), Fault { field: Some(FIELD.into()), ..fault }.into())
        }
        received::Refusal::Fail(fail) => Refusal::Fail(fail),
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
        faults.push(Fault::at(FIELD, "file_missing"));
    }
    let (Some(register), true) = (register, faults.is_empty()) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Err(Refusal::Faults(status, sent.register.clone(), faults));
    };
    let desk = visitor.desk();
    let owner = (desk.district_id(), desk.post_id);
    let upload = Upload::new(id, register, &sent.file_name, owner, clock::now());
    visitor.app.jobs().shelf().note(&upload)?;
    Ok(upload)
}
