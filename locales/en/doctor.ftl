# The self-audit.
doctor-title = Self-audit
doctor-at = As found on { $at }
doctor-report = Download the report (JSON)
doctor-all-well = Everything is in order.
doctor-to-look-at = { $n ->
        [one] One row should be looked at.
       *[other] { $n } rows should be looked at.
    }
doctor-to-mend = { $n ->
        [one] One row must be mended.
       *[other] { $n } rows must be mended.
    }
doctor-column-what = Looked at
doctor-column-state = State
doctor-column-found = Found
doctor-column-do = What to do
doctor-state-ok = in order
doctor-state-attention = to be looked at
doctor-state-bad = to be mended
doctor-state-unknown = not known

doctor-clock = Clock
    .why = Days, deadlines and the trail of changes follow this machine’s clock; CERT-In asks that it be kept by network time.
doctor-clock-offset = Kept by network time; { $ms } ms apart.
doctor-clock-synchronised = Kept by network time.
doctor-clock-free = This machine’s clock is not kept by network time.
    .do = Switch on chrony or systemd-timesyncd with samay1.nic.in and samay2.nic.in.
doctor-clock-far = The clock stands { $ms } ms from network time.
    .do = Set the clock, then see why chrony does not keep it.
doctor-clock-behind = Changes are recorded that lie ahead of this clock: it has gone back.
    .do = Set the clock before anybody enters anything more.
doctor-clock-unknown = This machine does not say whether its clock is kept by network time.
    .do = Ask whoever runs the machine; with chrony installed it is shown here.

doctor-backup = Nightly backup
    .why = When the disk breaks, the office gets back what the last backup holds, and nothing later.
doctor-backup-done = Last made on { $at } in { $folder }.
doctor-backup-same-disk = Last made on { $at }, but { $folder } lies on the same disk as the data.
    .do = Give the backups a disk of their own: samuh serve --backups DIR
doctor-backup-gone = Last made on { $at }, but { $folder } is no longer there.
    .do = Connect the disk, or name another folder: samuh serve --backups DIR
doctor-backup-late = The last one was made on { $at }.
    .do = Make one now: samuh backup DIR. Then see why the server did not run at night.
doctor-backup-failed = The one of { $at } failed: { $why }
    .do = Mend the cause, then make one now: samuh backup DIR
doctor-backup-never = No nightly backup has been made yet.
    .do = Make one now: samuh backup DIR. The server makes one every night at 02:30.

doctor-drill = Restore drill
    .why = A backup is worth what can be restored from it. The server restores each one to one side and proves it.
doctor-drill-done = Restored and proved on { $at }.
doctor-drill-differs = What was restored on { $at } was read whole, but its books differ.
    .do = Run samuh verify on the data and keep this backup.
doctor-drill-late = The last drill was on { $at }.
    .do = Run one now: samuh backup DIR --drill
doctor-drill-failed = The drill of { $at } failed: { $why }
    .do = Keep the older backups; mend the cause and run: samuh backup DIR --drill
doctor-drill-never = No backup has been proved by restoring it yet.
    .do = Run one now: samuh backup DIR --drill

doctor-integrity = Database file
    .why = A disk can change what was written. What is broken must be found while a sound backup is there.
doctor-integrity-sound = Every page and reference is sound.
doctor-integrity-unsound = { $n } faults; the first: { $first }
    .do = Let nobody enter anything. Restore the last backup into a new folder and compare.
doctor-integrity-checksums = PostgreSQL keeps a checksum of every page.
doctor-integrity-no-checksums = PostgreSQL keeps no checksums of its pages.
    .do = Have the database’s keeper switch them on: pg_checksums --enable

doctor-versions = Versions
    .why = Known faults are mended in later versions; whoever helps you will ask for these numbers.
doctor-versions-known = Samuh { $program }, { $engine }, schema { $schema }.
doctor-versions-old-engine = Samuh { $program }, { $engine }, schema { $schema }: this SQLite can lose pages of its log.
    .do = Use a Samuh built with its own SQLite, as it is delivered.

doctor-second-factor = Second factor
    .why = A password can be seen or guessed; who approves or administers needs more than that.
doctor-second-factor-none = Every account whose post needs a second factor has one.
doctor-second-factor-some = { $n }: { $names }
    .do = Let them sign in once: the second factor is set up at the sign-in.

doctor-standard = Sign-in and OWASP ASVS 5.0
    .why = Where a rule of signing in is below the standard’s Level 2, the office should know that it is, and why.
doctor-standard-met = Every post has a second factor, its codes open for 30 s and new ones are made by SHA-256.
doctor-standard-none = There is no district in the register yet, and so no rule of signing in.
doctor-standard-below = Of { $all } kinds of posts, { $bare } may sign in by password alone (6.3.3), { $wide } take a code for 90 s (6.5.5), { $legacy } make new codes by SHA-1 (11.4.1).
    .do = A district may set stricter rules at /users/policy, or by samuh user policy --every-role; docs/asvs.md says why they are not the usual ones.

doctor-posts = Posts without holder
    .why = What waits for such a post is done by nobody.
doctor-posts-none = Every post has somebody with an open account.
doctor-posts-some = { $n }: { $names }
    .do = Open an account for each post, or let the post end.

doctor-scopes = Stale scopes
    .why = A post that looks at a place or federation that has ended sees the wrong records or none.
doctor-scopes-none = Every post looks at units that are there.
doctor-scopes-some = { $n }: { $names }
    .do = Give these posts the units that took over.

doctor-disk = Room on the disk
    .why = On a full disk nothing can be entered; reading goes on.
doctor-disk-room = { $gib } GiB free ({ $percent }%).
doctor-disk-little = Only { $gib } GiB free ({ $percent }%).
    .do = Make room or give the data a larger disk, before entering stops.
doctor-disk-unknown = This machine does not say how much room there is.

doctor-emblem = The office's emblem
    .why = It stands on certificates, invitations, minutes and packs.
doctor-emblem-none = None was put here; papers are printed without one.
doctor-emblem-there = emblem.png is printed.
doctor-emblem-unread = The emblem.png in the data folder cannot be read; papers are printed without it.
    .do = Put a PNG of at most 2,000 pixels to a side there under this name.

doctor-headers = Headers of our answers
    .why = They forbid browsers to run foreign scripts or to show our pages inside others.
doctor-headers-there = Every answer carries them.
doctor-headers-missing = Missing or weak: { $names }
    .do = Something before the site changes its answers: look at the proxy.

doctor-https = Encrypted connection
    .why = Without HTTPS anybody on the network can read passwords and pages.
doctor-https-on = The site is reached over HTTPS; cookies are sent over nothing else.
doctor-https-off = The site was not told that it is reached over HTTPS.
    .do = Put a proxy with a certificate before it and serve with --https.
doctor-https-unknown = Seen on the page only, while the site is served.

doctor-tidy = Tidying
    .why = What is kept longer than needed can be lost.
doctor-tidy-done = Done on { $at }.
doctor-tidy-late = Last done on { $at }.
    .do = Let the server run over night; it is done at 03:15.
doctor-tidy-failed = The tidying of { $at } failed: { $why }
    .do = Mend the cause; it is tried again the next night.
doctor-tidy-never = Not done yet.
    .do = Let the server run over night; it is done at 03:15.
doctor-retention = Retention
    .why = Personal records are kept as long as their purpose needs them (DPDP Act 2023, s. 8(7)).
doctor-retention-ruled = Every kind has its rule.
doctor-retention-unruled = No order says how long these are kept: { $names }.
    .do = Set what the state orders, for each of { $kinds }: samuh retention --kind KIND --days N --source "order"
retention-read-log = who read whose record
retention-former-contact = mobile, account and address of former members
retention-target-contact = mobile and address of covered target households
retention-visit-note = visitor and remark of a visit

doctor-key = Keys of second factors
    .why = Nobody who gets a copy of the database can make one-time codes of it.
doctor-key-none = No account has a second factor yet.
doctor-key-sealed = { $n } keys are sealed; the key file is { $file }.
    .do = Keep one copy of this file where the backups are not.
doctor-key-open = { $n } keys lie open.
    .do = Start samuh serve once: they are sealed as it begins.
doctor-key-open-file = Others may read { $file }.
    .do = chmod 600 { $file }
doctor-key-unreadable = { $n } keys do not open with { $file }.
    .do = Put the right file there, or know that it lies where --key says; if it is lost, run samuh user reset-factors.

doctor-scanner = Virus scanner
    .why = Sheets, photographs and papers come from many machines; a scanner looks at each before it is taken.
doctor-scanner-answers = It answers: { $version }
doctor-scanner-old = It answers, but its signatures are older than a week: { $version }
    .do = See why freshclam brings none: systemctl status clamav-freshclam
doctor-scanner-silent = It does not answer, and until it does no file is taken: { $why }
    .do = systemctl status clamav-daemon; the server’s account must be in the group of its socket. See docs/deploy.md.
doctor-scanner-none = None was named; files are taken without a scan.
    .do = Install clamav-daemon and serve with --scanner unix:/run/clamav/clamd.ctl. See docs/deploy.md.
doctor-scanner-unnamed = None was named to this command; the page says what the server was given.
