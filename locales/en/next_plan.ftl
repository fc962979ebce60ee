# Opening the plan of the next fiscal year
button-next-plan = 📅 Open the plan of FY{ $year }
next-plan-title =
    📅 <b>Open the plan of fiscal year B.E. { $next }</b>
    Taken from the plan of fiscal year B.E. { $year }. Nothing changes until you confirm.
next-plan-leaves = ⚠️ <b>The report of fiscal year B.E. { $year } is not acknowledged.</b> Once the new plan is open, nothing can be reported, compiled or sent for that year in chat any more. What was filed is kept.
next-plan-fallen-first = Measures whose ITA score fell come first, as the new year’s starting point.
next-plan-count = { $taken } of { $measures } measures are carried over. Press a measure to leave it out or to take it back.
next-plan-measure = <b>{ $number }. { $title }</b>
next-plan-left-out = ➖ <s>{ $title }</s> (left out)
next-plan-fell = 📉 Fell by { $by } points (from { $before } to { $after })
next-plan-score = Score of FY{ $year }: { $before }
next-plan-score-unknown = The score of FY{ $year } is not known yet. It can be added once the plan is open
next-plan-period = Period { $period }
next-plan-period-kept = ⚠️ No year can be read in the period “{ $period }”: it stays as it is
next-plan-names-year = ⚠️ Its title or a method names the old year. Please change it once the plan is open
next-plan-wording = The years named in the report’s title, heading and introduction move on by one: B.E. { $year } becomes B.E. { $next }.
next-plan-confirm = Once confirmed, the plan of FY{ $next } is everybody’s. The report of FY{ $year } can still be had under “Reports of earlier years”.
next-plan-nothing = At least one measure must be carried over.
button-next-plan-leave = ✅ { $title }
button-next-plan-take = ➖ { $title }
button-next-plan-before = ◀️ Before
button-next-plan-more = More ▶️
button-next-plan-now = ✅ Confirm the plan of FY{ $year } ({ $count } measures)
next-plan-running = The plan of FY{ $next } cannot be opened yet: fiscal year B.E. { $year } is not over, and the executive has not acknowledged its report.
next-plan-already = The plan of fiscal year B.E. { $year } is open already.
next-plan-unfinished =
    ⚠️ <b>The report of fiscal year B.E. { $year } is not acknowledged.</b>
    It is better to have the executive acknowledge it before the plan of FY{ $next } is opened. If it is opened now, the report of FY{ $year } cannot be finished in chat any more.
next-plan-reported = Of the quarter at hand { $filed } of { $measures } measures are filed; { $drafts } drafts are not filed.
next-plan-not-due = The last quarter can be reported in time until { $due }.
button-next-plan-anyway = Close FY{ $year } without acknowledgement
next-plan-opened =
    ✅ <b>The plan of fiscal year B.E. { $next } is open</b> with { $count } measures.
    Change, add or move measures below. The report of FY{ $year } is kept under “Reports of earlier years”.
tell-next-plan = 📅 <b>The plan of fiscal year B.E. { $next } is open</b> at { $office }. From now on FY{ $next } is reported; the report of FY{ $year } can still be had.

# ---- Reports of earlier years
button-earlier = 🗂 Reports of earlier years
button-earlier-file = 📄 The file of FY{ $year }
earlier-title = 🗂 <b>Reports of earlier years</b>, { $office }
earlier-none = There is no report of an earlier year here yet.
earlier-acknowledged =
    ☑️ <b>Fiscal year B.E. { $year }</b>, version { $version }, acknowledged
    by { $name }, { $position }, { $at }
earlier-unfinished = ▫️ <b>Fiscal year B.E. { $year }</b>, version { $version }, not acknowledged
earlier-without-report = ▫️ <b>Fiscal year B.E. { $year }</b>, no report was compiled
earlier-button = This button belongs to fiscal year B.E. { $year }, which is closed: nothing has changed. This is how things stand
earlier-question = What you were at belongs to fiscal year B.E. { $year }, which is closed, and cannot go on. What was saved before is kept.
