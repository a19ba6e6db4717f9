//! The shortlist and the form by which a person decides.

use maud::{Markup, html};
use samuh_engine::{Result, clock};
use samuh_kernel::{
    fault::Faults,
    read,
    scope::{Area, Right},
};
use samuh_meetings::award::{GiveAwards, Recipient};
use samuh_people::{Role, holders_of, posts};
use samuh_plans::ranking::{FrozenUnit, Head, ranking_of, rankings};
use samuh_web::{
    parts::{Choice, Control, Field, Look, button, field, panel_with},
    show,
    words::Words,
};

use super::{Again, PATH, both_words};
use crate::server::{App, groups::Reading, query::Query, users::title, visit::Visitor};

/// Who may be honoured: the first groups of a frozen ranking, and the cadre's posts.
pub(super) struct Shortlist {
    heads: Vec<Head>,
    ranking_no: i64,
    all: Vec<Candidate>,
}

/// Somebody on the list.
struct Candidate {
    /// The value of the box.
    value: String,
    /// As the certificate has her: in Hindi.
    recipient: Recipient,
    /// As the reader sees her, with why she is on the list.
    label: String,
}

/// Name, what she is and why, as far as they are there.
fn line(parts: [&str; 3]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

impl Shortlist {
    /// Reads it: of the ranking asked for, else the latest.
    pub(super) fn read(app: &App, visitor: &Visitor, asked: &Query) -> Result<Self> {
        let scope = visitor.scope().clone();
        let heads = app.db().read(|reader| rankings(reader, &scope))?;
        let no = asked.number("ranking").filter(|no| heads.iter().any(|head| head.no == *no));
        let ranking_no = no.or(heads.first().map(|head| head.no)).unwrap_or(0);
        let mut all = Vec::new();
        if ranking_no != 0 {
            let frozen = app.db().read(move |reader| ranking_of(reader, &scope, ranking_no))?;
            // What is printed stands in Hindi, whoever decides: the certificate is a Hindi one.
            let key = format!("award-of-{}", frozen.head.level.code());
            all.extend(frozen.units.iter().filter_map(|unit| of_unit(visitor, unit, &key)));
        }
        if visitor.scope().may(Right::See, Area::People) {
            all.extend(cadre(app, visitor)?);
        }
        Ok(Self { heads, ranking_no, all })
    }
}

/// A unit of the first group, by how high it stands or by how far it has come.
fn of_unit(visitor: &Visitor, unit: &FrozenUnit, key: &str) -> Option<Candidate> {
    let first = |group: Option<i64>| group == Some(1);
    let high = first(unit.ranked.level.map(|place| place.group));
    let moved = first(unit.ranked.change.map(|place| place.group));
    let why = match (high, moved) {
        (true, true) => "award-why-both",
        (true, false) => "award-why-level",
        (false, true) => "award-why-change",
        (false, false) => return None,
    };
    let recipient = Recipient {
        unit_id: unit.unit_id,
        post_id: 0,
        name: unit.name(true).to_owned(),
        who: both_words(visitor).0.t(key),
    };
    let (words, name) = (visitor.words, unit.name(visitor.hindi()));
    let label = line([name, &words.t(key), &words.t(why)]);
    Some(Candidate { value: format!("unit-{}", unit.unit_id), recipient, label })
}

fn cadre(app: &App, visitor: &Visitor) -> Result<Vec<Candidate>> {
    let desk = visitor.desk();
    let holders = holders_of(app.db(), desk, clock::now())?;
    let mut found = Vec::new();
    for post in posts(app.db(), desk)? {
        if post.role != Role::Cadre || post.closed_on.is_some() {
            continue;
        }
        let Some(holder) = holders.get(&post.id) else { continue };
        let who = |words: &Words, hindi: bool| {
            let unit = post.units.first();
            let name = unit.map(|unit| if hindi { &unit.name_hi } else { &unit.name_en });
            let other = unit.map(|unit| &unit.name_hi);
            let place = name.and_then(Option::clone).or_else(|| other.and_then(Option::clone));
            let who = [title(&post, words), place.unwrap_or_default()];
            who.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        };
        let recipient = Recipient {
            unit_id: 0,
            post_id: post.id,
            name: holder.officer_name.clone(),
            who: who(both_words(visitor).0, true),
        };
        let (own, why) = (who(visitor.words, visitor.hindi()), visitor.words.t("award-why-cadre"));
        let label = line([&recipient.name, &own, &why]);
        found.push(Candidate { value: format!("post-{}", post.id), recipient, label });
    }
    Ok(found)
}

/// What the form asks for.
pub(super) fn asked(form: &Query, list: &Shortlist) -> std::result::Result<GiveAwards, Faults> {
    let today = clock::today();
    let mut typed = Reading::of(form);
    let given_on = typed.read("given_on", |cell| read::day(cell, today)).unwrap_or(today);
    let chosen = form.all("recipient");
    let mut recipients: Vec<Recipient> = list
        .all
        .iter()
        .filter(|one| chosen.contains(&one.value.as_str()))
        .map(|one| one.recipient.clone())
        .collect();
    let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
    if !text("name").is_empty() {
        let (name, who) = (text("name"), text("who"));
        recipients.push(Recipient { unit_id: 0, post_id: 0, name, who });
    }
    let is_ranked = recipients.iter().any(|one| one.unit_id != 0);
    typed.faults.or(GiveAwards {
        recipients,
        award_hi: text("award_hi"),
        award_en: text("award_en"),
        reason_hi: text("reason_hi"),
        reason_en: text("reason_en"),
        ranking_no: if is_ranked { list.ranking_no } else { 0 },
        given_on,
    })
}

/// Draws the shortlist with the form.
pub(super) fn draw(visitor: &Visitor, list: &Shortlist, (op, again): (&str, &Again)) -> Markup {
    let words = visitor.words;
    let wrong: &[_] = if again.back.is_none() { &again.problems } else { &[] };
    let said = |name: &str| again.form.get(name).unwrap_or_default().to_owned();
    let choice = |one: &Candidate| Choice::new(one.value.as_str(), one.label.as_str());
    let text =
        |name: &str, key: &str| Field::new(name, words.t(key), Control::Text).value(said(name));
    let day = again.form.get("given_on").map_or(show::day(clock::today()), str::to_owned);
    let fields = [
        Field::new(
            "recipient",
            words.t("award-shortlist"),
            Control::Checks(list.all.iter().map(choice).collect()),
        )
        .hint(words.t("award-shortlist.hint"))
        .value(again.form.all("recipient").join(",")),
        text("name", "award-other").hint(words.t("award-other.hint")),
        text("who", "award-who"),
        text("award_hi", "award-what-hi").required(),
        text("award_en", "award-what-en"),
        text("reason_hi", "award-reason-hi").hint(words.t("award-reason-hi.hint")).required(),
        text("reason_en", "award-reason-en"),
        Field::new("given_on", words.t("award-day"), Control::Day).value(day).required(),
    ];
    let rankings = list.heads.iter().map(|head| {
        let what = words.t(&format!("rankings-of-{}", head.level.code()));
        let said = [("what", what.into()), ("day", show::day(head.cut_on).into())];
        Choice::new(head.no.to_string(), words.args("ranking-title", &said))
    });
    let ranking =
        Field::new("ranking", words.t("award-from-ranking"), Control::Select(rankings.collect()))
            .value(list.ranking_no.to_string());
    panel_with(
        &words.t("award-decide"),
        Some(&words.t("award-decide.note")),
        None,
        html! {
            @if !list.heads.is_empty() {
                form.filters method="get" action=(PATH) {
                    (field(words, &ranking))
                    div.go { (button(Look::Plain, &words.t("award-take-list"), None)) }
                }
            }
            form.form method="post" action=(PATH) {
                input type="hidden" name="op" value=(op);
                input type="hidden" name="ranking" value=(list.ranking_no);
                @for one in fields { (field(words, &one.checked(wrong))) }
                div.go { (button(Look::Primary, &words.t("award-give"), Some("give"))) }
            }
        },
    )
}
