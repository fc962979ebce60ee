# ---- General
role = { $role ->
    [contributor] contributor
    [reporter] reporter
    [verifier] verifier
   *[executive] executive
}
item-line = { $number }. { $item }
subitem-line = - { $text }
unknown-person =
    Hello. This bot is for officers who were invited by their office.
    If you are one, please ask your office's reporter for an invitation.
invitation-unknown =
    This invitation cannot be used; it may have expired or been used already.
    Please ask your office's reporter for a new one. If you have opened several that did not work, please wait an hour before you open it.
invitation-used = This invitation cannot be used any more, but you are enrolled already and can go on.
not-private = This bot works in private chats only.
failed-sorry = Sorry, something went wrong with your last message. Everything saved before is still there. Please send it again, or type /start.
again-mark = (Sent once more: you may have had this message.)
maybe-delivered = The file may have reached you, but this could not be confirmed. If you do not have it, press the button.
welcome =
    Welcome, <b>{ $name }</b>
    You are enrolled as { $role }, { $position }
    { $office }
welcome-what = { $role ->
    [contributor] This bot asks for the progress of each measure, one question at a time. Every answer is saved at once; stop anywhere and come back whenever you like.
    [reporter] Here you see which measures have been reported, compile the report and send it for checking.
    [verifier] When a report is sent for checking, you get the file with a summary here, and approve it or return a measure with a reason.
   *[executive] When a report has been checked, you get the file here, and acknowledge it or return it with an instruction.
}
resumed = Welcome back. Everything you saved is still here; go on where you were.
choose-first = Please press a button below to choose what to do. What you just typed was not saved.
empty-text = There was no readable text. Please type it again.
unusable = { $kind ->
    [sticker] A lovely sticker, but it cannot answer this question.
    [voice] Voice messages cannot be used here yet; please type.
    [video_note] Videos cannot be used here yet; please type.
    [video] Videos cannot be used here yet; please type.
    [location] A location is not needed here; please type.
    [contact] A contact is not needed here; please type.
    [poll] A poll is not needed here; please type.
    [photo] Photos cannot be used here yet; please type.
    [document] Files cannot be used here yet; please type.
   *[other] This cannot be used as an answer here. Please type, or press a button.
}
unknown-command = There is no such command. Send /help to see what you can use.
not-your-command = This command belongs to another duty than yours. Here is what you can do:
stale-button = This button belongs to an old message. This is how things stand now.
not-yours = This is not yours to work on, or it is no longer there.
measure-retired = The reporter retired the measure “{ $title }”, so it need not be reported. What was saved is kept, and comes back if the measure does.
already-so = It is set like this already.

# ---- Home
home-title =
    <b>{ $name }</b>
    { $roles }
    { $office }, fiscal year B.E. { $year }
home-contributor = Your measures { $bar } { $filed } of { $measures } filed
home-reporter = { $filed } of { $measures } measures filed
home-verifier = No report waits for your check.
home-verifier-waiting = 📌 Version { $version } of the report <b>waits for your check</b>
home-executive = No report waits for your acknowledgement.
home-executive-waiting =
    📌 Version { $version } of the report <b>waits for your acknowledgement</b>
    Press the button, or type รับทราบ
my-measures = Your measures in <b>{ $quarter }</b>. Press one to open it.
help-title = <b>How to use this bot</b>
help-role = { $role ->
    [contributor] • Press a measure, then type or paste what was done, one item or a whole list. An order can be typed as No. 63/2566 with its subject and date, in Thai or Arabic digits. You always see everything before you file it. Press the number of an item to change, move or delete it; what is filed can be corrected until the executive has acknowledged it.
    [reporter] • Open the board to see who has reported, compile the report as PDF, then send it for checking. Measures, posts, invitations and holidays are below Manage the office.
    [verifier] • When you get a report, read the file, then approve it, or return the measure that needs mending with a reason.
   *[executive] • When you get a report, read the file, then acknowledge it and confirm, or return it with an instruction.
}
help-commands = { $commands }
help-command = /{ $name } { $what }
standing-not-started = ⬜ not started
standing-draft = ✏️ draft
standing-filed = ✅ filed
standing-returned = ↩️ returned
standing-acknowledged = ☑️ acknowledged

# ---- Reporting a measure
measure-heading = <b>Measure { $number }</b> { $title }
measure-methods =
    Methods
    { $methods }
ask-results =
    <b>What has been done?</b>
    Type or paste it; several items in one message are fine, each beginning with 1. 2. 3., sub-items with -
    An order is typed like this: คำสั่งที่ 63/2566 เรื่อง … ลงวันที่ 1 กุมภาพันธ์ 2566
results-saved =
    ✅ Saved. Results
    { $items }
results-now =
    Results
    { $items }
results-none = There are no results yet.
ask-more-results = <b>Anything else?</b> If so, just type it. If that is all, go on to the outcome.
item-deleted = 🗑 Deleted: { $item }
ask-nothing-or-no-document = Do you mean that <b>nothing was done</b>, or that <b>there is no document</b>?
ask-nothing-done-reason = <b>Why was nothing done?</b> A short reason, for example: procurement is under way
nothing-done-contradicts = There are results already, so it cannot be that nothing was done. If they are wrong, delete them first.
reason-needed = A reason is needed, so that the reader understands it and can mend it, for example: item 3 lacks the order's date
returned-because = ↩️ <b>Returned because</b> { $reason }
draft-by-colleague = ℹ️ { $name } saved this draft on { $at }. You go on with the same draft.


ask-outcome =
    <b>What is the outcome?</b>
    What came of it, good or bad. Several items begin with 1. 2.
score-comes-next = No need to type the sentence on the score for { $topic }: the next question asks for the scores and writes it for you.
outcomes-now =
    Outcome so far
    { $items }
ask-outcome-again = Type it anew to replace all of it, or keep it.
outcome-needed = An outcome is needed. If it was not reached, say why, for example: staff do not follow the guideline yet
outcome-saved = ✅ Outcome saved.
outcome-continued = ✅ Added to the end of the outcome: Telegram had cut your long text into several messages.
ask-score-after =
    <b>ITA score</b> for { $topic }
    FY{ $before-year }: { $before } points. <b>What was it in FY{ $after-year }?</b> For example 82.94
ask-score-pair =
    <b>ITA score</b> for { $topic }
    Type the score of FY{ $before-year }, a space, then that of FY{ $after-year }, for example 84.25 82.94
score-other-missing = That is one score only. Please type both years', the earlier first, for example 84.25 82.94
score-too-many = There are too many numbers. Please type the scores only, for example 84.25 82.94
score-out-of-range = A score is between 0 and 100 with at most two decimals, for example 82.94
scores-none = ℹ️ No score has been given. Once it is known, press Scores.
scores-kept = ℹ️ The scores that were saved stay as they are. To change them, press Scores.
score-unreadable = This could not be read as a score. It should look like 82.94
scores-in-doubt =
    ⚠️ The second score is what the plan says of the year before. <b>Which score is of which year?</b>
button-score-order = FY{ $before-year }: { $before } · FY{ $after-year }: { $after }
score-differs-from-plan = ⚠️ The plan has { $planned } for the earlier year, you typed { $given }. It is saved as typed; please check it.

read-results =
    <b>Results</b>
    { $items }
read-outcomes =
    <b>Outcome</b>
    { $items }
review-ready = ✅ Everything is saved. <b>Read it through, then file it.</b>
lacks-order = An order still lacks a part.
lacks-results = ⚠️ There are no results yet.
lacks-outcome = ⚠️ There is no outcome yet.
not-complete = Not complete: it cannot be filed yet.
filed = ✅ <b>Measure { $number } is filed.</b> { $title }
filed-all-yours = All of your measures are filed. Thank you.
filed-by = Filed by { $name } on { $at }
nothing-filed = Nothing was filed yet.
already-filed = This measure is filed already.
already-decided = It was recorded the first time.
locked-checking = The report is being checked or waits to be acknowledged, so this cannot be changed. A verifier must return it first.
locked-acknowledged = The executive has acknowledged the report, so this cannot be changed.
tell-measures-retired = 🗑 <b>The reporter retired { $count ->
    [one] a measure
   *[other] { $count } measures
} of yours</b>. There is no need to report { $count ->
    [one] it
   *[other] them
} any more
tell-draft-kept = What was begun is kept, and comes back if the measure does
tell-unfiled = ☑️ <b>The executive acknowledged the report of fiscal year B.E. { $year }</b>, so what you had begun or were correcting on these measures cannot be filed any more
tell-next-year = 🗓 <b>The plan of fiscal year B.E. { $next } is in use now</b>, so what you had begun for FY{ $year } on these measures cannot be filed any more
tell-unfiled-how = If something must still be put right, please tell your reporter. What you typed is still in this chat
locked-note = 🔒 Cannot be changed now.
tell-all-filed = ✅ All measures of fiscal year B.E. { $year } are reported. The last was measure { $number }, by { $name }
tell-refiled = ✏️ { $name } filed measure { $number } after the latest version was compiled. Please compile a new one.

# ---- Reporter
stage-none = Report: not compiled yet
stage-printing = Report version { $version }: the file is being made
stage-compiled = Report version { $version }: compiled, not sent for checking yet
stage-checking = Report version { $version }: { $name } is checking it
stage-submitted = Report version { $version }: waits for the executive
stage-returned = Report version { $version }: returned
stage-superseded = Report version { $version }: something changed since; compile it again
stage-acknowledged = Report version { $version }: acknowledged by the executive
board-title = <b>Board of fiscal year B.E. { $year }</b>: { $filed } of { $measures } measures filed
board-lines = { $lines }
board-line =
    <b>{ $number }.</b> { $title }
    { $standing } · { $unit } · { $by }
board-by = { $name }, { $at }
board-who = { $name }
board-not-enrolled = { $name } (not enrolled yet)
board-nobody = nobody is responsible
compiling = ⏳ Compiling version { $version }. The PDF will arrive in this chat.
compiling-made = ✅ Version { $version } is made.
compiling-failed = ⚠️ Version { $version } could not be made.
compiling-queued = ⏸ It waits for its turn. Files before it: { $ahead }
compiling-step = { $mark ->
    [done] ✅
    [now] ⏳
   *[later] ▫️
} { $step ->
    [reading] Reading data and photos
    [setting] Setting the pages
   *[keeping] Computing the SHA-256 and keeping the file
}
compile-missing =
    ⚠️ <b>{ $count ->
        [one] { $count } measure has
       *[other] { $count } measures have
    } not been reported</b>
    { $lines }
compile-nothing = No measure has been reported yet, so there is nothing to compile.
compile-under-way = The file is being made. Please wait a moment.
compile-while-checked = The report is being checked or waits to be acknowledged. It must be returned before it can be compiled anew.
compiled-summary = 📄 <b>Report version { $version }</b>, { $office }, fiscal year B.E. { $year }
summary-counts = { $reported } of { $measures } measures reported; orders cited: { $orders }
summary-missing = ⚠️ Not reported: measures { $numbers }
document-hash = SHA-256 <code>{ $sha256 }</code>
printing-failed = Sorry, the file could not be made. Everything that was reported is still there. Please compile again.
printing-acknowledged-failed = Sorry, the file with the acknowledgement could not be made. The acknowledgement itself is recorded. Please ask for the file again.
printed-too-late = The file of an earlier version is ready, but something has changed since, so it is not sent.
sent-short = Sent
sent-for-checking = 📤 Version { $version } was sent to { $name }
next-not-enrolled = It cannot be sent: the next person is not enrolled yet. { $name }
file-again = 📄 Report version { $version }, { $office }, fiscal year B.E. { $year }

# ---- Checking
check-summary = 📄 <b>A report waits for your check</b>: version { $version }, { $office }, fiscal year B.E. { $year }
confirm-approval =
    <b>Confirm your check</b>
    I, { $name }, { $position },
    have checked version { $version } of the report of { $office } for fiscal year B.E. { $year }.
    SHA-256 <code>{ $sha256 }</code>
approved = ✅ Your check is recorded. Version { $version } went on to { $next }
tell-approved = ✅ { $name } approved version { $version }; it went on to { $next }
tell-returned =
    ↩️ { $name } returned measure { $number } { $title }
    <b>Reason</b> { $reason }
    It went back to its unit; you will be told when it is mended.
tell-measure-returned =
    ↩️ <b>Measure { $number } was returned to you</b>
    { $title }
    <b>Reason</b> { $reason }
    By { $name }
ask-which-to-return = Which measure do you return?
ask-return-reason =
    Returning measure { $number } { $title }
    <b>Type the reason.</b> Its unit will read it.
measure-sent-back = ↩️ Measure { $number } was returned. It comes round again when it is mended and compiled.
not-waiting-for-you = This does not wait for you now.
second-step-first = Please read the confirmation first: begin with the first button again.

# ---- Executive
executive-summary = 📄 <b>A report waits for your acknowledgement</b>: version { $version }, { $office }, fiscal year B.E. { $year }
confirm-acknowledgement =
    <b>Confirm your acknowledgement</b>
    I, { $name }, { $position },
    acknowledge version { $version } of the report of { $office } for fiscal year B.E. { $year }.
    SHA-256 <code>{ $sha256 }</code>
confirm-acknowledgement-how = Press to confirm, or type ยืนยันรับทราบ
with-instruction = <b>Instruction</b> { $instruction }
ask-instruction = <b>Type your instruction.</b> You will be asked to confirm the acknowledgement.
ask-return-instruction = Returning version { $version }. <b>Type your instruction</b> for the reporter.
acknowledged = ✅ <b>Acknowledged</b>: version { $version }. The file with your acknowledgement is on its way to everyone.
report-sent-back = ↩️ Version { $version } was returned with your instruction.
tell-returned-by-executive =
    ↩️ { $name } returned version { $version } of the report
    <b>Instruction</b> { $instruction }
acknowledged-document =
    ☑️ <b>The executive acknowledged the report</b>
    { $office }, fiscal year B.E. { $year }, version { $version }
    By { $name }, { $position }, { $at }
    { $instruction }

# ---- Buttons
button-begin = Begin
button-home = 🏠 Home
button-leave = 🏠 Later
button-help = Help
button-of-office = { $label } ({ $office })
button-measures = 📋 My measures
button-measure = { $sign } { $number }. { $title }
button-measure-plain = { $number }. { $title }
button-next-measure = ▶️ Measure { $number } { $standing }
button-add-order = ➕ Add an order
button-nothing-done = Nothing was done
button-done-without-document = Done, without a document
button-to-outcome = That is all: outcome ▶️
button-edit-results = ✏️ Results
button-edit-outcome = ✏️ Outcome
button-edit-scores = ✏️ Scores
button-add-results = ➕ Add an item
button-review = Review
button-back = ◀️ Back
button-back-to-results = ◀️ Back to results
button-keep = Keep it ▶️
button-no-score-yet = No score yet
button-score-because = Change to “because the score…”
button-score-led-to = Change to “so that the score…”
button-file = 📨 File it
button-correct = ✏️ Correct and file again
button-mend = ✏️ Open to mend
button-board = 📊 Board
button-compile = 📄 Compile report
button-compile-anyway = Compile what there is
button-send-for-checking = 📤 Send for checking
button-file-again = 📄 Send the file again
button-reopen = ↩️ Return a measure
button-approve = ✅ Checked, correct
button-confirm-approval = ✅ Yes, I have checked it
button-return = ↩️ Return
button-acknowledge = ✅ Acknowledge
button-confirm-acknowledgement = ✅ Confirm
button-instruct = Acknowledge with an instruction
button-without-instruction = No instruction
button-return-report = ↩️ Return
button-not-yet = Not yet
