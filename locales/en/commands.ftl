# The command line, and what it shares with the pages of imports.
tally-sentence = { $rows } rows read: { $new } new, { $changed } changed, { $unchanged } unchanged, { $doubtful } doubtful, { $refused } refused, { $skipped } skipped.
faults-sheet = Faults
faults-of-file = Faults of the file { $file }
faults-column-sheet = Sheet
faults-column-row = Row
faults-column-column = Column
faults-column-heading = Heading
faults-column-value = Value in the file
faults-column-message = What is wrong
faults-column-cure = What to do

cli-reading = Rows read:
cli-checking = Being checked:
cli-row = row { $row }
cli-column = column { $column }
cli-times = { $n ->
        [one] Once:
       *[other] { $n } times:
    }
cli-more = … and { $n } more
cli-warnings = Taken, but look at them:
cli-repairs = Repaired by itself:
cli-repair = { $name }: { $n }
cli-nothing-done = Nothing was done.
cli-apply-with = Nothing has changed yet. Enter it with: { $command }
cli-batch = Batch: { $batch }
cli-undone = The import of { $file } has been taken back.
cli-init-done = The database is ready ({ $at }); { $states } states and union territories.
cli-migrate-done = { $steps ->
        [0] The schema is up to date.
       *[other] Schema brought up by { $steps } steps.
    }
cli-verify-ok = The books agree.
cli-verify-differs = The books do not agree. Keep a copy of the data before anything is mended.
cli-check-same = { $n } compared, no difference
cli-check-differs = { $n } compared, { $count } differ: { $told }
cli-differs-in = district { $district }: { $told }
cli-differs-missing = entries { $from } to { $to } are missing
cli-differs-unlinked = entry { $entry } (op { $op }, { $act }) does not follow the one before it
cli-differs-altered = entry { $entry } (op { $op }, { $act }) is not what was sealed
cli-differs-cut = the chain ends at entry { $last }, its head says { $head }
cli-differs-loose = op { $op } is gone and its trail is left
cli-differs-head = { $head } is in no chain: entries were rewritten since
cli-not-found = There is no such record.
cli-denied = This post may not do that.
cli-conflict = Somebody saved another value meanwhile. Look at it and try again.
cli-storage-full = The disk is full; nothing was changed. Make room and try again.
cli-broken = The program could not go on: { $detail }

check-balances = Balances against entries
check-entries = Entries against registers
check-targets = Targets against plans
check-rankings = Frozen rankings made once more
check-references = References between registers
check-trees = Branches of places and federations
check-names = Words for search
check-chain = Trail and its chain
check-head = Printed head of the chain
cli-chain = Chain of the trail: { $n } entries, head { $head }
fault-head_too_short = The head of the chain needs at least { $signs } signs.
    .cure = Copy it from the report as it is printed.

fault-no_database = There is no database here.
    .cure = Make one with: samuh init
fault-newer_schema = This database was made by a newer program.
    .cure = Use that program, or restore an older copy of the data.
fault-database_address = The address of the database cannot be read: { $detail }
    .cure = Write it as postgres://…; see docs/postgres.md.
fault-database_file = The file with the address of the database, { $file }, cannot be read: { $detail }
    .cure = Give a file of one line that this account alone may read.
fault-database_file_open = Everybody on this machine may read the file with the address of the database, { $file }.
    .cure = Take the right away from others: chmod o=.
fault-database_key_open = Others may read the key by which this server proves itself to the database, { $file }.
    .cure = Leave it to its owner alone: chmod 400. Where root owns it, its group may read it too.
fault-schema_owner = This account of the database may not make or change tables: { $detail }
    .cure = Run samuh migrate with the account of the owner first, then serve with this one; see docs/postgres.md.
fault-grants_missing =
    The account { $account } of the database has no rights on these tables: { $tables }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }
    .cure = As the owner, run: GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA { $schema } TO { $account };
fault-data_folder = The folder { $folder } cannot be made: { $detail }
    .cure = Choose another folder with --data.
fault-no_such_file = There is no file { $file }.
    .cure = Check the name and the folder.
fault-no_file = No file was named.
    .cure = Write: samuh import REGISTER FILE
fault-no_district_yet = There is no district in the register yet.
    .cure = Import its places first: samuh import places FILE
fault-which_district = There are several districts.
    .cure = Say which one with --district and its LGD code.
fault-no_such_district = There is no district { $district }.
    .cure = Write the LGD code or the name as in the register.
fault-no_such_indicator = There is no indicator { $indicator }.
    .cure = Choose one of: { $list }
fault-asked_missing = No indicator was asked for.
    .cure = Name one by its code, such as indicator=shg_formed; docs/indicators.md lists them.
fault-asked_wrong = { $name } cannot be “{ $value }”.
    .cure = Write it like this: { $takes }
fault-no_such_column = No sheet has a column { $column }.
    .cure = Write the number of the column, counted from 1, or its heading as in the file.
fault-no_such_field = The register has no field { $field }.
    .cure = Write the field as `samuh export --names` heads it.
fault-batch_applied = This batch has been entered already.
    .cure = Nothing is to be done; it can be taken back with samuh undo-import.
fault-batch_undone = This batch was taken back.
    .cure = Import the file again, if it is wanted after all.
fault-batch_lapsed = This batch was checked more than 30 days ago and was emptied.
    .cure = Import the file again.
fault-batch_refused = This file was refused; it cannot be entered.
    .cure = Mend the file and send it again.
fault-batch_staged = This batch was only checked and never entered.
    .cure = There is nothing to take back.
fault-batch_of_another = This batch is of another register: { $register }.
    .cure = Name that register in the command.
fault-register_moved = The register has changed since this file was checked.
    .cure = Check the file once more and enter it then.

demo-synthetic = Demo district: the places of Kondagaon are real (LGD); groups, members, officers and all figures are invented.
cli-demo-logins = Logins of the demo (password of all: { $password }; only the demo has fixed logins):
demo-already = This demo was made before; it is opened as it is.
demo-samples = Dirty workbooks to try the importer on: { $folder }
fault-demo_database_full = This database has a district already.
    .cure = Name an empty database for the demonstration; to open what is there run samuh serve.
fault-demo_not_empty = The folder { $folder } has data already.
    .cure = Give the demo a new folder: samuh demo --data new-folder

cli-exported = { $rows } rows written to { $file }.
cli-account-made = The account { $login } is open; the password must be changed at the first sign-in.
cli-account-link = The account { $login } is open. One-time link for its password (three days): { $link } (or the code on the page /invitation: { $code })
cli-reset-made = The account { $login } has another password; it must be changed at the next sign-in.
cli-reset-link = The password of { $login } has been taken away. One-time link for a new one (three days): { $link } (or the code on the page /invitation: { $code })
fault-not_exported = This register cannot be exported as a sheet.
    .cure = Use samuh figures, or the Excel download of a figure’s page.
fault-export_ending = The file’s name must end in .csv or .xlsx.
    .cure = Write for example --out groups.xlsx
fault-no_such_unit = There is no place or federation “{ $named }” for this role.
    .cure = Write its code, or its name as in the register.
targets-add-up = The parts of every target add up to the whole.
fault-district_not_named = This database has several districts.
    .cure = Name the district: --district CODE

cli-handed-over = The charge has passed.
cli-relieved = { $count ->
    [one] 1 charge has ended.
   *[other] { $count } charges have ended.
}
cli-policy-set = The sign-in rule of the district has been set.
cli-factor-reset = The second factor of { $login } has been taken off.
cli-post-made = Post { $id } has been made.

cli-retention = { $name }: { $days } days, since { $from } ({ $source })
cli-retention-none = { $name }: no rule, kept
retention-read_log = Who read whose record
retention-former_contact = Mobile, account and address of former members
retention-target_contact = Mobile and address of covered target households
retention-visit_note = Visitors and remarks of visits
fault-retention_too_short = This is kept { $days } days at least.
    .cure = Give that many days or more.
fault-retention_source_missing = It is not said which law or order names these days.
    .cure = Write the order’s number and date.
cli-factors-reset = The second factor of { $n } accounts has been taken off; each sets up a new one at the next sign-in.
fault-key_file_missing = The key file of second factors, { $file }, is not there; { $n } accounts were set up with it.
    .cure = Put the file back, or say with --key where it is; if it is lost, run samuh user reset-factors: every officer then sets up a new one.
fault-key_file_other = { $file } is not the key by which the second factors of { $n } accounts were set up.
    .cure = Put the right file there; all servers of a database hold the same one. If it is lost, run samuh user reset-factors.
fault-key_file_odd = { $file } is no key file.
    .cure = Put the right file back from its copy.
cli-restore-key = The key of the second factors of { $n } accounts is no part of a backup: put the file at { $file }, or run samuh user reset-factors.
