//! Every rule that an order can change, with what holds today and where it is set.

use maud::html;
use samuh_engine::{Reader, Result, clock};
use samuh_kernel::scope::{Area, Right};
use samuh_plans::ranking::{Rule as Weights, ranking_rules};
use samuh_web::{
    page::Section,
    parts::{Column, Kind as Holding, Table, heading, table},
    show,
};

use super::{Checks, Escalations, Kind, Notices, Order, PATH, Share, by_order, in_force};
use crate::server::{fail::Answer, visit::Visitor};

/// A rule in the list.
struct Line {
    name: String,
    href: String,
    /// By which order it holds today, and since when.
    now: String,
    /// From which days others are set; empty for none.
    ahead: String,
}

/// The page: the rules of the areas that the desk sees.
pub(in crate::server) async fn page(visitor: Visitor) -> Answer {
    let reads = visitor.clone();
    let lines = visitor.app.read(move |reader| lines(reader, &reads)).await?;
    let words = visitor.words;
    let row = |line: &Line| {
        vec![
            html! { a href=(line.href) { (line.name) } },
            html! { (line.now) },
            html! { (line.ahead) },
        ]
    };
    let columns = [
        (Holding::Text, "rule-name"),
        (Holding::Text, "rule-now"),
        (Holding::Text, "rule-state-ahead"),
    ];
    let drawn = Table {
        caption: words.t("rules"),
        columns: columns.map(|(kind, key)| Column::new(kind, words.t(key))).to_vec(),
        rows: lines.iter().map(row).collect(),
        foot: None,
    };
    let body = html! {
        (heading(&words.t("rules"), html! { (words.t("rules.under")) }, html! {}))
        section.panel { (table(&drawn)) }
    };
    Ok(visitor.page(&words.t("rules"), None::<Section>, body))
}

fn lines(reader: &mut Reader, visitor: &Visitor) -> Result<Vec<Line>> {
    let (words, scope) = (visitor.words, visitor.scope());
    let mut all = Vec::new();
    all.extend(line::<Notices>(reader, visitor)?);
    all.extend(line::<Escalations>(reader, visitor)?);
    all.extend(line::<Order>(reader, visitor)?);
    all.extend(line::<Share>(reader, visitor)?);
    all.extend(line::<Checks>(reader, visitor)?);
    if scope.may(Right::See, Area::Plans) {
        all.push(weights(visitor, &ranking_rules(reader, scope)?));
    }
    let elsewhere = [
        (Right::Enter, Area::Groups, "approval-policy", "/approvals/policy"),
        (Right::See, Area::People, "policy-title", "/users/policy"),
    ];
    for (right, area, key, href) in elsewhere {
        if scope.may(right, area) {
            let (now, ahead) = (words.t("rule-there"), String::new());
            all.push(Line { name: words.t(key), href: href.into(), now, ahead });
        }
    }
    Ok(all)
}

fn line<K: Kind>(reader: &mut Reader, visitor: &Visitor) -> Result<Option<Line>> {
    if !visitor.scope().may(Right::See, K::AREA) {
        return Ok(None);
    }
    let all = K::all(reader, visitor.scope())?;
    let (now, held) = in_force(&all)?;
    let today = clock::today();
    let mut ahead: Vec<_> = all
        .iter()
        .zip(&held)
        .filter(|(rule, one)| one.state(rule.head.from_on, today) == "ahead")
        .map(|(rule, _)| rule.head.from_on)
        .collect();
    ahead.sort_unstable();
    Ok(Some(Line {
        name: visitor.words.t(&format!("rule-{}", K::CODE)),
        href: format!("{PATH}/{}", K::CODE),
        now: by_order(visitor, &now.head),
        ahead: ahead.into_iter().map(show::day).collect::<Vec<_>>().join(", "),
    }))
}

/// The weights of rankings, which have a page of their own.
fn weights(visitor: &Visitor, all: &[Weights]) -> Line {
    let words = visitor.words;
    let today = clock::today();
    let own = all.iter().filter(|rule| rule.of != 0);
    let now = own.clone().find(|rule| rule.from_on <= today);
    let mut ahead: Vec<_> = own.map(|rule| rule.from_on).filter(|day| *day > today).collect();
    ahead.sort_unstable();
    ahead.dedup();
    let since = |rule: &Weights| {
        let since = words.args("since", &[("day", show::day(rule.from_on).into())]);
        format!("{} · {since}", rule.order_no)
    };
    Line {
        name: words.t("ranking-rules"),
        href: "/rankings/rules".into(),
        now: now.map_or_else(|| words.t("rule-usual"), since),
        ahead: ahead.into_iter().map(show::day).collect::<Vec<_>>().join(", "),
    }
}
