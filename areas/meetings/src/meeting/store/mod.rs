//! Meetings in the register: read within what a desk sees, written act by act.

mod read;
mod write;

pub(super) use read::posts_there;
pub use read::{
    Filter, items_of, meeting_of, meetings, members_of, minutes_of, previous, runs, series_list,
    series_of,
};
pub(crate) use write::touch;
pub(super) use write::{
    add, add_items, add_members, add_series, change_series, drop_member, end, freeze, mark, set,
    set_item, set_order,
};
