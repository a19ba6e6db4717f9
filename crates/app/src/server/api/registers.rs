//! Registers for programs: the same lists, records and acts as the pages of `/registers`.

use axum::{
    Json,
    extract::{Path, Query as Asked},
    http::{HeaderMap, StatusCode, Uri},
};
use samuh_engine::{
    Error, Reader, clock,
    register::{self, Correction, Held, Privacy, Record, Register, from_json, refused},
};
use samuh_kernel::{
    fault::{Fault, Faults},
    scope::Right,
};
use serde_json::{Map, Value, json};

use super::{
    super::{
        App,
        fail::{Answer, Fail},
        privacy,
        query::Query,
        registers::{Way, asked, is_of_people, masked, open, rows_of, seen, warnings},
        visit::Visitor,
    },
    op_of, sent,
};

/// Where the interface begins.
const ROOT: &str = "/api/v1/";

/// The register that the address names.
fn named(visitor: &Visitor) -> Answer<&'static Register> {
    let rest = visitor.here.path().strip_prefix(ROOT).unwrap_or_default();
    open(visitor, rest.split('/').next().unwrap_or_default())
}

/// The header in which a record is asked for by a masked number, which no address may hold (ASVS 14.2.1):
/// `account_no=…`, written as a form is.
pub(super) const FIND: &str = "samuh-find";

/// A page of the list.
pub(in crate::server) async fn register(
    visitor: Visitor,
    Asked(pairs): Asked<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Answer {
    let register = named(&visitor)?;
    // A page sends the fields that were left blank; a program says what it means.
    let mut blank = Faults::default();
    for (name, _) in pairs.iter().filter(|(_, value)| value.trim().is_empty()) {
        blank.push(Fault::at(name, "filter_value_odd").with("name", name).with("value", ""));
    }
    blank.or(()).map_err(Error::Faults)?;
    let mut query = Query::of(pairs).without(&["format", "filter"]);
    let mut ask = asked(&visitor, register, &query, Way::Address).map_err(Error::Faults)?;
    if headers.contains_key(FIND) {
        for (name, value) in find(register, &headers)? {
            query = query.with(&name, value);
        }
        ask = asked(&visitor, register, &query, Way::Unseen).map_err(Error::Faults)?;
    }
    rows_of(visitor, register, ask).await
}

/// What the header asks for: masked columns alone, for all else has its place in the address; each once and with a
/// value, for a program whose field is blank would otherwise be given the whole register.
fn find(register: &Register, headers: &HeaderMap) -> Answer<Vec<(String, String)>> {
    let odd = |name: &str| {
        let fault = Fault::at(FIND, "filter_value_odd").with("name", name).with("value", "");
        Fail::from(Error::Faults(fault.into()))
    };
    let mut all = headers.get_all(FIND).iter();
    let (Some(header), None) = (all.next(), all.next()) else { return Err(odd(FIND)) };
    let text = header.to_str().map_err(|_| Fail::Request)?;
    let address: Uri = format!("/?{text}").parse().map_err(|_| Fail::Request)?;
    let Asked(pairs) =
        Asked::<Vec<(String, String)>>::try_from_uri(&address).map_err(|_| Fail::Request)?;
    let is_masked =
        |name: &str| register.column(name).is_some_and(|column| column.privacy == Privacy::Masked);
    match pairs.iter().find(|(name, _)| !is_masked(name)) {
        Some((name, _)) => {
            let fault = Fault::at(FIND, "filter_column_unknown").with("value", name);
            Err(Error::Faults(fault.into()).into())
        }
        None if pairs.is_empty() => Err(odd(FIND)),
        None => {
            for (at, (name, value)) in pairs.iter().enumerate() {
                let again = pairs[..at].iter().any(|(earlier, _)| earlier == name);
                if again || value.trim().is_empty() {
                    return Err(odd(name));
                }
            }
            Ok(pairs)
        }
    }
}

/// One record with every column; what is masked on its page is masked here, and the look is kept.
pub(in crate::server) async fn record(visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let register = named(&visitor)?;
    let reads = visitor.clone();
    let read = move |reader: &mut Reader| {
        let record = seen(reader, &reads, register, id)?;
        let odd = warnings(reader, &reads, register, &record.values)?;
        Ok((record, odd))
    };
    let (record, odd) = visitor.app.read(read).await?;
    if is_of_people(register) {
        privacy::read(&visitor, register.subject, id).await?;
    }
    let body = serde_json::to_vec(&shown(register, &record, &odd)).map_err(Error::from)?;
    Ok(sent(StatusCode::OK, body))
}

fn shown(register: &Register, record: &Record, odd: &[Fault]) -> Value {
    let mut object = Map::new();
    object.insert("id".into(), record.id.into());
    if register.kept.is_some() {
        object.insert("version".into(), record.version.into());
        object.insert("warnings".into(), json!(odd));
    }
    for column in register.columns {
        let held = record.values.get(column.name).unwrap_or(&Held::Empty);
        object.insert(column.name.to_owned(), masked(column, held).to_json());
    }
    Value::Object(object)
}

/// Enters a record. A request sent again under the same `Idempotency-Key` answers the same.
pub(in crate::server) async fn enter(
    visitor: Visitor,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Answer {
    let register = writable(&visitor)?;
    let today = clock::today();
    let op = op_of(&headers)?;
    let (values, told) = from_json(register, &body, today);
    refused(register, &values, told, today).map_err(Error::Faults)?;
    let desk = visitor.desk().clone();
    let act =
        move |app: &App| register::enter(app.db(), &desk, op, register, &values, clock::now());
    let id = visitor.app.blocking(act).await?;
    let body = serde_json::to_vec(&json!({ "id": id, "op": op })).map_err(Error::from)?;
    Ok(sent(StatusCode::CREATED, body))
}

/// Corrects the columns that are named, of the edition that is named.
pub(in crate::server) async fn correct(
    visitor: Visitor,
    Path(id): Path<i64>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Answer {
    let register = writable(&visitor)?;
    let reads = visitor.clone();
    // Not theirs is 404 before anything is read of what was sent.
    let read = move |reader: &mut Reader| seen(reader, &reads, register, id);
    let stands = visitor.app.read(read).await?;
    let (today, op) = (clock::today(), op_of(&headers)?);
    let mut body = body;
    let version = body.as_object_mut().and_then(|object| object.remove("version"));
    let (values, mut told) = from_json(register, &body, today);
    let version = version.and_then(|version| version.as_i64());
    if version.is_none() {
        told.push(Fault::at("version", "register_missing"));
    }
    if values.iter().next().is_none() && told.is_empty() {
        told.push(Fault::new("register_nothing_said"));
    }
    refused(register, &values.over(&stands.values), told, today).map_err(Error::Faults)?;
    let ask = Correction { id, version: version.ok_or(Fail::Request)?, values };
    let desk = visitor.desk().clone();
    let act = move |app: &App| register::correct(app.db(), &desk, op, register, &ask, clock::now());
    let id = visitor.app.blocking(act).await?;
    let body = serde_json::to_vec(&json!({ "id": id, "op": op })).map_err(Error::from)?;
    Ok(sent(StatusCode::OK, body))
}

fn writable(visitor: &Visitor) -> Answer<&'static Register> {
    let register = named(visitor)?;
    visitor.may(Right::Enter, register.area)?;
    if register.kept.is_some() { Ok(register) } else { Err(Fail::not_found()) }
}
