# ---- Managing the office: the reporter's buttons
button-admin = ⚙️ Manage the office
admin-menu =
    ⚙️ <b>Manage the office</b>
    { $office }
    The plan of fiscal year B.E. { $year } has { $measures } measures
    { $posts } posts, { $open } of them held by nobody
button-admin-measures = 📋 Measures
button-admin-posts = 👥 Posts and people
button-admin-units = 🏢 Units
button-admin-holidays = 📅 Holidays
button-admin-export-xlsx = 📤 Export Excel
button-admin-export-toml = 📤 Export TOML
button-admin-cancel = Cancel
button-admin-retire = 🗑 Retire
button-admin-retire-now = 🗑 Yes, retire it
admin-saved = ✅ Saved
admin-choose-button = This is chosen by a button below. What you have answered so far is kept
admin-changed-since = The office has changed since this was shown, so nothing was done. Please look again and press once more
admin-text-too-long = Too long: each text may have 1,000 characters
admin-name-too-long = Too long: it may have 150 characters

# ---- Why it cannot be
admin-being-checked = Not now: the report is being checked or waits to be acknowledged, and those who have it must find what they were shown. Have it returned first
admin-acknowledged = The measures stand: the executive acknowledged the report of fiscal year B.E. { $year }
admin-gone = This is not there any more
admin-unit-gone = It cannot come back, because its unit is retired. Add it as a new measure
admin-at-the-end = It cannot be moved any further
admin-last-measure = It cannot be retired: a plan has at least one measure
admin-nobody-reports = It cannot be: nobody would report measure { $numbers } of { $unit }. Add a contributor's post to that unit, or move the measure first
admin-unit-in-use =
    It cannot be retired, because it is used
    { $lines }
admin-used-by-measures = • measure { $numbers }
admin-used-by-posts = • the post of { $names }
admin-used-by-units = • its sections { $names }
admin-name-taken = Another unit of this level has this name. Please choose another
admin-too-deep = It cannot be: there are two levels, divisions and sections
admin-only-post = It cannot be: this is the only post of the { $role }, and no report could go its way without it
admin-second-post = It cannot be: there is one post of the { $role }
admin-unit-needed = A contributor sits in a unit. Please choose one
admin-too-many-verifiers = There are at most 9 verifiers
admin-last-reporter = It cannot be: nobody would be left to manage the office. To hand over, press “Move to another person” and send them the link
admin-not-held = That person does not hold this post now
admin-not-invited = There is no link that could be used

# ---- Measures
admin-measures = 📋 <b>Measures of fiscal year B.E. { $year }</b>: { $count }. Press one to change it
button-admin-add-measure = ➕ Add a measure
button-admin-retired = 🗃 Retired ({ $count })
button-admin-restore = ↩️ Bring back: { $title }
admin-retired-measures = 🗃 <b>Retired measures</b>: what was reported on them is kept. Press one to bring it back as the last
admin-measure-rest =
    <b>Responsible</b> { $unit }
    <b>Period</b> { $period }
admin-topic =
    <b>ITA score</b> { $topic }
    FY{ $before-year }: { $before }, compared with FY{ $after-year }
admin-before-unknown = not known
admin-no-topic = <b>ITA score</b> none
button-admin-title = ✏️ Title
button-admin-methods = ✏️ Methods
button-admin-unit = 🏢 Responsible
button-admin-period = 🗓 Period
button-admin-topic = 📈 ITA score
button-admin-before = 📈 Score before
button-admin-no-topic = No ITA score
button-admin-up = 🔼 Up
button-admin-down = 🔽 Down
admin-retire-measure =
    <b>Retire this measure?</b>
    What was reported on it is kept, but the next report does not list it, and those after it move up
admin-retire-begun = ✏️ Somebody has begun to report it. They will be told, and what they gave is kept
admin-measure-retired = 🗑 Retired: { $title }
admin-measure-restored = ↩️ The measure is back
admin-measure-added = ✅ <b>The measure was added.</b> If it is to raise an ITA score, press “ITA score”
admin-new-measure = ➕ <b>New measure</b> { $title }
admin-new-measure-unit = <b>Responsible</b> { $unit }
admin-ask-title =
    <b>The measure's title</b>
    e.g. Keeping the website up to date
admin-title-needed = A title is needed, in words, e.g. Keeping the website up to date
admin-ask-methods =
    <b>Methods</b>: type or paste the whole list in one message
    Begin each with 1. 2. 3. or on a new line
admin-methods-needed = At least one method is needed, e.g. 1. An officer is put in charge
admin-too-many-methods = Too many methods: there may be 30
admin-ask-unit =
    <b>Which unit is responsible?</b>
    Only units with a contributor's post are shown
admin-ask-period = <b>Period</b>: press the button, or type it, e.g. ต.ค. ๖๕ - ก.ย. ๖๖
admin-period-now = Now: { $period }
admin-period-needed = The period cannot be read. It looks like ต.ค. ๖๕ - ก.ย. ๖๖
admin-ask-topic =
    <b>Which ITA score is it to raise?</b>
    A question with its code first, e.g. i13 Work is assigned fairly
    An indicator by its name, e.g. Use of public property
admin-topic-needed = The text of the question or indicator is needed, e.g. i13 Work is assigned fairly
admin-topic-first = Say the question or indicator first, then its score
admin-ask-before = <b>The score of FY{ $year }</b>, e.g. 84.25
admin-tell-new-measure = 📋 Your unit has a new measure: { $number }. { $title }
admin-tell-measure-back = ↩️ Measure { $number } is back in the plan: { $title }
    What was begun or filed on it is back as well

# ---- Units
admin-units = 🏢 <b>Units</b>: press one to change it
admin-unit = 🏢 <b>{ $name }</b>
button-admin-division = { $name }
button-admin-section = — { $name }
button-admin-add-unit = ➕ Add a unit
button-admin-rename = ✏️ Rename
button-admin-place = ↕️ Belongs to
button-admin-top = A division of its own
admin-ask-unit-name =
    <b>The unit's name</b>
    e.g. กองคลัง or งานบริหารงานคลัง
admin-unit-name-needed = The unit's name is needed, in one line, e.g. กองคลัง
admin-ask-below = <b>Which division does it belong to?</b>
admin-unit-added = ✅ The unit was added
admin-retire-unit = <b>Retire this unit?</b>
admin-unit-retired = 🗑 Retired: { $name }
admin-no-unit = no unit
button-admin-no-unit = No unit

# ---- Posts
admin-posts =
    👥 <b>Posts and people</b>: press one to invite or change
    ✅ enrolled ✉️ invited ⬜ nobody
admin-mark-held = ✅
admin-mark-invited = ✉️
admin-mark-nobody = ⬜
button-admin-post = { $held } { $name } ({ $role })
button-admin-post-open = 👥 Open this post
button-admin-add-post = ➕ Add a post
admin-post =
    <b>{ $name }</b>
    { $position }
admin-post-rest =
    <b>Role</b> { $role }
    <b>Unit</b> { $unit }
admin-post-turn =
    { $rest }
    <b>Checks as number</b> { $turn }
admin-new-post = ➕ <b>New post</b>: { $role }
admin-ask-role =
    <b>What is this post for?</b>
    There is one reporter and one executive. For another person, use “Move to another person” at their post
admin-ask-person =
    <b>Name and surname</b>, with the title
    e.g. นางสาวสมศรี ใจดี
admin-person-needed = The name and surname of one person are needed, in one line, e.g. นางสาวสมศรี ใจดี
admin-ask-position =
    <b>Position</b>, as it is signed
    e.g. นักวิชาการเงินและบัญชีปฏิบัติการ
admin-position-needed = The position is needed, in one line, e.g. นักวิชาการเงินและบัญชีปฏิบัติการ
admin-ask-post-unit = <b>In which unit?</b>
admin-ask-turn = <b>As which one do they check?</b> The other verifiers make room
button-admin-turn = Number { $turn }
button-admin-name = ✏️ Name
button-admin-position = ✏️ Position
button-admin-post-unit = 🏢 Unit
button-admin-order = 🔢 Order of checking
button-admin-role = 🔁 Change the role
button-admin-role-now = 🔁 Yes, make it a { $role }
admin-change-role = { $to ->
    [verifier] <b>Make this post a verifier’s?</b>
        It can no longer report measures of { $unit }, and checks last; the order can be changed afterwards
   *[contributor] <b>Make this post a contributor’s?</b>
        It can no longer check reports, and reports measures of { $unit }
}
admin-change-role-told = Its holder is told at once
tell-role-changed =
    🔁 <b>Your role is { $role } now</b>
    { $name }, { $position }
    { $office }
tell-role-work-stays = What was begun or filed stays with the measures, and the unit's contributors go on with it
admin-post-added = ✅ The post was added. Press “Invite” for the link of the person who takes it
admin-retire-post =
    <b>Retire this post?</b>
    Whoever holds it leaves it at once. Names in what was filed stay
admin-post-retired = 🗑 The post of { $name } is retired

# ---- People and links
admin-held = ✅ enrolled since { $since }
admin-held-by-nobody = ⬜ held by nobody
admin-invited =
    { $held }
    ✉️ a link can be used until { $until }
admin-not-invited-now = { $held }
button-admin-invite = ✉️ Invite
button-admin-invite-again = ✉️ A new link
button-admin-invite-now = ✉️ Send the link
button-admin-move = 🔁 Move to another person
button-admin-end = ⛔ End the enrolment
button-admin-end-now = ⛔ Yes, end it
button-admin-end-invitation = ✖️ Cancel the link
admin-move-post =
    🔁 <b>Move the post to another person</b>
    You get a link to pass on. The present holder can work until the new one takes the post
    Then the post moves, and what waits for it goes along. What was written keeps its author's name
admin-invitation-coming = ✉️ The link and its QR picture come as the next message; pass it on as it is
admin-invitation-ended = ✖️ The link is cancelled and cannot be used any more
admin-end-holding =
    ⛔ <b>End this person's enrolment?</b>
    They are told, and can do nothing more from now on. What waits stays with the post
admin-holding-ended = ⛔ The enrolment has ended, and the person was told
invitation-link =
    ✉️ <b>Invitation for { $name }</b>
    { $position }
    { $office }

    Press the link, or scan this picture, then press Start
    { $link }

    It can be used once, until { $until }. Earlier links to this post cannot be used any more
    Please pass it to the holder of the post only
tell-claimed =
    ✅ <b>A post was taken</b>
    { $name }, { $position }
    Role: { $role }
    Telegram account: { $account }
    If this is not the person you invited, end the enrolment with the button below
account = { $name } (no username)
account-known = { $name } (@{ $username })
account-unnamed = of unknown name
post-no-longer =
    ℹ️ <b>You do not hold this post any more</b>
    { $name }, { $position }
    { $office }
    What you reported keeps your name
post-no-longer-ask = So there is nothing you can do here. If this is a mistake, ask your office's reporter for a new link

# ---- Holidays
admin-holidays = 📅 <b>Public holidays of fiscal year B.E. { $year }</b>
admin-holiday-month = 📅 <b>Public holidays of { $month }</b>
admin-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year-common }
admin-no-holidays = No holidays
admin-holidays-not-announced = ⚠️ As far as known, holidays were announced up to { $year-common }. Those after it follow the usual rules; add special ones yourself
admin-holiday = • { $date } { $name }
date-holiday = { $english }
admin-holiday-own = • { $date } { $name } <b>(added by the office)</b>
admin-holiday-worked = • <s>{ $date } { $name }</s> <b>(the office works)</b>
button-admin-month = { $month }
button-admin-add-holiday = ➕ Add a holiday
button-admin-other-year = FY{ $year }
button-admin-remove-holiday = 🗑 { $date }
button-admin-restore-holiday = ↩️ { $date }
admin-ask-holiday = <b>Which day?</b> e.g. 1 February { $year-common } or 1/2/{ $year-common }
admin-ask-holiday-name =
    <b>{ $date }</b>
    What is the occasion? e.g. Special public holiday
admin-holiday-name-needed = The holiday's name is needed, e.g. Special public holiday
admin-holiday-added = ✅ { $date } was added
admin-holiday-removed = 🗑 { $date } is no holiday of the office any more
admin-holiday-restored = ↩️ { $date } is again as in the public table

# ---- Export
admin-export-coming = The plan's file is coming
admin-export-caption = 📤 Plan of { $office }, fiscal year B.E. { $year }
plan-file-name = Plan { $office } FY{ $year }

# ---- Bringing a plan in
button-admin-import = 📥 Import a plan
button-admin-import-again = 📥 Send a file again
button-admin-import-now = ✅ Yes, import the plan
admin-ask-plan-file =
    📥 <b>Send the plan's file here</b>
    An Excel file (.xlsx), your office's own six-column table will do, or a file exported from here, or TOML
    You see what changes first; nothing is saved until you confirm
admin-plan-not-text = A plan's file is awaited here. Please send an .xlsx or .toml file
admin-plan-is-photo = A picture cannot be a plan. Please send an .xlsx or .toml file
admin-plan-coming = ⏳ The file is here and is being looked at
admin-plan-lost = This file could not be read. Please send it again
admin-plan-problems = ⚠️ <b>It cannot be imported yet</b>: { $count } places in { $name } need mending. Nothing has changed
admin-plan-retitles = ⚠️ Measure { $number } was reported under the title “{ $old }”; that report will stand under “{ $new }”. If this is another measure, do not confirm: retire the old one and add the new one below Manage the office
admin-plan-unchanged = The file says what stands already. There is nothing to change
admin-plan-preview = 📥 <b>What { $name } would change</b>: { $count }
admin-plan-confirm = Confirm to import all of it at once
admin-plan-without-you = It cannot be: the plan has no reporter's post of yours, and nobody would be left to manage the office. Keep that post's id in the file
admin-plan-gone = This plan is imported already, or was kept too long. Please send the file again
admin-plan-imported = ✅ <b>The plan was imported</b>
