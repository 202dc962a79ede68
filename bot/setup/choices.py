"""The models that a newcomer may choose from, and what each would be like on a machine.

All are under the Apache licence 2.0, whoever uses them for what. Sizes are those of the files.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.setup.machine import Machine
from engine.tuning.speed import Sample

BUNDLED = "bundled"
_BESIDE = 900_000_000  # bytes of both processes, and of what a model has read
_PROMPT, _REPLY = 1200, 80  # tokens of an answer that a large model words


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A model.

    Attributes:
        setting: what MODEL is set to.
        title: what it is called.
        gain: what it is good for, in a few words.
        size: the bytes of its file.
        parameters: how many weights it has.
    """

    setting: str
    title: str
    gain: str
    size: int
    parameters: int

    def fits(self, machine: Machine) -> bool:
        """Tell whether a machine has room for it."""
        if self.setting == BUNDLED:
            return True
        return machine.holds(memory=self.size + _BESIDE, disk=self.size)

    def seconds(self, sample: Sample) -> float:
        """Return how long an answer would about take that it words."""
        speed = sample.estimate(size=self.size, parameters=self.parameters)
        return speed.seconds(prompt=_PROMPT, reply=_REPLY)


CHOICES: Sequence[Choice] = (
    Choice(
        setting=BUNDLED,
        title="bundled",
        gain="answers are quotes, at once",
        size=144_811_072,
        parameters=134_515_008,
    ),
    Choice(
        setting="hf:HuggingFaceTB/SmolLM2-360M-Instruct-GGUF/smollm2-360m-instruct-q8_0.gguf",
        title="SmolLM2 360M",
        gain="words short answers, in English",
        size=386_404_992,
        parameters=361_821_120,
    ),
    Choice(
        setting="hf:Qwen/Qwen2.5-1.5B-Instruct-GGUF/qwen2.5-1.5b-instruct-q4_k_m.gguf",
        title="Qwen2.5 1.5B",
        gain="words answers and summaries",
        size=1_117_320_736,
        parameters=1_543_714_304,
    ),
    Choice(
        setting="hf:bartowski/Qwen2.5-7B-Instruct-GGUF/Qwen2.5-7B-Instruct-Q4_K_M.gguf",
        title="Qwen2.5 7B",
        gain="words them well, in many languages",
        size=4_683_074_240,
        parameters=7_615_616_512,
    ),
    Choice(
        setting="hf:bartowski/Qwen2.5-14B-Instruct-GGUF/Qwen2.5-14B-Instruct-Q4_K_M.gguf",
        title="Qwen2.5 14B",
        gain="better still, for large machines",
        size=8_988_110_976,
        parameters=14_770_033_664,
    ),
)


def table(
    choices: Sequence[Choice], machine: Machine, sample: Sample | None, current: str
) -> list[str]:
    """Return the choices as lines of text, numbered from one."""
    return [
        _line(number, choice, machine, sample, current)
        for number, choice in enumerate(choices, start=1)
    ]


def _line(
    number: int, choice: Choice, machine: Machine, sample: Sample | None, current: str
) -> str:
    told = f"  {number}  {choice.title:<14}{_size(choice.size):>8}   {choice.gain}"
    if not choice.fits(machine):
        told += " (no room for it here)"
    elif choice.setting != BUNDLED and sample is not None:
        told += f"; an answer in about {in_words(choice.seconds(sample))}"
    return told + ("  ← now" if choice.setting == current else "")


def in_words(seconds: float) -> str:
    """Return a time as people say it, no more exact than an estimate is."""
    if seconds < 1.5:
        return "a second"
    if seconds < 10:
        return f"{seconds:.0f} seconds"
    if seconds < 90:
        return f"{round(seconds, -1):.0f} seconds"
    return f"{seconds / 60:.0f} minutes"


def _size(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"
