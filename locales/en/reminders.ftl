# Reminders
reminder-title = 🔔 <b>Reminder of the report</b> { $office }, fiscal year B.E. { $year }
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
later-said = 😴 You will be reminded again on { $date } if something is still missing
