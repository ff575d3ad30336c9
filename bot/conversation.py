"""The story of this room: **hear → claim → ask knowledge → render → remember → deliver**.

An answer is remembered just before it is delivered, because its buttons work from the moment it is seen.
"""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Protocol
from weakref import WeakValueDictionary

from sqlalchemy.exc import SQLAlchemyError

from bot.delivery import Undelivered, Voice
from bot.hearing import Heard
from bot.progress import Progress
from bot.rendering.answer import render_answer
from bot.rendering.blocks import Rendered
from bot.rendering.notices import notice, notice_with_questions
from bot.state.records import Asked
from bot.state.store import State
from bot.wording import Words, words
from knowledge.models import Answer, IndexInfo, Language, Outcome, Question, Stage, Turn

QUESTION_LIMIT = 4000  # characters; a longer one is a document, not a question
THREAD_TURNS = 6
RECENT_TURNS = 3
RECENT = timedelta(minutes=30)

log = logging.getLogger(__name__)


class Answers(Protocol):
    """Whatever answers questions: :class:`knowledge.service.Knowledge`, or a stand-in in tests."""

    async def answer(
        self,
        question: Question,
        *,
        today: date,
        on_event: Callable[[Stage], Awaitable[None] | None] | None = None,
    ) -> Answer:
        """Answer a question."""

    def info(self) -> IndexInfo:
        """What the answers are made from."""


class Conversation:
    """Answers what is heard, once."""

    def __init__(self, knowledge: Answers, state: State, *, today: Callable[[], date], language: Language) -> None:
        self._knowledge = knowledge
        self._state = state
        self._today = today
        self._language = language
        self._turn_of: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    async def reply(self, heard: Heard, voice: Voice) -> None:
        """Answer a question in the place it came from; nothing when it was claimed before."""
        try:
            # One person's questions are answered in order, so that a follow-up finds the answer before it.
            async with self._turn_of.setdefault((heard.team_id, heard.user_id), asyncio.Lock()):
                if await self._claim(heard):
                    await self._answer(heard, voice)
        except Undelivered as error:
            log.error("not delivered in %s: %s", heard.channel, error)
            await voice.status("")
        except Exception:  # the front door: silence is the one thing an asker must not get
            await self._apologise(voice)

    async def _apologise(self, voice: Voice) -> None:
        reference = _new_reference()
        log.exception("a question went unanswered, reference %s", reference)
        try:
            await voice.say(notice(words(self._language).say("trouble.failed", reference=reference)))
        except Undelivered as error:
            log.error("nor could that be said, reference %s: %s", reference, error)

    async def _claim(self, heard: Heard) -> bool:
        """Whether this is the first time the question is heard, by its event and by its message."""
        channel = heard.channel if heard.ts else None
        return await self._state.claims.take(heard.team_id, heard.key, channel, heard.ts)

    async def _answer(self, heard: Heard, voice: Voice) -> None:
        frame = words(heard.language or await self._state.log.language(heard.team_id, heard.user_id) or self._language)
        if refusal := unreadable(heard, frame):
            await voice.say(refusal)
            return
        answer_id = secrets.token_hex(8)
        async with Progress(voice, frame) as progress:
            answer, reference = await self._ask(heard, frame, progress)
        message = render_answer(
            answer,
            answer_id=answer_id,
            words=words(answer.language),
            today=self._today(),
            asked=None if heard.typed else heard.text,
            shareable=heard.private,
            reference=reference,
        )
        await self._remember(heard, answer_id, answer)
        if ts := await voice.say(message, answer_id):
            await self._note_posted(heard, answer_id, ts)

    async def _remember(self, heard: Heard, answer_id: str, answer: Answer) -> None:
        """Write the turn down; an answer is worth more than its record, so failing is only logged."""
        asked = Asked(answer_id, heard.team_id, heard.channel, heard.root, heard.user_id, heard.text, answer)
        try:
            await self._state.log.remember(asked)
        except SQLAlchemyError:
            log.exception("answer %s is given but not remembered", answer_id)

    async def _note_posted(self, heard: Heard, answer_id: str, ts: str) -> None:
        try:
            await self._state.log.posted(heard.team_id, answer_id, ts)
        except SQLAlchemyError:
            log.exception("answer %s is posted but its place is not remembered", answer_id)

    async def _ask(self, heard: Heard, frame: Words, progress: Progress) -> tuple[Answer, str | None]:
        """The answer, and the reference that stands in the log and in the message when something failed."""
        question = Question(heard.text, await self._history(heard), heard.scope, frame.language)
        reference = _new_reference()
        try:
            answer = await self._knowledge.answer(question, today=self._today(), on_event=progress.show)
        except Exception:  # the front door: whoever asked gets a sentence, whatever broke
            log.exception("no answer, reference %s", reference)
            said = frame.say("trouble.failed", reference=reference)
            return Answer(Outcome.FAILED, frame.language, said, intent="failed"), None
        if answer.outcome is Outcome.FAILED:
            log.error("the answer reports a failure, reference %s", reference)
            return answer, reference
        return answer, None

    async def _history(self, heard: Heard) -> tuple[Turn, ...]:
        """Earlier turns from our own log: Slack's history is slow to ask for and may be refused."""
        if heard.bare:
            past = await self._state.log.recent(heard.team_id, heard.channel, RECENT, RECENT_TURNS)
        else:
            past = await self._state.log.thread(heard.team_id, heard.channel, heard.root, THREAD_TURNS)
        return tuple(turn for exchange in past for turn in exchange.turns())


def unreadable(heard: Heard, frame: Words) -> Rendered | None:
    """What to say to a question that is empty or far too long; None when it can be asked."""
    if not heard.text:
        text = frame.say("trouble.files" if heard.has_files else "trouble.empty")
        return notice_with_questions(text, frame.lines("examples"))
    if len(heard.text) > QUESTION_LIMIT:
        return notice(frame.say("trouble.too_long", n=len(heard.text), limit=QUESTION_LIMIT))
    return None


def _new_reference() -> str:
    """Six characters to quote from a message and find in the log."""
    return secrets.token_hex(3).upper()
