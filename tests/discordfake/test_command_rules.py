"""Which wrong commands are found, and by which check."""

from typing import Any

import pytest

from tests.discordfake.bodies import ASK, COMMANDS, problems, with_options
from tests.discordfake.spec import Spec

WRONG = (
    pytest.param("docs", COMMANDS, [{**ASK, "name": "bad name"}], id="a space in a name"),
    pytest.param("docs", COMMANDS, [{**ASK, "name": "Ask"}], id="a capital in a name"),
    pytest.param("spec", COMMANDS, [{**ASK, "name": "x" * 33}], id="a 33-character name"),
    pytest.param(
        "docs",
        COMMANDS,
        [{**ASK, "name_localizations": {"de": "Fragen"}}],
        id="a capital in a translated name",
    ),
    pytest.param("docs", COMMANDS, [{"name": "ask"}], id="no description"),
    pytest.param(
        "spec", COMMANDS, [{**ASK, "description": "d" * 101}], id="a 101-character description"
    ),
    pytest.param("docs", COMMANDS, [{**ASK, "type": 3}], id="a description of a message command"),
    pytest.param(
        "spec", COMMANDS, with_options(*[{"name": f"o{n}"} for n in range(26)]), id="26 options"
    ),
    pytest.param(
        "docs",
        COMMANDS,
        with_options({"name": "a"}, {"name": "b", "required": True}),
        id="required after optional",
    ),
    pytest.param(
        "docs", COMMANDS, with_options({"name": "a"}, {"name": "a"}), id="an option twice"
    ),
    pytest.param(
        "docs",
        COMMANDS,
        with_options({"name": "a", "autocomplete": True, "choices": [{"name": "c", "value": "c"}]}),
        id="proposals beside choices",
    ),
    pytest.param(
        "docs",
        COMMANDS,
        with_options({"name": "a", "choices": [{"name": "c", "value": "c"}] * 2}),
        id="a choice twice",
    ),
    pytest.param(
        "docs",
        COMMANDS,
        with_options({"name": "a"}, {"name": "b", "type": 1}),
        id="subcommands beside options",
    ),
    pytest.param("docs", COMMANDS, [ASK, ASK], id="a command twice"),
    pytest.param(
        "docs",
        COMMANDS,
        [{"name": "Menu", "type": 3, "options": [{"type": 3, "name": "a", "description": "d"}]}],
        id="options of a message command",
    ),
    pytest.param(
        "spec",
        COMMANDS,
        [{**ASK, "description_localizations": {"de": ""}}],
        id="an empty translated description",
    ),
    pytest.param(
        "docs",
        COMMANDS,
        with_options({"name": "a", "choices": [{"name": "c", "value": "v" * 101}]}),
        id="a 101-character value of a choice",
    ),
    pytest.param(
        "spec",
        COMMANDS,
        with_options(
            {
                "name": "a",
                "choices": [{"name": "c", "value": "c", "name_localizations": {"de": ""}}],
            }
        ),
        id="an empty translated choice",
    ),
    pytest.param(
        "docs", COMMANDS, [{**ASK, "name": f"c{n}"} for n in range(101)], id="101 commands"
    ),
    pytest.param(
        "docs",
        COMMANDS,
        [{"name": f"c{n}", "type": 3} for n in range(16)],
        id="16 message commands",
    ),
    pytest.param(
        "docs",
        COMMANDS,
        [
            {
                **ASK,
                "options": [
                    {
                        "type": 2,
                        "name": f"g{n}",
                        "description": "d",
                        "options": [
                            {"type": 1, "name": f"s{m}", "description": "d" * 100}
                            for m in range(20)
                        ],
                    }
                    for n in range(5)
                ],
            }
        ],
        id="8001 characters",
    ),
    pytest.param(
        "docs", COMMANDS, [{**ASK, "name_localizations": {"xx": "a"}}], id="an unknown language"
    ),
)

RIGHT = (
    pytest.param(
        COMMANDS,
        [{**ASK, "name": "質問", "name_localizations": {"hi": "पूछें"}}],
        id="names in other scripts",
    ),
)


@pytest.mark.parametrize(("layer", "line", "body"), WRONG)
def test_what_is_wrong_is_found(spec: Spec, layer: str, line: str, body: Any) -> None:
    """Each of these is found, by the check that ought to find it, and by no other."""
    assert {problem.layer for problem in problems(spec, line, body)} == {layer}


@pytest.mark.parametrize(("line", "body"), RIGHT)
def test_what_is_right_passes(spec: Spec, line: str, body: Any) -> None:
    """What is just within the limits has no fault."""
    assert problems(spec, line, body) == []
