"""``/bro``: a private answer anywhere in Slack, which can be shared."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.delivery import WhisperVoice
from bot.hearing import Heard
from bot.listeners.command_line import SCOPES, Command, parse
from bot.listeners.desk import Desk
from bot.listeners.reading import plain
from bot.rendering.blocks import Rendered
from bot.rendering.notices import command_help, notice, notice_with_questions
from bot.wording import Words, words
from knowledge.models import Language

COMMAND = "/bro"


def register(app: AsyncApp, desk: Desk) -> None:
    """Hear ``/bro``."""

    async def bro(ack: AsyncAck, body: Mapping[str, Any], context: Mapping[str, Any]) -> None:
        await ack()  # first of all: Slack waits three seconds and answers take longer
        command = parse(plain(body.get("text") or "", context.get("bot_user_id") or ""))
        frame = spoken_in(command, await desk.words_for(body["team_id"], body["user_id"]), desk.language)
        voice = WhisperVoice(body["response_url"])
        if said := without_asking(command, frame):
            await voice.say(said)
        else:
            await desk.conversation.reply(heard(command, body, frame), voice)

    app.command(COMMAND)(bro)


def spoken_in(command: Command, frame: Words, language: Language) -> Words:
    """The words to answer a command with; its own language goes before that of the last question, ``frame``."""
    if command.language:
        return words(command.language)
    if command.is_norwegian and frame.language == "en":
        return words("nb" if language == "en" else language)
    return frame


def without_asking(command: Command, frame: Words) -> Rendered | None:
    """What can be said at once: help, a correction, or what is missing. None for a question."""
    if command.guess:
        return notice(frame.say("command.unknown", given=command.given, guess=command.guess))
    if command.verb == "help":
        return command_help(frame)
    if command.rest or command.verb == "agreement":
        return None
    examples = frame.lines("examples")
    return notice_with_questions(frame.say(f"command.{command.verb}_empty", example=examples[0]), examples)


def heard(command: Command, body: Mapping[str, Any], frame: Words) -> Heard:
    """The command as a question, in a thread of its own."""
    return Heard(
        team_id=body["team_id"],
        key=f"command:{body['trigger_id']}",
        user_id=body["user_id"],
        channel=body["channel_id"],
        root=f"command:{body['trigger_id']}",
        text=command.rest or frame.say("command.agreement_default"),
        scope=SCOPES.get(command.verb),
        language=command.language,
        typed=False,
        private=not body["channel_id"].startswith("D"),
    )
