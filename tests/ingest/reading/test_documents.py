"""Markdown and plain text become sections of blocks, and the words stay as they are."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.chunking import chunk
from ingest.errors import SourceError
from ingest.reading.documents import Document
from ingest.reading.formats import read_document
from ingest.text_files import raw_of
from tests.ingest.reading.made import ABOUT


def read(folder: Path, text: str, *, name: str = "prøve.md") -> Document:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return read_document(ABOUT, raw_of(file))


def texts(document: Document) -> list[str]:
    return [block.text for section in document.sections for block in section.blocks]


WORDS = {
    "lines of a paragraph": ("En linje\nog en til.", ["En linje og en til."]),
    "hard line breaks": ("En linje  \nog en til.", ["En linje og en til."]),
    "windows line ends": ("Ett.\r\n\r\nTo.", ["Ett.", "To."]),
    "strong words": ("Dette er **viktig** her.", ["Dette er viktig her."]),
    "stressed words": ("*Heretter kalt «part».*", ["Heretter kalt «part»."]),
    "both": ("***Alt*** på én gang.", ["Alt på én gang."]),
    "strong part of a word": ("**Prøve**huset", ["Prøvehuset"]),
    "strong over a line break": ("**Avtale om  \nprøver**", ["Avtale om prøver"]),
    "stars that count": ("2 * 3 * 4 er 24, og 5*6*7 er 210.", ["2 * 3 * 4 er 24, og 5*6*7 er 210."]),
    "a list": ("- ett\n- to", ["- ett\n- to"]),
    "a list of stars": ("* ett\n+ to\n• tre", ["- ett\n- to\n- tre"]),
    "a list with gaps": ("- ett\n\n- to", ["- ett\n- to"]),
    "a list with long items": ("- ett\n  og litt til\n- to", ["- ett og litt til\n- to"]),
    "a list after its lead-in": ("Vi vil:\n- lære\n- dele", ["Vi vil:", "- lære\n- dele"]),
    "a numbered list": ("1. Lær\n2. Del", ["- 1. Lær\n- 2. Del"]),
    "a wrapped date": ("Fristen er\n7. juni 2024.", ["Fristen er 7. juni 2024."]),
    "a paragraph that begins with a date": ("7. juni 2024 var fristen.", ["7. juni 2024 var fristen."]),
    "a wrapped year": (
        "Avtalen gjelder til høsten\n25. Så er den over.",
        ["Avtalen gjelder til høsten 25. Så er den over."],
    ),
    "a paragraph broken by a converter": (
        "NHO vil også kunne\n\nfasilitere møter.",
        ["NHO vil også kunne fasilitere møter."],
    ),
    "a finished paragraph": ("Det er slutt.\n\nmen ikke helt", ["Det er slutt.", "men ikke helt"]),
    "an unfinished one before a capital": ("Oslo, 1. mai 2020\n\nSignatur", ["Oslo, 1. mai 2020", "Signatur"]),
    "a lead-in before a lower case": ("Vi vil:\n\nlære", ["Vi vil:", "lære"]),
    "a table": ("| a | b |\n|---|---|\n| 1 | 2 |", ["| a | b |\n|---|---|\n| 1 | 2 |"]),
    "code": ("```\n# ingen overskrift\n\n**x**\n```", ["```\n# ingen overskrift\n\n**x**\n```"]),
    "an escaped mark": ("\\# 1 av flere\n\n\\- ikke et punkt", ["# 1 av flere", "- ikke et punkt"]),
    "front matter": ("---\nauthor: ingen\n---\nEn setning.", ["En setning."]),
    "a byte order mark": ("\ufeffEn setning.", ["En setning."]),
}


@pytest.mark.parametrize(("text", "expected"), WORDS.values(), ids=WORDS.keys())
def test_words_stay_and_marks_go(text: str, expected: list[str], tmp_path: Path) -> None:
    """Emphasis, line ends and a converter's breaks vanish from what is quoted, nothing else does."""
    assert texts(read(tmp_path, text)) == expected


PATHS = {
    "no heading": ("Tekst.", [("prove#start", ())]),
    "a title is no heading": ("# Prøven\n\nTekst.\n\n## Mer\n\nTekst.", [("prove#start", ()), ("prove#mer", ("Mer",))]),
    "two titles are headings": ("# A\n\nTekst.\n\n# B\n\nTekst.", [("prove#a", ("A",)), ("prove#b", ("B",))]),
    "nested": ("## Ytre\n\n### Indre\n\nTekst.", [("prove#indre", ("Ytre", "Indre"))]),
    "siblings": ("## A1\n\nx.\n\n### B1\n\nx.\n\n## C1\n\nx.", [
        ("prove#a1", ("A1",)), ("prove#b1", ("A1", "B1")), ("prove#c1", ("C1",))]),
    "marks are collected": ("## 2. Formål\n\n### B. **Vann - mest kaldt.**\n\nx.", [
        ("prove#2-b-vann-mest-kaldt", ("2. Formål", "B. Vann - mest kaldt"))]),
    "numbers outrank levels": (
        "## 2. Formål\n\n### A. En\n\nx.\n\n### 3. Ansvar\n\nx.\n\n### A. To\n\nx.\n\n### 4. Slutt\n\nx.", [
        ("prove#2-a-en", ("2. Formål", "A. En")), ("prove#3-ansvar", ("3. Ansvar",)),
        ("prove#3-a-to", ("3. Ansvar", "A. To")), ("prove#4-slutt", ("4. Slutt",))]),
    "numbers start again inside": ("## 2. Ytre\n\n### 1. Indre\n\nx.", [("prove#2-1-indre", ("2. Ytre", "1. Indre"))]),
    "decimal numbers": ("## 2 Ytre\n\n### 2.1 Indre\n\nx.", [("prove#2-1-indre", ("2 Ytre", "2.1 Indre"))]),
    "a name that is taken": ("## Pris\n\nx.\n\n## Pris\n\nx.", [
        ("prove#pris", ("Pris",)), ("prove#pris-2", ("Pris",))]),
    "norwegian letters": ("## Ærlig øl på Åsen\n\nx.", [("prove#aerlig-ol-pa-asen", ("Ærlig øl på Åsen",))]),
    "a section without text": ("## Tom\n\n## Full\n\nx.", [("prove#full", ("Full",))]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PATHS.values(), ids=PATHS.keys())
def test_sections_know_their_place(text: str, expected: list[tuple[str, tuple[str, ...]]], tmp_path: Path) -> None:
    """Heading paths run from the outside in, and ids are readable and unique."""
    sections = read(tmp_path, text).sections
    assert [(section.source_id, section.heading_path) for section in sections] == expected


def test_a_section_id_ends_in_a_whole_word_within_sixty_characters(tmp_path: Path) -> None:
    heading = "1. En overskrift som er så lang at ingen vil lese den helt til slutten av linjen"
    (section,) = read(tmp_path, f"## {heading}\n\nx.").sections
    assert section.source_id == "prove#1-en-overskrift-som-er-sa-lang-at-ingen-vil-lese"
    assert len(section.source_id) <= 60


def test_plain_text_has_no_headings(tmp_path: Path) -> None:
    """In a .txt file a number sign and a star are words like others."""
    document = read(tmp_path, "# 1 av *2*\n\nTekst.", name="prøve.txt")
    assert texts(document) == ["# 1 av *2*", "Tekst."]


def test_another_format_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"path: expected a document that ends in .md, .markdown, .txt, .html"):
        read(tmp_path, "x", name="prøve.odt")


def test_an_empty_document_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="text: expected at least one paragraph, got none"):
        read(tmp_path, "\n\n# Bare en tittel\n")


def test_a_line_of_the_file_is_remembered(tmp_path: Path) -> None:
    """Blocks know where they begin."""
    document = read(tmp_path, "## A1\n\nEn.\n\nTo.\n\n- tre\n")
    assert [block.line for section in document.sections for block in section.blocks] == [3, 5, 7]


def test_a_long_table_is_cut_into_pieces_that_name_its_columns(tmp_path: Path) -> None:
    """Every passage of it knows the columns by its heading path; the rows are quoted once, as they stand."""
    rows = [f"| Garn {number} | kr {number} 000,- | {number}. juni 2027 |" for number in range(1, 31)]
    table = "\n".join(["| Kurs | Pris | Frist |", "|---|---|---|", *rows])
    chunks = chunk([read(tmp_path, f"## Priser\n\nDette koster det:\n\n{table}\n\nSlik er det.\n")])
    pieces = [made for made in chunks if made.heading_path == ("Priser", "Kurs, Pris, Frist")]
    assert len(pieces) > 2
    assert "\n".join(made.text for made in pieces) == table
    assert [made.heading_path for made in chunks if made not in pieces] == [("Priser",), ("Priser",)]


def test_what_the_list_does_not_say_the_document_says(tmp_path: Path) -> None:
    """A title, or else the file's name; a language, by its words."""
    file = tmp_path / "om_garn.txt"
    file.write_text("The yarn is sold by the members, and they know which of them is best.", encoding="utf-8")
    document = read_document(replace(ABOUT, title=None, language=None), raw_of(file))
    assert (document.title, document.language) == ("Om garn", "en")
    titled = tmp_path / "x.md"
    titled.write_text("# Garn\n\nDette er ikke en bok.", encoding="utf-8")
    document = read_document(replace(ABOUT, title=None, language=None), raw_of(titled))
    assert (document.title, document.language) == ("Garn", "nb")


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """A sparse file of 200 MB: its size is told with the limit, its bytes are left alone."""
    file = tmp_path / "stor.html"
    with file.open("wb") as stream:
        stream.truncate(200_000_000)
    with pytest.raises(SourceError, match="expected at most 100 MB, got 200 MB"):
        raw_of(file)


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    """It would be waited for without end."""
    os.mkfifo(tmp_path / "rør.md")
    with pytest.raises(SourceError, match="an ordinary file"):
        raw_of(tmp_path / "rør.md")
