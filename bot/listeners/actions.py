"""What people click: feedback, sources, a question, sharing, links."""

import re
from collections.abc import Mapping
from typing import Any, cast

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery import ThreadVoice, Voice, WhisperVoice
from bot.hearing import Heard
from bot.listeners.clicking import Click, read_click
from bot.listeners.desk import Desk
from bot.manners.audience import Access, Asker
from bot.posting import post
from bot.rendering import actions
from bot.rendering.answer import render_shared
from bot.rendering.notices import asked_from_home, notice
from bot.rendering.sources import sources_gone_view, sources_view
from bot.rendering.why import why_view
from bot.state.records import KeptAnswer, Verdict
from bot.streaming import Place
from bot.wording import words

Body = Mapping[str, Any]


def register(app: AsyncApp, desk: Desk) -> None:
    """Hear every button the renderers make, and acknowledge any other."""

    async def rate(ack: AsyncAck, body: Body) -> None:
        await ack()
        await take_verdict(desk, read_click(body))

    async def show_sources(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        await open_sources(desk, read_click(body), client)

    async def explain(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        await open_why(desk, read_click(body), client)

    async def share(ack: AsyncAck, body: Body) -> None:
        await ack()
        await share_answer(desk, read_click(body))

    async def ask(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        await ask_clicked(desk, read_click(body), client)

    async def nothing(ack: AsyncAck) -> None:
        """A button of an older version does nothing, but not with an error."""
        await ack()

    app.action(actions.FEEDBACK)(rate)
    app.action(actions.SHOW_SOURCES)(show_sources)
    app.action(actions.WHY)(explain)
    app.action(actions.SHARE)(share)
    app.action(re.compile(rf"^{actions.ASK}_\d+$"))(ask)
    app.action(re.compile(""))(nothing)


async def take_verdict(desk: Desk, click: Click) -> None:
    """Store or replace the verdict; thank whoever gave it once, as the pressed button shows any change."""
    value, _, answer_id = click.value.partition(":")
    if value not in (actions.HELPFUL, actions.UNHELPFUL):
        return
    is_change = click.user_id in await desk.state.verdicts.of(click.team_id, answer_id)
    kept = await desk.state.verdicts.give(click.team_id, answer_id, click.user_id, cast(Verdict, value))
    if kept and is_change:
        return
    frame = await desk.words_for(click.team_id, click.user_id, click.channel)
    await whisper(click).say(notice(frame.say("feedback.thanks" if kept else "source.gone")))


async def open_sources(desk: Desk, click: Click, client: AsyncWebClient) -> None:
    """Open the modal with the answer's quotes; the trigger lasts three seconds, so nothing slow comes before."""
    kept = await kept_for(desk, click)
    if kept is None:
        view = sources_gone_view(await desk.words_for(click.team_id, click.user_id, click.channel))
    else:
        view = sources_view(kept.answer.citations, words(kept.answer.language))
    await client.views_open(trigger_id=click.trigger_id, view=view)


async def open_why(desk: Desk, click: Click, client: AsyncWebClient) -> None:
    """Open the modal that says how the answer came about."""
    kept = await kept_for(desk, click)
    if kept is None:
        view = sources_gone_view(await desk.words_for(click.team_id, click.user_id, click.channel))
    else:
        view = why_view(kept.answer, words(kept.answer.language))
    await client.views_open(trigger_id=click.trigger_id, view=view)


async def kept_for(desk: Desk, click: Click) -> KeptAnswer | None:
    """The answer under which somebody clicked; for a stranger there is none."""
    if await desk.audience.access(asker_of(click, whispered=True)) is not Access.ALLOWED:
        return None
    return await desk.state.log.answer(click.team_id, click.value)


async def share_answer(desk: Desk, click: Click) -> None:
    """Show a private answer to the channel, once however often the button is pressed."""
    kept = await desk.state.log.answer(click.team_id, click.value)
    voice = whisper(click)
    if kept is None:
        frame = await desk.words_for(click.team_id, click.user_id, click.channel)
        await voice.say(notice(frame.say("source.gone")))
        return
    # Whoever may read it alone may not show it to people of other workspaces.
    if refusal := await desk.refusal(asker_of(click, whispered=False)):
        await voice.say(refusal)
        return
    if not await desk.state.claims.take(click.team_id, f"share:{click.value}"):
        return
    frame = words(kept.answer.language)
    shared = render_shared(
        kept.answer,
        answer_id=click.value,
        question=kept.question,
        sharer=click.user_id,
        words=frame,
        today=desk.today(),
    )
    await voice.say_aloud(shared)
    await voice.replace(notice(frame.say("answer.shared")))


async def ask_clicked(desk: Desk, click: Click, client: AsyncWebClient) -> None:
    """Ask the question on the button: in its thread, privately where it was private, from Home in the conversation."""
    channel, root, typed = click.channel, click.root, False
    voice: Voice
    if refusal := await desk.refusal(asker_of(click, whispered=click.private)):
        await (post(client, click.user_id, refusal) if channel is None else whisper(click).say(refusal))
        return
    if channel is None or root is None:
        frame = await desk.words_for(click.team_id, click.user_id, click.channel)
        posted = await post(client, click.user_id, asked_from_home(click.user_id, click.value, frame))
        channel, root, typed = posted.channel, posted.ts, True
        voice = ThreadVoice(client, Place(channel, root, click.team_id, click.user_id))
    elif click.private:
        voice = whisper(click)
    else:
        voice = ThreadVoice(client, Place(channel, root, click.team_id, click.user_id))
    heard = Heard(
        team_id=click.team_id,
        key=click.key,
        user_id=click.user_id,
        channel=channel,
        root=root,
        text=click.value,
        typed=typed,
        private=click.private and not channel.startswith("D"),
    )
    await desk.conversation.reply(heard, voice)


def asker_of(click: Click, *, whispered: bool) -> Asker:
    """Whoever clicked, and where an answer would stand."""
    return Asker(click.team_id, click.user_id, click.channel, click.own_team, whispered=whispered)


def whisper(click: Click) -> WhisperVoice:
    """Speak to the one who clicked, beside what was clicked."""
    return WhisperVoice(click.response_url, click.thread_ts)
