//! Sessions: who is signed in, from which device, and until when.

mod acts;
mod model;
mod rules;
mod store;

pub(crate) use acts::{Start, end_all, too_early};
pub use acts::{
    end_session, session_desk, sessions_of, sign_in, sign_out, sign_out_everywhere, sweep,
};
pub use model::{Opened, SessionView, SignIn, SignedIn};
