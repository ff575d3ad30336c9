"""A new generation is tried before anybody sees it; what fails never becomes live."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ingest.errors import CheckFailed

if TYPE_CHECKING:
    from tests.ingest.conftest import Workshop

Damage = Callable[[Path], None]


def lose_the_courses(draft: Path) -> None:
    (draft / "courses.jsonl").unlink()


def change_a_course(draft: Path) -> None:
    file = draft / "courses.jsonl"
    file.write_text(file.read_text(encoding="utf-8").replace("strikkekurs", "heklekurs"), encoding="utf-8")


def empty_a_source(draft: Path) -> None:
    file = draft / "manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8"))
    manifest["sources"][0]["chunks"] = 0
    file.write_text(json.dumps(manifest), encoding="utf-8")


DAMAGES: dict[str, tuple[Damage, str]] = {
    "a part is missing": (lose_the_courses, "it does not open: The generation in"),
    "a record is another": (change_a_course, "what it gives back is not what was written"),
    "a source is empty": (empty_a_source, r"nothing of husregler \(Husregler for Prøvehuset"),
}


@pytest.mark.parametrize(("damage", "reason"), DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_draft_is_put_aside(damage: Damage, reason: str, workshop: "Workshop") -> None:
    """The reason is told, the generation before stays live, and no draft is left."""
    first = workshop.ingest()
    workshop.edit("huset.nb.md", "klokken fire", "klokken fem")
    folder = workshop.data_dir / "index" / "generations"

    def spoil(point: str) -> None:
        if point == "written":
            (draft,) = folder.glob(".building-*")
            damage(draft)

    with pytest.raises(CheckFailed, match=f"The new index was rejected, .* stays in use: {reason}"):
        workshop.ingest(checkpoint=spoil)
    assert workshop.open().manifest.name == first.generation
    assert [path.name for path in folder.iterdir() if not path.name.startswith(".rejected-")] == [first.generation]


def test_vectors_of_another_length_are_noticed(workshop: "Workshop") -> None:
    """A model that changes its dimensions in the middle of a run is not trusted."""
    longer = [0.0] * 65

    def grow(point: str) -> None:
        if point == "written":
            workshop.embeddings.fixed = longer

    with pytest.raises(CheckFailed, match="its vectors have 64 dimensions, the model's have 65"):
        workshop.ingest(checkpoint=grow)
    assert workshop.generations.current() is None
