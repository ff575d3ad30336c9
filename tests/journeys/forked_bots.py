"""A program for the kill test: bots that are started and killed, each a fork, so that nothing is imported twenty times.

It is given the settings as JSON and reads lines from standard input: ``start`` starts a bot and writes its process id,
``reap`` waits until that bot is gone. The bot is the real one; what it answers is made up, bit by bit where the
question begins with «lang».
"""

import asyncio
import json
import logging
import os
import sys
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NoReturn

from pydantic import SecretStr

from bot.app import run_bot
from bot.recovery import Pace
from bot.settings import BotSettings
from knowledge.models import (
    Answer,
    Citation,
    CitationKind,
    Event,
    IndexInfo,
    Outcome,
    Provenance,
    Question,
    Stage,
    VerifiedSentence,
)

PACE = Pace(lease=timedelta(seconds=1), beat=0.2, watch=0.1, request=0.0)
STEP = 0.02  # seconds between two steps of the work, so that a kill may come between them
SENTENCES = tuple(f"Oppdiktet setning nummer {n}. [1]" for n in range(1, 5))


class SteadyKnowledge:
    """Answers every question from nothing, in small steps."""

    async def answer(
        self, question: Question, *, today: date, on_event: Callable[[Event], Awaitable[None] | None] | None = None
    ) -> Answer:
        """A made-up answer."""
        tell: Callable[[Event], object] = on_event or (lambda _: None)
        source = Provenance("Oppdiktet utgiver", url="https://example.org/side", date="2029-11-20")
        cited = Citation(1, CitationKind.SUMMARY, "T-1", "Oppdiktet", "Om ingenting", "Diktet opp.", source, "nb")
        for name in ("understand", "retrieve", "judge", "compose", "verify"):
            tell(Stage(name))
            await asyncio.sleep(STEP)
        if not question.text.startswith("lang"):
            return Answer(Outcome.ANSWERED, "nb", f"Oppdiktet svar på «{question.text}». [1]", citations=(cited,))
        for place, sentence in enumerate(SENTENCES, 1):
            tell(VerifiedSentence(sentence, (cited,), place))
            await asyncio.sleep(2 * STEP)
        return Answer(Outcome.ANSWERED, "nb", " ".join(SENTENCES), citations=(cited,))

    def info(self) -> IndexInfo:
        """Nothing is indexed."""
        return IndexInfo("g1", "2030-05-01T06:00:00+00:00", "test", 0, 0, 0, None)


def main(given: str) -> None:
    """Start and reap bots as told."""
    settings: dict[str, Any] = json.loads(given)
    bot = 0
    for line in sys.stdin:
        if line.strip() == "start":
            bot = os.fork() or _run(settings)
            _tell(str(bot))
        else:
            _tell(str(os.waitstatus_to_exitcode(os.waitpid(bot, 0)[1])))


def _run(settings: dict[str, Any]) -> NoReturn:
    log = Path(settings["data_dir"]) / "bot.log"
    logging.basicConfig(filename=log, level=logging.INFO, format="%(process)d %(asctime)s %(name)s %(message)s")
    bot_settings = BotSettings(
        _env_file=None,  # type: ignore[call-arg]  # mypy does not know _env_file
        slack_bot_token=SecretStr(settings["bot_token"]),
        slack_app_token=SecretStr(settings["app_token"]),
        data_dir=Path(settings["data_dir"]),
        database_url=SecretStr(settings["database_url"]) if settings.get("database_url") else None,
    )
    try:
        asyncio.run(run_bot(bot_settings, SteadyKnowledge(), base_url=settings["api_url"], pace=PACE))
    finally:
        os._exit(1)


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
