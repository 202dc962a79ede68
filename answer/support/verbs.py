"""English verbs whose forms are not told from their spelling. Pure."""

from answer.support.lexicon import listed

# Base, past and participle.
_IRREGULAR = """
beat beat beaten
become became become
begin began begun
bend bent bent
bind bound bound
bite bit bitten
break broke broken
bring brought brought
build built built
burn burnt burnt
buy bought bought
catch caught caught
choose chose chosen
cut cut cut
deal dealt dealt
dig dug dug
draw drew drawn
drink drank drunk
drive drove driven
eat ate eaten
feed fed fed
fight fought fought
find found found
fly flew flown
forbid forbade forbidden
forget forgot forgotten
freeze froze frozen
get got got
give gave given
go went gone
grow grew grown
hang hung hung
hear heard heard
hide hid hidden
hit hit hit
hold held held
hurt hurt hurt
keep kept kept
know knew known
lay laid laid
lead led led
leave left left
lend lent lent
lose lost lost
make made made
meet met met
pay paid paid
put put put
read read read
ride rode ridden
ring rang rung
rise rose risen
run ran run
say said said
see saw seen
seek sought sought
sell sold sold
send sent sent
set set set
shake shook shaken
shoot shot shot
show showed shown
shut shut shut
sing sang sung
sink sank sunk
speak spoke spoken
spend spent spent
split split split
spread spread spread
steal stole stolen
strike struck struck
swear swore sworn
sweep swept swept
swim swam swum
take took taken
teach taught taught
tear tore torn
tell told told
think thought thought
throw threw thrown
understand understood understood
wear wore worn
win won won
withdraw withdrew withdrawn
write wrote written
cost cost cost
cast cast cast
let let let
quit quit quit
shed shed shed
feel felt felt
fall fell fallen
come came come
stand stood stood
sit sat sat
lie lay lain
sleep slept slept
bleed bled bled
blow blew blown
bear bore borne
breed bred bred
cling clung clung
flee fled fled
forgive forgave forgiven
grind ground ground
leap leapt leapt
learn learnt learnt
mean meant meant
mistake mistook mistaken
overcome overcame overcome
overtake overtook overtaken
rebuild rebuilt rebuilt
shine shone shone
shrink shrank shrunk
slide slid slid
spin spun spun
spring sprang sprung
stick stuck stuck
swing swung swung
undergo underwent undergone
uphold upheld upheld
wake woke woken
weave wove woven
withstand withstood withstood
"""
_FORMS = [tuple(line.split()) for line in _IRREGULAR.strip().splitlines()]
_PAST = {participle: past for _, past, participle in _FORMS}
_BASE = {participle: base for base, _, participle in _FORMS}
_PARTICIPLE = {past: participle for _, past, participle in _FORMS}
_PASTS = frozenset(past for _, past, _ in _FORMS)
_AUXILIARY = listed(
    "is are was were has have had will would can could may might must should do does did"
)
_SHORTEST = 4  # of a regular past form: "used"


def is_past(word: str) -> bool:
    """Tell whether a word may be a verb in the past tense."""
    return word in _PASTS or (word.endswith("ed") and len(word) >= _SHORTEST)


def is_verb(word: str) -> bool:
    """Tell whether a word may be a finite verb: an auxiliary or one in the past tense."""
    return word in _AUXILIARY or is_past(word)


def is_participle(word: str) -> bool:
    """Tell whether a word may be a past participle."""
    return word in _PAST or (word.endswith("ed") and len(word) >= _SHORTEST)


def past_of(participle: str) -> str:
    """Return the past tense that goes with a participle."""
    return _PAST.get(participle, participle)


def participle_of(past: str) -> str:
    """Return the participle that goes with a past tense."""
    return _PARTICIPLE.get(past, past)


def bases_of(participle: str) -> frozenset[str]:
    """Return the infinitives that a participle may belong to."""
    if participle in _BASE:
        return frozenset({_BASE[participle]})
    stem = participle.removesuffix("ed")
    doubled = stem[:-1] if stem[-2:-1] == stem[-1:] else stem
    consonant_y = f"{stem[:-1]}y" if stem.endswith("i") else stem
    return frozenset({stem, f"{stem}e", doubled, consonant_y})


def presents_of(participle: str) -> frozenset[str]:
    """Return the forms of the present tense that a participle may belong to."""
    found = set[str]()
    for base in bases_of(participle):
        found |= {base, f"{base}s", f"{base}es"}
        if base.endswith("y"):
            found.add(f"{base[:-1]}ies")
    return frozenset(found)
