//! Posts: what an office is for and how far it sees, apart from the person who holds it.

mod acts;
mod model;
pub mod policy;
mod rules;
mod store;

pub(crate) use acts::{
    add_officer, add_post, all, changed, check_post, closed, made, own, run, seen,
};
pub use acts::{
    cadre_kinds, change_post, close_post, make_post, post, posts, runs_post, scope_of_post,
};
pub use model::{CadreKind, NewPost, Post, Role, Theme, Unit};
pub use policy::rights_of;
pub(crate) use rules::{locked_desk, may_administer, may_run, may_see, scope_of};
