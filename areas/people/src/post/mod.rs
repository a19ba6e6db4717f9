//! Posts: what an office is for and how far it sees, apart from the person who holds it.

mod acts;
mod model;
mod rules;
mod store;

pub use acts::posts;
pub(crate) use acts::{add_officer, add_post, all, check_post, post};
pub use model::{NewPost, Post, Role, Unit};
pub use rules::rights_of;
pub(crate) use rules::{locked_desk, may_administer, may_see, scope_of};
