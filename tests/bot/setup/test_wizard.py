"""What `footnote setup` asks, checks and writes, with a person whose answers are known."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest

from bot.errors import UserError
from bot.online.preflight import Application, DiscordUnreachable
from bot.settings import Settings
from bot.setup.checks import Checks
from bot.setup.choices import CHOICES
from bot.setup.machine import Machine
from bot.setup.wizard import set_up
from engine.errors import ModelError, ServerAway
from engine.tuning.speed import Sample, Speed

TOKEN = "MTA.Aaaaaa.bbbbbb"  # noqa: S105 - no bot's
LARGE = Machine(memory=64_000_000_000, cores=16, disk=500_000_000_000)
SMALL = Machine(memory=2_000_000_000, cores=2, disk=500_000_000_000)
SAMPLE = Sample(
    speed=Speed(writing=100, reading=1000),
    size=144_811_072,
    parameters=134_515_008,
    bandwidth=40e9,
)
BOT = Application(id=123456, name="Margin", content_intent=False, endpoint=False)


class Stopped(BaseException):
    """The person pressed Ctrl-C."""


class Person:
    """Answers what was thought out before, and notes what was said.

    Attributes:
        said: all lines, and the questions with their defaults.
    """

    def __init__(self, *answers: str) -> None:
        """Give these answers; an empty one takes the default, `^C` stops."""
        self._answers = list(answers)
        self.said: list[str] = []

    @property
    def text(self) -> str:
        """Everything that was shown."""
        return "\n".join(self.said)

    @property
    def finished(self) -> bool:
        """Whether all answers were asked for."""
        return not self._answers

    def say(self, text: str = "") -> None:
        """Read a line."""
        self.said.append(text)

    def ask(self, question: str, default: str = "") -> str:
        """Answer a question."""
        self.said.append(f"{question} [{default}]")
        if not self._answers:
            pytest.fail(f"Nobody expected to be asked: {self.text}")
        answer = self._answers.pop(0)
        if answer == "^C":
            raise Stopped
        return answer or default

    def ask_secret(self, question: str) -> str:
        """Answer what isn't shown."""
        return self.ask(question)

    def agree(self, question: str, *, default: bool) -> bool:
        """Say yes or no."""
        return self.ask(question, "y" if default else "n") == "y"


class World(NamedTuple):
    """What is found out about answers."""

    machine: Machine = LARGE
    discord: Application | Exception = BOT
    sample: Sample | Exception = SAMPLE
    model: str | Exception = "Large-70B"

    @property
    def checks(self) -> Checks:
        """It, as the set-up asks for it."""

        async def application_of(_token: str) -> Application:
            return _given(self.discord)

        async def sample(_folder: Path) -> Sample:
            return _given(self.sample)

        async def model_at(_url: str) -> str:
            return _given(self.model)

        return Checks(
            application_of=application_of,
            machine=lambda _folder: self.machine,
            sample=sample,
            model_at=model_at,
        )


_T = TypeVar("_T")


def _given(what: _T | Exception) -> _T:
    if isinstance(what, Exception):
        raise what
    return what


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings are to be written; nothing is set anywhere else."""
    monkeypatch.chdir(tmp_path)
    for name in ("DATA_DIR", "DISCORD_TOKEN", "MODEL", "MODEL_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / ".env"


def answered(path: Path, *answers: str, world: World | None = None) -> Person:
    """Set up with these answers, all of which have to be asked for; return the person."""
    person = Person(*answers)
    set_up(path, person, (world or World()).checks)
    assert person.finished
    return person


def test_everything_can_be_answered_by_enter(path: Path) -> None:
    """Then nothing needs to be set: the defaults are what a newcomer needs."""
    person = answered(path, "", "", "n", "")
    assert "Nothing changes" in person.text
    assert "in the terminal" in person.text
    assert not path.exists()


def test_what_is_chosen_is_what_footnote_reads(path: Path, tmp_path: Path) -> None:
    """The folder, the token and the model, and nothing else."""
    person = answered(path, str(tmp_path / "data"), TOKEN, "y", "3", "y")
    settings = Settings()
    assert settings.data_dir == tmp_path / "data"
    assert settings.discord_token is not None
    assert settings.discord_token.get_secret_value() == TOKEN
    assert settings.model == CHOICES[2].setting
    assert path.stat().st_mode & 0o777 == 0o600
    assert "starts Footnote in Discord" in person.text


def test_a_token_is_explained_and_checked(path: Path) -> None:
    """Where it comes from, whose it is, the invitation, what isn't switched on; never itself."""
    person = answered(path, "", TOKEN, "n", "1", "y")
    assert "discord.com/developers/applications" in person.text
    assert "the token of Margin" in person.text
    assert "client_id=123456" in person.text
    assert "Message Content Intent" in person.text
    assert "DISCORD_TOKEN: not set → set (not shown)" in person.text
    assert TOKEN not in person.text


def test_a_token_that_discord_refuses_is_asked_for_again(path: Path) -> None:
    """The sentence of the check is shown, and Enter goes on without."""
    refused = World(discord=UserError("Discord doesn't accept DISCORD_TOKEN."))
    person = answered(path, "", TOKEN, "", "n", "", world=refused)
    assert "doesn't accept" in person.text
    assert not path.exists()


@pytest.mark.parametrize(("keep", "kept"), [("y", True), ("n", False)])
def test_a_token_may_be_kept_while_discord_is_away(path: Path, keep: str, kept: bool) -> None:
    """It is the person's choice."""
    away = World(discord=DiscordUnreachable("Discord can't be reached."))
    rest = ("n", "", "y") if kept else ("", "n", "")
    answered(path, "", TOKEN, keep, *rest, world=away)
    assert path.exists() == kept


def test_set_up_again_keeps_what_is_there(path: Path) -> None:
    """Other settings, comments, and the answers before, each by Enter."""
    before = (
        "# ours\nTHREADS=2\nDATA_DIR=/var/lib/footnote-not-here\n"
        f"DISCORD_TOKEN={TOKEN}\nMODEL={CHOICES[3].setting}\n"
    )
    path.write_text(before)
    person = answered(path, str(path.parent), "", "n", "2", "y")
    assert path.read_text() == before.replace(
        "/var/lib/footnote-not-here", str(path.parent)
    ).replace(CHOICES[3].setting, CHOICES[1].setting)
    assert f"MODEL: {CHOICES[3].setting} → {CHOICES[1].setting}" in person.text
    assert "← now" in person.text
    assert "Model [4]" in person.text
    again = answered(path, "", "", "n", "")
    assert "Nothing changes" in again.text


def test_a_token_and_a_model_can_be_taken_out(path: Path) -> None:
    """The defaults are back then."""
    path.write_text(f"DISCORD_TOKEN={TOKEN}\nMODEL=hf:a/b/c.gguf\nTHREADS=2\n")
    answered(path, "", "-", "n", "1", "y")
    assert path.read_text() == "THREADS=2\n"


def test_nothing_is_written_without_a_yes(path: Path) -> None:
    """The file is as it was."""
    path.write_text("THREADS=2\n")
    person = Person("", TOKEN, "n", "1", "n")
    assert not set_up(path, person, World().checks)
    assert path.read_text() == "THREADS=2\n"


@pytest.mark.parametrize("asked", range(5))
def test_stopping_at_any_question_changes_nothing(path: Path, asked: int) -> None:
    """Neither the file nor anything beside it."""
    path.write_text("THREADS=2\n")
    answers = ["", TOKEN, "n", "3", "y"]
    person = Person(*answers[:asked], "^C")
    with pytest.raises(Stopped):
        set_up(path, person, World().checks)
    assert path.read_text() == "THREADS=2\n"
    assert [each.name for each in path.parent.iterdir()] == [".env"]


def test_models_that_have_no_room_are_told(path: Path) -> None:
    """They may be taken all the same, after a second question."""
    person = answered(path, "", "", "n", "4", "n", "4", "y", "y", world=World(machine=SMALL))
    assert "2 GB of memory, 2 cores" in person.text
    lines = [line for line in person.said if "no room" in line]
    assert [line.split()[0] for line in lines] == ["3", "4", "5"]
    assert Settings().model == CHOICES[3].setting


def test_the_time_of_an_answer_is_estimated(path: Path) -> None:
    """Larger models take longer; quotes, which need no model, have none."""
    person = answered(path, "", "", "y", "")
    bundled, *others = _table(person.said)
    assert "answer in about" not in bundled
    assert all("an answer in about" in line for line in others)
    assert "5 seconds" in others[0]
    assert "3 minutes" in others[-1]


def test_a_busy_machine_is_told(path: Path) -> None:
    """What is measured beside other work is too slow."""
    busy = World(sample=replace(SAMPLE, share=0.5))
    assert "kept the processor busy" in answered(path, "", "", "y", "", world=busy).text
    assert "kept the processor busy" not in answered(path, "", "", "y", "").text


def test_a_machine_that_cannot_be_measured_is_told(path: Path) -> None:
    """The rest goes on, without estimates."""
    broken = World(sample=ModelError("The bundled models aren't installed."))
    person = answered(path, "", "", "y", "", world=broken)
    assert "aren't installed" in person.text
    assert all("about" not in line for line in _table(person.said))


def test_a_server_may_word_answers(path: Path) -> None:
    """It is asked which model it has; a model that was set is that of this machine, and goes."""
    path.write_text("MODEL=hf:a/b/c.gguf\n")
    person = answered(path, "", "", "n", "http://127.0.0.1:8080/v1", "y")
    assert "Large-70B" in person.text
    assert path.read_text() == "MODEL_URL=http://127.0.0.1:8080/v1\n"
    answered(path, "", "", "n", "")
    answered(path, "", "", "n", "1", "y")
    assert path.read_text() == ""


@pytest.mark.parametrize("keep", ["y", "n"])
def test_a_server_that_is_away_may_be_kept(path: Path, keep: str) -> None:
    """It is the person's choice."""
    away = World(model=ServerAway("The model server can't be reached."))
    rest = ("y",) if keep == "y" else ("",)
    person = answered(path, "", "", "n", "http://127.0.0.1:1", keep, *rest, world=away)
    assert "can't be reached" in person.text
    assert path.exists() == (keep == "y")


def test_what_is_no_model_is_asked_for_again(path: Path) -> None:
    """A number, a name or a file that isn't there."""
    person = answered(path, "", "", "n", "9", "gpt", "0", "hf:a/b/c.gguf", "y")
    assert person.text.count("none of these numbers") == 3
    assert Settings().model == "hf:a/b/c.gguf"


def test_a_folder_that_cannot_be_used_is_asked_for_again(path: Path) -> None:
    """A file in its place is told."""
    path.parent.joinpath("file").touch()
    person = answered(path, "file/data", "data", "", "n", "", "y")
    assert "is a file" in person.text
    assert path.read_text() == f"DATA_DIR={path.parent / 'data'}\n"


def test_a_folder_that_is_given_is_not_asked_for(path: Path) -> None:
    """`--data-dir` says it."""
    person = Person("", "n", "", "y")
    set_up(path, person, World().checks, folder=path.parent / "given")
    assert Settings().data_dir == path.parent / "given"


def test_what_the_environment_sets_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes before the file, which somebody may have forgotten."""
    monkeypatch.setenv("MODEL", "bundled")
    person = answered(path, "", "", "n", "2", "y")
    assert "The environment sets MODEL, too" in person.text


def _table(said: Sequence[str]) -> list[str]:
    lines = [line for line in said if any(f"  {each.title} " in line for each in CHOICES)]
    assert len(lines) == len(CHOICES)
    return lines
