//! What the office calls the fields and values of a register, and the posts that sent files.

use std::collections::HashMap;

use samuh_engine::Result;
use samuh_kernel::scope::{Area, Right};
use samuh_people::{Post, posts};
use samuh_web::{
    show,
    words::{Lang, Words},
};

use super::{super::visit::Visitor, heading_of};
use crate::importing::Register;

/// How many letters of a number that is personal are shown.
const LAST: usize = 4;

/// The name of a changed field: its own words, an indicator with its month, or its usual heading.
pub(super) fn field(code: &str, register: Option<Register>, words: &Words) -> String {
    if let Some((indicator, month)) = code.split_once(' ') {
        let month = month.parse().map(|month| show::month(month, words));
        let named = words.find(&format!("indicator-{indicator}"), &[]);
        if let (Some(named), Ok(month)) = (named, month) {
            return format!("{named}, {month}");
        }
    }
    let own = || words.find(&format!("field-{}", code.replace('_', "-")), &[]);
    let heading = || {
        let shape = register?.shape();
        let bare = code.strip_prefix("code_").map_or(code, |_| "code");
        let at = shape.index(code).or_else(|| shape.index(bare))?;
        Some(heading_of(&shape.columns[at], words).to_owned())
    };
    let of_codes = || code.starts_with("code_").then(|| words.t("field-code"));
    heading().or_else(own).or_else(of_codes).unwrap_or_else(|| code.to_owned())
}

/// A value of a field: codes have names, and personal numbers show their end only.
pub(super) fn value(field: &str, value: &str, words: &Words) -> String {
    if value.is_empty() {
        return "—".to_owned();
    }
    if matches!(field, "account_no" | "mobile") {
        let letters = value.chars().count();
        let end: String = value.chars().skip(letters.saturating_sub(LAST)).collect();
        return format!("••••{end}");
    }
    words.find(&format!("{field}-{value}"), &[]).unwrap_or_else(|| value.to_owned())
}

/// The posts of the district by number, in the reader's words; only one's own for a desk that may
/// not see people.
pub(super) fn posts_of(visitor: &Visitor) -> Result<HashMap<i64, String>> {
    let words = visitor.words;
    let mut named = HashMap::from([(0, words.t("import-who-machine"))]);
    if visitor.scope().may(Right::See, Area::People) {
        let all = posts(visitor.app.db(), visitor.desk())?;
        named.extend(all.into_iter().map(|post| (post.id, post_name(&post, words))));
    } else {
        let own = visitor.shell("", None).who.map(|who| format!("{}, {}", who.post, who.place));
        named.extend(own.map(|name| (visitor.desk().post_id, name)));
    }
    Ok(named)
}

/// A post with its first units: `विकासखण्ड परियोजना प्रबंधक, माकड़ी`.
fn post_name(post: &Post, words: &Words) -> String {
    let hindi = words.lang() == Lang::Hi;
    let title = if hindi { &post.title_hi } else { &post.title_en };
    let role = || words.t(&format!("role-{}", post.role.code()));
    let mut parts = vec![title.clone().unwrap_or_else(role)];
    let units = post.units.iter().take(2);
    parts.extend(units.filter_map(|unit| {
        let (first, second) =
            if hindi { (&unit.name_hi, &unit.name_en) } else { (&unit.name_en, &unit.name_hi) };
        first.clone().or_else(|| second.clone())
    }));
    parts.join(", ")
}
