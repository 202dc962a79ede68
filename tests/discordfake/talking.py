"""What people write, change and take away."""

from collections.abc import Sequence

from tests.discordfake.channels import FORUM, PUBLIC_THREAD, Channel
from tests.discordfake.files import Upload
from tests.discordfake.invoking import require_presence
from tests.discordfake.messages import FakeMessage
from tests.discordfake.people import User
from tests.discordfake.permissions import in_channel, sending
from tests.discordfake.posting import post, remove, revise, visible_to_bot
from tests.discordfake.problems import Impossible, Json
from tests.discordfake.state import State

File = tuple[str, bytes, str]
"""A name, the bytes and the media type of a file that somebody sends."""

_FORWARD = 1
_SNAPSHOT = (
    "type",
    "content",
    "embeds",
    "attachments",
    "timestamp",
    "edited_timestamp",
    "flags",
    "mentions",
    "mention_roles",
    "components",
    "stickers",
    "sticker_items",
)
"""What a forwarded message keeps."""


class Talking:
    """People who write messages."""

    state: State

    async def say(
        self,
        user: User,
        channel: Channel,
        text: str = "",
        *,
        attachments: Sequence[File] = (),
        embeds: Sequence[Json] = (),
        reply_to: FakeMessage | None = None,
        ping: bool = True,
    ) -> FakeMessage:
        """Let somebody write a message.

        Args:
            user: who writes.
            channel: where.
            text: what is said.
            attachments: files with it.
            embeds: previews of links with it.
            reply_to: the message that it replies to.
            ping: whether a reply notifies the author of that.

        Raises:
            Impossible: the person can't write there.
        """
        require_presence(user, channel)
        if not in_channel(channel, user) & sending(channel) or channel.kind == FORUM:
            raise Impossible(f"{user.name} may not write in #{channel.name}")
        body: Json = {"content": text, "embeds": list(embeds)}
        if reply_to is not None:
            if reply_to.deleted or reply_to.ephemeral or reply_to.channel is not channel:
                raise Impossible("nobody can reply to that message")
            body["message_reference"] = {"message_id": reply_to.id}
            body["allowed_mentions"] = {
                "parse": ["users", "roles", "everyone"],
                "replied_user": ping,
            }
        return post(self.state, channel, user, body, attachments=self._kept(attachments))

    async def forward(self, user: User, channel: Channel, message: FakeMessage) -> FakeMessage:
        """Let somebody forward a message into another channel."""
        require_presence(user, channel)
        if message.deleted or message.ephemeral:
            raise Impossible("nobody can forward that message")
        reference: Json = {
            "type": _FORWARD,
            "message_id": str(message.id),
            "channel_id": str(message.channel.id),
        }
        snapshot = {"message": {key: message.raw.get(key, []) for key in _SNAPSHOT}}
        extra = {"message_reference": reference, "message_snapshots": [snapshot]}
        return post(self.state, channel, user, {}, extra=extra)

    async def post(
        self,
        user: User,
        forum: Channel,
        title: str,
        text: str,
        *,
        attachments: Sequence[File] = (),
    ) -> FakeMessage:
        """Let somebody write a post in a forum; its thread is the message's channel."""
        require_presence(user, forum)
        thread = self.thread(forum, title, owner=user, _forum=True)
        return post(
            self.state,
            thread,
            user,
            {"content": text},
            attachments=self._kept(attachments),
            number=thread.id,
        )

    def thread(
        self, parent: Channel, name: str, *, owner: User | None = None, _forum: bool = False
    ) -> Channel:
        """Let somebody (the server's owner, if nobody is named) open a thread."""
        if parent.guild is None or (parent.kind == FORUM) is not _forum:
            raise Impossible(f"no thread without a post in #{parent.name}")
        opened = Channel(
            name=name,
            kind=PUBLIC_THREAD,
            guild=parent.guild,
            parent=parent,
            owner=owner or parent.guild.owner,
        )
        self.state.channels[opened.id] = opened
        if visible_to_bot(self.state, opened):
            self.state.dispatch("THREAD_CREATE", {**opened.payload(), "newly_created": True})
        return opened

    async def edit(self, user: User, message: FakeMessage, text: str) -> None:
        """Let somebody change what they wrote."""
        if message.author is not user or message.deleted:
            raise Impossible(f"{user.name} can't edit that message")
        revise(self.state, message, {"content": text})

    async def delete(self, message: FakeMessage) -> None:
        """Let a message be deleted by its author or a moderator."""
        if message.deleted:
            raise Impossible("the message is deleted already")
        remove(self.state, message)

    def delete_channel(self, channel: Channel) -> None:
        """Let a channel or a thread be deleted, with all messages in it."""
        visible = visible_to_bot(self.state, channel)
        for inside in self.state.channels.values():
            inside.deleted = inside.deleted or channel in (inside, inside.parent)
        for message in self.state.messages.values():
            message.deleted = message.deleted or message.channel.deleted
        if visible:
            kind = "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE"
            self.state.dispatch(kind, channel.payload())

    def _kept(self, files: Sequence[File]) -> list[Json]:
        return [self.state.files.keep(Upload(*file)) for file in files]
