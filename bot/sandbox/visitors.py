"""Who somebody is, and what they can see: the ground on which a person acts."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.blocks import interactive_elements
from bot.sandbox.errors import ApiError, UiError
from bot.sandbox.messages import Message
from bot.sandbox.views import View
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import Channel, User


class Visitor:
    """One person of the workspace and what is within their sight; a failed look-up raises ``UiError``."""

    def __init__(self, workspace: Workspace, user_id: str) -> None:
        user = workspace.world.user(user_id)
        if user is None or user.is_bot:
            raise UiError("Denne personen finnes ikke i arbeidsområdet.")
        self.workspace = workspace
        self.user: User = user

    @property
    def im(self) -> Channel:
        """The person's direct message with the app."""
        return self.channel(self.user.id)

    @property
    def own_im(self) -> tuple[Channel, ...]:
        """The same where there is one: people of other workspaces have none."""
        return () if self.user.is_stranger else (self.im,)

    def notice(self, text: str) -> None:
        """Show the person a short notice."""
        self.workspace.feed.notice(self.user.id, text)

    def channel(self, channel_id: str) -> Channel:
        """A channel the person is in."""
        channel = self.workspace.world.channel(channel_id)
        if channel is None or not self.workspace.world.is_member(channel, self.user.id):
            raise UiError("Denne kanalen finnes ikke for deg.")
        return channel

    def message(self, channel: Channel, ts: str) -> Message:
        """A message that everybody in the channel sees."""
        message = self.workspace.log.find(channel.id, ts)
        if message is None or message.ephemeral_for:
            raise UiError("Meldingen finnes ikke lenger.")
        return message

    def own(self, channel: Channel, ts: str) -> Message:
        """A message of the person's own."""
        message = self.message(channel, ts)
        if message.user != self.user.id:
            raise UiError("Du kan bare endre dine egne meldinger.")
        return message

    def view(self, view_id: str) -> View:
        """A modal or Home tab of the person's."""
        try:
            view = self.workspace.views.find(view_id)
        except ApiError:
            raise UiError("Vinduet er lukket.") from None
        if view.user != self.user.id:
            raise UiError("Vinduet tilhører en annen.")
        return view

    @staticmethod
    def check_element(blocks: Any, action: Mapping[str, Any]) -> None:
        """Raise unless the blocks have the element that was acted upon."""
        for block in blocks:
            for part in interactive_elements(block):
                if part.get("action_id") == action.get("action_id") and part["type"] == action.get("type"):
                    return
        raise UiError("Knappen finnes ikke lenger.")
