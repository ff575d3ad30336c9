"""What a question at the command line does not load: the reason why it answers in half a second."""

import pytest

from tests.journeys.program import Program

pytestmark = pytest.mark.process

HEAVY = (
    "torch", "sentence_transformers", "transformers", "onnxruntime",
    "chromadb", "langchain_chroma", "langchain_core", "langchain_text_splitters", "bm25s", "scipy",
    "slack_bolt", "slack_sdk", "aiohttp", "sqlalchemy", "alembic",
)  # fmt: skip
ASK_AND_LIST = """
import sys
from bot.cli import app
app(["ask", "Hvem leder Nemonoor?"], standalone_mode=False)
print("loaded:", *(name for name in {heavy} if name in sys.modules))
"""


def test_ask_loads_no_framework_no_vector_store_and_no_slack(brobygger: Program) -> None:
    """An answer needs the engine, numpy and the copy of the index: no deep learning, no Chroma, no LangChain."""
    done = brobygger.python(["-c", ASK_AND_LIST.format(heavy=HEAVY)])
    assert (done.returncode, done.stderr) == (0, "")
    assert "[1]" in done.stdout
    assert done.stdout.splitlines()[-1] == "loaded:"
