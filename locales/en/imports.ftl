# The pages of imports.
imports-title = Import files
imports-empty = No file has been imported yet
    .text = Send an Excel or CSV file; it is checked first and entered only when you agree.
import-new = Import a new file
    .under = .xlsx, .xls, .csv or .txt · headings in Hindi or English
import-register = Into which register
import-file = File
    .hint = Send your file as it is: title rows, merged cells, a row of totals and Kruti Dev are all read.
import-send = Send and check
import-state = State
import-taken = Entered
import-left = Left
import-at = Time
import-record = Record
import-state-reading = Being read
import-state-waiting = Columns to be looked at
import-state-dry-run = Checked, not entered
import-state-applying = Being entered
import-state-applied = Entered
import-state-undone = Taken back
import-state-lapsed = Lapsed: never entered
import-state-refused = Refused

register-places = Places (blocks, Gram Panchayats, villages)
register-federations = VOs and CLFs
register-groups = Groups
register-members = Members
register-progress = Monthly progress
register-targets = Targets

import-step-upload = Send the file
import-step-understood = Look at columns
import-step-dry-run = Check
import-step-apply = Enter
import-step-done = Done

import-promises = What will happen
    .nothing = Nothing changes before you agree.
    .every-row = Every row is accounted for: new, changed, the same, doubtful, refused or skipped.
    .undo = Even after it is entered the whole import can be taken back.
    .aadhaar = Aadhaar numbers are never kept; if one is found, that value is refused.
import-samples = Sample files
import-reading = The file is being read
    .rows =
        { $done ->
            [one] 1 row read
           *[other] { $done } rows read
        }
    .of = { $done } of { $of } rows read
import-writing = The rows are being entered
    .rows =
        { $done ->
            [one] 1 row entered
           *[other] { $done } rows entered
        }
    .of = { $done } of { $of } rows entered
import-leave = You may leave this page; the work goes on and shows in the list of imports.

import-understood-lead = Below is how each column was understood. Correct here what is wrong; the correction is remembered for the next file of this layout.
import-to-dry-run = All right, check it now
import-sheet = Sheet “{ $name }”
import-sheet-told =
    heading in row { $row } · { $rows ->
        [one] 1 row
       *[other] { $rows } rows
    }
import-sheet-no-heading = no heading row was found
import-missing = These needed columns were not found: { $fields }
    .cure = Choose the right column below, or add it to the file and send it again.
import-level = Level of the rows
    .hint = Only for a plain sheet that lists places of one level
import-level-of-row = As each row says
import-year = Year of months that name none
    .hint = Used where neither the heading nor the sheet says a year
import-year-of-sheet = As the sheet says
import-read-sheet = Read this sheet
import-leave-out = (leave out)
import-column = Column
import-heading = Heading
import-values = First values
import-field = Taken for
import-field-of = Column { $column } is taken for
import-how = Recognised
how-exact = by its heading
how-synonym = by a synonym
how-close = by a close spelling
how-remembered = from last time
how-by_hand = chosen by you

tally = Account of the import
tally-rows = Rows read
tally-new = New
tally-changed = Will change
tally-unchanged = Unchanged
tally-doubtful = Doubtful
tally-refused = Refused
tally-skipped = Skipped

import-dry-run-told = The check is done; nothing has been changed yet
    .text = See below what will happen when you enter it. Doubtful and refused rows are not entered; you can correct them and send them later.
import-applied-told =
    { $n ->
        [one] 1 row was entered
       *[other] { $n } rows were entered
    }
    .text = The figures are on the dashboard now. If it was a mistake, you can take the whole import back.
import-lapsed-told = This file was checked and never entered
    .text = What its rows said was taken away after 30 days; the counts stay. Send the file again if it is still wanted.
import-undone-told = This import has been taken back
    .text = Registers and figures are as they were before it. Its faults and repairs are shown here for 30 days; after that only its counts stay.
import-cannot-undo = This import cannot be taken back: these later acts depend on it
import-report = File with faults marked
import-apply =
    { $n ->
        [one] Enter 1 row
       *[other] Enter { $n } rows
    }
import-decide =
    { $n ->
        [0] See the decisions taken
        [one] Decide on 1 doubtful row
       *[other] Decide on { $n } doubtful rows
    }
import-columns-again = Correct the columns
import-nothing-to-apply = There is no new or changed row to enter.
import-undo = Take the import back
import-undo-waits = Taking this import back waits for approval
import-where = Where
import-value = Value in the file
import-reason = Reason
import-cure = What to do
import-change-field = Item
import-in-register = In the register
import-to = Will be entered
import-kind = Repair
import-faults = Faults
    .none = No fault was found
import-changes = Values that change
    .none = No value changes
import-repairs = Automatic repairs
    .none = No repair was needed
import-skipped = Skipped rows
    .none = No row was skipped

why-total = row of totals
why-subtotal = row of subtotals
why-repeated_heading = heading repeated
why-note = note or signature
why-left_out = a person left it out
why-exact_repeat = the same row came before

import-doubts = Doubtful rows
    .under = What a name of a place means is remembered for every sheet; a decision about a row holds for this file
    .none = No row waits for a decision
    .next = Go back to the check of the file and enter the accepted rows.
import-doubts-save = Save decisions
import-doubt-where =
    Sheet “{ $sheet }”, row { $row }{ $n ->
        [one] {""}
       *[other] {" "}and { $n } rows in all with this question
    }
import-doubt-new = None of these: make a new record
import-doubt-skip = Do not take this row
doubt-place-unknown = No place called “{ $value }” was found in { $above }. Which place is it?
doubt-place-ambiguous = There is more than one place called “{ $value }” in { $above }. Which is it?
import-doubt-same = It is this one, to be updated by the row:
import-doubt-under = It belongs to this group:
import-doubt-instead = Take this row, and leave out row { $row } of the sheet “{ $sheet }”
import-doubts-all = { $question } ({ $n } rows)
import-doubts-each = Decide row by row below
import-doubts-all-new = All of them are new records
import-doubts-all-out = Take none of them
import-doubts-decided =
    { $n ->
        [one] You have decided about 1 row of this file.
       *[other] You have decided about { $n } rows of this file.
    }
import-doubts-withdraw = Withdraw these decisions
doubt-kind-known-group = May be in the register already
doubt-kind-known-member = The member may be in the register already
doubt-kind-same-row = May stand in the file twice
doubt-kind-code-twice = The same code with other values
doubt-kind-place = More than one place has this name
doubt-kind-place-near = The place’s name was not found; similar names are there
doubt-kind-place-unknown = The place’s name is not in the register
doubt-kind-group = The group is not clear
doubt-kind-other = Other doubtful rows
doubt-federation-unknown = No federation called “{ $value }” is in the register. Which is it?

import-json = As JSON
import-figures = a figure, by its heading
import-figures-link = See the figures
import-cannot-apply = This import cannot be entered; nothing has changed
import-warning-rows =
    { $n ->
        [one] { $message } (row { $row })
       *[other] { $message } (row { $row } and { $n } rows in all)
    }
import-who-machine = the system, by command line
import-report-list = Faults and warnings of { $file }

fault-import_at_work = Something is being done to this import at this moment.
    .cure = Wait a little and look at its page again.
fault-imports_busy = Many files are waiting to be read.
    .cure = Wait until some of them are done, then send the file again.
fault-upload_gone = The file of this import is no longer kept.
    .cure = Send the file again.
fault-register_not_chosen = Choose the register that this file belongs to.
fault-file_missing = Choose a file that is not empty.
fault-column_twice = Columns { $first } and { $second } are both taken for “{ $field }”.
    .cure = Leave one of them out.
fault-decision_gone = The doubtful rows have changed since this page was opened.
    .cure = Look at them once more and decide again.

account-open = Has an account

import-needs-second = An approval rule asks for a second post: another officer who sees this import enters it.
