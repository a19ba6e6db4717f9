# Accounts, posts and signing in.
sign-in = Sign in
sign-in-title = Sign in
sign-in-login = User name
sign-in-password = Password
sign-in-wrong = The user name or the password is not right.
sign-in-wait =
    After repeated wrong attempts this account is closed for { $seconds ->
        [one] 1 second
       *[other] { $seconds } seconds
    }. Try again after that.
sign-in-help = If you have forgotten the password, ask your system administrator for a new one.
sign-in-owes = This post needs a second factor, and you have none yet. Sign in once more; then you set it up.
sign-in-ended = Your session has ended. Sign in to go on.
kept-title = Your session had ended
    .text = Nothing has been saved yet, but what you wrote is on this page. Do not close it.
kept-first = Sign in first; that opens in a new tab.
kept-second = Then come back to this page and send what you wrote.
kept-sign-in = Sign in in a new tab
kept-send = Send what I wrote once more
kept-yours = What you wrote
demo-logins = Accounts of the demonstration
    .text = These accounts exist in the demonstration only; a real installation has none of them.
demo-post = Post

password-title = Change password
password-forced = You must choose your own password when you sign in for the first time.
password-now = Present password
password-new = New password
    .hint = At least 10 characters. A sentence of several words is easier to remember and safer.
password-again = New password once more
password-change = Change password
password-changed = The password has been changed
    .text = Sessions on other devices have been closed.
password-set-title = Choose a password
password-set = Save password
link-code = Code of the link
    .text = Type the code of the link or paper that you were given; then choose your password.
    .hint = thirty letters and digits in groups of five; capitals, spaces and dashes make no difference. The whole link may be pasted too.
link-code-go = Go on

account-title = My account
account-name = Name
account-login = User name
account-post = Post
account-scope = Area
account-sessions = Open sessions
account-device = Device
account-began = Signed in
account-seen = Last seen
account-this = this device
account-end-chosen = Sign the chosen devices out
account-end-hint = A session on a lost device ends here at once. The password is asked so that nobody does this on a computer left open.
account-out-everywhere = Sign out everywhere

users-title = Users
users-new = New user
users-new-title = Create a user
users-edit-title = User: { $name }
users-empty = No user was found
    .text = Search for another name or post.
user-name = Name
user-name-hint = as in the official record
user-login = User name
    .hint = small English letters, digits and dots only, for example bpm.makdi
user-post = Post
user-unit = Area
    .hint = the district, block, CLF or villages whose records this post will see
user-status = Status
user-seen = Last sign-in
user-never = never
user-create = Create user
user-created = The user has been created
    .text = This link works once and expires in { $hours } hours. Give it to that person only; with it they choose their password.
    .code = If the link does not open, or on paper: that person opens { $page } and types this code:
user-reset = Make a new password link
user-reset-done = A new password link has been made. The old password and older links no longer work.
user-stop = Close the account
user-start = Open the account
user-session = Session
user-no-session = No session is open
user-end-session = End
user-whole-district = the whole district
user-unit-district = { $name } (district)
user-unit-block = { $name } (block)
user-unit-gp = { $name } (GP, { $above })
user-unit-village = { $name } (village, { $above })
user-unit-clf = { $name } (CLF)
fault-post_not_chosen = Choose the post of this user.

account-end = Sign out
account-posts = Change post
account-factor = Second factor
    .on = set up
    .off = not set up
    .do = Set up

user-posts = Posts
user-factor = Second factor
user-factor-reset = Take the second factor off
    .text = For a lost telephone: the person sets up a new one at the next sign-in.
user-close-reason = Reason for closing
user-relieve = Relieve of every post
    .text = For a transfer out of the district: every charge ends on that day, and the sign-in with it.
user-history = Charges held
user-existing-post = Vacant post
    .hint = a post that exists; otherwise a new one is made below
user-theme = Areas of work
    .hint = for programme managers and coordinators; empty means all work of the post
user-cadre = Kind of cadre
user-choose-post = Post
user-policy = Sign-in rules

posts-title = Posts
posts-new = New post
posts-empty = No post was found
    .text = Choose another kind of post.
posts-vacant = Vacant
    .only = Only vacant posts
post-holder = Holder
post-since = Since
post-until = Until
post-charge = Charge
post-state-held = Held
post-state-vacant = Vacant
post-state-closed = Closed on { $day }
post-title-hi = Title in Hindi
    .hint = only where it differs from the name of the post
post-title-en = Title in English
post-units = Area
    .add = Add to the area
post-history = Who held this post
post-reason = Reason
post-order = Order no.
post-ended = ended: { $reason }
post-no-history = Nobody has held this post yet
post-change = Change the post
post-close = Close the post
post-save = Save
post-make = Make the post
post-give-account = Open an account for the holder
post-no-account = without an account
post-hand-over = Hand over the charge
    .text = One entry ends the charge of the holder and begins that of the one who takes it. The former holder's sign-in at this post ends on that day; if the day is today, at once.
post-to = Who takes it
post-to-user = A user
post-to-name = or a new person
    .hint = name as in the official record; an account can be opened afterwards
post-to-nobody = Nobody: the post falls vacant
post-on = From
    .hint = the first day of the new holder
post-until-field = Term until
    .hint = the last day of a charge with a term, such as a cadre's engagement; empty where no end is known
post-pending = Waiting at this post
    .none = Nothing waits at this post.
    .passes = It passes to the new holder.
    .imports = { $count ->
        [one] 1 import looked at and not entered
       *[other] { $count } imports looked at and not entered
    }
    .proposals = { $count ->
        [one] 1 change of this post that is not decided
       *[other] { $count } changes of this post that are not decided
    }
    .decisions = { $count ->
        [one] 1 proposal to be decided at this post
       *[other] { $count } proposals to be decided at this post
    }
    .directions = { $count ->
        [one] 1 direction for which this post answers
       *[other] { $count } directions for which this post answers
    }

posts-own-title = Your posts
    .text = You hold more than one post. You work at one at a time.
posts-own-now = you work here now
posts-own-work = Work at this post

code-title = One-time code
    .text = Open the authenticator app on your telephone and write the six digits it shows for Samuh.
code-label = Code
    .hint = or one of your recovery codes, if the telephone is lost
code-enter = Go on
enrol-title = Set up the second factor
    .text = You need an authenticator app on your telephone, such as Google Authenticator, Microsoft Authenticator or Aegis.
enrol-forced = By the rule of your district a password alone does not open your post.
enrol-chosen = With a second factor nobody opens your account by your password alone.
enrol-scan = 1. Scan this picture with the app
enrol-type = If the camera cannot read it, type this key into the app:
enrol-digest = This key is for { $digest }: choose { $digest } where the app asks. An app without that choice shows wrong codes.
enrol-password = Type your password
enrol-code = 2. Write the six digits the app shows
enrol-do = Set up
enrol-picture = QR code of the key
recovery-title = Your recovery codes
    .text = Print them or write them down, and keep them locked away, not on the telephone. Each opens your account once when the telephone is lost. They are shown only now.
recovery-go = I have kept them: go on

policy-title = Sign-in rules
    .text = How long a session lives, who needs a second factor and how one-time codes are made, by post. A rule of the district stands before the common one. New times hold from the next sign-in. Where a second factor becomes required, everybody at such a post who has none is signed out at once, you too, and sets one up at the next sign-in.
policy-idle = Ends without use after
policy-whole = Ends after
policy-factor = Second factor
policy-required = required
policy-optional = not required
policy-source = Source or reason
    .hint = number and day of the order, or why the rule differs
policy-own = district's own, since { $day }
policy-minutes = { $minutes } min
policy-hours = { $hours } h
policy-days = { $days } days
policy-codes = One-time codes
policy-code = { $seconds } s, { $digest }
policy-new = Set a rule of the district
policy-posts = For which posts
policy-stays = as it is
policy-minutes-stay = left blank, it stays as it is
policy-idle-minutes = Ends without use after, minutes
policy-whole-minutes = Ends after, minutes
policy-steps = How long a code opens
    .hint = With 30 s a code opens in its own time only: the telephone’s clock must be right.
policy-steps-1 = 90 s: its own 30 s, and 30 s before and after
policy-steps-0 = its own 30 s only
policy-digest = What new codes are made by
    .hint = Second factors that are set up stay as they are. Many telephones’ apps pass over SHA-256 and show wrong codes: try it on the posts’ telephones first.
policy-digest-sha1 = SHA-1
policy-digest-sha256 = SHA-256
