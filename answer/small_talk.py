"""Phrases that people say to a bot and that ask about no article, in English, German and Spanish.

They are regular expressions over lower-case words without accents and apostrophes, and have to
match a part of a message as a whole.
Words that might as well name a subject ("test", "story") stand in no phrase by themselves.
"""

import re
from collections.abc import Mapping

from answer.models import Redirection
from index.words import folded

# What may stand before or after a phrase.
_BESIDE = (
    "hi|hello|hey|hallo|hola|ok|okay|oh|so|well|please|pls|bot|footnote|everyone|guys|mate|man|dude"
    "|buddy|friend|bitte|mal|denn|eigentlich|leute|zusammen|por favor|amigos?|a todos"
)

_PHRASES: Mapping[Redirection, Mapping[str, str]] = {
    "identity": {
        "en": r"(?:who|what)(?: the hell| exactly)? (?:are|r) (?:you|u)(?: exactly| really)?"
        r"|(?:what is|whats) (?:your|ur) name|do you have a name|(?:who|what) is footnote"
        r"|are you (?:a |an )?(?:real )?(?:bot|robot|human|person|machine|program|ai|chatgpt|real)"
        r"(?: or (?:a |an )?\w+)?"
        r"|who (?:made|built|created|programmed|developed|wrote|trained) (?:you|u)"
        r"|introduce yourself|tell (?:me|us) (?:something )?about yourself",
        "de": r"(?:wer|was) bist du|wie (?:heisst du|ist dein name)|(?:wer|was) ist footnote"
        r"|bist du (?:ein |eine |echt )*(?:bot|roboter|mensch|maschine|programm|ki|chatgpt|echt)"
        r"(?: oder (?:ein |eine )?\w+)?"
        r"|wer hat dich (?:gemacht|gebaut|programmiert|entwickelt|erschaffen|erfunden)"
        r"|stell dich(?: bitte| mal)* vor|erzahl(?: mir| uns)?(?: etwas| was)? (?:uber|von) dich",
        "es": r"(?:quien|que) eres(?: tu)?|como te llamas|cual es tu nombre"
        r"|(?:quien|que) es footnote|quien te (?:hizo|creo|programo|ha hecho|ha creado)"
        r"|eres (?:un |una )?(?:bot|robot|human[oa]|persona|maquina|programa|ia|chatgpt|real)"
        r"(?: o (?:un |una )?\w+)?"
        r"|presentate|(?:hablame|cuentame(?: algo)?) (?:de|sobre) ti",
    },
    "abilities": {
        "en": r"help(?: me)?|(?:what|how) can you (?:do|help)(?: for)?(?: me| us)?(?: with)?"
        r"|what do you do|what are you (?:for|able to do|capable of|good at)"
        r"|(?:how|what) can i (?:use|ask) (?:you|this bot|footnote)"
        r"|how (?:do you|does (?:this bot|footnote)) work|how (?:do i|to) use (?:you|this bot)",
        "de": r"hilfe|hilf mir|was (?:kannst|machst|tust) du(?: so| alles)*"
        r"|wie kannst du (?:mir |uns )?helfen|wie funktioniert (?:der bot|footnote)"
        r"|wie funktionierst du|was kann (?:ich dich fragen|footnote)",
        "es": r"ayuda|ayudame|que (?:puedes|sabes) hacer|que haces"
        r"|como (?:me )?puedes ayudar(?:me)?|como funcionas|como funciona (?:el bot|footnote)"
        r"|para que sirves|que (?:puedo preguntarte|te puedo preguntar)",
    },
    "clock": {
        "en": r"what time is it(?: right)?(?: now)?|(?:what is|whats) the(?: current)? time"
        r"|(?:do you know|can you tell me|tell me) (?:what time it is|the time)"
        r"|(?:what is|whats) (?:the date today|todays date|the current date)"
        r"|(?:what|which) (?:day|date) is (?:it )?today|what (?:day|year) is it(?: now)?",
        "de": r"wie spat ist es(?: jetzt| gerade)?|wie viel uhr (?:ist es|haben wir)(?: jetzt)?"
        r"|(?:welcher|welchen|was fur ein) (?:tag|wochentag) (?:ist|haben wir) heute"
        r"|welches (?:datum|jahr) (?:ist|haben wir)(?: es)?(?: heute| jetzt)?",
        "es": r"que hora(?: es|s son)(?: ahora)?|me (?:dices|puedes decir) la hora"
        r"|que (?:dia|fecha) es(?: hoy)?|a que (?:dia )?estamos(?: hoy)?|en que ano estamos",
    },
    "entertainment": {
        "en": r"(?:can you |could you |will you )?(?:tell|give|sing|write|make)(?: me| us)?"
        r" (?:a|an|another|some|one)(?: good| funny| short| nice| bad| little)*"
        r" (?:jokes?|riddles?|poems?|songs?|haiku|limerick|bedtime story)"
        r"|(?:tell|sing)(?: me| us) (?:jokes|something funny|a story)|make (?:me|us) laugh"
        r"|do you know (?:a|any) jokes?|entertain me|(?:i am|im) bored",
        "de": r"(?:erzahle?|schreibe?|sing|dichte|mach)(?: mir| uns)?(?: bitte| mal)*"
        r" (?:einen|nen|ein|eine|noch einen)(?: guten| lustigen| kurzen| kurze| schones)*"
        r" (?:witz|ratsel|gedicht|lied|geschichte|haiku)"
        r"|(?:kannst|konntest) du(?: mir| uns)?(?: bitte)? (?:einen|ein|eine) (?:witz|ratsel"
        r"|gedicht|lied|geschichte) (?:erzahlen|schreiben|singen)"
        r"|mir ist langweilig|bring mich zum lachen|kennst du(?: einen)? witze?",
        "es": r"(?:puedes )?(?:cuenta|di|dime|cuentame|cuentanos|escribe|escribeme|canta|cantame"
        r"|contarme|escribirme|cantarme|hazme) (?:un|una|otro|otra)(?: buen| buena)?"
        r" (?:chiste|poema|cancion|cuento|adivinanza|haiku)(?: corto| corta)?"
        r"|estoy aburrid[oa]|me aburro|hazme reir",
    },
    "wellbeing": {
        "en": r"how (?:are|r) (?:you|u|ya)(?: doing| feeling)?(?: today)?|hows it going|hows life"
        r"|how is it going|how do you (?:do|feel)(?: today)?|(?:whats|what is) up|wassup|sup"
        r"|are you (?:ok|okay|alright|fine|happy|sad|tired|there|alive|awake|online)"
        r"|i (?:love|like|hate|miss) (?:you|u)|do you (?:love|like|hate) me",
        "de": r"(?:na )?wie (?:gehts|geht es)(?: dir| euch)?(?: so| heute)*|alles gut|was geht"
        r"|bist du (?:da|wach|traurig|glucklich|mude)|ich (?:liebe|mag|hasse) dich"
        r"|(?:liebst|magst) du mich",
        "es": r"como (?:estas|te va|andas|te sientes)(?: hoy)?|que tal(?: estas| todo)?|todo bien"
        r"|estas (?:ahi|bien|triste|feliz)|te (?:quiero|amo|odio)|me (?:quieres|amas)",
    },
    "farewell": {
        "en": r"(?:good ?)?bye(?: bye)?|see (?:you|ya|u)(?: later| soon| tomorrow| around)?|cya"
        r"|good night|take care|have a (?:good|nice|great) (?:day|night|evening|weekend|one)",
        "de": r"tschuss|tschau|ciao|auf wiedersehen|bis (?:bald|spater|dann|morgen)|gute nacht"
        r"|machs? gut|(?:einen )?schonen (?:tag|abend)(?: noch)?|schones wochenende",
        "es": r"adios|hasta (?:luego|pronto|manana|la vista)|buenas noches|nos vemos|chao|chau"
        r"|que (?:tengas|pases) (?:un )?buen (?:dia|fin de semana)",
    },
    "thanks": {
        "en": r"(?:many |great |cool |perfect |wow |nice )*(?:thanks|thank (?:you|u)|thx|ty|tysm)"
        r"(?: so| very| a| again| much| lot| bunch| anyway| bot| all"
        r"| for (?:the|your) (?:help|answers?|info|information|reply)| for helping)*"
        r"|(?:much appreciated|i appreciate (?:it|that|this))|good (?:bot|job|work)|well done"
        r"|you (?:are|were) (?:very |so |really )?(?:helpful|great|awesome|amazing|the best)"
        r"|(?:that|this) (?:is|was) (?:very |so |really )?helpful|nice (?:work|job|one|bot)"
        r"|great job",
        "de": r"(?:super |alles klar |prima )*(?:(?:vielen|herzlichen|besten|tausend) dank|danke)"
        r"(?: dir| euch| schon| sehr| vielmals| nochmals?| fur (?:die|deine) (?:hilfe|antwort"
        r"|info|auskunft))*"
        r"|(?:gut|super|toll|klasse) gemacht|guter bot|das war (?:sehr )?hilfreich",
        "es": r"(?:vale |muchas |muchisimas |mil )*gracias(?: de nuevo| otra vez| por todo"
        r"| por (?:la|tu) (?:ayuda|respuesta|informacion))*"
        r"|te lo agradezco|buen (?:bot|trabajo)|bien hecho",
    },
    "remark": {
        "en": r"ok(?: ok)*|okay|okey|kk?|al(?:l )?right|got it|i see|understood|sure|yes|yeah|yep"
        r"|yup|no|nope|nah|never ?mind|nvm|nice|cool|great|awesome|amazing|wow|lol|lmao|rofl|xd"
        r"|(?:ha)+h?|(?:he)+h|oh|ah|hm+|oops|sorry|no problem|np|(?:that )?makes sense"
        r"|good to know|brb",
        "de": r"alles klar|verstanden|verstehe|ja|nein|jo|jep|super|toll|prima|klasse|schon gut"
        r"|egal|aha|ach ?so|entschuldigung|kein problem|passt",
        "es": r"vale|entendido|entiendo|claro|si|genial|perfecto|que bien|que guay|(?:ja){2,}"
        r"|perdon|lo siento|no importa|de acuerdo",
    },
    "greeting": {
        "en": r"(?:hi|hello|hey|hiya|howdy|yo|greetings|good (?:morning|afternoon|evening|day)|gm)"
        r"(?: hi| hello| hey| there| all| again)*|nice to meet you|(?:anyone|anybody) here",
        "de": r"hallo(?: hallo| du)*|guten (?:morgen|tag|abend)|moin(?: moin)?|gruss (?:gott|dich)"
        r"|servus|gruezi|na du|(?:ist (?:hier )?)?jemand da",
        "es": r"hola(?: hola)*|buenos dias|buenas(?: tardes)?|saludos|mucho gusto|encantad[oa]"
        r"|hay alguien(?: ahi| aqui)?",
    },
}
TALKS: tuple[Redirection, ...] = tuple(_PHRASES)
"""Kinds of small talk, the one that most deserves a reply first."""

_ONLY_BESIDE = re.compile(rf"(?:{_BESIDE})(?: (?:{_BESIDE}))*")
_WHOLE = {
    (talk, language): re.compile(rf"(?:(?:{_BESIDE}) )*?(?:{phrases})(?: (?:{_BESIDE}))*")
    for talk, by_language in _PHRASES.items()
    for language, phrases in by_language.items()
}
# Titles are made of such phrases: "What Time Is It?". German writes its nouns with capitals anyway.
_LIKE_TITLES: frozenset[Redirection] = frozenset(("identity", "abilities", "clock", "wellbeing"))
_LATER_CAPITAL = re.compile(r"(?<=\s)(?!(?:I|AI|IA|Bot|Footnote|ChatGPT)\b)[A-ZÀ-ÖØ-Þ]")
_APOSTROPHES = re.compile("['’‘`\u00b4]")
_NO_WORDS = re.compile(r"[\W_]+")


def is_address(part: str) -> bool:
    """Tell whether a part of a message says nothing by itself: "well", "footnote", "please"."""
    return bool(_ONLY_BESIDE.fullmatch(_plain(part))) and small_talk(part) is None


def small_talk(part: str) -> Redirection | None:
    """Return what kind of small talk a part of a message is, None if it may be something else.

    Args:
        part: words between two marks of punctuation.
    """
    said = _plain(part)
    titled = bool(_LATER_CAPITAL.search(part)) and not part.isupper()
    for (talk, language), whole in _WHOLE.items():
        if whole.fullmatch(said) and not (titled and language != "de" and talk in _LIKE_TITLES):
            return talk
    return None


def _plain(text: str) -> str:
    """Return the words of a text in lower case, without accents, apostrophes and punctuation."""
    return _NO_WORDS.sub(" ", _APOSTROPHES.sub("", folded(text.replace("ß", "ss")))).strip()
