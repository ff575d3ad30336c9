"""Very many passages with made-up vectors: time, memory, room on the disk, and how soon somebody who answers has them.

Run by ``ingest_runs.py``. Each run of ingest is a process of its own, so that its memory is known, and so is the one
that answers::

    python tests/bench/ingest_parts/large.py ingest FOLDER
    python tests/bench/ingest_parts/large.py follow FOLDER TEXT    # waits for a generation that holds the text
"""

# ruff: noqa: T201 - a program prints

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent.parent
sys.path.insert(0, str(ROOT))

from ingest.pipeline import IngestRequest, ingest  # noqa: E402 - found by the line above, whatever is installed
from knowledge.generations import Generations  # noqa: E402
from knowledge.models import Question  # noqa: E402
from knowledge.service import Knowledge  # noqa: E402
from knowledge.settings import KnowledgeSettings  # noqa: E402
from tests.bench.ingest_parts.made_sources import MadeSources  # noqa: E402
from tests.bench.ingest_parts.made_vectors import MadeVectors  # noqa: E402
from tests.bench.ingest_parts.rows import Row  # noqa: E402

KIB_PER_UNIT = 1 / 1024 if sys.platform == "darwin" else 1  # ru_maxrss counts bytes on macOS, KiB on Linux
MOST_SWITCHING = 5.0
LOOK_EVERY = 0.05  # seconds
QUESTION = Question("Hva handler oppdiktet avsnitt 7 om?")
TODAY = date(2026, 11, 21)


def measure(folder: Path, chunks: int) -> Iterator[Row]:
    """The rows: a full run, one that changes nothing, and one that changes a passage while somebody answers."""
    sources = MadeSources(folder / "sources").write(chunks)
    full = _ingest(folder)
    yield Row(
        f"full ingest of {chunks:,} chunks with made-up vectors",
        f"{full['seconds']:.0f} s ({chunks / full['seconds']:.0f} chunks/s), peak {full['megabytes']:.0f} MB",
    )
    live = Generations(folder / "data").current()
    assert live
    yield Row("its generation on disk", f"{_size(live):.0f} MB, of which Chroma {_size(live / 'chroma'):.0f} MB")
    same = _ingest(folder)
    yield Row("the same again, unchanged", f"{same['seconds']:.1f} s, peak {same['megabytes']:.0f} MB")
    _, new = sources.change(chunks // 2)
    with subprocess.Popen(_command("follow", folder, new), stdout=subprocess.PIPE, text=True, cwd=ROOT) as following:
        assert following.stdout
        following.stdout.readline()  # it is answering
        changed = _ingest(folder)
        told = json.loads(following.stdout.readline())
    yield Row(
        "1 passage changed",
        f"{changed['seconds']:.0f} s, peak {changed['megabytes']:.0f} MB, {changed['embedded']} text embedded",
        "exactly 1",
        changed["embedded"] == 1,
    )
    yield Row(
        "from publishing to the end of the first answer out of the new generation",
        f"{told['switching']:.1f} s (an answer before: {1000 * told['answer']:.0f} ms)",
        f"≤ {MOST_SWITCHING:.0f} s",
        told["switching"] <= MOST_SWITCHING,
    )


def follow(folder: Path, text: str) -> dict[str, float]:
    """Answer from the live generation, then from the one after it as soon as it is published."""
    settings = KnowledgeSettings(data_dir=folder / "data", sources=None, chroma_url=None, embedding_model=None)
    knowledge = Knowledge(settings, embeddings=MadeVectors())
    knowledge.answer_now(QUESTION, today=TODAY)
    began = time.perf_counter()
    knowledge.answer_now(QUESTION, today=TODAY)
    answer = time.perf_counter() - began
    pointer = folder / "data" / "index" / "current"
    before = pointer.read_text(encoding="utf-8")
    print("answering", flush=True)
    while pointer.read_text(encoding="utf-8") == before:
        time.sleep(LOOK_EVERY)
    knowledge.answer_now(QUESTION, today=TODAY)
    switching = time.time() - pointer.stat().st_mtime
    if not any(text in held for held in knowledge.texts()):
        raise RuntimeError("the first answer after publishing came from the generation before")
    return {"answer": answer, "switching": switching}


def main(arguments: Sequence[str]) -> int:
    """Ingest or follow, and print what it took as JSON; returns the exit status."""
    match arguments:
        case ["ingest", folder]:
            request = IngestRequest(Path(folder) / "data", Path(folder) / "sources" / "sources.toml")
            began = time.perf_counter()
            report = ingest(request, embeddings=MadeVectors())
            took = time.perf_counter() - began
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB_PER_UNIT / 1024
            print(json.dumps({"seconds": took, "megabytes": memory, "embedded": report.embedded}))
        case ["follow", folder, text]:
            print(json.dumps(follow(Path(folder), text)), flush=True)
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


def _ingest(folder: Path) -> dict[str, Any]:
    done = subprocess.run(_command("ingest", folder), stdout=subprocess.PIPE, text=True, cwd=ROOT, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _command(what: str, folder: Path, *more: str) -> list[str]:
    return [sys.executable, __file__, what, str(folder), *more]


def _size(folder: Path) -> float:
    """Megabytes of all files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1_000_000


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
