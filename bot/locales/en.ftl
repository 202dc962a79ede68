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
ask-mentioned = It is mentioned here:
ask-not-mentioned = The articles here say nothing about that. Looked for: { $searched }
ask-not-said = The articles here mention it, but none of them answers this. Looked for: { $searched }
ask-contradicted = That seems to assume something that an article here contradicts. It says:
ask-disagreement = The articles disagree: { $sides }
ask-disagreement-side = “{ $words }”
ask-nothing-added = There are no articles here yet, so there is nothing to answer from. Add one, then ask again.
ask-ready = { $who }, the answer to your private question is ready.
ask-open = { $who } asked this, and no article here answers it yet.
ask-closed = { $who } asked this. An article that was added since answers it.
ask-not-mentioned-there = “{ $title }” says nothing about that. Looked for: { $searched }
ask-not-said-there = “{ $title }” mentions it, but doesn’t answer this. Looked for: { $searched }
ask-contradicted-there = That seems to assume something that “{ $title }” contradicts. It says:
ask-no-question-identity = This is Footnote. It reads the articles that were added here, answers questions about them, and quotes the sentences that an answer rests on. It knows nothing else.
ask-no-question-abilities = Ask anything that the articles here may say. The answer comes with the sentences that it rests on; where the articles don’t say, Footnote says so.
ask-no-question-sum = Footnote doesn’t calculate; it only says what the articles here say.
ask-no-question-clock = Footnote doesn’t look at clocks or calendars, only into the articles here.
ask-no-question-entertainment = Footnote makes nothing up, jokes and stories included. It answers questions about the articles here.
ask-no-question-wellbeing = Footnote is a program, and it is running. It answers questions about the articles here.
ask-no-question-farewell = Goodbye. The articles stay here.
ask-no-question-thanks = You’re welcome. Footnote takes further questions about the articles here.
ask-no-question-remark = That is no question about an article. Footnote answers questions about the articles here.
ask-no-question-greeting = Hello. Footnote answers questions about the articles here.
ask-interrupted = This was interrupted when Footnote restarted. Please ask again.
ask-hint = Footnote saw no question in this message. Mention it with a question, as in “@Footnote who wrote this?”, or use /ask.
ask-thanks = Thanks, that was noted.
ask-lacking = In #{ $place } Footnote can’t answer, because it lacks these permissions there: { $permissions }. They are granted under Edit Channel → Permissions.
direct-instead = This belongs where you asked, but Footnote can’t write there any more:
modal-about = Ask about this message
modal-about-question = What would you like to know?
modal-about-text = The message
modal-about-text-hint = What your question is about. With a link to an article, that article is asked.
footnotes-more = { $count ->
    [one] One more quote stands under Passages.
   *[other] { $count } more quotes stand under Passages.
}
footnote-changed = changed since
footnote-page = p. { $page }
footnote-also = Also in: { $places }
footnote-also-more = { $count ->
    [one] Also in: { $places } and one other article
   *[other] Also in: { $places } and { $count } other articles
}
untitled = Untitled
passage-changed = The article has changed since and no longer has the quote, which read:
passage-changed-on = The article was changed on { $date } and no longer has the quote, which read:
passage-changed-last = The article has changed several times since, last on { $date }, and no longer has the quote, which read:
passage-gone = The article was removed since. The quote read:
passage-nearest = What comes nearest to it in the article now:
modal-follow-up = Follow up
modal-question = What else would you like to know?
modal-why-bad = What is wrong with the answer?
modal-reason = Reason
modal-reason-hint = May be left empty. Whoever runs Footnote here can read it.
modal-right = What would be right?
modal-right-hint = Words that a right answer has, if known. Moderators here can read them.

### Articles

articles-adding = { $count ->
    [one] Adding an article
   *[other] Adding { $count } articles
}
articles-refreshing = { $count ->
    [one] Reading an article anew
   *[other] Reading { $count } articles anew
}
articles-through = { $count ->
    [one] Finished with one article
   *[other] Finished with { $count } articles
}
articles-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
articles-of-feeds = { $count ->
    [one] One article of a feed waits to be added.
   *[other] { $count } articles of feeds wait to be added.
}
articles-choose = Look at an article
articles-heading = Articles
articles-count = { $count ->
    [one] One article
   *[other] { $count } articles
}
articles-page = page { $page } of { $pages }
articles-search = searched for “{ $search }”
articles-none = There are no articles here yet. Add a link, a file or a text, then ask about it.
articles-not-found = No article fits these words.
article-waiting = Waiting
article-fetching = Getting the page …
article-reading = Reading …
article-indexing = Indexing …
article-added = Added
article-known = Already here, and nothing has changed
article-updated = Brought up to date
article-failed = Not added
article-cancelled = Cancelled
article-similar = Much the same as { $title }
article-words = { $count ->
    [one] one word
   *[other] { $count } words
}
article-passages = { $count ->
    [one] one passage
   *[other] { $count } passages
}
article-pages = { $count ->
    [one] one page
   *[other] { $count } pages
}
article-modified = changed on { $day }
article-versions = { $count } versions: { $days }
article-since = Here since { $day }
article-since-by = Here since { $day }, added by { $who }
article-sure-to-remove = Remove { $title }? Nothing will be answered from it any more. The quotes in earlier answers stay.
article-removed = Removed { $title }.
thin-consent = This looks like a page that asks for consent first, not like the article. Pasting the article’s text works better.
thin-paywall = This looks like the beginning of an article behind a paywall. Pasting the whole text works better.
thin-script = This page builds its text with scripts, so little of it could be read. Pasting the article’s text works better.
thin-error = This page says that something went wrong rather than showing the article. Pasting the article’s text works better.
thin-short = That is very little text for an article. If something is missing, paste the text.
modal-add = Add an article
modal-text = Links, or the text itself
modal-text-hint = Several links at once are fine. A text longer than this box goes into a file.
modal-title = Title of the text
modal-title-hint = May be left empty.
modal-files = Files
modal-files-hint = Web pages, PDF, EPUB, Word, Markdown or plain text.
article-kept = The article stays as it was.

### Feeds

feed-followed = Followed from now on
feed-known = Followed already
feed-taken = { $count ->
    [0] Nothing in it is new. What it brings from now on is added by itself.
    [one] Its newest article is being added. What it brings from now on is added by itself.
   *[other] Its { $count } newest articles are being added. What it brings from now on is added by itself.
}
feed-next = next look { $when }
feed-read = last look { $when }
feed-never-read = no look yet
feed-articles = { $count ->
    [one] one article so far
   *[other] { $count } articles so far
}
feed-waiting = { $count ->
    [one] one waits to be added
   *[other] { $count } wait to be added
}
feed-failed = { $count ->
    [one] One article couldn’t be added:
   *[other] { $count } articles couldn’t be added, the last of them because:
}
feed-announced-in = announced in { $channel }
feed-channel-gone = The channel for its news is gone, or its thread is archived. Add the feed again with another channel.
feed-channel-closed = Its news can’t be announced in { $channel }, because Footnote lacks these permissions there: { $permissions }.
feed-gone-for-good = It seems to be gone for good; it had better be removed.
feed-sure-to-remove = Follow { $title } no longer? The articles that it brought stay.
feed-removed = { $title } isn’t followed any more.
feeds-heading = Feeds
feeds-count = { $count } of { $most }
feeds-none = No feeds are followed here yet. /feed add takes the link of a feed, or of a page that has one.

### Summaries

summary-heading = Summary
summary-begun = Reading the article …
summary-reading = Reading part { $part } of { $total } …
summary-progress = { $done } of { $total } points are done
summary-open = Read a point in the article
summary-queued = { $place ->
    [1] Waiting. This summary is next.
   *[other] Waiting. This summary is number { $place } in line.
}
summary-stopped = Stopped before there was a summary.
summary-focused = { $title }: { $focus }
summary-not-about = The article says nothing about “{ $focus }”. Leave the focus out, or try other words for it.
summary-message = Message from { $name }
comparison-heading = Comparison
comparison-shared = They agree
comparison-disagreeing = They disagree
comparison-not-about = None of these articles says anything about “{ $subject }”. Leave the subject out, or try other words for it.

### Evaluation

eval-heading = Questions whose answers are known
eval-count = { $count } of at most { $most }
eval-none = None yet. 👍 and 👎 under answers keep their questions here, and so does /eval add.
eval-expected-answers = To be answered with: { $answers }
eval-expected-quote = To be answered from: { $quote }
eval-expected-other = To be answered, and otherwise than before
eval-expected-answer = To be answered
eval-expected-abstention = To be declined
eval-kept = Kept, to be asked again
eval-removed = No longer kept: { $question }
eval-under-way = { $done } of { $total } questions asked …
eval-stopped = Stopped after { $done } of { $total } questions.
eval-result = { $right } of { $total } as expected
eval-seconds = Median time for an answer: { $seconds } s
eval-not-asked = { $count ->
    [one] One question wasn’t asked: its article isn’t here any more.
   *[other] { $count } questions weren’t asked: their articles aren’t here any more.
}
eval-cut-off = { $count ->
    [one] Time was up: one more question wasn’t asked. “footnote eval” asks all of them.
   *[other] Time was up: { $count } more questions weren’t asked. “footnote eval” asks all of them.
}
eval-report-too-large = The report is too large for Discord. “footnote eval --report FILE.html” writes it.
eval-right = As expected
eval-retrieval-missed = Not found in the articles
eval-evidence-missed = Found, but other sentences were chosen
eval-wording-lost = Chosen, but lost in the wording
eval-abstained-wrongly = Declined wrongly
eval-answered-wrongly = Answered wrongly

### Settings and people

settings-heading = Settings
settings-no-content-intent = Footnote may not read messages that don’t mention it, so ask channels are silent. To switch that on: Developer Portal → your application → Bot → Privileged Gateway Intents → Message Content Intent. Then restart Footnote.
settings-missing-permissions = In this channel Footnote lacks these permissions: { $permissions }. They are granted under Edit Channel → Permissions.
setting-ask-channels = Ask channels
setting-ask-channels-description = Every message there is a question.
setting-ask-channels-none = None
setting-questions-channel = Questions channel
setting-questions-channel-description = Questions that no article answers are gathered there.
setting-questions-channel-none = None
setting-asking-roles = Who may ask
setting-asking-roles-description = People with one of these roles, and moderators.
setting-asking-roles-none = Everybody
setting-adding-roles = Who may add articles
setting-adding-roles-description = People with one of these roles, and moderators.
setting-adding-roles-none = Everybody
setting-language = Language
setting-language-description = Of what everybody sees. Private replies follow each person’s Discord.
setting-language-server = The server’s language in Discord
setting-style = Answers
setting-style-description = How much an answer says.
style-brief = Brief: one sentence
style-standard = Standard: a few sentences
permission-read-messages = View Channel
permission-send-messages = Send Messages
permission-send-messages-in-threads = Send Messages in Threads
permission-read-message-history = Read Message History
help-lead = Ask, and Footnote answers from the articles that people here have added. Under each answer stand the sentences it rests on.
help-asking = Asking
help-mention = Mentioning Footnote with a question works too, and so does Apps → Ask about this on a message.
help-reply = Reply to an answer to follow up: “And when did he say that?”
help-ask-channel = In an ask channel every message is a question.
help-articles = Articles
help-save = A link, a file or pasted text. Apps → Save article takes what stands in a message.
help-files = Files may be web pages, PDF, EPUB, Word, Markdown or plain text.
help-feeds = Feeds
help-feed-add = The new articles of a feed are added by themselves, and announced in a channel if wanted.
help-summaries = Summaries
help-summarize-menu = The points of an article, each with the sentence it comes from.
help-more = More
about-lead = Reads articles and answers questions about them with footnotes. Open source, MIT.
about-model = Model
about-embedding-model = Search model
about-here = Here
about-queue = Queue
about-queue-state = { $running } under way, { $waiting } waiting
about-stored = Articles, questions and answers are stored on the machine that runs Footnote, where the models run too. Nothing is sent to anybody else.
about-stored-elsewhere = Articles, questions and answers are stored, and read by models, on machines that the host of Footnote has chosen. Nothing is sent to anybody else.
about-answer-days = { $days ->
    [one] Questions and answers are deleted after one day.
   *[other] Questions and answers are deleted after { $days } days.
}
about-left-server-days = { $days ->
    [one] If Footnote is removed from a server, everything of that server is deleted one day later.
   *[other] If Footnote is removed from a server, everything of that server is deleted { $days } days later.
}
privacy-heading = What is kept about you
privacy-questions = { $count ->
    [one] One question with its answer
   *[other] { $count } questions with their answers
}
privacy-ratings = { $count ->
    [one] One rating of an answer
   *[other] { $count } ratings of answers
}
privacy-open-questions = { $count ->
    [one] One open question
   *[other] { $count } open questions
}
privacy-articles = { $count ->
    [one] Who added one article
   *[other] Who added { $count } articles
}
privacy-feeds = { $count ->
    [one] Who added one feed
   *[other] Who added { $count } feeds
}
privacy-eval-questions = { $count ->
    [one] One question that is kept to be asked again
   *[other] { $count } questions that are kept to be asked again
}
privacy-nothing = Nothing.
privacy-where = It is stored on the machine that runs Footnote and goes nowhere else.
privacy-where-elsewhere = It is stored on machines that the host of Footnote has chosen and goes nowhere else.
privacy-how-long = { $days ->
    [one] Questions, answers, ratings and open questions are deleted after one day; who added an article or a feed is known as long as it is here, and what moderators keep to be asked again until they remove it.
   *[other] Questions, answers, ratings and open questions are deleted after { $days } days; who added an article or a feed is known as long as it is here, and what moderators keep to be asked again until they remove it.
}
privacy-backups = { $days ->
    [one] Backups have it for another day at most. Should one be restored, what was deleted is deleted again.
   *[other] Backups have it for another { $days } days at most. Should one be restored, what was deleted is deleted again.
}
privacy-sure = Delete all of it? Questions, answers, ratings and open questions go, and so do the articles and feeds of your direct messages. Articles and feeds you added to servers stay, without your name.
privacy-forgotten = Done. Nothing is kept about you any more.

### Buttons

button-open = Open
button-show = Show
button-stop = Stop
button-passages = Passages
button-follow-up = Follow up
button-go-to-question = Go to the question
button-go-to-answer = Go to the answer
button-delete = Delete
button-add = Add an article
button-open-page = Open the page
button-back = Back
button-next = Next
button-summarize = Summarize
button-refresh = Refresh
button-remove = Remove
button-keep = Keep it
button-paste = Paste the text
button-cancel = Cancel
button-cancel-all = Cancel all
button-copy = Send me a copy
button-forget = Delete it

### Commands

### Errors

error-cooling-down = That was quick. Ask again in { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
}.
error-copy-too-large = There is too much to send as a file here. Ask whoever hosts Footnote for it.
error-queue-full = Too many questions are waiting just now. Ask again in a minute.
error-server-cooling-down = This server asks a lot just now. Ask again in { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
}.
error-server-queue-full = Too many questions from here are waiting just now. Ask again in a minute.
error-articles-a-day = One person can add at most { $most } articles a day. More can be added in { $hours ->
    [one] an hour
   *[other] { $hours } hours
}.
error-articles-queue-full = Too many articles are waiting to be added just now. Try again when some of them are through.
error-corpus-full-articles = There are as many articles here as there may be, { $most }. Remove some first, with /article list; or whoever hosts Footnote can allow more.
error-corpus-full-text = The articles here have as much text as they may have together, { $megabytes } MB. Remove some first, with /article list; or whoever hosts Footnote can allow more.
error-storage-full = Footnote has as much stored as it may, so nothing can be added. Whoever hosts it can allow more or make room.
error-disk-full = The disk of the machine that runs Footnote is nearly full, so nothing can be added. Tell whoever hosts it.
error-too-many-waiting = You already have { $most ->
    [one] one question
   *[other] { $most } questions
} waiting. Ask again when one of them is answered.
error-restarting = Footnote is restarting. Please ask again in a minute.
error-question-too-long = A question may have { $most } characters at most. A longer text can be added as an article.
error-no-question = That holds no question. Ask in words.
error-answer-gone = That answer isn’t kept any more, so its buttons don’t work. Ask again.
error-not-your-answer = That is somebody else’s private answer.
error-may-not-delete = Only who asked, or a moderator, can delete an answer.
error-may-not-stop = Only who asked, or a moderator, can stop this.
error-unknown-link = The article behind that link hasn’t been added here. Add it first: Apps → Save article on the message, or /article add.
error-commands-changed = Footnote’s commands have changed since your Discord loaded them. Reload Discord (Ctrl+R) and try again.
error-moderators-only = Only people who may manage this server can do that.
error-servers-only = That works in a server only.
error-unknown-setting = There is no such setting, or no such value for it. Open it again with /settings.
error-button-gone = That button belongs to an older version and doesn’t work any more. The commands do; see /help.
error-forbidden = Discord doesn’t let Footnote do that here. A moderator can see in /settings which permission is missing.
error-discord = Discord didn’t take the answer. Please try again in a minute.
error-inside = Something inside Footnote failed. It was noted for the person who hosts it; trying again may help. Reference: { $reference }
error-may-not-add = Only people with one of these roles may add articles here: { $roles }.
error-may-not-ask = Only people with one of these roles may ask here: { $roles }.
error-no-such-article = There is no article “{ $article }” here. Choose one from the list that appears while typing, or look with /article list.
error-several-articles = Several articles fit “{ $article }”, among them { $titles }. Choose one from the list that appears while typing.
error-article-gone = There is no such article here, or no longer. /article list shows those that there are.
error-not-your-article = Only the person who added “{ $title }” or a moderator can do that.
error-no-link = “{ $title }” came as a file or a text, so there is no page to read again. Add the new text instead; then remove this one.
error-unreadable-file = “{ $name }” is no file that can be read here. These can: web pages, PDF, EPUB, Word, Markdown and plain text ({ $kinds }).
error-large-file = “{ $name }” is larger than { $megabytes } MB. Save its text alone, or in parts, and add that.
error-lost-file = “{ $name }” couldn’t be had from Discord. Send it again.
error-empty-file = “{ $name }” is empty.
error-too-many-at-once = At most { $most } articles can be added at once. Add them in several goes.
error-too-many-articles-waiting = At most { $most } articles of one person can wait at a time. Add more when some of them are through.
error-stopped-each-time = This was tried several times, and Footnote stopped each time. Try another form of it: its text instead of its link, or a plain text file.
error-job-gone = This wasn’t added, as everything that was waiting here was deleted meanwhile.
error-job-through = That is through already, so there is nothing to cancel.
error-not-your-job = Only who asked for this article, or a moderator, can cancel it.
error-paste-gone = It isn’t known any more which page this was about. Add its text with /article add.
error-nothing-to-add = There was nothing to add: give a link, a file or a text.
error-one-title = A title goes with one article only. Leave it out, or add the articles one by one.
error-one-text = Only one text can take an article’s place: paste it or send it as a file.
error-no-link-typed = “{ $typed }” is no link. Links begin with https://; for a text, use /article add without a link.
error-nothing-to-save = This message has nothing to save: no link to a page, no file that can be read ({ $kinds }), and no text of some length.
error-nothing-to-compare = Compare two to { $most } different articles.
error-nothing-to-summarise = This message has nothing to summarize: no link to a page, no file that can be read ({ $kinds }), and no text of some length.
error-feeds-full = At most { $most } feeds can be followed here. Remove one first, with /feed list.
error-one-feed = One feed at a time, please.
error-no-such-feed = No feed “{ $feed }” is followed here. Choose one from the list that appears while typing, or look with /feed list.
error-several-feeds = Several feeds fit “{ $feed }”. Choose one from the list that appears while typing.
error-not-your-feed = Only the person who added “{ $title }” or a moderator can remove it.
error-feed-channel-not-yours = Only moderators of #{ $channel } can have articles announced there. Leave the channel out, or ask one of them.
error-feed-channel-closed = Footnote can’t write in #{ $channel }. It lacks these permissions there: { $permissions }. They are granted under Edit Channel → Permissions.
error-fetch-no-link = “{ $link }” is no link. Check it for typos.
error-fetch-scheme = { $link } can’t be fetched. A link has to begin with http:// or https://.
error-fetch-password = The link to { $host } has a user name or password in it. Remove that part first.
error-fetch-redirects = { $link } is redirected again and again. Open it in a browser and add the link it ends at.
error-fetch-log-in = { $link } asks for a log-in. If you can read it, add its text instead.
error-fetch-payment = { $link } asks for money. If you can read it, add its text instead.
error-fetch-forbidden = { $link } doesn’t let Footnote in. If you can read it in your browser, add its text instead.
error-fetch-not-found = There is no page at { $link }. Check the link.
error-fetch-removed = The page at { $link } was removed.
error-fetch-too-often = { $link } asks Footnote to pause. Try again later.
error-fetch-legal = { $link } may not be shown for legal reasons.
error-fetch-site-problem = { $link } can’t be read: the site has a problem (HTTP { $status }). Try again later.
error-fetch-refused = { $link } can’t be read: the site refuses it (HTTP { $status }). Check the link.
error-fetch-no-page = { $link } is { $type }, not an article. Add a link to a page.
error-fetch-too-large = { $link } is larger than { $mebibytes } MiB. Save the article alone as a file and add that.
error-fetch-encoding = { $link } came packed in a way that wasn’t asked for ({ $encoding }). Save the page as a file and add that.
error-fetch-timeout = { $link } didn’t arrive within { $seconds } seconds. Try again later.
error-fetch-unknown-host = { $link } can’t be found: there is no site { $host }, or the network is down.
error-fetch-private = { $link } was not fetched: { $host } is in a private network, not on the internet.
error-fetch-certificate = { $link } was not fetched: the site’s certificate can’t be trusted.
error-fetch-insecure = { $link } was not fetched: the site offers no secure connection.
error-fetch-unreachable = { $link } can’t be reached: the site refuses connections or is down.
error-fetch-broken = { $link } can’t be read: the connection broke. Try again.
error-fetch-garbled = { $link } can’t be read: the site’s answer is garbled.
error-fetch-no-host = { $link } can’t be fetched: { $host } can’t be the name of a site. Check the link for typos.
error-fetch-port = { $link } can’t be fetched: there are no pages at port { $port }. Remove the number if the link works without it.
error-fetch-pause = { $link } asks Footnote to pause. Try again in { $minutes ->
    [one] a minute.
   *[other] { $minutes } minutes.
}
error-fetch-long-pause = { $link } asks Footnote for a long pause. Try again in { $hours } hours.
error-fetch-incomplete = { $link } arrived only in part: the connection broke off. Try again.
error-fetch-empty = { $link } is empty. Open it in a browser, and if there is text, copy and add that.
error-fetch-nowhere = { $link } is redirected, but the site doesn’t say where to. Open it in a browser and add the link it ends at.
error-fetch-headers = { $link } can’t be read: the site’s answer has too long a header.
error-fetch-robots = { $link } isn’t visited by itself: the site’s robots.txt asks programs to stay away.
error-fetch-robots-unknown = { $link } isn’t visited now: the site can’t say whether programs are welcome. Try again later.
error-fetch-certificate-date = { $link } was not fetched: the site’s certificate isn’t valid at this time.
error-fetch-certificate-host = { $link } was not fetched: the site shows the certificate of another one.
error-fetch-proxy = { $link } can’t be reached: the proxy refuses to pass it on ({ $reason }).
error-fetch-proxy-unreachable = { $link } can’t be reached: Footnote’s proxy doesn’t answer. Whoever runs Footnote has to check it.
error-extract-empty = { $name } is empty.
error-extract-none = No article was found in { $name }. If you can read it there, copy its text and add that instead.
error-extract-consent = { $name } shows its article only to who agrees to its cookies. If you can read it there, copy its text and add that instead.
error-extract-paywall = { $name } shows its article to subscribers only. If you can read it there, copy its text and add that instead.
error-extract-script = { $name } has no text before its scripts run, and Footnote runs none. If you can read it there, copy its text and add that instead.
error-extract-error = { $name } says that something went wrong, and shows no article. If you can read it there, copy its text and add that instead.
error-extract-type = { $name } is { $type }, not an article. HTML, Markdown, plain text, PDF, EPUB and DOCX can be read.
error-extract-binary = { $name } is not a text. HTML, Markdown, plain text, PDF, EPUB and DOCX can be read.
error-extract-format = { $name } is a file of the kind { $format }, which can’t be read. Save it as PDF, DOCX or plain text and add that.
error-extract-mangled = { $name } was saved with wrong letters, so some of its text is lost. Get it again from where it comes from.
error-extract-scanned = { $name } is a scan: its pages are pictures without text. Run text recognition (OCR) over it first and add what comes out.
error-extract-locked = { $name } is locked with a password or copy protection. Save it without and add that.
error-extract-damaged = { $name } is damaged or was cut off. Get it again and add it then.
error-extract-long = { $name } has too many pages or parts. Divide it and add the parts.
error-extract-swollen = { $name } unpacks to more than can be read. Divide it and add the parts.
error-extract-slow = { $name } took too long to read. Divide it and add the parts.
error-extract-unmapped = { $name } doesn’t say which letters its glyphs are. Run text recognition (OCR) over it first and add what comes out.
error-extract-letters = The letters of { $name } can’t be told. Save it as UTF-8 and add it again.
error-extract-pasted = There is nothing to read in that text.
error-extract-no-text = “{ $title }” holds no readable text, so nothing was added.
error-extract-unicode = That text has characters that aren’t valid Unicode. Save it as UTF-8 and try again.
error-refresh-no-link = “{ $title }” wasn’t read from a link, so there is no page to read again.
error-refresh-elsewhere = The link of “{ $title }” leads to another article by now: “{ $other }”.
error-refresh-front = The link of “{ $title }” leads to the front page of its site by now.
error-refresh-other = The page of “{ $title }” is about something else by now: “{ $other }”. If that is what you want, add its link again.
error-refresh-shrunk = The page of “{ $title }” has only { $words } of its { $before } words left; it may not show all of the article by now.
error-feed-none = { $link } is no feed, and it names none. Give the link of the feed itself.
error-feed-unreadable = { $link } is no feed, or none that can be read.
error-feed-too-large = { $link } is larger than { $megabytes } MB, which is too much for a feed.
error-feed-too-many = At most { $most } feeds can be followed here. Remove one first.
error-feed-gone = There is no such feed here, or no longer. /feed list shows those that there are.
error-feed-stopped = “{ $title }” was tried several times, and Footnote stopped each time.
error-reindex-needed = The index of the articles has to be made anew. The person who hosts Footnote can do that with “footnote reindex”.
error-store-failed = Footnote can’t get at its store. The person who hosts it finds the reason in the log.
error-model-failed = The language model failed. Try again; if it goes on, the person who hosts Footnote finds the reason in the log.
error-prompt-too-long = That is too long for the language model. Ask in fewer words.
error-server-away = The machine with the language model can’t be reached now. Try again in a few minutes.
error-eval-none = No questions are kept here yet. 👍 and 👎 under answers keep theirs, and /eval add takes others.
error-eval-full = At most { $most } questions can be kept here. Remove one first, with /eval remove.
error-eval-gone = This question isn’t kept here, or no longer. /eval list shows those that are.
error-eval-running = The questions of this place are being asked already. Wait until that is done.
error-eval-expectation = Give either the words that a right answer has, or that the question is to be declined.
