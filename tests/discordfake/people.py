"""People and the bot, as Discord's accounts."""

from dataclasses import dataclass, field

from tests.discordfake.problems import Json
from tests.discordfake.snowflakes import new_id


@dataclass(eq=False, slots=True)
class User:
    """An account.

    Attributes:
        locale: the language of the person's Discord.
        direct_messages: whether the bot may write to this person.
    """

    name: str
    locale: str = "en-US"
    bot: bool = False
    direct_messages: bool = True
    id: int = field(default_factory=new_id)

    @property
    def mention(self) -> str:
        """What one types to call this person."""
        return f"<@{self.id}>"

    def payload(self) -> Json:
        """Return the account as Discord sends it."""
        return {
            "id": str(self.id),
            "username": self.name,
            "global_name": None if self.bot else self.name.title(),
            "discriminator": "0",
            "avatar": None,
            "avatar_decoration_data": None,
            "banner": None,
            "accent_color": None,
            "bot": self.bot,
            "system": False,
            "flags": 0,
            "public_flags": 0,
            "primary_guild": None,
            "collectibles": None,
        }
