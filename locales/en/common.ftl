# Words used all over the product. ⟦…⟧ = bold, ⟨…⟩ = link.
-block = block
-collector = Collector

product-name = District Livelihoods Mission
owned-by = This system belongs to the office of the District Livelihoods Mission.
skip-to-main = Skip to main content
last-updated = Last updated: { $at }
synthetic-notice = This is a demonstration: the names and figures of groups, members and officers are invented; names and codes of places are real.
site-map = Site map
sign-out = Sign out
account-of = My account: { $name }

nav-main = Main
nav-quick = Quick
nav-all = All pages
nav-more = More
nav-dashboard = Dashboard
    .short = Dashboard
nav-groups = Groups
    .short = Groups
nav-members = Members
nav-saturation = Saturation
nav-federations = VOs and CLFs
nav-targets = Plan and targets
    .short = Targets
nav-places = Places
nav-reported = Monthly reports
nav-imports = Import files
    .short = Import
nav-users = Users

search-label = Search
    .hint = Group, village, member — any spelling
crumbs = You are here

money-crore = ₹ { $n } crore
money-lakh = ₹ { $n } lakh

month-1 = January
    .short = Jan
month-2 = February
    .short = Feb
month-3 = March
    .short = Mar
month-4 = April
    .short = Apr
month-5 = May
    .short = May
month-6 = June
    .short = Jun
month-7 = July
    .short = Jul
month-8 = August
    .short = Aug
month-9 = September
    .short = Sep
month-10 = October
    .short = Oct
month-11 = November
    .short = Nov
month-12 = December
    .short = Dec

weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday

level-state = State
level-district = District
level-block = Block
level-gp = Gram Panchayat
level-village = Village
level-clf = CLF
level-vo = VO
level-shg = Group

beneficiary = beneficiary

pager = Pages of the list
pager-of = { $shown } of { $total } shown
pager-shown = { $shown } shown
pager-first = From the beginning
pager-next = Next { $n }
list-count =
    { $n ->
        [0] No records
        [one] 1 record
       *[other] { $n } records
    }
filter-apply = Show
filter-clear = Clear filters
filter-all = All
download-excel = Download Excel
see-all = See all { $n }
total = Total
yes = Yes
no = No
cancel = Cancel
save = Save
serial = No.

form-problems = Please correct these
form-problem = Error:
optional = (optional)

source-counted = Counted
    .note = counted from the registers
source-reported = Reported
    .note = figure sent by the office
source-verified = Verified
    .note = accepted after a check
source-pending = Verification pending
    .note = not checked yet

error-400 = The address or the request is not right
    .text = The month, year or code in the address could not be read. Check the address or choose again from the dashboard.
error-403 = Your post may not do this
    .text = This work is given to another post. If you need the right, ask your system administrator.
error-404 = This page was not found
    .text = The record does not exist or lies outside your area. Search for it by name or start from the dashboard.
error-409 = This record has changed meanwhile
    .text = Somebody changed it after you opened it. Open the new version, look at the difference and make your change again.
error-413 = The file is too large
    .text = Split the file into parts and send each part separately.
error-422 = Something is missing in what you sent
    .text = Nothing has been changed. Correct the points below and send it again.
error-429 = Too many attempts
    .text = Wait a little and try again.
error-500 = An error occurred in the system
    .text = Your work was not saved; no earlier figure has changed. Please try again after some time.
error-503 = The system is busy now
    .text = Try again in a few minutes. Your data is safe.
error-507 = There is no room on the disk
    .text = Your entry was not saved; what was saved before is safe and can be read. Tell whoever runs the machine, and send it again once there is room.
alarm-full = The disk is full: nothing can be entered now
    .text = What was saved before is safe and can be read. Entering goes on by itself once there is room; whoever runs the machine must see to it.
alarm-failed = The disk failed: nothing is saved until a restart
    .text = What was saved before can be read. Do not enter anything; whoever runs the machine must look at the disk and start the program again.
error-reference = Reference number: { $number }. Please give this number when you ask for help.
error-home = Go to the dashboard
error-search = Search
error-back = Go to the previous page
place-with-code = { $name } · LGD { $code }
