# Español

### Asking

### Articles

### Summaries

### Settings and people

### Buttons

### Commands

### Errors

error-cooling-down = Eso fue rápido. Se puede volver a preguntar en { $seconds ->
    [one] un segundo
   *[other] { $seconds } segundos
}.
error-queue-full = Ahora mismo hay demasiadas preguntas en espera. Se puede volver a preguntar en un minuto.
error-too-many-waiting = Ya hay { $most ->
    [one] una pregunta tuya
   *[other] { $most } preguntas tuyas
} en espera. Se puede preguntar otra vez cuando una tenga respuesta.
