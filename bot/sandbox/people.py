"""What a person does with the app: commands, clicks, forms, shortcuts. The page and the tests act through this."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox import interactions
from bot.sandbox.errors import ApiError, UiError
from bot.sandbox.filling import complete, missing_answers
from bot.sandbox.replies import answer_origin, answer_submission, close_view
from bot.sandbox.talking import Talker
from bot.sandbox.tickets import Origin
from bot.sandbox.typed_text import as_command_text

Json = dict[str, Any]


class Person(Talker):
    """One person at work. Every method raises ``UiError`` for what cannot be done."""

    async def command(self, channel_id: str, command: str, text: str = "") -> None:
        """Send a slash command and show what its acknowledgement holds."""
        declared = self.workspace.manifest.command(command)
        if declared is None:
            raise UiError(f"Kommandoen {command} finnes ikke.")
        channel = self.channel(channel_id)
        sent = as_command_text(text, self.workspace.world, should_escape=declared.should_escape)
        self.workspace.gate.scopes_used.add("commands")
        payload = interactions.slash_command(self.workspace, self.user, channel, command, sent)
        answer = await self.workspace.sockets.ask("slash_commands", payload, accepts_response=True)
        if answer is None:
            self._no_answer(command)
        elif answer.get("text") or answer.get("blocks"):
            try:
                answer_origin(self.workspace, Origin(self.user.id, channel.id), answer)
            except ApiError as refusal:
                self._refused(f"Svaret på {command}", answer, refusal)

    async def click(
        self, channel_id: str, message_ts: str, action: Mapping[str, Any], values: Mapping[str, Any] | None = None
    ) -> None:
        """Act on an element of a message; ``values`` is what stands in its other elements."""
        channel = self.channel(channel_id)
        message = self.workspace.log.find(channel.id, message_ts)
        if message is None or message.ephemeral_for not in (None, self.user.id):
            raise UiError("Meldingen finnes ikke lenger.")
        self.check_element(message.blocks, action)
        clicked = interactions.action_from(action, self.workspace.stamps.ts())
        payload = interactions.message_action(self.workspace, self.user, message, clicked, values or {})
        await self._interact(payload)

    async def click_in_view(
        self, view_id: str, action: Mapping[str, Any], values: Mapping[str, Any] | None = None
    ) -> None:
        """Act on an element of a modal or of the Home tab; ``values`` is what is filled in so far."""
        view = self.view(view_id)
        self.check_element(view.body["blocks"], action)
        if values is not None:
            view = self.workspace.views.remember(view, values)
        clicked = interactions.action_from(action, self.workspace.stamps.ts())
        await self._interact(interactions.view_action(self.workspace, self.user, view, clicked))

    async def submit(self, view_id: str, values: Mapping[str, Any]) -> None:
        """Submit a modal: ``values`` by block id and action id, as in ``view.state.values``."""
        view = self.view(view_id)
        missing = missing_answers(view.body["blocks"], values)
        if missing:
            self.workspace.feed.tell(
                [self.user.id],
                {"type": "view_errors", "view_id": view.id, "errors": dict.fromkeys(missing, "Fyll ut dette feltet.")},
            )
            return
        view = self.workspace.views.remember(view, complete(view.body["blocks"], values))
        payload = interactions.view_submission(self.workspace, self.user, view)
        answer = await self.workspace.sockets.ask("interactive", payload, accepts_response=True)
        if answer is None:
            self._no_answer(self.workspace.manifest.name)
            return
        try:
            answer_submission(self.workspace, self.workspace.views.find(view.id), answer)
        except ApiError as refusal:
            self._refused("Svaret på skjemaet", answer, refusal)

    async def close(self, view_id: str) -> None:
        """Close a modal by hand; the app is told if the view asks for it."""
        view = self.view(view_id)
        close_view(self.workspace, view)
        is_cleared = bool(view.body.get("clear_on_close"))
        if is_cleared:
            for gone in self.workspace.views.close_all(self.user.id):
                self.workspace.feed.tell([self.user.id], {"type": "view_close", "view_id": gone.id})
        if view.body.get("notify_on_close"):
            await self._interact(interactions.view_closed(self.workspace, self.user, view, is_cleared=is_cleared))

    async def shortcut(self, callback_id: str, channel_id: str | None = None, message_ts: str | None = None) -> None:
        """Use a shortcut, on a message where it is one for messages."""
        declared = self.workspace.manifest.shortcut(callback_id)
        if declared is None:
            raise UiError("Snarveien finnes ikke.")
        if declared.type == "global":
            payload = interactions.global_shortcut(self.workspace, self.user, callback_id)
        else:
            channel = self.channel(channel_id or "")
            message = self.message(channel, message_ts or "")
            payload = interactions.message_shortcut(self.workspace, self.user, channel, message, callback_id)
        await self._interact(payload)

    async def _interact(self, payload: Json) -> None:
        if not self.workspace.manifest.settings.interactivity.is_enabled:
            raise UiError("Appen har ikke slått på interaktivitet i manifestet.")
        answer = await self.workspace.sockets.ask("interactive", payload, accepts_response=False)
        if answer is None:
            self._no_answer(self.workspace.manifest.name)

    def _refused(self, what: str, answer: Json, refusal: ApiError) -> None:
        inspector = self.workspace.inspector
        body = refusal.body()
        inspector.record("ack", started=inspector.start(), error=refusal.code, arguments=answer, response=body)
        self.notice(f"{what} kunne ikke vises ({refusal.code}).")

    def _no_answer(self, what: str) -> None:
        connected = self.workspace.sockets.is_connected
        self.notice(
            f"{what} svarte ikke i tide." if connected else f"{self.workspace.manifest.name} er ikke koblet til."
        )
