"""One ingest at a time; who comes second learns who was first."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ingest.errors import IngestBusy, NoPlaceForIndex
from ingest.locking import only_ingest

HOLD = """
import sys
from pathlib import Path
from ingest.locking import only_ingest
with only_ingest(Path(sys.argv[1])):
    print("mine", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def holder(root: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock until it is told to end, or killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(root)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout
        assert process.stdout.readline() == "mine\n"
        try:
            yield process
        finally:
            process.kill()


def refused(root: Path) -> str:
    with pytest.raises(IngestBusy) as busy, only_ingest(root):
        pass
    return str(busy.value)


@pytest.mark.process
def test_the_second_is_told_who_holds_the_lock_since_when(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        told = refused(tmp_path)
        assert f"(process {process.pid}, since 2" in told
        assert refused(tmp_path) == told  # asking leaves the holder's word as it is
        assert "\n" not in told


@pytest.mark.process
def test_the_lock_of_a_dead_process_is_taken_over(tmp_path: Path) -> None:
    """Killed without a chance to clean up; what it wrote of itself is still there and counts for nothing."""
    with holder(tmp_path) as process:
        process.kill()
        process.wait(timeout=30)
        assert str(process.pid) in (tmp_path / "ingest.lock").read_text(encoding="utf-8")
        with only_ingest(tmp_path):
            assert f"process {os.getpid()}, since" in refused(tmp_path)


@pytest.mark.parametrize(
    ("written", "who"),
    [("", "process unknown"), ("77", "process 77"), ("77 half a da", "process 77"), ("\0\n\n", "process \0")],
)
def test_a_holder_that_has_not_written_all_of_it_is_told_as_far(written: str, who: str, tmp_path: Path) -> None:
    with only_ingest(tmp_path):
        (tmp_path / "ingest.lock").write_text(written, encoding="utf-8")
        assert f"({who})" in refused(tmp_path)


def test_a_place_that_is_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("", encoding="utf-8")
    with pytest.raises(NoPlaceForIndex, match="Set DATA_DIR"), only_ingest(tmp_path / "index"):
        pass
