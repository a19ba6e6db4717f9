//! Checks on typed figures: looking through a month, the back-check by chance, and what a second
//! person saw in the papers.

mod acts;
mod look;
mod model;
mod rules;
mod store;

pub use acts::{check_rule_in_act, decide_check, draw_back_check, look_through, set_check_rule};
pub use model::{
    BackCheck, CheckAsk, CheckTerms, Decide, Decided, Finding, Looked, Outcome, State,
};
pub use store::{back_checks, check_rules, finding_of, findings, rule_on as check_rule_on};
