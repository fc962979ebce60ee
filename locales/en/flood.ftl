# Whoever sends more messages or files than are taken of one person.

too-many = { $what ->
    [press] ⏳ You press and write faster than the system can take it: the button you pressed last and what you sent after it were not saved.
    [text] ⏳ You write faster than the system can take it: from the message “{ $text }” on, nothing was saved.
   *[other] ⏳ You send faster than the system can take it: what you sent last and after that was not saved.
}
too-many-wait = { $minutes ->
    [one] Please wait about a minute, then send again what was not saved. What was saved before is all there.
   *[other] Please wait about { $minutes } minutes, then send again what was not saved. What was saved before is all there.
}
