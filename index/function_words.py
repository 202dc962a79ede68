"""Function words: those that hold a question together and say nothing about its subject."""

from functools import cache, lru_cache

from index.words import terms

_REMEMBERED = 4_096  # texts: the sentences of some ten questions, about 3 MB

_WORDS = {
    "en": (
        "a about across after again against all along also am among an and any are around as at "
        "be because been before being between both but by can could did do does doing done down "
        "during each either else ever every exactly few for from get gets give given gives got "
        "had happen happened happens has have having he her here hers herself him himself his "
        "how i if in into is it its itself just kind kinds like made make makes making many may "
        "me might more most much must my myself name named names neither of off on one ones "
        "only onto or other others our ours out over own per please same she should since so "
        "some sort sorts such tell than that the their theirs them themselves then there these "
        "they this those through to too toward towards type types under until up upon us use "
        "used using very was we were what whatever when where whether which while who whom "
        "whose why will with within would yet you your yours"
    ),
    "de": (
        "aber als also am an auch auf aus bei beim bin bis da dabei damit dann das dass daß dem "
        "den denn der des dessen die dies diese diesem diesen dieser dieses doch dort du durch "
        "ein eine einem einen einer eines er es etwa etwas für gab gegen gibt haben hat hatte "
        "hatten hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja kann können "
        "könnte man mehr mit nach noch nun nur ob oder ohne schon sehr sein seine seinem seinen "
        "seiner seit sich sie sind so über um und uns unter vom von vor wann war waren warum "
        "was weil welche welchem welchen welcher welches wem wen wenn wer werden weshalb wessen "
        "wie wieso wird wo wofür woher wohin wurde wurden zu zum zur zwischen"
    ),
    "fr": (
        "a à afin ai ainsi après au aucun aussi autre aux avait avant avec avoir c ce cela "
        "celle celui ces cet cette ceux chaque chez combien comme comment d dans de depuis des "
        "deux donc dont du elle elles en encore entre es est et été étaient était être eu fait "
        "il ils j je l la le les leur leurs lors lui m mais même n ne nos notre nous on ont ou "
        "où par parce pas pendant peut plus pour pourquoi qu quand que quel quelle quelles "
        "quels qui quoi s sa sans se selon sera ses si son sont sous sur t ta tous tout toute "
        "toutes très tu un une vers vos votre vous y"
    ),
    "es": (
        "a al algo algún ante antes así aunque cada como cómo con contra cuál cuáles cualquier "
        "cuando cuándo cuánta cuántas cuánto cuántos de del desde donde dónde dos durante e el "
        "él ella ellas ellos en entre era eran es esa ese eso esta está están este esto estos "
        "fue fueron ha haber había han hasta hay la las le les lo los más me mi muy ni no nos o "
        "otra otro para pero poco por porque que qué quien quién quiénes se sea según ser si sí "
        "sin sobre son su sus también tan tanto te tiene tienen todo todos tras tu u un una uno "
        "y ya yo"
    ),
    "it": (
        "a ad agli ai al alla alle allo anche c che chi ci come con cosa cui da dai dal dalla "
        "dalle dei del della delle dello di dopo dove due e è ed era erano essere fa fra fu gli "
        "ha hanno i il in io l la le lo loro ma mi nei nel nella nelle nello noi non o per "
        "perché però più poi prima qual quale quali quando quante quanti quanto questa queste "
        "questi questo se si sia sono stata stato su sua sue sugli sui sul sulla suo suoi tra "
        "tu tutti tutto un una uno vi voi"
    ),
    "nl": (
        "aan al als bij dan dat de deze die dit door dus een en er had hadden heb hebben heeft "
        "het hij hoe hoeveel hun ik in is je kan kunnen maar meer met na naar nog of om onder "
        "ook op over te tegen toen tot uit van veel voor waar waarom wanneer waren was wat we "
        "welk welke werd werden wie wij worden wordt zich zij zijn zo zou"
    ),
    "pt": (
        "a ao aos as até cada com como da das de dela dele depois do dos e é ela elas ele eles "
        "em entre era eram essa esse esta está este eu foi foram há isso isto já la lhe mais "
        "mas me mesmo meu muito na não nas no nos nós o onde os ou para pela pelas pelo pelos "
        "por porque qual quais quando quanta quantas quanto quantos que quem se sem ser seu "
        "seus só sobre sua suas também tem têm um uma você"
    ),
}


def listed_languages() -> tuple[str, ...]:
    """Return the languages whose function words are known, as ISO 639-1 codes."""
    return tuple(_WORDS)


@cache
def function_words(language: str) -> frozenset[str]:
    """Return the terms of a language's function words; none for a language without a list.

    Args:
        language: ISO 639-1 code.
    """
    return frozenset(terms(_WORDS.get(language, ""), language))


def content_terms(text: str, language: str) -> list[str]:
    """Return the terms of `text` without function words, in order; all when nothing is left.

    On the way of one question the same sentences are asked for again and again, so those met last
    are remembered.
    """
    return list(_content_terms(text, language))


@lru_cache(maxsize=_REMEMBERED)
def _content_terms(text: str, language: str) -> tuple[str, ...]:
    found = terms(text, language)
    common = function_words(language)
    return tuple([term for term in found if term not in common] or found)
