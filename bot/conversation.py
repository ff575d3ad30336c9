"""The story of this room: **hear → claim → ask knowledge → render → remember → deliver**.

An answer is remembered just before it is delivered, because its buttons work from the moment it is seen.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable
from datetime import date
from weakref import WeakValueDictionary

from sqlalchemy.exc import SQLAlchemyError

from bot.delivery import Voice
from bot.hearing import Heard
from bot.inquiry import Answers, Inquiry, new_reference
from bot.live_answer import SLOW, LiveAnswer
from bot.outgoing import Undelivered
from bot.rendering.answer import ASKED, render_answer
from bot.rendering.blocks import Rendered
from bot.rendering.notices import notice, notice_with_questions
from bot.rendering.plain import clip, one_line
from bot.state.records import Asked
from bot.state.store import State
from bot.wording import Words, words
from knowledge.models import Answer, Language

QUESTION_LIMIT = 4000  # characters; a longer one is a document, not a question

log = logging.getLogger(__name__)


class Conversation:
    """Answers what is heard, once."""

    def __init__(
        self,
        knowledge: Answers,
        state: State,
        *,
        today: Callable[[], date],
        language: Language,
        slow: float = SLOW,
    ) -> None:
        self._inquiry = Inquiry(knowledge, state.log, today)
        self._state = state
        self._today = today
        self._language = language
        self._slow = slow
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

    def stop(self, team_id: str, channel: str, root: str) -> bool:
        """Stop answering in a thread; what stands there already stays. Whether there was anything to stop."""
        return self._inquiry.stop((team_id, channel, root))

    async def _apologise(self, voice: Voice) -> None:
        reference = new_reference()
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
        async with self._live(heard, frame, voice) as live:
            answer, reference = await self._inquiry.ask(heard, frame, live)
            if answer is None:
                await voice.say(notice(frame.say("answer.stopped")))
                return
            message = render_answer(
                answer,
                answer_id=answer_id,
                words=words(answer.language),
                today=self._today(),
                asked=None if heard.typed else heard.text,
                shareable=heard.private,
                reference=None if reference and reference in answer.text else reference,
            )
            await self._remember(heard, answer_id, answer)
            if ts := await live.deliver(answer, message, answer_id):
                await self._note_posted(heard, answer_id, ts)

    def _live(self, heard: Heard, frame: Words, voice: Voice) -> LiveAnswer:
        asked = clip(one_line(heard.text), ASKED)
        return LiveAnswer(
            voice,
            frame,
            opening=None if heard.typed else frame.say("answer.asked", question=asked),
            on_stop=lambda: self.stop(heard.team_id, heard.channel, heard.root),
            slow=self._slow,
        )

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


def unreadable(heard: Heard, frame: Words) -> Rendered | None:
    """What to say to a question that is empty or far too long; None when it can be asked."""
    if not heard.text:
        text = frame.say("trouble.files" if heard.has_files else "trouble.empty")
        return notice_with_questions(text, frame.lines("examples"))
    if len(heard.text) > QUESTION_LIMIT:
        return notice(frame.say("trouble.too_long", n=len(heard.text), limit=QUESTION_LIMIT))
    return None
