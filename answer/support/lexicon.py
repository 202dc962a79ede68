"""The words that support depends on, in each language it is judged in."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The small words of a language, by what they do.

    Attributes:
        free: articles and the like, which may come and go.
        turning: what turns a statement around or makes it somebody's: negations, hedges, verbs of
            saying. A part of a sentence that holds one may not be left out.
        negations: the negations among them.
        openers: what an introductory phrase begins with, which may stand elsewhere.
        connecting: adverbs that only connect a sentence with the one before.
        subordinating: what begins a clause that says nothing by itself.
        times: words of phrases that say when; a phrase of nothing else may be left out.
        binding: what binds a clause to a part of a sentence, so that nothing is moved around it.
        joining: conjunctions between clauses.
        relative: pronouns that begin a clause about the words before.
        perfect: auxiliaries of the perfect tense.
        synonyms: words and what they are read as.
    """

    free: frozenset[str]
    turning: frozenset[str]
    negations: frozenset[str]
    openers: frozenset[str]
    connecting: frozenset[str]
    subordinating: frozenset[str]
    times: frozenset[str]
    binding: frozenset[str]
    joining: frozenset[str]
    relative: frozenset[str]
    perfect: frozenset[str]
    synonyms: Mapping[str, str]


def lexicon(language: str) -> Lexicon | None:
    """Return the lexicon of a language (ISO 639-1); None where there is none."""
    return _LEXICONS.get(language)


def listed(words: str) -> frozenset[str]:
    """Return the words of a text, each once, as they are compared."""
    return frozenset(words.casefold().split())


def _synonyms(groups: str) -> dict[str, str]:
    """Return what each word of a line but the first is read as: the first."""
    listed = [line.split() for line in groups.strip().splitlines()]
    return {other: first for first, *others in listed for other in others}


_NOT_EN = "not no never none neither nor without cannot nobody nothing nowhere hardly barely"
_NOT_DE = "nicht kein keine keinen keinem keiner keines nie niemals niemand nichts ohne kaum weder"
_NOT_ES = "no nunca jamás ni ningún ninguna ninguno nadie nada sin apenas tampoco"

_LEXICONS = {
    "en": Lexicon(
        free=listed("a an the"),
        negations=listed(_NOT_EN),
        turning=listed(
            _NOT_EN + " except unless if only almost nearly about may might could would should can "
            "allegedly reportedly supposedly apparently seemingly presumably perhaps maybe "
            "possibly probably likely unlikely potentially say says said saying tell tells "
            "told claim claims claimed argue argues argued allege alleges alleged according "
            "deny denies denied believe believes believed think thinks thought suggest "
            "suggests suggested fail fails failed refuse refused false wrong untrue mistaken "
            "before after until insist insists insisted warn warns warned admit admits "
            "admitted announce announced announces estimate estimates estimated report "
            "reports reported add adds added explain explains explained note notes noted "
            "state states stated testify testified hope hopes hoped fear fears feared predict "
            "predicts predicted expect expects expected write writes wrote confirm confirms "
            "confirmed speculate speculated assume assumes assumed imagine pretend pretended "
            "rumour rumours rumor rumors hypothesis theory would-be so-called otherwise "
            "instead unlike provided whether"
        ),
        openers=listed(
            "despite although in on at by during since from after before for with under over "
            "between among near throughout within however moreover furthermore also meanwhile "
            "today yesterday tomorrow then later earlier finally first secondly originally "
            "initially eventually nevertheless nonetheless additionally thus therefore "
            "consequently similarly because when while as according but and so yet "
            "historically traditionally currently recently"
        ),
        connecting=listed(
            "however moreover furthermore also meanwhile then later finally secondly "
            "nevertheless nonetheless additionally thus therefore consequently similarly "
            "accordingly besides instead indeed overall hence today yesterday and but so"
        ),
        subordinating=listed("although though because while when whereas if since as after before"),
        times=listed(
            "in on at by during since from the of early late mid earlier later next last same "
            "that this year years month months week weeks day days night morning afternoon "
            "evening spring summer autumn winter century decade january february march april "
            "may june july august september october november december monday tuesday "
            "wednesday thursday friday saturday sunday today yesterday"
        ),
        binding=listed(
            "although though who which that whose whom when because if while where and or but "
            "since whether as than say says said told claimed believed thought"
        ),
        joining=listed("and but while whereas"),
        relative=listed("who which"),
        perfect=listed("has have had"),
        synonyms=_synonyms(
            """
            percent %
            about around approximately roughly
            almost nearly
            buy purchase
            buys purchases
            bought purchased
            begin commence
            begins commences
            began commenced
            beat defeated
            died perished
            film movie
            films movies
            car automobile
            cars automobiles
            doctor physician
            doctors physicians
            children kids
            fall autumn
            soccer football
            aeroplane airplane
            aeroplanes airplanes
            until till
            toward towards
            among amongst
            while whilst
            """
        ),
    ),
    "de": Lexicon(
        free=frozenset(),
        negations=listed(_NOT_DE),
        turning=listed(
            _NOT_DE + " fast nur wenn falls vielleicht möglicherweise wahrscheinlich vermutlich "
            "angeblich offenbar könnte könnten dürfte dürften soll sollen sollte sollten "
            "würde würden kann können möge sei seien sagt sagte sagten sagen laut zufolge "
            "nach ansicht behauptet behauptete behaupten bestreitet bestritt glaubt glaubte "
            "meint meinte erklärt erklärte warnt warnte vermutet vermutete fürchtet fürchtete "
            "hofft hoffte falsch irrig vor bis außer sofern gegensatz ob statt "
            "etwa rund berichtet berichtete schätzt schätzte kündigte bestätigte räumte gab "
            "teilte schrieb"
        ),
        openers=listed(
            "trotz obwohl in im am an auf bei beim seit von vom während mit unter zwischen "
            "jedoch außerdem heute gestern dann später zuerst zunächst schließlich damals "
            "ursprünglich deshalb daher weil da als"
        ),
        connecting=listed(
            "jedoch außerdem dann später zuerst zunächst schließlich deshalb daher und"
        ),
        subordinating=listed("weil da als obwohl während wenn falls"),
        times=listed(
            "in im am an seit von vom während der des dem den die anfang ende mitte jahr "
            "jahre jahren monat woche tag nacht morgen abend frühling sommer herbst winter "
            "jahrhundert januar februar märz april mai juni juli august september oktober "
            "november dezember montag dienstag mittwoch donnerstag freitag samstag sonntag "
            "heute gestern"
        ),
        binding=listed(
            "der die das dass welcher welche welches weil wenn als während wo und oder aber "
            "da ob sagt sagte"
        ),
        joining=listed("und aber während"),
        relative=frozenset(),
        perfect=frozenset(),
        synonyms=_synonyms(
            """
            prozent %
            etwa rund circa ungefähr
            fast beinahe nahezu
            samstag sonnabend
            """
        ),
    ),
    "es": Lexicon(
        free=listed("el la los las un una unos unas"),
        negations=listed(_NOT_ES),
        turning=listed(
            _NOT_ES
            + " casi solo sólo solamente si salvo excepto quizás quizá tal vez podría podrían "
            "puede pueden debería deberían dijo dice dicen dijeron según afirma afirman "
            "afirmó afirmaron niega niegan negó cree creen creía asegura aseguró sostiene "
            "sostuvo falso antes después hasta supuestamente presuntamente probablemente "
            "posiblemente aparentemente advierte advirtió teme temía estima estimó "
            "anunció admitió explicó añadió señaló confirmó informó escribió pese"
        ),
        openers=listed(
            "pese aunque en a al desde durante con bajo entre sin embargo además hoy ayer "
            "luego entonces finalmente primero originalmente por cuando como porque"
        ),
        connecting=listed("además luego entonces finalmente también así y"),
        subordinating=listed("aunque porque cuando mientras si como"),
        times=listed(
            "en a al desde durante de del finales principios mediados año años mes meses "
            "semana día noche mañana tarde primavera verano otoño invierno siglo enero "
            "febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
            "diciembre lunes martes miércoles jueves viernes sábado domingo hoy ayer"
        ),
        binding=listed(
            "que quien quienes cual cuales cuyo cuya cuando porque si mientras donde y e o u "
            "pero como dijo"
        ),
        joining=listed("y e pero mientras"),
        relative=frozenset(),
        perfect=frozenset(),
        synonyms={},
    ),
}
