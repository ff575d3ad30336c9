"""``/bro``: a private answer anywhere in Slack, which can be shared."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery import WhisperVoice
from bot.hearing import Heard
from bot.listeners.command_line import OFF, SCOPES, Command, parse
from bot.listeners.desk import Desk
from bot.listeners.reading import plain
from bot.manners.audience import Asker
from bot.rendering.blocks import Rendered
from bot.rendering.notices import command_help, notice, notice_with_questions
from bot.rendering.tallies import render_tallies
from bot.rendering.why import why_view
from bot.wording import Words, words
from knowledge.models import Language

COMMAND = "/bro"


def register(app: AsyncApp, desk: Desk) -> None:
    """Hear ``/bro``."""

    async def bro(ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient, context: Mapping[str, Any]) -> None:
        await ack()  # first of all: Slack waits three seconds and answers take longer
        command = parse(plain(body.get("text") or "", context.get("bot_user_id") or ""))
        own = await desk.words_for(body["team_id"], body["user_id"], body.get("channel_id"))
        frame = spoken_in(command, own, desk.language)
        voice = WhisperVoice(body["response_url"])
        asker = Asker(body["team_id"], body["user_id"], body.get("channel_id"), whispered=True)
        if said := await desk.refusal(asker) or without_asking(command, frame):
            await voice.say(said)
        elif command.verb == "status":
            await voice.say(await status(desk, body["team_id"], frame))
        elif command.verb == "quiet":
            await voice.say(await be_quiet(desk, body, frame, is_quiet=command.rest.casefold() not in OFF))
        elif command.verb == "why":
            await explain_latest(desk, body, frame, client, voice)
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
    if command.rest or command.verb in ("agreement", "status", "why", "quiet"):
        return None
    examples = frame.lines("examples")
    return notice_with_questions(frame.say(f"command.{command.verb}_empty", example=examples[0]), examples)


async def status(desk: Desk, team_id: str, frame: Words) -> Rendered:
    """How the workspace's answers came about. It is for staff, and names nobody's question."""
    times = (("tally.day", timedelta(days=1)), ("tally.week", timedelta(days=7)))
    tallies = [(name, await desk.state.writings.tally(team_id, within)) for name, within in times]
    return render_tallies(tallies, await asyncio.to_thread(desk.allowance), frame)


async def be_quiet(desk: Desk, body: Mapping[str, Any], frame: Words, *, is_quiet: bool) -> Rendered:
    """Answer only mentions in the channel where the command was given, or follow-ups again."""
    await desk.state.threads.quiet(body["team_id"], body["channel_id"], is_quiet=is_quiet)
    return notice(frame.say("manners.quiet_channel" if is_quiet else "manners.speaks"))


async def explain_latest(
    desk: Desk, body: Mapping[str, Any], frame: Words, client: AsyncWebClient, voice: WhisperVoice
) -> None:
    """Open the modal that says how a person's latest answer came about."""
    kept = await desk.state.log.latest(body["team_id"], body["user_id"])
    if kept is None:
        await voice.say(notice(frame.say("command.no_answer")))
        return
    await client.views_open(trigger_id=body["trigger_id"], view=why_view(kept.answer, words(kept.answer.language)))


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
