"""A small bot that uses what the fake does, for the fake's own tests."""

import io

import discord
from discord import app_commands, ui


class Question(ui.Modal, title="More detail"):
    """A window with a text and a file."""

    what: ui.Label["Question"] = ui.Label(
        text="What else?",
        component=ui.TextInput(custom_id="what", max_length=300, required=True),
    )
    file: ui.Label["Question"] = ui.Label(
        text="A file", component=ui.FileUpload(custom_id="file", required=False, max_values=2)
    )

    def __init__(self) -> None:
        """Open with an id that tests know."""
        super().__init__(custom_id="lab-modal")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Say what was filled in."""
        assert isinstance(self.what.component, ui.TextInput)
        assert isinstance(self.file.component, ui.FileUpload)
        contents = [(await one.read()).decode() for one in self.file.component.values]
        said = " ".join((self.what.component.value, *contents))
        await interaction.response.send_message(f"Noted: {said}", ephemeral=True)


class Note(ui.LayoutView):
    """A message of all the shapes that people meet."""

    def __init__(self, text: str) -> None:
        """Show `text`."""
        super().__init__(timeout=None)
        link = ui.Button[Note](
            style=discord.ButtonStyle.link, label="Open", url="https://a.example/x"
        )
        section = ui.Section[Note](ui.TextDisplay("a footnote"), accessory=link)
        self.more = ui.Button[Note](label="More", custom_id="lab|more")
        self.good = ui.Button[Note](emoji="👍", custom_id="lab|good")
        self.off = ui.Button[Note](label="Off", custom_id="lab|off", disabled=True)
        options = [discord.SelectOption(label="One", value="1"), discord.SelectOption(label="Two")]
        self.pick = ui.Select[Note](custom_id="lab|pick", options=options)
        self.add_item(
            ui.Container[Note](
                ui.TextDisplay(text),
                section,
                ui.Separator(),
                ui.ActionRow(self.more, self.good, self.off),
                ui.ActionRow(self.pick),
            )
        )
        self.more.callback = self._more  # type: ignore[method-assign]  # how discord.py wants it
        self.good.callback = self._good  # type: ignore[method-assign]  # how discord.py wants it
        self.pick.callback = self._pick  # type: ignore[method-assign]  # how discord.py wants it

    async def _more(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Question())

    async def _good(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(view=Note("thanks"))

    async def _pick(self, interaction: discord.Interaction) -> None:
        picked = ", ".join(self.pick.values)
        await interaction.response.send_message(f"picked {picked}", ephemeral=True)


class LabBot(discord.Client):
    """Answers commands, mentions and clicks.

    Attributes:
        answer: what it says.
        heard: what it was told of others' messages.
        joined: the servers that it was invited to.
    """

    def __init__(self, *, content: bool = True) -> None:
        """Ask for the message-content intent, or not."""
        intents = discord.Intents.default()
        intents.message_content = content
        super().__init__(intents=intents, max_messages=None)
        self.tree = app_commands.CommandTree(self)
        self.answer = "Paris [1]."
        self.heard: list[discord.Message] = []
        self.joined: list[str] = []
        _add_commands(self)

    async def setup_hook(self) -> None:
        """Register the commands."""
        await self.tree.sync()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Note who invited the bot."""
        self.joined.append(guild.name)

    async def on_message(self, message: discord.Message) -> None:
        """Answer whoever mentions the bot."""
        assert self.user is not None
        if message.author == self.user:
            return
        self.heard.append(message)
        if self.user not in message.mentions:
            return
        if "file" in message.content:
            file = discord.File(io.BytesIO(b"hello"), "a.txt", description="alt")
            await message.channel.send("here", file=file)
        elif "thread" in message.content:
            thread = await message.create_thread(name="Answer")
            await thread.send("in the thread")
        else:
            await message.reply(self.answer)


def _add_commands(bot: LabBot) -> None:
    @bot.tree.command(description="Ask a question")
    @app_commands.describe(question="the question", article="which article")
    async def ask(
        interaction: discord.Interaction,
        question: app_commands.Range[str, 2, 50],
        article: str | None = None,
    ) -> None:
        await interaction.response.defer(thinking=True)
        named = f" ({article})" if article else ""
        await interaction.edit_original_response(view=Note(f"{question}{named} {bot.answer}"))
        await interaction.followup.send("a follow-up", ephemeral=True)

    @ask.autocomplete("article")
    async def propose(
        interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        del interaction
        return [app_commands.Choice(name=f"{typed} {n}", value=str(n)) for n in range(3)]

    group = app_commands.Group(name="article", description="Articles")

    @group.command(description="Add an article")
    @app_commands.describe(file="the file", kind="which kind")
    @app_commands.choices(kind=[app_commands.Choice(name="Text", value="text")])
    async def add(
        interaction: discord.Interaction, file: discord.Attachment, kind: str = "text"
    ) -> None:
        content = (await file.read()).decode()
        await interaction.response.send_message(f"{file.filename}: {content} as {kind}")

    bot.tree.add_command(group)

    @bot.tree.command(description="Settings")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    async def settings(interaction: discord.Interaction) -> None:
        allowed = interaction.permissions.manage_guild, interaction.app_permissions.manage_guild
        await interaction.response.send_message(f"{allowed}", ephemeral=True)

    @bot.tree.context_menu(name="Explain")
    async def explain(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"about: {message.content}", ephemeral=True)
