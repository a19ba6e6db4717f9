# The mandatory information pages.
about-accessibility = Accessibility statement
    .standard = This system is made to GIGW 3.0 and WCAG 2.1 (level AA): every page works by keyboard, is readable by a screen reader and works without scripts.
    .colour = Colour never speaks alone: every status also has a sign and a word. Darker means that more attention is needed.
    .language = Every page is in Hindi and in English; when you switch the language you stay on the same page.
    .trouble = If a page is hard to read or to use, please tell your office of the District Livelihoods Mission.
about-privacy = Privacy
    .aadhaar = Aadhaar numbers are never kept. If a file contains one, the value is refused and is not written into any list, report or log.
    .least = Only what the work of the mission needs is kept. Mobile and account numbers are masked in lists.
    .scope = Every post sees only the records of its own area. Each change is recorded with the post and the time.
    .rights = To see or correct your own data, ask your group, your CLF or the block office.
about-contact = Contact and feedback
    .office = This system is run by the office of the District Livelihoods Mission of your district.
    .help = For passwords, rights or posts ask your system administrator.
    .figure = If you doubt a figure, click on it: the groups, entries and imports behind it will open. If you find a mistake, send the name and code of the group to the block office.
    .reference = Send along the reference number shown on an error page.
