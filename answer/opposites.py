"""Words that rule each other out.

A question that has one where the text has the other is about something the text doesn't say.
"""

from collections.abc import Collection, Iterator
from functools import cache

from index.words import terms

# Each line: words, then what rules any of them out.
_ENGLISH = """
increase rise rose risen grow raise gain: decrease decline reduce fall fell fallen drop lower
rise rose risen climb raise: fall fell fallen lower sink sank
expand extend widen grow grew: shrink shrank contract reduce narrow
strengthen: weaken undermine
improve: worsen deteriorate
accelerate: slow delay
more: less fewer
most: least fewest
many: few
majority: minority
maximum: minimum
high: low
higher: lower
highest: lowest
upper: lower
large big great huge: small little minor tiny
larger bigger greater: smaller lesser
largest biggest greatest: smallest least
major: minor
long: short
longer: shorter
longest: shortest
tall: short
old: new young modern recent
older: newer younger
oldest: newest youngest
ancient: modern contemporary
early: late
earlier: later
earliest: latest
first: second third last final
second: first third last
third: first second fourth
begin began begun start open launch found establish: end finish stop close cease abolish dissolve
beginning: ending end
before: after
previous: next following
past: future
north: south
northern: southern
east: west
eastern: western
northeast: southwest
northwest: southeast
left: right
top: bottom
above: below under beneath
over: under
inside within: outside
internal inner: external outer
front: behind back rear
ahead: behind
forward: backward
near close: far distant
win won: lose lost
victory triumph: defeat loss
victorious: defeated
success: failure
succeed: fail
successful: unsuccessful failed
accept: reject refuse decline
approve: reject disapprove veto
agree: disagree refuse
admit: deny
allow permit enable: forbid prohibit ban prevent deny
legalise legalize: ban outlaw prohibit
support favour favor endorse: oppose reject
supporter: opponent
proponent: opponent critic
encourage promote: discourage hinder
attack: defend
offensive: defensive
attacker: defender
enemy: ally friend
love like: hate dislike
trust: distrust mistrust
build built construct: destroy demolish dismantle
create produce: destroy
buy bought purchase: sell sold
buyer: seller
borrow: lend lent
lend: borrow
import: export
arrive come came: leave depart
enter: leave exit
join: leave
unite merge combine join: divide separate split
connect attach: disconnect separate detach
add: remove subtract
include: exclude
multiply: divide
give: take receive
send sent: receive
strong: weak
stronger: weaker
strongest: weakest
hard difficult: easy simple soft
harder: easier
hardest: easiest
complex complicated: simple
fast quick rapid: slow
faster: slower
fastest: slowest
hot warm: cold cool
hotter warmer: colder cooler
heat: cool
wet: dry
rich wealthy: poor
wealth: poverty
cheap: expensive
good: bad poor
better: worse
best: worst
positive: negative
advantage benefit: disadvantage drawback harm
profit: loss
true: false
correct right: incorrect wrong
same: different
similar: different dissimilar
equal: unequal
common: rare uncommon
popular: unpopular
frequent often: rare rarely seldom
always: never sometimes
public: private
formal: informal
official: unofficial
direct: indirect
finite limited: infinite unlimited
active: passive inactive
full: empty
male: female
man: woman
men: women
boy: girl
father: mother
son: daughter
brother: sister
king: queen
husband: wife
uncle: aunt
parent: child
ancestor: descendant
predecessor: successor
teacher: student
employer: employee
urban: rural
domestic: foreign international
native: foreign
local: global national international
national: international
general: specific
life: death
live: die
born: died
alive: dead
birth: death
war: peace
guilty: innocent
convict: acquit
legal: illegal
light: dark heavy
thick: thin
wide broad: narrow
deep: shallow
rough: smooth
theory: practice
abstract: concrete
permanent: temporary
voluntary optional: compulsory mandatory required
known: unknown
offence: defence
liberal: conservative
input: output
cause: prevent
appear: disappear vanish
remember: forget
advance: retreat
appoint hire: dismiss fire
elect: appoint
entire whole: part partial
all: none some
both: neither
sudden: gradual
natural: artificial synthetic
solid: liquid gas
liquid: solid gas
summer: winter
visible: invisible hidden
healthy: sick ill
safe: dangerous
supply: demand
surplus: deficit shortage
abundance: scarcity shortage
employed: unemployed
married: unmarried single divorced
superior: inferior
senior: junior
"""
_NEGATING_PREFIXES = ("un", "in", "im", "ir", "il", "non", "dis", "de", "anti", "mis")
_SHORTEST_STEM = 4


def opposed(missing: Collection[str], present: Collection[str], language: str) -> int:
    """Return how many of the terms in `missing` have an opposite among those in `present`.

    Args:
        missing: terms of the question that the text doesn't have.
        present: the terms of the text.
        language: ISO 639-1 code; opposites are known for English only.
    """
    if language != "en":
        return 0
    return sum(any(term in present for term in _opposites(word)) for word in missing)


@cache
def listed_opposites(word: str) -> frozenset[str]:
    """Return the words that rule an English word out, both in the form in which they are listed."""
    found: set[str] = set()
    for line in _ENGLISH.strip().splitlines():
        ones, others = (side.split() for side in line.split(":"))
        if word in ones:
            found.update(others)
        if word in others:
            found.update(ones)
    return frozenset(found - {word})


def _opposites(term: str) -> Iterator[str]:
    yield from _table().get(term, ())
    for prefix in _NEGATING_PREFIXES:
        if len(term) >= _SHORTEST_STEM:
            yield prefix + term
        if term.startswith(prefix) and len(term) - len(prefix) >= _SHORTEST_STEM:
            yield term.removeprefix(prefix)


@cache
def _table() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for line in _ENGLISH.strip().splitlines():
        ones, others = (terms(side, "en") for side in line.split(":"))
        for one in ones:
            for other in others:
                table.setdefault(one, set()).add(other)
                table.setdefault(other, set()).add(one)
    return {term: frozenset(others - {term}) for term, others in table.items()}
