"""The generations there are, and going back to an older one."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from ingest.errors import IngestBusy
from ingest.history import CannotGoBack, NothingOlder, generations_list, rollback
from ingest.locking import only_ingest
from ingest.report_page import write_report
from knowledge.errors import IndexDamaged
from tests.ingest.reports import CHANGED

if TYPE_CHECKING:
    from tests.ingest.conftest import Workshop


@pytest.fixture
def three(workshop: "Workshop") -> list[str]:
    """The names of three generations: closing at four, at five and at six."""
    names = [workshop.ingest().generation]
    for old, new in (("fire", "fem"), ("fem", "seks")):
        workshop.edit("huset.nb.md", f"klokken {old}", f"klokken {new}")
        names.append(workshop.ingest().generation)
    return names


def closing(workshop: "Workshop") -> str:
    """The hour that the live generation knows."""
    (text,) = [chunk.text for chunk in workshop.open().chunks if chunk.id == "huset.nb#TST-02"]
    return text.removesuffix(".").rpartition(" ")[2]


def test_the_list_tells_what_there_is(workshop: "Workshop", three: list[str]) -> None:
    """Newest first, with counts from the manifest and what changed from the report."""
    write_report(workshop.data_dir / "index" / "generations" / three[2], CHANGED)
    listed = generations_list(workshop.data_dir)
    assert [row.name for row in listed] == three[::-1]
    assert [row.live for row in listed] == [True, False, False]
    assert {(row.chunks, row.courses, row.contacts) for row in listed} == {(8, 1, 1)}
    assert all(row.size > 10_000 and row.built_at for row in listed)
    assert listed[0].summary == "1 added, 2 changed, 1 moved, 1 retired"


def test_a_list_of_nothing_is_empty(workshop: "Workshop") -> None:
    assert generations_list(workshop.data_dir) == ()


def test_rejected_and_damaged_generations_are_listed_as_such(workshop: "Workshop", three: list[str]) -> None:
    folder = workshop.data_dir / "index" / "generations"
    (folder / three[0] / "manifest.json").write_text("{", encoding="utf-8")
    rejected = folder / ".rejected-20990101T000000"
    (folder / three[1]).rename(rejected)
    (rejected / "reason.txt").write_text("it is made up\n", encoding="utf-8")
    newest, live, oldest = generations_list(workshop.data_dir)
    assert (newest.name, newest.rejected, newest.live) == ("20990101T000000", "it is made up", False)
    assert live.live
    assert oldest.damaged is not None
    assert "cannot be read" in oldest.damaged
    assert (newest.summary, oldest.summary, oldest.chunks) == ("rejected", "damaged", None)


def test_a_torn_pointer_hides_no_generation(workshop: "Workshop", three: list[str]) -> None:
    (workshop.data_dir / "index" / "current").write_text("", encoding="utf-8")
    assert [(row.name, row.live) for row in generations_list(workshop.data_dir)] == [(n, False) for n in three[::-1]]


def test_going_back_twice_goes_two_back(workshop: "Workshop", three: list[str]) -> None:
    assert rollback(workshop.data_dir) == three[1]
    assert closing(workshop) == "fem"
    assert rollback(workshop.data_dir) == three[0]
    assert closing(workshop) == "fire"


def test_two_steps_at_once_are_two_steps(workshop: "Workshop", three: list[str]) -> None:
    assert rollback(workshop.data_dir, 2) == three[0]


def test_after_going_back_ingest_publishes_again_what_the_sources_say(workshop: "Workshop", three: list[str]) -> None:
    """And going back from there skips the generation that says the same."""
    rollback(workshop.data_dir)
    again = workshop.ingest()
    assert again.changed
    assert again.generation not in three
    assert closing(workshop) == "seks"
    assert rollback(workshop.data_dir) == three[1]


def test_there_must_be_something_to_go_back_to(workshop: "Workshop", three: list[str]) -> None:
    with pytest.raises(NothingOlder, match=f"Only 2 to go back to from {three[2]}, .* {three[1]}, {three[0]}. "):
        rollback(workshop.data_dir, 3)
    rollback(workshop.data_dir, 2)
    with pytest.raises(NothingOlder, match=f"There is nothing to go back to from {three[0]}, which stays live."):
        rollback(workshop.data_dir)
    assert closing(workshop) == "fire"


def test_nothing_was_ever_published(workshop: "Workshop") -> None:
    with pytest.raises(NothingOlder, match=r"There is no index in .* yet\. Run `brobygger ingest`."):
        rollback(workshop.data_dir)


def lose_a_part(workshop: "Workshop", name: str) -> None:
    (workshop.data_dir / "index" / "generations" / name / "courses.jsonl").unlink()


def lose_the_manifest(workshop: "Workshop", name: str) -> None:
    (workshop.data_dir / "index" / "generations" / name / "manifest.json").unlink()


@pytest.mark.parametrize("damage", [lose_a_part, lose_the_manifest])
def test_a_generation_that_does_not_open_never_becomes_live(
    damage: "Callable[[Workshop, str], None]", workshop: "Workshop", three: list[str]
) -> None:
    """The one before it can still be reached."""
    damage(workshop, three[1])
    with pytest.raises(CannotGoBack, match=f"{three[1]} does not open, {three[2]} stays live"):
        rollback(workshop.data_dir)
    assert closing(workshop) == "seks"
    assert rollback(workshop.data_dir, 2) == three[0]


def test_a_generation_of_another_model_is_not_gone_back_to(workshop: "Workshop", three: list[str]) -> None:
    """Whoever answers could not use it."""
    with pytest.raises(CannotGoBack, match="the settings ask for another model"):
        rollback(workshop.data_dir, embedding_model="another model")
    assert closing(workshop) == "seks"


def test_nobody_goes_back_while_another_ingest_is_at_work(workshop: "Workshop", three: list[str]) -> None:
    with only_ingest(workshop.data_dir / "index"), pytest.raises(IngestBusy):
        rollback(workshop.data_dir)


def test_a_torn_pointer_is_not_guessed_around(workshop: "Workshop", three: list[str]) -> None:
    (workshop.data_dir / "index" / "current").write_text("", encoding="utf-8")
    with pytest.raises(IndexDamaged, match="Run `brobygger ingest`"):
        rollback(workshop.data_dir)
