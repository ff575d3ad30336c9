"""An account tells what asking a model came to, in numbers and kinds."""

import pytest

from knowledge.models import Written
from knowledge.writing.account import Account, told


def ticking(*moments: float) -> Account:
    """An account whose clock shows these moments in turn."""
    left = list(moments)
    return Account("openai:made-up", price_in=1.0, price_out=4.0, clock=lambda: left.pop(0))


def test_times_run_from_the_question_on() -> None:
    account = ticking(10.0, 10.5, 12.0)
    account.keep(repaired=False)
    account.keep(repaired=True)
    written = account.close()
    assert (written.kept, written.repaired, written.first_sentence, written.latency) == (2, 1, 0.5, 2.0)


def test_a_cost_is_told_where_a_price_is_known() -> None:
    account = ticking(0.0, 1.0)
    account.use(1000, 100, estimated=False)
    account.use(500, 100, estimated=True)
    written = account.close()
    assert written.cost == pytest.approx(0.0023)
    assert (written.tokens_in, written.tokens_out, written.estimated) == (1500, 200, True)
    assert Account("openai:made-up").close().cost is None


def test_reasons_are_told_by_kind_alone() -> None:
    """What stood in a sentence that was dropped stays out of the line."""
    written = Written("m", dropped=(("number: 99", "name: Kari"), ("number: 98",), ("repeated",)), failure="unproven")
    assert written.dropped_kinds == ("number", "name", "repeated")
    assert "dropped 3 (name 1, number 2, repeated 1)" in told(written)
    assert "failed: unproven" in told(written)
    assert not [piece for piece in ("99", "98", "Kari") if piece in told(written)]


def test_a_line_leaves_out_what_is_not_known() -> None:
    line = told(Written("m", kept=1, requests=1, tokens_in=3, tokens_out=4))
    assert line == "model m, kept 1, repaired 0, dropped 0, requests 1, tokens 3 + 4, 0.00 s"
