# Personal data and the published copy

published-mark = [personal data hidden]
published-version = Published copy of version { $version }, made { $at }
published-statement = This is the published copy of version { $version } of the report, which the executive has acknowledged (check code { $code }). Personal data is hidden where it says { $mark }, as the law on the protection of personal data asks; all else is as it was acknowledged.
file-name-published = Published copy-{ $office }-FY{ $year }

button-published = 🌐 Published copy (personal data hidden)
button-hide = ⬛ Hide { $what } (measure { $measures })
button-hide-all = ⬛ Hide all { $count }
button-show-again = ↩️ Do not hide { $what }
published-line = { $what } (measure { $measures })
published-hidden =
    <b>⬛ Hidden in the published copy</b> (what is submitted and acknowledged keeps every word)
    { $lines }
published-hidden-short = Hidden in the published copy
published-shown-short = No longer hidden
published-gone = This text is another by now. Please open the readiness page again.
published-settled = The executive has acknowledged this version: what is hidden stays hidden, and more can be hidden.
published-how = This copy can go onto the website. What you chose to hide is not in the file; its last page says what it is a copy of. The acknowledged report stays as it is.
published-as-acknowledged = Nothing was chosen to be hidden: this is the report as it was acknowledged.
published-open = ⚠️ Personal data in { $count } places is not hidden. Press “Check readiness” to hide it, then ask for the file again.
filing-published = 1 Published copy { $office } FY{ $year }
filing-office-folder = 3 Kept in the office, not for publishing
filing-hidden = The file to be published is a copy of the acknowledged report without the personal data that was hidden.
filing-nothing-hidden = The file to be published is the acknowledged report; nothing was chosen to be hidden.
filing-open = Caution: personal data in { $count } places is not hidden. Hide it in the system and ask for the files again before you publish.
filing-kept = The files in the folder { $folder } are the originals with every word, and the evidence as it was sent (photos may tell where they were taken). They are not for publishing.
