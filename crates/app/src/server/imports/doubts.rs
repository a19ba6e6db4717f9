//! Doubtful rows: the questions that a person settles once for all rows that ask the same, each with
//! the records or places that may be meant; the answers are taken in `deciding`.

use std::collections::BTreeMap;

use axum::extract::{Path, Query};
use samuh_engine::batch::Findings;
use samuh_imports::{Alike, CellFault, LIKENESS, Label, Likeness};
use samuh_kernel::show::day;
use samuh_places::{QUESTION, Question};
use samuh_web::{
    page::Section,
    pages::import_doubts::{self, Bulk, Candidate, Doubt, DoubtsPage},
    words::Words,
};

use super::{
    super::{fail::Answer, query, visit::Visitor},
    address,
    deciding::may_answer,
    heading_of, id_of, may_see,
    result::{Found, pager, place_of},
    show,
    understood::own_upload,
};
use crate::importing::{Register, likeness_of, say};

/// Questions of a page.
const PAGE: usize = 50;

/// Rows that wait for the same answer.
pub(super) struct Group<'a> {
    pub(super) first: &'a CellFault,
    /// Sheet and row of each.
    pub(super) spots: Vec<(Label, u32)>,
    pub(super) question: Option<Question>,
    pub(super) likeness: Likeness,
}

/// What may be answered besides leaving the rows out.
#[derive(Clone, Copy, Default)]
pub(super) struct May {
    /// It is one of the records shown.
    pub(super) be_same: bool,
    /// It belongs to one of the groups shown.
    pub(super) be_under: bool,
    /// It is a new record.
    pub(super) be_new: bool,
    /// It counts instead of the row that it names.
    pub(super) replace: bool,
}

impl May {
    pub(super) fn of(code: &str) -> Self {
        match code {
            "maybe_known" | "maybe_known_member" | "same_as_row" | "attendance_code_unknown" => {
                Self { be_same: true, be_new: true, ..Self::default() }
            }
            "codes_disagree" => Self { be_same: true, ..Self::default() },
            "code_twice" => Self { replace: true, ..Self::default() },
            "group_ambiguous" | "group_unknown_near" => Self { be_under: true, ..Self::default() },
            _ => Self::default(),
        }
    }
}

/// True when some row waits for a person.
pub(super) fn has_any(findings: &Findings) -> bool {
    findings.faults.iter().any(is_doubt)
}

/// An identity number is left out of a row that is taken all the same: there is nothing to decide.
fn is_doubt(fault: &CellFault) -> bool {
    !fault.refuses && fault.row.is_some() && !fault.code.starts_with("aadhaar")
}

/// The questions of an import in the order of the file; every row of a question is in it.
pub(super) fn groups(findings: &Findings) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut at: BTreeMap<(&str, &str, &str, u32), usize> = BTreeMap::new();
    for fault in findings.faults.iter().filter(|fault| is_doubt(fault)) {
        let spot = (fault.sheet.clone(), fault.row.unwrap_or(0));
        // Only a question about a place or a group is the same question in another row.
        let asked = match arg(fault, QUESTION) {
            "" if May::of(&fault.code).be_under => arg(fault, LIKENESS),
            asked => asked,
        };
        let (sheet, row) = if asked.is_empty() { (&*fault.sheet, spot.1) } else { ("", 0) };
        let same = (&*fault.value, asked, sheet, row);
        if let Some(known) = at.get(&same) {
            groups[*known].spots.push(spot);
            continue;
        }
        at.insert(same, groups.len());
        groups.push(Group {
            first: fault,
            spots: vec![spot],
            question: Question::from_arg(arg(fault, QUESTION)),
            likeness: likeness_of(fault),
        });
    }
    groups
}

pub(super) fn arg<'a>(fault: &'a CellFault, name: &str) -> &'a str {
    let found = fault.args.iter().find(|(known, _)| known == name);
    found.map_or("", |(_, value)| value.as_str())
}

/// The questions of an import.
pub(in crate::server) async fn page(
    visitor: Visitor,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    may_see(&visitor)?;
    let id = id_of(&id)?;
    let found = show::find(&visitor, id).await?;
    let from = query::Query::of(pairs);
    let from = from.get("from").and_then(|from| from.parse().ok()).unwrap_or(0_usize);
    let groups = groups(&found.1);
    let shown = groups.iter().enumerate().skip(from).take(PAGE);
    let is_open = found.0.state == "staged" && own_upload(&visitor, id).is_ok();
    let doubts: Vec<Doubt> =
        shown.map(|(at, group)| doubt(&visitor, &found, at, group, is_open)).collect();
    let href = address(id);
    let words = visitor.words;
    let page = DoubtsPage {
        pager: pager(&format!("{href}/doubts"), (from, doubts.len(), groups.len())),
        href,
        file: found.0.file_name.clone(),
        doubts,
        bulk: if is_open { bulk(&groups, words) } else { Vec::new() },
        decided: i64::try_from(found.1.decided.len()).unwrap_or(i64::MAX),
        may_decide: is_open,
    };
    let title = words.t("import-doubts");
    Ok(visitor.page(&title, Some(Section::Imports), import_doubts::draw(&page, words)))
}

/// One answer for all rows with the same kind of question, where there are several.
fn bulk(groups: &[Group<'_>], words: &Words) -> Vec<Bulk> {
    let mut kinds: BTreeMap<&str, i64> = BTreeMap::new();
    for group in groups {
        *kinds.entry(&group.first.code).or_default() +=
            i64::try_from(group.spots.len()).unwrap_or(i64::MAX);
    }
    let several = kinds.into_iter().filter(|(_, rows)| *rows > 1);
    let drawn = several.map(|(code, rows)| Bulk {
        field: format!("all-{code}"),
        question: words.t(&format!("doubt-kind-{}", kind_of(code))),
        rows,
        may_be_new: May::of(code).be_new,
    });
    drawn.collect()
}

/// The kind of question behind a code.
fn kind_of(code: &str) -> &'static str {
    match code {
        "maybe_known" => "known-group",
        "maybe_known_member" | "attendance_code_unknown" => "known-member",
        "same_as_row" => "same-row",
        "code_twice" => "code-twice",
        "place_unknown" => "place-unknown",
        "place_unknown_near" => "place-near",
        code if code.starts_with("place") || code.starts_with("village") => "place",
        code if code.starts_with("group") => "group",
        _ => "other",
    }
}

fn doubt(
    visitor: &Visitor,
    (seen, _): &Found,
    at: usize,
    group: &Group<'_>,
    is_open: bool,
) -> Doubt {
    let (words, fault) = (visitor.words, group.first);
    let register = Register::of(&seen.batch.register);
    let open = group.question.as_ref().filter(|_| is_open);
    let mut found = open.map(|question| candidates(visitor, question)).unwrap_or_default();
    let said = say(fault, words);
    let may = May::of(&fault.code);
    let question = match found.is_empty() {
        false => asked(visitor, group),
        true if may.be_new || may.replace => said.message,
        true => said.whole(),
    };
    if is_open && (may.be_same || may.be_under) {
        found.extend(group.likeness.known.iter().map(|one| known(visitor, may, register, one)));
    }
    let row = [("row", arg(fault, "row").into()), ("sheet", arg(fault, "sheet").into())];
    let may_replace = is_open && may.replace && !arg(fault, "row").is_empty();
    Doubt {
        field: format!("d-{at}"),
        place: place_of(fault),
        rows: i64::try_from(group.spots.len()).unwrap_or(i64::MAX),
        question,
        says: says(visitor, group, register),
        candidates: found,
        may_be_new: is_open && may.be_new,
        may_replace: may_replace.then(|| words.args("import-doubt-instead", &row)),
        may_be_left_out: is_open,
        decided: String::new(),
    }
}

/// What the row says of itself, for a person to compare.
fn says(visitor: &Visitor, group: &Group<'_>, register: Option<Register>) -> Vec<(String, String)> {
    let (words, row) = (visitor.words, &group.likeness.row);
    let names = [row.name_hi.as_deref(), row.name_en.as_deref()];
    let name = names.into_iter().flatten().collect::<Vec<_>>().join(" / ");
    let place = visitor.home.address(row.place_id, visitor.hindi()).join(", ");
    let all = [
        ("field-name", name),
        ("field-relation", row.relation.clone().unwrap_or_default()),
        ("field-place", place),
        ("field-formed-on", row.formed_on.map_or_else(String::new, day)),
        ("field-code", row.code.clone().unwrap_or_default()),
    ];
    let all: Vec<(String, String)> = all
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| (words.t(key), value))
        .collect();
    if all.is_empty() || May::of(&group.first.code).be_under {
        let fault = group.first;
        return vec![(field_of(fault, register, words), fault.value.clone())];
    }
    all
}

/// A record that a row may be, with what tells it from others.
fn known(visitor: &Visitor, may: May, register: Option<Register>, one: &Alike) -> Candidate {
    let names = [one.name_hi.as_deref(), one.name_en.as_deref()];
    let code = one.code.as_ref().map(|code| format!("{} {code}", visitor.words.t("field-code")));
    let note = (one.relation.clone().into_iter())
        .chain(visitor.home.address(one.place_id, visitor.hindi()))
        .chain(one.formed_on.map(day))
        .chain(code);
    let (letter, page) = match register {
        Some(Register::Federations) => ("s", "federations"),
        Some(Register::Members | Register::Attendance) if !may.be_under => ("s", "members"),
        _ if may.be_under => ("g", "groups"),
        _ => ("s", "groups"),
    };
    Candidate {
        value: format!("{letter}-{}", one.id),
        lead: visitor.words.t(if may.be_under {
            "import-doubt-under"
        } else {
            "import-doubt-same"
        }),
        name: names.into_iter().flatten().collect::<Vec<_>>().join(" / "),
        note: note.collect::<Vec<_>>().join(" · "),
        href: format!("/{page}/{}", one.id),
    }
}

fn field_of(fault: &CellFault, register: Option<Register>, words: &Words) -> String {
    if !fault.heading.is_empty() {
        return fault.heading.to_string();
    }
    let shape = register.map(Register::shape);
    let at = shape.zip(fault.field.as_deref());
    let column = at.and_then(|(shape, field)| Some(&shape.columns[shape.index(field)?]));
    column.map_or_else(|| words.t("import-value"), |column| heading_of(column, words).to_owned())
}

fn asked(visitor: &Visitor, group: &Group<'_>) -> String {
    let key = match &*group.first.code {
        "place_ambiguous" => "doubt-place-ambiguous",
        _ => "doubt-place-unknown",
    };
    let within = group.question.as_ref().map_or(0, |question| question.within);
    let above = visitor.home.name(within, visitor.hindi()).to_owned();
    let args = [("value", group.first.value.as_str().into()), ("above", above.into())];
    visitor.words.args(key, &args)
}

/// The places this desk may choose from; none where the question reaches beyond its own places.
fn candidates(visitor: &Visitor, question: &Question) -> Vec<Candidate> {
    let home = &visitor.home;
    if !may_answer(home, visitor.scope(), question) {
        return Vec::new();
    }
    let places = question.candidates.iter().filter_map(|id| home.places.get(*id));
    let candidate = |place: &samuh_places::Place| {
        let above = home.address(place.parent_id, visitor.hindi());
        let code = place.code().map(|code| format!("LGD {code}"));
        Candidate {
            value: format!("u-{}", place.id),
            lead: String::new(),
            name: place.name(visitor.hindi()).to_owned(),
            note: above.into_iter().chain(code).collect::<Vec<_>>().join(" · "),
            href: format!("/places/{}", place.id),
        }
    };
    places.map(candidate).collect()
}
