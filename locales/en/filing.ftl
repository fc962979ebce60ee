# The memo of the acknowledgement
memo-title = Memo: acknowledgement of { $title } { $office } for fiscal year B.E. { $year }, version { $version }
memo-heading = Memo
memo-agency = Agency
memo-agency-value = { $unit }, { $office }
memo-number = No.
memo-date = Date
memo-day = { $date }
memo-subject = Subject
memo-subject-value = Acknowledgement of { $title } for fiscal year B.E. { $year }
memo-to = To
memo-what = { $unit } has completed { $title } of { $office } for fiscal year B.E. { $year }, version { $version } (compiled { $at }), and submitted it as follows:
memo-what-office = { $office } has completed { $title } for fiscal year B.E. { $year }, version { $version } (compiled { $at }), and submitted it as follows:
memo-please = It is submitted for your acknowledgement.
memo-sent = Submitted in the system
memo-opinion-heading = Opinion and instruction of the executive
memo-opinion = The report for fiscal year B.E. { $year }, version { $version }, is acknowledged in the capacity of executive.
memo-instruction = Instruction: { $instruction }
memo-no-instruction = There is no further instruction.
memo-acknowledged = Acknowledged in the system
memo-sha256 = SHA-256 of the report with its page of acknowledgement
memo-qr = Acknowledged: { $office } FY{ $year }, version { $version }, code { $code } SHA-256 { $sha256 }
memo-qr-alt = QR code for checking; it says: { $text }
memo-check-heading = Checking this document
memo-check-how = Send the report's file, or type the code, in the system's chat: it answers whether it is what was acknowledged.
file-name-memo = Memo of acknowledgement-{ $office }-FY{ $year }
file-name-filing = Filing-{ $office }-FY{ $year }

# Other files of the report
button-memo = 📝 Memo of acknowledgement
button-docx = Word (.docx)
button-xlsx = Excel (.xlsx)
button-filing = 📦 Files for publishing (.zip)
made-what = { $kind ->
    [published] the published copy of the report
    [memo] the memo of the acknowledgement
    [docx] the report as a Word file, to be edited
    [acknowledged_docx] the acknowledged report as a Word file
    [xlsx] the report as an Excel file
   *[filing] everything for publishing
}
made-under-way = ⏳ Making { $what }. It comes when it is done.
made-under-way-short = Making the file
made-done = ✅ Made: { $what }
made-not-done = ⚠️ Could not be made: { $what }
made-failed = ⚠️ { $what } could not be made yet. Please press again later.
made-file = 📎 <b>{ $what }</b>
    { $office }, fiscal year B.E. { $year }, version { $version }
made-filing-how = The first file is the published copy, the second the text for the OIT form. The folder “Kept in the office” holds the acknowledged report, the memo, Word, Excel and JSON files and the evidence with its index, which are not for publishing. There are SHA-256 sums of everything. If the evidence is larger than Telegram sends, only its index is there, and whoever runs the system can hand it out.

# Checking a file
button-check-file = 🔎 Check a report's file
check-ask = 🔎 <b>Send the file to be checked</b>, or type the check code at the document's end, such as KY3D1-0C89H.
check-as-file = A photo is made smaller on its way and cannot be checked. Please send it as a file.
check-too-large = The file is larger than 20 MB, which Telegram does not let the system download. Please type the check code at the document's end instead.
check-after-files = Files still wait for their measure. Please choose it first, then check a file.
check-may-be-plan = If it is the office's plan, press the import and send the file again.
check-may-be-evidence = If it is evidence for a measure that was filed, open the measure, press Correct and file again, and send the file once more.
checking-file = 🔎 Checking the file. It is not kept.
check-lost = ⚠️ The file { $name } could not be had from Telegram. Please send it again, or type the check code at the document's end.
check-unknown = ❌ The file { $name } is none of the documents of your office. It may have been changed or saved anew, or it does not come from this system.
check-unknown-code = ❌ None of the documents of your office has this code. Please look at its letters and type it again.
check-how = Check code { $code }. To learn whether a file is this version, send that file or type this code here.
check-code = Check code { $code }
verified-what = { $by ->
    [code] This code belongs to
    [hash] This SHA-256 belongs to
   *[file] This file is, byte for byte,
}
verified = { $verdict ->
    [acknowledged] ✅ { $what } the report that the executive acknowledged.
    [published] ✅ { $what } the published copy of the report that the executive acknowledged, without the personal data that is hidden.
    [memo] ✅ { $what } the memo of the acknowledgement.
    [made] ✅ { $what } a file made of the report that the executive acknowledged.
    [older] ⚠️ { $what } an older version of the report, which was not acknowledged.
   *[not_yet] ⏳ { $what } a report that is not acknowledged yet.
}
verified-whose = { $office }, fiscal year B.E. { $year }, version { $version }
verified-by = Acknowledged by { $name }, { $position }, on { $at }
verified-newer = The newest version is { $version }
verified-evidence = ✅ { $what } evidence of measure { $number } ({ $title }) as it was filed for quarter { $quarters }.
verified-evidence-unfiled = 📎 { $what } evidence that was sent for measure { $number } ({ $title }) and is not in what was filed last.
verified-evidence-of = { $office }, fiscal year B.E. { $year }, sent { $at }

# What is published
filing-report = Report of measures { $office } FY{ $year }
filing-memo = Memo of acknowledgement { $office } FY{ $year }
filing-text = 2 Text for the OIT form { $office } FY{ $year }
filing-index = Index of evidence { $office } FY{ $year }
filing-evidence-folder = Evidence
filing-head = { $office }, fiscal year B.E. { $year }
filing-item = Item { $item } { $title }
filing-item-untitled = Item { $item }
filing-item-unknown = The number and title of the OIT item for fiscal year B.E. { $year } are not configured. Please look them up in that year's manual.
filing-link = Text of the link: { $title } { $office } for fiscal year B.E. { $year }
filing-file = File to publish: { $file }
filing-evidence = { $count } files of evidence are enclosed
filing-left-out = { $count } files of evidence are left out, since together they are larger than Telegram sends; whoever runs the system can hand them out with rapsap export
filing-lacking = { $count } files of evidence are not kept in the system
filing-index-number = No.
filing-index-measure = Measure
filing-index-paper = Kind
filing-index-reference = Reference
filing-index-subject = Subject
filing-index-date = Date
filing-index-file = File
filing-index-size = Bytes
filing-index-sha256 = SHA-256
filing-index-state = State
filing-kind = { $kind ->
    [order] Order
    [announcement] Announcement
    [memo] Memo
    [letter] Letter
    [minutes] Minutes
    [plan] Plan
    [manual] Manual
    [form] Form
    [link] Website
   *[file] Photo or file
}
filing-state = { $state ->
    [along] enclosed
    [left_out] left out, too large together
   *[lacking] not kept in the system
}
