# The site: what its pages say beside their own subject.
excel-due = { $name }: due by that day
excel-unit = Unit
lagging-share = { $indicator }, share of all groups

fault-password_differs = The two passwords are not the same.
    .cure = Write the same password both times.

serve-open = The site is open: { $address }
serve-first-link = First start: the system administrator chooses a password here within 72 hours: { $link } (or by the code { $code } on the page /invitation)
serve-no-district = There is no district in the register yet. Import its places and start again: samuh import places FILE
fault-not_an_address = { $address } is no address to serve on.
    .cure = Write a number and a port, such as 127.0.0.1:8080.
fault-scanner_address = { $address } is no address of a virus scanner.
    .cure = Write unix:/run/clamav/clamd.ctl, or tcp:127.0.0.1:3310 for one on this same machine; see docs/deploy.md.
fault-file_found = The virus scanner found { $found } in “{ $name }”. The file was not taken and not kept.
    .cure = Do not open it or pass it on. Have the machine it came from checked, then send the file made anew.
fault-scanner_too_large = “{ $name }” is larger than the virus scanner looks at to its end, or takes it too long, so it was not taken.
    .cure = Send it in smaller parts, or have whoever runs the machine raise the scanner's limits: StreamMaxLength, MaxFileSize, MaxScanSize, MaxScanTime.
fault-scanner_silent = The virus scanner does not answer. Until it does, no file is taken: “{ $name }” was not kept.
    .cure = Try again in a few minutes. If it stays so, tell the administrator this number: { $reference }

excel-name-hi = Name in Hindi
excel-name-en = Name in English
excel-block-code = Block code
excel-gp-code = Gram Panchayat code
excel-village-code = Village code
excel-block-other = Block (Hindi)
excel-gp-other = Gram Panchayat (Hindi)
excel-village-other = Village (Hindi)
excel-federation = VO or CLF
excel-number = Number in Samuh

group-new = Form a group
group-new-block = Choose this block
group-name-hint = Write the name in Hindi, in English, or both
group-code-hint = Leave it empty until the mission has given one
group-category = Category
group-members-stated = Members as the sheet states them
group-name-legacy = Name as it stood in the old font
register-code-nrlm = NRLM code
register-code-lokos = LokOS code
register-code-own = Own code

act-groups-form = Formed
act-imports-apply = Imported
act-imports-undo = Import taken back

list-places = Places
list-empty-places = No place was found
    .text = Change the filters or search the name in another spelling.
member-pvtg = Of a particularly vulnerable tribal group
member-past = Show those who left too
member-groups = Groups and offices

as-on = As on { $day }
account-yes = Has an account
field-born = Born
field-gender = Gender
field-left-on = Left on
field-level = Level
field-promoted-by = Promoted by
gender-female = Female
gender-male = Male
gender-transgender = Transgender

sheet-title = { $unit }: report of { $month }
sheet-reported = What this unit reported for the month
sheet-count = { $n } figures, { $verified } verified
sheet-explain = A figure is verified by an officer other than the one who sent it.
sheet-verify = Verify the chosen figures
sheet-unverify = Take back the verification of the chosen figures
sheet-reason = Why the verification is taken back
    .hint = Needed only for taking a verification back; it stays on record.
sheet-own = You sent these figures, so another officer verifies them.
act-plans-verify = Verification
act-plans-unverify = Verification taken back
fault-nothing_chosen = No figure was chosen.
    .cure = Tick the figures in the list.
fault-verify_own = You yourself sent the figure of { indicator-of }.
    .cure = Another officer verifies it.
fault-already_verified = The figure of { indicator-of } is verified already.
    .cure = Untick it and send again.
fault-not_verified = The figure of { indicator-of } is not verified.
    .cure = Untick it and send again.
fault-unverify_reason_missing = The reason for taking the verification back is missing.
    .cure = Write the reason.

list-clf = Cluster Level Federations
list-vo = Village Organisations
excel-saturation = Saturation (%)
excel-count = Number
excel-rupees = Amount (₹)

field-registration-no = Registration number
field-registered-on = Registered on
since = since { $day }
