//! One group: its profile, where it stood and stands, its members, what it counts for, and the
//! trail of everything recorded about it.

use std::collections::{BTreeMap, HashMap};

use axum::extract::{Path, Query as Asked};
use chrono::NaiveDate;
use maud::{Markup, html};
use samuh_engine::{Error, Reader, Result, clock};
use samuh_figures::{
    catalogue::{self, Indicator},
    journal::{Class, Line, history_of},
};
use samuh_groups::{
    Fact, Institution, Kind, MemberSeen,
    duplicate::store::twice::{Second, kept_group_of, seconds_of},
    institution_of, members_of,
};
use samuh_kernel::{
    scope::{Area, Right},
    show::starred,
};
use samuh_places::always;
use samuh_web::{
    page::Section,
    pages::{
        entries::{self as drawn_entries, EntriesPage, EntryRow},
        group::{self as drawn, Account, Dated, GroupPage, Recorded},
        list::MemberRow,
    },
    parts::{Link, Pager, Problem, Tone, notice},
    show,
    words::Words,
};

use super::{
    rows::lokos,
    store::{self, Done, Named, Stood},
};
use crate::server::{
    changes::group_links,
    dashboard::{crumbs, name as indicator_name, quantity},
    fail::{Answer, Fail, go},
    privacy,
    query::Query,
    trail::{Kind as Trailed, link as way_to},
    visit::Visitor,
};

/// How many acts of the trail the page shows.
const TRAIL: usize = 60;

/// A group's page; account and mobile numbers are masked.
pub(crate) async fn page(visitor: Visitor, Path(id): Path<i64>) -> Answer {
    shown(visitor, id, false, Vec::new()).await
}

/// The same with account and mobile numbers, once, for a reason that was kept.
pub(crate) async fn opened(visitor: Visitor, id: i64) -> Answer {
    shown(visitor, id, true, Vec::new()).await
}

/// The masked page with what was wrong about the reason.
pub(crate) async fn with_problems(visitor: Visitor, id: i64, wrong: Vec<Problem>) -> Answer {
    shown(visitor, id, false, wrong).await
}

async fn shown(visitor: Visitor, id: i64, is_open: bool, wrong: Vec<Problem>) -> Answer {
    visitor.may(Right::See, Area::Groups)?;
    let reads = visitor.clone();
    let read = move |reader: &mut Reader| match assemble(reader, &reads, id, is_open) {
        // The number of a second record leads to the one that was kept.
        Err(Error::NotFound) => {
            let kept_id = kept_group_of(reader, reads.scope(), id)?;
            institution_of(reader, reads.scope(), kept_id)?;
            Ok(Err(format!("/groups/{kept_id}")))
        }
        Ok(None) => Ok(Err(format!("/federations/{id}/record"))),
        Ok(Some(page)) => Ok(Ok((page, seconds_of(reader, reads.scope(), id)?))),
        Err(other) => Err(other),
    };
    let (page, seconds) = match visitor.app.read(read).await? {
        Ok(found) => found,
        Err(elsewhere) => return Ok(go(&elsewhere)),
    };
    // The page names the group's members.
    privacy::read(&visitor, "institution", id).await?;
    let reads = visitor.clone();
    let read_by =
        visitor.app.read(move |reader| privacy::readers(reader, &reads, "institution", id));
    let read_by = read_by.await?;
    let title = page.name.clone();
    let to_trail = way_to(&visitor, Trailed::Institution, id);
    let body = html! {
        (drawn::draw(&page, visitor.words))
        div.stack.after {
            (also_recorded(&visitor, &seconds))
            @if !is_open && privacy::may_open(&visitor) {
                (privacy::form(&visitor, &format!("/groups/{id}/open"), &wrong))
            }
            (read_by)
            p { a href=(to_trail.href) { (to_trail.text) } }
        }
    };
    Ok(visitor.page(&title, Some(Section::Groups), body))
}

/// The records that were the same group, entered twice, each with the page on which that was decided.
fn also_recorded(visitor: &Visitor, seconds: &[Second]) -> Markup {
    let (words, hindi) = (visitor.words, visitor.hindi());
    let name = |one: &Second| {
        let (first, second) =
            if hindi { (&one.name_hi, &one.name_en) } else { (&one.name_en, &one.name_hi) };
        first.clone().or_else(|| second.clone()).unwrap_or_default()
    };
    html! {
        @for one in seconds {
            (notice(Tone::Plain, &words.t("group-recorded-twice"), html! {
                p { a href=(format!("/duplicates/{}", one.pair_no)) { (name(one)) }
                    " · " (show::instant(one.at)) }
            }))
        }
    }
}

/// The group with everything about it; none where the number is a federation's.
fn assemble(
    reader: &mut Reader,
    visitor: &Visitor,
    id: i64,
    is_open: bool,
) -> Result<Option<GroupPage>> {
    let (scope, hindi) = (visitor.scope(), visitor.hindi());
    let group = institution_of(reader, scope, id)?;
    if group.kind != Kind::Shg {
        return Ok(None);
    }
    let places = store::places_of(reader, scope, id)?;
    let parents = store::parents_of(reader, scope, id)?;
    let above: Vec<i64> = parents.iter().map(|stood| stood.unit_id).collect();
    let names = store::names_of(reader, scope, &above)?;
    let history = history_of(reader, scope, id)?;
    let mut ops: Vec<i64> = history.iter().map(|line| line.op_no).collect();
    ops.sort_unstable();
    ops.dedup();
    let done = store::done_by(reader, scope, &ops)?;
    let members = members_of(reader, scope, id, is_open)?;
    let mut federation: Vec<Dated> = parents
        .iter()
        .map(|stood| dated(stood, federation_link(&names, stood.unit_id, hindi)))
        .collect();
    if group.parent_id == 0 {
        let (from, to, reason) = (None, None, String::new());
        federation.insert(0, Dated { what: Vec::new(), from, to, reason });
    }
    let dated_place = |stood: &Stood| dated(stood, place_links(visitor, stood.unit_id));
    Ok(Some(GroupPage {
        name: group.name(hindi).to_owned(),
        other_name: other_name(&group, hindi),
        codes: codes(visitor, &group),
        crumbs: crumbs(visitor, group.place_id, true),
        active: group.fact(Fact::Status) != Some("inactive"),
        formed_on: group.profile.formed_on,
        lokos: lokos(group.fact(Fact::Lokos)),
        compare: Some(Link::new(visitor.words.t("lokos-of-group"), format!("/lokos/groups/{id}"))),
        more: more(visitor, &group),
        account: account(&group, is_open),
        places: places.iter().map(dated_place).collect(),
        federation,
        members: members.iter().map(|member| member_row(member, hindi)).collect(),
        members_excel: None,
        figures: figures(visitor, id, &history),
        trail: trail(visitor, &history, &done),
        duplicate: None,
        changes: group_links(visitor, &group),
        done: super::record::done(reader, visitor, id, &members)?,
    }))
}

fn other_name(group: &Institution, hindi: bool) -> String {
    let (here, there) = (group.name(hindi), group.name(!hindi));
    if here == there { String::new() } else { there.to_owned() }
}

/// The codes of an institution, each with the name of its register.
pub(crate) fn codes(visitor: &Visitor, group: &Institution) -> Vec<(String, String)> {
    let named = |(register, code): &(String, String)| {
        let key = format!("register-code-{register}");
        let name = visitor.words.find(&key, &[]).unwrap_or_else(|| visitor.words.t("field-code"));
        (name, code.clone())
    };
    group.codes.iter().map(named).collect()
}

/// What else is known of an institution: name and value in the reader's language.
pub(crate) fn more(visitor: &Visitor, group: &Institution) -> Vec<(String, String)> {
    let (words, profile) = (visitor.words, &group.profile);
    let saving = profile.saving_paise.map(|paise| show::rupees(paise, words));
    let stated = profile.members_stated.map(show::grouped);
    let meeting = profile.meeting_frequency.as_deref().map(|code| meetings(words, code));
    let all = [
        ("group-category", profile.category.clone()),
        ("field-registration-no", profile.registration_no.clone()),
        ("field-registered-on", profile.registered_on.map(show::day)),
        ("field-promoted-by", profile.promoted_by.clone()),
        ("field-meeting", meeting),
        ("field-saving", saving),
        ("group-members-stated", stated),
        ("group-name-legacy", profile.name_legacy.clone()),
    ];
    all.into_iter().filter_map(|(key, value)| value.map(|value| (words.t(key), value))).collect()
}

/// How often a group meets, in words; as it was written where it is none of the list.
pub(crate) fn meetings(words: &Words, code: &str) -> String {
    words.find(&format!("meeting_frequency-{code}"), &[]).unwrap_or_else(|| code.to_owned())
}

fn account(group: &Institution, is_open: bool) -> Option<Account> {
    let profile = &group.profile;
    let has_one = group.fact(Fact::Account) == Some("open") || profile.account_no.is_some();
    has_one.then(|| Account {
        bank: profile.bank_name.clone().unwrap_or_default(),
        branch: profile.branch_name.clone().unwrap_or_default(),
        ifsc: profile.ifsc.clone().unwrap_or_default(),
        number: masked(profile.account_no.as_deref().unwrap_or_default(), is_open),
        opened_on: profile.account_opened_on,
    })
}

/// The last four digits behind stars, unless the post may see it whole.
fn masked(number: &str, is_open: bool) -> String {
    if is_open || number.is_empty() {
        return number.to_owned();
    }
    starred(number, "********")
}

fn dated(stood: &Stood, what: Vec<Link>) -> Dated {
    let (from, to) = always();
    Dated {
        what,
        from: (stood.from_on > from).then_some(stood.from_on),
        to: (stood.to_on < to).then_some(stood.to_on),
        reason: String::new(),
    }
}

/// The panchayat and village where something stands, with their pages.
pub(crate) fn place_links(visitor: &Visitor, place_id: i64) -> Vec<Link> {
    let mut links = crumbs(visitor, place_id, true);
    links.reverse();
    links.truncate(2);
    links.reverse();
    links
}

fn federation_link(names: &HashMap<i64, Named>, id: i64, hindi: bool) -> Vec<Link> {
    let link = |named: &Named| Link::new(named.name(hindi), format!("/federations/{id}"));
    names.get(&id).map(link).into_iter().collect()
}

/// A member as a row of the group's page.
pub(crate) fn member_row(member: &MemberSeen, hindi: bool) -> MemberRow {
    let (first, second) =
        if hindi { (&member.name_hi, &member.name_en) } else { (&member.name_en, &member.name_hi) };
    MemberRow {
        member: Link::new(
            first.as_deref().or(second.as_deref()).unwrap_or(""),
            format!("/members/{}", member.id),
        ),
        code: member.code.clone().unwrap_or_default(),
        relation: member.relation_name.clone().unwrap_or_default(),
        group: None,
        category: category(member.social.as_deref()),
        office: office(member.office.as_deref()),
        joined_on: Some(member.joined_on).filter(|day| *day > always().0),
        left_on: member.left_on,
        mobile: member.mobile.clone().unwrap_or_default(),
    }
}

fn category(social: Option<&str>) -> &'static str {
    match social {
        Some("sc") => "SC",
        Some("st") => "ST",
        Some("obc") => "OBC",
        Some("other") => "OTHER",
        _ => "unknown",
    }
}

fn office(office: Option<&str>) -> &'static str {
    match office {
        Some("president") => "president",
        Some("secretary") => "secretary",
        Some("treasurer") => "treasurer",
        Some("bookkeeper") => "bookkeeper",
        _ => "member",
    }
}

/// What the group counts for now.
fn figures(visitor: &Visitor, id: i64, history: &[Line]) -> Vec<(String, String, String)> {
    let mut sums: BTreeMap<i64, i64> = BTreeMap::new();
    for line in history.iter().filter(|line| line.class != Class::Pending) {
        *sums.entry(line.indicator).or_default() += line.delta;
    }
    sums.into_iter()
        .filter(|(_, value)| *value != 0)
        .filter_map(|(indicator, value)| Some((catalogue::by_id(indicator)?, value)))
        .map(|(indicator, value)| {
            let shown = show::quantity(quantity(indicator, value), visitor.words);
            let href = format!("/groups/{id}/entries?indicator={}", indicator.code);
            (indicator_name(visitor.words, indicator), shown, href)
        })
        .collect()
}

/// The acts that touched an institution, each with what it added.
pub(crate) fn trail(
    visitor: &Visitor,
    history: &[Line],
    done: &HashMap<i64, Done>,
) -> Vec<Recorded> {
    let mut acts: BTreeMap<i64, Vec<&Line>> = BTreeMap::new();
    for line in history {
        acts.entry(line.op_no).or_default().push(line);
    }
    let recorded = |(op_no, lines): (i64, Vec<&Line>)| {
        let known = done.get(&op_no);
        let batch = known.and_then(|known| known.batch.as_ref());
        Recorded {
            at: lines.first().map_or(0, |line| line.at),
            what: format!("{}: {}", act_name(visitor, known), added(visitor, &lines)),
            link: batch.map(|(id, file)| Link::new(file.as_str(), format!("/imports/{id}"))),
            by: known.map(|known| by(visitor, known)).unwrap_or_default(),
        }
    };
    let mut all: Vec<Recorded> = acts.into_iter().rev().map(recorded).take(TRAIL).collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.at));
    all
}

/// The name of an act in the reader's language.
pub(crate) fn act_name(visitor: &Visitor, done: Option<&Done>) -> String {
    let act = done.map_or("", |done| done.act.as_str());
    let key = format!("act-{}", act.replace(['.', '_'], "-"));
    visitor.words.find(&key, &[]).unwrap_or_else(|| act.to_owned())
}

fn added(visitor: &Visitor, lines: &[&Line]) -> String {
    let mut sums: BTreeMap<i64, i64> = BTreeMap::new();
    for line in lines {
        *sums.entry(line.indicator).or_default() += line.delta;
    }
    let parts: Vec<String> = sums
        .into_iter()
        .filter_map(|(id, delta)| {
            let indicator = catalogue::by_id(id)?;
            let sign = if delta > 0 { "+" } else { "" };
            let value = show::quantity(quantity(indicator, delta), visitor.words);
            Some(format!("{} {sign}{value}", indicator_name(visitor.words, indicator)))
        })
        .collect();
    parts.join(" · ")
}

/// The post and the officer who did an act; empty for the machine.
pub(crate) fn by(visitor: &Visitor, done: &Done) -> String {
    let own = if visitor.hindi() { &done.title_hi } else { &done.title_en };
    let role = || done.role.as_ref().map(|role| visitor.words.t(&format!("role-{role}")));
    let post = own.clone().or_else(role);
    let parts = [post, done.officer.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The entries of a group for one indicator: what its figure is made of.
pub(crate) async fn entries(
    visitor: Visitor,
    Path(id): Path<i64>,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::See, Area::Groups)?;
    let query = Query::of(pairs);
    let code = query.get("indicator").unwrap_or_default();
    let indicator = catalogue::by_code(code).ok_or(Fail::Request)?;
    let reads = visitor.clone();
    let read = visitor.app.read(move |reader| entries_page(reader, &reads, id, indicator));
    let page = read.await?;
    let title = page.indicator.clone();
    let body = drawn_entries::draw(&page, visitor.words);
    Ok(visitor.page(&title, Some(Section::Groups), body))
}

fn entries_page(
    reader: &mut Reader,
    visitor: &Visitor,
    id: i64,
    indicator: &'static Indicator,
) -> Result<EntriesPage> {
    let (scope, words, hindi) = (visitor.scope(), visitor.words, visitor.hindi());
    let group = institution_of(reader, scope, id)?;
    if group.kind != Kind::Shg {
        return Err(Error::NotFound);
    }
    let history = history_of(reader, scope, id)?;
    let lines: Vec<&Line> = history.iter().filter(|line| line.indicator == indicator.id).collect();
    let ops: Vec<i64> = lines.iter().map(|line| line.op_no).collect();
    let done = store::done_by(reader, scope, &ops)?;
    let counted = lines.iter().filter(|line| line.class != Class::Pending);
    let sum: i64 = counted.map(|line| line.delta).sum();
    let mut crumbs = crumbs(visitor, group.place_id, true);
    crumbs.push(Link::new(group.name(hindi), format!("/groups/{id}")));
    let row = |line: &&Line| {
        let known = done.get(&line.op_no);
        let batch = known.and_then(|known| known.batch.as_ref());
        EntryRow {
            month: month_of(line.month.first_day(), visitor),
            delta: quantity(indicator, line.delta),
            place: group.name(hindi).to_owned(),
            record: None,
            source: source(line.class),
            recorded_at: line.at,
            by: known.map(|known| by(visitor, known)).unwrap_or_default(),
            import: batch.map(|(id, file)| Link::new(file.as_str(), format!("/imports/{id}"))),
        }
    };
    let shown = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    Ok(EntriesPage {
        indicator: indicator_name(words, indicator),
        place: group.name(hindi).to_owned(),
        period: words.args("as-on", &[("day", show::day(clock::today()).into())]),
        crumbs,
        value: quantity(indicator, sum),
        by_source: Vec::new(),
        records: None,
        filters: None,
        rows: lines.iter().map(row).collect(),
        pager: Pager { shown, total: Some(shown), first: None, next: None, step: shown },
        excel: None,
    })
}

fn month_of(day: NaiveDate, visitor: &Visitor) -> String {
    if day <= always().0 {
        return "—".to_owned();
    }
    show::month(samuh_kernel::calendar::Month::of(day), visitor.words)
}

/// The key of a source's word.
pub(crate) fn source(class: Class) -> &'static str {
    match class {
        Class::Counted => "source-counted",
        Class::Reported => "source-reported",
        Class::Verified => "source-verified",
        Class::Pending => "source-pending",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_shows_its_last_four_digits_unless_the_post_may_see_it() {
        assert_eq!(masked("31209871234", false), "********1234");
        assert_eq!(masked("31209871234", true), "31209871234");
        assert_eq!((masked("", false), masked("12", false)), (String::new(), "********".into()));
    }
}
