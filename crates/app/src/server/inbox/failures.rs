//! What did not go out, for whoever administers people: posts, channels and causes; no address.

use axum::response::Response;
use samuh_engine::{Reader, Result, clock};
use samuh_kernel::scope::{Area, Right};
use samuh_meetings::notice;
use samuh_web::{
    page::Section,
    pages::inbox::{self as drawn, FailureRow, FailuresPage},
    parts::{Fact, Link},
    show,
};

use crate::server::{fail::Answer, visit::Visitor};

/// Attempts shown.
const MOST: i64 = 200;

/// The page.
pub(in crate::server) async fn page(visitor: Visitor) -> Answer<Response> {
    visitor.may(Right::Administer, Area::People)?;
    let reads = visitor.clone();
    let page = visitor.app.read(move |reader| assemble(reader, &reads)).await?;
    let title = visitor.words.t("notices-title");
    Ok(visitor.page(&title, Some(Section::Users), drawn::failures(&page, visitor.words)))
}

fn assemble(reader: &mut Reader, visitor: &Visitor) -> Result<FailuresPage> {
    let (words, scope) = (visitor.words, visitor.scope());
    let policy = notice::policy_on(reader, scope, clock::today())?;
    let standing = notice::standing(reader, scope)?;
    let channel = |code: &str| words.t(&format!("channel-{code}"));
    let counts = standing.iter().map(|(on, state, count)| {
        let state = words.t(&format!("delivery-{state}"));
        Fact::text(format!("{} – {state}", channel(on.code())), &show_count(*count))
    });
    let minute = |minute: i64| format!("{:02}:{:02}", minute / 60, minute % 60);
    let rule = words.args(
        "notices-rule",
        &[
            ("from", minute(policy.quiet_from).into()),
            ("to", minute(policy.quiet_to).into()),
            ("singles", policy.singles.into()),
            ("digest", minute(policy.digest_minute).into()),
            ("tries", policy.most_tries.into()),
        ],
    );
    let failed = notice::failures(reader, scope, MOST)?;
    let rows = failed.into_iter().map(|one| {
        let title = if visitor.hindi() { one.title_hi } else { one.title_en };
        let cause = words.find(&format!("notice-cause-{}", one.code), &[]);
        FailureRow {
            when: show::instant(one.at),
            channel: channel(one.channel.code()),
            post: title.unwrap_or_else(|| words.t(&format!("role-{}", one.role))),
            cause: cause.unwrap_or(one.code),
            notices: show_count(one.notices),
            state: words.t(if one.is_final { "delivery-failed" } else { "delivery-again" }),
        }
    });
    let set = Link::new(words.t("rule-notices"), "/rules/notices");
    Ok(FailuresPage { rule, set, counts: counts.collect(), rows: rows.collect() })
}

fn show_count(count: i64) -> String {
    samuh_kernel::show::grouped(count)
}
