//! Accounts: a login by which an officer works at a post.

mod acts;
mod contact;
mod leaked;
mod listing;
mod model;
mod password;
mod rules;
mod store;
mod trail;

pub use acts::{
    disable, enable, first_admin, has_accounts, open_account, reset_password, set_language,
};
pub(crate) use acts::{enabled, opened};
pub use contact::{Contact, own_contact, set_contact};
pub use listing::{account, accounts, runs_account};
pub(crate) use listing::{run, seen};
pub(crate) use model::Credential;
pub use model::{
    Accept, AccountFilter, AccountView, ChangePassword, Created, FirstAdmin, FirstPassword,
    Invited, NewAccount, NewOfficer, OpenAccount, PostChoice, Reset,
};
pub use password::{accept_invitation, change_password, confirm, invited};
pub(crate) use rules::{login_key, officer as check_officer};
pub(crate) use store::{by_login, keep_count, rehash, signed_in, sweep};

/// Writes a person down as tidied; answers the number.
pub(crate) fn add_officer(
    tx: &mut samuh_engine::Tx,
    new: &NewOfficer,
) -> samuh_engine::Result<i64> {
    let officer = rules::tidy(new);
    crate::post::add_officer(tx, &officer.name, officer.mobile.as_deref())
}
