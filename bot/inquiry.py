"""Asking knowledge: with what was said before, so that it can be stopped, and so that it never fails."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Protocol

from bot.hearing import Heard
from bot.live_answer import LiveAnswer
from bot.state.log import Log
from bot.stopping import Stoppable, Stopped, Thread
from bot.wording import Words, words
from knowledge.language import detect
from knowledge.models import Answer, Event, IndexInfo, Outcome, Question, Turn, VerifiedSentence

THREAD_TURNS = 6
RECENT_TURNS = 3
RECENT = timedelta(minutes=30)
PATIENCE = 25.0  # seconds without a word to show; whoever asked is told of it within thirty
LONGEST = 240.0  # seconds for an answer that is being written before the reader's eyes; Slack ends one after 300

log = logging.getLogger(__name__)


class Answers(Protocol):
    """Whatever answers questions: :class:`knowledge.service.Knowledge`, or a stand-in in tests."""

    async def answer(
        self,
        question: Question,
        *,
        today: date,
        on_event: Callable[[Event], Awaitable[None] | None] | None = None,
    ) -> Answer:
        """Answer a question."""

    def info(self) -> IndexInfo:
        """What the answers are made from."""


class Inquiry:
    """Asks what was heard, and says what there is to show."""

    def __init__(self, knowledge: Answers, past: Log, today: Callable[[], date], *, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._knowledge = knowledge
        self._past = past
        self._today = today
        self._under_way = Stoppable()

    def stop(self, thread: Thread) -> bool:
        """Stop what is asked in a thread; whether there was anything."""
        return self._under_way.stop(thread)

    async def ask(self, heard: Heard, frame: Words, live: LiveAnswer) -> tuple[Answer | None, str | None]:
        """The answer, and the reference that stands in the log when something failed.

        Of work that was stopped or broke, the sentences that stand there are the answer: they are proven. None when
        it was stopped before there was one.
        """
        answer, reference = await self._asked(heard, frame, live)
        await live.settle()
        if answer and answer.outcome is not Outcome.FAILED:
            return answer, reference
        said = words(detect(heard.text, fallback=frame.language))
        note = said.say("answer.broken_off" if answer else "answer.stopped")
        return live.cut(said.language, note) or answer, reference

    async def _asked(self, heard: Heard, frame: Words, live: LiveAnswer) -> tuple[Answer | None, str | None]:
        question = Question(heard.text, await self._history(heard), heard.scope, frame.language)
        reference = new_reference()
        try:
            thread = (heard.team_id, heard.channel, heard.root)
            answer = await self._under_way.run(thread, self._in_time(question, live))
        except Stopped:
            live.hush()
            return None, None
        except Exception:  # the front door: whoever asked gets a sentence, whatever broke
            log.exception("no answer, reference %s", reference)
            said = frame.say("trouble.failed", reference=reference)
            return Answer(Outcome.FAILED, frame.language, said, intent="failed"), reference
        if answer.outcome is Outcome.FAILED:
            log.error("the answer reports a failure, reference %s", reference)
            return answer, reference
        return answer, None

    async def _in_time(self, question: Question, live: LiveAnswer) -> Answer:
        """The answer. Raises TimeoutError when nothing of it comes for too long."""
        started = asyncio.get_running_loop().time()
        async with asyncio.timeout(self._patience) as limit:

            def hear(event: Event) -> None:
                live.hear(event)
                if isinstance(event, VerifiedSentence) and not limit.expired():
                    limit.reschedule(started + LONGEST)

            return await self._knowledge.answer(question, today=self._today(), on_event=hear)

    async def _history(self, heard: Heard) -> tuple[Turn, ...]:
        """Earlier turns from our own log: Slack's history is slow to ask for and may be refused."""
        if heard.bare:
            past = await self._past.recent(heard.team_id, heard.channel, RECENT, RECENT_TURNS)
        else:
            past = await self._past.thread(heard.team_id, heard.channel, heard.root, THREAD_TURNS)
        return tuple(turn for exchange in past for turn in exchange.turns())


def new_reference() -> str:
    """Six characters to quote from a message and find in the log."""
    return secrets.token_hex(3).upper()
