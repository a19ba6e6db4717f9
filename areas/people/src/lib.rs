//! People: the posts of the office and how far each sees, the accounts of the officers who hold
//! them, and their sessions. Cookies and pages are the app's.

mod account;
mod door;
mod naming;
mod post;
mod secret;
mod session;

pub use account::{
    Accept, AccountFilter, AccountView, ChangePassword, Created, FirstAdmin, FirstPassword,
    Invited, NewAccount, NewOfficer, PostChoice, Reset, accept_invitation, account, accounts,
    change_password, disable, enable, first_admin, has_accounts, invited, open_account,
    reset_password, set_language,
};
pub use door::Door;
pub use post::{NewPost, Post, Role, Unit, posts, rights_of};
pub use secret::Token;
pub use session::{
    Opened, SessionView, SignIn, SignedIn, end_session, session_desk, sessions_of, sign_in,
    sign_out, sign_out_everywhere, sweep,
};
