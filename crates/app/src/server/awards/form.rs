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
};

use super::{Again, PATH, both_words};
use crate::server::{App, groups::Reading, query::Query, users::title, visit::Visitor};

/// Who may be honoured: the first groups of a frozen ranking, and the cadre's posts.
pub(super) struct Shortlist {
    heads: Vec<Head>,
    ranking_no: i64,
    /// Value of the box, the recipient, and why she is on the list.
    all: Vec<(String, Recipient, String)>,
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
            let level = both_words(visitor).0.t(&format!("award-of-{}", frozen.head.level.code()));
            all.extend(frozen.units.iter().filter_map(|unit| of_unit(visitor, unit, &level)));
        }
        if visitor.scope().may(Right::See, Area::People) {
            all.extend(cadre(app, visitor)?);
        }
        Ok(Self { heads, ranking_no, all })
    }
}

/// A unit of the first group, by how high it stands or by how far it has come.
fn of_unit(
    visitor: &Visitor,
    unit: &FrozenUnit,
    level: &str,
) -> Option<(String, Recipient, String)> {
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
        who: level.to_owned(),
    };
    Some((format!("unit-{}", unit.unit_id), recipient, visitor.words.t(why)))
}

fn cadre(app: &App, visitor: &Visitor) -> Result<Vec<(String, Recipient, String)>> {
    let desk = visitor.desk();
    let holders = holders_of(app.db(), desk, clock::now())?;
    let mut found = Vec::new();
    for post in posts(app.db(), desk)? {
        if post.role != Role::Cadre || post.closed_on.is_some() {
            continue;
        }
        let Some(holder) = holders.get(&post.id) else { continue };
        let place = post.units.first().and_then(|unit| unit.name_hi.clone()).unwrap_or_default();
        let who = [title(&post, both_words(visitor).0), place];
        let who: Vec<String> = who.into_iter().filter(|part| !part.is_empty()).collect();
        let recipient = Recipient {
            unit_id: 0,
            post_id: post.id,
            name: holder.officer_name.clone(),
            who: who.join(", "),
        };
        found.push((format!("post-{}", post.id), recipient, visitor.words.t("award-why-cadre")));
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
        .filter(|(value, ..)| chosen.contains(&value.as_str()))
        .map(|(_, one, _)| one.clone())
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
    let said = |name: &str| again.form.get(name).unwrap_or_default().to_owned();
    let choice = |(value, one, why): &(String, Recipient, String)| {
        Choice::new(value.as_str(), format!("{} · {} · {why}", one.name, one.who))
    };
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
                @for one in fields { (field(words, &one.checked(&again.problems))) }
                div.go { (button(Look::Primary, &words.t("award-give"), Some("give"))) }
            }
        },
    )
}
