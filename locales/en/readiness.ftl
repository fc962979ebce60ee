# The readiness of a report, before it is sent for checking

button-readiness = ☑️ Check readiness
button-readiness-return = ↩️ Send back to be mended: { $measure }
readiness-short = Readiness: ⛔{ "\u00A0" }must be mended { $must } · ⚠️{ "\u00A0" }should be mended { $should } · ℹ️{ "\u00A0" }remarks { $info }
readiness-title = <b>Readiness of the report, fiscal year B.E. { $year }</b>
readiness-none = ✅ Nothing found that an assessor would mark down
readiness-counts = What an assessor may mark down: ⛔{ "\u00A0" }must be mended { $must } · ⚠️{ "\u00A0" }should be mended { $should } · ℹ️{ "\u00A0" }remarks { $info }
readiness-of-whole =
    <b>The whole report</b>
    { $lines }
readiness-of-measure =
    <b>Measure { $number }</b> { $title }
    { $lines }
readiness-line =
    { $level ->
        [must] ⛔
        [should] ⚠️
       *[info] ℹ️
    } { $place }{ $finding }
readiness-place-none = { "" }
readiness-place-results = Result { $results } –{ " " }
readiness-place-outcomes = Outcome { $outcomes } –{ " " }
readiness-place-both = Result { $results } and outcome { $outcomes } –{ " " }
readiness-finding =
    { $rule ->
        [no-result] No result yet: progress of every measure must be reported
        [no-outcome] No outcome yet: say what came of it
        [paper-without-number] A paper has no number: add it
        [paper-without-date] A paper has no date ({ $detail }): add it
        [evidence-outside-year] Evidence is dated outside the fiscal year ({ $detail }): use evidence of the year, or say why
        [order-maybe-after-year] Order { $detail } may have been made after the fiscal year, going by its number: check the date
        [outcome-contradicts-evidence] Papers are cited, but the outcome says that it was not done: make them agree
        [assignment-without-order] Somebody was charged, but no order or memo says so: add its number and date
        [website-without-link] A website or social media are named without a link and its date and without a picture: add both or a screenshot
        [one-quarter-only] All dated evidence lies in { $detail }: add evidence of other quarters
        [no-measured-outcome] The outcome has no figure or compared score
        [scores-do-not-add-up] The difference does not follow from the two scores: check the figures
        [mixed-score-levels] Its score is of another level than other measures' (question or indicator)
        [differs-from-plan] Not as in the plan: { $detail }
        [missing-sign-off] Not signed and dated yet: { $detail }
        [personal-data] Personal data ({ $detail }): black it out before publishing
       *[other] Something to check
    }
readiness-about-nothing = { "" }
readiness-about-dates = { $dates }
readiness-date = { $date }
readiness-about-names = { $names }
readiness-about-quarter = quarter { $quarter }
readiness-about-personal = { $found }
readiness-personal =
    { $kind ->
        [national-id] national ID
        [mobile] telephone number
       *[plate] vehicle plate
    } { $text }
