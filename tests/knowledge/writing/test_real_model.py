"""One real model through one real server: that the protocol holds, not that a model this small writes well."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.claims.claim import Claim, Verdict
from knowledge.claims.verifier import Verifier
from knowledge.engines import load_engine
from knowledge.models import Outcome, VerifiedSentence
from knowledge.service import Knowledge
from knowledge.verifying import unsupported
from knowledge.writing.account import Account
from knowledge.writing.budget import Budget
from knowledge.writing.model import open_model
from knowledge.writing.prompting import Messages
from knowledge.writing.requests import Reading, Requests
from tests.conftest import TODAY
from tests.knowledge.made_up import HashedWords
from tests.knowledge.village import VILLAGE
from tests.knowledge.writing.llama_server import missing, served_model
from tests.knowledge.writing.village_writer import ASKED, EXTRACT, settings

pytestmark = [
    pytest.mark.real_model,
    pytest.mark.xdist_group("real_model"),
    pytest.mark.skipif(bool(why := missing()), reason=why or "it can be had"),
]

# What a server that does not speak the protocol would end in; the rest is the small model's own doing.
NO_PROTOCOL = {"unreachable", "slow", "throttled", "server_error", "denied", "busy", "budget", "empty", "malformed"}
PATIENT = {"llm_model": "openai:smollm2", "llm_timeout": 180.0}


class Listening:
    """The house's verifier, which keeps what it was asked."""

    def __init__(self) -> None:
        self._verifier = Verifier(load_engine(None))
        self.verdicts: dict[str, Verdict] = {}

    def verify(self, claim: Claim, *, today: object) -> Verdict:
        """Ask the verifier."""
        verdict = self._verifier.verify(claim, today=TODAY)
        self.verdicts[claim.sentence] = verdict
        return verdict


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the model is served."""
    with served_model() as url:
        yield url


async def test_a_real_server_streams_and_counts_its_tokens(address: str, tmp_path: Path) -> None:
    """The answer comes in pieces and ends by itself, and the server's own count of tokens comes with it."""
    model = open_model(settings(tmp_path, address, **PATIENT))
    requests, account, reading = Requests(model, Budget(tmp_path), concurrency=1), Account("made up"), Reading()
    messages = Messages("Answer in one sentence.", "What is the capital of Norway?")
    pieces = [piece async for piece in requests.stream(messages, account, reading)]
    assert len(pieces) > 1
    assert reading.complete
    assert (account.requests, account.estimated) == (1, False)
    assert account.tokens_in > 5
    assert account.tokens_out >= len(pieces)


async def test_a_question_to_a_real_model_ends_in_one_proven_answer(address: str, tmp_path: Path) -> None:
    """What it says is verified before it is told; where nothing is left, the extractive answer is given."""
    heard: list[object] = []
    prover = Listening()
    VILLAGE.publish(tmp_path)
    own = Knowledge(settings(tmp_path, address, **PATIENT), embeddings=HashedWords(), prover=prover)
    answer = await own.answer(ASKED, today=TODAY, on_event=heard.append)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.citations
    assert not unsupported(answer)
    written = answer.written
    assert written is not None
    assert written.failure not in NO_PROTOCOL
    assert written.tokens_in > 100
    assert prover.verdicts, "nothing was verified"
    told = [event for event in heard if isinstance(event, VerifiedSentence)]
    assert len(told) == written.kept
    if written.kept:
        assert all(any(v.supported and s in event.text for s, v in prover.verdicts.items()) for event in told)
        assert all(event.text in answer.text for event in told)
    else:
        assert EXTRACT in answer.text
        assert answer.note
