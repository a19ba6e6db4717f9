//! The parts every page is made of: panels, tags, tables, forms, notices, lists.

mod form;
mod icon;
mod list;
mod panel;
mod table;

pub use form::{Choice, Control, Field, Filters, Problem, button, field, filters, problems};
pub use icon::{Icon, icon, sign};
pub use list::{Fact, Stat, TrailItem, facts, stats, trail};
pub use panel::{
    Link, Look, Progress, Tab, Tone, button_link, crumbs, download, empty, heading, menu, notice,
    panel, panel_with, progress, tabs, tag,
};
pub use table::{Column, Kind, Order, Pager, Sort, Table, pager, table};
