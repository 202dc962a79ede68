"""Signs of life of work that may hang."""

from engine.llama import Model
from engine.pulse import Pulse
from engine.weights import Weights


def test_of_many_signs_the_first_is_passed_on() -> None:
    """Thousands of steps a second cost one message."""
    told: list[int] = []
    pulse = Pulse(lambda: told.append(1), seconds=1000)
    for _ in range(100):
        pulse.beat()
    assert len(told) == 1


def test_signs_that_come_apart_are_all_passed_on() -> None:
    """What lasts shows itself again and again."""
    told: list[int] = []
    pulse = Pulse(lambda: told.append(1), seconds=0)
    for _ in range(5):
        pulse.beat()
    assert len(told) == 5


def test_a_model_shows_that_it_is_being_read(embedding_weights: Weights) -> None:
    """However large a file is, who waits for it sees that it gets on."""
    told: list[int] = []
    Model(embedding_weights.path, alive=lambda: told.append(1)).close()
    assert len(told) > 10
