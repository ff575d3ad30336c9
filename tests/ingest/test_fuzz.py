"""Whatever the bytes of a source or of the list itself: no traceback, and no changed index unless the run succeeded."""

import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.errors import IngestError
from ingest.pipeline import IngestRequest, ingest
from tests.ingest.conftest import FILES, LIST, Workshop, quick_folder
from tests.ingest.local_site import TODAY
from tests.ingest.reading.made import PAGE, agreement, docx_raw, letter
from tests.ingest.reading.table_files import HEADER, SHEET, workbook
from tests.ingest.reading.test_json_ld import AUTUMN, KNITTING, SCHOOL, page
from tests.ingest.test_bad_input import MAPPING, entry

EXAMPLES = 120  # for each of the 18 seeds: over 2 000 inputs a run
TRIED = 40  # one of so many inputs is not only read and compared, but embedded, written and published

CSV = f'{HEADER}\nP1;"Strikk;\nalle";7,5;kr 18 000,-;H2027;1. juni 2027\nP2;B;10;gratis;juni 2027;15. mai\n'
ROWS = [{"Emnekode": "P1", "Navn": "A", "Stp": 7.5, "Pris": None}, {"Emnekode": "P2", "Navn": "B", "Stp": 5, "Pris": 1}]
XLSX = workbook(("Kurs", [HEADER.split(";"), ["P1", "A", "=1+1", 18000, "H2027", None], ["P2", "B", 5, 1, None, None]]))
DOCX = docx_raw(letter()).data
KNOWN = json.dumps({"text": "Når åpner Prøvehuset?", "language": "nb", "answers": ["TST-01"]}) + "\n"

MADE = {
    "side.html": PAGE.encode(),
    "avtale.pdf": agreement().data,
    "brev.docx": DOCX,
    "notat.md": FILES["husregler.md"].encode() + b"\n| Garn | Pris |\n|---|---|\n| Ull | 100 |\n\n- a\n  - b\n",
    "notat.txt": FILES["husregler.md"].encode(),
    "kurs.csv": CSV.encode(),
    "kurs.xlsx": XLSX,
    "kurs.json": json.dumps(ROWS).encode(),
    "kurs.jsonl": "\n".join(json.dumps(row) for row in ROWS).encode(),
    "kurs.html": page({"@graph": [KNITTING, AUTUMN, SCHOOL]}).encode(),
    "known.jsonl": (KNOWN * 2).encode(),
    "checks.jsonl": KNOWN.encode(),
    **{name: text.encode() for name, text in FILES.items()},
}
LISTED = {
    **{name: entry("document", path=name) for name in MADE if name.startswith(("side", "avtale", "brev", "notat"))},
    **{name: entry("courses", path=name) for name in MADE if name.startswith("kurs.")},
    "kurs.html": entry("courses", path="kurs.html").replace(MAPPING, MAPPING.splitlines()[1]),
    "known.jsonl": entry("questions", path="known.jsonl"),
    "checks.jsonl": entry("checks", path="checks.jsonl"),
}
# A change of a packed file's bytes rarely gets past the packing: these parts are changed instead, every second time.
INSIDE = {"brev.docx": "word/document.xml", "kurs.xlsx": SHEET}

WORDS = (
    b'"', b"'", b";", b"\n", b"\r", b"\0", b"{", b"[", b"]", b"[[", b"}", b"=", b"#", b"null", b"true", b"1e999", b"-1",
    b"9" * 5000, b"x" * 300, b"[" * 5000, b'{"a":' * 3000, b"\\u0000", b'"\\ud800"', b"\xff", b"\xff\xfe",
    b"\xc3", b"<!--", b"<!DOCTYPE x [", b"&#x110000;", b"<table><tr><td>", b"</v>", b"/Kids[1 0 R]", b"stream\n",
    b"endobj", b"2020-02-30",
)  # fmt: skip
CHANGES = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 12), st.one_of(st.binary(max_size=6), st.sampled_from(WORDS))),
    min_size=1,
    max_size=5,
)
Changes = list[tuple[float, int, bytes]]


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    """Sources of every kind, and a live index of them."""
    with quick_folder() as folder:
        made = Workshop(folder)
        for name, data in MADE.items():
            (made.write(name, "")).write_bytes(data)
        made.write("sources.toml", LIST)
        made.ingest()
        yield made


def changed(data: bytes, changes: Changes) -> bytes:
    for place, removed, added in changes:
        at = int(place * len(data))
        data = data[:at] + added + data[at + removed :]
    return data


def changed_file(name: str, changes: Changes, *, inside: bool) -> bytes:
    if not (inside and name in INSIDE):
        return changed(MADE[name], changes)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(MADE[name])) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            new.writestr(part, changed(data, changes) if part == INSIDE[name] else data)
    return stream.getvalue()


def pointer(made: Workshop) -> Path | None:
    return made.generations.current()


@pytest.mark.parametrize("name", MADE)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes=CHANGES, inside=st.booleans())
def test_changed_bytes_are_taken_in_or_told(name: str, changes: Changes, inside: bool, workshop: Workshop) -> None:
    folder, data = workshop.list.parent, changed_file(name, changes, inside=inside)
    workshop.write("sources.toml", LIST + LISTED.get(name, ""))
    (folder / name).write_bytes(data)
    planned = zlib.crc32(data) % TRIED != 0
    before = pointer(workshop)
    try:
        request = IngestRequest(
            workshop.data_dir, workshop.list, plan_only=planned, accept_loss=True, today=TODAY, keep=1
        )
        report = ingest(request, embeddings=workshop.embeddings)
    except IngestError as error:
        assert str(error).isprintable() or "\n" in str(error)
        assert pointer(workshop) == before
    else:
        after = pointer(workshop)
        assert after is not None
        assert planned or after.name == report.generation
        assert not planned or after == before
    finally:
        (folder / name).write_bytes(MADE[name])


def test_the_seeds_are_good(workshop: Workshop) -> None:
    """Otherwise all of this shows nothing."""
    for name, listed in LISTED.items():
        workshop.write("sources.toml", LIST + listed)
        assert ingest(
            IngestRequest(workshop.data_dir, workshop.list, plan_only=True, today=TODAY), embeddings=workshop.embeddings
        ).planned, name
