"""What a question at the command line does not load: the reason why it answers in seconds."""

import pytest

from tests.journeys.program import Program

pytestmark = pytest.mark.process

HEAVY = ("torch", "sentence_transformers", "transformers", "slack_bolt", "slack_sdk", "alembic", "onnxruntime")
ASK_AND_LIST = """
import sys
from bot.cli import app
app(["ask", "Hvem leder Nemonoor?"], standalone_mode=False)
print("loaded:", *(name for name in {heavy} if name in sys.modules))
"""


def test_ask_loads_neither_torch_nor_slack(brobygger: Program) -> None:
    """With the bundled model an answer needs no deep-learning framework, and the command line no Slack client."""
    done = brobygger.python(["-c", ASK_AND_LIST.format(heavy=HEAVY)])
    assert (done.returncode, done.stderr) == (0, "")
    assert "[1]" in done.stdout
    assert done.stdout.splitlines()[-1] == "loaded:"
