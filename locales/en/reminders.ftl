# Reminders
reminder-title = 🔔 <b>Reminder of the report</b> { $office }, fiscal year B.E. { $year }
reminder-nudged-by = 📣 { $name } ({ $position }) asks you to see to the following
reminder-nudged = 📣 The reporter asks you to see to the following
reminder-own = Your measures that are not reported yet
reminder-head = Measures of the unit you head that are <b>overdue</b> and not reported yet
reminder-office = Measures of the office that are <b>overdue</b> and not reported yet
reminder-quarter =
    <b>{ $quarter }</b>: { $count ->
        [one] { $count } measure is missing
       *[other] { $count } measures are missing
    }
    { $due }
reminder-measure = • { $number }. { $title }
reminder-more = and { $count } more
reminder-person = • { $name } ({ $count ->
        [one] { $count } measure
       *[other] { $count } measures
    })
reminder-more-people = and { $count ->
        [one] { $count } more person
       *[other] { $count } more people
    }
reminder-nobody = • Nobody has enrolled for { $count ->
        [one] { $count } measure
       *[other] { $count } measures
    }
reminder-waiting =
    { $role ->
        [executive] 📌 Version { $version } of the report <b>waits for you to acknowledge it</b>
       *[verifier] 📌 Version { $version } of the report <b>waits for your check</b>
    } since { $since }
reminder-turn =
    🗓️ <b>Fiscal year B.E. { $year } has ended.</b>
    Please compile its yearly report, send it for checking and to the executive. The plan of fiscal year B.E. { $next } can be opened then.
reminder-closing =
    🗓️ <b>The report of fiscal year B.E. { $year } is overdue.</b>
    { $what ->
        [send] It is compiled and has not been sent. Please send it for checking.
       *[compile] Please compile it and send it for checking, for the executive to acknowledge.
    }
reminder-next-plan =
    📅 <b>The report of fiscal year B.E. { $year } is acknowledged.</b>
    The plan of fiscal year B.E. { $next } can be opened: measures are carried over, those whose score fell first.
reminder-away = 🔕 { $name } ({ $position }) has blocked the bot and cannot be reminded until they come back. Please speak to them directly.
button-reminder-begin = ✏️ Report measure { $number }

# ---- Putting reminders off
button-later-tomorrow = 😴 Next working day
button-later-day = 📅 Choose a day
button-later-on = { $date }
ask-later-day = <b>On which day shall I remind you again?</b>
later-passed = That day is over. Please choose another one.
later-said = 😴 You will be reminded again on { $date } if something is still missing

# ---- The reporter reminds somebody
button-nudge = 🔔 Remind { $name }
button-nudge-all = 🔔 Remind everybody who is missing ({ $count })
reminded-last = last reminded { $at }
reminded-never = not reminded yet
reminded-waits = the reminder of { $date } is on its way
reminded-away = 🔕 has blocked the bot, cannot be reminded
nudge-sent =
    🔔 <b>A reminder is being sent to</b>
    { $lines }
nudge-planned =
    🔔 <b>Outside working hours now: a reminder will be sent on { $at } to</b>
    { $lines }
nudge-line = • { $name } ({ $position })
nudge-too-soon = • { $name } was reminded on { $last } and can be reminded again from { $next }
nudge-waits = • The reminder of { $date } to { $name } is on its way already
nudge-away = • 🔕 { $name } ({ $position }) has blocked the bot. Please speak to them directly.
nudge-nothing-of = • { $name } lacks nothing, so there is nothing to remind them of
nudge-nothing = There is nothing to remind anybody of.
nudge-notice = { $count ->
    [0] No reminder was sent
    [one] { $count } reminder
   *[other] { $count } reminders
}

# ---- Coming reminders
button-coming = 🗓 Coming reminders
coming-title =
    🗓 <b>Reminders of the next { $weeks } weeks</b>
    unless something is reported or changed before
coming-none = There are no reminders in that time.
coming-day =
    <b>{ $date }</b>
    { $lines }
coming-more = and { $count ->
    [one] { $count } more day
   *[other] { $count } more days
}
coming-line = • { $kind }: { $names }
coming-line-quarter = • { $kind }, { $quarter }: { $names }
coming-names = { $more ->
    [0] { $names }
   *[other] { $names } and { $more } more
}
coming-kind = { $kind ->
    [opening] The quarter has ended
    [before] Before the due date
    [due] On the due date
    [overdue] Overdue
    [head] Overdue, to the head of the unit
    [reporter] Overdue, to the reporter
    [waiting] The report waits
    [turn] The fiscal year has ended
    [closing] The year’s report is overdue
    [next_plan] The next plan can be opened
    [snoozed] Put off until that day
    [nudge] As the reporter asked
   *[away] Somebody blocked the bot, to the reporter
}
