# Personal data: seen, had as a file, and erased
mydata-title = <b>🗂️ Your data in this system</b>
mydata-what =
    <b>What is kept, and why</b>
    • Your Telegram account's number, your language and the posts you hold: so that work reaches the right person, and each press is authorised
    • What you write and send, and what the bot answers, for a short time: so that nothing is lost if the machine fails
    • What you file, check or acknowledge: it is an official record, and is kept with the office
    • A record of who did what when: so that it can be looked up
mydata-who =
    <b>Who sees it</b>
    The people of your office see the name of your post and what you file; the reporter sees who is late; whoever runs the server sees what is stored on it. It is given to nobody else.
mydata-files-follow = The files that follow are everything that is stored of you now, and for how long: one to read, one for other programs.
button-mydata = 🗂️ My data
button-forget = 🗑️ Erase my data
mydata-file-name = My data
mydata-caption-words = 🗂️ Your data, to read
mydata-caption-json = 🗂️ All of your data, for other programs (JSON)

forget-title = <b>🗑️ Erasing your data</b>
forget-goes =
    <b>What goes</b>
    Your Telegram account's number, your language, what you wrote in this chat and what the bot answered, the question that is open, and the reminders you got.
forget-stays =
    <b>What stays</b>
    What was filed, checked and acknowledged, under the name that the office's plan gives your post: it is an official record. Drafts are your unit's work and stay with their measures. The messages in your own Telegram go when you delete this chat.
forget-leaves =
    <b>You leave your posts at once</b>
    { $posts }
    To come back you need a new invitation from the reporter, who is told that you left.
forget-post = • { $position }, { $office }
forget-waits = ⚠️ A report waits for you now. When you leave, it waits until somebody else takes the post.
forget-sure = This cannot be undone. Go on?
button-forget-now = 🗑️ Erase my data and leave
forget-reporter =
    You are the reporter of { $office } and manage its data here, so the post must be passed on first.
    Open your post and press “Move to another person”. When they have taken it, send /forget again.
forget-done = Your data is erased already.
forget-changed = Your posts are not those that were shown. Nothing was erased yet.
forgotten =
    ✅ Your data are erased
    This message goes within a day. Thank you for your work.
tell-left =
    👋 <b>{ $name }</b> ({ $position }) has erased their data and left the post.
    What they had begun is all there. The name in the plan stays until you change it.
tell-left-waits = A report waits for this post: please invite somebody to take it.

# The file to read
mydata-text-title = Your data in Rapsap, { $at }
mydata-text-id = Telegram account { $id }
mydata-text-nothing = Nothing else is stored.
mydata-section = { $section ->
    [account] Account
    [posts] Posts
    [invitations] Invitations used
    [state] Question that is open
    [drafts] Drafts saved last
    [filed] What was filed
    [returned] Measures sent back
    [compiled] Versions compiled
    [decisions] Sent, checked and acknowledged
    [hidden] Hidden in the published copy
    [holidays] Holidays changed
    [files] Photos and files of evidence
    [plan_files] Plan files sent
    [checked_files] Files sent to be checked
    [reminders] Reminders
    [paused] Reminders put off
    [answers] Messages that were answers
    [wrong_codes] Invitations that could not be used
    [received] Messages and presses received
    [sent] Messages sent by the bot
   *[record] Record of what was done
} ({ $count })
mydata-why = { $section ->
    [account] to know you, and to answer in your language
    [posts] to authorise each press, and to know who did which duty when
    [invitations] so that an invitation is used once
    [state] so that you can go on where you were
    [drafts] so that they can be finished
    [filed] it is what the report says
    [returned] so that the unit knows what to mend
    [compiled] to know who made which version
    [decisions] to prove who decided what about which version
    [hidden] to know who hid what in the published copy
    [holidays] to work out due dates
    [files] they are the report's evidence
    [plan_files] to show what would change
    [checked_files] to say whether it is what was acknowledged
    [reminders] so that nobody is reminded twice
    [paused] so that you are left alone as you wished
    [answers] so that editing a message changes the answer
    [wrong_codes] against guessing
    [received] so that nothing is lost if the machine fails
    [sent] so that it arrives, and can be edited
   *[record] so that it can be looked up
}
mydata-kept-days = kept for { $days } days
mydata-kept-messages = kept for { $days } days after it is dealt with
mydata-kept-received = what you wrote or pressed is kept until it is answered; that something came, for { $days } days more
mydata-kept-account = kept until you erase it, or { $days } days after your last post ended
mydata-kept-account-open = kept until you erase it
mydata-kept-files = kept with the office; for { $days } days if nothing names them
mydata-kept-office = kept with the office, as an official record
mydata-kept-state = kept until it is answered, or { $days } days after your last post ended
mydata-kept-draft = kept until it is filed
mydata-kept-pause = kept until you choose another day
mydata-text-head = { $what } — { $why } · { $kept }
mydata-text-line = • { $at } · { $words }
mydata-text-moment = • { $at }
mydata-text-span = • from { $from } until { $until } (each is in the JSON file)
