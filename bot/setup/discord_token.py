"""The second question of the set-up: the token of a Discord bot, which Discord is asked about."""

import asyncio

from bot.errors import UserError
from bot.setup.checks import Checks, Values
from bot.setup.conversation import Conversation
from bot.setup.env_file import EnvFile

_NAME = "DISCORD_TOKEN"
_NONE = "-"
_EXPLAINED = """
2. Footnote in Discord. Without a token it is a chat in this terminal.
   A token: discord.com/developers/applications → New Application → Bot → Reset Token → Copy.
   There, too, switch on Message Content Intent for channels in which every message is a question.
   What you type or paste here isn't shown."""


def choose_token(conversation: Conversation, file: EnvFile, checks: Checks) -> Values:
    """Ask for a token until there is one that Discord takes, or none; return the settings.

    Raises:
        UserError: nobody answers.
    """
    conversation.say(_EXPLAINED)
    known = file.value(_NAME)
    question = (
        "Token (Enter for none)"
        if known is None
        else f"Token (Enter keeps the one that is set, {_NONE} takes it out)"
    )
    while True:
        token = conversation.ask_secret(question)
        if token == _NONE or not (token or known):
            return {} if known is None else {_NAME: None}
        token = token or known or ""
        if _is_good(conversation, token, checks):
            return {_NAME: token}


def _is_good(conversation: Conversation, token: str, checks: Checks) -> bool:
    """Tell what Discord says of a token; return whether it is to be kept."""
    from bot.online.preflight import DiscordUnreachable, advice  # discord.py takes a second

    conversation.say("Asking Discord…")
    try:
        application = asyncio.run(checks.application_of(token))
    except DiscordUnreachable as error:
        conversation.say(str(error))
        return conversation.agree("Keep the token unchecked?", default=True)
    except UserError as error:
        conversation.say(str(error))
        return False
    conversation.say(f"It is the token of {application.name}.")
    for sentence in advice(application):
        conversation.say(sentence)
    conversation.say(f"Invite it to your server: {application.invite_link}")
    return True
