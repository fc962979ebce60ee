# The words of the report
doc-title = Report on the measures that promote integrity and transparency
doc-subtitle = { $office }, fiscal year B.E. { $year }
doc-heading = Report on the measures that promote integrity and transparency in operation
doc-intro = The analysis of the Integrity and Transparency Assessment (ITA) of { $office } for fiscal year B.E. { $before } led to measures that promote integrity and transparency of { $office } in fiscal year B.E. { $year }, so that the office is run more fairly and openly. What was done under these measures in fiscal year B.E. { $year } is summarised as follows.
doc-column-measure = Measure
doc-column-method = Method
doc-column-responsible = Responsible
doc-column-period = Period
doc-column-result = Results
doc-column-outcome = Outcome
doc-item-number = { $number }.
doc-not-reported = (not reported yet)
doc-responsible-line = Unit in charge of this report: { $unit }
doc-signer-reporter = Reporter
doc-signer-verifier = Verifier
doc-signer-executive = Acknowledged by the executive
doc-sign = Signed
doc-position = Position
doc-date = Date
doc-page = Page { $page } of { $pages }
doc-version = Version { $version }, made { $at }

# Citations and scores
cite-order = Order of { $issuer } No. { $number }/{ $year }: { $subject }
cite-order-dated = Order of { $issuer } No. { $number }/{ $year }: { $subject }, dated { $date }
cite-paper-order = Order{ $issuer }{ $number }{ $subject }{ $date }{ $url }
cite-paper-announcement = Announcement{ $issuer }{ $number }{ $subject }{ $date }{ $url }
cite-paper-memo = Memorandum{ $issuer }{ $number }{ $subject }{ $date }{ $url }
cite-paper-letter = Letter{ $issuer }{ $number }{ $subject }{ $date }{ $url }
cite-paper-minutes = Minutes of the meeting{ $issuer }{ $number }{ $subject }{ $date }{ $url }
cite-paper-plan = Plan{ $issuer }{ $number }{ $subject }{ $date }{ $url }
cite-paper-plan-of = Plan{ $issuer }{ $number }{ $subject }{ $date }{ $url }
cite-paper-manual = Manual{ $issuer }{ $number }{ $subject }{ $date }{ $url }
cite-paper-manual-of = Manual{ $issuer }{ $number }{ $subject }{ $date }{ $url }
cite-paper-form = Form{ $issuer }{ $number }{ $subject }{ $date }{ $url }
cite-paper-form-of = Form{ $issuer }{ $number }{ $subject }{ $date }{ $url }
cite-paper-link = Web page{ $issuer }{ $number }{ $subject }{ $url }{ $date }
cite-paper-site = Web page{ $issuer }{ $number }{ $url }{ $date }
cite-part-by = { "" } of { $part }
cite-part-unit = { "" } of { $part }
cite-part-number = { "" } No. { $part }
cite-part-round = { "" } No. { $part }
cite-part-about = : { $part }
cite-part-meeting = : { $part }
cite-part-name = : { $part }
cite-part-dated = , dated { $part }
cite-part-held = , held on { $part }
cite-part-posted = , published on { $part }
cite-part-published = , published on { $part }
cite-part-address = , { $part }
cite-part-url = , published at { $part }
nothing-done = Nothing was done, because { $reason }
score-topic-question = “{ $code } { $text }”
score-topic-indicator = “{ $text }”
score-because-rose = because the ITA score for { $topic } rose by { $difference } points from fiscal year B.E. { $before-year } { $pair }
score-because-fell = because the ITA score for { $topic } fell by { $difference } points from fiscal year B.E. { $before-year } { $pair }
score-because-same = because the ITA score for { $topic } is the same as in fiscal year B.E. { $before-year } { $pair }
score-led-to-rose = so that the ITA score for { $topic } rose by { $difference } points from fiscal year B.E. { $before-year } { $pair }
score-led-to-fell = so that the ITA score for { $topic } fell by { $difference } points from fiscal year B.E. { $before-year } { $pair }
score-led-to-same = so that the ITA score for { $topic } is the same as in fiscal year B.E. { $before-year } { $pair }
score-pair = (fiscal year B.E. { $before-year }: { $before } points; fiscal year B.E. { $after-year }: { $after } points)

# The acknowledgement's page
ack-heading = Record of the executive's acknowledgement
ack-report = Report
ack-version = Version
ack-version-value = { $version } (made { $at })
ack-sha256 = SHA-256 of the file submitted
ack-code = Check code
ack-by = Acknowledged by
ack-position = Position
ack-at = Acknowledged on
ack-instruction = Instruction
ack-no-instruction = None
ack-statement = I have taken note of this report.
ack-trail = How it was submitted and checked
ack-trail-sent = Sent for checking
ack-trail-approved = Checked
ack-trail-returned = Returned
ack-trail-acknowledged = Acknowledged
ack-trail-line = { $name }, { $position }, { $at }
ack-method = Acknowledged in the system by the account enrolled for this post, confirmed in two steps that named the person, the version and the SHA-256 above. Any change of content must be submitted anew.
file-name = report-{ $office }-FY{ $year }-version{ $version }
file-name-acknowledged = report-{ $office }-FY{ $year }-acknowledged

# Annexes
doc-row-continued = Measure { $number } (continued)
annex-letter = Annex { $number ->
    [1] A
    [2] B
    [3] C
    [4] D
   *[other] E
}
annex-overview = The year at a glance
annex-evidence = Index of the evidence
annex-photos = Photos
annex-scores = ITA scores of the measures’ questions
annex-log = Reports, corrections and submissions
annex-column-place = No.
annex-column-kind = Kind
annex-column-number = Number
annex-column-subject = Subject
annex-column-date = Date
annex-column-measure = Measure
annex-column-file = File
annex-column-at = Time
annex-column-what = What
annex-column-who = Who
annex-column-note = Reason or instruction
annex-paper = { $kind ->
    [order] Order
    [announcement] Announcement
    [memo] Memo
    [letter] Letter
    [minutes] Minutes
    [plan] Plan
    [manual] Manual
    [form] Form
    [link] Website
   *[photo] Photo or file
}
annex-date = { $date }
annex-file-missing = (no file)
annex-photo = Evidence { $exhibit }, measure { $measure }: { $shows } (sent { $date })
annex-photo-missing = (this photo cannot be shown)
annex-score-year = Fiscal year B.E. { $year }
annex-score = FY{ $year }: { $score } points
annex-score-of = Measure { $number } { $topic }
annex-score-rose = up { $by } points
annex-score-fell = down { $by } points
annex-score-same = unchanged
annex-filed = Measure { $measure } reported for quarter { $quarter }
annex-corrected = Measure { $measure } corrected for quarter { $quarter }
annex-sent-back = Measure { $measure } sent back for quarter { $quarter }
annex-compiled = Version { $version } compiled
annex-sent = Version { $version } sent for checking
annex-approved = Version { $version } checked
annex-returned = Version { $version } returned
annex-acknowledged = Version { $version } acknowledged

# The year at a glance
overview-counts = Measures in all: { $all }. Carried out: { $done }. In part: { $partly }. Not carried out: { $not-done }. Not reported: { $unreported }.
overview-moves = ITA scores of the measures’ questions. Up: { $rose }. Down: { $fell }. Unchanged: { $same }. Not known yet: { $open }.
overview-carried = { $carried ->
    [done] carried out
    [partly] in part
    [not-done] not carried out
   *[unreported] not reported
}
overview-carried-but = { $carried } (nothing in quarter { $quarters })
overview-score = { $score }
overview-column-carried = Carried out
overview-column-before = Before
overview-column-after = After
overview-column-change = Change
overview-column-period = Period
overview-column-version = Version
overview-column-at = Acknowledged on
overview-column-by = Acknowledged by
overview-by = { $name } ({ $position })
overview-reports = Reports of the year that the executive has acknowledged
overview-no-reports = No report of a quarter or of six months was acknowledged.
overview-how = Note: counted from what the units reported. Carried out: something was done in every quarter that was reported, and its outcome is told. In part: something was done, but nothing in some quarter, or no outcome is told. Not carried out: it was reported that nothing was done, and why. Changes are computed from the scores before and after.
