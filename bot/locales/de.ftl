# Deutsch

### Asking

### Articles

### Summaries

### Settings and people

### Buttons

### Commands

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
