"""The story of this room: understand → retrieve → judge → compose → verify."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from knowledge.composing import refusals
from knowledge.composing.composer import Composer
from knowledge.composing.shelf import Shelf
from knowledge.explaining import Explanation, explain
from knowledge.judging import Thresholds, Verdict, fitted, judge, nearness_needed
from knowledge.keywords import Keywords
from knowledge.known_questions import Nearest
from knowledge.masks import Within
from knowledge.models import Answer, Chunk, Language, Outcome, Question, Stage
from knowledge.offices import may_tell
from knowledge.retrieval import Passage, Retriever
from knowledge.signals import Asks, Intent
from knowledge.understanding import Reader, Understanding
from knowledge.verifying import unsupported
from knowledge.wanted import wanted
from knowledge.weighing import Evidence, weigh
from knowledge.wording import say
from knowledge.words import stem

LONGEST_QUESTION = 4000

# A question that leans on its conversation says less itself, so less of it must stand in the sources.
_EASED = 0.65
# One whose answer stands in what was told, or beside it, needs no more than a hint.
_BOUND = 0.3

# So many passages are looked at; the one that defines a thing is seldom the one that speaks of it most.
_MOST, _WIDELY = 10, 24
# So many passages may hold what is asked for.
_READ = 3

_SMALL_TALK = (Intent.GREETING, Intent.THANKS, Intent.HELP)
_DECLINED = (Intent.STEERING, Intent.ABUSE)
_SEARCHED = (Intent.QUESTION, Intent.COURSE_SEARCH, Intent.CONTACT)

_EXPLAINED = 5  # passages that an explanation shows


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer in the sources' own sentences, and what it was made from.

    ``asked``, ``passages`` (best first) and ``shelf`` are what a language model may write it anew
    from; they are missing where a question was settled without a search.
    """

    answer: Answer
    asked: Understanding | None = None
    passages: tuple[Passage, ...] = ()
    shelf: Shelf | None = None


class Answering:
    """Answers questions from one open generation. Synchronous and safe for threads."""

    def __init__(
        self,
        reader: Reader,
        retriever: Retriever,
        composer: Composer,
        keywords: Keywords,
        thresholds: Thresholds | None = None,
        shelf: Shelf | None = None,
    ) -> None:
        self._shelf = shelf
        self._thresholds = thresholds or fitted()
        self._keywords = keywords
        self._reader = reader
        self._retriever = retriever
        self._composer = composer

    def answer(self, question: Question, *, today: date, tell: Callable[[Stage], None]) -> Answer:
        """Answer one question as of ``today``; ``tell`` hears each stage as it begins."""
        return self.draft(question, today=today, tell=tell).answer

    def draft(self, question: Question, *, today: date, tell: Callable[[Stage], None]) -> Draft:
        """The same, with what the answer was made from."""
        tell(Stage("understand"))
        if unusable := _unusable(question):
            return Draft(unusable)
        asked = self._reader.understand(question)
        if asked.intent in _SMALL_TALK:
            return Draft(refusals.small_talk(asked.intent, asked.language))
        if asked.intent in _DECLINED:
            return Draft(refusals.declined(asked.intent, asked.language))
        composed = self._compose(asked, today, tell)
        for reading in asked.otherwise if _may_be_read_otherwise(asked, composed.answer) else ():
            other = self._compose(self._reader.understand(question, reading), today, lambda _: None)
            if other.answer.outcome is Outcome.ANSWERED:
                return other
        return composed

    def _compose(self, asked: Understanding, today: date, tell: Callable[[Stage], None]) -> Draft:
        tell(Stage("retrieve"))
        passages = self._search(asked, today)
        tell(Stage("judge"))
        verdict = self._judge(asked, passages, today)
        tell(Stage("compose"))
        composed = self._composer.compose(asked, passages, verdict, today)
        tell(Stage("verify"))
        return Draft(self._verified(composed, asked.language), asked, tuple(passages), self._shelf)

    def _search(self, asked: Understanding, today: date) -> list[Passage]:
        most = _WIDELY if Asks.DEFINITION in asked.asks else _MOST
        within = Within(sources=asked.again or None, written_by=today)
        return _bound_first(asked, self._retriever.search(asked.query, most, within=within))

    def weigh(self, question: Question, keep: Callable[[Chunk], bool] | None = None) -> Evidence | None:
        """The signals that decide about a question, or None when it is decided without a search.

        ``keep`` leaves chunks out of the search, as if they were not among the sources.
        """
        if _unusable(question):
            return None
        asked = self._reader.understand(question)
        if asked.intent not in _SEARCHED:
            return None
        passages = self._retriever.search(asked.query, keep=keep)
        return self._weigh(asked, passages, self._retriever.nearest(asked.query, keep=keep))

    def explain(self, question: Question, *, today: date) -> Explanation:
        """How a question is read, what is found for it and what decides about it."""
        asked = self._reader.understand(question)
        passages = self._search(asked, today)
        found = passages[:_EXPLAINED]
        evidence = None
        if asked.intent in _SEARCHED:
            nearest = self._retriever.nearest(asked.query, within=Within(written_by=today))
            evidence = self._weigh(asked, passages, nearest)
        return explain(asked.intent.value, asked.language, asked.query.dense, found, evidence, self._thresholds)

    def _weigh(self, asked: Understanding, passages: list[Passage], nearest: Nearest) -> Evidence:
        weighed = weigh(passages, nearest, wanted(asked.corrected, asked.asks, asked.language), self._keywords)
        return replace(weighed, stranger=nearness_needed(asked.corrected, asked.strange))

    def _judge(self, asked: Understanding, passages: list[Passage], today: date) -> Verdict:
        if asked.again:
            return Verdict.ANSWER  # it was answered before
        bound = _is_bound(asked, passages)
        if (
            not bound
            and asked.added
            and not any(stem(w, asked.language) in self._keywords.stems.idf for w in asked.added)
        ):
            return Verdict.REFUSE  # the subject is known, what is asked of it is not
        if not bound and asked.focus and passages and asked.focus.lacks(passages[0].chunk, passages[0].known):
            return Verdict.REFUSE  # no source near holds such a value
        if not may_tell(asked.corrected, (passage.chunk.text for passage in passages[:_READ])):
            return Verdict.REFUSE
        nearest = self._retriever.nearest(asked.query, within=Within(written_by=today))
        ease = _BOUND if bound else _EASED if asked.about else 1.0
        evidence = self._weigh(asked, passages, nearest)
        return judge(evidence, asked.language, self._thresholds, ease, named=bound)

    def _verified(self, answer: Answer, language: Language) -> Answer:
        """Let only proven answers out: a hard fact without support turns the answer into a refusal."""
        if answer.outcome is Outcome.ANSWERED and unsupported(answer):
            return Answer(Outcome.REFUSED, language, say(language, "refused"), intent=answer.intent)
        return answer


def _bound_first(asked: Understanding, passages: list[Passage]) -> list[Passage]:
    """The passages, with one ahead that holds what a follow-up asks for where the best one does not."""
    if asked.focus is None or _is_bound(asked, passages):
        return passages
    return sorted(passages, key=lambda passage: not _is_bound(asked, [passage]))


def _is_bound(asked: Understanding, passages: list[Passage]) -> bool:
    """Whether what was told, or what lies beside it, holds just what a follow-up asks for."""
    return bool(asked.focus and passages and asked.focus.binds(passages[0].chunk, passages[0].known))


def _may_be_read_otherwise(asked: Understanding, composed: Answer) -> bool:
    """Whether a refusal may come of a wrong reading, rather than of what is asked."""
    plain = asked.intent in (Intent.QUESTION, Intent.COURSE_SEARCH)
    plain |= asked.leaning and (bool(asked.courses) or asked.intent is Intent.CONTACT)
    return composed.outcome is Outcome.REFUSED and plain and not asked.unknown_names and not asked.unknown_code


def _unusable(question: Question) -> Answer | None:
    language: Language = question.language or "nb"
    text = question.text.strip()
    if not any(char.isalnum() for char in text) and "?" not in text:
        return Answer(Outcome.CLARIFY, language, say(language, "empty"), intent=Intent.UNCLEAR.value)
    if len(text) > LONGEST_QUESTION:
        return Answer(
            Outcome.REFUSED, language, say(language, "too_long", limit=LONGEST_QUESTION), intent=Intent.UNCLEAR.value,
            computed=(str(LONGEST_QUESTION),),
        )  # fmt: skip
    return None
