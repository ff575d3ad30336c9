"""Without ``LLM_MODEL`` nothing of the writing is loaded; with a wrong one the answers go on without it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError
from knowledge.writing.failures import WritingUnavailable
from knowledge.writing.model import open_model
from tests.conftest import ROOT
from tests.knowledge.village import VILLAGE
from tests.knowledge.writing.village_writer import ASKED, EXTRACT, TODAY, Doubting, open_village, settings

ASK = """
import sys
from datetime import date
from pathlib import Path
from knowledge.models import Question
from knowledge.service import Knowledge
from knowledge.settings import KnowledgeSettings
from tests.knowledge.made_up import HashedWords

knowledge = Knowledge(KnowledgeSettings(_env_file=None, data_dir=Path(sys.argv[1])), embeddings=HashedWords())
answer = knowledge.answer_now(Question(sys.argv[2]), today=date(2026, 11, 21))
print(answer.text)
wholes = {"langchain", "langchain_openai", "langchain_core", "openai", "tiktoken"}
rooms = ("knowledge.writing", "knowledge.claims", "knowledge.prompts", "knowledge.telling")
print("loaded:", *(name for name in sys.modules if name in wholes or name.startswith(rooms)))
"""


@pytest.mark.process
def test_without_a_model_nothing_of_this_is_loaded(tmp_path: Path) -> None:
    """In a process of its own: neither the writer, nor the verifier, nor a chat model."""
    VILLAGE.publish(tmp_path)
    command = [sys.executable, "-c", ASK, str(tmp_path), ASKED.text]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, timeout=60, check=True)
    assert EXTRACT in done.stdout
    assert done.stdout.splitlines()[-1] == "loaded:"


@pytest.mark.parametrize(
    ("model", "told"),
    [
        ("made-up", "is no provider:name"),
        (":made-up", "is no provider:name"),
        ("openai:", "is no provider:name"),
        ("nobody:made-up", "nobody"),
        ("groq:made-up", "library that is not installed"),
    ],
)
def test_a_wrong_model_is_one_sentence_and_the_answers_go_on(
    model: str, told: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """At start, not with each question; without a note, for nobody failed."""
    knowledge = open_village(tmp_path, "http://127.0.0.1:9", Doubting(), llm_model=model)
    answer = knowledge.answer_now(ASKED, today=TODAY)
    assert EXTRACT in answer.text
    assert (answer.note, answer.written) == (None, None)
    assert knowledge.writing_trouble is not None
    assert told in knowledge.writing_trouble
    assert [r.message for r in caplog.records if r.levelname == "ERROR"] == [knowledge.writing_trouble]


@pytest.mark.parametrize(
    ("model", "extra"),
    [("anthropic:made-up", "anthropic"), ("mistralai:made-up", "mistral"), ("ollama:made-up", "ollama")],
)
def test_a_missing_library_is_named_with_its_extra(model: str, extra: str, tmp_path: Path) -> None:
    """Where it is installed, the model opens."""
    try:
        open_model(settings(tmp_path, "http://127.0.0.1:9", llm_model=model))
    except WritingUnavailable as error:
        assert f"pip install 'brobygger[{extra}]'" in str(error)


def test_a_missing_key_is_told_at_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    for model in ("openai:made-up", "anthropic:made-up"):
        with pytest.raises(KnowledgeError, match=r"API_KEY|not installed"):
            open_model(settings(tmp_path, "", llm_model=model, llm_base_url=None, llm_api_key=None))


def test_a_server_of_ones_own_needs_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    assert open_model(settings(tmp_path, "http://127.0.0.1:9/v1", llm_api_key=None))
