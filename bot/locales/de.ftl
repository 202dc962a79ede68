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
ask-nearest = Am nächsten kamen diese Stellen:
ask-not-said = Keiner der Artikel hier beantwortet das. Gesucht wurde: { $searched }
ask-nothing-added = Hier gibt es noch keine Artikel und damit nichts, woraus eine Antwort kommen könnte. Nach dem ersten Artikel lohnt sich die Frage noch einmal.
ask-ready = { $who }, die Antwort auf die private Frage ist da.
ask-open = { $who } hat das gefragt, und noch beantwortet es kein Artikel hier.
footnotes-more = { $count ->
    [one] Ein weiteres Zitat steht unter „Stellen“.
   *[other] { $count } weitere Zitate stehen unter „Stellen“.
}
untitled = Ohne Titel
passage-changed = Der Artikel hat sich seitdem geändert oder wurde entfernt. Das Zitat lautete:

### Articles

### Summaries

### Settings and people

### Buttons

button-open = Öffnen
button-show = Zeigen
button-stop = Anhalten
button-passages = Stellen
button-follow-up = Nachfragen
button-delete = Löschen
button-add = Artikel hinzufügen
button-open-page = Seite öffnen
button-back = Zurück
button-next = Weiter

### Commands

command-settings = einstellungen
command-settings-description = Wo und für wen Footnote hier arbeitet
command-help = hilfe
command-help-description = Was Footnote kann
command-about = info
command-about-description = Was hier antwortet und was es wo speichert
command-privacy = datenschutz
command-privacy-description = Was über die eigene Person gespeichert ist und wie es gelöscht wird

### Errors

error-cooling-down = Das ging schnell. In { $seconds ->
    [one] einer Sekunde
   *[other] { $seconds } Sekunden
} geht es weiter.
error-queue-full = Gerade warten zu viele Fragen. In einer Minute geht es wieder.
error-too-many-waiting = Von hier {$most ->
    [one] wartet schon eine Frage
   *[other] warten schon { $most } Fragen
}. Sobald eine davon beantwortet ist, geht es weiter.
error-commands-changed = Die Befehle von Footnote haben sich geändert, seit Discord sie geladen hat. Discord neu laden (Strg+R), dann geht es.
error-moderators-only = Das geht nur mit dem Recht, diesen Server zu verwalten.
error-servers-only = Das geht nur auf einem Server.
error-unknown-setting = Diese Einstellung oder diesen Wert gibt es nicht. /settings zeigt, was es gibt.
error-button-gone = Dieser Knopf stammt aus einer älteren Version und geht nicht mehr. Die Befehle gehen; siehe /help.
error-forbidden = Discord lässt Footnote das hier nicht tun. Welches Recht fehlt, zeigt der Moderation /settings.
error-discord = Discord hat die Antwort nicht angenommen. Bitte in einer Minute noch einmal versuchen.
error-inside = In Footnote ist etwas schiefgegangen. Es wurde für die Person notiert, die Footnote betreibt; ein neuer Versuch kann helfen.
