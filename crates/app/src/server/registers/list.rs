//! The list of a register: pages by key, sorted and filtered by any column; the whole of it as Excel,
//! CSV, JSON and on paper. Every one holds the same rows.

use axum::{
    Form,
    extract::{Path, Query as Asked},
    http::StatusCode,
    response::Response,
};
use maud::html;
use samuh_documents::write::CsvWriter;
use samuh_engine::{
    Error, Reader, Result, clock,
    register::{self, Ask, Column, Plain, Privacy, Register, Row, Sight, masked_in_address},
};
use samuh_kernel::fault::{Fault, Faults};
use samuh_web::{
    page::Section,
    pages::register::{self as drawn, RegisterPage, Sheet, Step, Unseen},
    parts::{Column as Heading, Link, Order, Pager, Table},
    words::Words,
};
use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{address, filters, may_enter, may_open, open, record_address, rows, saved, title};
use crate::server::{
    api::sent,
    excel,
    fail::{Answer, go, problems},
    privacy::{Leaving, leaves},
    query::Query,
    visit::{Visitor, with_status},
};

/// Rows read at once for files: few enough to hold, many enough to be quick.
const STEP: i64 = 1_000;
/// Rows that still make sense on paper.
const ON_PAPER: i64 = 3_000;
const CSV: &str = "text/csv; charset=utf-8";

/// The list that an address asks for.
pub(in crate::server) async fn page(
    visitor: Visitor,
    Path(name): Path<String>,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    let register = open(&visitor, &name)?;
    let query = Query::of(pairs);
    // A masked number in an address is refused, and no link of the answer repeats it.
    let (query, form) = match filters::asked_in_form(register, &query) {
        Some((column, rest)) => (rest, Some(column)),
        None => (query, None),
    };
    if let Some(added) = filters::added(register, &query) {
        return Ok(go(&added.at(&address(register))));
    }
    let mut told = asked(&visitor, register, &query, Way::Address);
    if let Some(column) = form {
        let fault = match may_open(&visitor, register) {
            true => masked_in_address(column),
            // For this desk the column is not there.
            false => Fault::at(column.name, "filter_column_unknown").with("value", column.name),
        };
        told = Err(fault.into());
    }
    let query = filters::parted(register, &query).0;
    answer(visitor, register, query, told).await
}

/// The list that a form asks for, with what no address may hold: a group is found by its account number.
pub(in crate::server) async fn find(
    visitor: Visitor,
    Path(name): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let register = open(&visitor, &name)?;
    let mut query = Query::of(pairs);
    if let Some(dropped) = query.get(filters::DROP).map(str::to_owned) {
        query = filters::without(&query.without(&[filters::DROP, "after"]), &dropped);
    }
    let query = filters::added(register, &query).unwrap_or(query);
    let (seen, unseen) = filters::parted(register, &query);
    if unseen.is_empty() {
        return Ok(go(&seen.at(&address(register))));
    }
    let told = asked(&visitor, register, &query, Way::Unseen);
    answer(visitor, register, query, told).await
}

/// The answer to what was asked: the page, or the whole of it as a file or on paper.
async fn answer(
    visitor: Visitor,
    register: &'static Register,
    query: Query,
    told: std::result::Result<Ask, Faults>,
) -> Answer {
    let reads = visitor.clone();
    let format = query.get("format").map(str::to_owned);
    match format.as_deref() {
        None => {}
        Some("json") => return rows_of(visitor, register, told.map_err(Error::Faults)?).await,
        Some(_) => {
            let ask = told.map_err(Error::Faults)?;
            let read = move |reader: &mut Reader| {
                whole(reader, &reads, register, (&query, ask, format.as_deref()))
            };
            let (file, answer) = visitor.app.read(read).await?;
            if let Some(file) = file {
                leaves(&visitor, file).await?;
            }
            return Ok(answer);
        }
    }
    let read = move |reader: &mut Reader| assemble(reader, &reads, register, (&query, &told));
    let page = visitor.app.read(read).await?;
    let status =
        if page.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let heading = page.title.clone();
    let body = drawn::draw(&page, visitor.words);
    Ok(with_status(status, visitor.page(&heading, Some(Section::Registers), body)))
}

/// How something was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::server) enum Way {
    /// In an address.
    Address,
    /// In the body of a form, or in a header.
    Unseen,
}

/// What is asked of a register.
pub(in crate::server) fn asked(
    visitor: &Visitor,
    register: &Register,
    query: &Query,
    way: Way,
) -> std::result::Result<Ask, Faults> {
    let sight = match way {
        _ if !may_open(visitor, register) => Sight::Plain,
        Way::Address => Sight::Address,
        Way::Unseen => Sight::Unseen,
    };
    let pairs = query.without(&["f"]);
    Ask::of(register, pairs.pairs(), sight, clock::today())
}

fn assemble(
    reader: &mut Reader,
    visitor: &Visitor,
    register: &'static Register,
    (query, told): (&Query, &std::result::Result<Ask, Faults>),
) -> Result<RegisterPage> {
    let (words, path) = (visitor.words, address(register));
    let of = (register, visitor.scope(), clock::today());
    let (ask, faults) = match told {
        Ok(ask) => (ask.clone(), Faults::default()),
        Err(faults) => (Ask::all(register), faults.clone()),
    };
    let is_unseen = !filters::parted(register, query).1.is_empty();
    let columns = register.named(register.listed);
    let (mut found, count) = if faults.is_empty() {
        let wider = Ask { limit: ask.limit + 1, ..ask.clone() };
        let found = register::list(reader, of, &columns, &wider)?;
        (found, register::count(reader, of, &ask.filters)?)
    } else {
        (Vec::new(), 0)
    };
    let next = next(&mut found, &ask);
    let bare = query.without(&["after", "format", "f"]);
    let step = |name: &'static str, value: String| match is_unseen {
        true => Step::Send(name, value),
        false => Step::Go(bare.with(name, value).at(&path)),
    };
    let file = |key: &str, format: &str| (words.t(key), step("format", format.to_owned()));
    let mut actions = Vec::new();
    if may_enter(visitor, register) {
        actions.push((words.t("register-new"), Step::Go(format!("{path}/new"))));
    }
    actions.push(file("register-print", "print"));
    let keeping = saved::keeping(visitor, register, query, faults.is_empty())?;
    let mut pager = Pager {
        shown: i64::try_from(found.len()).unwrap_or(0),
        total: Some(count),
        first: ask.after.as_ref().map(|_| bare.at(&path)),
        next: next.as_ref().map(|after| bare.with("after", after).at(&path)),
        step: ask.limit,
    };
    let mut turns = Vec::new();
    if is_unseen {
        turns.extend(
            pager.first.take().map(|_| (words.t("pager-first"), step("after", String::new()))),
        );
        let text = words.args("pager-next", &[("n", ask.limit.into())]);
        turns.extend(pager.next.take().and(next).map(|after| (text, step("after", after))));
    }
    let unseen = Unseen { action: path.clone(), carried: bare.pairs().to_vec() };
    Ok(RegisterPage {
        title: title(visitor, register),
        crumbs: vec![Link::new(words.t("registers-title"), super::PATH)],
        as_on_at: clock::now(),
        actions,
        unseen: is_unseen.then_some(unseen),
        saved: saved::lines(reader, visitor, register)?,
        problems: problems(&headed(faults.clone(), register, words), words),
        chips: filters::chips(reader, visitor, (register, query), told.as_ref().ok())?,
        clear: (!filters::only(register, query).is_empty()).then(|| path.clone()),
        adding: filters::adding(visitor, register, (&path, query))?,
        keeping,
        count,
        // The headings sort by an address.
        table: table(visitor, register, &columns, (&found, (!is_unseen).then_some((&bare, &ask)))),
        pager,
        turns,
        files: vec![file("download-excel", "xlsx"), file("download-csv", "csv")],
    })
}

/// Faults of an address: they name a column by its heading, not by its name there.
fn headed(mut faults: Faults, register: &Register, words: &Words) -> Faults {
    for fault in &mut faults.0 {
        // The filter stands as a chip, and in no field.
        fault.field = None;
        let is_column =
            |arg: &str| arg == "name" || (arg == "value" && fault.code == "filter_masked_address");
        for (_, value) in fault.args.iter_mut().filter(|(arg, _)| is_column(arg)) {
            if let Some(called) = filters::called(register, words, value) {
                *value = called;
            }
        }
    }
    faults
}

/// Cuts the row that only shows that there is another page; answers where that page begins.
fn next(found: &mut Vec<Row>, ask: &Ask) -> Option<String> {
    let limit = usize::try_from(ask.limit).unwrap_or(usize::MAX);
    if found.len() <= limit {
        return None;
    }
    found.truncate(limit);
    found.last().map(|row| row.cursor.to_text())
}

/// Rows as a table; with what was asked, its columns sort the list.
fn table(
    visitor: &Visitor,
    register: &Register,
    columns: &[&'static Column],
    (found, asked): (&[Row], Option<(&Query, &Ask)>),
) -> Table {
    let (words, hindi) = (visitor.words, visitor.hindi());
    let path = address(register);
    let heading = |column: &&'static Column| match asked {
        Some((bare, ask)) => sorted(rows::heading(words, column), column, bare, (ask, &path)),
        None => rows::heading(words, column),
    };
    let name_at = columns.iter().position(|column| column.name == "name_hi");
    let cells = |row: &Row| {
        let texts = columns.iter().zip(&row.held);
        let texts: Vec<String> =
            texts.map(|(column, held)| rows::shown(words, column, held, hindi)).collect();
        let drawn = texts.iter().enumerate().map(|(at, text)| {
            let text = if text.is_empty() { "—" } else { text.as_str() };
            if at == 0 {
                html! { a href=(record_address(register, row.id)) { (text) } }
            } else {
                html! { (text) }
            }
        });
        drawn.collect()
    };
    debug_assert!(name_at.is_none_or(|at| at == 0), "a list begins with the name");
    Table {
        caption: title(visitor, register),
        columns: columns.iter().map(heading).collect(),
        rows: found.iter().map(cells).collect(),
        foot: None,
    }
}

fn sorted(heading: Heading, column: &Column, bare: &Query, (ask, path): (&Ask, &str)) -> Heading {
    let now = ask.sort.filter(|sort| sort.column.name == column.name);
    let now = now.map(|sort| if sort.down { Order::Down } else { Order::Up });
    let sign = if now == Some(Order::Up) { "-" } else { "" };
    heading.sorted(bare.with("sort", format!("{sign}{}", column.name)).at(path), now)
}

/// The whole list in one file or on paper; of a register about persons with what its leaving says in the trail.
fn whole(
    reader: &mut Reader,
    visitor: &Visitor,
    register: &'static Register,
    (query, ask, format): (&Query, Ask, Option<&str>),
) -> Result<(Option<Leaving>, Response)> {
    let of_persons = register.open().any(|column| column.privacy == Privacy::Named);
    let file = if of_persons {
        let of = (register, visitor.scope(), clock::today());
        let rows = register::count(reader, of, &ask.filters)?;
        // What no address may hold does not stand in the trail: only that it was asked by.
        let (seen, unseen) = filters::parted(register, query);
        let asked = unseen.pairs().iter().fold(seen, |asked, (name, _)| asked.with(name, "******"));
        Some(Leaving::of(visitor, register.name, (&asked, rows)))
    } else {
        None
    };
    let answer = match format {
        Some("xlsx") => workbook(reader, visitor, register, ask)?,
        Some("csv") => text(reader, visitor, register, ask)?,
        Some("print") => paper(reader, visitor, register, (query, &ask))?,
        _ => return Err(Error::NotFound),
    };
    Ok((file, answer))
}

/// Every row that the filters leave, piece by piece.
fn each(
    reader: &mut Reader,
    of: (&'static Register, &Visitor),
    columns: &[&Column],
    mut ask: Ask,
    take: &mut dyn FnMut(&Row) -> Result<()>,
) -> Result<()> {
    let of = (of.0, of.1.scope(), clock::today());
    ask.after = None;
    ask.limit = STEP;
    loop {
        let found = register::list(reader, of, columns, &ask)?;
        found.iter().try_for_each(&mut *take)?;
        match found.last().filter(|_| found.len() >= usize::try_from(STEP).unwrap_or(usize::MAX)) {
            Some(last) => ask.after = Some(last.cursor.clone()),
            None => return Ok(()),
        }
    }
}

fn workbook(
    reader: &mut Reader,
    visitor: &Visitor,
    register: &'static Register,
    ask: Ask,
) -> Result<Response> {
    let (words, hindi) = (visitor.words, visitor.hindi());
    let columns: Vec<&Column> = register.open().collect();
    let of = (register, visitor.scope(), clock::today());
    let total = register::count(reader, of, &ask.filters)?;
    let keys: Vec<String> = columns.iter().map(|one| format!("column-{}", one.name)).collect();
    let headings = keys.iter().zip(&columns).map(|(key, column)| {
        let (holds, width) = rows::holds(column);
        (key.as_str(), holds, width)
    });
    let title = title(visitor, register);
    let head = excel::head(words, &title, total, &headings.collect::<Vec<_>>());
    let mut failed = None;
    let answer = excel::answer(&title, &head, |sheet| {
        let mut odd = None;
        let done = each(reader, (register, visitor), &columns, ask, &mut |row| {
            let texts: Vec<String> = texts(&columns, row, words, hindi);
            let values = row.held.iter().zip(&texts).map(|(held, text)| rows::value(held, text));
            if let Err(error) = sheet.row(&values.collect::<Vec<_>>()) {
                odd = Some(error);
                return Err(Error::broken("the sheet is full"));
            }
            Ok(())
        });
        if let Err(error) = done {
            failed = Some(error);
        }
        odd.map_or(Ok(()), Err)
    });
    match failed {
        Some(error) => Err(error),
        None => answer.map_err(|fail| Error::broken(format!("{fail:?}"))),
    }
}

fn texts(
    columns: &[&Column],
    row: &Row,
    words: &samuh_web::words::Words,
    hindi: bool,
) -> Vec<String> {
    let texts = columns.iter().zip(&row.held);
    texts.map(|(column, held)| rows::shown(words, column, held, hindi)).collect()
}

fn text(
    reader: &mut Reader,
    visitor: &Visitor,
    register: &'static Register,
    ask: Ask,
) -> Result<Response> {
    let (words, hindi) = (visitor.words, visitor.hindi());
    let columns: Vec<&Column> = register.open().collect();
    let headings: Vec<samuh_documents::write::Column> = columns
        .iter()
        .map(|column| {
            let (kind, width) = rows::holds(column);
            let heading = rows::label(words, column);
            samuh_documents::write::Column { heading, kind, width }
        })
        .collect();
    let broken = |error: samuh_documents::write::WriteError| Error::broken(error.to_string());
    let mut writer = CsvWriter::new(Vec::new(), &headings).map_err(broken)?;
    each(reader, (register, visitor), &columns, ask, &mut |row| {
        let texts = texts(&columns, row, words, hindi);
        let values = row.held.iter().zip(&texts).map(|(held, text)| rows::value(held, text));
        writer.row(&values.collect::<Vec<_>>()).map_err(broken)
    })?;
    let bytes = writer.finish().map_err(broken)?;
    Ok(excel::attached(&title(visitor, register), "csv", CSV, bytes))
}

fn paper(
    reader: &mut Reader,
    visitor: &Visitor,
    register: &'static Register,
    (query, ask): (&Query, &Ask),
) -> Result<Response> {
    let of = (register, visitor.scope(), clock::today());
    let columns = register.named(register.listed);
    let path = address(register);
    let long = Ask { after: None, limit: ON_PAPER, ..ask.clone() };
    let found = register::list(reader, of, &columns, &long)?;
    let chips = filters::chips(reader, visitor, (register, query), Some(ask))?;
    let seen = filters::parted(register, query).0;
    let title = title(visitor, register);
    let sheet = Sheet {
        title: title.clone(),
        back: Link::new(title.clone(), seen.without(&["format", "after"]).at(&path)),
        as_on_at: clock::now(),
        filters: chips.into_iter().map(|chip| chip.text).collect(),
        count: register::count(reader, of, &ask.filters)?,
        table: table(visitor, register, &columns, (&found, None)),
    };
    let body = drawn::sheet(&sheet, visitor.words);
    Ok(visitor.page(&title, Some(Section::Registers), body))
}

/// The list for programs: the columns that may leave the office, and where the next page begins.
pub(in crate::server) async fn rows_of(
    visitor: Visitor,
    register: &'static Register,
    ask: Ask,
) -> Answer {
    let app = visitor.app.clone();
    let body = app.read(move |reader| listed(reader, &visitor, register, &ask)).await?;
    Ok(sent(StatusCode::OK, body))
}

fn listed(
    reader: &mut Reader,
    visitor: &Visitor,
    register: &'static Register,
    ask: &Ask,
) -> Result<Vec<u8>> {
    let of = (register, visitor.scope(), clock::today());
    let columns: Vec<&'static Column> = register.open().collect();
    debug_assert!(columns.iter().all(|column| column.privacy != Privacy::Masked));
    let count = register::count(reader, of, &ask.filters)?;
    let mut body = format!("{{\"count\":{count},\"rows\":[").into_bytes();
    let (mut shown, mut last, mut more) = (0, None, false);
    let wider = Ask { limit: ask.limit + 1, ..ask.clone() };
    // Written as they come; only rows that name units, whose names are asked together, are held until then.
    register::walk(reader, of, &columns, &wider, &mut |row| {
        // The row behind the page only shows that there is another one.
        more = shown == ask.limit;
        if more {
            return Ok(());
        }
        if shown > 0 {
            body.push(b',');
        }
        serde_json::to_writer(&mut body, &Line { columns: &columns, row: &row })?;
        (shown, last) = (shown + 1, Some(row.cursor));
        Ok(())
    })?;
    let next = last.filter(|_| more).map(|cursor| cursor.to_text());
    body.extend_from_slice(b"],\"next\":");
    serde_json::to_writer(&mut body, &next)?;
    body.push(b'}');
    Ok(body)
}

/// A row as programs read it.
struct Line<'a> {
    columns: &'a [&'static Column],
    row: &'a Row,
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        let mut line = to.serialize_map(Some(1 + self.columns.len()))?;
        line.serialize_entry("id", &self.row.id)?;
        for (column, held) in self.columns.iter().zip(&self.row.held) {
            line.serialize_entry(column.name, &Plain(held))?;
        }
        line.end()
    }
}
