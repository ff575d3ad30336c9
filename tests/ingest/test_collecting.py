"""The list of sources: what it may say, and how its errors are told."""

import re
from pathlib import Path

import pytest

from ingest.collecting import SHIPPED, collect
from ingest.errors import SourceError, SourcesRejected

DOCUMENT = """[[source]]
kind = "document"
path = "a.md"
id = "a"
title = "Oppdiktet"
language = "nb"
citation = "verbatim"
publisher = "Prøvehuset"
"""


CRAWL = """[[source]]
kind = "crawl"
id = "a"
publisher = "Prøvehuset"
citation = "summary"
"""
BOTH = """start = "https://eksempel.no/"
sitemap = "https://eksempel.no/sitemap.xml"
"""


def write(folder: Path, text: str) -> Path:
    (folder / "a.md").write_text("En setning.\n", encoding="utf-8")
    file = folder / "mine.toml"
    file.write_text(text, encoding="utf-8")
    return file


def told(folder: Path, text: str) -> list[SourceError]:
    with pytest.raises(SourcesRejected) as caught:
        collect(write(folder, text))
    return list(caught.value.errors)


WRONG = {
    "no such kind": (DOCUMENT.replace('"document"', '"page"'), 2, "kind", "one of document, factsheet", "'page'"),
    "a kind is missing": ('[[source]]\npath = "a.md"\n', 1, "kind", "one of document", "nothing"),
    "a publisher is missing": (DOCUMENT.replace('publisher = "Prøvehuset"\n', ""), 1, "publisher", "a text", "nothing"),
    "neither a path nor an address": (
        DOCUMENT.replace('path = "a.md"\n', ""),
        1,
        "path",
        "a path, or a url",
        "neither",
    ),
    "a crawl without a beginning": (CRAWL, 1, "start", "either start or sitemap", "neither"),
    "a crawl with two beginnings": (CRAWL + BOTH, 6, "start", "either start or sitemap", "both"),
    "a title is empty": (DOCUMENT.replace("Oppdiktet", " "), 5, "title", "a text that is not empty", "' '"),
    "no such language": (DOCUMENT.replace('"nb"', '"no"'), 6, "language", "one of nb, nn, en", "'no'"),
    "no such citation": (DOCUMENT.replace('"verbatim"', '"x"'), 7, "citation", "verbatim or summary", "'x'"),
    "an id with a space": (DOCUMENT.replace('id = "a"', 'id = "a b"'), 4, "id", "1 to 30 of a-z", "'a b'"),
    "an unknown key": (DOCUMENT + 'colour = "red"\n', 9, "colour", "one of the keys publisher, url", "an unknown key"),
    "a date that does not exist": (DOCUMENT + 'date = "2023-02-30"\n', 9, "date", "a date of the form", "'2023-02-30'"),
    "an address without http": (DOCUMENT + 'url = "eksempel.no"\n', 9, "url", "an address that", "'eksempel.no'"),
    "a file that is not there": (DOCUMENT.replace("a.md", "b.md"), 3, "path", "a file", "'b.md'"),
    "a flag in words": (DOCUMENT + 'secondary = "yes"\n', 9, "secondary", "true or false", "'yes'"),
    "no source at all": ("# empty\n", None, "source", "at least one table", "none"),
    "an unknown top key": ('colour = "red"\n' + DOCUMENT, 1, "colour", "one of the keys extends", "an unknown key"),
    "something else extended": ('\nextends = "mine"\n', 2, "extends", '"shipped"', "'mine'"),
    "broken TOML": (DOCUMENT + "date = \n", 9, "syntax", "valid TOML", "Invalid value"),
    "TOML that ends too early": (DOCUMENT + 'date = "20', 9, "syntax", "valid TOML", "Unterminated string"),
}


@pytest.mark.parametrize(("text", "line", "field", "expected", "got"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_told_in_place(
    text: str, line: int | None, field: str, expected: str, got: str, tmp_path: Path
) -> None:
    """An error names the file, the line, the field, what was expected and what stood there."""
    (error,) = told(tmp_path, text)
    assert (Path(error.file).name, error.line, error.field) == ("mine.toml", line, field)
    assert error.expected.startswith(expected)
    assert error.got.startswith(got)


def test_an_error_is_one_sentence(tmp_path: Path) -> None:
    (error,) = told(tmp_path, DOCUMENT.replace('"nb"', '"no"'))
    assert str(error) == f"{tmp_path}/mine.toml, line 6: language: expected one of nb, nn, en, got 'no'."


def test_all_errors_are_told_together(tmp_path: Path) -> None:
    """Two bad fields in one source and one in the next make three complaints, each with its line."""
    second = DOCUMENT.replace('"a"', '"b"').replace("a.md", "c.md")
    errors = told(tmp_path, DOCUMENT.replace('"nb"', '"no"').replace('"verbatim"', '"x"') + second)
    assert [(error.line, error.field) for error in errors] == [(6, "language"), (7, "citation"), (11, "path")]


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourcesRejected, match=r"none\.toml: file: expected a file that can be read, got No such file"):
        collect(tmp_path / "none.toml")


def test_a_list_that_is_not_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(DOCUMENT.encode("latin-1"))
    with pytest.raises(SourcesRejected, match=r"line 8: text: expected UTF-8.*, got the byte 0xf8"):
        collect(file)


@pytest.mark.parametrize(
    ("written", "read"), [("2023-11-20", "2023-11-20"), ('"2023-11"', "2023-11"), ("2023", "2023")]
)
def test_dates_may_be_dates_texts_or_years(written: str, read: str, tmp_path: Path) -> None:
    """TOML's own dates and a bare year mean what they say."""
    (source,) = collect(write(tmp_path, DOCUMENT + f"date = {written}\n"))
    assert source.about is not None
    assert source.about.provenance.date == read


def test_a_list_may_extend_the_shipped_one(tmp_path: Path) -> None:
    """The maintainer's sources come after the shipped ones."""
    sources = collect(write(tmp_path, 'extends = "shipped"\n' + DOCUMENT))
    assert sources[:-1] == collect()
    assert sources[-1].file == tmp_path / "a.md"


def test_a_list_may_leave_out_a_shipped_source(tmp_path: Path) -> None:
    """A maintainer who has better contacts leaves out ours."""
    sources = collect(write(tmp_path, 'extends = "shipped"\nwithout = ["contacts.jsonl"]\n'))
    assert {source.name for source in collect()} - {source.name for source in sources} == {"contacts.jsonl"}


def test_what_is_left_out_must_be_there(tmp_path: Path) -> None:
    (error,) = told(tmp_path, 'extends = "shipped"\nwithout = ["contact.jsonl"]\n')
    assert (error.line, error.field, error.got) == (2, "without", "'contact.jsonl'")


def test_the_shipped_list_is_the_default() -> None:
    """Without a setting the product's own sources are used, the agreement word for word."""
    sources = collect()
    assert {source.listed_in for source in sources} == {SHIPPED}
    agreement = next(source.about for source in sources if source.about)
    assert (agreement.id, agreement.citation.value, agreement.provenance.date) == (
        "avtale-2023",
        "verbatim",
        "2023-11-20",
    )


def test_everything_that_is_shipped_is_listed() -> None:
    """No source file lies beside the list without being in it."""
    listed = {source.name for source in collect()}
    there = {path.name for path in SHIPPED.parent.iterdir() if path.suffix in (".md", ".jsonl")}
    assert there == listed


def test_a_folder_gives_a_source_for_each_document_in_it(tmp_path: Path) -> None:
    """Those below it too, in the order of their paths; what cannot be read, and what is hidden, is left out."""
    for name in ("b/2. møte.md", "a.txt", "Årsmøte 2026.pdf", "bilde.png", ".skjult.md", "b/~$lås.docx"):
        file = tmp_path / "mappe" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")
    sources = collect(write(tmp_path, DOCUMENT.replace('"a.md"', '"mappe"')))
    assert [(source.name, source.about.id) for source in sources if source.about] == [
        ("a.txt", "a-a"),
        ("2. møte.md", "a-b-2-mote"),
        ("Årsmøte 2026.pdf", "a-arsmote-2026"),
    ]


def test_names_that_would_be_alike_get_a_mark_each(tmp_path: Path) -> None:
    """Whatever a file's name holds, its id is made of a to z, figures and hyphens."""
    folder = tmp_path / "mappe"
    folder.mkdir()
    for name in ("møte.md", "mote.md", "😀.md", "to\nlinjer.md", "«sitat».md"):
        (folder / name).write_text("En setning.\n", encoding="utf-8")
    ids = [s.about.id for s in collect(write(tmp_path, DOCUMENT.replace('"a.md"', '"mappe"'))) if s.about]
    assert len(set(ids)) == 5
    assert all(re.fullmatch(r"a-[a-z0-9-]{1,38}", name) for name in ids)


def test_a_pattern_chooses_among_the_files_of_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "mappe"
    folder.mkdir()
    for name in ("a.md", "b.txt"):
        (folder / name).write_text("En setning.\n", encoding="utf-8")
    sources = collect(write(tmp_path, DOCUMENT.replace('"a.md"', '"mappe"') + 'glob = "*.txt"\n'))
    assert [source.name for source in sources] == ["b.txt"]


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "hemmelig.md").write_text("En setning.\n", encoding="utf-8")
    (tmp_path / "mappe").mkdir()
    (tmp_path / "mappe" / "lenke.md").symlink_to(tmp_path / "hemmelig.md")
    (error,) = told(tmp_path, DOCUMENT.replace('"a.md"', '"mappe"'))
    assert (error.field, error.expected, error.got) == ("path", "no link that leads out of the folder", "'lenke.md'")


def test_a_folder_without_documents_is_told(tmp_path: Path) -> None:
    (tmp_path / "mappe").mkdir()
    (error,) = told(tmp_path, DOCUMENT.replace('"a.md"', '"mappe"'))
    assert (error.field, error.got) == ("path", "none in 'mappe'")
