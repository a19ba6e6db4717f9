//! How long sessions live and who needs a second factor: dated rows by role.

mod acts;
mod model;
mod rules;
mod store;

pub(crate) use acts::of_role;
pub use acts::{set_sign_in_policy, sign_in_policies, waive_second_factor};
pub use model::{NewSignInPolicy, SignInPolicy};
