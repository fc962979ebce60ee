# This language: its name in itself, its digits (thai or latn), its direction (ltr or rtl)
language-name = English
language-digits = latn
language-direction = ltr

# Dates and times
date-long = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $common-year }
date-time = { $date }, { $hour }:{ $minute }
said = { $text }
outcome-with-score = { $outcome } { $score }
said-moment = { $at }
