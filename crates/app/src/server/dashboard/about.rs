//! Who a federation is, its groups, and what was recorded about it; the groups of a village. What a
//! page of figures says beside its figures.

use maud::{Markup, html};
use samuh_engine::{Reader, Result, clock};
use samuh_figures::journal::history_of;
use samuh_groups::{Filter, Institution, Kind, Order, count, institution_of, list};
use samuh_kernel::scope::{Area, Right};
use samuh_web::{
    dashboard::Level,
    pages::list::{self as drawn, Sorting},
    parts::{Fact, Link, Order as Way, TrailItem, facts, panel_with, table, trail},
    show,
};

use super::subject::Subject;
use crate::server::{
    groups::{
        self, Rows,
        store::{bearers_of, done_by, names_of},
    },
    query::Query,
    visit::Visitor,
};

/// Groups named on the page; the list has the others.
const SHOWN: i64 = 30;

/// The offices in the order in which people name them.
const OFFICES: [&str; 3] = ["president", "secretary", "treasurer"];

/// What stands above the figures, and what stands below them.
pub(super) fn about(
    reader: &mut Reader,
    visitor: &Visitor,
    subject: &Subject,
) -> Result<(Markup, Markup)> {
    if !visitor.scope().may(Right::See, Area::Groups) {
        return Ok((html! {}, html! {}));
    }
    match subject.level {
        Level::Clf | Level::Vo => {
            let found = institution_of(reader, visitor.scope(), subject.id)?;
            let who = profile(reader, visitor, &found)?;
            let own = groups_of(reader, visitor, subject)?;
            let trail = recorded(reader, visitor, subject.id)?;
            Ok((who, html! { (own) (trail) }))
        }
        Level::Village => Ok((html! {}, groups_of(reader, visitor, subject)?)),
        Level::District | Level::Block | Level::Gp => Ok((html! {}, html! {})),
    }
}

fn profile(reader: &mut Reader, visitor: &Visitor, found: &Institution) -> Result<Markup> {
    let (words, hindi) = (visitor.words, visitor.hindi());
    let mut all: Vec<Fact> = groups::codes(visitor, found)
        .into_iter()
        .map(|(name, code)| Fact::text(name, &code))
        .collect();
    let formed = found.profile.formed_on.map(show::day).unwrap_or_default();
    all.push(Fact::text(words.t("field-formed-on"), &formed));
    all.push(Fact {
        name: words.t("field-place"),
        value: way(&groups::place_links(visitor, found.place_id)),
    });
    if found.kind == Kind::Vo {
        let names = names_of(reader, visitor.scope(), &[found.parent_id])?;
        let above = names
            .get(&found.parent_id)
            .map(|named| Link::new(named.name(hindi), format!("/federations/{}", found.parent_id)));
        let value = match above {
            Some(link) => way(&[link]),
            None => html! { (words.t("group-unfederated")) },
        };
        all.push(Fact { name: words.t("level-clf"), value });
    }
    let mut bearers = bearers_of(reader, visitor.scope(), found.id)?;
    bearers.sort_by_key(|(office, ..)| OFFICES.iter().position(|known| known == office));
    let held = |(office, name, since): (String, String, chrono::NaiveDate)| Fact {
        name: words.t(&format!("office-{office}")),
        value: html! {
            (name)
            @if since > samuh_places::always().0 {
                " " small { (words.args("since", &[("day", show::day(since).into())])) }
            }
        },
    };
    all.extend(bearers.into_iter().map(held));
    let more = groups::more(visitor, found);
    all.extend(more.into_iter().map(|(name, value)| Fact::text(name, &value)));
    Ok(panel_with(&words.t("group-profile"), None, None, facts(&all)))
}

fn way(links: &[Link]) -> Markup {
    html! {
        @for (at, link) in links.iter().enumerate() {
            @if at > 0 { " › " }
            a href=(link.href) { (link.text) }
        }
    }
}

/// The first groups below a unit by name; none where there are none.
fn groups_of(reader: &mut Reader, visitor: &Visitor, subject: &Subject) -> Result<Markup> {
    let words = visitor.words;
    let mut filter = Filter::all(Kind::Shg);
    match subject.level {
        Level::Clf | Level::Vo => filter.federation_id = subject.id,
        _ => filter.within_id = subject.id,
    }
    let total = count(reader, visitor.scope(), &filter)?;
    if total == 0 || subject.level == Level::Clf {
        return Ok(html! {});
    }
    let listed = list(reader, visitor.scope(), &filter, Order::Name, None, SHOWN)?;
    let rows = Rows::around(reader, visitor, listed, Some(clock::today()))?.drawn(visitor);
    let all = Query::default().with(subject.level.code(), subject.id.to_string()).at("/groups");
    let link = Link::new(words.args("see-all", &[("n", total.into())]), all);
    let href = |_: &str, _: Way| link.href.clone();
    let sorting = Sorting { now: ("name", Way::Up), by: &[], href: &href };
    let drawn = table(&drawn::groups(words, &rows, &sorting));
    Ok(html! {
        section.panel {
            div.ph { h2 { (words.t("nav-groups")) } a.r href=(link.href) { (link.text) } }
            (drawn)
        }
    })
}

fn recorded(reader: &mut Reader, visitor: &Visitor, id: i64) -> Result<Markup> {
    let words = visitor.words;
    let history = history_of(reader, visitor.scope(), id)?;
    let mut ops: Vec<i64> = history.iter().map(|line| line.op_no).collect();
    ops.sort_unstable();
    ops.dedup();
    let done = done_by(reader, visitor.scope(), &ops)?;
    let item = |one: samuh_web::pages::group::Recorded| TrailItem {
        when: show::instant(one.at),
        what: html! {
            (one.what)
            @if let Some(link) = &one.link { " · " a href=(link.href) { (link.text) } }
        },
        who: one.by,
    };
    let items: Vec<TrailItem> =
        groups::trail(visitor, &history, &done).into_iter().map(item).collect();
    if items.is_empty() {
        return Ok(html! {});
    }
    let note = words.t("group-trail.note");
    Ok(panel_with(&words.t("group-trail"), Some(&note), None, trail(&items)))
}
