"""The prompt a model was trained on, made of a system text and a user's text.

Models carry a Jinja template for it (https://huggingface.co/docs/transformers/chat_templating).
It is rendered with placeholders for the texts, so that what they contain can neither become part
of the template nor, being tokenised apart from it, a control token.
"""

import re
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from jinja2 import TemplateError, nodes
from jinja2.ext import Extension, loopcontrols
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from engine.errors import ModelError

CHATML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
"""Used where a model brings no template; the most common format."""

_THINKING = re.compile(r"<think>\s*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of a prompt."""

    text: str
    control: bool
    """Whether it is the template's, with control tokens in it, or what somebody wrote."""


class ChatTemplate:
    """A model's chat template."""

    def __init__(self, template: str | None, *, beginning: str = "", end: str = "") -> None:
        """Compile a template.

        Args:
            template: the template in Jinja; ChatML where there is none.
            beginning: how the model spells the token that begins a prompt.
            end: how it spells the token that ends one.

        Raises:
            ModelError: the template isn't valid Jinja.
        """
        environment = ImmutableSandboxedEnvironment(
            trim_blocks=True, lstrip_blocks=True, extensions=[loopcontrols, _GenerationBlock]
        )
        try:
            self._template = environment.from_string(
                template or CHATML,
                globals={
                    "bos_token": beginning,
                    "eos_token": end,
                    "raise_exception": _refuse,
                    "strftime_now": _now,
                    # Models that may think aloud first would do so in the answer.
                    "enable_thinking": False,
                },
            )
        except TemplateError as error:
            raise _unusable(error) from error

    def segments(self, *, system: str, user: str) -> list[Segment]:
        """Return the prompt in which the model is to reply to the two texts.

        Where the template knows no system text, that text goes before the user's.

        Raises:
            ModelError: the template fails with them.
        """
        if system:
            try:
                return self._rendered({"system": system, "user": user})
            except (TemplateError, _Dropped):
                user = f"{system}\n\n{user}"
        try:
            return self._rendered({"user": user})
        except (TemplateError, _Dropped) as error:
            raise _unusable(error) from error

    def _rendered(self, texts: dict[str, str]) -> list[Segment]:
        marks = {f"{role}{secrets.token_hex(16)}": role for role in texts}
        rendered = self._template.render(
            messages=[{"role": role, "content": mark} for mark, role in marks.items()],
            add_generation_prompt=True,
        )
        if _THINKING.search(rendered):  # some templates open it whatever they are told
            rendered = f"{rendered.rstrip()}\n\n</think>\n\n"
        pieces = re.split(f"({'|'.join(marks)})", rendered)
        if not set(marks) <= set(pieces):
            raise _Dropped("it leaves out a text")
        return [
            Segment(text=texts[marks[piece]], control=False)
            if piece in marks
            else Segment(text=piece, control=True)
            for piece in pieces
            if piece
        ]


class _Dropped(Exception):  # noqa: N818 - never leaves this module
    """The template left out a text without a word."""


class _GenerationBlock(Extension):
    """Reads `{% generation %}`, with which training marks a model's own words, as its content."""

    tags = {"generation"}  # noqa: RUF012 - declared so by Jinja

    def parse(self, parser: Parser) -> list[nodes.Node]:
        next(parser.stream)
        return parser.parse_statements(("name:endgeneration",), drop_needle=True)


def _refuse(message: str) -> None:
    """Let a template say that it can't take what it was given."""
    raise TemplateError(message)


def _now(pattern: str) -> str:
    return datetime.now().astimezone().strftime(pattern)


def _unusable(error: Exception) -> ModelError:
    return ModelError(f"The chat template in the model file can't be used ({error}).")


Tokeniser = Callable[[str, bool], list[int]]
"""Returns the tokens of a text; the second argument: whether control tokens count as such."""


def disarmed(text: str, marks: Collection[str]) -> list[str]:
    """Return a text in pieces that hold none of some marks whole.

    Tokenised one by one they give the text's letters, where at once a mark would be a token.

    Args:
        text: what somebody wrote.
        marks: spellings of two characters or more.
    """
    if not any(mark in text for mark in marks):
        return [text]
    anywhere = re.compile(f"(?={'|'.join(map(re.escape, marks))})")
    cuts = [match.start() + 1 for match in anywhere.finditer(text)]
    return [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def prompt_tokens(
    segments: list[Segment], tokenise: Tokeniser, *, beginning: int | None
) -> list[int]:
    """Return the tokens of a prompt.

    Args:
        segments: the prompt.
        tokenise: the model's tokeniser.
        beginning: the token every prompt of this model begins with, if there is one; templates
            may or may not spell it out.
    """
    tokens = [token for part in segments for token in tokenise(part.text, part.control)]
    if beginning is not None and tokens[:1] != [beginning]:
        tokens.insert(0, beginning)
    return tokens
