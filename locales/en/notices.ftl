# Notices: the inbox, the messages, and what did not go out.

notice-direction_given = Direction { $no }: { $text } — due on { $due }.
    .subject = New direction
notice-direction_cooperate = Your help is asked for in direction { $no }: { $text } — due on { $due }.
    .subject = Help asked for
notice-direction_part = Your part of direction { $no } is now: { $text } — due on { $due }.
    .subject = Your part of a direction
notice-direction_reported = A report on direction { $no } has come in.
    .subject = Compliance report
notice-direction_accepted = The report on direction { $no } was accepted.
    .subject = Report accepted
notice-direction_sent_back = The report on direction { $no } was sent back: { $reason }
    .subject = Report sent back
notice-direction_extended = Direction { $no } is now due on { $due }.
    .subject = More time given
notice-direction_escalated = Direction { $no } was not met in time and is put before you.
    .subject = Overdue direction
notice-direction_withdrawn = Direction { $no } was withdrawn: { $reason }
    .subject = Direction withdrawn
notice-meeting_called = Meeting no. { $no }: { $date } { $time } { $place }
    .subject = Meeting called
notice-meeting_changed = Meeting no. { $no } is now: { $date } { $time } { $place }
    .subject = Meeting changed
notice-minutes_issued = The minutes of meeting no. { $no } of { $date } were issued.
    .subject = Minutes issued
notice-meeting_cancelled = Meeting no. { $no } of { $date } is cancelled.
    .subject = Meeting cancelled
notice-event_called = Event on { $date }: { $title }.
    .subject = Event called

inbox-count =
    { $n ->
        [one] 1 unread
       *[other] { $n } unread
    }
notice-digest =
    { $n ->
        [one] 1 notice
       *[other] { $n } notices
    }
notice-foot = Samuh sent this by itself. To answer, open the address above and sign in.
inbox-title = Notices
inbox-all = All
inbox-unread = Unread
inbox-older = Older ones
inbox-none = No notices
    .text = Directions, meetings and answers are told here.
inbox-what = Notice
inbox-when = When
inbox-record = Record
inbox-state = State
inbox-read = Read
inbox-mark = Mark as read
inbox-mark-chosen = Mark the chosen as read
inbox-open-direction = Open the direction
inbox-open-meeting = Open the meeting
inbox-open-event = Open the event
inbox-notice = Notice
inbox-no = Notice no.
inbox-to = To
inbox-from = From
inbox-contact = Where messages reach you
    .text = Seen by you and the administrator only
inbox-contact-save = Save
inbox-email = E-mail
inbox-mobile = Mobile
notices-title = Notices that did not go out
notices-none = Every notice went out
    .text = Attempts that fail are shown here with their cause.
notices-channel = Channel
notices-cause = Cause
notices-count = Notices
notices-rule = Nothing is sent from { $from } to { $to }. A post gets { $singles } messages a day singly, the rest together after { $digest }. Up to { $tries } tries.
channel-email = E-mail
channel-sms = SMS
channel-whatsapp = WhatsApp
delivery-waiting = Waiting
delivery-sent = Sent
delivery-failed = Given up
delivery-again = To be tried again
notice-cause-no_holder = The post is vacant
notice-cause-no_address = The officer has no address
notice-cause-not_set_up = The channel is not set up
notice-cause-bad_address = The address is not valid
notice-cause-from_address = The sender's address is not valid
notice-cause-bad_letter = The message could not be made
notice-cause-bad_request = The gateway's address or headers are not valid
notice-cause-refused = No connection to the server
notice-cause-timeout = The server did not answer in time
notice-cause-tls = No secure connection
act-meetings-read-notices = Notices read
act-people-set-contact = Own contact changed
trail-kind-inbox = Notices
trail-field-read-at = Read at
trail-field-email = E-mail
nav-inbox = Notices

fault-notice_settings = The settings of notices { $path } could not be read: { $why }
    .cure = Write them as docs/notices.md says.
fault-not_an_email = This is no e-mail address
    .cure = Write it like name@example.in.
