"""When a question is edited its answer is made anew in its place; when it is deleted the answer goes with it."""

import asyncio
import logging
from collections.abc import Callable
from datetime import date
from weakref import WeakValueDictionary

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from bot.finding import find_answer
from bot.hearing import Heard
from bot.inquiry import Answers
from bot.outgoing import Undelivered, reason_of
from bot.rendering.answer import render_answer
from bot.state.given import Given
from bot.state.store import State
from bot.streaming import Place, Stream
from bot.web_client import Sleep
from bot.wording import words
from knowledge.models import Language, Outcome, Question, Turn

WAITS = 60  # looks for an answer that is still being made, …
PAUSE = 0.5  # … so many seconds apart
PATIENCE = 25.0  # seconds for the new answer; the old one stays when there is none
TURNS = 6
PARTS = 20  # messages of one answer, at most

log = logging.getLogger(__name__)


class Revising:
    """Follows questions that were asked before."""

    def __init__(
        self, knowledge: Answers, state: State, today: Callable[[], date], *, sleep: Sleep = asyncio.sleep
    ) -> None:
        self._knowledge = knowledge
        self._state = state
        self._today = today
        self._sleep = sleep
        self._turn_of: WeakValueDictionary[tuple[str, str, str], asyncio.Lock] = WeakValueDictionary()

    async def is_answered(self, team_id: str, channel: str, ts: str) -> bool:
        """Whether the message is a question that was answered, or is being answered."""
        return await self._state.given.to(team_id, channel, ts) is not None

    async def edited(self, heard: Heard, client: AsyncWebClient, language: Language) -> None:
        """Put a new answer in the place of the old one, saying so. A failure leaves the old one and is logged."""
        if heard.ts is None or not heard.text:
            return
        async with self._turn(heard.team_id, heard.channel, heard.ts):
            await self._edited(heard, heard.ts, client, language)

    async def _edited(self, heard: Heard, ts: str, client: AsyncWebClient, language: Language) -> None:
        given = await self._settled(heard.team_id, heard.channel, ts)
        if given is None or given.ts is None or given.question in (None, heard.text):
            return
        if not await self._state.claims.take(heard.team_id, heard.key):
            return
        try:
            await self._revise(given, heard, client, language)
        except (Undelivered, SQLAlchemyError, SlackApiError, ClientError, TimeoutError) as error:
            log.error("answer %s is not revised: %s", given.answer_id, error)

    async def deleted(self, place: Place, ts: str, client: AsyncWebClient) -> None:
        """Withdraw the answer, and forget the question and what was answered."""
        async with self._turn(place.team_id, place.channel, ts):
            await self._withdraw(place, ts, client)

    def _turn(self, *message: str) -> asyncio.Lock:
        """What happens to one question happens in order."""
        team_id, channel, ts = message
        return self._turn_of.setdefault((team_id, channel, ts), asyncio.Lock())

    async def _withdraw(self, place: Place, ts: str, client: AsyncWebClient) -> None:
        given = await self._settled(place.team_id, place.channel, ts)
        if given is None:
            return
        for part in range(1, PARTS if given.is_long else 2):
            posted = given.ts if part == 1 else None
            try:
                posted = posted or await find_answer(client, place.where, given.answer_id, part)
                if posted is None:
                    break
                await client.chat_delete(channel=place.channel, ts=posted)
            except (Undelivered, SlackApiError, ClientError, TimeoutError) as error:
                reason = reason_of(error)
                log.info("part %d of answer %s is not withdrawn: %s", part, given.answer_id, reason)
                break
        await self._state.given.forget(place.team_id, given.answer_id)

    async def _settled(self, team_id: str, channel: str, ts: str) -> Given | None:
        """What became of a question; waits for an answer under way."""
        given = await self._state.given.to(team_id, channel, ts)
        for _ in range(WAITS):
            if given is None or given.is_settled:
                break
            await self._sleep(PAUSE)
            given = await self._state.given.to(team_id, channel, ts)
        return given

    async def _revise(self, given: Given, heard: Heard, client: AsyncWebClient, language: Language) -> None:
        question = Question(heard.text, await self._before(given, heard), None, language)
        async with asyncio.timeout(PATIENCE):
            answer = await self._knowledge.answer(question, today=self._today())
        if answer.outcome is Outcome.FAILED:
            raise Undelivered("there is no new answer")
        frame = words(answer.language)
        message = render_answer(
            answer,
            answer_id=given.answer_id,
            words=frame,
            today=self._today(),
            remark=frame.say("manners.revised"),
        )
        await self._state.given.replace(heard.team_id, given.answer_id, heard.text, answer)
        place = Place(heard.channel, heard.root, heard.team_id, heard.user_id, heard.ts)
        stream = Stream(client, place)
        stream.ts = given.ts
        await stream.replace(message, given.answer_id)

    async def _before(self, given: Given, heard: Heard) -> tuple[Turn, ...]:
        """What was said before the question, as it was when it was asked first."""
        past = await self._state.log.thread(heard.team_id, heard.channel, heard.root, TURNS)
        asked = [exchange.question for exchange in past]
        before = past[: asked.index(given.question)] if given.question in asked else ()
        return tuple(turn for exchange in before for turn in exchange.turns())
