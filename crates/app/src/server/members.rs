//! Members: the list with its filters and its workbook, and one member with her memberships. What
//! is personal is masked; one record is opened at a time, for a reason that is kept.

use axum::{
    extract::{Path, Query as Asked},
    response::Response,
};
use maud::{Markup, html};
use samuh_documents::write::{Kind, Value};
use samuh_engine::{Error, Reader, Result, clock};
use samuh_groups::{
    Event, MemberAsk, MemberSeen, count_members, duplicate::store::merge::kept_of, list_members,
    member_events, member_of,
};
use samuh_kernel::scope::{Area, Right};
use samuh_web::{
    page::Section,
    pages::{
        group::waits,
        list::{self as drawn, ListPage, MemberRow},
    },
    parts::{
        Control, Fact, Field, Filters, Link, Pager, Problem, TrailItem, facts, heading, menu,
        panel, panel_with, trail,
    },
    show,
};

use super::{
    approvals::about_member,
    changes::member_links,
    dashboard::crumbs,
    excel,
    fail::{Answer, go},
    groups::{filter, member_row, record_items},
    privacy,
    query::Query,
    trail::{Kind as Trailed, link as way_to},
    visit::Visitor,
};

const PATH: &str = "/members";
/// Rows of a page, as the register gives them.
const PAGE: i64 = 50;

/// The list.
pub(super) async fn page(visitor: Visitor, Asked(pairs): Asked<Vec<(String, String)>>) -> Answer {
    visitor.may(Right::See, Area::Groups)?;
    let query = Query::of(pairs);
    let reads = visitor.clone();
    if query.get("format") == Some("xlsx") {
        let read = visitor.app.read(move |reader| workbook(reader, &reads, &query));
        let (file, answer) = read.await?;
        privacy::leaves(&visitor, file).await?;
        return Ok(answer);
    }
    let page = visitor.app.read(move |reader| assemble(reader, &reads, &query)).await?;
    let title = page.title.clone();
    Ok(visitor.page(&title, Some(Section::Members), drawn::draw(&page, visitor.words)))
}

fn asked(query: &Query) -> MemberAsk {
    let number = |name: &str| query.number(name).filter(|id| *id > 0);
    let place = ["village", "gp", "block"].into_iter().find_map(number);
    MemberAsk {
        place_id: place.unwrap_or(0),
        institution_id: number("group").unwrap_or(0),
        social: query.get("social").unwrap_or_default().to_owned(),
        pvtg: query.get("pvtg") == Some("1"),
        past: query.get("past") == Some("1"),
        q: query.get("q").unwrap_or_default().to_owned(),
        after: query.get("after").and_then(|key| key.parse().ok()),
    }
}

fn assemble(reader: &mut Reader, visitor: &Visitor, query: &Query) -> Result<ListPage> {
    let (words, scope) = (visitor.words, visitor.scope());
    let ask = asked(query);
    let total = count_members(reader, scope, &ask)?;
    let found = list_members(reader, scope, &ask, false)?;
    let rows: Vec<MemberRow> = found.members.iter().map(|seen| row(seen, visitor)).collect();
    let next = found.next.map(|key| query.with("after", key.to_string()).at(PATH));
    Ok(ListPage {
        title: words.t("list-members"),
        crumbs: Vec::new(),
        behind: None,
        as_on_at: clock::now(),
        filters: filters(visitor, query),
        count: total,
        table: drawn::members(words, &rows, None),
        pager: Pager {
            shown: i64::try_from(rows.len()).unwrap_or(0),
            total: Some(total),
            first: ask.after.map(|_| query.without(&["after"]).at(PATH)),
            next,
            step: PAGE,
        },
        excel: Some(query.without(&["after"]).with("format", "xlsx").at(PATH)),
        empty: "list-empty-members",
        actions: vec![
            Link::new(words.t("sat-title"), "/saturation"),
            Link::new(words.t("duplicates-title"), "/duplicates"),
        ],
    })
}

fn group_name(seen: &MemberSeen, hindi: bool) -> &str {
    let (first, second) =
        if hindi { (&seen.group_hi, &seen.group_en) } else { (&seen.group_en, &seen.group_hi) };
    first.as_deref().or(second.as_deref()).unwrap_or("")
}

fn row(seen: &MemberSeen, visitor: &Visitor) -> MemberRow {
    let hindi = visitor.hindi();
    let href = format!("/groups/{}", seen.institution_id);
    MemberRow { group: Some(Link::new(group_name(seen, hindi), href)), ..member_row(seen, hindi) }
}

fn filters(visitor: &Visitor, query: &Query) -> Filters {
    let words = visitor.words;
    let mut fields = vec![
        Field::new("q", words.t("field-search"), Control::Search)
            .id("find")
            .value(query.get("q").unwrap_or_default()),
    ];
    fields.extend(filter::places(visitor, query));
    let social = [("sc", "SC"), ("st", "ST"), ("obc", "OBC"), ("other", "OTHER")];
    let social = social.map(|(code, key)| (code.to_owned(), words.t(&format!("category-{key}"))));
    fields.push(filter::select(visitor, query, "social", "field-category", social));
    for (name, key) in [("pvtg", "member-pvtg"), ("past", "member-past")] {
        let value = query.get(name).unwrap_or_default();
        fields.push(Field::new(name, words.t(key), Control::Checkbox).value(value));
    }
    let shown: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let hidden = query.without(&shown).without(&["after"]).pairs().to_vec();
    Filters {
        action: PATH.into(),
        hidden,
        fields,
        clear: (!query.is_empty()).then(|| PATH.to_owned()),
    }
}

/// The list as a workbook, and what its leaving says in the trail.
fn workbook(
    reader: &mut Reader,
    visitor: &Visitor,
    query: &Query,
) -> Result<(privacy::Leaving, Response)> {
    let (words, scope, hindi) = (visitor.words, visitor.scope(), visitor.hindi());
    let mut ask = MemberAsk { after: None, ..asked(query) };
    let total = count_members(reader, scope, &ask)?;
    let title = words.t("list-members");
    let columns = [
        ("field-code", Kind::Text, 14),
        ("field-name", Kind::Text, 28),
        ("field-relation", Kind::Text, 28),
        ("field-group", Kind::Text, 30),
        ("field-place", Kind::Text, 40),
        ("field-category", Kind::Text, 18),
        ("field-office", Kind::Text, 14),
        ("field-joined-on", Kind::Day, 12),
        ("field-left-on", Kind::Day, 12),
        ("field-mobile", Kind::Text, 14),
    ];
    let head = excel::head(words, &title, total, &columns);
    let mut failed = None;
    let answer = excel::answer(&title, &head, |sheet| {
        loop {
            let found = match list_members(reader, scope, &ask, false) {
                Ok(found) => found,
                Err(error) => {
                    failed = Some(error);
                    return Ok(());
                }
            };
            for seen in &found.members {
                let row = member_row(seen, hindi);
                let address = visitor.home.address(seen.place_id, hindi).join(", ");
                let category = words.t(&format!("category-{}", row.category));
                let office = words.t(&format!("office-{}", row.office));
                sheet.row(&[
                    Value::Text(&row.code),
                    Value::Text(&row.member.text),
                    Value::Text(&row.relation),
                    Value::Text(group_name(seen, hindi)),
                    Value::Text(&address),
                    Value::Text(&category),
                    Value::Text(&office),
                    row.joined_on.map_or(Value::Empty, Value::Day),
                    row.left_on.map_or(Value::Empty, Value::Day),
                    Value::Text(&row.mobile),
                ])?;
            }
            ask.after = found.next;
            if ask.after.is_none() {
                return Ok(());
            }
        }
    });
    match failed {
        Some(error) => Err(error),
        None => {
            let answer = answer.map_err(|fail| Error::broken(format!("{fail:?}")))?;
            Ok((privacy::Leaving::of(visitor, "members", (query, total)), answer))
        }
    }
}

/// One member; what is personal is masked.
pub(super) async fn one(visitor: Visitor, Path(id): Path<i64>) -> Answer {
    shown(visitor, id, false, Vec::new()).await
}

/// The same with what is personal, once, for a reason that was kept.
pub(super) async fn opened(visitor: Visitor, id: i64) -> Answer {
    shown(visitor, id, true, Vec::new()).await
}

/// The masked page with what was wrong about the reason.
pub(super) async fn with_problems(visitor: Visitor, id: i64, wrong: Vec<Problem>) -> Answer {
    shown(visitor, id, false, wrong).await
}

async fn shown(visitor: Visitor, id: i64, is_open: bool, wrong: Vec<Problem>) -> Answer {
    visitor.may(Right::See, Area::Groups)?;
    let reads = visitor.clone();
    let read = move |reader: &mut Reader| {
        let lines = match member_of(reader, reads.scope(), id, is_open) {
            // A merged member's number leads to the one that was kept.
            Err(Error::NotFound) => {
                let kept_id = kept_of(reader, reads.scope(), id)?;
                return member_of(reader, reads.scope(), kept_id, false).map(|_| Err(kept_id));
            }
            found => found?,
        };
        let purposes = privacy::purposes(reader)?;
        let events = member_events(reader, reads.scope(), id)?;
        let waiting = about_member(reader, &reads, id)?;
        let readers = privacy::readers(reader, &reads, "member", id)?;
        Ok(Ok((lines, (events, waiting), purposes, readers)))
    };
    let (lines, done, purposes, readers) = match visitor.app.read(read).await? {
        Ok(read) => read,
        Err(kept_id) => return Ok(go(&format!("/members/{kept_id}"))),
    };
    // Noted before anything of it is sent.
    privacy::read(&visitor, "member", id).await?;
    let title = lines.first().map(|seen| member_row(seen, visitor.hindi()).member.text);
    let title = title.unwrap_or_default();
    let to_trail = way_to(&visitor, Trailed::Member, id);
    let body = html! {
        (draw(&visitor, (&title, is_open), &lines, &done))
        div.stack {
            @if !is_open && privacy::may_open(&visitor) {
                (privacy::form(&visitor, &format!("/members/{id}/open"), &wrong))
            }
            (privacy::why_held(&purposes, visitor.words))
            (readers)
            p { a href=(to_trail.href) { (to_trail.text) } }
        }
    };
    Ok(visitor.page(&title, Some(Section::Members), body))
}

/// The record with what was done to it, and what waits for approval.
fn draw(
    visitor: &Visitor,
    (title, is_open): (&str, bool),
    lines: &[MemberSeen],
    (events, waiting): &(Vec<Event>, Vec<Link>),
) -> Markup {
    let words = visitor.words;
    let Some(seen) = lines.first() else { return html! {} };
    let way = crumbs(visitor, seen.place_id, true);
    let is_in = lines.iter().any(|line| line.left_on.is_none());
    let events = record_items(visitor, events);
    html! {
        (samuh_web::parts::crumbs(words, &way, title))
        (heading(title, html! { (words.t("office-member")) }, html! {}))
        (waits(words, waiting))
        (menu(words, &member_links(visitor, seen.id, is_in)))
        div.cols.main {
            (panel(&words.t("group-profile"), facts(&profile(visitor, seen, is_open))))
            div.stack {
                (panel_with(&words.t("member-groups"), None, None, trail(&memberships(visitor, lines))))
                @if !events.is_empty() {
                    (panel_with(&words.t("event-list"), None, None, trail(&events)))
                }
            }
        }
    }
}

fn profile(visitor: &Visitor, seen: &MemberSeen, is_open: bool) -> Vec<Fact> {
    let words = visitor.words;
    let row = member_row(seen, visitor.hindi());
    let text = |key: &str, value: &str| Fact::text(words.t(key), value);
    let born = seen.born_on.map(show::day);
    let born = born.or(seen.birth_year.map(|year| year.to_string())).unwrap_or_default();
    let gender = seen.gender.as_deref().and_then(|code| words.find(&format!("gender-{code}"), &[]));
    let bank = [seen.bank_name.as_deref(), seen.branch_name.as_deref()];
    let bank: Vec<&str> = bank.into_iter().flatten().collect();
    let mut all = vec![
        text("field-code", &row.code),
        text("field-relation", &row.relation),
        text("field-gender", &gender.unwrap_or_default()),
        text("field-born", &born),
        text("field-category", &words.t(&format!("category-{}", row.category))),
        text("field-mobile", &row.mobile),
        text("field-bank", &bank.join(", ")),
        text("field-ifsc", seen.ifsc.as_deref().unwrap_or_default()),
        text("field-account-no", seen.account_no.as_deref().unwrap_or_default()),
    ];
    if seen.pvtg == Some(true) {
        all.push(text("member-pvtg", &words.t("yes")));
    }
    if is_open {
        all.extend(the_rest(visitor, seen));
    }
    all
}

/// What else is held of her: her own record, printed for her, keeps nothing back.
fn the_rest(visitor: &Visitor, seen: &MemberSeen) -> Vec<Fact> {
    let words = visitor.words;
    let coded = |list: &str, code: &Option<String>| {
        let text = code.as_deref().unwrap_or_default();
        words.find(&format!("{list}-{text}"), &[]).unwrap_or_else(|| text.to_owned())
    };
    let minority = seen.minority.map(|yes| words.t(if yes { "yes" } else { "no" }));
    let plain = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        ("field-religion", coded("religion", &seen.religion)),
        ("field-minority", minority.unwrap_or_default()),
        ("field-disability", coded("disability", &seen.disability)),
        ("field-education", plain(&seen.education)),
        ("field-pip", coded("pip", &seen.pip)),
        ("field-poverty", coded("poverty", &seen.poverty)),
        ("field-household", plain(&seen.household_code)),
        ("field-household-head", plain(&seen.household_head)),
        ("field-address", plain(&seen.address)),
    ]
    .map(|(key, value)| Fact::text(words.t(key), value.as_str()))
    .into()
}

fn memberships(visitor: &Visitor, lines: &[MemberSeen]) -> Vec<TrailItem> {
    let words = visitor.words;
    let item = |seen: &MemberSeen| {
        let row = member_row(seen, visitor.hindi());
        let to = seen.left_on.map_or_else(|| words.t("since-now"), show::day);
        TrailItem {
            when: format!("{} – {to}", row.joined_on.map_or("—".to_owned(), show::day)),
            what: html! {
                a href=(format!("/groups/{}", seen.institution_id)) {
                    (group_name(seen, visitor.hindi()))
                }
                " · " (words.t(&format!("office-{}", row.office)))
            },
            who: seen
                .left_reason
                .as_deref()
                .map(|reason| said(visitor, reason))
                .unwrap_or_default(),
        }
    };
    lines.iter().map(item).collect()
}

/// A reason of the code list in words; a sheet's own words as they are.
fn said(visitor: &Visitor, reason: &str) -> String {
    let known = visitor.words.find(&format!("reason-{reason}"), &[]);
    known.unwrap_or_else(|| reason.to_owned())
}
