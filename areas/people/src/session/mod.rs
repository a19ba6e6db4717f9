//! Sessions: who is signed in, at which post, from which device, and until when.

mod acts;
mod choice;
mod known;
mod model;
mod rules;
mod start;
mod store;

pub(crate) use acts::{end_all, end_this, end_without_factor, too_early};
pub use acts::{
    end_session, session_desk, sessions_of, sign_in, sign_out, sign_out_everywhere, sweep,
};
pub use choice::{own_posts, work_at};
pub use known::Sessions;
pub use model::{Opened, SessionView, SignIn, SignedIn, Stage};
pub(crate) use start::Start;
