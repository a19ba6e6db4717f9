//! What was understood of a file's columns, corrected by hand, and the reading of its rows that
//! follows.

use std::{collections::BTreeMap, sync::atomic::Ordering};

use axum::{Form, extract::Path, http::StatusCode, response::Response};
use samuh_engine::{Desk, Error, Result, clock};
use samuh_imports::{ColumnSeen, How, Layout};
use samuh_kernel::{
    calendar::{FinancialYear, Month},
    fault::{Fault, Faults},
    sheet::column_letters,
};
use samuh_places::Level;
use samuh_web::{
    page::Section,
    pages::import_start::{self, ColumnUnderstood, SheetUnderstood as DrawnSheet, UnderstoodPage},
    parts::Choice,
    show,
    words::Words,
};
use uuid::Uuid;

use super::{
    super::{
        App,
        fail::{Answer, Fail, go, problems},
        visit::{Visitor, with_status},
    },
    address, heading_of, id_of,
    jobs::{self, Job, Owner, Step},
    register_name,
    shelf::Upload,
    show::look_again,
    still_there,
};
use crate::importing::{self, Asked, Looked, Register, SheetLooked, Source, may_import, say};

/// The first look at an upload: a step of its work.
pub(super) fn look_at(app: &App, desk: &Desk, upload: &Upload) -> Result<Step> {
    let path = still_there(app.jobs().shelf().file(upload))?;
    let source = source(app, upload, &path)?;
    let looked = importing::look(app.db(), desk, &source, &asked(desk, upload))?;
    if let Some(refused) = looked.refused {
        app.jobs().shelf().remove(upload.id);
        return Ok(Step::Refused(vec![refused].into()));
    }
    Ok(Step::Looked(looked.into()))
}

/// Judges the rows of an upload and keeps them as the batch of the same id.
pub(super) fn read(app: &App, desk: &Desk, upload: &Upload, job: &Job) -> Result<Step> {
    let path = still_there(app.jobs().shelf().file(upload))?;
    let source = source(app, upload, &path)?;
    let rows = job.counter();
    let mut count = |read| rows.store(read, Ordering::Relaxed);
    let reading = importing::read(app.db(), desk, &source, &asked(desk, upload), &mut count)?;
    if reading.is_refused {
        app.jobs().shelf().remove(upload.id);
        return Ok(Step::Refused(reading.findings.faults.into()));
    }
    importing::stage_as(app.db(), desk, &reading, upload.id)?;
    Ok(Step::Done)
}

/// Queues the reading of an upload.
///
/// # Errors
/// Fault `import_at_work` while something is being done to it.
pub(super) async fn begin_reading(visitor: &Visitor, upload: Upload) -> Result<()> {
    let piece = jobs::Piece::of(&upload, Step::Reading)?;
    let desk = visitor.desk().clone();
    let work = move |app: &App, job: &Job| read(app, &desk, &upload, job);
    jobs::begin(&visitor.app, piece, work).await
}

fn source<'a>(app: &'a App, upload: &'a Upload, path: &'a std::path::Path) -> Result<Source<'a>> {
    Ok(Source {
        register: upload.register()?,
        path,
        name: &upload.file_name,
        program: &app.config().program,
    })
}

fn asked(desk: &Desk, upload: &Upload) -> Asked {
    Asked {
        district_id: Some(desk.district_id()),
        corrected: upload.corrected.clone(),
        decided: upload.decided.clone(),
        level: upload.level.as_deref().and_then(Level::of),
        year: upload.year.as_deref().and_then(|year| year.parse().ok()),
        month: upload.month.as_deref().and_then(|month| month.parse().ok()),
        sheets: upload.sheets.clone(),
    }
}

/// The upload of an address, when this desk may read it again.
///
/// # Errors
/// Not found for a desk that may not see it, denied for another post's, `upload_gone` when the
/// file was removed.
pub(super) fn own_upload(visitor: &Visitor, id: Uuid) -> Answer<Upload> {
    let upload = visitor.app.jobs().shelf().find(id).ok_or_else(Fail::not_found)?;
    let owner = Owner { district_id: upload.district_id, post_id: upload.post_id };
    if !owner.is_seen_by(visitor.scope()) {
        return Err(Fail::not_found());
    }
    // Judged again by another post, a batch would change hands.
    if upload.post_id != visitor.desk().post_id {
        return Err(Error::Denied("import_of_another").into());
    }
    may_import(visitor.desk(), upload.register()?)?;
    Ok(upload)
}

/// The page of the columns.
pub(super) fn page(visitor: &Visitor, id: Uuid, job: &Job, looked: &Looked) -> Answer {
    let upload = own_upload(visitor, id)?;
    draw(visitor, &upload, job, looked, &Faults::default())
}

fn draw(visitor: &Visitor, upload: &Upload, job: &Job, looked: &Looked, faults: &Faults) -> Answer {
    let words = visitor.words;
    let register = Register::of(job.register).ok_or_else(|| Error::broken("no such register"))?;
    let sheets = looked.sheets.iter().zip(0..);
    let page = UnderstoodPage {
        href: address(upload.id),
        file: job.file_name.clone(),
        register: register_name(register.code(), words),
        fields: fields(register, words),
        sheets: sheets
            .map(|(sheet, number)| DrawnSheet {
                is_read: looked.has_choice().then_some(sheet.is_read),
                ..drawn(sheet, number, register, words)
            })
            .collect(),
        level: (register == Register::Places).then(|| upload.level.clone().unwrap_or_default()),
        year: matches!(register, Register::Progress | Register::Targets)
            .then(|| (upload.year.clone().unwrap_or_default(), years(words))),
        month: (register == Register::Lokos)
            .then(|| (upload.month.clone().unwrap_or_default(), months(words))),
        problems: problems(faults, words),
    };
    let body = import_start::understood(&page, words);
    Ok(visitor.page(&job.file_name, Some(Section::Imports), body))
}

/// The years that a person may mean: next year's plan, and what is reported late.
fn years(words: &Words) -> Vec<Choice> {
    let FinancialYear(now) = FinancialYear::of(clock::today());
    let year = |year| FinancialYear(year).to_string();
    let mut choices = vec![Choice::new("", words.t("import-year-of-sheet"))];
    choices.extend((now - 4..=now + 1).rev().map(|at| Choice::new(year(at), year(at))));
    choices
}

/// The months that a report may be of.
fn months(words: &Words) -> Vec<Choice> {
    let running = Month::of(clock::today());
    let all = std::iter::successors(Some(running), |month| Some(month.prev())).take(MONTHS);
    let mut choices = vec![Choice::new("", words.t("import-month-of-sheet"))];
    choices.extend(all.map(|month| Choice::new(month.to_string(), show::month(month, words))));
    choices
}

/// How many months back a report is taken.
const MONTHS: usize = 24;

fn fields(register: Register, words: &Words) -> Vec<Choice> {
    let shape = register.shape();
    let own = shape.columns.iter().map(|one| Choice::new(one.field, heading_of(one, words)));
    let figures = shape.repeated.filter(|figures| shape.index(figures.value).is_none());
    let figures = figures.map(|one| Choice::new(one.value, words.t("import-figures")));
    own.chain(figures).collect()
}

fn drawn(looked: &SheetLooked, number: u32, register: Register, words: &Words) -> DrawnSheet {
    let seen = &looked.understood;
    let is_lost = seen.columns.is_empty();
    let why = looked.notices.iter().find(|notice| notice.column.is_none());
    DrawnSheet {
        number,
        name: seen.sheet.to_string(),
        heading_row: seen.heading_rows.last().copied(),
        rows: i64::try_from(looked.rows).unwrap_or(i64::MAX),
        columns: seen.columns.iter().map(|column| drawn_column(column, looked)).collect(),
        missing: if seen.understood || is_lost {
            Vec::new()
        } else {
            missing(looked, register, words)
        },
        left_out: why.filter(|_| is_lost).map(|why| say(why, words)),
        is_read: None,
    }
}

/// What the register needs and no column of the sheet is taken for.
fn missing(looked: &SheetLooked, register: Register, words: &Words) -> Vec<String> {
    let shape = register.shape();
    let columns = &looked.understood.columns;
    let taken: Vec<&str> = columns.iter().filter_map(|column| column.field.as_deref()).collect();
    let is_met = |set: &&&[&str]| set.iter().any(|field| taken.contains(field));
    let called = |field: &&str| match shape.index(field) {
        Some(at) => heading_of(&shape.columns[at], words).to_owned(),
        None => words.t("import-figures"),
    };
    let unmet = shape.needs.iter().filter(|set| !is_met(set));
    unmet.map(|set| set.iter().map(called).collect::<Vec<_>>().join(" / ")).collect()
}

fn drawn_column(column: &ColumnSeen, looked: &SheetLooked) -> ColumnUnderstood {
    ColumnUnderstood {
        number: column.column,
        letter: column_letters(column.column),
        heading: column.heading.to_string(),
        samples: looked.samples.get(&column.column).cloned().unwrap_or_default(),
        field: column.field.clone(),
        how: match column.how {
            How::ByHand => Some("by_hand"),
            How::Remembered => Some("remembered"),
            How::Exact => Some("exact"),
            How::Synonym => Some("synonym"),
            How::Close => Some("close"),
            How::Left | How::Unknown => None,
        },
    }
}

/// Takes the columns as a person corrected them and judges the rows.
pub(in crate::server) async fn correct(
    visitor: Visitor,
    Path(id): Path<String>,
    Form(said): Form<Vec<(String, String)>>,
) -> Answer {
    let id = id_of(&id)?;
    let mut upload = own_upload(&visitor, id)?;
    let Some(Job { step: Step::Looked(looked), .. }) = visitor.app.jobs().find(id) else {
        // The rows are being read, or were: the import's page says which.
        return Ok(go(&address(id)));
    };
    let said: BTreeMap<&str, &str> = said.iter().map(|(a, b)| (&**a, &**b)).collect();
    take_beside(&mut upload, &said);
    let is_unseen = match take_sheets(&mut upload, &looked, &said) {
        Ok(is_unseen) => is_unseen,
        Err(faults) => return again(&visitor, &upload, &looked, &said, &faults),
    };
    match corrections(&looked, upload.register()?, &said, visitor.words) {
        Ok(corrected) => {
            upload.corrected = corrected;
            visitor.app.jobs().shelf().note(&upload)?;
            // Columns of a sheet that was not looked into yet are shown before its rows are judged.
            if is_unseen {
                look_again(&visitor, upload).await?;
            } else {
                begin_reading(&visitor, upload).await?;
            }
            Ok(go(&address(id)))
        }
        Err(faults) => again(&visitor, &upload, &looked, &said, &faults),
    }
}

/// What the file leaves unsaid, as a person chose it; what the form does not have stays.
fn take_beside(upload: &mut Upload, said: &BTreeMap<&str, &str>) {
    let chosen = |name: &str| said.get(name).map(|value| value.trim().to_owned());
    if let Some(level) = chosen("level") {
        upload.level = Some(level).filter(|code| Level::of(code).is_some());
    }
    if let Some(year) = chosen("year") {
        upload.year = Some(year).filter(|year| year.parse::<FinancialYear>().is_ok());
    }
    if let Some(month) = chosen("month") {
        upload.month = Some(month).filter(|month| month.parse::<Month>().is_ok());
    }
}

/// The sheets that a person chose; true where one of them was not looked into yet.
fn take_sheets(
    upload: &mut Upload,
    looked: &Looked,
    said: &BTreeMap<&str, &str>,
) -> std::result::Result<bool, Faults> {
    if !said.contains_key("sheets") {
        return Ok(false);
    }
    let is_chosen = |number: u32| said.contains_key(&*format!("sheet-{number}"));
    let sheets = || looked.sheets.iter().zip(0_u32..);
    let chosen = sheets().filter(|(_, number)| is_chosen(*number));
    let chosen: Vec<String> = chosen.map(|(one, _)| one.understood.sheet.to_string()).collect();
    if chosen.is_empty() {
        return Err(Fault::at("sheet-0", "no_sheet_chosen").into());
    }
    let is_as_seen = sheets().all(|(one, number)| one.is_read == is_chosen(number));
    if !(is_as_seen && upload.sheets.is_empty()) {
        upload.sheets = chosen;
    }
    Ok(sheets().any(|(one, number)| is_chosen(number) && !one.is_read))
}

/// The columns again, as they were chosen, with what is wrong.
fn again(
    visitor: &Visitor,
    upload: &Upload,
    looked: &Looked,
    said: &BTreeMap<&str, &str>,
    faults: &Faults,
) -> Answer<Response> {
    let mut chosen = looked.clone();
    for (sheet, number) in chosen.sheets.iter_mut().zip(0_u32..) {
        for column in &mut sheet.understood.columns {
            if let Some(field) = said.get(&*name(number, column.column)) {
                column.field = Some((*field).to_owned()).filter(|field| !field.is_empty());
            }
        }
    }
    let job = visitor.app.jobs().find(upload.id).ok_or_else(Fail::not_found)?;
    let page = draw(visitor, upload, &job, &chosen, faults)?;
    Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
}

fn name(sheet: u32, column: u32) -> String {
    format!("c-{sheet}-{column}")
}

/// What a person changed, as layouts; what had been remembered of the same sheet stays with it.
fn corrections(
    looked: &Looked,
    register: Register,
    said: &BTreeMap<&str, &str>,
    words: &Words,
) -> std::result::Result<Vec<Layout>, Faults> {
    let mut faults = Faults::default();
    let mut layouts = Vec::new();
    for (sheet, number) in looked.sheets.iter().zip(0_u32..) {
        let seen = &sheet.understood;
        let mut mapping = BTreeMap::new();
        let mut is_changed = false;
        let mut taken: BTreeMap<&str, u32> = BTreeMap::new();
        for column in &seen.columns {
            let stands = column.field.as_deref().unwrap_or_default();
            let now = said.get(&*name(number, column.column)).copied().unwrap_or(stands);
            let at = register.shape().index(now);
            // Many columns of figures stand beside each other, each with its month or indicator.
            let is_figure = now == stands && (column.series.is_some() || column.month.is_some());
            let once = at.filter(|_| !is_figure);
            if let (Some(at), Some(first)) =
                (once, once.and_then(|_| taken.insert(now, column.column)))
            {
                let field = heading_of(&register.shape().columns[at], words);
                let fault = Fault::at(&name(number, column.column), "column_twice");
                let fault = fault.with("field", field).with("first", column_letters(first));
                faults.push(fault.with("second", column_letters(column.column)));
            }
            let is_kept = matches!(column.how, How::ByHand | How::Remembered);
            let is_known = now.is_empty() || at.is_some();
            if is_known && (now != stands || is_kept) {
                let field = Some(now.to_owned()).filter(|field| !field.is_empty());
                mapping.insert(column.column, field);
                is_changed |= now != stands;
            }
        }
        if is_changed {
            layouts.push(Layout { signature: seen.signature.clone(), mapping });
        }
    }
    faults.or(layouts)
}
