"""The story of this room: **hear → claim → ask knowledge → render → write down → deliver**.

An answer is remembered just before it is delivered, because its buttons work from the moment it is seen.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import date
from weakref import WeakValueDictionary

from sqlalchemy.exc import SQLAlchemyError

from bot.delivery import Voice
from bot.hearing import Heard
from bot.inquiry import PATIENCE, Answers, Inquiry, new_reference
from bot.ledger import Ledger
from bot.live_answer import SLOW, LiveAnswer
from bot.outgoing import Undelivered
from bot.rendering.answer import ASKED, render_answer
from bot.rendering.blocks import Rendered
from bot.rendering.notices import notice, notice_with_questions
from bot.rendering.plain import clip, one_line
from bot.state.claims import Claim
from bot.state.records import Asked
from bot.state.store import State
from bot.wording import Words, words
from knowledge.models import Answer, Language

QUESTION_LIMIT = 4000  # characters; a longer one is a document, not a question
OFFERED = 5  # of many missed questions, the newest, to be asked with one click

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
        patience: float = PATIENCE,
    ) -> None:
        self._inquiry = Inquiry(knowledge, state.log, today, patience=patience)
        self._ledger = Ledger(state)
        self._state = state
        self._today = today
        self._language = language
        self._slow = slow
        self._turn_of: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    async def reply(self, heard: Heard, voice: Voice, on_claimed: Callable[[], object] = lambda: None) -> None:
        """Answer a question in the place it came from; nothing when it was claimed before.

        ``on_claimed`` is called as soon as the question is written down, or cannot be.
        """
        claiming = asyncio.create_task(self._ledger.claim(heard, voice))
        claiming.add_done_callback(lambda _: on_claimed())
        async with self._turn(heard):
            claim = None
            try:
                if claim := await claiming:
                    await self._answer(claim, heard, voice)
            except Undelivered as error:
                await self._undelivered(claim, voice, error)
            except Exception:  # the front door: silence is the one thing an asker must not get
                await self._apologise(claim, voice)

    async def reply_to_many(self, questions: Sequence[tuple[Heard, Voice]]) -> None:
        """Answer one person's questions that were missed in one message, from which each can be asked again."""
        claims = [(claim, *asked) for asked in questions if (claim := await self._ledger.claim(*asked))]
        if not claims:
            return
        *others, (claim, heard, voice) = claims
        frame = words(await self._state.log.language(heard.team_id, heard.user_id) or self._language)
        said = frame.say("catch_up.many", n=len(claims))
        texts = dict.fromkeys(one_line(heard.text) for _, heard, _ in reversed(claims) if heard.text)
        message = notice_with_questions(said, list(texts)[:OFFERED])
        try:
            await self._ledger.write(claim, message)
            for other, _, _ in others:
                await self._ledger.settle(other)
            await voice.say(message, claim.answer_id)
            await self._ledger.settle(claim)
        except Undelivered as error:
            await self._undelivered(claim, voice, error)

    async def apologise(self, heard: Heard, voice: Voice) -> None:
        """Say that a question could not even be taken in; once, although one mention is two events."""
        if not self._ledger.is_heard_without(heard):
            await self._apologise(None, voice)

    async def resume(self, claim: Claim, heard: Heard, voice: Voice) -> None:
        """Go on with a question that a process left unfinished: look first, then post what was written, or answer."""
        async with self._turn(heard):
            try:
                await self._resume(claim, heard, voice)
                await voice.session("active")  # the dead process may have left its Stop button
            except Undelivered as error:
                await self._undelivered(claim, voice, error)
            except Exception:  # the front door
                await self._apologise(claim, voice)

    async def _resume(self, claim: Claim, heard: Heard, voice: Voice) -> None:
        waiting = await self._ledger.waiting(claim)
        if waiting and not voice.can_look:
            log.warning("answer %s may not have been whispered, and nobody can look", claim.answer_id)
        elif voice.can_look and (ts := await voice.find(claim.answer_id)):
            if waiting:
                await voice.say_further(waiting, claim.answer_id, looking=True)
            await self._note_posted(claim, ts)
        else:
            going_on = voice if claim.stream_ts is None else await voice.going_on()
            if waiting is None:
                await self._answer(claim, heard, going_on)
                return
            if ts := await going_on.say(waiting, claim.answer_id):
                await self._note_posted(claim, ts)
        await self._ledger.settle(claim)

    def _turn(self, heard: Heard) -> asyncio.Lock:
        """One person's questions are answered in order, so that a follow-up finds the answer before it."""
        return self._turn_of.setdefault((heard.team_id, heard.user_id), asyncio.Lock())

    def stop(self, team_id: str, channel: str, root: str) -> bool:
        """Stop answering in a thread; what stands there already stays. Whether there was anything to stop."""
        return self._inquiry.stop((team_id, channel, root))

    async def _apologise(self, claim: Claim | None, voice: Voice) -> None:
        reference = new_reference()
        log.exception("a question went unanswered, reference %s", reference)
        said = notice(words(self._language).say("trouble.failed", reference=reference))
        try:
            await voice.say(said, claim.answer_id if claim else None)
        except Undelivered as error:
            log.error("nor could that be said, reference %s", reference)
            await self._undelivered(claim, voice, error)
        else:
            if claim:
                await self._ledger.settle(claim)

    async def _undelivered(self, claim: Claim | None, voice: Voice, error: Undelivered) -> None:
        """Try again later what Slack may take then."""
        if claim and error.is_final:
            await self._ledger.settle(claim)
            log.error("not delivered, and never will be: %s", error)
        elif claim and await self._ledger.put_off(claim):
            log.warning("answer %s is not delivered yet: %s", claim.answer_id, error)
        else:
            log.error("not delivered, reference %s: %s", new_reference(), error)
        await voice.status("")

    async def _answer(self, claim: Claim, heard: Heard, voice: Voice) -> None:
        frame = words(heard.language or await self._state.log.language(heard.team_id, heard.user_id) or self._language)
        if refusal := unreadable(heard, frame):
            await self._say(claim, refusal, voice)
            return
        async with self._live(claim, heard, frame, voice) as live:
            answer, reference = await self._inquiry.ask(heard, frame, live)
            if answer is None:
                await self._say(claim, notice(frame.say("answer.stopped")), voice)
                return
            message = render_answer(
                answer,
                answer_id=claim.answer_id,
                words=words(answer.language),
                today=self._today(),
                asked=None if heard.typed else heard.text,
                shareable=heard.private,
                reference=None if reference and reference in answer.text else reference,
            )
            if not await self._ledger.write(claim, message):
                log.warning("answer %s is left to another process", claim.answer_id)
                return
            await self._remember(heard, claim.answer_id, answer)
            if ts := await live.deliver(answer, message, claim.answer_id):
                await self._note_posted(claim, ts)
        await self._ledger.settle(claim)

    async def _say(self, claim: Claim, message: Rendered, voice: Voice) -> None:
        """Say something that is no answer, and be done."""
        if await self._ledger.write(claim, message):
            await voice.say(message, claim.answer_id)
            await self._ledger.settle(claim)

    def _live(self, claim: Claim, heard: Heard, frame: Words, voice: Voice) -> LiveAnswer:
        asked = clip(one_line(heard.text), ASKED)
        return LiveAnswer(
            voice,
            frame,
            opening=None if heard.typed else frame.say("answer.asked", question=asked),
            on_begin=lambda: self._ledger.streaming(claim),
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

    async def _note_posted(self, claim: Claim, ts: str) -> None:
        try:
            await self._state.log.posted(claim.team_id, claim.answer_id, ts)
        except SQLAlchemyError:
            log.exception("answer %s is posted but its place is not remembered", claim.answer_id)


def unreadable(heard: Heard, frame: Words) -> Rendered | None:
    """What to say to a question that is empty or far too long; None when it can be asked."""
    if not heard.text:
        text = frame.say("trouble.files" if heard.has_files else "trouble.empty")
        return notice_with_questions(text, frame.lines("examples"))
    if len(heard.text) > QUESTION_LIMIT:
        return notice(frame.say("trouble.too_long", n=len(heard.text), limit=QUESTION_LIMIT))
    return None
