# The Collector's page.
dashboard-title-district = District review
dashboard-title-block = { $name } block
dashboard-title-clf = { $name }
dashboard-title-vo = { $name }
dashboard-title-gp = Gram Panchayat { $name }
dashboard-title-village = { $name } village
dashboard-under = { $day } · { $percent }% of the year has passed
dashboard-compare = compared with the target expected by today
dashboard-with-pending = with changes not yet approved
dashboard-brief = Summary
dashboard-questions = Questions worth asking today

dashboard-summary =
    Of { $total ->
        [one] 1 indicator
       *[other] { $total } indicators
    }, ⟦{ $on ->
        [0] none is on pace
        [one] 1 is on pace
       *[other] { $on } are on pace
    }⟧, { $near } near and { $behind ->
        [0] none behind
       *[other] { $behind } behind
    }.
dashboard-summary-no-own = No target is set for this unit on its own, so what follows is achievement only.
dashboard-summary-none = Targets for this year are not entered yet, so pace cannot be told; only achievement is shown below. ⟨Enter the targets⟩
dashboard-attention =
    ⟨{ $unit }⟩ needs most attention — ⟦behind in { $n ->
        [one] 1 indicator
       *[other] { $n } indicators
    }⟧.
dashboard-all-well =
    { $units ->
        [block] No { -block } is behind in any indicator.
        [clf] No CLF is behind in any indicator.
        [vo] No VO is behind in any indicator.
        [gp] No Gram Panchayat is behind in any indicator.
       *[other] Nothing is behind anywhere.
    }
dashboard-everywhere =
    ⟨{ $indicator }⟩: every { $units ->
        [block] { -block }
        [clf] CLF
        [vo] VO
        [gp] Gram Panchayat
       *[other] unit
    } is behind.
dashboard-except =
    ⟨{ $indicator }⟩: every { $units ->
        [block] { -block }
        [clf] CLF
        [vo] VO
        [gp] Gram Panchayat
       *[other] unit
    } except { $unit } is behind.
dashboard-without-target =
    { $n ->
        [one] 1 indicator has no target.
       *[other] { $n } indicators have no target.
    }
dashboard-no-data = No data has been entered yet
    .text = Import the list of places first, then the files of groups and members. This page fills itself as soon as they are in.
    .action = Import a file
dashboard-nothing-before = Nothing had been recorded by { $day }
    .text = “As on” goes by the time of recording. Older history that was imported later does not appear in the position of that day.
    .action = Show the position of today

question-low = { $unit }: why is { $indicator } at { $percent }?
    .note = achieved { $achieved }, expected by today { $expected }
question-falling = { $unit }: { $indicator } has fallen to { $percent }
    .note =
        { $points ->
            [one] 1 point below last month
           *[other] { $points } points below last month
        }
question-stale =
    { $unit }: no entry for { $days ->
        [one] 1 day
       *[other] { $days } days
    }
    .note = last entry { $last }
question-gap-account =
    { $n ->
        [one] 1 group has no bank account
       *[other] { $n } groups have no bank account
    }
    .note = most in { $unit }: { $most }
question-gap-lokos =
    { $n ->
        [one] 1 group is not entered in LokOS
       *[other] { $n } groups are not entered in LokOS
    }
    .note = most in { $unit }: { $most }
question-gap-vo =
    { $n ->
        [one] 1 group is in no VO
       *[other] { $n } groups are in no VO
    }
    .note = most in { $unit }: { $most }
question-gap-active =
    { $n ->
        [one] 1 group is inactive
       *[other] { $n } groups are inactive
    }
    .note = most in { $unit }: { $most }

freshness = Freshness of data — last 7 days
freshness-days =
    { $n ->
        [0] today
        [1] yesterday
       *[other] { $n } days old
    }
freshness-stalest = The { $n } oldest of { $all }
freshness-never = no entry

kpi-all = Main figures
kpi-annual = / { $n } a year
kpi-pace = { $percent } of pace
kpi-months = By month
kpi-month = { $month } { $achieved }
kpi-month-target = { $month } { $achieved }, target { $target }
kpi-this-month = { $n } this month
kpi-last-year = { $n } by this day last year
glance = Registers at a glance

choose-year = Financial year
choose-month = Month
choose-one = Choose
choose-whole-year = Whole year (so far)
choose-as-on = As on which day
choose-pending = Changes not yet approved
choose-pending-without = Left out
choose-pending-with = Counted

status-critical = critical
    .range = critical <60
status-behind = behind
    .range = behind 60–79
status-near = near
    .range = near 80–94
status-on-pace = on pace
    .range = on pace 95–109
status-ahead = ahead
    .range = ahead 110+
status-no-target = no target
    .range = no target

heat-title-block = Blocks × indicators
heat-title-clf = CLFs × indicators
heat-title-vo = VOs × indicators
heat-title-gp = Gram Panchayats × indicators
heat-title-village = Villages × indicators
heat-title-district = Districts × indicators
heat-sub = % of target to date · achieved/target below
heat-sub-plain = achieved
heat-views = By
heat-indicator = Indicator
heat-whole = achieved · % of pace
heat-today = expected by today
heat-annual = target of the year { $n }
heat-behind =
    { $n ->
        [0] all in order
       *[other] { $n } behind
    }
heat-of-pace = of pace
heat-in-lakh = in ₹ lakh
heat-no-entry = no entry
view-block = By { -block }
view-clf = By CLF
view-gp = By Gram Panchayat
view-vo = By VO
view-village = By village

map = Map
map-indicator = Indicator
map-title = Map: { $indicator }
map-schematic = Borders are schematic, not for measuring.
map-source = Borders: from the imported boundary file.
lagging-clf = Lagging CLFs
lagging-vo = Lagging VOs
lagging-gp = Lagging Gram Panchayats
lagging-block = Lagging blocks
lagging-village = Lagging villages
lagging-district = Lagging districts
lagging-none = No unit is behind
lagging-months = pace in the last months: { $months }

outlook = Will the year's target be reached?
outlook-annual = Year's target
outlook-end = Expected at the year's end
outlook-band = { $expected } ({ $low } to { $high })
outlook-chance = Chance of reaching the target
outlook-pace = Pace needed from now on
outlook-pace-more = { $percent }% of the pace so far
outlook-pace-same = the pace so far is enough ({ $percent }%)
outlook-reached = reached already
outlook-on_track = On track
outlook-watch = Watch
outlook-behind = Behind
outlook-critical = Critical
outlook-unsure = little is known yet
outlook-fresh =
    { $n ->
        [0] newest entry today
        [1] newest entry yesterday
       *[other] newest entry { $n } days ago
    }
outlook-stale = the data is { $n } days old: have it entered before judging the pace
