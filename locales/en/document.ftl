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
cite-paper = { $paper ->
    [announcement] Announcement of { $issuer }{ $number }: { $subject }{ $date }{ $url }
    [memo] Memorandum { $issuer }{ $number }: { $subject }{ $date }{ $url }
    [letter] Letter { $issuer }{ $number }: { $subject }{ $date }{ $url }
    [minutes] Minutes of { $subject } { $issuer }{ $number }{ $date }{ $url }
   *[other] { $subject } { $issuer }{ $number }{ $date }{ $url }
}
cite-paper-number = { "" } no. { $number }
cite-paper-round = { "" } no. { $number }
cite-paper-date = { "" } of { $date }
cite-paper-url = { "" } { $url }
nothing-done = Nothing was done, because { $reason }
score-topic-question = “{ $code } { $text }”
score-topic-indicator = “{ $text }”
score-because-rose = because the ITA score for { $topic } rose by { $difference } points from fiscal year { $before-year } { $pair }
score-because-fell = because the ITA score for { $topic } fell by { $difference } points from fiscal year { $before-year } { $pair }
score-because-same = because the ITA score for { $topic } is the same as in fiscal year { $before-year } { $pair }
score-led-to-rose = so that the ITA score for { $topic } rose by { $difference } points from fiscal year { $before-year } { $pair }
score-led-to-fell = so that the ITA score for { $topic } fell by { $difference } points from fiscal year { $before-year } { $pair }
score-led-to-same = so that the ITA score for { $topic } is the same as in fiscal year { $before-year } { $pair }
score-pair = (fiscal year { $before-year }: { $before } points; fiscal year { $after-year }: { $after } points)

# The acknowledgement's page
ack-heading = Record of the executive's acknowledgement
ack-report = Report
ack-version = Version
ack-version-value = { $version } (made { $at })
ack-sha256 = SHA-256 of the file submitted
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
file-name = report-{ $office }-{ $year }-version{ $version }
file-name-acknowledged = report-{ $office }-{ $year }-acknowledged
