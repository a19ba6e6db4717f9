//! The program as an office uses it: the built binary on data of its own, on every engine at hand.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod attendance;
mod clamd;
mod desks;
mod doctor;
mod drafts;
mod events;
mod exporting;
mod figures;
mod formulas;
mod hostile;
mod importing;
mod imports_decided;
mod imports_page;
mod imports_trail;
mod keeping;
mod kills;
mod lokos_page;
mod mutations;
mod notifying;
mod office;
mod openapi;
mod overload;
mod packs;
mod packs_cells;
mod permissions;
mod registers;
mod registers_all;
mod reports;
mod scanning;
mod sealing;
mod site;
mod targets_page;
mod upgrade;
mod users;
mod users_page;
mod verifying;
mod words;
