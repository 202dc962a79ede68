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
ask-mentioned = Se menciona aquí:
ask-not-mentioned = Los artículos de aquí no dicen nada de eso. Se buscó: { $searched }
ask-not-said = Los artículos de aquí lo mencionan, pero ninguno responde a esto. Se buscó: { $searched }
ask-contradicted = Eso parece dar por hecho algo que un artículo de aquí contradice. Dice:
ask-disagreement = Los artículos se contradicen: { $sides }
ask-disagreement-side = «{ $words }»
ask-nothing-added = Aquí todavía no hay artículos, así que no hay de dónde responder. Con un primer artículo ya se puede volver a preguntar.
ask-ready = { $who }, ya está la respuesta a la pregunta privada.
ask-open = Lo preguntó { $who }, y ningún artículo de aquí lo responde todavía.
ask-closed = { $who } preguntó esto. Un artículo añadido después lo responde.
ask-not-mentioned-there = «{ $title }» no dice nada de eso. Se buscó: { $searched }
ask-not-said-there = «{ $title }» lo menciona, pero no responde a esto. Se buscó: { $searched }
ask-contradicted-there = Eso parece dar por hecho algo que «{ $title }» contradice. Dice:
ask-no-question-identity = Esto es Footnote. Lee los artículos que se han añadido aquí, responde a preguntas sobre ellos y cita las frases en las que se basa cada respuesta. No sabe nada más.
ask-no-question-abilities = Se puede preguntar cualquier cosa que digan los artículos de aquí. La respuesta viene con las frases en las que se basa; si los artículos no lo dicen, Footnote lo dice.
ask-no-question-sum = Footnote no hace cálculos; solo dice lo que dicen los artículos de aquí.
ask-no-question-clock = Footnote no mira relojes ni calendarios, solo los artículos de aquí.
ask-no-question-entertainment = Footnote no inventa nada, tampoco chistes ni cuentos. Responde a preguntas sobre los artículos de aquí.
ask-no-question-wellbeing = Footnote es un programa y está en marcha. Responde a preguntas sobre los artículos de aquí.
ask-no-question-farewell = Adiós. Los artículos se quedan aquí.
ask-no-question-thanks = De nada. Footnote responde a más preguntas sobre los artículos de aquí.
ask-no-question-remark = Eso no es una pregunta sobre ningún artículo. Footnote responde a preguntas sobre los artículos de aquí.
ask-no-question-greeting = Hola. Footnote responde a preguntas sobre los artículos de aquí.
ask-interrupted = Esto se interrumpió al reiniciarse Footnote. Hay que volver a preguntar.
ask-hint = En este mensaje no hay ninguna pregunta. Basta mencionar a Footnote con una pregunta, por ejemplo «@Footnote ¿quién escribió esto?», o usar /{ command-ask }.
ask-thanks = Gracias, queda anotado.
ask-lacking = En #{ $place } Footnote no puede responder porque allí le faltan estos permisos: { $permissions }. Se conceden en Editar canal → Permisos.
direct-instead = Esto corresponde al lugar de la pregunta, pero Footnote ya no puede escribir allí:
modal-about = Preguntar sobre este mensaje
modal-about-question = ¿Cuál es la pregunta?
modal-about-text = El mensaje
modal-about-text-hint = De qué se trata. Con el enlace de un artículo, se pregunta a ese artículo.
footnotes-more = { $count ->
    [one] Hay una cita más en «Pasajes».
   *[other] Hay { $count } citas más en «Pasajes».
}
footnote-changed = ha cambiado desde entonces
footnote-page = pág. { $page }
footnote-also = También en: { $places }
footnote-also-more = { $count ->
    [one] También en: { $places } y otro artículo
   *[other] También en: { $places } y otros { $count } artículos
}
untitled = Sin título
passage-changed = Desde entonces el artículo ha cambiado y ya no contiene la cita, que decía:
passage-changed-on = El artículo cambió el { $date } y ya no contiene la cita, que decía:
passage-changed-last = Desde entonces el artículo ha cambiado varias veces, la última el { $date }, y ya no contiene la cita, que decía:
passage-gone = El artículo se ha quitado desde entonces. La cita decía:
passage-nearest = Lo que más se le parece ahora en el artículo:
modal-follow-up = Seguir preguntando
modal-question = ¿Qué más hace falta saber?
modal-why-bad = ¿Qué falla en la respuesta?
modal-reason = Motivo
modal-reason-hint = Se puede dejar vacío. Quien gestiona Footnote aquí puede leerlo.
modal-right = ¿Qué sería lo correcto?
modal-right-hint = Palabras de una respuesta correcta, si se sabe. La moderación de aquí puede leerlas.

### Articles

articles-adding = { $count ->
    [one] Añadiendo un artículo
   *[other] Añadiendo { $count } artículos
}
articles-refreshing = { $count ->
    [one] Releyendo un artículo
   *[other] Releyendo { $count } artículos
}
articles-through = { $count ->
    [one] Un artículo procesado
   *[other] { $count } artículos procesados
}
articles-more = { $count ->
    [one] y uno más
   *[other] y { $count } más
}
articles-of-feeds = { $count ->
    [one] Un artículo de un feed espera para añadirse.
   *[other] { $count } artículos de feeds esperan para añadirse.
}
articles-choose = Ver un artículo
articles-heading = Artículos
articles-count = { $count ->
    [one] Un artículo
   *[other] { $count } artículos
}
articles-page = página { $page } de { $pages }
articles-search = búsqueda: «{ $search }»
articles-none = Aquí todavía no hay artículos. Basta con un enlace, un archivo o un texto para poder preguntar.
articles-not-found = Ningún artículo coincide con estas palabras.
article-waiting = En espera
article-fetching = Descargando la página …
article-reading = Leyendo …
article-indexing = Indexando …
article-added = Añadido
article-known = Ya estaba aquí, sin cambios
article-updated = Puesto al día
article-failed = No añadido
article-cancelled = Cancelado
article-similar = Casi lo mismo que { $title }
article-words = { $count ->
    [one] una palabra
   *[other] { $count } palabras
}
article-passages = { $count ->
    [one] un pasaje
   *[other] { $count } pasajes
}
article-pages = { $count ->
    [one] una página
   *[other] { $count } páginas
}
article-modified = modificado el { $day }
article-versions = { $count } versiones: { $days }
article-since = Aquí desde el { $day }
article-since-by = Aquí desde el { $day }, por { $who }
article-sure-to-remove = ¿Quitar { $title }? Ya no se responderá nada a partir de él. Las citas de respuestas anteriores se quedan.
article-removed = Se ha quitado { $title }.
thin-consent = Esto parece una página que pide consentimiento, no el artículo. Pegar el texto del artículo funciona mejor.
thin-paywall = Esto parece el comienzo de un artículo de pago. Pegar el texto completo funciona mejor.
thin-script = Esta página crea su texto con scripts y se pudo leer poco. Pegar el texto del artículo funciona mejor.
thin-error = Esta página avisa de un error en lugar de mostrar el artículo. Pegar el texto del artículo funciona mejor.
thin-short = Es muy poco texto para un artículo. Si falta algo, se puede pegar el texto.
modal-add = Añadir un artículo
modal-text = Enlaces, o el propio texto
modal-text-hint = Pueden ser varios enlaces. Un texto que no quepa aquí va en un archivo.
modal-title = Título del texto
modal-title-hint = Se puede dejar vacío.
modal-files = Archivos
modal-files-hint = Páginas web, PDF, EPUB, Word, Markdown o texto sin formato.
article-kept = El artículo se queda como estaba.

### Feeds

feed-followed = Se sigue desde ahora
feed-known = Ya se seguía
feed-taken = { $count ->
    [0] No contiene nada nuevo. Lo que publique desde ahora se añade por sí solo.
    [one] Se está añadiendo su artículo más reciente. Lo que publique desde ahora se añade por sí solo.
   *[other] Se están añadiendo sus { $count } artículos más recientes. Lo que publique desde ahora se añade por sí solo.
}
feed-next = próxima consulta { $when }
feed-read = última consulta { $when }
feed-never-read = sin consultar todavía
feed-articles = { $count ->
    [one] un artículo hasta ahora
   *[other] { $count } artículos hasta ahora
}
feed-waiting = { $count ->
    [one] uno espera
   *[other] { $count } esperan
}
feed-failed = { $count ->
    [one] No se pudo añadir un artículo:
   *[other] No se pudieron añadir { $count } artículos. El motivo del último:
}
feed-announced-in = se anuncia en { $channel }
feed-channel-gone = El canal de los anuncios ya no existe, o su hilo está archivado. El feed se puede añadir de nuevo con otro canal.
feed-channel-closed = No se puede anunciar nada en { $channel }, porque a Footnote le faltan allí estos permisos: { $permissions }.
feed-gone-for-good = Parece que ya no existe; lo mejor es quitarlo.
feed-sure-to-remove = ¿Dejar de seguir { $title }? Los artículos que trajo se quedan.
feed-removed = { $title } ya no se sigue.
feeds-heading = Feeds
feeds-count = { $count } de { $most }
feeds-none = Aquí todavía no se sigue ningún feed. /{ command-feed } { command-feed-add } acepta el enlace de un feed o de una página que lo tenga.

### Summaries

summary-heading = Resumen
summary-begun = Leyendo el artículo …
summary-reading = Leyendo la parte { $part } de { $total } …
summary-progress = { $done } de { $total } puntos listos
summary-open = Leer un punto en el artículo
summary-queued = { $place ->
    [1] En espera. Este resumen es el siguiente.
   *[other] En espera. Este resumen es el número { $place } de la fila.
}
summary-stopped = Detenido antes de que hubiera un resumen.
summary-focused = { $title }: { $focus }
summary-not-about = El artículo no dice nada sobre «{ $focus }». Se puede omitir el tema o nombrarlo de otra manera.
summary-message = Mensaje de { $name }
comparison-heading = Comparación
comparison-shared = En esto coinciden
comparison-disagreeing = En esto se contradicen
comparison-not-about = Ninguno de estos artículos dice nada sobre «{ $subject }». Se puede omitir el tema o nombrarlo de otra manera.

### Evaluation

eval-heading = Preguntas cuya respuesta se conoce
eval-count = { $count } de { $most } como máximo
eval-none = Todavía ninguna. 👍 y 👎 bajo las respuestas guardan aquí sus preguntas, y también /{ command-eval } { command-eval-add }.
eval-expected-answers = Se responde con: { $answers }
eval-expected-quote = Se responde a partir de: { $quote }
eval-expected-other = Se responde, y de otro modo que antes
eval-expected-answer = Se responde
eval-expected-abstention = No se responde
eval-kept = Guardada para hacerla de nuevo
eval-removed = Ya no está guardada: { $question }
eval-under-way = { $done } de { $total } preguntas hechas…
eval-stopped = Se detuvo tras { $done } de { $total } preguntas.
eval-result = { $right } de { $total } como se esperaba
eval-seconds = Tiempo mediano de una respuesta: { $seconds } s
eval-not-asked = { $count ->
    [one] Una pregunta no se hizo: su artículo ya no está aquí.
   *[other] { $count } preguntas no se hicieron: sus artículos ya no están aquí.
}
eval-cut-off = { $count ->
    [one] Se acabó el tiempo: otra pregunta no se hizo. «footnote eval» las hace todas.
   *[other] Se acabó el tiempo: otras { $count } preguntas no se hicieron. «footnote eval» las hace todas.
}
eval-report-too-large = El informe es demasiado grande para Discord. «footnote eval --report ARCHIVO.html» lo escribe.
eval-right = Como se esperaba
eval-retrieval-missed = No se encontró en los artículos
eval-evidence-missed = Se encontró, pero se eligieron otras frases
eval-wording-lost = Se eligió, pero se perdió al redactar
eval-abstained-wrongly = Sin respuesta por error
eval-answered-wrongly = Respondida mal

### Settings and people

settings-heading = Ajustes
settings-no-content-intent = Footnote no puede leer los mensajes que no lo mencionan, así que los canales de preguntas no responden. Para activarlo: Developer Portal → la aplicación → Bot → Privileged Gateway Intents → Message Content Intent. Después hay que reiniciar Footnote.
settings-missing-permissions = En este canal a Footnote le faltan estos permisos: { $permissions }. Se conceden en Editar canal → Permisos.
setting-ask-channels = Canales de preguntas
setting-ask-channels-description = Cada mensaje de allí es una pregunta.
setting-ask-channels-none = Ninguno
setting-questions-channel = Canal de preguntas abiertas
setting-questions-channel-description = Allí se reúnen las preguntas que ningún artículo responde.
setting-questions-channel-none = Ninguno
setting-asking-roles = Quién puede preguntar
setting-asking-roles-description = Quien tenga uno de estos roles, y la moderación.
setting-asking-roles-none = Todo el mundo
setting-adding-roles = Quién puede añadir artículos
setting-adding-roles-description = Quien tenga uno de estos roles, y la moderación.
setting-adding-roles-none = Todo el mundo
setting-language = Idioma
setting-language-description = De lo que ve todo el mundo. Las respuestas privadas siguen el idioma de cada persona.
setting-language-server = El idioma del servidor en Discord
setting-style = Respuestas
setting-style-description = Cuánto dice una respuesta.
style-brief = Breve: una frase
style-standard = Normal: unas pocas frases
permission-read-messages = Ver canal
permission-send-messages = Enviar mensajes
permission-send-messages-in-threads = Enviar mensajes en hilos
permission-read-message-history = Leer el historial de mensajes
help-lead = Footnote responde a partir de los artículos que se han añadido aquí. Debajo de cada respuesta están las frases en las que se apoya.
help-asking = Preguntar
help-mention = También sirve mencionar a Footnote, o Aplicaciones → { menu-ask-about-this } en un mensaje.
help-reply = Responder a una respuesta es seguir preguntando: «¿Y cuándo lo dijo?»
help-ask-channel = En un canal de preguntas cada mensaje es una pregunta.
help-articles = Artículos
help-save = Un enlace, un archivo o un texto. Aplicaciones → { menu-save-article } toma lo que hay en un mensaje.
help-files = Los archivos pueden ser páginas web, PDF, EPUB, Word, Markdown o texto sin formato.
help-feeds = Feeds
help-feed-add = Los artículos nuevos de un feed se añaden por sí solos y, si se quiere, se anuncian en un canal.
help-summaries = Resúmenes
help-summarize-menu = Los puntos de un artículo, cada uno con la frase de la que sale.
help-more = Más
about-lead = Lee artículos y responde preguntas sobre ellos con notas al pie. Código abierto, MIT.
about-model = Modelo
about-embedding-model = Modelo de búsqueda
about-here = Aquí
about-queue = Cola
about-queue-state = { $running } en curso, { $waiting } en espera
about-stored = Los artículos, las preguntas y las respuestas se guardan en la máquina donde funcionan Footnote y los modelos. Nada se envía a terceros.
about-stored-elsewhere = Los artículos, las preguntas y las respuestas se guardan en máquinas que eligió quien aloja Footnote, donde funcionan también los modelos. Nada se envía a terceros.
about-answer-days = { $days ->
    [one] Las preguntas y respuestas se borran al cabo de un día.
   *[other] Las preguntas y respuestas se borran al cabo de { $days } días.
}
about-left-server-days = { $days ->
    [one] Si se quita Footnote de un servidor, todo lo de ese servidor se borra un día después.
   *[other] Si se quita Footnote de un servidor, todo lo de ese servidor se borra { $days } días después.
}
privacy-heading = Datos personales guardados aquí
privacy-questions = { $count ->
    [one] Una pregunta con su respuesta
   *[other] { $count } preguntas con sus respuestas
}
privacy-ratings = { $count ->
    [one] Una valoración de una respuesta
   *[other] { $count } valoraciones de respuestas
}
privacy-open-questions = { $count ->
    [one] Una pregunta abierta
   *[other] { $count } preguntas abiertas
}
privacy-articles = { $count ->
    [one] Quién añadió un artículo
   *[other] Quién añadió { $count } artículos
}
privacy-feeds = { $count ->
    [one] Quién añadió un feed
   *[other] Quién añadió { $count } feeds
}
privacy-eval-questions = { $count ->
    [one] Una pregunta guardada para hacerla de nuevo
   *[other] { $count } preguntas guardadas para hacerlas de nuevo
}
privacy-nothing = Nada.
privacy-where = Se guarda en la máquina donde funciona Footnote y no sale de ella.
privacy-where-elsewhere = Se guarda en máquinas que eligió quien aloja Footnote y no sale de ellas.
privacy-how-long = { $days ->
    [one] Las preguntas, las respuestas, las valoraciones y las preguntas abiertas se borran al cabo de un día; quién añadió un artículo o un feed se sabe mientras siga aquí, y lo que la moderación guarda para volver a preguntarlo, hasta que lo quite.
   *[other] Las preguntas, las respuestas, las valoraciones y las preguntas abiertas se borran al cabo de { $days } días; quién añadió un artículo o un feed se sabe mientras siga aquí, y lo que la moderación guarda para volver a preguntarlo, hasta que lo quite.
}
privacy-backups = { $days ->
    [one] Las copias de seguridad lo conservan un día más como mucho. Si se recupera una, lo borrado se vuelve a borrar.
   *[other] Las copias de seguridad lo conservan { $days } días más como mucho. Si se recupera una, lo borrado se vuelve a borrar.
}
privacy-sure = ¿Borrarlo todo? Desaparecen las preguntas, las respuestas, las valoraciones y las preguntas abiertas, y también los artículos y los feeds de los mensajes directos. Los artículos y feeds añadidos a servidores se quedan, sin nombre.
privacy-forgotten = Hecho. Ya no se guarda nada.

### Buttons

button-open = Abrir
button-show = Ver
button-stop = Detener
button-passages = Pasajes
button-follow-up = Seguir preguntando
button-go-to-question = Ir a la pregunta
button-go-to-answer = Ir a la respuesta
button-delete = Borrar
button-add = Añadir un artículo
button-open-page = Abrir la página
button-back = Anterior
button-next = Siguiente
button-summarize = Resumir
button-refresh = Actualizar
button-remove = Quitar
button-keep = Conservar
button-paste = Pegar el texto
button-cancel = Cancelar
button-cancel-all = Cancelar todo
button-copy = Enviar una copia
button-forget = Borrar

### Commands

command-settings = ajustes
command-settings-description = Dónde y para quién funciona Footnote aquí
command-help = ayuda
command-help-description = Qué sabe hacer Footnote
command-about = acerca
command-about-description = Qué responde aquí y qué guarda y dónde
command-privacy = privacidad
command-privacy-description = Qué se guarda sobre cada persona y cómo borrarlo
command-ask = preguntar
command-ask-description = Hacer una pregunta que se responde a partir de los artículos
option-ask-question = pregunta
option-ask-question-description = Lo que se pregunta
option-ask-article = artículo
option-ask-article-description = Responder solo a partir de este artículo
option-ask-private = privada
option-ask-private-description = Mostrarme la respuesta solo a mí
command-article = artículo
command-article-description = Los artículos con los que se responden las preguntas
command-article-add = añadir
command-article-add-description = Añadir artículos: enlaces, un archivo o un texto
option-article-add-link = enlace
option-article-add-link-description = Un enlace, o varios separados por espacios
option-article-add-file = archivo
option-article-add-file-description = Una página web, PDF, EPUB, Word, Markdown o texto sin formato
option-article-add-title = título
option-article-add-title-description = Un título propio
command-article-list = lista
command-article-list-description = Ver la lista de artículos o buscar algunos
option-article-list-search = búsqueda
option-article-list-search-description = Palabras de sus títulos
command-article-show = mostrar
command-article-show-description = Mostrar lo que se sabe de un artículo
option-article-show-article = artículo
option-article-show-article-description = Su título
command-article-remove = quitar
command-article-remove-description = Quitar un artículo
option-article-remove-article = artículo
option-article-remove-article-description = Su título
command-article-refresh = releer
command-article-refresh-description = Releer un artículo desde su enlace
option-article-refresh-article = artículo
option-article-refresh-article-description = Su título
command-compare = comparar
command-compare-description = Comparar lo que dicen varios artículos
option-compare-first = primero
option-compare-first-description = El título de un artículo
option-compare-second = segundo
option-compare-second-description = El título de otro
option-compare-third = tercero
option-compare-third-description = El título de otro más
option-compare-fourth = cuarto
option-compare-fourth-description = El título de otro más
option-compare-about = tema
option-compare-about-description = En qué se deben comparar
command-summarize = resumir
command-summarize-description = Resumir un artículo en unos pocos puntos con citas
option-summarize-article = artículo
option-summarize-article-description = Su título
option-summarize-length = longitud
option-summarize-length-description = Cuántos puntos
option-summarize-focus = tema
option-summarize-focus-description = De qué deben tratar los puntos
choice-brief = Breve
choice-standard = Normal
choice-detailed = Detallado
command-feed = feed
command-feed-description = Los feeds cuyos artículos nuevos se añaden por sí solos
command-feed-add = añadir
command-feed-add-description = Seguir un feed: sus artículos nuevos se añaden por sí solos
option-feed-add-link = enlace
option-feed-add-link-description = El enlace del feed (RSS, Atom, JSON Feed) o de una página que lo tenga
option-feed-add-channel = canal
option-feed-add-channel-description = Dónde se anuncia en una línea cada artículo nuevo
command-feed-list = lista
command-feed-list-description = Ver la lista de los feeds que se siguen aquí
command-feed-remove = quitar
command-feed-remove-description = Dejar de seguir un feed
option-feed-remove-feed = feed
option-feed-remove-feed-description = Su título
menu-ask-about-this = Preguntar sobre esto
menu-save-article = Guardar artículo
menu-summarize = Resumir
command-eval = evaluación
command-eval-description = Preguntas cuya respuesta se conoce, y cómo las responde Footnote
command-eval-list = lista
command-eval-list-description = Ver las preguntas guardadas
command-eval-add = añadir
command-eval-add-description = Guardar una pregunta cuya respuesta se conoce
option-eval-add-question = pregunta
option-eval-add-question-description = La pregunta
option-eval-add-answer = respuesta
option-eval-add-answer-description = Palabras de una respuesta correcta; varias posibilidades separadas por punto y coma
option-eval-add-declined = rechazar
option-eval-add-declined-description = Si los artículos no responden a esto
option-eval-add-article = artículo
option-eval-add-article-description = Preguntar solo a este artículo
command-eval-remove = quitar
command-eval-remove-description = Dejar de guardar una pregunta
option-eval-remove-question = pregunta
option-eval-remove-question-description = La pregunta
command-eval-run = ejecutar
command-eval-run-description = Hacer todas las preguntas guardadas y comprobar las respuestas

### Errors

error-cooling-down = Eso fue rápido. Se puede volver a preguntar en { $seconds ->
    [one] un segundo
   *[other] { $seconds } segundos
}.
error-copy-too-large = Es demasiado para enviarlo aquí como archivo. Quien aloja Footnote puede entregarlo.
error-queue-full = Ahora mismo hay demasiadas preguntas en espera. Se puede volver a preguntar en un minuto.
error-server-cooling-down = En este servidor se pregunta mucho ahora mismo. Se puede volver a preguntar en { $seconds ->
    [one] un segundo
   *[other] { $seconds } segundos
}.
error-server-queue-full = Desde aquí hay ahora demasiadas preguntas en espera. Se puede volver a preguntar en un minuto.
error-articles-a-day = Una persona puede añadir como mucho { $most } artículos al día. Se podrán añadir más en { $hours ->
    [one] una hora
   *[other] { $hours } horas
}.
error-articles-queue-full = Ahora mismo hay demasiados artículos en espera. Se podrán añadir más cuando algunos estén listos.
error-corpus-full-articles = Aquí ya hay tantos artículos como puede haber: { $most }. Antes hay que quitar alguno, con /{ command-article } { command-article-list }; o quien aloja Footnote puede permitir más.
error-corpus-full-text = Los artículos de aquí ya tienen todo el texto que pueden tener: { $megabytes } MB. Antes hay que quitar alguno, con /{ command-article } { command-article-list }; o quien aloja Footnote puede permitir más.
error-storage-full = Footnote ya guarda todo lo que puede, así que no se puede añadir nada. Quien lo aloja puede permitir más o hacer sitio.
error-disk-full = El disco de la máquina donde funciona Footnote está casi lleno, así que no se puede añadir nada. Conviene avisar a quien lo aloja.
error-too-many-waiting = Ya hay { $most ->
    [one] una pregunta
   *[other] { $most } preguntas
} en espera. Se puede preguntar otra vez cuando una tenga respuesta.
error-restarting = Footnote se está reiniciando. Se puede volver a preguntar en un minuto.
error-question-too-long = Una pregunta puede tener como máximo { $most } caracteres. Un texto más largo se puede añadir como artículo.
error-no-question = Ahí no hay ninguna pregunta. Hay que preguntar con palabras.
error-answer-gone = Esa respuesta ya no está guardada, por eso sus botones no funcionan. Hay que volver a preguntar.
error-not-your-answer = Esa es la respuesta privada de otra persona.
error-may-not-delete = Solo quien preguntó, o quien modera, puede borrar una respuesta.
error-may-not-stop = Solo quien preguntó, o quien modera, puede detener esto.
error-unknown-link = El artículo de ese enlace no se ha añadido aquí. Primero hay que añadirlo: Apps → { menu-save-article } en el mensaje, o /{ command-article } { command-article-add }.
error-commands-changed = Los comandos de Footnote han cambiado desde que Discord los cargó. Hay que recargar Discord (Ctrl+R) e intentarlo de nuevo.
error-moderators-only = Solo puede hacerlo quien administra este servidor.
error-servers-only = Eso solo funciona en un servidor.
error-unknown-setting = Ese ajuste o ese valor no existe. /{ command-settings } muestra los que hay.
error-button-gone = Ese botón es de una versión anterior y ya no funciona. Los comandos sí; véase /{ command-help }.
error-forbidden = Discord no permite a Footnote hacer eso aquí. La moderación puede ver en /{ command-settings } qué permiso falta.
error-discord = Discord no aceptó la respuesta. Conviene intentarlo de nuevo en un minuto.
error-inside = Algo falló dentro de Footnote. Quedó anotado para quien lo aloja; puede servir intentarlo de nuevo. Referencia: { $reference }
error-may-not-add = Aquí solo pueden añadir artículos quienes tienen uno de estos roles: { $roles }.
error-may-not-ask = Aquí solo pueden preguntar quienes tienen uno de estos roles: { $roles }.
error-no-such-article = Aquí no hay ningún artículo «{ $article }». Conviene elegir uno de la lista que aparece al escribir, o mirar con /{ command-article } { command-article-list }.
error-several-articles = Varios artículos coinciden con «{ $article }», entre ellos { $titles }. Conviene elegir uno de la lista que aparece al escribir.
error-article-gone = Aquí no hay ese artículo, o ya no. /{ command-article } { command-article-list } muestra los que hay.
error-not-your-article = Eso solo puede hacerlo quien añadió «{ $title }» o alguien de la moderación.
error-no-link = «{ $title }» llegó como archivo o texto, así que no hay página que releer. Se puede añadir el texto nuevo y luego quitar este.
error-unreadable-file = «{ $name }» no se puede leer aquí. Sí se pueden leer páginas web, PDF, EPUB, Word, Markdown y texto sin formato ({ $kinds }).
error-large-file = «{ $name }» ocupa más de { $megabytes } MB. Se puede guardar solo el texto, o por partes, y añadir eso.
error-lost-file = No se pudo obtener «{ $name }» de Discord. Hay que enviarlo de nuevo.
error-empty-file = «{ $name }» está vacío.
error-too-many-at-once = Se pueden añadir como mucho { $most } artículos a la vez. Mejor en varias tandas.
error-too-many-articles-waiting = Como mucho { $most } artículos de una persona pueden esperar a la vez. Se podrán añadir más cuando algunos estén listos.
error-stopped-each-time = Se ha intentado varias veces, y cada vez Footnote se ha parado. Quizá funcione de otra forma: con el texto en lugar del enlace o con un archivo de texto sin formato.
error-job-gone = Esto no se ha añadido, porque entretanto se ha borrado todo lo que esperaba aquí.
error-job-through = Eso ya ha terminado; no queda nada que cancelar.
error-not-your-job = Solo quien pidió este artículo o la moderación puede cancelarlo.
error-paste-gone = Ya no se sabe de qué página se trataba. El texto se puede añadir con /{ command-article } { command-article-add }.
error-nothing-to-add = No había nada que añadir: hace falta un enlace, un archivo o un texto.
error-one-title = Un título corresponde a un solo artículo. Se puede omitir, o añadir los artículos uno a uno.
error-one-text = Solo un texto puede ocupar el lugar de un artículo: pegado o como archivo.
error-no-link-typed = «{ $typed }» no es un enlace. Los enlaces empiezan por https://; para un texto sirve /{ command-article } { command-article-add } sin enlace.
error-nothing-to-save = Este mensaje no tiene nada que guardar: ni un enlace a una página, ni un archivo legible ({ $kinds }), ni un texto de cierta longitud.
error-nothing-to-compare = Para comparar hacen falta de dos a { $most } artículos distintos.
error-nothing-to-summarise = Este mensaje no tiene nada que resumir: ni un enlace a una página, ni un archivo legible ({ $kinds }), ni un texto de cierta longitud.
error-feeds-full = Aquí se pueden seguir { $most } feeds como máximo. Antes hay que quitar uno, con /{ command-feed } { command-feed-list }.
error-one-feed = Solo un feed cada vez.
error-no-such-feed = Aquí no se sigue ningún feed «{ $feed }». Se puede elegir de la lista que aparece al escribir, o mirar con /{ command-feed } { command-feed-list }.
error-several-feeds = Varios feeds encajan con «{ $feed }». Se puede elegir de la lista que aparece al escribir.
error-not-your-feed = Solo quien añadió «{ $title }» o la moderación puede quitar el feed.
error-feed-channel-not-yours = Solo la moderación de #{ $channel } puede hacer que se anuncien artículos allí. También se puede añadir sin canal.
error-feed-channel-closed = Footnote no puede escribir en #{ $channel }. Le faltan allí estos permisos: { $permissions }. Se conceden en Editar canal → Permisos.
error-fetch-no-link = «{ $link }» no es un enlace. Quizá tenga una errata.
error-fetch-scheme = { $link } no se puede abrir. Un enlace tiene que empezar por http:// o https://.
error-fetch-password = El enlace a { $host } lleva un nombre de usuario o una contraseña. Hay que quitar antes esa parte.
error-fetch-redirects = { $link } redirige una y otra vez. Conviene abrirlo en el navegador y añadir el enlace en el que termina.
error-fetch-log-in = { $link } pide iniciar sesión. Quien pueda leerlo puede añadir el texto en su lugar.
error-fetch-payment = { $link } es de pago. Quien pueda leerlo puede añadir el texto en su lugar.
error-fetch-forbidden = { $link } no deja entrar a Footnote. Quien pueda leerlo en el navegador puede añadir el texto en su lugar.
error-fetch-not-found = No hay ninguna página en { $link }. Conviene revisar el enlace.
error-fetch-removed = La página { $link } fue retirada.
error-fetch-too-often = { $link } pide a Footnote una pausa. Conviene intentarlo más tarde.
error-fetch-legal = { $link } no se puede mostrar por motivos legales.
error-fetch-site-problem = { $link } no se puede leer: el sitio tiene un problema (HTTP { $status }). Conviene intentarlo más tarde.
error-fetch-refused = { $link } no se puede leer: el sitio lo rechaza (HTTP { $status }). Conviene revisar el enlace.
error-fetch-no-page = { $link } es { $type }, no un artículo. Hace falta un enlace a una página.
error-fetch-too-large = { $link } ocupa más de { $mebibytes } MiB. Conviene guardar solo el artículo en un archivo y añadirlo.
error-fetch-encoding = { $link } llegó empaquetado de un modo que no se pidió ({ $encoding }). Conviene guardar la página en un archivo y añadirlo.
error-fetch-timeout = { $link } no llegó en { $seconds } segundos. Conviene intentarlo más tarde.
error-fetch-unknown-host = { $link } no se encuentra: no existe el sitio { $host }, o falla la red.
error-fetch-private = { $link } no se abrió: { $host } está en una red privada, no en internet.
error-fetch-certificate = { $link } no se abrió: el certificado del sitio no es de fiar.
error-fetch-insecure = { $link } no se abrió: el sitio no ofrece una conexión segura.
error-fetch-unreachable = No se llega a { $link }: el sitio rechaza las conexiones o no funciona.
error-fetch-broken = { $link } no se puede leer: se cortó la conexión. Conviene intentarlo de nuevo.
error-fetch-garbled = { $link } no se puede leer: la respuesta del sitio no se entiende.
error-fetch-no-host = { $link } no se puede abrir: { $host } no puede ser el nombre de un sitio. Quizá tenga una errata.
error-fetch-port = { $link } no se puede abrir: en el puerto { $port } no hay páginas. Conviene quitar el número si el enlace funciona sin él.
error-fetch-pause = { $link } pide a Footnote una pausa. Conviene intentarlo dentro de { $minutes ->
    [one] un minuto.
   *[other] { $minutes } minutos.
}
error-fetch-long-pause = { $link } pide a Footnote una pausa larga. Conviene intentarlo dentro de { $hours } horas.
error-fetch-incomplete = { $link } llegó solo en parte: se cortó la conexión. Conviene intentarlo de nuevo.
error-fetch-empty = { $link } está vacío. Si en el navegador hay texto, se puede copiar y añadir.
error-fetch-nowhere = { $link } redirige, pero el sitio no dice adónde. Conviene abrirlo en el navegador y añadir el enlace en el que termina.
error-fetch-headers = { $link } no se puede leer: la respuesta del sitio tiene una cabecera demasiado larga.
error-fetch-robots = { $link } no se visita automáticamente: el robots.txt del sitio pide a los programas que no entren.
error-fetch-robots-unknown = { $link } no se visita ahora: el sitio no puede decir si admite programas. Conviene intentarlo más tarde.
error-fetch-certificate-date = { $link } no se abrió: el certificado del sitio no es válido en esta fecha.
error-fetch-certificate-host = { $link } no se abrió: el sitio muestra el certificado de otro.
error-fetch-proxy = No se llega a { $link }: el proxy no deja pasar la petición ({ $reason }).
error-fetch-proxy-unreachable = No se llega a { $link }: el proxy de Footnote no responde. Quien gestiona Footnote tiene que revisarlo.
error-extract-empty = { $name } está vacío.
error-extract-none = No se encontró ningún artículo en { $name }. Quien pueda leerlo allí puede copiar el texto y añadirlo en su lugar.
error-extract-consent = { $name } solo muestra el artículo a quien acepta sus cookies. Quien pueda leerlo allí puede copiar el texto y añadirlo en su lugar.
error-extract-paywall = { $name } solo muestra el artículo a suscriptores. Quien pueda leerlo allí puede copiar el texto y añadirlo en su lugar.
error-extract-script = { $name } no tiene texto hasta que se ejecutan sus scripts, y Footnote no ejecuta ninguno. Quien pueda leerlo allí puede copiar el texto y añadirlo en su lugar.
error-extract-error = { $name } avisa de un error y no muestra ningún artículo. Quien pueda leerlo allí puede copiar el texto y añadirlo en su lugar.
error-extract-type = { $name } es { $type }, no un artículo. Se pueden leer HTML, Markdown, texto sin formato, PDF, EPUB y DOCX.
error-extract-binary = { $name } no es un texto. Se pueden leer HTML, Markdown, texto sin formato, PDF, EPUB y DOCX.
error-extract-format = { $name } es un archivo de tipo { $format }, que no se puede leer. Conviene guardarlo como PDF, DOCX o texto sin formato y añadir ese archivo.
error-extract-mangled = { $name } se guardó con letras equivocadas y parte del texto se ha perdido. Conviene obtenerlo de nuevo de su origen.
error-extract-scanned = { $name } es un escaneo: sus páginas son imágenes sin texto. Primero hay que pasarle un reconocimiento de texto (OCR) y añadir el resultado.
error-extract-locked = { $name } está protegido con contraseña o contra copia. Conviene guardarlo sin protección y añadirlo entonces.
error-extract-damaged = { $name } está dañado o incompleto. Conviene obtenerlo de nuevo y añadirlo entonces.
error-extract-long = { $name } tiene demasiadas páginas o partes. Conviene dividirlo y añadir las partes.
error-extract-swollen = { $name } descomprimido es demasiado grande para leerlo. Conviene dividirlo y añadir las partes.
error-extract-slow = Leer { $name } tardó demasiado. Conviene dividirlo y añadir las partes.
error-extract-unmapped = { $name } no indica qué letras son sus signos. Primero hay que pasarle un reconocimiento de texto (OCR) y añadir el resultado.
error-extract-letters = No se reconocen las letras de { $name }. Conviene guardarlo como UTF-8 y añadirlo de nuevo.
error-extract-pasted = En ese texto no hay nada que leer.
error-extract-no-text = «{ $title }» no tiene texto legible; no se añadió nada.
error-extract-unicode = Ese texto tiene caracteres que no son Unicode válido. Conviene guardarlo como UTF-8 e intentarlo de nuevo.
error-refresh-no-link = «{ $title }» no se leyó de un enlace, así que no hay ninguna página que volver a leer.
error-refresh-elsewhere = El enlace de «{ $title }» lleva ahora a otro artículo: «{ $other }».
error-refresh-front = El enlace de «{ $title }» lleva ahora a la portada de su sitio.
error-refresh-other = La página de «{ $title }» trata ahora de otra cosa: «{ $other }». Si es lo que se busca, hay que volver a añadir su enlace.
error-refresh-shrunk = En la página de «{ $title }» solo quedan { $words } de sus { $before } palabras; puede que ya no muestre todo el artículo.
error-feed-none = { $link } no es un feed ni indica ninguno. Hace falta el enlace del propio feed.
error-feed-unreadable = { $link } no es un feed, o no uno que se pueda leer.
error-feed-too-large = { $link } ocupa más de { $megabytes } MB, demasiado para un feed.
error-feed-too-many = Aquí se pueden seguir { $most } feeds como máximo. Antes hay que quitar uno.
error-feed-gone = Aquí no hay o ya no hay tal feed. /{ command-feed } { command-feed-list } muestra los que hay.
error-feed-stopped = «{ $title }» se intentó varias veces, y Footnote se detuvo cada vez.
error-reindex-needed = Hay que rehacer el índice de los artículos. Puede hacerlo quien aloja Footnote con «footnote reindex».
error-store-failed = Footnote no puede acceder a su almacén. Quien lo aloja encontrará el motivo en el registro.
error-model-failed = El modelo de lenguaje falló. Conviene intentarlo de nuevo; si sigue igual, quien aloja Footnote encontrará el motivo en el registro.
error-prompt-too-long = Eso es demasiado largo para el modelo de lenguaje. Conviene preguntar con menos palabras.
error-server-away = Ahora no se puede llegar a la máquina con el modelo de lenguaje. Conviene intentarlo de nuevo en unos minutos.
error-eval-none = Aquí todavía no hay preguntas guardadas. 👍 y 👎 bajo las respuestas guardan las suyas, y también /{ command-eval } { command-eval-add }.
error-eval-full = Aquí se pueden guardar { $most } preguntas como máximo. Primero hay que quitar una, con /{ command-eval } { command-eval-remove }.
error-eval-gone = Esta pregunta no está guardada aquí, o ya no. /{ command-eval } { command-eval-list } muestra las que hay.
error-eval-running = Ya se están haciendo las preguntas de aquí. Hay que esperar a que termine.
error-eval-expectation = Hay que dar o bien las palabras de una respuesta correcta, o bien que la pregunta no se responde.
