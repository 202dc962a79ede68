"""Tells what an article says to its readers from what it says to a machine that reads it.

A text may hold sentences that were written for a language model: orders ("ignore all previous
instructions"), marks that begin a turn of a chat, rules for the reply. They report nothing, so they
answer no question, unless it is about such orders. See Greshake et al. (2023), "Not what you've
signed up for: Compromising Real-World LLM-Integrated Applications with Indirect Prompt Injection".
"""

import re
import unicodedata
from functools import lru_cache

# In the patterns a blank stands for any white space, and capitals for these.
_PARTS = {
    "MACHINE": "(?:(?:ai|artificial intelligence|ki|ia)(?:[ -](?:assistants?|models?|systems?"
    r"|agents?|bots?|assistent\w*|modell\w*))?|assistants?|chat ?bots?|bots?|language models?"
    r"|llms?|dan|chatgpt|gpt[-\w]*|claude|gemini|copilot|llama|footnote|assistent\w*|sprachmodell\w*"
    "|asistentes?|modelos? de lenguaje)",
    "WORDS": r"(?:[\w'’-]+ ){0,5}?",
    "OLD": "(?:previous|prior|above|earlier|preceding|former|existing|all|any|your|my|these|those"
    r"|system|vorherige\w*|vorige\w*|bisherige\w*|frühere\w*|obige\w*|alle\w*|deine\w*|ihre\w*"
    "|anterior(?:es)?|previas?|previos?|tod[ao]s|tus?|sus?|es[ao]s)",
    "RULES": "(?:instructions?|prompts?|rules|guidelines|directives|commands|messages|restrictions"
    r"|safeguards|anweisung\w*|instruktion\w*|vorgaben|regeln|befehle?n?|eingaben|instrucci\w+"
    "|órdenes|indicaciones|reglas|directrices)",
    "ANSWER": "(?:say|answer|reply|respond|state|claim|print|output|write|repeat|tell)",
    "ANTWORTE": "(?:sag(?:e|en sie)?|antworte(?:n sie)?|schreib(?:e|en sie)?|behaupte(?:n sie)?"
    "|erwider(?:e|n sie)|gib|geben sie)",
    "RESPONDE": "(?:di|diga|responde|responda|contesta|conteste|escribe|escriba|afirma|afirme)",
}
_MARKS = r"""
<[|\uff5c][^<>\n]{1,40}[|\uff5c]>
\[/?inst\]
<</?sys>>
</?(?:start|end)_of_turn>
</?(?:system|assistant|instructions?|tool_calls?)>
#{2,} ?(?:system|instructions?|response)\b
\b(?:human|user|system) ?:.{0,200}\bassistant ?:
^\W*(?:ai )?(?:assistant|chatbot|human|user) ?:
^!?\[[^\]]*\]\([a-z]+://[^)\s]*\)\W*$
^\W*(?:new )?(?:system|developer|admin|ai|assistant|llm|model) RULES ?[:–—-]
^\W*(?:new|updated|neue|nuevas) RULES ?:
\b(?:system|developer|admin) (?:override|notice|note) ?[:–—-]
\b(?:start|begin|beginning|end)(?: of)?(?: the)? (?:system )?(?:prompt|instructions|user input)\b
\b(?:developer|god|debug|dan|admin) mode (?:is )?(?:now )?(?:enabled|activated|on)\b
"""
_FORGETTING = r"""
\b(?:ignore|disregard|forget|override|bypass|discard) WORDSOLD WORDSRULES\b
\b(?:ignore|disregard|forget) (?:everything|anything|all|whatever)\b.{0,40}\b(?:above|before|so far)\b
\b(?:ignorier(?:e|en sie|t)|vergiss|vergesst|vergessen sie|missachte(?:n sie)?) WORDSOLD WORDSRULES\b
\b(?:ignora|ignore|ignorad|olvida|olvide|descarta|haz caso omiso de) WORDSRULES WORDSOLD\b
\b(?:ignora|ignore|ignorad|olvida|olvide|descarta|haz caso omiso de) WORDSOLD WORDSRULES\b
\b(?:reveal|print|repeat|leak|display|output) (?:me )?(?:your|the) WORDS(?:prompt|instructions|token)\b
\b(?:verrate|zeige|revela|muestra|repite) (?:mir )?(?:deine\w*|den|tus?|el|las?) WORDS(?:prompt|RULES)\b
"""  # noqa: E501 - a pattern a line
_ADDRESSING = r"""
\b(?:dear|attention|hey|hello|hi|listen|achtung|liebe[rs]?|hallo)[:,]? (?:all |an alle )?MACHINE ?[,:;!–—]
\b(?:atención|querid[oa]|hola|estimad[oa])[:,]? (?:tod[oa]s l[oa]s )?MACHINE ?[,:;!–—]
\b(?:note|message|instructions?|hinweis|nachricht|nota|mensaje) (?:to|for|an|für|para) WORDSMACHINE ?[,:;!–—]
^\W*(?:to )?(?:the |all |any |every )?MACHINE(?:,|:| that| which| who)? (?:please |reading |reads? |must |should )
\b(?:you are|you're|you act|act|behave) (?:(?:now|only|just|as|an?|the|my|helpful|unrestricted) ){0,4}MACHINE\b
\b(?:du bist|sie sind) (?:(?:ab jetzt|jetzt|nun|nur|ein\w*|der|das) ){0,3}MACHINE\b
\b(?:eres|usted es|actúa) (?:(?:ahora|como|una?|el|la|sólo|solo) ){0,3}MACHINE\b
\b(?:if|falls|wenn|si) (?:you are|you're|du|sie|eres|usted es) WORDSMACHINE\b
\bMACHINE (?:reading|processing|summari[sz]ing|that reads?|who reads?) this\b
\b(?:as|in your role as) (?:an? )?MACHINE,? you\b
\bpretend (?:that )?(?:you are|you're|to be) WORDSMACHINE\b
"""  # noqa: E501 - a pattern a line
_REPLYING = r"""
\b(?:when(?:ever)?|if|every time)\b.{0,25}\bask(?:s|ed)?\b[^.!?]{0,120}?(?:,| then| you (?:must|should|will)) (?:always |only |simply |just |please )*ANSWER\b
\b(?:wenn|falls|sobald)\b[^.!?]{0,60}\b(?:fragt|fragen|gefragt)\b[^.!?]{0,120}?, (?:dann |so |immer |nur |bitte )*ANTWORTE\b
\b(?:cuando|si|cada vez que)\b[^.!?]{0,60}\bpregunt\w+\b[^.!?]{0,120}?, (?:siempre |solo |sólo |entonces )*RESPONDE\b
\byou (?:must|should|shall|will|have to) (?:always |only |now )*ANSWER\b
(?<!would )(?<!could )(?<!will )(?<!can )(?<!not )(?<!to )\bANSWER (?:to )?(?:all|any|every|each|future|further) (?:[\w'’]+ ){0,3}(?:questions?|quer(?:y|ies)|prompts?|requests?)\b
\bbeantworte(?:n sie)? (?:alle|jede) (?:\w+ )?fragen?\b
\bantworte(?:n sie)? (?:immer|nur|ausschließlich|auf (?:alle|jede))\b
\b(?:responde|contesta|conteste|responda) (?:siempre|solo|sólo|únicamente|a (?:tod|cualquier|cada)\w*)\b
(?:^|[.!?:;,–—] ?|\b(?:please|must|and|now|instead|then|only) )ANSWER (?:only|exactly|verbatim|nothing but|(?:with )?the (?:following|words?|phrase|text|sentence|string)|with (?:only|exactly|just|the)|in capitals)\b
\bANSWER ["“„«'].{1,80}["”“»'] (?:before|after|in|to|at) (?:every|each|all|your)\b
\b(?:tell|inform|convince|warn|instruct) (?:the|your|every|all|any|each) (?:users?|humans?|askers?)\b
\b(?:teile|sag(?:e|en sie)?|erzähl(?:e|en sie)?) (?:dem|der|den|jedem|allen) (?:be)?nutzer\w*\b
\b(?:di|dile|diga|dígale|informa) (?:al|a los|a las|a la) usuari\w+\b
\b(?:ANSWER|ANTWORTE|RESPONDE) (?:that |dass?,? |que )?(?:you|the|this|your|der|dieser|du|el|este|tú) (?:(?:is|are|bist|ist|está|es) )?MACHINE\b
\b(?:your|the MACHINE['’]s) (?:\w+ )?(?:answers?|repl(?:y|ies)|responses?|output|summar(?:y|ies)) (?:must|should|has to|have to|shall)\b
\b(?:deine|ihre) (?:\w+ )?(?:antwort\w*|ausgabe|zusammenfassung) (?:muss|soll)\b
\b(?:tu|su) (?:\w+ )?(?:respuesta|resumen) (?:debe|tiene que)\b
\b(?:do not|don['’]t|never|must not) (?:cite|reveal|quote|disclose|summari[sz]e|mention) (?:this|these|any|the|your) (?:\w+ ){0,2}?(?:RULES|articles?|sources?|footnotes?|citations?|evidence)\b
\b(?:tell|say|reply|answer|respond)\b.{0,60}\b(?:bot|assistant|footnote) (?:has been|is|was) (?:hacked|compromised|broken)\b
"""  # noqa: E501 - a pattern a line
_ABOUT = r"""
\b(?:instruct\w*|prompts?|inject\w*|jailbreak\w*|orders?|ordered|commands?|hidden)\b
\b(?:anweis\w*|befehl\w*|befiehlt|versteckt\w*|instrucci\w*|órdenes|ordena\w*|comandos?|ocult\w*)\b
\bMACHINE\b
"""

# Every order has one of these words or stems; a sentence without any needs no further look.
_WORDS = """
dan human ai ki ia bot bots gpt llm llms mode say tell ask asks asked state claim write print cite
quote mention notice note sag sage di diga frag fragt dile rules answer reply user users
"""
_STEMS = """
]( <| <\uff5c [inst [/inst <<sys <</sys _of_turn <system </system <assist </assist <instr </instr
<tool </tool ## ignor vergiss vergess missacht olvid descart omiso reveal verrate zeige muestra
repit repeat disregard forget overrid bypass discard leak display prompt assist chatbot modell
chatgpt claude gemini copilot llama footnote sprachmod asistent modelo intelligence queries output
respond answers replies response instru anweis vorgaben regeln befehl eingab órdenes directri
guidelines directives antwort respuest responde contest gefragt pregunt nutzer usuari resumen
summar system: admin: sagen
"""


def _compiled(lines: str) -> re.Pattern[str]:
    alternatives = "|".join(line for line in lines.splitlines() if line)
    for name, part in _PARTS.items():
        alternatives = alternatives.replace(name, part)
    return re.compile(alternatives.replace(" ", r"\s"))


_ORDER = _compiled(_MARKS + _FORGETTING + _ADDRESSING + _REPLYING)
_ABOUT_ORDERS = _compiled(_ABOUT)
_WORD = re.compile(r"\w+")
_TRIGGER_WORDS = frozenset(_WORDS.split())
_TRIGGER_STEMS = tuple(_STEMS.split())
_UNSEEN = ("Cf", "Mn", "Cc", "Cn")  # categories of what can stand in words without being seen


def may_answer(sentence: str, question: str) -> bool:
    """Tell whether a sentence may answer: orders do only where a question may be about them."""
    return not gives_orders(sentence) or asks_about_orders(question)


@lru_cache(maxsize=4_096)
def gives_orders(text: str) -> bool:
    """Tell whether a sentence is written for a machine that reads it, in en, de or es.

    What is invisible in it and how its letters are written doesn't matter.
    """
    plain = _plain(text)
    if _TRIGGER_WORDS.isdisjoint(_WORD.findall(plain)) and not any(
        stem in plain for stem in _TRIGGER_STEMS
    ):
        return False
    return bool(_ORDER.search(plain))


def asks_about_orders(question: str) -> bool:
    """Tell whether a question may be about orders to machines, so that one may answer it."""
    return bool(_ABOUT_ORDERS.search(question.lower()))


def _plain(text: str) -> str:
    """Return a text with plain small letters, without what is unseen, on one line."""
    if text.isascii():
        return " ".join(text.lower().split())
    told = " ".join(unicodedata.normalize("NFKC", text).lower().split())
    return "".join(char for char in told if unicodedata.category(char) not in _UNSEEN)
