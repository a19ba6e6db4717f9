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
sign-in-ended = Your session has ended. Sign in to go on.
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
user-active = Active
user-locked = Closed
user-create = Create user
user-created = The user has been created
    .text = This link works once and expires in { $hours } hours. Give it to that person only; with it they choose their password.
user-reset = Make a new password link
user-stop = Close the account
user-start = Open the account
user-awaits = Password not chosen yet
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
