# This language: its name in itself, its digits (thai or latn), its direction (ltr or rtl)
language-name = English
language-digits = latn
language-direction = ltr

# Dates and times: the eras
# Days and months are of the Common Era: 1 February 2023, Jan–Mar 2023, also in what is asked to be typed;
# a year has that form as { $year-common }. What has its number from the Thai record keeps it, in the
# Buddhist Era, and says so: fiscal year B.E. 2566, short FY2566; an order is 63/2566, as it is printed.
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
} { $year-common }
date-time = { $date }, { $hour }:{ $minute }
said = { $text }
outcome-with-score = { $outcome } { $score }
said-moment = { $at }
