"""Asking the made-up village."""

from datetime import date

from knowledge.judging import Verdict
from knowledge.models import Answer, Question, Turn
from knowledge.verifying import unsupported
from tests.knowledge.made_up import Rooms

TODAY = date(2026, 11, 21)


def composed(
    rooms: Rooms,
    text: str,
    verdict: Verdict = Verdict.ANSWER,
    *,
    today: date = TODAY,
    history: tuple[Turn, ...] = (),
) -> Answer:
    """The answer to a question, whatever the thresholds would say; always a proven one."""
    asked = rooms.reader.understand(Question(text, history))
    answer = rooms.composer.compose(asked, rooms.retriever.search(asked.query), verdict, today)
    assert unsupported(answer) == []
    return answer


def sources(answer: Answer) -> list[str]:
    """Ids of the cited sources in the order of their numbers."""
    return [citation.source_id for citation in answer.citations]
