"""The day's requests and tokens are counted over processes and restarts."""

import multiprocessing
from datetime import date
from pathlib import Path

import pytest

from knowledge.writing.budget import Budget, BudgetSpent, Spent

DAY = date(2026, 11, 21)


def budget(folder: Path, day: date = DAY, requests: int | None = None, tokens: int | None = None) -> Budget:
    """A budget on a given day."""
    return Budget(folder, requests=requests, tokens=tokens, today=lambda: day)


def _take(folder: Path) -> None:
    for _ in range(20):
        budget(folder).take()


def test_nothing_is_written_before_something_is_counted(tmp_path: Path) -> None:
    budget(tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_new_day_begins_at_nothing(tmp_path: Path) -> None:
    budget(tmp_path, requests=1).take()
    with pytest.raises(BudgetSpent, match="1 of LLM_REQUESTS_PER_DAY=1"):
        budget(tmp_path, requests=1).take()
    budget(tmp_path, date(2026, 11, 22), requests=1).take()


def test_tokens_are_counted_when_they_are_known(tmp_path: Path) -> None:
    """The request that goes past the limit is the last one."""
    counted = budget(tmp_path, tokens=100)
    counted.take()
    counted.add(150)
    assert counted.spent() == Spent("2026-11-21", 1, 150)
    with pytest.raises(BudgetSpent, match="150 of LLM_TOKENS_PER_DAY=100"):
        counted.take()
    assert counted.trouble() is not None


def test_a_limit_of_nothing_lets_nothing_through(tmp_path: Path) -> None:
    with pytest.raises(BudgetSpent):
        budget(tmp_path, requests=0).take()


def test_processes_count_together(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_take, args=(tmp_path,)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert budget(tmp_path).spent().requests == 40


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"day": "2026-11-21"}', '{"day": 1, "requests": "x", "tokens": 0}'])
def test_a_count_that_cannot_be_read_begins_anew(damage: str, tmp_path: Path) -> None:
    (tmp_path / "budget.json").write_text(damage, encoding="utf-8")
    counted = budget(tmp_path, requests=1)
    counted.take()
    assert counted.spent().requests == 1


def test_what_cannot_be_counted_is_not_spent_where_there_is_a_limit(tmp_path: Path) -> None:
    """Without a limit nobody is kept from answering."""
    (tmp_path / "writing").write_text("a file in the folder's place", encoding="utf-8")
    with pytest.raises(BudgetSpent, match="cannot be counted"):
        budget(tmp_path / "writing", tokens=1000).take()
    free = budget(tmp_path / "writing")
    free.take()
    free.add(10)
    assert free.spent().requests == 0
