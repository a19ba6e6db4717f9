//! Groups: self-help groups, their federations, members and households. Other areas meet them
//! through this face; what a group counts for is posted here and nowhere else.

mod approval;
mod books;
mod change;
pub mod duplicate;
pub mod institution;
pub mod lokos;
pub mod member;
mod producer;
mod registers;
pub mod saturation;

pub use approval::{
    ACTS, Asked, Deciding, GATED, MOST_PROPOSALS, Policy, Proposal, ProposalAsk, ROLES, State,
    Step, Submission, Tried, Waiting, Waits, approve, decided_by, deciding, end_policy, gate,
    is_own_and_needs_second, member_named, of_ops, open_of, over_what_stands, policies, proposal,
    proposals, rehearse, required, second_post, send_back, set_policy, steps_of, submit, try_again,
    waiting, withdraw,
};
pub use books::wanted_postings;
pub(crate) use books::{postings_in_act, reports_follow};
pub use change::{
    Affiliate, Amend, Bearer, Change, Correct, Deactivate, Enrol, Event, GROUP_REASONS, Grade,
    Grading, GradingSet, LEAVING_REASONS, LOANS, Leave, Merge, Move, NewFederation, OFFICES,
    Question, Revive, Split, Term, Transfer, change, change_then, events_of, grading_set,
    gradings_of, member_events, terms_of,
};
pub use institution::{
    acts::{NewGroup, faults_of, form_group, form_group_then, rehearse_group},
    intake::{InstitutionsJudge, undo as undo_institutions, work_of as institutions_work},
    known::{Institution, Known},
    model::{Fact, Kind, Profile, masked},
    store::listing::{Cursor, Filter, Listed, Order, count, list},
    store::{bearers, institution_of, known},
    timeline::{Dated, Stretch, Timeline},
};
pub use member::{
    age::is_age_unlikely,
    forgetting::erase_contacts,
    intake::{MembersJudge, undo as undo_members, work_of as members_work},
    store::{
        MemberAsk, MemberKey, MemberPage, MemberSeen, count_members, list_members, member_of,
        members_of,
    },
};
pub use producer::{
    FPOS, PRODUCERS, ProducerNamed, ProducersJudge, named as producers_named,
    warnings as producer_warnings,
};
pub use registers::{FEDERATIONS, GROUPS, MEMBERS};
