"""Asks the evaluation's questions, and judges each answer and what it cites."""

import logging
import time
from collections.abc import Sequence
from datetime import date

from knowledge.answer_json import to_json
from knowledge.evaluation.citing import Judge, cited
from knowledge.evaluation.counting import Scored
from knowledge.evaluation.judges import Passages
from knowledge.evaluation.questions import Row
from knowledge.evaluation.scoring import faults, known_addresses
from knowledge.index import open_current
from knowledge.judging import fitted
from knowledge.models import Answer, Outcome, Question, Turn
from knowledge.service import Knowledge
from knowledge.settings import KnowledgeSettings

log = logging.getLogger(__name__)


def ask_all(
    knowledge: Knowledge, questions: Sequence[Row], settings: KnowledgeSettings, judge: Judge | None, *, today: date
) -> list[Scored]:
    """Ask every question and judge its answer; one that breaks something counts as failed."""
    addresses = known_addresses(knowledge.texts())
    model = knowledge.info().embedding_model
    thresholds = fitted(model)
    index = open_current(settings.data_dir, embedding_model=model, chroma_url=settings.chroma_url)
    passages = Passages(index.chunks, (*index.courses, *index.contacts))
    scored = []
    for row in questions:
        question = _question(row)
        answer, ms = _answered(knowledge, question, row["id"], today)
        found = faults(
            row, to_json(answer, question_id=row["id"], question=question.text, latency_ms=ms), addresses=addresses
        )
        # A question that broke the answering would break the weighing too.
        evidence = knowledge.weigh_now(question) if answer.outcome is not Outcome.FAILED else None
        scored.append(
            Scored(
                question=row,
                outcome=answer.outcome.value,
                reasons=tuple(fault.text for fault in found),
                kinds=frozenset(fault.kind for fault in found),
                ms=ms,
                answer=answer.text,
                probability=round(thresholds.of(evidence).probability(evidence), 4) if evidence else None,
                cited=cited(answer, passages.of(answer), judge, today=today) if judge else None,
                written=answer.written,
            )
        )
    return scored


def _answered(knowledge: Knowledge, question: Question, name: str, today: date) -> tuple[Answer, float]:
    """An answer and the milliseconds that it took."""
    started = time.perf_counter()
    try:
        answer = knowledge.answer_now(question, today=today)
    except Exception:  # a front door: the other questions are asked all the same
        log.exception("answering %s failed", name)
        answer = Answer(Outcome.FAILED, "nb", "")
    return answer, (time.perf_counter() - started) * 1000


def _question(row: Row) -> Question:
    return Question(row["question"], tuple(Turn(turn["role"], turn["text"]) for turn in row["history"]))
