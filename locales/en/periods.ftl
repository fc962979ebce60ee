# The period of a report
period = { $kind ->
    [quarter] quarter { $number }
   *[months] { $number } months
}
version-of-period = { $version } ({ $period })
button-of-period = { $label } ({ $period })
button-periods = 🗓 Another period
ask-which-period = 🗓 <b>A report of which period?</b>
button-period = 📄 { $period }
button-period-year = 📄 { $period } (the closing report of the year)
period-not-begun = The period ({ $period }) has not begun, so its report cannot be compiled yet.
readiness-of-period = Only what was reported for the period ({ $period }) is weighed.
tell-unfiled-of-period = ☑️ <b>The executive has acknowledged the report ({ $period }) of fiscal year B.E. { $year }</b> What you had begun or changed for this period in these measures can no longer be filed.
tell-period-ended = ☑️ The executive has acknowledged the closing report of fiscal year B.E. { $year } Report version { $version } needs nothing more.

# Every version
button-versions = 🗃 All versions
versions-title = 🗃 <b>All versions of the reports</b> { $office }
versions-none = There is no report yet that you can have.
versions-line = <b>Fiscal year B.E. { $year }, version { $version }</b> { $fate }
button-version = 📄 FY{ $year }, version { $version }
button-versions-newer = ◀️ Newer
button-versions-older = Older ▶️
fate-acknowledged = ☑️ acknowledged by { $name }, { $position }, on { $at }
fate-returned = ↩️ returned by { $name }, { $position }, on { $at }
fate-superseded = ▫️ replaced by a newer version, or changed after it was compiled
fate-superseded-after = ▫️ void, because something changed after { $name }, { $position }, had acted on { $at }
fate-checking = ⏳ being checked
fate-submitted = ⏳ waits for the executive
fate-compiled = ▫️ compiled and not sent for checking yet
version-file = 🗃 <b>Report version { $version }</b> { $office } fiscal year B.E. { $year }
version-fate = <b>What became of it</b> { $fate }
version-note = <b>Reason or instruction</b> { $note }

# In the document
doc-subtitle-of-period = { $office }, { $period }, fiscal year B.E. { $year }
doc-title-of-period = { $title } ({ $period })
doc-intro-of-period = This report covers { $period } of fiscal year B.E. { $year }, from { $from } to { $until }.
file-name-of-period = { $name }-{ $period }
filing-name-of-period = { $name } { $period }
filing-period = Report of { $period }, from { $from } to { $until }
