//! The pages besides the Collector's: lists, a group, entries, accounts, imports, targets, errors.
//! Each takes typed data and draws; none reads a database.

pub mod about;
pub mod accounts;
pub mod doctor;
pub mod drafts;
pub mod duplicates;
pub mod entries;
pub mod errors;
pub mod group;
pub mod import_doubts;
pub mod import_result;
pub mod import_start;
pub mod imports;
pub mod inbox;
pub mod list;
pub mod lokos;
pub mod packs;
pub mod policy;
pub mod posts;
pub mod register;
pub mod reports;
pub mod search;
pub mod sheet;
pub mod sign_in;
pub mod targets;
pub mod trail;
pub mod users;
