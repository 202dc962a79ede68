import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.chat import ChatTemplate, Segment, prompt_tokens
from engine.errors import ModelError

REFUSES_SYSTEM = (
    "{{ bos_token }}{% for m in messages %}{% if m.role == 'system' %}"
    "{{ raise_exception('no system role') }}{% endif %}[{{ m.role }}]{{ m.content | trim }}"
    "{% endfor %}{% if add_generation_prompt %}[model]{% endif %}"
)
DROPS_SYSTEM = "{% for m in messages if m.role == 'user' %}[user]{{ m.content }}{% endfor %}"


def rendered(template: ChatTemplate, *, system: str, user: str) -> str:
    """Return the whole prompt as text."""
    return "".join(part.text for part in template.segments(system=system, user=user))


def test_without_a_template_the_prompt_is_chatml() -> None:
    """A model that brings no template is prompted in the most common format."""
    assert rendered(ChatTemplate(None), system="Be brief.", user="Hi") == (
        "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n"
        "<|im_start|>assistant\n"
    )


def test_an_empty_system_text_makes_no_turn() -> None:
    """Without a system text the prompt has no turn for one."""
    assert "system" not in rendered(ChatTemplate(None), system="", user="Hi")


@pytest.mark.parametrize("template", [REFUSES_SYSTEM, DROPS_SYSTEM])
def test_a_template_without_a_system_role_gets_it_in_the_users_turn(template: str) -> None:
    """A template that refuses or ignores the system text has it before the user's."""
    text = rendered(ChatTemplate(template), system="Be brief.", user="Hi")
    assert "[user]Be brief.\n\nHi" in text


def test_the_template_knows_how_the_model_spells_its_ends() -> None:
    """`bos_token` in a template is the model's own spelling."""
    text = rendered(ChatTemplate(REFUSES_SYSTEM, beginning="<s>"), system="", user="Hi")
    assert text == "<s>[user]Hi[model]"


def test_training_marks_are_read_as_their_content() -> None:
    """`{% generation %}`, which only training needs, doesn't make a template unusable."""
    template = ChatTemplate("{{ messages[0].content }}{% generation %}!{% endgeneration %}")
    assert rendered(template, system="", user="Hi") == "Hi!"


@pytest.mark.parametrize(
    "template", ["{% if %}", "{{ raise_exception('never') }}", "no text", "{{ messages.x.y }}"]
)
def test_a_broken_template_is_named(template: str) -> None:
    """A template that isn't Jinja, always refuses or ignores the user is an error in words."""
    with pytest.raises(ModelError, match="chat template"):
        ChatTemplate(template).segments(system="Be brief.", user="Hi")


def test_a_template_cannot_reach_into_python() -> None:
    """A template from a stranger's model file runs in a sandbox."""
    hostile = "{{ messages[0].content }}{{ ''.__class__.__mro__[1].__subclasses__() }}"
    with pytest.raises(ModelError, match="chat template"):
        ChatTemplate(hostile).segments(system="", user="Hi")


@given(st.text(), st.text(min_size=1))
def test_texts_are_whole_and_never_control(system: str, user: str) -> None:
    """Whatever the texts are, they stand in the prompt unchanged and apart from the template."""
    parts = ChatTemplate(None).segments(system=system, user=user)
    assert [part.text for part in parts if not part.control] == [
        text for text in (system, user) if text
    ]


def test_a_text_is_not_read_as_a_template() -> None:
    """Jinja in a text stays as it is written."""
    assert "{{ 1 + 1 }}" in rendered(ChatTemplate(None), system="", user="{{ 1 + 1 }}")


@pytest.mark.parametrize(
    ("text", "beginning", "expected"),
    [("ab", 1, [1, 97, 98]), ("\x01a", 1, [1, 97]), ("a", None, [97])],
)
def test_a_prompt_begins_with_the_models_token_once(
    text: str, beginning: int | None, expected: list[int]
) -> None:
    """The model's first token is put in front unless the template already has it."""
    tokens = prompt_tokens(
        [Segment(text=text, control=True)],
        lambda text, _control: list(text.encode()),
        beginning=beginning,
    )
    assert tokens == expected
