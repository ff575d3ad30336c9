"""The story of this room: understand → retrieve → judge → compose → verify."""

from collections.abc import Callable
from datetime import date

from knowledge.composing import refusals
from knowledge.composing.composer import Composer
from knowledge.judging import Evidence, Verdict, fitted, judge, weigh
from knowledge.keywords import Keywords
from knowledge.models import Answer, Language, Outcome, Question, Stage
from knowledge.retrieval import Passage, Retriever
from knowledge.signals import Intent
from knowledge.understanding import Reader, Understanding
from knowledge.verifying import unsupported
from knowledge.wording import say
from knowledge.words import content_words

LONGEST_QUESTION = 4000

_SMALL_TALK = (Intent.GREETING, Intent.THANKS, Intent.HELP)
_DECLINED = (Intent.STEERING, Intent.ABUSE)


class Answering:
    """Answers questions from one open generation. Synchronous and safe for threads."""

    def __init__(self, reader: Reader, retriever: Retriever, composer: Composer, keywords: Keywords) -> None:
        self._keywords = keywords
        self._reader = reader
        self._retriever = retriever
        self._composer = composer

    def answer(self, question: Question, *, today: date, tell: Callable[[Stage], None]) -> Answer:
        """Answer one question as of ``today``; ``tell`` hears each stage as it begins."""
        tell(Stage("understand"))
        if unusable := _unusable(question):
            return unusable
        asked = self._reader.understand(question)
        if asked.intent in _SMALL_TALK:
            return refusals.small_talk(asked.intent, asked.language)
        if asked.intent in _DECLINED:
            return refusals.declined(asked.intent, asked.language)
        tell(Stage("retrieve"))
        passages = self._retriever.search(asked.query, keep=lambda chunk: not _from_later(chunk.provenance.date, today))
        tell(Stage("judge"))
        verdict = self._judge(asked, passages)
        tell(Stage("compose"))
        composed = self._composer.compose(asked, passages, verdict, today)
        tell(Stage("verify"))
        return self._verified(composed, asked.language)

    def weigh(self, question: Question) -> Evidence | None:
        """The signals that decide about a question, or None when it is decided without a search."""
        if _unusable(question):
            return None
        asked = self._reader.understand(question)
        searched = asked.intent in (Intent.QUESTION, Intent.COURSE_SEARCH, Intent.CONTACT)
        return self._weigh(asked, self._retriever.search(asked.query)) if searched else None

    def _weigh(self, asked: Understanding, passages: list[Passage]) -> Evidence:
        content = [word for word in content_words(asked.corrected) if word not in _FRAME]
        return weigh(passages, content, asked.language, self._keywords)

    def _judge(self, asked: Understanding, passages: list[Passage]) -> Verdict:
        return judge(self._weigh(asked, passages), asked.language, fitted())

    def _verified(self, answer: Answer, language: Language) -> Answer:
        """Let only proven answers out: a hard fact without support turns the answer into a refusal."""
        if answer.outcome is Outcome.ANSWERED and unsupported(answer):
            return Answer(Outcome.REFUSED, language, say(language, "refused"), intent=answer.intent)
        return answer


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


def _from_later(published: str | None, today: date) -> bool:
    """What was not yet written on the day that is asked about must not be told."""
    return published is not None and published > today.isoformat()


# Words of asking rather than of a subject.
_FRAME = frozenset("""
    forklar fortell explain describe beskriv tell gi meg vite vet lurer spørsmål question sier says said
    ifølge according egentlig faktisk bedrift bedriften bedriftene bedrifta company companies firma
    firmaet kort stort
""".split())  # fmt: skip
