//! The acts one can ask for in the trail: every act that writes an entry, in the order of the list.

/// By area, as the office goes through its work.
pub(super) const ACTS: &[&str] = &[
    "groups.form",
    "groups.correct",
    "groups.deactivate",
    "groups.revive",
    "groups.move",
    "groups.affiliate",
    "groups.merge",
    "groups.split",
    "groups.federate",
    "groups.bearer",
    "groups.grade",
    "groups.lokos_state",
    "groups.record_visits",
    "groups.correct_visit",
    "groups.accept_matches",
    "groups.refuse_match",
    "groups.end_match",
    "lokos.choose",
    "lokos.not_same",
    "members.enrol",
    "members.amend",
    "members.transfer",
    "members.leave",
    "groups.find_duplicates",
    "groups.decide_duplicate",
    "groups.record_twice",
    "groups.undo_merge",
    "producers.enter",
    "producers.correct",
    "fpos.enter",
    "fpos.correct",
    "approvals.submit",
    "approvals.send_back",
    "approvals.withdraw",
    "approvals.policy",
    "approvals.policy_ends",
    "imports.apply",
    "imports.undo",
    "imports.decide",
    "imports.lapse",
    "plans.set",
    "plans.split",
    "plans.lock",
    "plans.revise",
    "plans.verify",
    "plans.unverify",
    "plans.look_through",
    "plans.draw_back_check",
    "plans.decide_check",
    "plans.check_rule",
    "plans.ranking_rule",
    "plans.ranking_freeze",
    "plans.object",
    "plans.answer_objection",
    "packs.freeze",
    "meetings.set_series",
    "meetings.plan",
    "meetings.amend",
    "meetings.add_items",
    "meetings.change_item",
    "meetings.order_items",
    "meetings.attend",
    "meetings.close",
    "meetings.cancel",
    "meetings.give_direction",
    "meetings.split",
    "meetings.acknowledge",
    "meetings.report",
    "meetings.accept",
    "meetings.send_back",
    "meetings.extend",
    "meetings.withdraw",
    "meetings.mark_lines",
    "meetings.escalate",
    "meetings.read_notices",
    "meetings.set_event",
    "meetings.set_sessions",
    "meetings.invite",
    "meetings.mark_invitee",
    "meetings.submit_plaque",
    "meetings.judge_plaque",
    "meetings.attend_event",
    "meetings.presence",
    "meetings.hold_event",
    "meetings.cancel_event",
    "meetings.give_awards",
    "meetings.withdraw_award",
    "meetings.notice_policy",
    "meetings.escalation_rule",
    "meetings.precedence",
    "meetings.attendance_rule",
    "privacy.open",
    "privacy.export",
    "privacy.set_retention",
    "privacy.forget_reads",
    "privacy.erase_contacts",
    "privacy.erase_targets",
    "privacy.erase_notes",
    "people.first_admin",
    "people.open_account",
    "people.accept_invitation",
    "people.change_password",
    "people.reset_password",
    "people.disable_account",
    "people.enable_account",
    "people.set_language",
    "people.set_contact",
    "people.make_post",
    "people.change_post",
    "people.close_post",
    "people.hand_over",
    "people.relieve",
    "people.enrol_second_factor",
    "people.reset_second_factor",
    "people.set_sign_in_policy",
    "registers.save_filter",
    "registers.drop_filter",
];

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use samuh_groups::{ACTS as ALONE, GATED};

    use super::ACTS;

    #[test]
    fn every_act_that_may_need_a_second_post_can_be_asked_for_in_the_trail() {
        for act in ALONE.iter().chain(GATED) {
            assert!(ACTS.contains(act), "{act}");
        }
    }

    /// That every act of the code has words is held by the test of words.
    #[test]
    fn every_act_that_has_words_can_be_asked_for_in_the_trail_and_no_other() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut worded = BTreeSet::new();
        for file in fs::read_dir(root.join("locales/en")).unwrap() {
            let text = fs::read_to_string(file.unwrap().path()).unwrap();
            let keys = text.lines().filter_map(|line| line.split_once(" = "));
            worded.extend(keys.filter_map(|(key, _)| key.strip_prefix("act-")).map(str::to_owned));
        }
        let asked: BTreeSet<String> = ACTS.iter().map(|act| act.replace(['.', '_'], "-")).collect();
        assert_eq!(asked.len(), ACTS.len(), "no act stands twice");
        assert_eq!(asked, worded);
    }
}
