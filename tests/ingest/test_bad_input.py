"""Bad input on its way through the whole pipeline: one clear line, nothing changed, nothing lost."""

import errno
import io
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ingest.errors import NoPlaceForIndex, SourcesRejected
from ingest.fetching.settings import FetchSettings
from ingest.pipeline import IngestRequest, ingest
from tests.ingest.local_site import Given, Site, serving
from tests.ingest.reading.made import Paper, agreement, bomb, docx_raw, letter, repacked
from tests.ingest.reading.table_files import HEADER, workbook

if TYPE_CHECKING:
    from tests.ingest.conftest import Workshop

PDF, DOCX = agreement().data, docx_raw(letter()).data
XLSX = workbook(("Kurs", [HEADER.split(";"), ["P1", "Strikk", 7.5, 18000, "H2027", None]]))
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
MAPPING = """columns = {code = "Emnekode", title = "Navn", credits = "Stp", price_nok = "Pris"}
defaults = {kind = "emne", is_evu = true, publisher = "Prøveskolen (oppdiktet)", topics = ["garn"]}"""
HTML = {"Content-Type": "text/html; charset=utf-8"}


def entry(kind: str, **fields: str) -> str:
    """An entry of the list, of a document unless ``kind`` is another."""
    about = {"id": "ny", "citation": "verbatim", "publisher": "Prøvehuset"} if kind == "document" else {}
    keys = [
        f"{key} = {value if value == 'true' else chr(39) + value + chr(39)}" for key, value in (fields | about).items()
    ]
    return "\n".join(["", "[[source]]", f'kind = "{kind}"', *keys, MAPPING if kind == "courses" else "", ""])


def packed(size: int) -> bytes:
    """A DOCX with a part of so many zeros."""
    return repacked(docx_raw(letter()), "word/media/null.xml", b"\0" * size).data


def declaring_ten_gigabytes(data: bytes) -> bytes:
    """A zip file whose directory says that its first part has 10 GB, in the ZIP64 way."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        at = archive.start_dir
    name, extra = struct.unpack_from("<HH", data, at + 28)
    more = struct.pack("<HHQ", 1, 8, 10_000_000_000)
    head = bytearray(data[at : at + 46 + name])
    struct.pack_into("<I", head, 24, 0xFFFFFFFF)
    struct.pack_into("<H", head, 30, extra + len(more))
    out = data[:at] + bytes(head) + more + data[at + 46 + name :]
    end = out.rindex(b"PK\x05\x06")
    size = struct.unpack_from("<I", out, end + 12)[0] + len(more)
    return out[: end + 12] + struct.pack("<I", size) + out[end + 16 :]


@dataclass(frozen=True)
class Bad:
    """A file, and words of the line that it gets."""

    data: bytes
    words: str


DOCUMENTS = {
    "tom.pdf": Bad(b"", "an empty file"),
    "kuttet.pdf": Bad(PDF[: len(PDF) // 3], ""),
    "last.pdf": Bad(Paper(password="oppdiktet").text("Hemmelig.").raw().data, "password"),
    "skannet.pdf": Bad(Paper().turn().raw().data, "OCR"),
    "bombe.pdf": Bad(bomb(zlib.compress(b"q\n" * 40_000_000, 9)).data, ""),
    "tom.docx": Bad(b"", "an empty file"),
    "kuttet.docx": Bad(DOCX[: len(DOCX) // 2], "truncated"),
    "last.docx": Bad(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    "bombe.docx": Bad(packed(50_000_000), "packed"),
    "enheter.docx": Bad(repacked(docx_raw(letter()), "word/document.xml", ENTITIES).data, "entities"),
    "stor.docx": Bad(declaring_ten_gigabytes(DOCX), "at most 200 MB"),
    "latin1.md": Bad("Prøvehuset åpner klokken ni.".encode("latin-1"), "UTF-8"),
    "utf16.md": Bad("Prøvehuset åpner.".encode("utf-16-le"), "UTF-8"),
    "blandet.txt": Bad("Prøve\n".encode() + "Prøve\n".encode("latin-1"), "line 2"),
    "tom.md": Bad(b"", "at least one paragraph"),
    "tom.html": Bad(b"", ""),
    "bilde.md": Bad(b"\x89PNG\r\n\x1a\n\0\0\0", ""),
    "ukjent.xyz": Bad(b"a", ""),
}
TABLES = {
    "tom.xlsx": Bad(b"", "an empty file"),
    "kuttet.xlsx": Bad(XLSX[: len(XLSX) // 2], "truncated"),
    "last.xlsx": Bad(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    "stor.xlsx": Bad(declaring_ten_gigabytes(XLSX), "at most 200 MB"),
    "tom.csv": Bad(b"", ""),
    "mangler.csv": Bad(b"Emnekode;Tittel;Stp;Pris\nP1;A;5;1\n", "Tittel"),
    "latin1.csv": Bad("Emnekode;Navn;Stp;Pris\nP1;Strikk på gøy;5;1\n".encode("latin-1"), "UTF-8"),
    "dyp.json": Bad(b"[" * 100_000, ""),
    "tall.json": Bad(b'[{"Emnekode": ' + b"9" * 5000 + b"}]", ""),
}
BAD = {name: (entry("document", path=name), bad) for name, bad in DOCUMENTS.items()} | {
    name: (entry("courses", path=name), bad) for name, bad in TABLES.items()
}


def seen(workshop: "Workshop") -> dict[str, bytes]:
    """Every file of the generations, and the pointer; the lock tells of the last run and is left out."""
    root = workshop.data_dir / "index"
    return {
        str(f.relative_to(root)): f.read_bytes() for f in root.rglob("*") if f.is_file() and f.name != "ingest.lock"
    }


def add(workshop: "Workshop", text: str) -> None:
    with workshop.list.open("a", encoding="utf-8") as file:
        file.write(text)


@contextmanager
def unchanged(workshop: "Workshop") -> Iterator[None]:
    """A live generation that stays as it is, byte by byte."""
    workshop.ingest()
    before = seen(workshop)
    yield
    assert seen(workshop) == before


def told(workshop: "Workshop", **settings: Any) -> str:
    """The one line that a run ends with."""
    fetch = FetchSettings(**{"contact": "vaktmester@eksempel.no", "delay": 0.0, "attempts": 1, **settings})
    with pytest.raises(SourcesRejected) as rejected:
        ingest(IngestRequest(workshop.data_dir, workshop.list, fetch=fetch), embeddings=workshop.embeddings)
    head, *lines = str(rejected.value).splitlines()
    assert head == "1 error in the sources:"
    (line,) = lines
    return line


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_in_one_line(name: str, workshop: "Workshop") -> None:
    text, bad = BAD[name]
    with unchanged(workshop):
        add(workshop, text)
        (workshop.list.parent / name).write_bytes(bad.data)
        line = told(workshop)
    assert name in line
    assert bad.words in line


def test_a_page_of_200_megabytes_is_refused_by_its_size(workshop: "Workshop") -> None:
    """A sparse file: nothing of it is read."""
    with unchanged(workshop):
        add(workshop, entry("document", path="stor.html"))
        with (workshop.list.parent / "stor.html").open("wb") as file:
            file.truncate(200_000_000)
        assert "at most 100 MB, got 200 MB" in told(workshop)


ENDLESS = {
    "brackets": (f"x = {'[' * 5000}", "endless ones"),
    "digits": (f"x = {'9' * 5000}", "endless ones"),
    "a name": (entry("document", path="x" * 300), "a file or a folder"),
    "a folder's name": (entry("document", path="x/" * 3000), "a file or a folder"),
    "a pattern": (entry("document", path="mappe", glob="*" * 300), ""),
    "an address": (entry("document", url=f"http://{'x' * 3000}/"), ""),
    "a zero": (entry("document", path="a.md").replace("'a.md'", '"a\\u0000.md"'), "a file or a folder"),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_an_endless_list_is_told(name: str, workshop: "Workshop") -> None:
    text, words = ENDLESS[name]
    with unchanged(workshop):
        workshop.write("mappe/bilde.png", "")
        add(workshop, text)
        assert words in told(workshop)


@pytest.mark.parametrize(
    "line",
    ["[" * 100_000, '{"text": ' + "9" * 5000 + "}", '{"text": "\\ud800"}', "\0"],
    ids=["brackets", "digits", "half a sign", "zero"],
)
def test_endless_questions_are_told(line: str, workshop: "Workshop") -> None:
    with unchanged(workshop):
        add(workshop, entry("questions", path="known.jsonl"))
        workshop.write("known.jsonl", line.replace("}", ', "language": "nb", "answers": []}'))
        assert "known.jsonl, line 1: " in told(workshop)


def test_a_link_out_of_a_folder_is_refused(workshop: "Workshop") -> None:
    with unchanged(workshop):
        add(workshop, entry("document", path="mappe"))
        workshop.write("mappe/a.md", "Et avsnitt.")
        (workshop.list.parent / "mappe" / "b.md").symlink_to("/etc/hostname")
        assert "no link that leads out of the folder, got 'b.md'" in told(workshop)


STRANGE = [
    "to\nlinjer.md",
    "'anførsel' \"tegn\".md",
    "🧶.md",
    "\u202esnudd.md",
    "\x1b[31mrød.md",
    os.fsdecode(b"r\xf8d.md"),
]


@pytest.mark.parametrize("name", STRANGE, ids=ascii)
def test_strange_file_names_are_read(name: str, workshop: "Workshop") -> None:
    """The document is called by its file's name, so it goes all the way into the index."""
    workshop.ingest()
    add(workshop, entry("document", path="mappe"))
    workshop.write(f"mappe/{name}", "Garnet ligger i den blå kisten.")
    report = workshop.ingest()
    assert (report.changed, report.embedded) == (True, 1)
    (chunk,) = (chunk for chunk in workshop.open().chunks if "blå kisten" in chunk.text)
    assert chunk.document_title.isprintable()
    assert workshop.search(chunk.embedded_text)[0] == chunk.id


@pytest.mark.parametrize("name", STRANGE, ids=ascii)
def test_strange_file_names_are_told_in_one_line(name: str, workshop: "Workshop") -> None:
    with unchanged(workshop):
        add(workshop, entry("document", path="mappe"))
        (workshop.list.parent / "mappe").mkdir()
        (workshop.list.parent / "mappe" / name).write_bytes(b"\xff")
        assert "UTF-8" in told(workshop)


def test_rows_that_cannot_be_read_are_left_out_and_told(workshop: "Workshop") -> None:
    """A formula without a value and a code that was there already; the other rows go in."""
    workshop.ingest()
    rows = [HEADER.split(";"), ["P1", "A", 5, 1], ["P2", "B", "=1+1", 1], ["P1", "C", 5, 1], ["P3", "D", 5, 1]]
    (workshop.list.parent / "kurs.xlsx").write_bytes(workbook(("Kurs", rows)))
    add(workshop, entry("courses", path="kurs.xlsx"))
    report = workshop.ingest()
    assert [left.line for left in report.left_out] == [3, 4]
    assert all("\n" not in left.message and "kurs.xlsx" in left.message for left in report.left_out)
    assert {course.title for course in workshop.open().courses} >= {"A", "D"}
    request = IngestRequest(workshop.data_dir, workshop.list, strict=True)
    before = seen(workshop)
    with pytest.raises(SourcesRejected, match="2 errors in the sources:"):
        ingest(request, embeddings=workshop.embeddings)
    assert seen(workshop) == before


def test_a_redirect_loop_and_a_redirect_inside_are_told(workshop: "Workshop") -> None:
    """Where the own network is allowed, the addresses that nobody should reach are not."""
    with unchanged(workshop), serving(Site()) as site:
        listed = workshop.list.read_text(encoding="utf-8")
        site.pages["/runde"] = Given(status=302, headers={"Location": "/runde"})
        site.pages["/inn"] = Given(status=302, headers={"Location": "http://169.254.169.254/hemmelig"})
        for path, words in (("/runde", "a loop"), ("/inn", "169.254.169.254")):
            workshop.write("sources.toml", listed + entry("document", url=site.url + path, allow_private="true"))
            assert words in told(workshop)
        workshop.write("sources.toml", listed + entry("document", url=f"{site.url}/inn"))
        site.asked.clear()
        assert "allow_private = true" in told(workshop)
        assert site.asked == []


def test_an_endless_answer_is_told(workshop: "Workshop") -> None:
    def forever() -> Iterator[bytes]:
        while True:
            yield b"<p>om igjen</p>" * 1000

    with unchanged(workshop), serving(Site()) as site:
        site.pages["/a"] = lambda _: Given(headers=HTML, pieces=forever())
        add(workshop, entry("document", url=f"{site.url}/a", allow_private="true"))
        assert "at most 1 MB" in told(workshop, max_bytes=1_000_000)


@pytest.mark.parametrize("point", ["staged", "written", "sealed"])
def test_a_full_disk_is_told(point: str, workshop: "Workshop") -> None:
    """Whatever is written when the disk says no."""
    with unchanged(workshop):
        workshop.edit("huset.nb.md", "klokken fire", "klokken fem")

        def full(passed: str) -> None:
            if passed == point:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with pytest.raises(
            NoPlaceForIndex, match=r"No space left on device\); the one before stays in use\. Make room"
        ):
            workshop.ingest(checkpoint=full)


FULL = """
import resource, sys
from pathlib import Path
from tests.ingest.conftest import Workshop
import langchain_chroma
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
from ingest.errors import IngestError
from knowledge.errors import KnowledgeError
try:
    Workshop(Path(sys.argv[1])).ingest()
except (IngestError, KnowledgeError) as error:
    print(error)
"""


@pytest.mark.process
@pytest.mark.parametrize("room", [0, 5_000, 200_000], ids=["no file", "no database", "half a database"])
def test_a_file_that_may_not_grow_is_told(room: int, workshop: "Workshop") -> None:
    """The system says no to Chroma, in the middle of its files."""
    with unchanged(workshop):
        workshop.edit("huset.nb.md", "klokken fire", "klokken fem")
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])}
        command = [sys.executable, "-c", FULL, str(workshop.folder), str(room)]
        run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
        assert (run.returncode, run.stderr) == (0, "")
        assert "the one before stays in use" in run.stdout or "What was live before stays in use" in run.stdout
        assert len(run.stdout.splitlines()) == 1
    assert workshop.ingest().embedded == 1
