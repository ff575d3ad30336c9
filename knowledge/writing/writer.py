"""The story of this part: draft → rewrite a follow-up → gather → write and prove → finish.

The draft is the answer in the sources' own sentences. It decides whether there is an answer at all, and it is what the
asker gets, with a note, when the model fails in any way.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date

from knowledge.answering import Draft
from knowledge.models import Answer, Outcome, Question, VerifiedSentence
from knowledge.signals import Intent
from knowledge.writing import prompting, rewriting
from knowledge.writing.account import Account
from knowledge.writing.composition import Composition
from knowledge.writing.failures import Failed
from knowledge.writing.finishing import cut_short, finished, instead, why_nothing
from knowledge.writing.material import material_of
from knowledge.writing.proving import Proves
from knowledge.writing.requests import Requests

log = logging.getLogger(__name__)

# What a model says better than code. Lists and counts of courses, the agreement's validity, greetings and everything
# that is refused or asked back stay with code, which says them exactly.
_WRITTEN = (Intent.QUESTION, Intent.COURSE_DETAIL, Intent.CONTACT)
_REWRITTEN = (Intent.QUESTION, Intent.COURSE_DETAIL, Intent.CONTACT)
# The part of the time that a rewritten question may cost.
_REWRITING = 0.25

Redraft = Callable[[Question], Awaitable[Draft]]
Tell = Callable[[VerifiedSentence], None]


@dataclass(frozen=True)
class Writer:
    """Has answers written by a model. ``timeout`` is seconds for a whole answer, prices are per million tokens."""

    name: str
    requests: Requests
    prover: Proves
    timeout: float
    price_in: float | None = None
    price_out: float | None = None

    async def write(
        self, draft: Draft, question: Question, *, today: date, began: float, redraft: Redraft, tell: Tell
    ) -> Answer:
        """The answer to a question that was drafted.

        ``began`` is when it was asked, by the running loop's clock; ``redraft`` drafts another question, ``tell``
        hears each proven sentence. Cancelling the task stops the request.
        """
        if not may_be_written(draft) and not _leans(draft, question):
            return draft.answer
        account = Account(self.name, self.price_in, self.price_out)
        until = began + self.timeout
        draft = await self._on_its_own(draft, question, account, until, redraft)
        if not may_be_written(draft):
            return replace(draft.answer, written=account.close())
        return await self._written(draft, question, today, account, until, tell)

    async def _on_its_own(
        self, draft: Draft, question: Question, account: Account, until: float, redraft: Redraft
    ) -> Draft:
        """The draft, or that of the follow-up in words that stand alone, where those have an answer."""
        if not _leans(draft, question) or draft.asked is None:
            return draft
        language = draft.asked.language
        messages = prompting.rewrite(rewriting.recent(question.history), question.text, language)
        limit = asyncio.get_running_loop().time() + _REWRITING * self.timeout
        try:
            async with asyncio.timeout_at(min(limit, until)):
                text = await self.requests.whole(messages, account)
        except (Failed, TimeoutError) as failed:
            log.info("the follow-up is not rewritten: %s", failed or "it took too long")
            return draft
        alone = rewriting.accepted(text, question, language)
        if alone is None:
            log.info("the follow-up is not rewritten: the question has another form, or says more than was said")
            return draft
        other = await redraft(Question(alone, scope=question.scope, language=language))
        if other.answer.outcome is not Outcome.ANSWERED or other.answer.language != language:
            return draft
        account.rewritten = True
        return other

    async def _written(
        self, draft: Draft, question: Question, today: date, account: Account, until: float, tell: Tell
    ) -> Answer:
        assert draft.asked is not None and draft.shelf is not None
        material = await asyncio.to_thread(material_of, draft, draft.asked, draft.shelf, today)
        if not material.entries:
            return draft.answer  # all that the draft rests on steers
        if question.text != material.question.text:
            material = replace(material, question=question, meant=material.question.text)
        composition = Composition(material, self.requests, self.prover, account, until=until, tell=tell)
        try:
            await composition.run()
        except TimeoutError:
            account.failure = "slow" if account.requests and not account.waiting else "busy"
        except Exception:  # a front door: whatever breaks in here, the asker has an answer already
            log.exception("writing an answer failed")
            account.failure = "unproven"
        if composition.shown and (answer := finished(draft.answer, material, composition)):
            note = cut_short(answer) if account.failure else None
            return replace(answer, written=account.close(), note=note)
        account.failure = account.failure or why_nothing(account)
        return instead(draft.answer, account.close())


def may_be_written(draft: Draft) -> bool:
    """Whether a model is asked to write an answer anew."""
    answer = draft.answer
    if answer.outcome is not Outcome.ANSWERED or not answer.citations or draft.asked is None or draft.shelf is None:
        return False
    searched = answer.intent == Intent.COURSE_SEARCH and not answer.courses and not answer.computed
    return answer.intent in _WRITTEN or searched


def _leans(draft: Draft, question: Question) -> bool:
    """Whether the rule-based reader needed the conversation, for something that a model may read."""
    asked = draft.asked
    return bool(
        question.history and asked and asked.leaning and not asked.again and asked.intent in _REWRITTEN and asked.about
    )
