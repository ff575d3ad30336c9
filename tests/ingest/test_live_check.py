"""The checks of a new generation, run on the live one."""

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ingest.errors import CheckFailed
from ingest.live_check import check_live
from ingest.pipeline import IngestRequest
from knowledge.errors import IndexMismatch, IndexMissing
from tests.ingest.conftest import HashedWords

if TYPE_CHECKING:
    from tests.ingest.conftest import Workshop

DAY = date(2020, 5, 1)


def request(workshop: "Workshop") -> IngestRequest:
    return IngestRequest(workshop.data_dir, workshop.list)


def test_a_live_generation_that_is_well_passes(workshop: "Workshop") -> None:
    report = workshop.ingest()
    checked = check_live(request(workshop), workshop.embeddings, today=DAY)
    assert (checked.generation, checked.chunks, checked.checks) == (report.generation, 8, None)
    assert checked.sentence == f"Generation {report.generation} passes its checks: 8 chunks."


def test_a_part_that_is_gone_is_told(workshop: "Workshop") -> None:
    report = workshop.ingest()
    (workshop.data_dir / "index" / "generations" / report.generation / "courses.jsonl").unlink()
    with pytest.raises(CheckFailed, match=f"The live generation {report.generation} does not pass its checks: .*open"):
        check_live(request(workshop), workshop.embeddings, today=DAY)


def test_a_model_that_makes_other_vectors_is_told(workshop: "Workshop") -> None:
    """The reason stands there once, and nothing is said of a new index that was thrown away."""
    workshop.ingest()
    with pytest.raises(CheckFailed, match="a search for the text of") as failed:
        check_live(request(workshop), HashedWords(salt="other weights"), today=DAY)
    assert "thrown away" not in str(failed.value)


def test_a_setting_of_another_model_is_no_failed_check(workshop: "Workshop") -> None:
    workshop.ingest()
    with pytest.raises(IndexMismatch):
        check_live(request(workshop), HashedWords(name="another"), today=DAY)


def test_nothing_live_is_told(workshop: "Workshop") -> None:
    with pytest.raises(IndexMissing):
        check_live(request(workshop), workshop.embeddings, today=DAY)
