# A plan's file: what is wrong with it, and where
plan-at-line = Line { $line }: { $what }
plan-at-cell = Sheet “{ $sheet }”, cell { $column }{ $row }: { $what }
plan-did-you-mean = ; did you mean "{ $word }"?
plan-file-too-large = the file is longer than { $megabytes } MB
plan-file-locked = this workbook is locked with a password: save it again without one
plan-file-old-excel = this is a workbook in the old .xls form: save it as .xlsx
plan-file-csv = this is a table saved as text (CSV): save it as .xlsx
plan-file-unknown = this is neither an .xlsx workbook nor a TOML text
plan-of-another-office = this is the plan of "{ $office }", not of "{ $wanted }"

# TOML
plan-toml = { $message }
plan-key-unknown = { $table ->
    [file] the file
   *[other] { $table }
} has no key "{ $key }"{ $hint }
plan-key-missing = { $table } lacks "{ $key }"
plan-key-empty = "{ $key }" is empty
plan-key-kind = "{ $key }" must be { $wanted ->
    [quoted-text] a text in quotation marks
    [whole-number] a whole number
    [truth] true or false
    [texts] a list of texts
    [tables] a list of tables, each headed by double brackets
   *[table] a table
}, not { $found ->
    [text] a text
    [number] a number
    [decimal] a number with a decimal point
    [truth] true or false
    [date] a date
    [list] a list
   *[table] a table
}
plan-table-missing = the file lacks the table [{ $table }]
plan-tables-missing = the file lacks a table [[{ $table }]]
plan-unit-undeclared = unit "{ $unit }" is not declared{ $hint }

# What must hold of every plan
plan-declared-twice = { $kind ->
    [turn] verifier's turn
   *[other] { $kind }
} "{ $id }" is declared twice
plan-year-common = { $year } is a year of the Common Era; did you mean { $meant }?
plan-year-none = { $year } is not a year of the Buddhist Era
plan-measure-number = measures are counted from 1: { $number } is no number of one
plan-role-unknown = "{ $role }" is not a role{ $hint }
plan-roles-are = ; roles are { $roles }
plan-verifier-without-turn = a verifier lacks "turn": 1 for the one who checks first, then 2
plan-turn-of-another = only verifiers have a turn
plan-head-of-another = only contributors can be the head of a unit
plan-head-unreadable = "{ $text }" does not say whether it is the head of the unit. Write ใช่ or yes, or leave it empty
plan-turn-none = a verifier's turn is counted from 1: { $turn } is none
plan-turn-missing = no verifier has the turn { $turn }
plan-contributor-without-unit = a contributor reports for a unit: this post lacks "unit"
plan-no-score = "{ $text }" is not a score: { $fault ->
    [above-hundred] a score is at most 100
    [negative] a score is not negative
    [decimals] a score has at most two decimals
    [several] there is more than one number
   *[unreadable] this is not a score
}
plan-years-not-later = the score before is of FY{ $before }, the one after of FY{ $after }: that is not later
plan-third-level = unit "{ $unit }" is itself below another: units have two levels
plan-no-post = no post has the role "{ $role }"
plan-second-post = a second post has the role "{ $role }"; there can be one
plan-nobody-reports = no contributor reports for unit "{ $unit }"

# What a file would change
plan-what-office = { $name }
plan-what-unit = unit “{ $name }”
plan-what-post = the post of { $name } ({ $position })
plan-what-measure = measure { $number } “{ $title }”
plan-added = New: { $what }
plan-retired = No longer there: { $what }
plan-retired-post = No longer there: { $what }. Whoever holds it loses it
plan-retired-measure = No longer there: { $what }. What was reported on it is kept, but does not go into the report
plan-replaced-measure = No longer there: { $what }; another measure has its number. What was reported on it is kept, but does not go into the report
plan-only-renamed = ℹ️ If a measure only has another title now: do not import yet. Change its title in chat first (Manage the office, Measures), so that what was reported stays with it; then send the file again
plan-renumbered = Was number { $from }: { $what }
plan-changed = Changed: { $what }
    { $edits }
plan-methods-reordered = • methods: in another order
plan-edit = • { $field ->
    [short-name] short name
    [address] address
    [order-issuer] issuer of orders
    [fiscal-year] fiscal year
    [report-title] title of the report
    [report-heading] heading of the report
    [report-intro] introduction
    [name] name
    [parent] belongs to
    [role] role
    [turn] turn
    [position] position
    [unit] unit
    [number] number
    [title] measure
    [methods] methods
    [period] period
    [head] head of the unit
   *[score] ITA score
}: { $from } → { $to }
plan-nothing = (none)
plan-topic = { $text } (FY{ $before-year }: { $before }, then FY{ $after-year })
plan-topic-coded = { $code } { $text } (FY{ $before-year }: { $before }, then FY{ $after-year })
plan-quoted = “{ $text }”
plan-yes = yes
plan-role-contributor = contributor
plan-role-reporter = reporter
plan-role-verifier = verifier
plan-role-executive = executive

# Workbooks
plan-workbook-damaged = this workbook is damaged: open it and save it again
plan-workbook-too-large = this workbook is too large for a plan: copy the plan into a new one and save that
plan-workbook-sheets = this workbook has more than { $most } sheets
plan-too-much = a plan has at most { $most } measures, units or posts
plan-no-table = no sheet has a table with the columns มาตรการ/แนวทาง, วิธีดำเนินการ, ผู้รับผิดชอบ and ระยะเวลาดำเนินการ
plan-table-empty = no measure stands below these headings
plan-sheet-headless = this sheet lacks its headings
plan-sheet-missing = the sheet “{ $sheet }” is missing, and the office is not known yet
plan-office-missing = the sheet “{ $sheet }” must say “{ $label }”; the title does not
plan-column-missing = the column “{ $column }” is missing
plan-cell-empty = “{ $column }” is empty
plan-cell-number = “{ $text }” is not a whole number
plan-cell-truth = this is TRUE or FALSE, not a text
plan-cell-date = this is a date: write it as a text
plan-cell-error = this cell shows the error { $error }
plan-unit-unknown = there is no unit called “{ $unit }”{ $hint }
plan-no-methods = measure { $measure } has no methods
plan-title-years = the title names several years ({ $years }): leave the plan's own, or say it in the sheet “สำนักงาน”
plan-score-of-none = this score does not say which measure it belongs to
plan-score-of-unknown = there is no measure { $measure }
plan-note-reported = The column “{ $column }” is no part of a plan: it was left out
plan-note-column = The column “{ $column }” is not known: it was left out
plan-note-row = This row is no measure: it was left out (“{ $text }”)
plan-note-second = Measure { $measure } has one already: “{ $text }” was left out
plan-note-office = The title names { $office }; the plan is taken as that of { $taken }

# The words of the workbook itself, which is in Thai
plan-sheet-measures = แผนมาตรการ
plan-sheet-office = สำนักงาน
plan-sheet-units = หน่วยงาน
plan-sheet-posts = ตำแหน่ง
plan-sheet-scores = คะแนน ITA
plan-column-measure = มาตรการ/แนวทาง
plan-column-methods = วิธีดำเนินการ
plan-column-unit = ผู้รับผิดชอบ
plan-column-period = ระยะเวลาดำเนินการ
plan-column-of-measure = มาตรการที่
plan-column-code = รหัสข้อคำถาม
plan-column-topic = ประเด็นการประเมิน
plan-column-before-year = ปีก่อนดำเนินการ
plan-column-before = คะแนนก่อนดำเนินการ
plan-column-after-year = ปีหลังดำเนินการ
plan-column-id = รหัส
plan-column-unit-name = ชื่อหน่วยงาน
plan-column-parent = สังกัด
plan-column-role = หน้าที่
plan-column-turn = ลำดับการตรวจสอบ
plan-column-name = ชื่อ - สกุล
plan-column-position = ตำแหน่ง
plan-column-post-unit = หน่วยงาน
plan-column-head = หัวหน้าหน่วยงาน
plan-label-name = ชื่อหน่วยงาน
plan-label-short-name = ชื่อย่อ
plan-label-address = ที่อยู่
plan-label-order-issuer = ผู้ออกคำสั่ง
plan-label-year = ปีงบประมาณ
plan-label-title = ชื่อรายงาน
plan-label-heading = หัวเรื่อง
plan-label-intro = คำนำ
plan-workbook-title = แผนมาตรการส่งเสริมคุณธรรมและความโปร่งใส

# When a plan must wait
plan-later-exists = The office has a plan of FY{ $later } already: one of FY{ $year } cannot follow it.
plan-being-checked = The report is being checked or waits to be acknowledged. Send the changed plan when it has come back.
