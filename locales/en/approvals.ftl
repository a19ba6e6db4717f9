# Approval: one post enters, another approves.
approvals = Approvals
    .under = Changes that take effect when another post approves them
approvals-others = For my decision
approvals-none = Nothing waits for your decision
approvals-mine = Sent by my post
approvals-mine-none = Nothing of your post is waiting
approvals-approve-chosen = Approve the chosen
approvals-late = { $n ->
        [one] { $n } proposal has waited longer than allowed
       *[other] { $n } proposals have waited longer than allowed
    }
approvals-late-elsewhere = { $n ->
        [one] { $n } proposal has waited longer than allowed at other posts
       *[other] { $n } proposals have waited longer than allowed at other posts
    }
approvals-elsewhere = Waiting at other posts
approvals-sent-back = { $n ->
        [one] { $n } proposal of your post was sent back
       *[other] { $n } proposals of your post were sent back
    }
approvals-most = The { $n } that have waited longest are shown; the rest come up as these are decided
approvals-done = { $n ->
        [one] { $n } proposal approved
       *[other] { $n } proposals approved
    }
approvals-refused = { $n ->
        [one] { $n } proposal could not be approved
       *[other] { $n } proposals could not be approved
    }
approval-no = Proposal { $no }
approval-about = About
approval-what = Change
approval-maker = Sent by
approval-sent = Sent
approval-choose = Choose
approval-choose-one = Choose: { $name }
approval-late = Waiting for { $days } days
approval-state-draft = Draft
approval-state-submitted = Sent for approval
approval-state-sent_back = Sent back
approval-state-approved = Approved
approval-state-withdrawn = Withdrawn
approval-difference = What changes
approval-field = What
approval-before = Now
approval-after = After approval
approval-effects = Effect on the figures
approval-effect = Difference
approval-no-effect = No figure is affected.
approval-approve = Approve
approval-send-back = Send back with a reason
approval-reason = Reason for sending it back
    .hint = Whoever sent it will read this.
approval-edit = Correct and send again
approval-withdraw = Withdraw the proposal
approval-steps = What was done so far
approval-refused = It cannot be approved as it stands
approval-moved = The record changed after this was sent
    .text = Send it back with a reason, so that its maker sees the new values and sends it again.
    .again = Look at the new values, correct it and send it again.
approval-digits-differ = changed: the first digits differ
approval-both = Recorded now and proposed
approval-account-link = The account is open; give its one-time link from the user’s page
approval-not-yours = This proposal is not decided by your post.
approval-send = Send for approval
approval-draft = Keep as a draft
approval-needed = This change takes effect after another post approves it
approval-waiting = Waiting for approval
figure-unapproved = changes not yet approved are left out ({ $delta }); with them { $with }
figure-with-unapproved = changes not yet approved are counted ({ $delta }); without them { $without }
approval-policy = What needs a second approval
    .under = Every row holds from a day on; when a rule changes, the old row stays. What is taken over from LokOS follows the rule of the change it makes
approval-policies = Rules
approval-policies-none = There is no rule yet
    .text = Those with the right to approve make changes directly; what others propose comes to them.
approval-policy-new = New rule
approval-policy-role = For which role
approval-policy-where = Where
approval-policy-everywhere = The whole district
approval-policy-days = Days to decide
approval-policy-from = From
approval-policy-to = Until
approval-policy-end = End today
nav-approvals = Approvals

trail-code = Code
trail-code-nrlm = NRLM code
trail-code-lokos = LokOS code
trail-name-hi = Name in Hindi
trail-name-en = Name in English
trail-name = Name
trail-place-id = Place
trail-parent-id = Federation
trail-institution-id = Group
trail-formed-on = Date of formation
trail-registered-on = Date of registration
trail-registration-no = Registration number
trail-category = Category
trail-promoted-by = Promoting agency
trail-meeting-frequency = Meeting frequency
trail-saving-paise = Monthly saving
trail-bank-name = Bank
trail-branch-name = Branch
trail-ifsc = IFSC
trail-account-no = Account number
trail-account-opened-on = Account opened on
trail-mobile = Mobile
trail-members-stated = Members as stated
trail-status = Status
trail-from-on = From which day
trail-reason = Reason
trail-loan = Loans
trail-other-id = The other group
trail-president = President
trail-secretary = Secretary
trail-treasurer = Treasurer
trail-grade = Grade
trail-score = Marks
trail-relation-name = Father's or husband's name
trail-birth-year = Year of birth
trail-social = Social category
trail-household-id = Household
trail-joined-on = Joined on
trail-left-on = Left on

act-approvals-submit = Sent for approval
act-approvals-send-back = Proposal sent back
act-approvals-withdraw = Proposal withdrawn
act-approvals-policy = Rule of approval
act-approvals-policy-ends = Rule of approval ended

fault-proposal_not_waiting = This proposal is not waiting for a decision.
    .cure = See what was done with it; somebody else has decided.
fault-proposal_moved = This proposal, or the record it is about, changed after you opened it; nothing was applied.
    .cure = Look at the values below and decide again.
fault-proposal_not_with_maker = This proposal is not with you now.
    .cure = Withdraw it first, or wait for the decision.
fault-proposal_out_of_reach = Part of this change lies outside your area.
    .cure = The district mission office decides on it.
fault-send_back_reason_missing = There is no reason for sending it back.
    .cure = Write what should be corrected.
fault-policy_act_unknown = That change is not in the list.
    .cure = Choose one of the list.
fault-policy_role_unknown = That role is not in the list.
    .cure = Choose one of the list.
fault-policy_wait_odd = Days go from 0 to 90.
    .cure = Write a number from 0 to 90.
fault-policy_not_in_force = No such rule holds now.
    .cure = See the list of rules.

approvals-wait = { $n ->
        [one] { $n } change waits for your decision
       *[other] { $n } changes wait for your decision
    }{ $late ->
        [0] { "" }
       *[other] , { $late } of them longer than allowed
    }
approvals-open = Open them

fault-import_needs_second = An approval rule asks for a second post to enter this import.
    .cure = Let another officer of your office or above open it and enter it.
change-apply = Enter a checked import
