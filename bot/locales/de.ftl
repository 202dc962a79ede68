# Deutsch

### Asking

ask-asked = { $who } fragt: { $question }
ask-queued = { $place ->
    [1] Bitte warten. Diese Frage ist als Nächste an der Reihe.
   *[other] Bitte warten. Diese Frage ist Nummer { $place } in der Reihe.
}
ask-searching = Die Artikel werden durchsucht …
ask-writing = Das wurde gefunden. Die Antwort wird geschrieben …
ask-stopped = Angehalten, bevor es eine Antwort gab.
ask-nearest = Am nächsten kamen diese Textstellen:
ask-mentioned = Erwähnt wird es hier:
ask-not-mentioned = Die Artikel hier sagen darüber nichts. Gesucht wurde: { $searched }
ask-not-said = Die Artikel hier erwähnen es, aber keiner beantwortet das. Gesucht wurde: { $searched }
ask-contradicted = Das scheint etwas vorauszusetzen, dem ein Artikel hier widerspricht. Dort steht:
ask-disagreement = Die Artikel widersprechen sich: { $sides }
ask-disagreement-side = „{ $words }“
ask-nothing-added = Hier gibt es noch keine Artikel und damit nichts, woraus eine Antwort kommen könnte. Nach dem ersten Artikel lohnt sich die Frage noch einmal.
ask-ready = { $who }, die Antwort auf die private Frage ist da.
ask-open = { $who } hat das gefragt, und noch beantwortet es kein Artikel hier.
ask-closed = { $who } hat das gefragt. Ein seitdem hinzugefügter Artikel beantwortet es.
ask-not-mentioned-there = „{ $title }“ sagt darüber nichts. Gesucht wurde: { $searched }
ask-not-said-there = „{ $title }“ erwähnt es, beantwortet das aber nicht. Gesucht wurde: { $searched }
ask-contradicted-there = Das scheint etwas vorauszusetzen, dem „{ $title }“ widerspricht. Dort steht:
ask-no-question-identity = Hier ist Footnote. Footnote liest die Artikel, die hier hinzugefügt wurden, beantwortet Fragen dazu und zitiert die Sätze, auf denen eine Antwort beruht. Mehr weiß Footnote nicht.
ask-no-question-abilities = Gefragt werden kann alles, was in den Artikeln hier stehen mag. Die Antwort kommt mit den Sätzen, auf denen sie beruht; wo die Artikel nichts sagen, sagt Footnote das.
ask-no-question-sum = Footnote rechnet nicht, sondern sagt nur, was in den Artikeln hier steht.
ask-no-question-clock = Footnote sieht nicht auf Uhr und Kalender, nur in die Artikel hier.
ask-no-question-entertainment = Footnote denkt sich nichts aus, auch keine Witze und Geschichten. Footnote beantwortet Fragen zu den Artikeln hier.
ask-no-question-wellbeing = Footnote ist ein Programm, und es läuft. Es beantwortet Fragen zu den Artikeln hier.
ask-no-question-farewell = Auf Wiedersehen. Die Artikel bleiben hier.
ask-no-question-thanks = Gern geschehen. Footnote beantwortet auch weitere Fragen zu den Artikeln hier.
ask-no-question-remark = Das ist keine Frage zu einem Artikel. Footnote beantwortet Fragen zu den Artikeln hier.
ask-no-question-greeting = Hallo. Footnote beantwortet Fragen zu den Artikeln hier.
ask-interrupted = Das wurde durch einen Neustart von Footnote unterbrochen. Bitte noch einmal fragen.
ask-hint = In dieser Nachricht steht keine Frage. Footnote mit einer Frage erwähnen, etwa „@Footnote wer hat das geschrieben?“, oder /{ command-ask } benutzen.
ask-thanks = Danke, das ist notiert.
ask-lacking = In #{ $place } kann Footnote nicht antworten, weil dort diese Berechtigungen fehlen: { $permissions }. Erteilt werden sie unter Kanal bearbeiten → Berechtigungen.
direct-instead = Das gehört dorthin, wo gefragt wurde, aber dort kann Footnote nicht mehr schreiben:
modal-about = Zu dieser Nachricht fragen
modal-about-question = Was ist die Frage?
modal-about-text = Die Nachricht
modal-about-text-hint = Worum es geht. Mit dem Link zu einem Artikel wird dieser Artikel befragt.
footnotes-more = { $count ->
    [one] Ein weiteres Zitat steht unter „Textstellen“.
   *[other] { $count } weitere Zitate stehen unter „Textstellen“.
}
footnote-changed = seitdem geändert
footnote-page = S. { $page }
footnote-also = Auch in: { $places }
footnote-also-more = { $count ->
    [one] Auch in: { $places } und einem weiteren Artikel
   *[other] Auch in: { $places } und { $count } weiteren Artikeln
}
untitled = Ohne Titel
passage-changed = Der Artikel hat sich seitdem geändert und enthält das Zitat nicht mehr. Es lautete:
passage-changed-on = Der Artikel wurde am { $date } geändert und enthält das Zitat nicht mehr. Es lautete:
passage-changed-last = Der Artikel hat sich seitdem mehrmals geändert, zuletzt am { $date }, und enthält das Zitat nicht mehr. Es lautete:
passage-gone = Der Artikel wurde seitdem entfernt. Das Zitat lautete:
passage-nearest = Am nächsten kommt ihm im Artikel jetzt:
modal-follow-up = Nachfragen
modal-question = Was soll noch geklärt werden?
modal-why-bad = Was stimmt an der Antwort nicht?
modal-reason = Grund
modal-reason-hint = Kann leer bleiben. Wer Footnote hier betreibt, kann es lesen.
modal-right = Was wäre richtig?
modal-right-hint = Wörter einer richtigen Antwort, falls bekannt. Die Moderation hier kann sie lesen.

### Articles

articles-adding = { $count ->
    [one] Ein Artikel wird hinzugefügt
   *[other] { $count } Artikel werden hinzugefügt
}
articles-refreshing = { $count ->
    [one] Ein Artikel wird neu gelesen
   *[other] { $count } Artikel werden neu gelesen
}
articles-through = { $count ->
    [one] Ein Artikel ist abgearbeitet
   *[other] { $count } Artikel sind abgearbeitet
}
articles-more = { $count ->
    [one] und noch einer
   *[other] und noch { $count }
}
articles-of-feeds = { $count ->
    [one] Ein Artikel aus einem Feed wartet noch.
   *[other] { $count } Artikel aus Feeds warten noch.
}
articles-choose = Einen Artikel ansehen
articles-heading = Artikel
articles-count = { $count ->
    [one] Ein Artikel
   *[other] { $count } Artikel
}
articles-page = Seite { $page } von { $pages }
articles-search = gesucht nach „{ $search }“
articles-none = Hier gibt es noch keine Artikel. Ein Link, eine Datei oder ein Text genügt, dann lässt sich danach fragen.
articles-not-found = Kein Artikel passt zu diesen Worten.
article-waiting = Wartet
article-fetching = Die Seite wird geholt …
article-reading = Wird gelesen …
article-indexing = Wird eingeordnet …
article-added = Hinzugefügt
article-known = Schon da und unverändert
article-updated = Auf den neuesten Stand gebracht
article-failed = Nicht hinzugefügt
article-cancelled = Abgebrochen
article-similar = Weitgehend dasselbe wie { $title }
article-words = { $count ->
    [one] ein Wort
   *[other] { $count } Wörter
}
article-passages = { $count ->
    [one] eine Textstelle
   *[other] { $count } Textstellen
}
article-pages = { $count ->
    [one] eine Seite
   *[other] { $count } Seiten
}
article-modified = geändert am { $day }
article-versions = { $count } Fassungen: { $days }
article-since = Hier seit { $day }
article-since-by = Hier seit { $day }, hinzugefügt von { $who }
article-sure-to-remove = { $title } entfernen? Daraus wird dann nichts mehr beantwortet. Die Zitate in früheren Antworten bleiben.
article-removed = { $title } wurde entfernt.
thin-consent = Das sieht nach einer Seite aus, die erst um Zustimmung bittet, nicht nach dem Artikel. Besser geht es mit dem Text selbst.
thin-paywall = Das sieht nach dem Anfang eines Artikels hinter einer Bezahlschranke aus. Besser geht es mit dem ganzen Text.
thin-script = Diese Seite baut ihren Text mit Skripten auf, daher war nur wenig zu lesen. Besser geht es mit dem Text selbst.
thin-error = Diese Seite meldet einen Fehler, statt den Artikel zu zeigen. Besser geht es mit dem Text selbst.
thin-short = Das ist sehr wenig Text für einen Artikel. Falls etwas fehlt, hilft der Text selbst.
modal-add = Artikel hinzufügen
modal-text = Links oder der Text selbst
modal-text-hint = Auch mehrere Links auf einmal. Ein Text, der hier nicht hineinpasst, kommt in eine Datei.
modal-title = Titel des Textes
modal-title-hint = Kann leer bleiben.
modal-files = Dateien
modal-files-hint = Webseiten, PDF, EPUB, Word, Markdown oder reiner Text.
article-kept = Der Artikel bleibt, wie er war.

### Feeds

feed-followed = Ab jetzt abonniert
feed-known = Schon abonniert
feed-taken = { $count ->
    [0] Neues steht nicht darin. Was ab jetzt erscheint, kommt von selbst dazu.
    [one] Der neueste Artikel wird hinzugefügt. Was ab jetzt erscheint, kommt von selbst dazu.
   *[other] Die { $count } neuesten Artikel werden hinzugefügt. Was ab jetzt erscheint, kommt von selbst dazu.
}
feed-next = nächster Blick { $when }
feed-read = letzter Blick { $when }
feed-never-read = noch nicht gelesen
feed-articles = { $count ->
    [one] bisher ein Artikel
   *[other] bisher { $count } Artikel
}
feed-waiting = { $count ->
    [one] einer wartet noch
   *[other] { $count } warten noch
}
feed-failed = { $count ->
    [one] Ein Artikel konnte nicht hinzugefügt werden:
   *[other] { $count } Artikel konnten nicht hinzugefügt werden. Beim letzten hieß es:
}
feed-announced-in = wird in { $channel } angekündigt
feed-channel-gone = Den Kanal für die Ankündigungen gibt es nicht mehr, oder sein Thread ist archiviert. Bitte den Feed mit einem anderen Kanal noch einmal hinzufügen.
feed-channel-closed = In { $channel } kann nichts angekündigt werden, denn dort fehlen Footnote diese Berechtigungen: { $permissions }.
feed-gone-for-good = Anscheinend gibt es ihn nicht mehr; am besten wird er entfernt.
feed-sure-to-remove = { $title } nicht mehr abonnieren? Die Artikel von dort bleiben.
feed-removed = { $title } ist nicht mehr abonniert.
feeds-heading = Feeds
feeds-count = { $count } von { $most }
feeds-none = Hier ist noch kein Feed abonniert. /{ command-feed } { command-feed-add } nimmt den Link eines Feeds oder einer Seite, die einen hat.

### Summaries

summary-heading = Zusammenfassung
summary-begun = Der Artikel wird gelesen …
summary-reading = Teil { $part } von { $total } wird gelesen …
summary-progress = { $done } von { $total } Punkten sind fertig
summary-open = Einen Punkt im Artikel nachlesen
summary-queued = { $place ->
    [1] Bitte warten. Diese Zusammenfassung ist als Nächste an der Reihe.
   *[other] Bitte warten. Diese Zusammenfassung ist Nummer { $place } in der Reihe.
}
summary-stopped = Angehalten, bevor es eine Zusammenfassung gab.
summary-focused = { $title }: { $focus }
summary-not-about = Über „{ $focus }“ sagt der Artikel nichts. Am besten das Thema weglassen oder anders nennen.
summary-message = Nachricht von { $name }
comparison-heading = Vergleich
comparison-shared = Darin stimmen sie überein
comparison-disagreeing = Darin widersprechen sie sich
comparison-not-about = Über „{ $subject }“ sagt keiner dieser Artikel etwas. Am besten das Thema weglassen oder anders nennen.

### Evaluation

eval-heading = Fragen, deren Antworten bekannt sind
eval-count = { $count } von höchstens { $most }
eval-none = Noch keine. 👍 und 👎 unter Antworten heben ihre Fragen hier auf, ebenso /{ command-eval } { command-eval-add }.
eval-expected-answers = Zu beantworten mit: { $answers }
eval-expected-quote = Zu beantworten aus: { $quote }
eval-expected-other = Zu beantworten, und anders als bisher
eval-expected-answer = Zu beantworten
eval-expected-abstention = Nicht zu beantworten
eval-kept = Aufgehoben, um wieder gestellt zu werden
eval-removed = Nicht mehr aufgehoben: { $question }
eval-under-way = { $done } von { $total } Fragen gestellt …
eval-stopped = Angehalten nach { $done } von { $total } Fragen.
eval-result = { $right } von { $total } wie erwartet
eval-seconds = Zeit für eine Antwort, im Median: { $seconds } s
eval-not-asked = { $count ->
    [one] Eine Frage wurde nicht gestellt: Ihren Artikel gibt es hier nicht mehr.
   *[other] { $count } Fragen wurden nicht gestellt: Ihre Artikel gibt es hier nicht mehr.
}
eval-cut-off = { $count ->
    [one] Die Zeit war um: Eine weitere Frage wurde nicht gestellt. „footnote eval“ stellt alle.
   *[other] Die Zeit war um: { $count } weitere Fragen wurden nicht gestellt. „footnote eval“ stellt alle.
}
eval-report-too-large = Der Bericht ist zu groß für Discord. „footnote eval --report DATEI.html“ schreibt ihn.
eval-right = Wie erwartet
eval-retrieval-missed = In den Artikeln nicht gefunden
eval-evidence-missed = Gefunden, aber andere Sätze ausgewählt
eval-wording-lost = Ausgewählt, aber beim Formulieren verloren
eval-abstained-wrongly = Zu Unrecht nicht beantwortet
eval-answered-wrongly = Falsch beantwortet

### Settings and people

settings-heading = Einstellungen
settings-no-content-intent = Footnote darf Nachrichten ohne Erwähnung nicht lesen, daher bleiben Fragekanäle still. So wird es eingeschaltet: Developer Portal → die Anwendung → Bot → Privileged Gateway Intents → Message Content Intent. Danach Footnote neu starten.
settings-missing-permissions = In diesem Kanal fehlen Footnote diese Berechtigungen: { $permissions }. Erteilt werden sie unter Kanal bearbeiten → Berechtigungen.
setting-ask-channels = Fragekanäle
setting-ask-channels-description = Jede Nachricht dort ist eine Frage.
setting-ask-channels-none = Keine
setting-questions-channel = Kanal für offene Fragen
setting-questions-channel-description = Dort sammeln sich Fragen, die kein Artikel beantwortet.
setting-questions-channel-none = Keiner
setting-asking-roles = Wer fragen darf
setting-asking-roles-description = Alle mit einer dieser Rollen und die Moderation.
setting-asking-roles-none = Alle
setting-adding-roles = Wer Artikel hinzufügen darf
setting-adding-roles-description = Alle mit einer dieser Rollen und die Moderation.
setting-adding-roles-none = Alle
setting-language = Sprache
setting-language-description = Für alles, was alle sehen. Private Antworten folgen der Sprache der Person.
setting-language-server = Sprache des Servers in Discord
setting-style = Antworten
setting-style-description = Wie viel eine Antwort sagt.
style-brief = Knapp: ein Satz
style-standard = Normal: ein paar Sätze
permission-read-messages = Kanal anzeigen
permission-send-messages = Nachrichten senden
permission-send-messages-in-threads = Nachrichten in Threads senden
permission-read-message-history = Nachrichtenverlauf anzeigen
help-lead = Footnote beantwortet Fragen aus den Artikeln, die hier hinzugefügt wurden. Unter jeder Antwort stehen die Sätze, auf denen sie beruht.
help-asking = Fragen
help-mention = Es geht auch mit einer Erwähnung oder an einer Nachricht mit Apps → { menu-ask-about-this }.
help-reply = Auf eine Antwort zu antworten heißt nachfragen: „Und wann hat er das gesagt?“
help-ask-channel = In einem Fragekanal ist jede Nachricht eine Frage.
help-articles = Artikel
help-save = Ein Link, eine Datei oder ein Text. Apps → { menu-save-article } nimmt, was in einer Nachricht steht.
help-files = Dateien können Webseiten, PDF, EPUB, Word, Markdown oder reiner Text sein.
help-feeds = Feeds
help-feed-add = Die neuen Artikel eines Feeds kommen von selbst dazu und werden auf Wunsch in einem Kanal angekündigt.
help-summaries = Zusammenfassungen
help-summarize-menu = Die Punkte eines Artikels, jeder mit dem Satz, aus dem er stammt.
help-more = Mehr
about-lead = Liest Artikel und beantwortet Fragen dazu mit Fußnoten. Quelloffen, MIT.
about-model = Modell
about-embedding-model = Suchmodell
about-here = Hier
about-queue = Warteschlange
about-queue-state = { $running } in Arbeit, { $waiting } in der Schlange
about-stored = Artikel, Fragen und Antworten liegen auf dem Rechner, auf dem Footnote und die Modelle laufen. Nichts geht an Dritte.
about-stored-elsewhere = Artikel, Fragen und Antworten liegen auf Rechnern, die die Person ausgesucht hat, die Footnote betreibt; dort laufen auch die Modelle. Nichts geht an Dritte.
about-answer-days = { $days ->
    [one] Fragen und Antworten werden nach einem Tag gelöscht.
   *[other] Fragen und Antworten werden nach { $days } Tagen gelöscht.
}
about-left-server-days = { $days ->
    [one] Wird Footnote von einem Server entfernt, wird alles von dort einen Tag später gelöscht.
   *[other] Wird Footnote von einem Server entfernt, wird alles von dort { $days } Tage später gelöscht.
}
privacy-heading = Persönliche Daten, die hier gespeichert sind
privacy-questions = { $count ->
    [one] Eine Frage mit ihrer Antwort
   *[other] { $count } Fragen mit ihren Antworten
}
privacy-ratings = { $count ->
    [one] Eine Bewertung einer Antwort
   *[other] { $count } Bewertungen von Antworten
}
privacy-open-questions = { $count ->
    [one] Eine offene Frage
   *[other] { $count } offene Fragen
}
privacy-articles = { $count ->
    [one] Von wem ein Artikel stammt
   *[other] Von wem { $count } Artikel stammen
}
privacy-feeds = { $count ->
    [one] Wer einen Feed hinzugefügt hat
   *[other] Wer { $count } Feeds hinzugefügt hat
}
privacy-eval-questions = { $count ->
    [one] Eine Frage, die aufgehoben ist, um sie wieder zu stellen
   *[other] { $count } Fragen, die aufgehoben sind, um sie wieder zu stellen
}
privacy-nothing = Nichts.
privacy-where = Es liegt auf dem Rechner, auf dem Footnote läuft, und geht nirgendwo sonst hin.
privacy-where-elsewhere = Es liegt auf Rechnern, die die Person ausgesucht hat, die Footnote betreibt, und geht nirgendwo sonst hin.
privacy-how-long = { $days ->
    [one] Fragen, Antworten, Bewertungen und offene Fragen werden nach einem Tag gelöscht; wer einen Artikel oder Feed hinzugefügt hat, bleibt bekannt, solange er da ist, und was zur Wiederholung aufgehoben wurde, bis die Moderation es entfernt.
   *[other] Fragen, Antworten, Bewertungen und offene Fragen werden nach { $days } Tagen gelöscht; wer einen Artikel oder Feed hinzugefügt hat, bleibt bekannt, solange er da ist, und was zur Wiederholung aufgehoben wurde, bis die Moderation es entfernt.
}
privacy-backups = { $days ->
    [one] In Sicherungen steht es höchstens noch einen Tag. Wird eine zurückgespielt, wird Gelöschtes wieder gelöscht.
   *[other] In Sicherungen steht es höchstens noch { $days } Tage. Wird eine zurückgespielt, wird Gelöschtes wieder gelöscht.
}
privacy-sure = Alles löschen? Fragen, Antworten, Bewertungen und offene Fragen verschwinden, ebenso die Artikel und Feeds aus Direktnachrichten. Artikel und Feeds auf Servern bleiben, ohne Namen.
privacy-forgotten = Erledigt. Es ist nichts mehr gespeichert.

### Buttons

button-open = Öffnen
button-show = Zeigen
button-stop = Anhalten
button-passages = Textstellen
button-follow-up = Nachfragen
button-go-to-question = Zur Frage
button-go-to-answer = Zur Antwort
button-delete = Löschen
button-add = Artikel hinzufügen
button-open-page = Seite öffnen
button-back = Zurück
button-next = Weiter
button-summarize = Zusammenfassen
button-refresh = Aktualisieren
button-remove = Entfernen
button-keep = Behalten
button-paste = Text einfügen
button-cancel = Abbrechen
button-cancel-all = Alle abbrechen
button-copy = Kopie schicken
button-forget = Löschen

### Commands

command-settings = einstellungen
command-settings-description = Wo und für wen Footnote hier arbeitet
command-help = hilfe
command-help-description = Was Footnote kann
command-about = info
command-about-description = Was hier antwortet und was es wo speichert
command-privacy = datenschutz
command-privacy-description = Was über die eigene Person gespeichert ist und wie es gelöscht wird
command-ask = fragen
command-ask-description = Eine Frage stellen, die aus den Artikeln beantwortet wird
option-ask-question = frage
option-ask-question-description = Was gefragt wird
option-ask-article = artikel
option-ask-article-description = Nur aus diesem Artikel antworten
option-ask-private = privat
option-ask-private-description = Die Antwort nur mir zeigen
command-article = artikel
command-article-description = Die Artikel, aus denen Fragen beantwortet werden
command-article-add = hinzufügen
command-article-add-description = Artikel hinzufügen: Links, eine Datei oder einen Text
option-article-add-link = link
option-article-add-link-description = Ein Link oder mehrere, mit Leerzeichen dazwischen
option-article-add-file = datei
option-article-add-file-description = Eine Webseite, PDF, EPUB, Word-Datei, Markdown oder reiner Text
option-article-add-title = titel
option-article-add-title-description = Ein eigener Titel
command-article-list = liste
command-article-list-description = Die Artikel auflisten oder nach welchen suchen
option-article-list-search = suche
option-article-list-search-description = Wörter aus den Titeln
command-article-show = zeigen
command-article-show-description = Zeigen, was über einen Artikel bekannt ist
option-article-show-article = artikel
option-article-show-article-description = Sein Titel
command-article-remove = entfernen
command-article-remove-description = Einen Artikel entfernen
option-article-remove-article = artikel
option-article-remove-article-description = Sein Titel
command-article-refresh = neu-lesen
command-article-refresh-description = Einen Artikel von seinem Link neu lesen
option-article-refresh-article = artikel
option-article-refresh-article-description = Sein Titel
command-compare = vergleichen
command-compare-description = Vergleichen, was mehrere Artikel sagen
option-compare-first = erster
option-compare-first-description = Der Titel eines Artikels
option-compare-second = zweiter
option-compare-second-description = Der Titel eines anderen
option-compare-third = dritter
option-compare-third-description = Der Titel eines weiteren
option-compare-fourth = vierter
option-compare-fourth-description = Der Titel eines weiteren
option-compare-about = thema
option-compare-about-description = Worin sie verglichen werden sollen
command-summarize = zusammenfassen
command-summarize-description = Einen Artikel in wenigen belegten Punkten zusammenfassen
option-summarize-article = artikel
option-summarize-article-description = Sein Titel
option-summarize-length = länge
option-summarize-length-description = Wie viele Punkte
option-summarize-focus = thema
option-summarize-focus-description = Worum es in den Punkten gehen soll
choice-brief = Kurz
choice-standard = Normal
choice-detailed = Ausführlich
command-feed = feed
command-feed-description = Die Feeds, deren neue Artikel von selbst dazukommen
command-feed-add = hinzufügen
command-feed-add-description = Einen Feed abonnieren: Seine neuen Artikel kommen von selbst dazu
option-feed-add-link = link
option-feed-add-link-description = Der Link des Feeds (RSS, Atom, JSON Feed) oder einer Seite, die einen hat
option-feed-add-channel = kanal
option-feed-add-channel-description = Wo jeder neue Artikel in einer Zeile angekündigt wird
command-feed-list = liste
command-feed-list-description = Die Feeds auflisten, die hier abonniert sind
command-feed-remove = entfernen
command-feed-remove-description = Einen Feed nicht mehr abonnieren
option-feed-remove-feed = feed
option-feed-remove-feed-description = Sein Titel
menu-ask-about-this = Dazu fragen
menu-save-article = Artikel speichern
menu-summarize = Zusammenfassen
command-eval = prüfung
command-eval-description = Fragen, deren Antworten bekannt sind, und wie Footnote sie beantwortet
command-eval-list = liste
command-eval-list-description = Die aufgehobenen Fragen auflisten
command-eval-add = hinzufügen
command-eval-add-description = Eine Frage aufheben, deren Antwort bekannt ist
option-eval-add-question = frage
option-eval-add-question-description = Die Frage
option-eval-add-answer = antwort
option-eval-add-answer-description = Wörter einer richtigen Antwort; mehrere Möglichkeiten durch Semikolon getrennt
option-eval-add-declined = ablehnen
option-eval-add-declined-description = Ob die Artikel das nicht beantworten
option-eval-add-article = artikel
option-eval-add-article-description = Nur diesen Artikel befragen
command-eval-remove = entfernen
command-eval-remove-description = Eine Frage nicht mehr aufheben
option-eval-remove-question = frage
option-eval-remove-question-description = Die Frage
command-eval-run = starten
command-eval-run-description = Alle aufgehobenen Fragen stellen und die Antworten prüfen

### Errors

error-cooling-down = Das ging schnell. In { $seconds ->
    [one] einer Sekunde
   *[other] { $seconds } Sekunden
} geht es weiter.
error-copy-too-large = Für eine Datei ist es hier zu viel. Wer Footnote betreibt, kann es herausgeben.
error-queue-full = Gerade warten zu viele Fragen. In einer Minute geht es wieder.
error-server-cooling-down = Auf diesem Server wird gerade viel gefragt. In { $seconds ->
    [one] einer Sekunde
   *[other] { $seconds } Sekunden
} geht es wieder.
error-server-queue-full = Von hier warten gerade zu viele Fragen. In einer Minute geht es wieder.
error-articles-a-day = Eine Person kann höchstens { $most } Artikel am Tag hinzufügen. Weitere gehen in { $hours ->
    [one] einer Stunde
   *[other] { $hours } Stunden
}.
error-articles-queue-full = Gerade warten zu viele Artikel darauf, hinzugefügt zu werden. Es geht wieder, sobald einige durch sind.
error-corpus-full-articles = Hier sind so viele Artikel, wie es sein dürfen: { $most }. Bitte erst welche entfernen, mit /{ command-article } { command-article-list }; oder wer Footnote betreibt, erlaubt mehr.
error-corpus-full-text = Die Artikel hier haben zusammen so viel Text, wie sie haben dürfen: { $megabytes } MB. Bitte erst welche entfernen, mit /{ command-article } { command-article-list }; oder wer Footnote betreibt, erlaubt mehr.
error-storage-full = Footnote hat so viel gespeichert, wie es darf, daher lässt sich nichts hinzufügen. Wer es betreibt, kann mehr erlauben oder Platz schaffen.
error-disk-full = Die Festplatte des Rechners, auf dem Footnote läuft, ist fast voll, daher lässt sich nichts hinzufügen. Bitte der Person Bescheid geben, die Footnote betreibt.
error-too-many-waiting = Von hier { $most ->
    [one] wartet schon eine Frage
   *[other] warten schon { $most } Fragen
}. Sobald eine davon beantwortet ist, geht es weiter.
error-restarting = Footnote startet gerade neu. Bitte in einer Minute noch einmal fragen.
error-question-too-long = Eine Frage darf höchstens { $most } Zeichen haben. Ein längerer Text lässt sich als Artikel hinzufügen.
error-no-question = Darin steht keine Frage. Bitte in Worten fragen.
error-answer-gone = Diese Antwort ist nicht mehr gespeichert, deshalb gehen ihre Knöpfe nicht. Bitte noch einmal fragen.
error-not-your-answer = Das ist die private Antwort von jemand anderem.
error-may-not-delete = Nur wer gefragt hat oder moderiert, kann eine Antwort löschen.
error-may-not-stop = Nur wer gefragt hat oder moderiert, kann das anhalten.
error-unknown-link = Der Artikel hinter diesem Link wurde hier nicht hinzugefügt. Das geht so: Apps → { menu-save-article } bei der Nachricht, oder /{ command-article } { command-article-add }.
error-commands-changed = Die Befehle von Footnote haben sich geändert, seit Discord sie geladen hat. Discord neu laden (Strg+R), dann geht es.
error-moderators-only = Das geht nur mit dem Recht, diesen Server zu verwalten.
error-servers-only = Das geht nur auf einem Server.
error-unknown-setting = Diese Einstellung oder diesen Wert gibt es nicht. /{ command-settings } zeigt, was es gibt.
error-button-gone = Dieser Knopf stammt aus einer älteren Version und geht nicht mehr. Die Befehle gehen; siehe /{ command-help }.
error-forbidden = Discord lässt Footnote das hier nicht tun. Welches Recht fehlt, zeigt der Moderation /{ command-settings }.
error-discord = Discord hat die Antwort nicht angenommen. Bitte in einer Minute noch einmal versuchen.
error-inside = In Footnote ist etwas schiefgegangen. Es wurde für die Person notiert, die Footnote betreibt; ein neuer Versuch kann helfen. Kennzeichen: { $reference }
error-may-not-add = Hier dürfen nur Leute mit einer dieser Rollen Artikel hinzufügen: { $roles }.
error-may-not-ask = Hier dürfen nur Leute mit einer dieser Rollen fragen: { $roles }.
error-no-such-article = Einen Artikel „{ $article }“ gibt es hier nicht. Bitte aus der Liste wählen, die beim Tippen erscheint, oder mit /{ command-article } { command-article-list } nachsehen.
error-several-articles = Zu „{ $article }“ passen mehrere Artikel, darunter { $titles }. Bitte aus der Liste wählen, die beim Tippen erscheint.
error-article-gone = Diesen Artikel gibt es hier nicht oder nicht mehr. /{ command-article } { command-article-list } zeigt, welche da sind.
error-not-your-article = Das kann nur, wer „{ $title }“ hinzugefügt hat, oder die Moderation.
error-no-link = „{ $title }“ kam als Datei oder Text, daher gibt es keine Seite, die neu zu lesen wäre. Stattdessen den neuen Text hinzufügen und dann diesen entfernen.
error-unreadable-file = „{ $name }“ lässt sich hier nicht lesen. Lesbar sind Webseiten, PDF, EPUB, Word, Markdown und reiner Text ({ $kinds }).
error-large-file = „{ $name }“ ist größer als { $megabytes } MB. Besser nur den Text speichern, oder Teile davon, und das hinzufügen.
error-lost-file = „{ $name }“ war von Discord nicht zu bekommen. Bitte noch einmal schicken.
error-empty-file = „{ $name }“ ist leer.
error-too-many-at-once = Es gehen höchstens { $most } Artikel auf einmal. Bitte auf mehrere Male verteilen.
error-too-many-articles-waiting = Von einer Person können höchstens { $most } Artikel zugleich warten. Weitere gehen, sobald einige davon durch sind.
error-stopped-each-time = Das wurde mehrmals versucht, und jedes Mal ist Footnote dabei ausgefallen. Vielleicht geht es in anderer Form: als Text statt als Link oder als einfache Textdatei.
error-job-gone = Das wurde nicht hinzugefügt, weil inzwischen alles gelöscht wurde, was hier noch wartete.
error-job-through = Das ist schon fertig, es gibt nichts mehr abzubrechen.
error-not-your-job = Nur wer um diesen Artikel gebeten hat, oder die Moderation, kann das abbrechen.
error-paste-gone = Um welche Seite es hier ging, ist nicht mehr bekannt. Der Text lässt sich mit /{ command-article } { command-article-add } hinzufügen.
error-nothing-to-add = Da war nichts zum Hinzufügen: Es braucht einen Link, eine Datei oder einen Text.
error-one-title = Ein Titel gehört zu genau einem Artikel. Bitte weglassen oder die Artikel einzeln hinzufügen.
error-one-text = An die Stelle eines Artikels kann nur ein Text treten: eingefügt oder als Datei.
error-no-link-typed = „{ $typed }“ ist kein Link. Links beginnen mit https://; für einen Text geht /{ command-article } { command-article-add } ohne Link.
error-nothing-to-save = In dieser Nachricht ist nichts zum Speichern: kein Link auf eine Seite, keine lesbare Datei ({ $kinds }) und kein längerer Text.
error-nothing-to-compare = Zum Vergleichen braucht es zwei bis { $most } verschiedene Artikel.
error-nothing-to-summarise = In dieser Nachricht ist nichts zum Zusammenfassen: kein Link auf eine Seite, keine lesbare Datei ({ $kinds }) und kein längerer Text.
error-feeds-full = Hier lassen sich höchstens { $most } Feeds abonnieren. Bitte erst einen entfernen, mit /{ command-feed } { command-feed-list }.
error-one-feed = Bitte immer nur einen Feed auf einmal.
error-no-such-feed = Ein Feed „{ $feed }“ ist hier nicht abonniert. Bitte aus der Liste wählen, die beim Tippen erscheint, oder mit /{ command-feed } { command-feed-list } nachsehen.
error-several-feeds = Zu „{ $feed }“ passen mehrere Feeds. Bitte aus der Liste wählen, die beim Tippen erscheint.
error-not-your-feed = Nur wer „{ $title }“ hinzugefügt hat, oder die Moderation, kann den Feed entfernen.
error-feed-channel-not-yours = Nur die Moderation von #{ $channel } kann dort Artikel ankündigen lassen. Es geht auch ohne Kanal.
error-feed-channel-closed = In #{ $channel } kann Footnote nicht schreiben. Dort fehlen diese Berechtigungen: { $permissions }. Erteilt werden sie unter Kanal bearbeiten → Berechtigungen.
error-fetch-no-link = „{ $link }“ ist kein Link. Vielleicht steckt ein Tippfehler darin.
error-fetch-scheme = { $link } kann nicht abgerufen werden. Ein Link muss mit http:// oder https:// beginnen.
error-fetch-password = Im Link zu { $host } steht ein Benutzername oder ein Passwort. Bitte diesen Teil zuerst entfernen.
error-fetch-redirects = { $link } leitet immer wieder weiter. Bitte im Browser öffnen und den Link hinzufügen, bei dem es endet.
error-fetch-log-in = { $link } verlangt eine Anmeldung. Wer es lesen kann, kann stattdessen den Text hinzufügen.
error-fetch-payment = { $link } ist kostenpflichtig. Wer es lesen kann, kann stattdessen den Text hinzufügen.
error-fetch-forbidden = { $link } lässt Footnote nicht hinein. Wer die Seite im Browser lesen kann, kann stattdessen den Text hinzufügen.
error-fetch-not-found = Unter { $link } gibt es keine Seite. Bitte den Link prüfen.
error-fetch-removed = Die Seite { $link } wurde entfernt.
error-fetch-too-often = { $link } bittet Footnote um eine Pause. Bitte später noch einmal versuchen.
error-fetch-legal = { $link } darf aus rechtlichen Gründen nicht gezeigt werden.
error-fetch-site-problem = { $link } lässt sich nicht lesen: Die Website hat ein Problem (HTTP { $status }). Bitte später noch einmal versuchen.
error-fetch-refused = { $link } lässt sich nicht lesen: Die Website lehnt ab (HTTP { $status }). Bitte den Link prüfen.
error-fetch-no-page = { $link } ist { $type } und kein Artikel. Es muss ein Link zu einer Seite sein.
error-fetch-too-large = { $link } ist größer als { $mebibytes } MiB. Bitte nur den Artikel als Datei speichern und diese hinzufügen.
error-fetch-encoding = { $link } kam anders verpackt als verlangt ({ $encoding }). Bitte die Seite als Datei speichern und diese hinzufügen.
error-fetch-timeout = { $link } kam nicht innerhalb von { $seconds } Sekunden an. Bitte später noch einmal versuchen.
error-fetch-unknown-host = { $link } ist nicht zu finden: Es gibt keine Website { $host }, oder das Netz ist gestört.
error-fetch-private = { $link } wurde nicht abgerufen: { $host } liegt in einem privaten Netz, nicht im Internet.
error-fetch-certificate = { $link } wurde nicht abgerufen: Dem Zertifikat der Website ist nicht zu trauen.
error-fetch-insecure = { $link } wurde nicht abgerufen: Die Website bietet keine sichere Verbindung.
error-fetch-unreachable = { $link } ist nicht erreichbar: Die Website nimmt keine Verbindung an oder ist ausgefallen.
error-fetch-broken = { $link } lässt sich nicht lesen: Die Verbindung ist abgebrochen. Bitte noch einmal versuchen.
error-fetch-garbled = { $link } lässt sich nicht lesen: Die Antwort der Website ist unverständlich.
error-fetch-no-host = { $link } kann nicht abgerufen werden: { $host } kann keine Website sein. Vielleicht steckt ein Tippfehler darin.
error-fetch-port = { $link } kann nicht abgerufen werden: An Port { $port } gibt es keine Seiten. Bitte die Zahl entfernen, falls der Link ohne sie funktioniert.
error-fetch-pause = { $link } bittet Footnote um eine Pause. Bitte in { $minutes ->
    [one] einer Minute
   *[other] { $minutes } Minuten
} noch einmal versuchen.
error-fetch-long-pause = { $link } bittet Footnote um eine lange Pause. Bitte in { $hours } Stunden noch einmal versuchen.
error-fetch-incomplete = { $link } kam nur zum Teil an: Die Verbindung ist mittendrin abgebrochen. Bitte noch einmal versuchen.
error-fetch-empty = { $link } ist leer. Steht im Browser doch Text da, kann er kopiert und hinzugefügt werden.
error-fetch-nowhere = { $link } leitet weiter, aber die Website sagt nicht, wohin. Bitte im Browser öffnen und den Link hinzufügen, bei dem es endet.
error-fetch-headers = { $link } lässt sich nicht lesen: Die Antwort der Website hat einen zu langen Kopf.
error-fetch-robots = { $link } wird nicht von selbst besucht: Die robots.txt der Website bittet Programme, fernzubleiben.
error-fetch-robots-unknown = { $link } wird jetzt nicht besucht: Die Website kann nicht sagen, ob Programme willkommen sind. Bitte später noch einmal versuchen.
error-fetch-certificate-date = { $link } wurde nicht abgerufen: Das Zertifikat der Website gilt zurzeit nicht.
error-fetch-certificate-host = { $link } wurde nicht abgerufen: Die Website zeigt das Zertifikat einer anderen.
error-fetch-proxy = { $link } ist nicht erreichbar: Der Proxy leitet die Anfrage nicht weiter ({ $reason }).
error-fetch-proxy-unreachable = { $link } ist nicht erreichbar: Der Proxy von Footnote antwortet nicht. Wer Footnote betreibt, muss ihn prüfen.
error-extract-empty = { $name } ist leer.
error-extract-none = In { $name } wurde kein Artikel gefunden. Wer ihn dort lesen kann, kann den Text kopieren und stattdessen hinzufügen.
error-extract-consent = { $name } zeigt den Artikel nur, wenn man den Cookies zustimmt. Wer ihn dort lesen kann, kann den Text kopieren und stattdessen hinzufügen.
error-extract-paywall = { $name } zeigt den Artikel nur mit Abo. Wer ihn dort lesen kann, kann den Text kopieren und stattdessen hinzufügen.
error-extract-script = { $name } hat keinen Text, bevor Skripte laufen, und Footnote führt keine aus. Wer ihn dort lesen kann, kann den Text kopieren und stattdessen hinzufügen.
error-extract-error = { $name } meldet einen Fehler und zeigt keinen Artikel. Wer ihn dort lesen kann, kann den Text kopieren und stattdessen hinzufügen.
error-extract-type = { $name } ist { $type } und kein Artikel. Lesbar sind HTML, Markdown, reiner Text, PDF, EPUB und DOCX.
error-extract-binary = { $name } ist kein Text. Lesbar sind HTML, Markdown, reiner Text, PDF, EPUB und DOCX.
error-extract-format = { $name } ist eine Datei der Art { $format }, die nicht gelesen werden kann. Bitte als PDF, DOCX oder reinen Text speichern und diese Datei hinzufügen.
error-extract-mangled = { $name } wurde mit falschen Buchstaben gespeichert, ein Teil des Textes ist verloren. Bitte noch einmal von der Quelle holen.
error-extract-scanned = { $name } ist ein Scan: Die Seiten sind Bilder ohne Text. Bitte erst eine Texterkennung (OCR) darüber laufen lassen und das Ergebnis hinzufügen.
error-extract-locked = { $name } ist mit einem Passwort oder Kopierschutz gesperrt. Bitte ohne speichern und dann hinzufügen.
error-extract-damaged = { $name } ist beschädigt oder unvollständig. Bitte noch einmal holen und dann hinzufügen.
error-extract-long = { $name } hat zu viele Seiten oder Teile. Bitte aufteilen und die Teile hinzufügen.
error-extract-swollen = { $name } ist ausgepackt zu groß zum Lesen. Bitte aufteilen und die Teile hinzufügen.
error-extract-slow = { $name } zu lesen dauerte zu lange. Bitte aufteilen und die Teile hinzufügen.
error-extract-unmapped = { $name } sagt nicht, welche Buchstaben die Zeichen darin sind. Bitte erst eine Texterkennung (OCR) darüber laufen lassen und das Ergebnis hinzufügen.
error-extract-letters = Die Buchstaben in { $name } sind nicht zu erkennen. Bitte als UTF-8 speichern und noch einmal hinzufügen.
error-extract-pasted = In diesem Text gibt es nichts zu lesen.
error-extract-no-text = „{ $title }“ enthält keinen lesbaren Text; nichts wurde hinzugefügt.
error-extract-unicode = Der Text enthält Zeichen, die kein gültiges Unicode sind. Bitte als UTF-8 speichern und noch einmal versuchen.
error-refresh-no-link = „{ $title }“ wurde nicht über einen Link gelesen, also gibt es keine Seite, die neu gelesen werden könnte.
error-refresh-elsewhere = Der Link von „{ $title }“ führt inzwischen zu einem anderen Artikel: „{ $other }“.
error-refresh-front = Der Link von „{ $title }“ führt inzwischen zur Startseite der Website.
error-refresh-other = Auf der Seite von „{ $title }“ geht es inzwischen um etwas anderes: „{ $other }“. Falls das gewünscht ist, bitte ihren Link noch einmal hinzufügen.
error-refresh-shrunk = Die Seite von „{ $title }“ hat nur noch { $words } von { $before } Wörtern; vielleicht zeigt sie nicht mehr den ganzen Artikel.
error-feed-none = { $link } ist kein Feed und nennt auch keinen. Bitte den Link des Feeds selbst angeben.
error-feed-unreadable = { $link } ist kein Feed oder keiner, der sich lesen lässt.
error-feed-too-large = { $link } ist größer als { $megabytes } MB und damit zu groß für einen Feed.
error-feed-too-many = Hier lassen sich höchstens { $most } Feeds abonnieren. Bitte zuerst einen entfernen.
error-feed-gone = Diesen Feed gibt es hier nicht oder nicht mehr. /{ command-feed } { command-feed-list } zeigt die vorhandenen.
error-feed-stopped = „{ $title }“ wurde mehrmals versucht, und Footnote brach jedes Mal ab.
error-reindex-needed = Der Index der Artikel muss neu angelegt werden. Das kann, wer Footnote betreibt, mit „footnote reindex“.
error-store-failed = Footnote kommt nicht an seinen Speicher. Warum, steht im Protokoll bei der Person, die Footnote betreibt.
error-model-failed = Das Sprachmodell hat versagt. Bitte noch einmal versuchen; bleibt es dabei, steht der Grund im Protokoll bei der Person, die Footnote betreibt.
error-prompt-too-long = Das ist zu lang für das Sprachmodell. Bitte mit weniger Worten fragen.
error-server-away = Der Rechner mit dem Sprachmodell ist gerade nicht erreichbar. Bitte in ein paar Minuten noch einmal versuchen.
error-eval-none = Hier sind noch keine Fragen aufgehoben. 👍 und 👎 unter Antworten heben ihre Fragen auf, ebenso /{ command-eval } { command-eval-add }.
error-eval-full = Hier lassen sich höchstens { $most } Fragen aufheben. Bitte erst eine entfernen, mit /{ command-eval } { command-eval-remove }.
error-eval-gone = Diese Frage ist hier nicht oder nicht mehr aufgehoben. /{ command-eval } { command-eval-list } zeigt die vorhandenen.
error-eval-running = Die Fragen von hier werden gerade schon gestellt. Bitte warten, bis das fertig ist.
error-eval-expectation = Bitte entweder die Wörter einer richtigen Antwort angeben, oder dass die Frage nicht zu beantworten ist.
