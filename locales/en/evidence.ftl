# ---- Evidence: papers
paper-name = { $paper ->
    [order] Order
    [announcement] Announcement
    [memo] Memo
    [letter] Letter
    [minutes] Minutes
    [plan] Plan
    [manual] Manual
    [form] Form
   *[link] Web page
}
ask-which-evidence =
    <b>What kind of evidence?</b>
    Or paste the whole citation; several in one message will do.
ask-paper-number = { $paper ->
    [order]
        <b>Number of the order</b>, such as 63/{ $year }.
        Or paste the whole citation.
    [memo] <b>Number of the memo</b>, such as พช 73001/123
    [letter] <b>Number of the letter</b>, such as พช 73001/123 or มท 0810.3/ว 1234
    [minutes] <b>Which round of the meeting?</b> Such as 1/{ $year }
   *[other] <b>Number of the paper</b>
}
ask-paper-subject = { $paper ->
    [order] <b>What is it about?</b> Type the order's subject.
    [announcement] <b>What is announced?</b>
    [memo] <b>What is it about?</b> Type the memo's subject.
    [letter] <b>What is it about?</b> Type the letter's subject.
    [minutes] <b>Which meeting is it?</b>
    [plan] <b>What is the plan called?</b>
    [manual] <b>What is the manual called?</b>
    [form] <b>What is the form called?</b>
   *[link] <b>What does this page publish?</b>
}
ask-paper-date = { $paper ->
    [minutes] <b>On which day was the meeting?</b> Such as 1 February { $year-common } or 1/2/{ $year-common }
    [link] <b>When was it published?</b> Such as 1 February { $year-common } or 1/2/{ $year-common }
   *[other] <b>What is it dated?</b> Such as 1 February { $year-common } or 1/2/{ $year-common }
}
ask-paper-url = <b>Paste the link to the page</b>, such as https://www.bungkla.go.th/…
url-unreadable = This is no link that I can read. A link begins with https://; copy it from the browser's address bar.
paper-so-far = ✅ Saved: { paper-so-far-name }{ $issuer }{ $number }{ $subject }{ $date }{ $url }
paper-so-far-name = { $paper ->
    [order] Order
    [announcement] Announcement
    [memo] Memo
    [letter] Letter
    [minutes] Minutes
   *[other] { "" }
}
so-far-issuer = { " " }of { $part }
so-far-meeting = { " " }of { $part }
so-far-number = { " " }no. { $part }
so-far-round = { " " }no. { $part }
so-far-name = { $part }
so-far-subject = { "" }: { $part }
so-far-date = { " " }of { $part }
so-far-url = { " " }{ $part }
order-typed = You typed: { $typed }
order-added = ✅ Saved: { $citation }
evidence-meanwhile =
    📎 This cites a document, so it was saved as evidence among the results.
    { $items }
already-there = ℹ️ It stands in item { $item } already and was not added again: { $citation }
papers-wait = 📎 What you just typed is saved as well ({ $count } more): what it lacks is asked for after this one.
paper-number-unreadable = { $paper ->
    [order] I cannot read this as an order's number. Correct would be 63/2566; Thai digits are fine, too.
    [minutes] I cannot read this as a round. Correct would be 1/2566; Thai digits are fine, too.
   *[other] I cannot read this as a number. Correct would be พช 73001/123; Thai digits are fine, too.
}
order-number-needed = An order needs its number, so that it can be found, such as 63/2566. If there is no order, cancel it.
order-number-is-round = This is a round, not an order's number. That stands behind the word ที่, such as ที่ 172/2566.
order-year-in-doubt = The year is not clear. Is { $number }/{ $year } meant? If not, type it again with the full B.E. year, as it is printed.
order-year-missing = Number { $number } of which year?
paper-subject-needed = { $paper ->
    [order] The order needs its subject, to be cited correctly.
   *[other] The paper needs its subject, to be cited correctly.
}
order-known = 🔁 An order of this number was cited before { $where }: { $citation }
known-here = in item { $item } of this measure
known-filed = in measure { $measure }, quarter { $quarter }
order-known-or-subject = Use what is known, or if it is another order, <b>type its subject</b>.
order-known-otherwise = ⚠️ An order of this number was cited before { $where } in another way: { $citation } Please compare with the original.
ask-issuer = <b>Whose order is it?</b> Type the full name of the office.
issuer-needed = The name of the office that issued the order is needed.
ask-no-document-reason =
    <b>Why is there no document?</b>
    Type the whole sentence as it shall stand in the report.

# ---- Dates
date-ambiguous = <b>Which day is meant?</b> Choose, or type it again with the year in full.
date-no-such-day = The calendar has no such day. Correct would be 28 February { $year-common }.
date-impossible = This date cannot be. Correct would be 1 February { $year-common }.
date-unreadable = I cannot read this as a date. Correct would be 1 February { $year-common } or 1/2/{ $year-common }.
calendar-pick = <b>Press the day</b>, or type the date.
calendar-month = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
} { $year-common }
calendar-weekday = { $day ->
    [0] Su
    [1] Mo
    [2] Tu
    [3] We
    [4] Th
    [5] Fr
   *[6] Sa
}
calendar-day = { $day }
calendar-still = Press a day
calendar-blank = ·
calendar-before = ◀
calendar-after = ▶

# ---- Mending one item
item-opened =
    { $items }
item-mended =
    ✅ Changed
    { $items }
item-changed-meanwhile = This item was changed meanwhile. This is how things stand now.
part-name = { $part ->
    [number] number
    [subject] subject
    [date] date
    [issuer] issuer
   *[url] link
}
ask-part-anew = { $part ->
    [number] <b>Type the number again</b>
    [subject] <b>Type the subject again</b>
    [date] <b>Type the date again</b>, such as 1 February { $year-common }; a dash if it is not known
    [issuer] <b>Who issued it?</b> Choose, or type the full name
   *[url] <b>Paste the link again</b>
}

# ---- Doubts
doubt-item = <b>Item { $number }</b> { $item }
doubt-outside-year = ⚠️ { $date } is outside fiscal year B.E. { $year }.
doubt-outside-quarter = ⚠️ { $date } is outside quarter { $quarter } of fiscal year B.E. { $year }.
doubt-not-yet = ⚠️ { $date } is still to come.
doubt-year-differs = ⚠️ The number is of B.E. { $number-year }, the date of B.E. { $date-year }.
ask-doubt-reason = It is kept. If it is right, <b>type the reason</b>; the reporter will see it. If not, change it.
doubt-settled = ✅ The reason for item { $number } is saved: { $reason }
insisted-line = ⚠️ Stands because: { $reason }
lacks-doubt = ⚠️ Some items must be changed, or confirmed with a reason, before it can be filed.
lacks-contradiction = If it is right, <b>type the reason</b>; the reporter will see it. If not, change it.
contradiction-nothing-done = ⚠️ Item { $item } says that nothing was done, but there are other results.
contradiction-outcome-denies = ⚠️ There are results, but outcome { $item } says that nothing was done.
contradiction-no-result = ⚠️ Nothing was done, but outcome { $item } tells of success.
contradiction-settled = ✅ The reason is saved: { $reason }
tell-filed = 📥 { $name } filed measure { $number }: { $title }
tell-insisted =
    <b>What stands although it seems odd</b>
    { $lines }
board-insisted = ⚠️ { $count } confirmed with a reason
insisted-title = <b>Items that seem odd, and why they stand</b>
insisted-of-measure =
    <b>Measure { $number }</b> { $title }
    { $lines }
insisted-item =
    Item { $number }: { $item }
    ⚠️ Reason: { $reason }
insisted-contradiction = ⚠️ Results and outcome contradict each other. Reason: { $reason }
insisted-none = There are none.

# ---- Photos and files
pictured-photos = Photos of what was done
pictured-files = Documents of what was done
ask-file = <b>Send the photo or the file now.</b> Several at once are fine; a caption or a citation may stand below.
files-what = { $what ->
    [photo] { $count ->
        [one] { $count } photo
       *[other] { $count } photos
    }
   *[other] { $count ->
        [one] { $count } file
       *[other] { $count } files
    }
}
files-attached = 📎 { files-what } attached to item { $number }: { $item }
files-asked = 📎 { files-what } attached to the paper that is being asked about ({ paper-name })
files-own = 📎 { files-what } saved as item { $number }: { $item }
files-gone = { files-what } not attached
files-dropped = 🗑 { files-what } not used
files-kept-apart = 📎 The paper is cancelled; what came with it ({ files-what }) is kept as an item.
files-photos = 🖼 { $count ->
    [one] { $count } photo
   *[other] { $count } photos
}
files-others = 📎 { $count ->
    [one] { $count } file
   *[other] { $count } files
}
files-forwarded = { $count } forwarded
files-too-large = { $count } over 20 MB
files-and = { $before } · { $word }
files-too-many = Many files wait already. Please choose the measure they belong to first.
file-not-here = { $kind ->
    [photo] A photo cannot be taken at the moment.
   *[document] A file cannot be taken at the moment.
}
ask-file-link = The file is over 20 MB, which Telegram does not let a bot download. <b>Please send a smaller copy or paste a link to it.</b>
ask-caption = <b>What does it show?</b> A short caption will do.
ask-file-measure = 📎 Received: { files-what }. <b>Which measure does it belong to?</b>
ask-file-filed = A measure that is filed is not listed: do not use the files here, open it, press “Correct and file again”, and send them again.
ask-file-where = <b>Which item does it belong to?</b>

# ---- Buttons
button-add-evidence = ➕ Other evidence
button-paper = { paper-name }
button-send-file = 📷 Photo/file
button-no-document = No document, because…
button-unnumbered = It has no number
button-undated = Date not known
button-calendar = 📅 Calendar
button-drop-paper = { $paper ->
    [order] Cancel this order
   *[other] Cancel this paper
}
button-order-number = { $number }/{ $year }
button-date = { $date }
button-use-known = Use what is known: { $number }/{ $year }
button-not-again = The same one, do not add it
button-another-order = Another order
button-same-issuer = Same issuer: { $issuer }
button-issuer = { $issuer }
button-other-issuer = Another issuer
button-fix-part = Change { part-name }
button-later = Later ▶️
button-doubts = ⚠️ Change or confirm
button-insisted = ⚠️ See what seems odd
button-file-apart = An item of its own
button-file-where = 📎 Another item
button-file-drop = Do not use it
button-files-unused = Do not use them
button-to-item = { $number }. { $item }
button-skip-caption = No caption needed
