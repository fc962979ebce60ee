# The readiness of a report as a page that is printed and handed to the units

button-readiness-page = 🖨 Readiness sheet (PDF)
readiness-page-file = readiness-{ $office }-FY{ $year }
readiness-page-caption = 🖨 <b>Readiness of the report, fiscal year B.E. { $year }</b>
readiness-page-sent = The readiness sheet is below

readiness-page-title = Readiness of the report
readiness-page-subtitle = { $office }, fiscal year B.E. { $year } (checked { $at })
readiness-page-of-period = The report of { $period }.
readiness-page-none =
    Nothing was found that an assessor would mark down, in all { $measures } measures and in the report as a whole.
    Only what units have filed was looked at. If anything is changed after the time above, check again before the report is sent for checking.
readiness-page-intro =
    What an assessor may mark down: { $must } must be mended, { $should } should be mended, { $info } remarks.
    In the order of the units that are responsible, each from a page of its own, so that it can be printed and handed to those who mend it. Tick the box when it is done.
readiness-page-unit = Unit
readiness-page-must = Must be mended
readiness-page-should = Should be mended
readiness-page-info = Remarks
readiness-page-count = { $count }
readiness-page-whole = The whole report
readiness-page-number = No.
readiness-page-level = Level
readiness-page-found = What was found
readiness-page-how = How and where to mend it
readiness-page-basis = Rule and where it is from
readiness-page-done = Done
readiness-page-measure = Measure { $number } { $title }
readiness-page-people = To be mended by: { $people }
readiness-page-person = { $name } ({ $position })
readiness-page-nobody = To be mended by: nobody of this unit is in the system yet
readiness-page-grave =
    { $level ->
        [must] Must be mended
        [should] Should be mended
       *[info] Remark
    }
readiness-page-place-none = { "" }
readiness-page-place-results = result { $results }
readiness-page-place-outcomes = outcome { $outcomes }
readiness-page-place-both = result { $results } and outcome { $outcomes }
readiness-page-fault =
    { $rule ->
        [no-result] No result yet
        [no-outcome] No outcome yet
        [paper-without-number] A paper has no number
        [paper-without-date] A paper has no date ({ $detail })
        [evidence-outside-year] Evidence is dated outside the fiscal year ({ $detail })
        [order-maybe-after-year] Order { $detail } may have been made after the fiscal year, going by its number
        [outcome-contradicts-evidence] Papers are cited, but the outcome says that it was not done
        [assignment-without-order] Somebody was charged, but no order or memo says so
        [website-without-link] A website or social media are named without a link and its date and without a picture
        [one-quarter-only] All dated evidence lies in { $detail }
        [no-measured-outcome] The outcome has no figure or compared score
        [scores-do-not-add-up] The difference does not follow from the two scores
        [mixed-score-levels] Its score is of another level than other measures' (question or indicator)
        [differs-from-plan] Not as in the plan: { $detail }
        [missing-sign-off] Not signed and dated yet: { $detail }
        [personal-data] Personal data ({ $detail })
       *[other] Something to check
    }
readiness-page-mend =
    { $rule ->
        [no-result] Report the progress or the result; if nothing was done, say why
        [no-outcome] Say what came of it
        [paper-without-number] Add the paper's number
        [paper-without-date] Add the paper's date
        [evidence-outside-year] Use evidence of the fiscal year, or say why this is cited
        [order-maybe-after-year] Look up the date on the order itself and give it
        [outcome-contradicts-evidence] Make the outcome and the evidence agree
        [assignment-without-order] Add number and date of the order or memo that charged them
        [website-without-link] Add the link and the day of publication, or send a screenshot
        [one-quarter-only] Add evidence of other quarters, or say that it was done at one time only
        [no-measured-outcome] Give a figure, such as times, people or a compared score
        [scores-do-not-add-up] Check the figures against the assessment and give the scores anew
        [mixed-score-levels] Use scores of one level in all measures, or say why they differ
        [differs-from-plan] Make it agree with the plan that was announced, and compile the report anew
        [missing-sign-off] Send it for checking; each date is set when its person approves or acknowledges
        [personal-data] Take it out or black it out before publishing
       *[other] Look at it again
    }
readiness-page-where =
    { $rule ->
        [no-result] Where: in the chat, open measure { $number }
        [no-outcome] Where: in the chat, open measure { $number } → outcome
        [one-quarter-only] Where: in the chat, open measure { $number } → choose the quarter
        [no-measured-outcome] Where: in the chat, open measure { $number } → outcome
        [mixed-score-levels] Where: reporting board → manage the office → measure { $number } → ITA score
        [differs-from-plan] Where: reporting board → manage the office → measures
        [missing-sign-off] Where: the compiled report → send for checking
       *[other] Where: in the chat, open measure { $number } → { $place }
    }
readiness-page-rule =
    { $rule ->
        [no-result] Disclosure (OIT) checklist: the progress or result of every measure
        [no-outcome] Disclosure (OIT) checklist: what came of putting the measures into practice
        [paper-without-number] Disclosure (OIT) checklist: put into practice concretely (a paper can be found by its number)
        [paper-without-date] Disclosure (OIT) checklist: done in the stated fiscal year (only a dated paper shows it)
        [evidence-outside-year] Disclosure (OIT) checklist: done in the stated fiscal year
        [order-maybe-after-year] Disclosure (OIT) checklist: done in the stated fiscal year (orders are numbered by calendar year)
        [outcome-contradicts-evidence] This system's own: the outcome follows from the evidence
        [assignment-without-order] Disclosure (OIT) checklist: put into practice concretely (a charge is in writing)
        [website-without-link] Disclosure (OIT) checklist: put into practice concretely (what is published can be opened)
        [one-quarter-only] This system's own: a measure of the whole year has evidence of more than one quarter
        [no-measured-outcome] This system's own: an outcome that is measured weighs more than words
        [scores-do-not-add-up] This system's own: the difference follows from the two scores
        [mixed-score-levels] This system's own: scores that are compared are of one level
        [differs-from-plan] Disclosure (OIT) checklist: every measure of the plan is reported
        [missing-sign-off] This system's own: reporting, checking and acknowledgement are dated
        [personal-data] Personal Data Protection Act, B.E. 2562 (2019): no more personal data is published than needed
       *[other] This system's own
    }
