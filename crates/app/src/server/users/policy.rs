//! The rules of signing in, as they stand today.

use samuh_engine::clock;
use samuh_kernel::show::day;
use samuh_people::sign_in_policies;
use samuh_web::{
    page::Section,
    pages::posts::{self, PolicyRow},
};

use super::super::{fail::Answer, visit::Visitor};

/// The rules by role.
pub(in crate::server) async fn page(visitor: Visitor) -> Answer {
    let desk = visitor.desk().clone();
    let all = visitor.app.blocking(move |app| sign_in_policies(app.db(), &desk, clock::now()));
    let mut all = all.await?;
    let order = |role| samuh_people::Role::ALL.into_iter().position(|known| known == role);
    all.sort_by_key(|one| order(one.role));
    let words = visitor.words;
    let row = |one: samuh_people::SignInPolicy| PolicyRow {
        post: words.t(&format!("role-{}", one.role.code())),
        idle: one.idle_minutes,
        whole: one.whole_minutes,
        factor: one.second_factor,
        source: one.source,
        own_since: one.is_own.then(|| day(one.from_on)),
    };
    let rows: Vec<PolicyRow> = all.into_iter().map(row).collect();
    let title = words.t("policy-title");
    Ok(visitor.page(&title, Some(Section::Users), posts::policy(&rows, words)))
}
