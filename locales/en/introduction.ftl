# Command menu and description of the bot
# A file of its own: this is said at every start, and nothing else is read for it
command-start = Begin, or go on where you were
command-home = Home
command-measures = My measures
command-status = The board: who has reported
command-report = The report that waits for you
command-verify = Check a report's file
command-help = How to use this bot
command-language = Change language and digits
command-mydata = What is stored of me
bot-description = Rapsap takes the yearly report on integrity and transparency measures from each unit's progress to the executive's acknowledgement. For officers with an invitation.
bot-short-description = The integrity report, from first entry to acknowledged
