# Español

### Asking

ask-asked = { $who } pregunta: { $question }
ask-queued = { $place ->
    [1] En espera. Esta pregunta es la siguiente.
   *[other] En espera. Esta pregunta es la número { $place } de la cola.
}
ask-searching = Buscando en los artículos …
ask-writing = Esto es lo que hay. Escribiendo la respuesta …
ask-stopped = Detenido antes de que hubiera una respuesta.
ask-nearest = Estos pasajes son los que más se acercan:
ask-not-said = Ninguno de los artículos de aquí responde a esto. Se buscó: { $searched }
ask-nothing-added = Aquí todavía no hay artículos, así que no hay de dónde responder. Con un primer artículo ya se puede volver a preguntar.
ask-ready = { $who }, ya está la respuesta a la pregunta privada.
ask-open = Lo preguntó { $who }, y ningún artículo de aquí lo responde todavía.
footnotes-more = { $count ->
    [one] Hay una cita más en «Pasajes».
   *[other] Hay { $count } citas más en «Pasajes».
}
untitled = Sin título
passage-changed = Desde entonces el artículo ha cambiado o se ha quitado. La cita decía:

### Articles

### Summaries

### Settings and people

### Buttons

button-open = Abrir
button-show = Ver
button-stop = Detener
button-passages = Pasajes
button-follow-up = Seguir preguntando
button-delete = Borrar
button-add = Añadir un artículo
button-open-page = Abrir la página
button-back = Anterior
button-next = Siguiente

### Commands

command-settings = ajustes
command-settings-description = Dónde y para quién funciona Footnote aquí
command-help = ayuda
command-help-description = Qué sabe hacer Footnote
command-about = acerca
command-about-description = Qué responde aquí y qué guarda y dónde
command-privacy = privacidad
command-privacy-description = Qué se guarda sobre cada persona y cómo borrarlo

### Errors

error-cooling-down = Eso fue rápido. Se puede volver a preguntar en { $seconds ->
    [one] un segundo
   *[other] { $seconds } segundos
}.
error-queue-full = Ahora mismo hay demasiadas preguntas en espera. Se puede volver a preguntar en un minuto.
error-too-many-waiting = Ya hay { $most ->
    [one] una pregunta
   *[other] { $most } preguntas
} en espera. Se puede preguntar otra vez cuando una tenga respuesta.
error-commands-changed = Los comandos de Footnote han cambiado desde que Discord los cargó. Hay que recargar Discord (Ctrl+R) e intentarlo de nuevo.
error-moderators-only = Solo puede hacerlo quien administra este servidor.
error-servers-only = Eso solo funciona en un servidor.
error-unknown-setting = Ese ajuste o ese valor no existe. /settings muestra los que hay.
error-button-gone = Ese botón es de una versión anterior y ya no funciona. Los comandos sí; véase /help.
error-forbidden = Discord no permite a Footnote hacer eso aquí. La moderación puede ver en /settings qué permiso falta.
error-discord = Discord no aceptó la respuesta. Conviene intentarlo de nuevo en un minuto.
error-inside = Algo falló dentro de Footnote. Quedó anotado para quien lo aloja; puede servir intentarlo de nuevo.
