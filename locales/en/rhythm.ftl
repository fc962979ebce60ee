# ---- Due dates and reminders
button-admin-rhythm = ⏰ Due dates and reminders
admin-rhythm =
    ⏰ <b>Due dates and reminders</b>
    Only people with something missing are reminded, in office hours of working days
rhythm-line = • { $sentence }
rhythm-line-own = • { $sentence } <b>(the office's own)</b>
rhythm-sentence = { $part ->
    [quarters] Reports are asked for of quarter { $list }
    [due] Due { $days } days after the quarter's end; a day off moves it to the next working day
    [opening] { $days ->
        [0] No note when the round opens
       *[1] A note on the first working day after the quarter's end
    }
    [before] { $days ->
        [0] No reminder before the due date
       *[1] Reminders { $list } days before the due date
    }
    [on-day] { $days ->
        [0] No reminder on the due date
       *[1] A reminder on the due date
    }
    [every] { $days ->
        [0] No reminders of what is overdue
        [1] What is overdue is reminded of every working day
       *[other] What is overdue is reminded of every { $days } working days
    }
    [head] { $days ->
        [0] The head of the unit is not told what is overdue
        [1] The head of the unit is told what is overdue by a working day
       *[other] The head of the unit is told what is overdue by { $days } working days
    }
    [reporter] { $days ->
        [0] The reporter is not told what is overdue
        [1] The reporter is told what is overdue by a working day
       *[other] The reporter is told what is overdue by { $days } working days
    }
   *[waiting] { $days ->
        [0] Verifiers and the executive are not reminded
        [1] Verifiers and the executive are reminded every working day while a report waits for them
       *[other] Verifiers and the executive are reminded every { $days } working days while a report waits for them
    }
}
rhythm-next =
    <b>Due next</b>
    { $lines }
rhythm-next-due = • { $quarter } is due { $date }
rhythm-no-due = All due dates of fiscal year B.E. { $year } are past
button-rhythm-part = { $part ->
    [quarters] 🗂 Quarters
    [due] 📌 Due date
    [opening] { $value ->
        [0] 📣 Send an opening note
       *[1] 📣 No opening note
    }
    [before] 🔔 Before it
    [on-day] { $value ->
        [0] 🔔 Remind on the day
       *[1] 🔔 Not on the day
    }
    [every] 🔁 Overdue
    [head] 👤 Head of the unit
    [reporter] 👤 Reporter
   *[waiting] ⏳ Verifiers, executive
}
button-rhythm-all-usual = ↩️ Everything as usual
button-rhythm-usual = ↩️ As usual
admin-rhythm-usual-again = ✅ Everything is as usual again
admin-rhythm-part =
    ⏰ <b>Now</b>
    { $sentence }
admin-rhythm-usual = <b>Usually</b> { $sentence }
admin-ask-rhythm = { $part ->
    [quarters] Press to switch, or type them, e.g. 1, 2, 3, 4
    [due] How many days after the quarter's end? Press, or type, e.g. 15
    [before] How many days before the due date? Press to switch, or type all of them, e.g. 7, 3, 1
    [every] Every how many working days? Press, or type, e.g. 2; 0 for never
    [head] After how many working days is the head of the unit told? Press, or type, e.g. 3; 0 for never
    [reporter] After how many working days is the reporter told? Press, or type, e.g. 5; 0 for never
    [waiting] Every how many working days? Press, or type, e.g. 2; 0 for never
   *[whether] Press, or type yes or no
}
button-rhythm-quarter = { $on ->
    [0] ⬜ Quarter { $number }
   *[1] ✅ Quarter { $number }
}
button-rhythm-before = { $on ->
    [0] ⬜ { $number } before
   *[1] ✅ { $number } before
}
button-rhythm-due = { $days ->
    [1] 1 day
   *[other] { $days } days
}
button-rhythm-every = { $days ->
    [0] Never
    [1] Every working day
   *[other] Every { $days } working days
}
button-rhythm-after = { $days ->
    [0] Never
    [1] 1 working day
   *[other] { $days } working days
}
button-rhythm-whether = { $days ->
    [0] No
   *[1] Yes
}
admin-no-rhythm = It cannot be so: at least one quarter must be asked for, there are at most 6 reminders before the due date, and at most 60 days or 30 working days
rhythm-whether-unreadable = Please press a button, or type yes or no
rhythm-quarters-unreadable = These quarters cannot be read. Type numbers from 1 to 4 with commas, e.g. 2, 4
rhythm-before-unreadable = These days cannot be read. Type numbers from 1 to 60 with commas, e.g. 7, 3, 1; 0 for none
rhythm-due-unreadable = This number of days cannot be read. Type a number up to 60, e.g. 15
rhythm-days-unreadable = This number of working days cannot be read. Type a number up to 30, e.g. 3; 0 for never

# ---- Heads of units
admin-post-head = 👤 Head of the unit: is told what is overdue in it
button-admin-head = 👤 Make head of the unit
button-admin-no-head = 👤 Not head of the unit

# ---- The year as a picture, and who has not reported
button-heat-map = 🗺 Picture
button-missing = 👥 Who is missing
heat-map-coming = The picture comes as the next message
heat-map-title = 🗺 <b>Reports of { $office }, fiscal year B.E. { $year }</b>
heat-quarter =
    <b>{ $quarter }</b>
    { $lines }
heat-label = { $mark ->
    [overdue] overdue
    [returned] returned
    [draft] draft
    [not-started] not started
    [filed] filed
    [acknowledged] acknowledged
   *[not-due] not yet, or not asked for
}
heat-sign = { $mark ->
    [overdue] !
    [returned] R
    [draft] D
    [not-started] –
    [filed] F
    [acknowledged] A
   *[not-due] ·
}
heat-line = { heat-label }, { $count }: { $numbers }
heat-picture-title = Reports of fiscal year B.E. { $year }
heat-picture-subtitle = { $office }, as of { $at }
heat-column = Q{ $number }
heat-number = { $number }.
missing-title = 👥 <b>Who has not reported</b>
missing-nobody = Nobody: every measure is reported
missing-quarter =
    <b>{ $quarter }</b>
    { $due }
    { $lines }
missing-line = • { $who }: { $numbers }
missing-line-reminded = • { $who }: { $numbers } ({ $reminded })
board-overdue = ⏰ { $quarter }: <b>{ $count } overdue</b> since { $date }
home-overdue =
    ⏰ <b>{ $quarter }</b> is not reported for { $numbers }
    { $due }
button-report-overdue = ⏰ Report measure { $number }, quarter { $quarter }
