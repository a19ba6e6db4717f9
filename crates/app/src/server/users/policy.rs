//! The rules of signing in, as they stand today, and the form by which a district sets its own.

use axum::{Form, http::StatusCode};
use samuh_engine::{Error, clock};
use samuh_kernel::{
    fault::{Fault, Faults},
    read,
    scope::{Area, Right},
    show::day,
};
use samuh_people::{
    CodeDigest, NewSignInPolicy, Role, SignInPolicy, set_sign_in_policy, sign_in_policies,
};
use samuh_web::{
    page::Section,
    pages::policy::{self, PolicyForm, PolicyRow},
    parts::Choice,
};
use uuid::Uuid;

use super::super::{
    fail::{Answer, Fail, faults_or_fail, go, problems},
    groups::Reading,
    query::Query,
    visit::{Visitor, with_status},
};
use crate::ids::new_id;

const PATH: &str = "/users/policy";
/// The fields of the form besides the posts.
const FIELDS: [&str; 6] = ["factor", "steps", "digest", "idle", "whole", "source"];
/// What may be said of the second factor: whether it is required.
const FACTOR: [(&str, bool); 2] = [("required", true), ("optional", false)];

/// The rules by role.
pub(in crate::server) async fn page(visitor: Visitor) -> Answer {
    draw(&visitor, &Query::default(), (StatusCode::OK, Faults::default())).await
}

/// Sets the district's own rule for the posts that were chosen, from today on.
pub(in crate::server) async fn set(
    visitor: Visitor,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let sent = Query::of(pairs);
    let op: Uuid = sent.get("op").and_then(|text| text.parse().ok()).ok_or(Fail::Request)?;
    let outcome = match asked(&sent) {
        Ok((roles, change)) => {
            let desk = visitor.desk().clone();
            let act = move |app: &crate::server::App| {
                let (db, now) = (app.db(), clock::now());
                let all = sign_in_policies(db, &desk, now)?;
                let meant = all.iter().filter(|one| roles.contains(&one.role));
                let new: Vec<_> = meant.map(|one| change.over(one)).collect();
                set_sign_in_policy(db, &desk, op, &new, now)
            };
            visitor.app.blocking(act).await
        }
        Err(faults) => Err(Error::Faults(faults)),
    };
    match faults_or_fail(outcome)? {
        Ok(()) => Ok(go(PATH)),
        Err(faults) => draw(&visitor, &sent, (StatusCode::UNPROCESSABLE_ENTITY, faults)).await,
    }
}

/// What is to differ; what is not said stays.
struct Change {
    idle: Option<i64>,
    whole: Option<i64>,
    factor: Option<bool>,
    steps: Option<i64>,
    digest: Option<CodeDigest>,
    source: String,
}

impl Change {
    /// True where nothing of a rule is to differ.
    fn is_nothing(&self) -> bool {
        let is_any_number = self.idle.or(self.whole).or(self.steps).is_some();
        !is_any_number && self.factor.is_none() && self.digest.is_none()
    }

    fn over(&self, known: &SignInPolicy) -> NewSignInPolicy {
        NewSignInPolicy {
            idle_minutes: self.idle.unwrap_or(known.idle_minutes),
            whole_minutes: self.whole.unwrap_or(known.whole_minutes),
            second_factor: self.factor.unwrap_or(known.second_factor),
            code_steps: self.steps.unwrap_or(known.code_steps),
            code_digest: self.digest.unwrap_or(known.code_digest),
            ..known.own(self.source.as_str())
        }
    }
}

fn asked(sent: &Query) -> std::result::Result<(Vec<Role>, Change), Faults> {
    let mut form = Reading::of(sent);
    let [idle, whole, steps] = ["idle", "whole", "steps"].map(|name| form.read(name, read::whole));
    let mut faults = form.faults;
    let digests = CodeDigest::ALL.map(|digest| (digest.code(), digest));
    let change = Change {
        idle,
        whole,
        steps,
        factor: listed(sent, "factor", &FACTOR, &mut faults).first().copied(),
        digest: listed(sent, "digest", &digests, &mut faults).first().copied(),
        source: sent.get("source").unwrap_or_default().to_owned(),
    };
    // What cannot be read is a fault of its own.
    if faults.is_empty() && change.is_nothing() {
        faults.push(Fault::at("factor", "policy_unchanged"));
    }
    if sent.get("role").is_none() {
        faults.push(Fault::at("role", "policy_no_post"));
    }
    let roles = listed(sent, "role", &Role::ALL.map(|role| (role.code(), role)), &mut faults);
    faults.or((roles, change))
}

/// What a field says, by its list; a word outside it is a fault, for to pass over it would set another rule than
/// the one that was asked for.
fn listed<T: Copy>(sent: &Query, name: &str, list: &[(&str, T)], faults: &mut Faults) -> Vec<T> {
    let mut found = Vec::new();
    for said in sent.all(name) {
        match list.iter().find(|(code, _)| *code == said) {
            Some((_, one)) => found.push(*one),
            None => {
                let codes: Vec<&str> = list.iter().map(|(code, _)| *code).collect();
                let fault = Fault::at(name, "not_in_list").with("value", said);
                faults.push(fault.with("list", codes.join(", ")));
            }
        }
    }
    found
}

async fn draw(visitor: &Visitor, sent: &Query, (status, faults): (StatusCode, Faults)) -> Answer {
    let desk = visitor.desk().clone();
    let all = visitor.app.blocking(move |app| sign_in_policies(app.db(), &desk, clock::now()));
    let mut all = all.await?;
    let order = |role| Role::ALL.into_iter().position(|known| known == role);
    all.sort_by_key(|one| order(one.role));
    let words = visitor.words;
    let named = |role: Role| words.t(&format!("role-{}", role.code()));
    let row = |one: SignInPolicy| PolicyRow {
        post: named(one.role),
        idle: one.idle_minutes,
        whole: one.whole_minutes,
        factor: one.second_factor,
        code_seconds: one.code_seconds(),
        digest: one.code_digest.code(),
        source: one.source,
        own_since: one.is_own.then(|| day(one.from_on)),
    };
    let rows: Vec<PolicyRow> = all.into_iter().map(row).collect();
    let scope = visitor.scope();
    let may = scope.may(Right::Administer, Area::People) && scope.is_whole_district();
    let form = if may {
        let value = |name: &'static str| (name, sent.get(name).unwrap_or_default().to_owned());
        let mut values: Vec<_> = FIELDS.into_iter().map(value).collect();
        values.push(("role", sent.all("role").join(",")));
        Some(PolicyForm {
            op: new_id()?.to_string(),
            roles: Role::ALL.map(|role| Choice::new(role.code(), named(role))).to_vec(),
            sent: values,
            problems: problems(&faults, words),
        })
    } else {
        None
    };
    let body = policy::draw(&rows, form.as_ref(), words);
    Ok(with_status(status, visitor.page(&words.t("policy-title"), Some(Section::Users), body)))
}
