"""Messages about the bot and about one person; `settings` stands beside them."""

import discord
from discord import ui

from bot.localisation import Texts
from bot.records.models import Kept
from bot.render import layout, limits
from bot.render.layout import Accent
from bot.render.markdown import line, prose
from bot.render.settings import settings

__all__ = [
    "about",
    "forgotten",
    "help",
    "privacy",
    "settings",
    "sure_to_forget",
    "told",
]

_NAME = 200


def told(texts: Texts, sentence: str | Exception, accent: Accent = Accent.WARNING) -> ui.LayoutView:
    """Return a message of one plain sentence, or of the sentence that tells of an error.

    It is shown as it is: what it quotes of people and articles can't become Markdown.
    """
    if isinstance(sentence, Exception):
        sentence = texts.error(sentence)
    return layout.message(accent, layout.text(prose(sentence, limits.CHARACTERS)))


def help(texts: Texts) -> ui.LayoutView:  # noqa: A001 - what the command is called
    """Return what can be done, on one screen."""
    sections = (
        ("help-asking", ("ask",), ("help-mention", "help-reply", "help-ask-channel")),
        (
            "help-articles",
            ("article add", "article list", "article show", "article refresh", "article remove"),
            ("help-save", "help-files"),
        ),
        ("help-feeds", ("feed add", "feed list", "feed remove"), ("help-feed-add",)),
        ("help-summaries", ("summarize", "compare"), ("help-summarize-menu",)),
        ("help-more", ("settings", "eval run", "about", "privacy"), ()),
    )
    parts = [
        "\n".join(
            (
                f"**{texts(heading)}**",
                " ".join(_command(texts, name) for name in commands),
                *(layout.small(texts(key)) for key in below),
            )
        )
        for heading, commands, below in sections
    ]
    return layout.message(
        Accent.ANSWER,
        layout.text(f"### Footnote\n{texts('help-lead')}"),
        layout.rule(),
        *(layout.text(part) for part in parts),
    )


def about(
    texts: Texts,
    *,
    version: str,
    model: str,
    embedding_model: str,
    articles: int,
    passages: int,
    waiting: int,
    running: int,
    answer_days: int,
    left_server_days: int,
    elsewhere: bool,
) -> ui.LayoutView:
    """Return what answers here, how much there is, and what is stored where.

    `elsewhere` tells whether some of it is on other machines, which the host has chosen.
    """
    facts = (
        (texts("about-model"), line(model, _NAME)),
        (texts("about-embedding-model"), line(embedding_model, _NAME)),
        (
            texts("about-here"),
            layout.joined(
                (
                    texts("articles-count", count=articles),
                    texts("article-passages", count=passages),
                )
            ),
        ),
        (texts("about-queue"), texts("about-queue-state", running=running, waiting=waiting)),
    )
    stored = (
        texts("about-stored-elsewhere" if elsewhere else "about-stored"),
        texts("about-answer-days", days=answer_days),
        texts("about-left-server-days", days=left_server_days),
    )
    return layout.message(
        Accent.ANSWER,
        layout.text(f"### Footnote {line(version, _NAME)}\n{texts('about-lead')}"),
        layout.rule(),
        layout.text("\n".join(f"**{name}**  {value}" for name, value in facts)),
        layout.rule(),
        layout.text("\n".join(layout.small(sentence) for sentence in stored)),
    )


def privacy(
    texts: Texts, kept: Kept, *, days: int, backup_days: int, elsewhere: bool
) -> ui.LayoutView:
    """Return what is kept about a person, and the ways to get it and to delete it.

    Args:
        texts: the language.
        kept: how much it is.
        days: how long questions and answers are kept.
        backup_days: how long automatic backups are; 0 if there are none.
        elsewhere: whether some of it is on other machines, which the host has chosen.
    """
    counts = (
        ("privacy-questions", kept.questions),
        ("privacy-ratings", kept.ratings),
        ("privacy-open-questions", kept.open_questions),
        ("privacy-articles", kept.articles),
        ("privacy-feeds", kept.feeds),
        ("privacy-eval-questions", kept.eval_questions),
    )
    rows = [f"- {texts(key, count=count)}" for key, count in counts if count]
    where = texts("privacy-where-elsewhere" if elsewhere else "privacy-where")
    told = [where, texts("privacy-how-long", days=days)]
    if backup_days:
        told.append(texts("privacy-backups", days=backup_days))
    copy = layout.button(texts("button-copy"), "privacy-copy")
    forget = layout.button(texts("button-forget"), "forget", style=discord.ButtonStyle.danger)
    return layout.message(
        Accent.ANSWER,
        layout.text(f"### {texts('privacy-heading')}"),
        layout.text("\n".join(rows) or texts("privacy-nothing")),
        layout.text("\n".join(layout.small(sentence) for sentence in told)),
        layout.row(copy, forget) if rows else None,
    )


def sure_to_forget(texts: Texts) -> ui.LayoutView:
    """Return the question whether to delete what is kept about a person."""
    forget = layout.button(texts("button-forget"), "forget-sure", style=discord.ButtonStyle.danger)
    return layout.message(
        Accent.WARNING,
        layout.text(texts("privacy-sure")),
        layout.row(forget, layout.button(texts("button-keep"), "cancel")),
    )


def forgotten(texts: Texts) -> ui.LayoutView:
    """Return that nothing is kept about the person any more."""
    return layout.message(Accent.DONE, layout.text(texts("privacy-forgotten")))


def _command(texts: Texts, name: str) -> str:
    """Return, in Markdown, a command's name as people of this language see it."""
    words = name.split()
    keys = ("command-" + "-".join(words[: position + 1]) for position in range(len(words)))
    shown = (texts(key) if texts.has(key) else word for key, word in zip(keys, words, strict=True))
    return f"`/{' '.join(shown)}`"
