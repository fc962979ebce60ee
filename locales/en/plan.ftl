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
plan-years-not-later = the score before is of { $before }, the one after of { $after }: that is not later
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
   *[score] ITA score
}: { $from } → { $to }
plan-nothing = (none)
plan-topic = { $code } { $text } ({ $before-year }: { $before }, then { $after-year })
plan-role-contributor = contributor
plan-role-reporter = reporter
plan-role-verifier = verifier
plan-role-executive = executive
