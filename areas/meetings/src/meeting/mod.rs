//! Meetings: series, one meeting with its members and agenda, and the minutes that stay of it.

pub mod acts;
pub mod minutes;
pub mod model;
pub mod rules;
mod store;

pub use acts::{
    add_items, amend, attend, cancel, change_item, close, order_items, plan, set_series,
};
pub use minutes::Minutes;
pub use model::{
    Attend, ChangeItem, Close, Item, ItemKind, ItemState, Kind, Meeting, Member, NewItem,
    NewMeeting, NewSeries, Order, Presence, Series, State,
};
pub(crate) use store::touch;
pub use store::{
    Filter, items_of, meeting_of, meetings, members_of, minutes_of, previous, runs, series_list,
    series_of,
};
