# Posts, accounts and signing in: names of posts, and the faults answered with.
role-admin = System administrator
role-collector = { -collector }
role-dmmu = District Mission Manager
role-bmmu = Block Project Manager
role-clf = CLF office bearer
role-cadre = Community cadre
role-viewer = Viewer

denied-people = Your post does not have the right to do this
    .see = Only posts of the district may see the list of users.
    .administer = Only a system administrator opens and closes accounts and resets passwords.

fault-sign_in_wrong = The user name or the password is not right.
    .cure = Write both again; if you have forgotten the password, ask the system administrator for a new link.
fault-sign_in_wait = There were several wrong attempts; try again in { $minutes } min.
    .cure = If you do not remember the password, ask the system administrator for a new link.
fault-sign_in_busy = Many people are signing in at this moment.
    .cure = Wait a few moments and try again.
fault-account_disabled = This account is closed.
    .cure = Ask the system administrator to open it.
fault-link_dead = This link has been used or has expired.
    .cure = Ask the system administrator for a new link.

fault-password_short = A password must have at least { $least } characters.
    .cure = Write a sentence of several words: it is easy to remember and safe.
fault-password_long = A password may have at most { $most } characters.
    .cure = Write a shorter one.
fault-password_like_login = The password is like the user name.
    .cure = Choose a password without the user name in it.
fault-password_common = This password is too common; anyone may guess it.
    .cure = Choose a sentence of your own.
fault-password_same = The new password is the same as the old one.
    .cure = Choose another one.
fault-password_wrong = The present password is not right.
    .cure = Write the password with which you signed in.

fault-login_taken = The user name “{ $login }” exists already.
    .cure = Choose another one, for example with the name of the block or CLF.
fault-login_format = A user name has 3 to 32 characters: small English letters, digits, dot, - and _; the first is a letter.
    .cure = Write for example bpm.makdi.
fault-officer_name_missing = The officer's name is missing.
    .cure = Write the name as the office's records have it.
fault-text_long = This is longer than { $most } characters.
    .cure = Write it shorter.
fault-language_unknown = The language can only be Hindi or English.
    .cure = Choose hi or en.
fault-post_unknown = This district has no such post.
    .cure = Choose a post from the list.

fault-unit_missing = The area of this post has not been chosen.
    .cure = Choose a block, a CLF or villages.
fault-units_not_for_role = A post of the district sees the whole district and has no area of its own.
    .cure = Leave the area empty.
fault-units_many = A post can be given at most { $most } units.
    .cure = Choose the gram panchayat or block instead of its villages.
fault-unit_unknown = This district has no unit number { $unit }.
    .cure = Choose a place or federation from the list.
fault-unit_wrong_kind = “{ $unit }” cannot be the area of this post.
    .cure = Give a block post a block, a CLF post a CLF, and cadre a village, gram panchayat or federation.

fault-admin_exists = This district has accounts already.
    .cure = Sign in as system administrator and create the account there.
fault-own_account = Nobody can close their own account.
    .cure = Ask another system administrator.
fault-last_admin = This is the district's last system administrator.
    .cure = First create another system administrator, then close this account.
