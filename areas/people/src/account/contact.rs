//! Where messages reach an officer: mobile and mail address, seen and set by the officer alone.

use samuh_engine::{Db, Error, Op, Result, Tx};
use samuh_kernel::{
    fault::{Fault, Faults},
    read::mobile,
    sheet::Cell,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store;
use crate::session::SignedIn;

/// One's own mobile and mail address. Personal.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Ten digits.
    pub mobile: Option<String>,
    /// The mail address.
    pub email: Option<String>,
}

/// One's own contact.
///
/// # Errors
/// `NotFound` where the person is no longer known.
pub fn own_contact(db: &Db, who: &SignedIn) -> Result<Contact> {
    let (district_id, officer_id) = (who.desk.district_id(), who.desk.officer_id);
    db.read(move |reader| store::contact(reader, district_id, officer_id))
}

/// Sets one's own contact; what is left empty is taken away.
///
/// # Errors
/// Faults on `mobile` and `email`.
pub fn set_contact(db: &Db, who: &SignedIn, op: Uuid, new: &Contact, now: i64) -> Result<()> {
    let new = checked(new)?;
    let op = Op::over(op, "people.set_contact", &(who.account_id, &new), now)?;
    let (district_id, officer_id) = (who.desk.district_id(), who.desk.officer_id);
    db.act(&who.desk, &op, move |tx: &mut Tx| {
        let was = store::contact(tx, district_id, officer_id)?;
        tx.changed("officer", officer_id, 0)
            .personal("mobile", was.mobile.as_deref(), new.mobile.as_deref())
            .personal("email", was.email.as_deref(), new.email.as_deref());
        store::set_contact(tx, officer_id, &new)
    })
}

fn checked(new: &Contact) -> Result<Contact> {
    let said = |text: &Option<String>| {
        text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let mut faults = Faults::default();
    let mobile = match said(&new.mobile).map(|typed| mobile(&Cell::Text(typed))) {
        Some(Ok(read)) => read.map(|read| read.value),
        Some(Err(complaint)) => {
            let fault = Fault::at("mobile", complaint.code);
            let args = complaint.args.into_iter();
            faults.push(args.fold(fault, |fault, (name, value)| fault.with(name, value)));
            None
        }
        None => None,
    };
    let email = said(&new.email);
    if email.as_deref().is_some_and(|email| !is_email(email)) {
        faults.push(Fault::at("email", "not_an_email"));
    }
    faults.or(Contact { mobile, email }).map_err(Error::Faults)
}

/// True for `name@example.in`: one sign, a dot behind it, no space, nothing that could end a header.
fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let plain = |c: char| c.is_ascii_alphanumeric() || "._+-".contains(c);
    let labels: Vec<&str> = host.split('.').collect();
    text.len() <= 254
        && !name.is_empty()
        && name.chars().all(plain)
        && labels.len() >= 2
        && labels.iter().all(|label| {
            !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_address_has_a_name_and_a_host() {
        for good in ["a@b.in", "r.netam+zp@kondagaon.cg.gov.in"] {
            assert!(is_email(good), "{good}");
        }
        for bad in
            ["", "a", "@b.in", "a@b", "a@.in", "a b@c.in", "a@b.in\r\nBcc: x@y.in", "a@b@c.in"]
        {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn an_empty_field_takes_away_and_a_bad_one_is_said() {
        let blank = Contact { mobile: Some(" ".into()), email: Some(String::new()) };
        assert!(checked(&blank).unwrap() == Contact::default());
        let bad = Contact { mobile: Some("12".into()), email: Some("x".into()) };
        let Err(Error::Faults(faults)) = checked(&bad) else { panic!("it was taken") };
        assert_eq!(faults.iter().count(), 2);
    }
}
