//! People: the posts of the office and how far each sees, the officers who hold them from day to day,
//! their accounts, and their sessions. Cookies and pages are the app's.

mod account;
mod asking;
mod door;
mod factor;
mod holder;
mod limits;
mod naming;
mod post;
mod secret;
mod session;

pub use account::{
    Accept, AccountFilter, AccountView, ChangePassword, Contact, Created, FirstAdmin,
    FirstPassword, Invited, NewAccount, NewOfficer, OpenAccount, PostChoice, Reset,
    accept_invitation, account, accounts, change_password, confirm, disable, enable, first_admin,
    has_accounts, invited, open_account, own_contact, reset_password, runs_account, set_contact,
    set_language,
};
pub use asking::Ask;
pub use door::Door;
pub use factor::{
    CodeDigest, Enrolled, Key, Keys, MOST_STEPS, Seal, code_at, enrol, keys, new_key, reset_factor,
    seal_keys, verify,
};
pub use holder::{
    Charge, HandOver, HandedOver, Holding, Relieve, Status, Successor, day_after, hand_over,
    holders_of, holdings_of_person, holdings_of_post, relieve,
};
pub use limits::{
    NewSignInPolicy, SignInPolicy, set_sign_in_policy, sign_in_policies, waive_second_factor,
};
pub use post::{
    CadreKind, NewPost, Post, Role, Theme, Unit, cadre_kinds, change_post, close_post, make_post,
    policy, post, posts, rights_of, runs_post, scope_of_post,
};
pub use secret::{LinkCode, Token};
pub use session::{
    Opened, SessionView, Sessions, SignIn, SignedIn, Stage, end_session, own_posts, session_desk,
    sessions_of, sign_in, sign_out, sign_out_everywhere, sweep, work_at,
};
