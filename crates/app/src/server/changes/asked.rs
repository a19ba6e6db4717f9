//! What a proposal asks as the values of its form, where it was asked for elsewhere than by that form: a value
//! taken from LokOS, sent back, is written anew from here.

use samuh_groups::{Change, Correct, Profile, masked};
use samuh_places::Level;
use samuh_web::show;

use super::{Pairs, conflict::rupees, subject::Subject};
use crate::server::visit::Visitor;

/// The values of the form; none for a change that only its own form asks for.
pub(super) fn pairs(visitor: &Visitor, subject: &Subject, ask: &Change) -> Pairs {
    let told = match ask {
        Change::Move(ask) => {
            let block = visitor.home.places.at_level(ask.place_id, Level::Block);
            vec![
                ("on", Some(show::day(ask.on))),
                ("block", block.map(|block| block.id.to_string())),
                ("place_id", Some(ask.place_id.to_string())),
            ]
        }
        Change::Correct(ask) => correct(subject, ask),
        Change::Deactivate(ask) => vec![
            ("on", Some(show::day(ask.on))),
            ("reason", Some(ask.reason.clone())),
            ("loan", Some(ask.loan.clone())),
        ],
        Change::Revive(ask) => vec![("on", Some(show::day(ask.on)))],
        Change::Leave(ask) => vec![
            ("on", Some(show::day(ask.on))),
            ("reason", Some(ask.reason.clone())),
            ("loan", Some(ask.loan.clone())),
        ],
        _ => Vec::new(),
    };
    told.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

fn correct(subject: &Subject, ask: &Correct) -> Vec<(&'static str, Option<String>)> {
    let nothing = Profile::default();
    let institution = subject.institution.as_ref();
    let stands = institution.map_or(&nothing, |institution| &institution.profile);
    let own = &ask.profile;
    // A number that stays is shown behind stars, as the form shows it.
    let number = |asked: &Option<String>, stands: &Option<String>| {
        if asked == stands { asked.as_deref().map(masked) } else { asked.clone() }
    };
    let code = |register: &str| {
        let of = |codes: &[(String, String)]| {
            codes.iter().find(|(known, _)| known == register).map(|(_, code)| code.clone())
        };
        of(&ask.codes).or_else(|| institution.and_then(|institution| of(&institution.codes)))
    };
    let day = |day: Option<chrono::NaiveDate>| day.map(show::day);
    let stated = own.members_stated.filter(|_| own.members_stated != stands.members_stated);
    vec![
        ("name", own.name_hi.clone()),
        ("name_en", own.name_en.clone()),
        ("code_nrlm", code("nrlm")),
        ("code_lokos", code("lokos")),
        ("formed_on", day(own.formed_on)),
        ("registered_on", day(own.registered_on)),
        ("registration_no", own.registration_no.clone()),
        ("category", own.category.clone()),
        ("promoted_by", own.promoted_by.clone()),
        ("saving", own.saving_paise.map(rupees)),
        ("meeting_frequency", own.meeting_frequency.clone()),
        ("bank_name", own.bank_name.clone()),
        ("branch_name", own.branch_name.clone()),
        ("ifsc", own.ifsc.clone()),
        ("account_no", number(&own.account_no, &stands.account_no)),
        ("account_opened_on", day(own.account_opened_on)),
        ("mobile", number(&own.mobile, &stands.mobile)),
        ("members_stated", stated.map(|members| members.to_string())),
    ]
}
