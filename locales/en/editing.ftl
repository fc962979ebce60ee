# ---- Quarters and due dates
date-quarter = Q{ $number } FY{ $fiscal-year } ({ $number ->
    [1] Oct–Dec
    [2] Jan–Mar
    [3] Apr–Jun
   *[4] Jul–Sep
} { $year-common })
due-in = Due { $date } ({ $days ->
    [one] { $days } day
   *[other] { $days } days
} left)
due-today = Due <b>today</b>, { $date }
due-over = Due { $date }, <b>{ $days ->
    [one] { $days } day
   *[other] { $days } days
} overdue</b>
measure-heading-of-quarter =
    <b>Measure { $number }</b> { $title }
    <b>{ $quarter }</b>
ask-which-quarter = <b>Which quarter</b> do you want to see or report?
button-quarter = { $standing } { $quarter }
button-other-quarter = Other quarter
quarter-not-begun = { $quarter } has not begun, so it cannot be reported yet.
draft-in-the-way =
    ✏️ There is a draft of <b>{ $quarter }</b> that was not filed (items: { $items }).
    Go on with it, or set it aside and go to { $wanted }. What is set aside is kept; “Other quarter” leads back to it.
button-go-on = ▶️ Go on with quarter { $number }
button-set-aside = Set it aside, go to quarter { $number }
button-copy-quarter = 📋 Copy from quarter { $number }
copied-from-quarter = 📋 Copied from { $from }. <b>Read it through and make it fit { $quarter } before you file it.</b>

# ---- Home
glance-quarter = <b>{ $quarter }</b>
glance-quarter-due =
    <b>{ $quarter }</b>
    { $due }
glance-bar = { $bar } { $words }
lines = { $lines }
measure-line = { $sign } { $number }. { $title }
sign-not-started = ⬜
sign-draft = ✏️
sign-filed = ✅
sign-returned = ↩️
sign-approved = 🔎
sign-acknowledged = ☑️
signs = ⬜ not started  ✏️ draft  ✅ filed  ↩️ returned  🔎 checked  ☑️ acknowledged
standing-approved = 🔎 checked
waits-since = Waiting since { $at } (sent by { $name })
button-board-missing = 📊 Board ({ $missing } missing)

# ---- Reading through and changing item by item
results-are-saved = ✅ Saved. Results: { $count } items
saved-so-far = ✅ Everything so far is saved; come back whenever you like.
scores-now =
    Scores so far
    { $sentence }
button-item = ✏️ { $number }
ask-which-item = Press the number of the item to change, move or delete.
button-page-before = ◀️ Before
button-page-after = Next ▶️
item-of-results = <b>Results, item { $number }</b> of { $count }
item-of-outcomes = <b>Outcome, item { $number }</b> of { $count }
item-words = <code>{ $item }</code>
item-files = 📎 Files attached: { $count }
edit-text = Just type the new text; it replaces this item only. (Tap the text above to copy it.)
edit-order = Type only what is wrong, such as 64/2566 or 1/2/66 or เรื่อง …, or the whole item anew.
edit-reason = Just type the new reason.
edit-caption = Just type the new caption.
button-up = ⬆️ Up
button-down = ⬇️ Down
button-delete = 🗑 Delete
button-undelete = ↩️ Undo deletion
item-undeleted = ↩️ What was deleted is back.
item-changed = ✏️ Item { $number } is changed and saved.
item-gone = This item was changed or deleted meanwhile, so what you just typed was not saved.
item-words-needed = It needs words. If you do not want this item, delete it.
usual-words = Or choose from what your office reported before
button-usual = 💬 { $text }

# ---- Corrections after filing
ask-correction-reason = <b>Why do you correct it?</b> A short reason; it is kept with the corrected report.
correction-reason-needed = A reason for the correction is needed, for example: the order's date was wrong
correction-reason-unneeded = ℹ️ This measure has just been returned, so no reason for the correction is needed. What you typed was not saved; correct it and file it.
correcting-because = ✏️ <b>Corrected because</b> { $reason }
corrected-because = Corrected because { $reason }
filing-voids = ⚠️ Version { $version } of the report { $who }. If you file this measure, <b>version { $version } becomes void</b> and has to be compiled and checked anew.
waits-for-checking = is being checked by { $name }
waits-for-acknowledgement = is checked and waits for the executive
tell-corrected =
    ✏️ { $name } corrected measure { $number } and filed it again. Please compile a new version.
    <b>Reason</b> { $reason }
tell-version-void =
    ⚠️ <b>Version { $version } of the report is void</b>: { $name } filed measure { $number } after it was compiled.
    Checks of this version no longer count. You will get the new version when it is compiled; nothing is to be done now.

# ---- Messages edited later
edited-items = ✏️ Changed as you edited it: item { $numbers }
edited-fewer = The edited message is shorter; items removed: { $count }
edited-pending = ✏️ The paper's details were changed as you edited them.
edited-outcome = ✏️ The outcome was changed as you edited it.
edited-scores = ✏️ The scores were changed as you edited them.
edited-same = Your edit changes nothing of what is saved.
edited-kept =
    You edited an earlier message, but the answer stays as it was.
    { $how }
edited-nothing = You edited an earlier message, but it was not an answer to anything, so nothing changes.
edited-replaced = You edited an earlier message, but the answer from it was changed or deleted before, so nothing changes.
edited-of-several = This message is one part of a long answer that Telegram cut into several. Please press the item's number to change it.
edited-after-filing = You edited an earlier message, but <b>this measure is filed already</b>, so what was filed stays. To change it, correct it and file it again.
button-resume = ▶️ Go on where you were
button-open-measure = Open this measure

# ---- Working together
added-to-colleagues = ℹ️ { $name } saved more on { $at }. Yours and theirs are one list now.
overtaken = ⚠️ <b>{ $name } saved before you</b>, on { $at }, so what you typed is not saved yet.
overtaken-theirs =
    <b>What is saved</b>
    { $items }
overtaken-mine =
    <b>What you typed</b>
    { $text }
button-add-mine = ➕ Add what you typed
button-use-mine = Replace it with yours
button-keep-theirs = Keep what is saved

# ---- Pictures of the report
preview-of = How measure { $number } will look in the report
preview-first-page = The first page of the table in the report of FY{ $year }
button-preview = 🖼 See it as in the report
