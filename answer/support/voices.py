"""English clauses in the other voice: "Y was opened by X" and "X opened Y". Pure.

Where the verb, the agent and the patient end can't be told from words alone, so every cut is made:
all but the right one give what nobody wrote.
"""

from collections.abc import Iterator

from answer.support.reading import Part, Word
from answer.support.verbs import (
    bases_of,
    is_participle,
    is_past,
    participle_of,
    past_of,
    presents_of,
)

_PAST = frozenset({"was", "were"})
_PRESENT = frozenset({"is", "are"})


def other_voices(clause: Part) -> Iterator[Part]:
    """Yield what a clause may be in the other voice, with the same roles and the same tense."""
    yield from _actives(clause)
    yield from _passives(clause)


def _actives(clause: Part) -> Iterator[Part]:
    """Yield "X opened Y …" for "Y was opened … by X …"."""
    for at in range(1, len(clause) - 3):
        be, participle = clause[at].form, clause[at + 1].form
        if be not in _PAST | _PRESENT | {"be"} or not is_participle(participle):
            continue
        for by in range(at + 2, len(clause) - 1):
            if clause[by].form != "by":
                continue
            middle, after = clause[at + 2 : by], clause[by + 1 :]
            for agent in range(1, len(after) + 1):
                for patient, verb in _verbs(clause[:at], be, participle):
                    yield (*after[:agent], *verb, *patient, *middle, *after[agent:])
                    if middle and after[agent:]:
                        yield (*after[:agent], *verb, *patient, *after[agent:], *middle)


def _verbs(before: Part, be: str, participle: str) -> Iterator[tuple[Part, Part]]:
    """Yield the patient and the verb in the active voice, with its modal if it has one."""
    if be == "be":
        patient, modal = before[:-1], before[-1:]
        if patient:
            yield from ((patient, (*modal, _word(base))) for base in sorted(bases_of(participle)))
    elif be in _PAST:
        yield before, (_word(past_of(participle)),)
    else:
        yield from ((before, (_word(form),)) for form in sorted(presents_of(participle)))


def _passives(clause: Part) -> Iterator[Part]:
    """Yield "Y was opened by X …" for "X opened Y …"."""
    for at in range(1, len(clause) - 1):
        if not is_past(clause[at].form):
            continue
        agent, after = clause[:at], clause[at + 1 :]
        participle = _word(participle_of(clause[at].form))
        for end in range(1, len(after) + 1):
            for be in sorted(_PAST):
                start = (*after[:end], _word(be), participle)
                yield (*start, _word("by"), *agent, *after[end:])
                if after[end:]:
                    yield (*start, *after[end:], _word("by"), *agent)


def _word(form: str) -> Word:
    return Word(form=form, written=form)
