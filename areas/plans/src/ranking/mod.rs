//! Rankings of blocks and federations: weights as a dated rule, a ranking frozen for a day with all
//! that went into it, and the objections that units raise.

mod acts;
mod inputs;
mod model;
mod rules;
mod store;

pub use acts::{answer_objection, file_objection, freeze_ranking, set_ranking_rule};
pub use model::{
    AnswerObjection, Basis, FileObjection, Freeze, Frozen, FrozenUnit, Head, NewRule, Objection,
    Replied, Rule,
};
pub use rules::new_rule as checked_ranking_rule;
pub use store::{
    frozen as ranking_of, heads as rankings, objections as objections_of,
    ranks_like_stored as ranking_again, rule_on as ranking_rule_on, rules as ranking_rules,
};
