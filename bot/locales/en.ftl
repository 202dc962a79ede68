# English

### Asking

ask-asked = { $who } asked: { $question }
ask-queued = { $place ->
    [1] Waiting. This question is next.
   *[other] Waiting. This question is number { $place } in line.
}
ask-searching = Searching the articles …
ask-writing = This was found. Writing the answer …
ask-stopped = Stopped before there was an answer.
ask-nearest = These passages came nearest:
ask-not-said = None of the articles here answers this. Looked for: { $searched }
ask-nothing-added = There are no articles here yet, so there is nothing to answer from. Add one, then ask again.
ask-ready = { $who }, the answer to your private question is ready.
ask-open = { $who } asked this, and no article here answers it yet.
footnotes-more = { $count ->
    [one] One more quote stands under Passages.
   *[other] { $count } more quotes stand under Passages.
}
untitled = Untitled
passage-changed = The article has changed or was removed since. The quote read:

### Articles

### Summaries

### Settings and people

### Buttons

button-open = Open
button-show = Show
button-stop = Stop
button-passages = Passages
button-follow-up = Follow up
button-delete = Delete
button-add = Add an article
button-open-page = Open the page
button-back = Back
button-next = Next

### Commands

### Errors

error-cooling-down = That was quick. Ask again in { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
}.
error-queue-full = Too many questions are waiting just now. Ask again in a minute.
error-too-many-waiting = You already have { $most ->
    [one] one question
   *[other] { $most } questions
} waiting. Ask again when one of them is answered.
error-commands-changed = Footnote’s commands have changed since your Discord loaded them. Reload Discord (Ctrl+R) and try again.
error-moderators-only = Only people who may manage this server can do that.
error-servers-only = That works in a server only.
error-unknown-setting = There is no such setting, or no such value for it. Open it again with /settings.
error-button-gone = That button belongs to an older version and doesn’t work any more. The commands do; see /help.
error-forbidden = Discord doesn’t let Footnote do that here. A moderator can see in /settings which permission is missing.
error-discord = Discord didn’t take the answer. Please try again in a minute.
error-inside = Something inside Footnote failed. It was noted for the person who hosts it; trying again may help.
