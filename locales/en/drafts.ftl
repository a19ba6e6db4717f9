# Directions out of a pasted text.

draft-way = Directions
draft-title = Directions from a text
    .text = Paste a press note, old minutes or a message; the directions in it are listed. Nothing is kept until you issue them.
draft-paste = Paste the text
draft-again = Read another text
draft-text = Text
    .hint = In Hindi, as you received it. Kruti Dev is read too.
draft-met-on = Day of the meeting
    .hint = Time limits such as “within three days” are counted from this day.
draft-read = Find the directions
draft-none = No direction was found in this text
    .text = If there is one, write it on the page of directions.
draft-source = The text as read
draft-found =
    { $n ->
        [one] 1 direction was found
       *[other] { $n } directions were found
    }
    .text = Check, complete, issue
draft-issue = Issue the chosen directions
draft-see-source = See it in the text
draft-take = Issue direction { $no }
draft-post = Responsible
draft-more = Another responsible post
draft-nobody = No other
draft-due = Due on
draft-indicator = Indicator it is tied to
draft-no-indicator = No indicator
draft-posts-by-topic = The text names nobody; the posts are suggested by the subject.
draft-posts-none = The text names nobody. Choose who is responsible.
draft-issued =
    { $n ->
        [one] 1 direction was issued
       *[other] { $n } directions were issued
    }
draft-repaired =
    { $n ->
        [one] 1 error of an old font was repaired
       *[other] { $n } errors of old fonts were repaired
    }

topic-shg_formation = SHG formation and saturation
topic-lokos = LokOS entry
topic-rf = Revolving fund
topic-cif = Community investment fund
topic-bank_linkage = Bank linkage
topic-bank_account = Bank accounts
topic-insurance = Insurance
topic-pension = Pension
topic-doorstep = Doorstep banking
topic-fin_literacy = Financial literacy
topic-vo_audit = Audit
topic-federation = VO and CLF
topic-cadre = Community cadre
topic-training = Training
topic-plan = Action plan
topic-report = Report
topic-lakhpati = Lakhpati Didi
topic-mission2020 = Mission 20-20
topic-producer = Producer groups and FPOs
topic-pvtg = PVTG families
topic-marketing = Marketing
topic-fairs = Fairs and stalls
topic-tourism = Tourism and hotels
topic-canteen = Canteens and dhabas
topic-publicity = Publicity
topic-odop = One village one product
topic-quality = Quality and packaging
topic-crops = Crops and horticulture
topic-livestock = Livestock
topic-milk = Milk
topic-fishery = Fishery and makhana
topic-silk = Silk
topic-forest = Forest produce
topic-mgnrega = MGNREGA
topic-sbm = Swachh Bharat Mission
topic-pmay = PMAY housing
topic-hostels = Hostels and ashram schools
topic-children = Children and nutrition
topic-health = Health
topic-education = Education
topic-water = Drinking water
topic-works = Construction works
topic-encroachment = Encroachment
topic-records = Records and registers
topic-complaints = Complaints and petitions
topic-courts = Court cases
topic-paddy = Paddy procurement
topic-protocol = Protocol
topic-discipline = Discipline

deadline-date = By a date
deadline-hours = Within { $n } hours
deadline-days = Within { $n } days
deadline-months = Within { $n } months
deadline-today = Today
deadline-tomorrow = By tomorrow
deadline-weekday = By the weekday named
deadline-week_end = By the end of the week
deadline-month_end = By the end of the month
deadline-next_month = By next month
deadline-end_of = By the end of the month named
deadline-year_end = By the end of the financial year
deadline-next_meeting = By the next meeting
deadline-at_once = At once
deadline-daily = Every day
deadline-weekly = Every week
deadline-fortnightly = Every fortnight
deadline-monthly = Every month
deadline-in_time = In time

fault-draft_text_empty = No text was pasted.
    .cure = Paste the text and try again.
fault-draft_text_long = The text is too long.
    .cure = Paste it in parts; about twenty pages are read at once.
fault-draft_day = The day of the meeting could not be read.
    .cure = Write it like 20/11/2026.
fault-draft_none_taken = No direction was chosen.
    .cure = Tick those you want to issue.
