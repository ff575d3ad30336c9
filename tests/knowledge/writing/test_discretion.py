"""What is asked and answered stays out of the log, at whatever level that is, and no tracing is on by itself."""

import json
import logging
import os
import re
from pathlib import Path

import pytest

from knowledge.models import Question
from knowledge.writing.discretion import hush
from tests.conftest import TODAY
from tests.knowledge.writing.beside import served_beside
from tests.knowledge.writing.openai_server import Reply, says
from tests.knowledge.writing.village_writer import ASKED, EXTRACT, GOOD, MORE, open_village, rig, settings
from tests.knowledge.writing.village_writer import Doubting as Doubts

WRONG = "Prøvehuset har 99 ansatte og Kari Oppdiktet som leder [1]."
# A word that only an asker, a passage or the model has said; short ones stand in any log.
SAID = re.compile(r"[^\W\d_]{6,}")
TRACING = ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2")


def words_of(*texts: str) -> set[str]:
    """The telling words of texts, as they are written and as JSON escapes them."""
    found = {word.casefold() for text in texts for word in SAID.findall(text)}
    return found | {json.dumps(word)[1:-1] for word in found}


def told(caplog: pytest.LogCaptureFixture) -> str:
    """All that was logged, with its tracebacks."""
    return caplog.text.casefold()


@pytest.mark.parametrize("reply", [says(GOOD, MORE, WRONG), says(WRONG), Reply(status=401), says("Kari `danser`.")])
async def test_at_debug_no_word_of_question_prompt_or_answer_is_logged(
    reply: Reply, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """In any library's log: proven, dropped, malformed and failed alike. The account is logged all the same."""
    caplog.set_level(logging.DEBUG)
    async with rig(tmp_path, reply, says(WRONG), says(WRONG), doubts=("99",)) as village:
        answer = await village.ask()
        prompts = village.server.prompts
    log = told(caplog)
    assert "model openai:made-up" in log
    allowed = words_of(*(record.name for record in caplog.records), "openai made-up provider model number answer")
    said = words_of(ASKED.text, answer.text, EXTRACT, GOOD, MORE, WRONG) - allowed
    assert len(said) > 8
    assert not {word for word in said if word in log}
    assert "you write answers" not in log
    assert not any(line in log for prompt in prompts for line in prompt.casefold().splitlines() if len(line) > 20)


async def test_a_follow_up_that_is_rewritten_is_not_logged_either(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from knowledge.models import Turn

    caplog.set_level(logging.DEBUG)
    history = (Turn("user", ASKED.text), Turn("assistant", "Prøvehuset har 14 ansatte."))
    async with rig(tmp_path, says("Når åpner Prøvehuset?"), says(MORE)) as village:
        await village.ask(Question("Når åpner det?", history))
    assert not {word for word in words_of("Prøvehuset åpner ansatte") if word in told(caplog)}


@pytest.mark.parametrize("library", ["openai._base_client", "anthropic._base_client", "httpx", "httpcore.http11"])
def test_libraries_that_write_down_requests_are_held_back(library: str, caplog: pytest.LogCaptureFixture) -> None:
    """Anthropic's client, for one, logs the whole request at DEBUG."""
    caplog.set_level(logging.DEBUG)
    hush()
    assert not logging.getLogger(library).isEnabledFor(logging.DEBUG)
    assert logging.getLogger(library).isEnabledFor(logging.WARNING)


def test_a_level_that_was_set_on_purpose_stays() -> None:
    logger = logging.getLogger("ollama")
    before = logger.level
    try:
        logger.setLevel(logging.DEBUG)
        hush()
        assert logger.level == logging.DEBUG
    finally:
        logger.setLevel(before)


def test_no_tracing_is_on_by_itself(tmp_path: Path) -> None:
    """LangSmith asks for its own variables; nothing of ours sets them."""
    from langsmith.utils import tracing_is_enabled

    assert not any(name in os.environ for name in TRACING)
    with served_beside([says(GOOD)]) as url:
        village = open_village(tmp_path, url, Doubts())
        village.answer_now(ASKED, today=TODAY)
        village.close()
    assert not tracing_is_enabled()
    assert not any(name in os.environ for name in TRACING)
    assert settings(tmp_path, url).llm_log_text is False
