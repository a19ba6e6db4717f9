//! Who may decide what, and from which state. Pure.

use samuh_engine::{Desk, Error, Result};
use samuh_kernel::{
    fault::Faults,
    scope::{Area, Right, Scope},
};

use super::model::{ACTS, Asked, Deciding, GATED, Policy, Proposal, ROLES, State, area_of};

/// How long a proposal may wait where no policy says it.
pub(super) const WAIT_DAYS: i64 = 3;

/// A day in microseconds.
pub(super) const DAY: i64 = 86_400_000_000;

/// Whoever may enter in an area may propose there.
pub(super) fn may_propose(desk: &Desk, ask: &impl Asked) -> Result<()> {
    if desk.scope.may(Right::Enter, ask.area()) {
        Ok(())
    } else {
        Err(Error::Denied("approvals.enter"))
    }
}

/// A proposal of another post is seen by those who see its area.
pub(super) fn is_seen(scope: &Scope, act: &str, maker_post_id: i64) -> bool {
    maker_post_id == scope.key() || scope.may(Right::See, area_of(act))
}

/// Who decides approves in the area, and could do the act.
fn decides(desk: &Desk, ask: &impl Asked) -> bool {
    desk.scope.may(Right::Approve.max(ask.needs()), ask.area())
}

/// Whoever runs the area says which acts need a second post.
pub(super) fn may_administer(desk: &Desk) -> Result<()> {
    if desk.scope.may(Right::Administer, Area::Groups) {
        Ok(())
    } else {
        Err(Error::Denied("groups.administer"))
    }
}

/// What a desk may do with a proposal it sees. Nobody decides on her own work: neither from the post
/// that made it, nor from any other post she holds.
pub(super) fn deciding<A: Asked>(desk: &Desk, proposal: &Proposal<A>) -> Deciding {
    let is_own_post = proposal.maker_post_id == desk.post_id;
    let is_own = is_own_post || proposal.maker_officer_id == desk.officer_id;
    let approves = decides(desk, &proposal.ask);
    Deciding {
        decides: proposal.state == State::Submitted && approves && !is_own,
        makes: is_own_post
            && desk.scope.may(Right::Enter, proposal.ask.area())
            && matches!(proposal.state, State::Draft | State::Submitted | State::SentBack),
    }
}

/// Deciding, or why not: the state first, then the right.
pub(super) fn may_decide<A: Asked>(desk: &Desk, proposal: &Proposal<A>) -> Result<()> {
    if !decides(desk, &proposal.ask) {
        return Err(Error::Denied("approvals.approve"));
    }
    let mine =
        proposal.maker_post_id == desk.post_id || proposal.maker_officer_id == desk.officer_id;
    if mine {
        return Err(Error::Denied("approvals.own_work"));
    }
    if proposal.state != State::Submitted {
        return Err(Error::fault("proposal_not_waiting"));
    }
    Ok(())
}

/// Writing anew or withdrawing, or why not.
pub(super) fn may_rewrite<A>(desk: &Desk, proposal: &Proposal<A>, withdraws: bool) -> Result<()> {
    if proposal.maker_post_id != desk.post_id {
        return Err(Error::Denied("approvals.not_maker"));
    }
    let fits = proposal.state.is_with_maker() || (withdraws && proposal.state == State::Submitted);
    if fits { Ok(()) } else { Err(Error::fault("proposal_not_with_maker")) }
}

/// What is wrong with a policy.
pub(super) fn check(policy: &Policy) -> Faults {
    let mut faults = Faults::default();
    if !ACTS.iter().chain(GATED).any(|act| *act == policy.act) {
        faults.on("act", "policy_act_unknown");
    }
    if !policy.role.is_empty() && !ROLES.contains(&policy.role.as_str()) {
        faults.on("role", "policy_role_unknown");
    }
    if !(0..=90).contains(&policy.wait_days) {
        faults.on("wait_days", "policy_wait_odd");
    }
    faults
}

#[cfg(test)]
mod tests {
    use samuh_kernel::scope::Rights;
    use uuid::Uuid;

    use super::*;
    use crate::change::{Change, Revive};

    fn desk(post_id: i64, officer_id: i64, right: Right) -> Desk {
        let rights = Rights::none().with(Area::Groups, right);
        Desk::new(post_id, officer_id, Scope::district(643, rights))
    }

    fn proposal(state: State) -> Proposal<Change> {
        let on = chrono::NaiveDate::default();
        Proposal {
            id: 1,
            uid: Uuid::nil(),
            ask: Change::Revive(Revive { id: 5, version: 1, on }),
            form: Vec::new(),
            institution_id: 5,
            member_id: 0,
            place_id: 9,
            maker_post_id: 7,
            maker_officer_id: 70,
            state,
            sent_at: 0,
            wait_until: 0,
            answer_id: None,
            version: 1,
        }
    }

    #[test]
    fn nobody_decides_on_her_own_work_from_this_post_or_from_another() {
        let waiting = proposal(State::Submitted);
        assert!(may_decide(&desk(8, 80, Right::Approve), &waiting).is_ok());
        for own in [desk(7, 71, Right::Approve), desk(8, 70, Right::Approve)] {
            assert!(matches!(may_decide(&own, &waiting), Err(Error::Denied(_))));
            assert!(!deciding(&own, &waiting).decides);
        }
        let weak = desk(8, 80, Right::Enter);
        assert!(matches!(may_decide(&weak, &waiting), Err(Error::Denied(_))));
    }

    #[test]
    fn only_what_waits_is_decided_and_only_its_maker_takes_it_back() {
        let (maker, other) = (desk(7, 71, Right::Enter), desk(8, 80, Right::Approve));
        for state in [State::Draft, State::SentBack, State::Approved, State::Withdrawn] {
            assert!(matches!(may_decide(&other, &proposal(state)), Err(Error::Faults(_))));
        }
        assert!(may_rewrite(&maker, &proposal(State::SentBack), false).is_ok());
        assert!(may_rewrite(&maker, &proposal(State::Submitted), false).is_err());
        assert!(may_rewrite(&maker, &proposal(State::Submitted), true).is_ok());
        assert!(may_rewrite(&maker, &proposal(State::Approved), true).is_err());
        let stranger = may_rewrite(&other, &proposal(State::SentBack), true);
        assert!(matches!(stranger, Err(Error::Denied(_))));
    }
}
