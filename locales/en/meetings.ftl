# Meetings and directions: series, agenda, attendance, minutes, directions and what comes of them.

nav-meetings = Meetings
    .short = Directions
choose = Choose
reason = Reason
list-next = Next

seat-of-unit = { $post }, { $unit }
seat-machine = The system
strip-whole = Total
seat-vacant = Post vacant

office-mission = District Mission Management Unit
office-district = District { $district }

meetings-title = Meetings
meetings-about = The agenda is drawn up from the figures; directions given come first in the next meeting.
meetings-planned = Coming meetings
meetings-held = Meetings held
meetings-cancelled = Meetings cancelled
meetings-none-planned = No meeting is planned
    .text = Plan one from a series or by itself; its agenda draws itself up.
meetings-none-held = No meeting has been closed yet
meeting = Meeting
meeting-new = Plan a meeting
    .text = Members are asked by their post; whoever holds the post is the member.
meeting-what = The meeting
meeting-kind = Kind
meeting-kind-clf_review = Review of cluster level federations
meeting-kind-block_review = Block review meeting
meeting-kind-district_review = District mission review meeting
meeting-kind-tl = Time-limit (TL) meeting
meeting-kind-workshop = Workshop
meeting-kind-blbc = Block level bankers' committee (BLBC)
meeting-kind-dlcc = District consultative committee (DLCC)
meeting-kind-other = Other meeting
meeting-unit = Who is reviewed
meeting-title-hi = Title (Hindi)
    .hint = Left blank, the kind of the meeting is its title.
meeting-title-en = Title (English)
meeting-day = Day
meeting-time = Time
    .hint = For example 11:00
meeting-venue = Place
meeting-chair = Chair
meeting-quorum = Quorum (least present)
    .hint = Leave blank for none.
meeting-members = Members
meeting-number = Minutes no.
meeting-today = Today
meeting-to-close = To be closed
meeting-plan = Plan the meeting
meeting-save = Save
meeting-edit = Change details
meeting-wall = Show on the wall
meeting-close = Close the meeting
    .text = Below stand the minutes as they will be issued. Closing freezes them.
meeting-freeze = Close and issue the minutes
meeting-cancel = Cancel the meeting
meeting-closed = Closed
meeting-cancelled = Cancelled
meeting-undone = { $n ->
    [one] Nothing is recorded on 1 item
   *[other] Nothing is recorded on { $n } items
}
members-count = { $n ->
    [one] 1 member
   *[other] { $n } members
}

series = Series of meetings
series-new = New series
    .text = For a meeting that comes back: write its members and time once.
series-one = Series of meetings
series-none = No series
    .text = Make one for the weekly TL or the monthly review.
series-every = { $n ->
    [one] every day
   *[other] every { $n } days
}
series-days = After how many days
    .hint = 7 weekly, 30 monthly; leave blank when it is called.
series-plan = Plan the next
series-close = Close the series

agenda = Agenda
agenda-sub = { $n ->
    [one] 1 item
   *[other] { $n } items
} · { $given ->
    [one] 1 direction given
   *[other] { $given } directions given
}
agenda-empty = The agenda is empty
    .text = Press “Draw up from the figures”: open directions first, then the indicators that need attention.
agenda-compose = Draw up from the figures
    .text = Items that are there already stay.
agenda-add = Add an item
agenda-own-words = In own words
agenda-title = Title
agenda-question-field = To be asked
agenda-discussion = Discussion
agenda-presenter = Presented by
agenda-nobody = Nobody
agenda-keep = Save the discussion
agenda-up = Up
agenda-down = Down
agenda-drop = Take off
agenda-say = Record the discussion
agenda-ask = Ask
agenda-said = Discussion
agenda-open = Still to be discussed
agenda-directions = Compliance with earlier directions
agenda-pace = { $percent } of pace
agenda-moved = { $by } since { $day }
agenda-earlier = { $overdue } overdue, { $going } in progress; of the last meeting, { $done } done.
agenda-gap-of = { $unit } (short by { $gap })
agenda-question = { $list }: by when is the gap closed, and what stands in the way?
agenda-question-whole = { $indicator } is short by { $gap } to date; what is the reason?

wall-as-on = Figures as on { $at }
wall-turn = Turn pages
wall-back = Back
wall-on = Next
wall-leave = Back to the meeting
wall-at = { $at } / { $of }

earlier = Directions of earlier meetings
earlier-none = No direction of an earlier meeting is open
earlier-share = { $done } done · { $going } in progress · { $overdue } overdue

attendance = Attendance
attendance-sub = { $n } of { $all }
attendance-none = No members were asked
attendance-mark = Mark attendance
attendance-keep = Save attendance
attendance-who = Name of the representative (if one was sent)
presence-unknown = Not marked
presence-present = Present
presence-absent = Absent
presence-represented = Represented
quorum-met = The quorum is met.
quorum-short = The quorum of { $n } is not met.

presentations = Presentations
presentations-figures = Open the figures
presentations-more = { $n ->
    [one] 1 more unit
   *[other] { $n } more units
}
presentations-pack = Presentation

minutes = Minutes
minutes-of = Minutes { $number }
minutes-number = Minutes no.
minutes-memo = Memo number
    .hint = The office's number, such as 512/DMMU/2026; may be left blank.
minutes-draft = Draft of the minutes
minutes-frozen = Frozen when the meeting was closed; print
minutes-present = Present
minutes-absent = Absent
minutes-copies = Copy to
minutes-chair-line = Chair
minutes-foot = Figures as on { $at }; frozen when the meeting was closed.
minutes-page = Page
minutes-writer = District Mission Manager

directions-title = Directions
directions-about = Who has to do what, by when, and what came of it. A direction is given to a post, not to a person.
directions-view = Which directions
directions-open = Open
directions-overdue = Overdue
directions-unanswered = Not answered
directions-reported = To be accepted
directions-closed = Done
directions-all = All
directions-none = No directions here
    .text = Choose another view above, or clear the filter.
directions-words = Words in the direction
directions-outside = Directions outside of the agenda
direction = Direction
direction-of = Direction { $label }
direction-new = New direction
    .text = One given outside of a meeting: on an inspection, by telephone or letter.
direction-no = No.
direction-give = Give a direction
    .text = The responsible post sees it at once; it comes up in the next meeting by itself.
direction-responsible = Responsible
direction-cooperating = Co-operates
direction-other-post = Another post
direction-due = Due
direction-state = State
direction-state-open = In progress
direction-state-overdue = Overdue
direction-state-closed = Done
direction-state-withdrawn = Withdrawn
direction-given-on = Given
direction-given-by = Given by
direction-indicator = Linked indicator
direction-no-indicator = No indicator
direction-reach = Figure to reach
    .hint = What it should be; amounts in rupees, also “5 lakh”.
direction-unit = Area
direction-priority = Priority
direction-number = Number
direction-due-at-first = First due
direction-times-carried = Meetings carried over
priority-urgent = Urgent
priority-normal = Normal
priority-low = When there is time
direction-evidence = Evidence
evidence-text = Written reply
evidence-file = Photograph or paper
evidence-figure = The indicator's figure
direction-lines = List
    .hint = One name or place a line, such as 24 hostels. Names are shown to the posts concerned only.
direction-figure = Figure
direction-source = Source sentence
direction-first-due = was { $day } at first
direction-extended = Extended
direction-carry = Carried forward
direction-carried = { $n ->
    [one] open for 1 meeting
   *[other] open for { $n } meetings
}
direction-posts = Posts and their parts
direction-parts = What each post does
    .hint = A post without words of its own does all of it.
direction-parts-ask = Write each post's part
direction-parts-save = Save the parts
direction-history = What happened
direction-remark = Remark
direction-met = The figure has reached its goal
    .text = It is proposed as done; an officer accepts it.
direction-acknowledge = I have seen it
direction-report = What was done
direction-report-own = Report on it
direction-report-of = Report for { $post }
direction-report-send = Send the report
direction-photo-again = The same photograph stands with
direction-files = Photograph or paper
    .hint = JPG, PNG or PDF, up to 12 MB. Place and device are taken out of photographs.
direction-accept = Accept
direction-send-back = Send back
direction-extend = Give more time
direction-new-due = New day
direction-withdraw = Withdraw the direction
duty-responsible = Responsible
duty-cooperates = Co-operates
part-given = Not answered
part-acknowledged = Seen
part-reported = Reported
part-sent_back = Sent back
part-accepted = Accepted
step-given = Given
step-acknowledged = Seen
step-reported = Reported
step-accepted = Accepted
step-sent_back = Sent back
step-extended = More time
step-escalated = Escalated to
step-split = Part set
step-withdrawn = Withdrawn
step-closed = Done
lines-done = { $n } of { $all } done
lines-hidden = The names of the list are shown to the posts concerned only.
lines-is-done = Done
lines-keep = Save the list
due-days = { $n } days
due-month = Month end
due-day = Another day
due-in = { $n ->
    [0] today
    [one] 1 day left
   *[other] { $n } days left
}
due-past = { $n ->
    [one] 1 day past
   *[other] { $n } days past
}
goal-line = { $indicator }: { $given } → { $reach }
goal-line-now = { $indicator }: { $given } → { $reach }, today { $now }
measure-year = added since 1 April
measure-level = level as it stands

owed-title = What each post owes
owed-about = Open directions of all meetings by post; the most overdue first.
owed-none = No post owes anything
owed-post = Post
owed-earliest = Earliest due

trail-kind-meeting = Meeting
trail-kind-meeting_series = Series of meetings
trail-kind-direction = Direction
trail-field-text = Text
trail-field-due-on = Due
trail-field-posts = Posts
trail-field-value-goal = Figure to reach
trail-field-part-state = State of the part
trail-field-part = Part of the post
trail-field-report = Report or remark
trail-field-lines-done = Lines done
trail-field-escalated = How often put before another post
trail-field-end-reason = Reason of the end
trail-field-every-days = After how many days
trail-field-chair-post-id = Post in the chair
trail-field-number = Number
trail-field-held-on = Day
trail-field-venue = Place
trail-field-items = Items of the agenda
trail-field-item-state = State of the item
trail-field-question = To be asked
trail-field-presenter = Post that presents
trail-field-discussion = Discussion
trail-field-order = Order
trail-field-present = Present
trail-field-minutes-hash = Print of the minutes

act-meetings-give-direction = Direction given
act-meetings-acknowledge = Direction seen
act-meetings-report = Report given
act-meetings-accept = Report accepted
act-meetings-send-back = Report sent back
act-meetings-split = Direction split among its posts
act-meetings-extend = More time given
act-meetings-withdraw = Direction withdrawn
act-meetings-mark-lines = Lines of a list marked
act-meetings-escalate = Overdue directions put before the next post
act-meetings-set-series = Series of meetings written
act-meetings-plan = Meeting planned
act-meetings-amend = Meeting changed
act-meetings-add-items = Items put on the agenda
act-meetings-change-item = Item changed
act-meetings-order-items = Order of the agenda
act-meetings-attend = Attendance marked
act-meetings-close = Meeting closed
act-meetings-cancel = Meeting cancelled

fault-direction_text_empty = The direction has no words
    .cure = Write word for word what is to be done.
fault-direction_nobody = No responsible post is chosen
    .cure = Choose at least one post.
fault-direction_post_unknown = A chosen post is no longer there, or is not of your area
    .cure = Choose a post of the list.
fault-direction_post_twice = One post is chosen twice
    .cure = Let a post be responsible or co-operate, not both.
fault-direction_due_missing = The day it is due cannot be read
    .cure = Choose 7 days, 15 days or month end, or write a day as dd/mm/yyyy.
fault-direction_due_early = It is due before the day it was given ({ $day })
    .cure = Give that day or a later one.
fault-direction_due_far = It is due more than two years ahead
    .cure = Give a nearer day.
fault-direction_due_not_later = The new day is not later than the present one ({ $day })
    .cure = Give a later day.
fault-direction_not_yet = The direction's own day lies after today
    .cure = Give today or an earlier day.
fault-direction_priority = This priority is not in the list
    .cure = Choose one of the list.
fault-direction_evidence = This evidence is not in the list
    .cure = Choose one of the list.
fault-direction_indicator = This indicator is not in the list
    .cure = Choose one of the list.
fault-direction_goal_alone = There is a figure to reach but no indicator
    .cure = Choose the indicator, or take the figure away.
fault-direction_goal_negative = The figure to reach is not a number
    .cure = Write digits only, such as 64 or 5 lakh.
fault-direction_figure_without_goal = The evidence is the indicator's figure, but there is no figure to reach
    .cure = Give indicator and figure, or choose other evidence.
fault-direction_lines_many = The list has more than { $most } lines
    .cure = Share the list between two directions.
fault-direction_closed = This direction is done already
    .cure = Give a new one.
fault-direction_withdrawn = This direction has been withdrawn
    .cure = Give a new one.
fault-direction_not_asked = This post is not responsible for this direction
    .cure = Choose a responsible post.
fault-direction_not_reported = This post has not reported yet
    .cure = Wait for the report, or enter it for the post.
fault-direction_is_reported = This post has reported, and the decision is due
    .cure = Wait for the decision.
fault-direction_is_sent_back = This report was sent back already
    .cure = Wait for the new report.
fault-direction_is_accepted = This post's part is accepted already
    .cure = Nothing is left to be done.
fault-direction_part_nobody = A part is written for a post that is not chosen
    .cure = Choose the post, or take its part away.
fault-direction_part_reported = This post has reported already, so its part cannot change
    .cure = Send the report back first, then change the part.
fault-direction_parts_same = No post's part was changed
    .cure = Change the part of at least one post, then save.
fault-direction_figure_short = The linked figure has not reached its goal
    .cure = Send it back or give more time; it can be accepted once the figure is reached.
fault-report_empty = It is not said what was done
    .cure = Write two lines: what was done, and how much.
fault-report_without_file = This direction asks for a photograph or paper
    .cure = Add a JPG, PNG or PDF.
fault-report_files_many = There are more than { $most } files
    .cure = Send the most important ones.
fault-report_file_large = “{ $name }” is over 12 MB, or there are more than 6 files
    .cure = Send a smaller photograph.
fault-report_file_kind = “{ $name }” is neither a photograph nor a PDF
    .cure = Send a JPG, PNG or PDF.
fault-reason_empty = There is no reason
    .cure = Write the reason in a line.
fault-lines_none = No line of the list is chosen
    .cure = Mark at least one line.
fault-meeting_kind = The kind of the meeting is not chosen
    .cure = Choose one of the list.
fault-meeting_day_missing = The day of the meeting cannot be read
    .cure = Write it as dd/mm/yyyy.
fault-meeting_day_far = The day lies more than a year from today
    .cure = Check the day.
fault-meeting_time = The time cannot be read
    .cure = Write it like 11:00.
fault-meeting_chair = The post in the chair is not chosen
    .cure = Choose a post of the list.
fault-meeting_quorum = The quorum is more than the members ({ $most }), or no number
    .cure = { $most ->
        [0] Choose members first, or leave it empty.
       *[other] Write { $most } at most, or leave it empty.
    }
fault-meeting_closed = This meeting is closed
    .cure = Give the direction outside of the meeting.
fault-meeting_cancelled = This meeting was cancelled
    .cure = Plan a new one.
fault-meeting_not_yet = The day of the meeting has not come
    .cure = Close it on its day, or change the day.
fault-meeting_attendance = Nobody's attendance is marked
    .cure = Mark the attendance first.
fault-meeting_who_came = The representative's name is missing
    .cure = Write who came.
fault-items_none = There is no item to add
    .cure = Choose an indicator or write a title.
fault-items_many = The agenda would have more than { $most } items
    .cure = Keep fewer items.
fault-item_title_empty = The item has no title
    .cure = Choose an indicator, or write a title.
fault-agenda_complete = Nothing is left to add by the figures
    .cure = Add an item in your own words if it is needed.
fault-series_days = The number of days is not between 1 and 366
    .cure = Write 7 for weekly, 30 for monthly.
