"""When two articles are near-duplicates."""

import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.duplicates import SAME, SIMILAR, resemblance, resemblances, sketch
from index.wording import same_text

HEADLINE = "Ferry service to the islands resumes after eleven days of storms"
LEAD = (
    "Ferries between the mainland and the four northern islands left port again on Wednesday "
    "morning, ending the longest interruption of the service since it was founded in 1964."
)
BODY = (
    "The first boat, the Marit Hansen, took 212 passengers and nineteen lorries with food and "
    "medicine to the harbour of Vestrøy, where several hundred people waited on the quay in the "
    "rain. Some had spent more than a week in guest houses, and a school gym had been turned into "
    "a dormitory.",
    "“We had potatoes and fish, but no flour and no diesel,” said Ingrid Solberg, who runs the "
    "only shop on the outermost island. She had kept a list of what each household was allowed to "
    "buy, and nobody complained about it, she added.",
    "The operator, Nordfergen, said that waves of up to nine metres had damaged two of its three "
    "landing stages. Divers found cracks in the foundations of the older one, which will be "
    "replaced in spring at a cost of about 4.6 million euros.",
    "Opposition parties in the regional assembly demanded an inquiry. They have long called for "
    "a tunnel, which the government rejected in 2019 because it would cost thirty times as much "
    "as two new ships.",
    "Meteorologists expect calmer weather until the weekend. The timetable is published every "
    "evening at six, and tickets bought for cancelled crossings remain valid until the end of "
    "April.",
)
STORY = "\n\n".join((LEAD, *BODY))
REWORDED_LEAD = (
    "Eleven days of storms had cut them off: since Wednesday, people on the four northern islands "
    "can travel to the mainland again."
)
CORRECTED = STORY.replace("212 passengers", "221 passengers")
OWN_REPORT = (
    "On Vestrøy the bells rang when the Marit Hansen came round the breakwater on Wednesday. For "
    "eleven days no ship of Nordfergen had made the crossing. Children skipped school, and the "
    "mayor handed out coffee.\n\n"
    "“We had potatoes and fish, but no flour and no diesel,” shopkeeper Ingrid Solberg told this "
    "paper. The cracked landing stage is closed for now; a new one is planned for spring. In the "
    "regional assembly, the old argument about the tunnel has begun once more, as it does after "
    "each winter, and as ever it will be the price that decides it."
)
TRANSLATED = (
    "Die Fähren zwischen dem Festland und den vier nördlichen Inseln sind am Mittwochmorgen wieder "
    "ausgelaufen. Damit endet die längste Unterbrechung seit der Gründung im Jahr 1964.\n\n"
    "Das erste Schiff, die Marit Hansen, brachte 212 Passagiere und neunzehn Lastwagen mit "
    "Lebensmitteln und Medikamenten in den Hafen von Vestrøy, wo mehrere hundert Menschen im Regen "
    "am Kai warteten."
)
SAME_SUBJECT = (
    "Nordfergen was founded in 1964 and runs three ships between the mainland and the four "
    "northern islands. In a usual year it carries 310,000 passengers. Its landing stages date from "
    "the seventies, and an audit of 2021 called two of them worn out. A tunnel has been discussed "
    "since 1988."
)


@pytest.mark.parametrize(
    ("other", "least", "most"),
    [
        pytest.param(STORY, 1.0, 1.0, id="the same text"),
        pytest.param(STORY.upper().replace(" ", "\n"), 1.0, 1.0, id="set in another way"),
        pytest.param(f"{HEADLINE}\n\n{STORY}", SIMILAR, 1.0, id="with its headline"),
        pytest.param(CORRECTED, SAME, 1.0, id="one number corrected"),
        pytest.param("\n\n".join((LEAD, *BODY[:3], BODY[4])), SIMILAR, SAME, id="a paragraph cut"),
        pytest.param("\n\n".join((LEAD, *BODY[:3])), SIMILAR, SAME, id="cut from the end"),
        pytest.param(f"VESTRØY (NTB) – {STORY}", SIMILAR, 1.0, id="with an agency's dateline"),
        pytest.param("\n\n".join((REWORDED_LEAD, *BODY)), SIMILAR, SAME, id="another lead"),
        pytest.param("\n\n".join((LEAD, *BODY[::-1])), SIMILAR, 1.0, id="in another order"),
        pytest.param(OWN_REPORT, 0.0, 0.25, id="a report of its own with one quotation shared"),
        pytest.param(SAME_SUBJECT, 0.0, 0.1, id="about the same company"),
        pytest.param(TRANSLATED, 0.0, 0.05, id="translated"),
        pytest.param("", 0.0, 0.0, id="nothing"),
    ],
)
def test_edited_news(other: str, least: float, most: float) -> None:
    """A story that was edited resembles itself; other reports and translations of it don't."""
    assert least <= resemblance(sketch(STORY), sketch(other)) <= most


def test_a_sketch_is_the_same_on_every_machine() -> None:
    """Sketches are stored, so what makes them may not change unnoticed."""
    made = sketch(STORY)
    assert len(made) == 513
    assert hashlib.sha256(made).hexdigest()[:16] == "f2744ff633ffd921"


def test_sketches_of_another_method_resemble_nothing() -> None:
    """A sketch that an older or newer Footnote made isn't compared by accident."""
    made = sketch(STORY)
    assert resemblance(made, b"\x00" + made[1:]) == 0.0
    assert resemblance(made, made[:100]) == 0.0


def test_many_are_compared_at_once() -> None:
    """Comparing with many gives what comparing with each gives, in their order."""
    others = [sketch(text) for text in (TRANSLATED, STORY, "", CORRECTED, OWN_REPORT)]
    found = resemblances(sketch(STORY), others)
    assert found.tolist() == [resemblance(sketch(STORY), other) for other in others]
    assert resemblances(sketch(STORY), []).shape == (0,)


@given(text=st.text(max_size=400))
def test_any_text_has_a_sketch(text: str) -> None:
    """Any text resembles itself wholly if it has a word, and not at all if it has none."""
    made = sketch(text)
    assert resemblance(made, made) == (1.0 if len(made) > 1 else 0.0)
    assert made == sketch(text)


@given(shared=st.integers(0, 300), own=st.integers(1, 150), seed=st.integers(0, 10**6))
def test_the_estimate_is_near_the_truth(shared: int, own: int, seed: int) -> None:
    """The estimate is within five standard errors of the share that two texts have in common."""
    common, left, right = (
        " ".join(f"{kind}{seed}x{number}" for number in range(count))
        for kind, count in (("c", shared), ("l", own), ("r", own))
    )
    a, b = f"{common} {left}", f"{common} {right}"
    truth = same_text(a, b)
    error = 5 * np.sqrt(max(truth * (1 - truth), 0.01) / 128)
    assert abs(resemblance(sketch(a), sketch(b)) - truth) <= error
