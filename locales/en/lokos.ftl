# LokOS beside our register.

register-lokos = LokOS report of a block
import-month = Month of the report
    .hint = A report of the same block and month takes the place of the one before
import-month-of-sheet = As the sheet says, else this month
lokos-import-gone =
    { $n ->
        [one] Enter: 1 group is no longer in the report
       *[other] Enter: { $n } groups are no longer in the report
    }

lokos-title = LokOS reconciliation
    .text = What LokOS says of your groups, beside our register. Nothing is taken over until a person decides.
lokos-open = See the LokOS reconciliation
lokos-as-of = As of { $month }
lokos-import = Import a LokOS report
lokos-never = No LokOS report has been imported yet
    .text = Download the SHG report of the block from LokOS as Excel and import it here. It changes no group by itself.
lokos-missing = No LokOS report: { $names }
    .text = The groups of these blocks are not compared.
lokos-stale = Older than { $month }: { $names }
    .text = Import this month’s report; what is shown for these blocks is as of their last one.
lokos-no-snapshot = none
lokos-days-old =
    { $n ->
        [0] imported today
        [one] imported 1 day ago
       *[other] imported { $n } days ago
    }
lokos-snapshot = Report of
lokos-counts = Both sides

lokos-view-ours = In our register
    .note = active, or still in LokOS
lokos-view-theirs = In LokOS
    .note = by the last report of each block
lokos-view-equal = Same on both sides
    .note = matched by code
lokos-view-spelled = Same, name spelt otherwise
    .note = Hindi or English, another spelling
lokos-view-differs = Something differs
    .note = matched by code
lokos-view-open = To be decided
    .note = no choice made yet
lokos-view-here = Only in our register
    .note = not in LokOS
lokos-view-there = Only in LokOS
    .note = not in our register
lokos-view-likely = Perhaps ours
    .note = only in LokOS, looks like a group of ours
lokos-view-mend = To be mended in LokOS
    .note = asked for and not done yet
lokos-view-mended = Mended in LokOS
    .note = since the report before
lokos-view-uncompared = Not compared
    .note = in blocks without a report

lokos-by-field = What differs
lokos-by-state = States in LokOS
lokos-by-block = By block
lokos-by-clf = By cluster federation
lokos-by-operator = By operator
lokos-field = Field
lokos-groups = Groups
lokos-state = State in LokOS
lokos-register-differs = Register says otherwise
lokos-take-all = Take over
lokos-no-clf = In no CLF
lokos-no-operator = Operator not named
lokos-operator = Operator
lokos-code = LokOS code

lokos-field-name = Name
lokos-field-village = Village
lokos-field-formed_on = Formed on
lokos-field-members = Members
lokos-field-account = Bank account
lokos-field-state = State in LokOS
lokos-field-entry = Entry in LokOS

lokos-list = LokOS: { $view }
lokos-view = Show
lokos-ours-says = Our register
lokos-theirs-says = LokOS
lokos-what-differs = What differs
lokos-list-empty = No group here
    .text = Choose another month, block or state.
lokos-age =
    { $n ->
        [0] formed this month
        [one] formed 1 month ago
       *[other] formed { $n } months ago
    }
lokos-formed-unknown = day of formation unknown
lokos-spelt = name spelt otherwise
lokos-choice-made = Choice

lokos-one-under = LokOS code { $code } · report of { $month }
lokos-not-there = Not in the LokOS report of { $month }
lokos-none-of-block = There is no LokOS report of this block
    .text = Import the report of the block; the group is compared then.
lokos-outcome = Comparison
lokos-outcome-same = same
lokos-outcome-spelling = same name, other spelling
lokos-outcome-unsaid = not said
lokos-outcome-newer = ours is newer
lokos-outcome-differs = differs
lokos-choose = What is right?
lokos-choice-take = Take LokOS’s value
lokos-choice-ours = Ours is right, mend LokOS
lokos-choice-later = Later
lokos-choose-save = Save the choices
lokos-members-counted = Counted from the members’ records
lokos-members-open = Enter or remove members
lokos-account-digits = LokOS shows four digits only
lokos-account-correct = Correct the account from the passbook
lokos-village-unfound = as written; not found in the register of places
lokos-account-is-open = has an account
lokos-ends = ends in { $digits }
lokos-still-open = open since { $month }
lokos-decided = { $choice }, { $at }
lokos-mended = LokOS has been mended: { $fields }
    .text = It now says the same as our register.
lokos-now-entered = The group has been entered in LokOS
    .text = It was on the list for entry and stands in the report now.
lokos-why-rejected = Rejected in LokOS
lokos-group-page = The group’s page
lokos-entry-ask = Put on the list for LokOS entry
lokos-entry-listed = On the list for LokOS entry
lokos-inactive = inactive in our register
lokos-conflict = Somebody saved first
    .text = One side no longer says what you saw. Both are shown below as they stand now; choose again.
lokos-conflict-ours = You saw in our register
lokos-conflict-theirs = You saw in LokOS
lokos-conflict-now-ours = Our register now
lokos-conflict-now-theirs = LokOS now
lokos-waiting = Waiting at another post

lokos-row-under = Only in LokOS · code { $code } · report of { $month }
lokos-row-likely = Is it one of these groups of ours?
    .text = If it is, our group gets this code from LokOS and both are compared from then on. What is said not to be the same is not asked again.
lokos-row-none = No group of ours in this block looks like it
lokos-adopt = It is the same group
lokos-part = Not the same
lokos-new-group = Enter as a new group
    .text = The form opens filled in with what LokOS says; check it before you save.
lokos-traded = Last transaction
lokos-reason = Reason of rejection

lokos-states-title = Take over LokOS states
    .text = The state of LokOS comes into our register from { $day } on; the figures of LokOS follow.
lokos-states-none = Our register says the same everywhere
    .text = There is no state to take over from this report.
lokos-states-block = { $block }: { $state }
lokos-states-see = Preview
lokos-states-do =
    { $n ->
        [one] Take the state of LokOS for 1 group
       *[other] Take the state of LokOS for all { $n } groups
    }
lokos-states-send =
    { $n ->
        [one] Send for approval: 1 group
       *[other] Send for approval: { $n } groups
    }
lokos-states-effect = What it does to the figures
lokos-states-names = Which groups
lokos-states-from = Register says
lokos-states-to = Becomes
lokos-states-moved = The groups or their states changed since the preview
    .text = Look at the preview again; it shows how both sides stand now.
lokos-states-more =
    { $n ->
        [one] and 1 more
       *[other] and { $n } more
    }

lokos-mending = To be mended in LokOS
    .text = For the operator: what LokOS should say, and which groups are to be entered.
lokos-mending-open = List for the operator
lokos-mending-of = { $block } · operator: { $operator }
lokos-mending-entry = To be entered in LokOS: { $block }
lokos-mending-none = Nothing is to be mended
    .text = Choose “Ours is right, mend LokOS” on a difference, and it stands here.
lokos-mending-says = LokOS says
lokos-mending-should = Should be
lokos-mending-since = Since
lokos-mending-enter = formed on { $day }, members { $members }
lokos-mending-sign = Signature of the operator, date
lokos-mending-all =
    { $n ->
        [one] Put 1 group that is only in our register on the list
       *[other] Put all { $n } groups that are only in our register on the list
    }
lokos-mending-ours =
    { $n ->
        [one] { $field }: ours is right in 1 group, put it on the list
       *[other] { $field }: ours is right in all { $n } groups, put them on the list
    }
lokos-of-group = Compare with LokOS
lokos-excel-ours-name = Name in our register
lokos-excel-theirs-name = Name in LokOS
lokos-excel-standing = Standing
lokos-excel-age = Months since formation

change-lokos_state = Take over the state of LokOS
trail-lokos = LokOS state
trail-field-lokos = LokOS state
trail-field-lokos-name = LokOS: name
trail-field-lokos-village = LokOS: village
trail-field-lokos-formed-on = LokOS: day of formation
trail-field-lokos-members = LokOS: members
trail-field-lokos-account = LokOS: bank account
trail-field-lokos-state = LokOS: state
trail-field-lokos-entry = LokOS: entry
trail-field-lokos-not-same = Not the same as LokOS code
trail-value-take = LokOS’s value taken
trail-value-ours = ours is right, LokOS to be mended
act-groups-lokos-state = State of LokOS taken over
act-lokos-choose = LokOS differences decided
act-lokos-not-same = LokOS group said to be another

fault-account_tail_unread = The last digits of the account “{ $value }” cannot be told.
    .cure = The group was taken without them. Format the column as text in Excel and import it again.
fault-lokos_block_unknown = This row is of no block of your post: { $value }
    .cure = Send it to the block it belongs to; where no block is written, add a column of the block or name it in the title.
fault-lokos_place_unknown = “{ $value }” is not found in the register of places; the row was taken with the name as written.
    .cure = Its village is not compared. Write the LGD code of the village, or decide the name in an import of groups.
fault-lokos_not_entered = The row { $value } says that the group is not entered in LokOS.
    .cure = Nothing to do: it is counted as only in our register.
fault-lokos_rows_go =
    { $n ->
        [one] 1 group of the present report of { $block } ({ $month }) is not in this sheet and goes.
       *[other] { $n } groups of the present report of { $block } ({ $month }) are not in this sheet and go.
    }
    .cure = Import the whole report of the block, not a part of it.
fault-lokos_month_assumed = Neither the sheet nor you said the month; the report was taken for { $month }.
    .cure = Choose the month when you look at the columns, or write it in the title.
fault-undo_lokos_replaced = A later report of the month { $month } took the place of this one.
    .cure = Take the later import back first.
fault-undo_lokos_taken =
    { $count ->
        [one] 1 value came into our register out of this report.
       *[other] { $count } values came into our register out of this report.
    }
    .cure = Correct those groups first, or leave the report and import a newer one.
fault-lokos_nothing_chosen = No choice was made.
    .cure = Choose for at least one field.
fault-lokos_cannot_take = This value cannot be taken from LokOS.
    .cure = Correct it on the group’s page.
fault-lokos_state_unknown = This is no state of LokOS.
    .cure = Choose one of the list.
fault-lokos_newer_here = Our register has a later state of { $name } than this report.
    .cure = Import a newer report of the block.
fault-lokos_state_stands = Our register says so already.
    .cure = Nothing to do.
