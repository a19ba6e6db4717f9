//! Members as a sheet: one row a membership.

use samuh_engine::{Reader, Result};
use samuh_groups::{Known, MemberAsk, MemberSeen, list_members};
use samuh_kernel::scope::Scope;

use super::{Held, Sheet};

/// Columns that are left out unless they are asked for. A name alone names the row.
pub(super) const PERSONAL: &[&str] = &[
    "relation_name",
    "born_on",
    "birth_year",
    "religion",
    "minority",
    "disability",
    "pip_category",
    "poverty_line",
    "left_reason",
    "mobile",
    "bank_name",
    "branch",
    "ifsc",
    "account_no",
    "household_code",
    "household_head",
    "address",
];
const FIELDS: [&str; 27] = [
    "shg_code",
    "shg_name",
    "member_code",
    "name",
    "name_en",
    "relation_name",
    "gender",
    "born_on",
    "birth_year",
    "social_category",
    "religion",
    "minority",
    "disability",
    "pvtg",
    "pip_category",
    "poverty_line",
    "joined_on",
    "left_on",
    "left_reason",
    "education",
    "office",
    "mobile",
    "bank_name",
    "branch",
    "ifsc",
    "account_no",
    "household_code",
];
const LAST: [&str; 2] = ["household_head", "address"];

pub(super) fn rows(reader: &mut Reader, scope: &Scope) -> Result<Sheet> {
    let known = samuh_groups::known(reader, scope)?;
    let mut ask = MemberAsk { past: true, ..MemberAsk::default() };
    let mut rows = Vec::new();
    loop {
        let page = list_members(reader, scope, &ask, true)?;
        rows.extend(page.members.iter().map(|member| row(member, &known)));
        ask.after = page.next;
        if ask.after.is_none() {
            return Ok(Sheet { fields: FIELDS.into_iter().chain(LAST).collect(), rows });
        }
    }
}

fn row(m: &MemberSeen, known: &Known) -> Vec<Held> {
    let group = known.get(m.institution_id);
    let code = group.and_then(|group| group.codes.iter().find(|(register, _)| register == "nrlm"));
    vec![
        code.map(|(_, code)| code).into(),
        m.group_hi.as_ref().or(m.group_en.as_ref()).into(),
        m.code.as_ref().into(),
        m.name_hi.as_ref().or(m.name_en.as_ref()).into(),
        m.name_en.as_ref().filter(|_| m.name_hi.is_some()).into(),
        m.relation_name.as_ref().into(),
        m.gender.as_ref().into(),
        m.born_on.into(),
        m.birth_year.filter(|_| m.born_on.is_none()).map_or(Held::Empty, Held::Whole),
        m.social.as_ref().into(),
        m.religion.as_ref().into(),
        m.minority.map(flag).into(),
        m.disability.as_ref().into(),
        m.pvtg.map(flag).into(),
        m.pip.as_ref().into(),
        m.poverty.as_ref().into(),
        m.joined_on.into(),
        m.left_on.into(),
        m.left_reason.as_ref().into(),
        m.education.as_ref().into(),
        m.office.as_ref().into(),
        m.mobile.as_ref().into(),
        m.bank_name.as_ref().into(),
        m.branch_name.as_ref().into(),
        m.ifsc.as_ref().into(),
        m.account_no.as_ref().into(),
        m.household_code.as_ref().into(),
        m.household_head.as_ref().into(),
        m.address.as_ref().into(),
    ]
}

/// As sheets write it, in letters that both languages' offices type.
fn flag(yes: bool) -> &'static str {
    if yes { "Y" } else { "N" }
}
