"""A program for the kill test: asks a workshop's index until its input ends, as the bot does and as a new process does.

Prints a line of JSON for each answer: which versions of the sources it names, and which the generation holds.
"""

import json
import select
import sys
from datetime import date
from itertools import cycle
from pathlib import Path

from knowledge.index import open_current
from knowledge.models import Question
from knowledge.service import Knowledge, assemble
from knowledge.settings import KnowledgeSettings
from tests.journeys.versions import QUESTIONS, Numberless, versions_in, versions_of

TODAY = date(2026, 11, 21)


def main(data_dir: str) -> None:
    settings = KnowledgeSettings(
        _env_file=None,  # type: ignore[call-arg]  # mypy does not know _env_file
        data_dir=Path(data_dir),
    )
    embeddings = Numberless()
    bot = Knowledge(settings, embeddings=embeddings)
    for question in cycle(QUESTIONS):
        answer = bot.answer_now(Question(question), today=TODAY)
        tell(who="bot", outcome=answer.outcome.value, versions=versions_of(answer), failed=bot._complaint)
        index = open_current(settings.data_dir, embedding_model=embeddings.name)
        answer = assemble(index, embeddings).answer(Question(question), today=TODAY, tell=lambda _: None)
        held = versions_in(index)
        tell(who="newcomer", outcome=answer.outcome.value, versions=versions_of(answer), held=held, failed=None)
        if select.select([sys.stdin], [], [], 0)[0]:
            return


def tell(**row: object) -> None:
    sys.stdout.write(json.dumps(row) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
