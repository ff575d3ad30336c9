"""How long a run would take."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.costs import RATE, seconds_for
from ingest.report_page import write_report
from tests.ingest.reports import CHANGED

if TYPE_CHECKING:
    from tests.ingest.conftest import Workshop


def test_without_an_earlier_run_a_usual_rate_is_assumed(workshop: "Workshop") -> None:
    assert seconds_for(100, workshop.data_dir) == 100 / RATE


def test_the_newest_run_that_embedded_much_gives_the_rate(workshop: "Workshop") -> None:
    """A run that embedded one text spent its time elsewhere, and tells nothing."""
    for name, embedded, seconds in (("20200101T000000", 400, 100.0), ("20200102T000000", 500, 10.0)):
        write_report(_generation(workshop, name), replace(CHANGED, embedded=embedded, seconds=seconds))
    write_report(_generation(workshop, "20200103T000000"), replace(CHANGED, embedded=1, seconds=10.0))
    assert seconds_for(100, workshop.data_dir) == 2.0


def _generation(workshop: "Workshop", name: str) -> Path:
    workshop.generations.create(name)
    return workshop.generations.seal(name)
