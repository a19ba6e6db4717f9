//! One group beside its row of LokOS: what differs, what was decided, and the choice field by field.

use axum::{
    Form,
    extract::{Path, Query as Asked},
    http::StatusCode,
    response::Response,
};
use samuh_engine::{Error, Reader, Result, clock};
use samuh_groups::{
    Change, Submission,
    lokos::{
        acts::{Pair, choose as keep, pair},
        gap::Kept,
        model::{Choice, Choose, Choosing, Field, Theirs},
        rules::{Compared, Memory, Outcome, can_take},
    },
};
use samuh_kernel::{
    calendar::Month,
    fault::Faults,
    scope::{Area, Right},
};
use samuh_web::{
    page::Section,
    pages::lokos::one::{self as drawn, FieldRow, Moved, OnePage},
    parts::{Choice as Offered, Fact, Link, Problem, Tone},
    show,
};
use uuid::Uuid;

use super::{choice_name, field_name, month_of, of_group, shown, state_name};
use crate::{
    ids::new_id,
    server::{
        approvals,
        changes::{Done, done_or_sent},
        fail::{self, Answer, Fail, go},
        query::Query,
        visit::{self, Visitor},
    },
};

type Pairs = Vec<(String, String)>;

/// What an attempt came to.
#[derive(Default)]
struct Told {
    problems: Vec<Problem>,
    moved: Vec<Choosing>,
}

/// The page.
pub(in crate::server) async fn page(
    visitor: Visitor,
    Path(id): Path<i64>,
    Asked(pairs): Asked<Pairs>,
) -> Answer {
    visitor.may(Right::See, Area::Groups)?;
    draw(&visitor, id, Query::of(pairs), Told::default()).await
}

async fn draw(visitor: &Visitor, id: i64, query: Query, told: Told) -> Answer<Response> {
    let status = match (told.moved.is_empty(), told.problems.is_empty()) {
        (false, _) => StatusCode::CONFLICT,
        (true, false) => StatusCode::UNPROCESSABLE_ENTITY,
        (true, true) => StatusCode::OK,
    };
    let reads = visitor.clone();
    let page = visitor.app.read(move |reader| assemble(reader, &reads, (id, &query), told)).await?;
    let title = page.title.clone();
    let page = visitor.page(&title, Some(Section::Groups), drawn::draw(&page, visitor.words));
    Ok(visit::with_status(status, page))
}

fn assemble(
    reader: &mut Reader,
    visitor: &Visitor,
    (id, query): (i64, &Query),
    told: Told,
) -> Result<OnePage> {
    let words = visitor.words;
    let month = month_of(query);
    let pair = pair(reader, visitor.scope(), &visitor.home.places, (id, month))?;
    let may = visitor.scope().may(Right::Enter, Area::Groups) && pair.snapshot.is_some();
    let may_list = may && pair.theirs.is_none() && pair.ours.active && pair.kept.is_empty();
    Ok(OnePage {
        href: format!("/lokos/groups/{id}"),
        title: pair.ours.name(visitor.hindi()).to_owned(),
        under: under(visitor, &pair),
        links: vec![Link::new(words.t("lokos-group-page"), format!("/groups/{id}"))],
        notices: notices(visitor, &pair),
        waiting: approvals::about(reader, visitor, id)?,
        moved: moved(visitor, &pair, &told.moved),
        problems: told.problems,
        rows: pair.compared.iter().map(|one| row(visitor, &pair, one)).collect(),
        facts: pair.theirs.as_ref().map(|row| facts(visitor, row)).unwrap_or_default(),
        form: if may { Some((new_id()?.to_string(), month.to_string())) } else { None },
        entry: if may_list { Some(new_id()?.to_string()) } else { None },
    })
}

fn under(visitor: &Visitor, pair: &Pair) -> String {
    let words = visitor.words;
    let month = |month: Month| show::month(month, words);
    match (&pair.theirs, &pair.snapshot) {
        (Some(theirs), Some(snapshot)) => {
            let of = month(snapshot.month);
            let args = [("code", theirs.code.as_str().into()), ("month", of.into())];
            words.args("lokos-one-under", &args)
        }
        (None, Some(snapshot)) => {
            words.args("lokos-not-there", &[("month", month(snapshot.month).into())])
        }
        (_, None) => words.t("lokos-none-of-block"),
    }
}

/// What is to be said above the comparison.
fn notices(visitor: &Visitor, pair: &Pair) -> Vec<(Tone, String, String)> {
    let words = visitor.words;
    let mut all = Vec::new();
    let mut say = |tone: Tone, title: String, key: &str| {
        all.push((tone, title, words.find(&format!("{key}.text"), &[]).unwrap_or_default()));
    };
    if pair.snapshot.is_none() {
        say(Tone::Warn, words.t("lokos-none-of-block"), "lokos-none-of-block");
    }
    if !pair.ours.active {
        say(Tone::Warn, words.t("lokos-inactive"), "");
    }
    let mended = pair.kept.iter().filter(|kept| kept.memory == Memory::Mended);
    let (entered, mended): (Vec<&Kept>, Vec<&Kept>) =
        mended.partition(|kept| kept.field == Field::Entry);
    if !mended.is_empty() {
        let fields: Vec<String> =
            mended.iter().map(|kept| field_name(visitor, kept.field)).collect();
        let fields = show::list(&fields, words);
        say(Tone::Good, words.args("lokos-mended", &[("fields", fields.into())]), "lokos-mended");
    }
    if !entered.is_empty() {
        say(Tone::Good, words.t("lokos-now-entered"), "lokos-now-entered");
    }
    let holds = |kept: &&Kept| kept.memory == Memory::Holds && kept.field == Field::Entry;
    if let Some(kept) = pair.kept.iter().find(holds) {
        let month = show::month(kept.chosen.month, words);
        let since = words.args("lokos-still-open", &[("month", month.into())]);
        say(Tone::Plain, format!("{} ({since})", words.t("lokos-entry-listed")), "");
    }
    if let Some(theirs) = pair.theirs.as_ref().filter(|theirs| theirs.state == "rejected") {
        let why = theirs.reason.clone().unwrap_or_default();
        let said = words.t("lokos-why-rejected");
        let title = if why.is_empty() { said } else { format!("{said}: {why}") };
        say(Tone::Bad, title, "");
    }
    all
}

fn facts(visitor: &Visitor, theirs: &Theirs) -> Vec<Fact> {
    let words = visitor.words;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let traded = theirs.traded_on.map(show::day).unwrap_or_default();
    let named = [&theirs.village_named, &theirs.gp_named].into_iter().flatten();
    let named: Vec<String> = named.cloned().collect();
    let mut all = vec![
        Fact::text(words.t("lokos-state"), &state_name(visitor, &theirs.state)),
        Fact::text(words.t("lokos-operator"), &text(&theirs.operator)),
        Fact::text(words.t("lokos-traded"), &traded),
        Fact::text(words.t("field-village"), &named.join(", ")),
    ];
    if theirs.reason.is_some() {
        all.push(Fact::text(words.t("lokos-reason"), &text(&theirs.reason)));
    }
    all
}

fn row(visitor: &Visitor, pair: &Pair, one: &Compared) -> FieldRow {
    let kept = pair.kept.iter().find(|k| k.field == one.field && k.memory == Memory::Holds);
    FieldRow {
        code: one.field.code(),
        name: field_name(visitor, one.field),
        ours: shown(visitor, one.field, &one.ours),
        theirs: shown(visitor, one.field, &one.theirs),
        outcome: outcome(visitor, pair, one),
        remark: remark(visitor, pair, one),
        choices: choices(visitor, pair, one),
        chosen: kept.map_or("", |kept| kept.chosen.choice.code()).to_owned(),
        since: kept.map(|kept| since(visitor, pair, kept)).unwrap_or_default(),
        seen: (one.ours.clone(), one.theirs.clone()),
    }
}

fn outcome(visitor: &Visitor, pair: &Pair, one: &Compared) -> (Tone, String) {
    let says = |field: Field| pair.snapshot.as_ref().is_some_and(|s| s.said.contains(&field));
    let (tone, key) = match one.outcome {
        Outcome::Same => (Tone::Good, "same"),
        Outcome::Spelling => (Tone::Plain, "spelling"),
        Outcome::Unsaid if one.field == Field::State && says(Field::State) => {
            (Tone::Plain, "newer")
        }
        Outcome::Unsaid => (Tone::Plain, "unsaid"),
        Outcome::Differs => (Tone::Warn, "differs"),
    };
    (tone, visitor.words.t(&format!("lokos-outcome-{key}")))
}

/// Why a value is not taken from here, and where to go instead.
fn remark(visitor: &Visitor, pair: &Pair, one: &Compared) -> Option<Link> {
    let (words, id) = (visitor.words, pair.ours.id);
    let differs = one.outcome == Outcome::Differs;
    match one.field {
        Field::Members if differs && pair.ours.members_counted => {
            let told =
                format!("{} · {}", words.t("lokos-members-counted"), words.t("lokos-members-open"));
            Some(Link::new(told, format!("/groups/{id}")))
        }
        Field::Account if differs => {
            let told = format!(
                "{} · {}",
                words.t("lokos-account-digits"),
                words.t("lokos-account-correct")
            );
            Some(Link::new(told, format!("/groups/{id}/correct")))
        }
        Field::Village if one.outcome == Outcome::Unsaid && !one.theirs.is_empty() => {
            Some(Link::new(words.t("lokos-village-unfound"), ""))
        }
        _ => None,
    }
}

fn choices(visitor: &Visitor, pair: &Pair, one: &Compared) -> Vec<Offered> {
    if !matches!(one.outcome, Outcome::Differs | Outcome::Spelling) {
        return Vec::new();
    }
    let take = can_take(&pair.ours, one).then_some(Choice::Take);
    let all = take.into_iter().chain([Choice::Ours, Choice::Later]);
    all.map(|choice| Offered::new(choice.code(), choice_name(visitor, choice))).collect()
}

/// When it was decided, and since when it is open.
fn since(visitor: &Visitor, pair: &Pair, kept: &Kept) -> String {
    let words = visitor.words;
    let choice = choice_name(visitor, kept.chosen.choice);
    let at = show::instant(kept.chosen.at);
    let decided = words.args("lokos-decided", &[("choice", choice.into()), ("at", at.into())]);
    let now = pair.snapshot.as_ref().map(|snapshot| snapshot.month);
    let is_late = kept.chosen.choice == Choice::Ours && Some(kept.chosen.month) < now;
    if !is_late {
        return decided;
    }
    let month = show::month(kept.chosen.month, words);
    format!("{decided} · {}", words.args("lokos-still-open", &[("month", month.into())]))
}

/// What was sent beside what stands, where the two no longer agree.
fn moved(visitor: &Visitor, pair: &Pair, sent: &[Choosing]) -> Vec<Moved> {
    let both = |field: Field, ours: &str, theirs: &str| {
        (shown(visitor, field, ours), shown(visitor, field, theirs))
    };
    let line = |one: &Choosing| {
        let now = pair.compared.iter().find(|now| now.field == one.field);
        let (ours, theirs) = now.map_or(("", ""), |now| (&*now.ours, &*now.theirs));
        Moved {
            field: field_name(visitor, one.field),
            seen: both(one.field, &one.ours, &one.theirs),
            now: both(one.field, ours, theirs),
        }
    };
    sent.iter().map(line).collect()
}

/// Keeps the choices; what is taken comes into our register by the changes of groups.
pub(in crate::server) async fn choose(
    visitor: Visitor,
    Path(id): Path<i64>,
    Form(pairs): Form<Pairs>,
) -> Answer {
    visitor.may(Right::Enter, Area::Groups)?;
    let form = Query::of(pairs.clone());
    let op: Uuid = form.get("op").and_then(|op| op.parse().ok()).ok_or(Fail::Request)?;
    let choices = sent(id, &pairs);
    let (reads, asked) = (visitor.clone(), form.clone());
    let read = visitor.app.read(move |reader| {
        let month = month_of(&asked);
        let pair = pair(reader, reads.scope(), &reads.home.places, (id, month))?;
        Ok((month, pair))
    });
    let (month, pair) = read.await?;
    let moved: Vec<Choosing> =
        choices.iter().filter(|one| has_moved(&pair, one)).cloned().collect();
    let query = form.only(&["month"]);
    if !moved.is_empty() {
        return draw(&visitor, id, query, Told { moved, ..Told::default() }).await;
    }
    match done(&visitor, op, &pair, (month, &choices)).await {
        Ok(()) => Ok(go(&of_group(id, month))),
        Err(Error::Faults(faults)) => {
            let problems = fail::problems(&faults, visitor.words);
            draw(&visitor, id, query, Told { problems, ..Told::default() }).await
        }
        Err(Error::Conflict { .. }) => {
            draw(&visitor, id, query, Told { moved: choices, ..Told::default() }).await
        }
        Err(other) => Err(other.into()),
    }
}

/// The choices of a form, with what it was drawn with.
fn sent(id: i64, pairs: &Pairs) -> Vec<Choosing> {
    let value = |name: String| {
        let found = pairs.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.clone())
    };
    let of = |field: Field| {
        let code = field.code();
        let choice = Choice::of(&value(format!("choice-{code}"))?)?;
        let ours = value(format!("ours-{code}")).unwrap_or_default();
        let theirs = value(format!("theirs-{code}")).unwrap_or_default();
        Some(Choosing { id, field, choice, ours, theirs })
    };
    Field::COMPARED.into_iter().chain([Field::Entry]).filter_map(of).collect()
}

/// True where a side no longer says what was seen. What was taken already, by the same form sent
/// again, has not moved.
fn has_moved(pair: &Pair, one: &Choosing) -> bool {
    if one.field == Field::Entry {
        return pair.theirs.is_some();
    }
    let Some(now) = pair.compared.iter().find(|now| now.field == one.field) else { return true };
    let is_taken = one.choice == Choice::Take && now.outcome == Outcome::Same;
    now.theirs != one.theirs || (now.ours != one.ours && !is_taken)
}

/// Takes what is taken, then keeps every choice; answers the faults of the first that is refused.
async fn done(
    visitor: &Visitor,
    op: Uuid,
    pair: &Pair,
    (month, choices): (Month, &[Choosing]),
) -> Result<()> {
    if choices.is_empty() {
        return Err(Error::Faults(Faults::one("lokos_nothing_chosen")));
    }
    let taken = choices.iter().filter(|one| one.choice == Choice::Take);
    let taken: Vec<Field> = taken.map(|one| one.field).collect();
    let mut version = pair.ours.version;
    for mut ask in pair.takings(&taken, version) {
        if let Change::Move(ask) = &mut ask {
            ask.version = version;
        }
        let own = part_of(op, ask.act());
        let is_correction = matches!(ask, Change::Correct(_));
        let sent = Submission { id: 0, ask, form: Vec::new(), draft: false };
        // What waits at another post has not changed the edition.
        if matches!(done_or_sent(visitor, own, sent).await?, Done::Now(_)) && is_correction {
            version += 1;
        }
    }
    let (desk, ask) = (visitor.desk().clone(), Choose { month, choices: choices.to_vec() });
    let kept = visitor.app.blocking(move |app| keep(app.db(), &desk, op, &ask, clock::now()));
    kept.await.map(drop)
}

/// The id of an act that a form asks for besides its own: the same form sent again, the same id.
fn part_of(op: Uuid, act: &str) -> Uuid {
    let mut bytes = *op.as_bytes();
    for (at, byte) in act.bytes().enumerate() {
        // The time and the version of the id stay as they are.
        bytes[9 + at % 7] = bytes[9 + at % 7].wrapping_mul(31).wrapping_add(byte);
    }
    Uuid::from_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_sent_again_asks_for_the_same_acts_and_no_two_acts_share_an_id() {
        let op = Uuid::now_v7();
        let ids =
            ["groups.correct", "groups.move", "groups.lokos_state"].map(|act| part_of(op, act));
        assert_eq!(
            ids,
            ["groups.correct", "groups.move", "groups.lokos_state"].map(|act| part_of(op, act))
        );
        assert!(ids[0] != ids[1] && ids[1] != ids[2] && ids[0] != ids[2] && !ids.contains(&op));
        assert_ne!(part_of(Uuid::now_v7(), "groups.move"), ids[1]);
    }

    #[test]
    fn only_fields_with_a_choice_are_read_from_a_form() {
        let pairs = [
            ("choice-name", "take"),
            ("ours-name", "क"),
            ("theirs-name", "ख"),
            ("ours-members", "11"),
            ("choice-account", "nonsense"),
        ];
        let pairs: Pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        let sent = sent(7, &pairs);
        assert_eq!(sent.len(), 1);
        assert_eq!(
            (sent[0].field, sent[0].choice, &*sent[0].theirs),
            (Field::Name, Choice::Take, "ख")
        );
    }
}
