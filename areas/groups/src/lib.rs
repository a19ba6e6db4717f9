//! Groups: self-help groups, their federations, members and households. Other areas meet them
//! through this face; what a group counts for is posted here and nowhere else.

mod books;
pub mod duplicate;
pub mod institution;
pub mod member;

pub use books::wanted_postings;
pub(crate) use books::{postings_in_act, reports_follow};
pub use institution::{
    acts::{NewGroup, faults_of, form_group, form_group_then, rehearse_group},
    intake::{InstitutionsJudge, undo as undo_institutions, work_of as institutions_work},
    known::{Institution, Known},
    model::{Fact, Kind, Profile},
    store::listing::{Cursor, Filter, Listed, Order, count, list},
    store::{bearers, institution_of, known},
    timeline::{Dated, Stretch, Timeline},
};
pub use member::{
    intake::{MembersJudge, undo as undo_members, work_of as members_work},
    store::{
        MemberAsk, MemberKey, MemberPage, MemberSeen, count_members, list_members, member_of,
        members_of,
    },
};
