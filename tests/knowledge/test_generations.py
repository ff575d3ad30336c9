"""Generations are immutable, and one pointer names the live one."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.errors import IndexDamaged
from knowledge.generations import Generations

NOON = datetime(2020, 1, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def generations(tmp_path: Path) -> Generations:
    """A data directory where nothing was ever ingested."""
    return Generations(tmp_path)


def made(generations: Generations, *names: str) -> None:
    """Seal empty generations and publish the last."""
    for name in names:
        generations.create(name)
        generations.seal(name)
    generations.publish(names[-1])


def test_nothing_is_live_before_the_first_publishing(generations: Generations) -> None:
    assert generations.current() is None
    assert generations.names() == []
    assert generations.prune(2) == []


def test_a_published_generation_is_live(generations: Generations) -> None:
    made(generations, "a")
    current = generations.current()
    assert current is not None
    assert current.name == "a"


def test_a_generation_is_invisible_until_it_is_sealed(generations: Generations) -> None:
    """What is being built is neither listed nor publishable."""
    generations.create("a")
    assert generations.names() == []
    with pytest.raises(IndexDamaged, match="no generation 'a'"):
        generations.publish("a")
    assert generations.current() is None


def test_publishing_moves_the_pointer_and_leaves_no_draft(generations: Generations) -> None:
    """The pointer is replaced as a whole: beside it nothing is left."""
    made(generations, "a", "b")
    assert sorted(path.name for path in generations.root.iterdir()) == ["current", "generations"]
    generations.publish("a")
    assert generations.current() == generations.root / "generations" / "a"


def test_a_draft_that_an_interrupted_run_left_is_not_read(generations: Generations) -> None:
    """A torn draft of the pointer changes nothing, and the next publishing gets past it."""
    made(generations, "a", "b")
    (generations.root / "current.new").write_text("", encoding="utf-8")
    current = generations.current()
    assert current is not None
    assert current.name == "b"
    generations.publish("a")
    assert not (generations.root / "current.new").exists()


def test_a_failed_publishing_leaves_the_pointer(generations: Generations) -> None:
    made(generations, "a")
    with pytest.raises(IndexDamaged):
        generations.publish("gone")
    assert (generations.root / "current").read_text(encoding="utf-8").strip() == "a"


@pytest.mark.parametrize("name", ["gone", "", "../../secret", "/etc"])
def test_a_pointer_to_nothing_tells_what_to_do(generations: Generations, name: str) -> None:
    """Nor does it lead out of the folder of generations."""
    made(generations, "a")
    (generations.root / "current").write_text(name, encoding="utf-8")
    with pytest.raises(IndexDamaged, match="Run `brobygger ingest`"):
        generations.current()


def test_a_new_name_sorts_by_time_and_is_not_taken(generations: Generations) -> None:
    """Two runs in the same second get two names, in order; so does a run beside one that is still building."""
    first = generations.new_name(NOON)
    generations.create(first)
    second = generations.new_name(NOON)
    generations.create(second)
    third = generations.new_name(NOON.replace(second=1))
    assert first < second < third
    assert len({first, second, generations.new_name(NOON)}) == 3


def test_pruning_keeps_the_last_and_the_live_one(generations: Generations) -> None:
    """Also when somebody has rolled back to an old one."""
    made(generations, "a", "b", "c", "d")
    generations.publish("a")
    assert generations.prune(2) == ["b"]
    assert generations.names() == ["a", "c", "d"]


def test_pruning_removes_what_an_interrupted_run_left(generations: Generations) -> None:
    made(generations, "a")
    (generations.create("b") / "half.txt").write_text("halv", encoding="utf-8")
    assert generations.prune(5) == ["b"]
    assert generations.names() == ["a"]
    assert generations.create("b").is_dir()


def test_a_name_is_built_only_once(generations: Generations) -> None:
    """Two writers cannot share a staging folder."""
    generations.create("a")
    with pytest.raises(FileExistsError):
        generations.create("a")
