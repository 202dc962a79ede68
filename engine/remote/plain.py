"""Texts in which nothing is taken for a mark of a turn, whatever the model on a server is."""

import re

_MARK = re.compile(
    r"<\|[^<>|\s][^<>|\n]{0,60}\|>"  # <|im_end|>, <|eot_id|>
    r"|<｜[^<>\n]{1,60}｜>"  # noqa: RUF001 - DeepSeek's, with wide bars
    r"|</?s>|<(?:bos|eos|pad|unk)>"
    r"|<(?:start|end)_of_(?:turn|text|role)>"
    r"|\[/?(?:INST|AVAILABLE_TOOLS|TOOL_CALLS|SYSTEM_PROMPT)\]"
    r"|<</?SYS>>",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Return a text with a gap in each mark that chat templates put between turns.

    Servers read such marks wherever they stand, so an article could end its turn and speak as
    somebody else. Which ones a model knows they don't tell, so all that are in use count.
    """
    return _MARK.sub(lambda found: f"{found[0][0]} {found[0][1:]}", text)
