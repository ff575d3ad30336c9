"""A PDF's pages, headings, lists and tables survive; running heads, page numbers and line ends do not."""

import io
import zlib
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from ingest.chunking import chunk
from ingest.errors import SourceError
from ingest.raw import Raw
from ingest.reading.formats import convert, read_document
from ingest.reading.pdf import read_pdf
from ingest.reading.pdf_words import Known
from tests.ingest.reading.made import ABOUT, Paper, agreement, bomb


def test_a_pdf_becomes_markdown() -> None:
    """What a line's or a page's end parted is whole again, on the page where it begins."""
    assert [text for _, text in read_pdf(agreement()).lines if text] == [
        "# Oppdiktet avtale om garn",
        "## 1. Formål",
        "###### side 1",
        "Partene vil samarbeide om videreutdanning, og om etter- og videreutdanning for alle som har en KI-rolle i "
        "arbeidet sitt. Det gjelder også dem som bor langt borte fra Prøvebyen.",
        "Dette er nytt. Avtalen gjelder for alle ansatte i bedriftene, og den kan ikke sies opp før partene er enige "
        "om det. Slik er det.",
        "## 2. Kurs",
        "###### side 2",
        "Partene tilbyr:",
        "- garn for nybegynnere",
        "- garn for viderekomne",
        "| Kurs | Pris | Frist |",
        "|---|---|---|",
        "| Garn A | kr 18 000,- | 1. juni 2027 |",
        "| Garn B | gratis | H2027 |",
        "## 3. Slutt",
        "###### side 3",
        "Avtalen er slutt her.",
    ]


def test_from_a_pdf_to_chunks_that_name_the_page() -> None:
    """The journey: a citation names heading and page, and quotes the file's own words."""
    chunks = chunk([read_document(ABOUT, agreement())])
    assert [(made.id, made.heading_path) for made in chunks] == [
        ("prove#1-formal-side-1", ("1. Formål", "side 1")),
        ("prove#2-kurs-side-2", ("2. Kurs", "side 2")),
        ("prove#3-slutt-side-3", ("3. Slutt", "side 3")),
    ]
    assert "| Garn A | kr 18 000,- | 1. juni 2027 |" in chunks[1].text
    assert chunks[2].text == "Avtalen er slutt her."


def test_a_pages_name_is_in_the_documents_language() -> None:
    from dataclasses import replace

    document = read_document(replace(ABOUT, language="en"), agreement())
    assert document.sections[0].heading_path == ("1. Formål", "page 1")


def test_text_that_is_no_heading_stands_under_its_page() -> None:
    raw = Paper().text("Bare en setning.").turn().text("# Enda en setning.").raw()
    chunks = chunk([read_document(ABOUT, raw)])
    assert [(made.heading_path, made.text) for made in chunks] == [
        (("side 1",), "Bare en setning."),
        (("side 2",), "# Enda en setning."),
    ]


def test_cells_may_be_empty_or_go_on_below() -> None:
    rows = [
        ["Kurs", "Innhold", "Pris"],
        ["A", "garn og", "10"],
        ["", "pinner", ""],
        ["B", "ull", "20"],
        ["C", "", "30"],
    ]
    found = [text for _, text in read_pdf(Paper().table(rows[:2] + rows[3:]).raw()).lines if text]
    assert found[2:] == ["|---|---|---|", "| A | garn og | 10 |", "| B | ull | 20 |", "| C |  | 30 |"]


WORDS = {
    "one word": (["videreutdan-", "ning er bra"], "videreutdanning er bra"),
    "a half that waits": (["etter-", "og videreutdanning"], "etter- og videreutdanning"),
    "an abbreviation": (["et KI-", "kurs"], "et KI-kurs"),
    "a name": (["Nord-", "Norge"], "Nord-Norge"),
    "a soft hyphen": (["NTNU\u00ad", "ansatt"], "NTNUansatt"),
    "as it stands elsewhere": (["e-", "post"], "e-post"),
    "no hyphen": (["to", "ord"], "to ord"),
    "a dash": (["slik –", "og sånn"], "slik – og sånn"),
}


@pytest.mark.parametrize(("lines", "expected"), WORDS.values(), ids=WORDS.keys())
def test_parted_words_are_joined_when_that_is_right(lines: list[str], expected: str) -> None:
    assert Known(["Skriv e-post til oss."]).joined(lines) == expected


def test_a_page_without_text_is_noted() -> None:
    assert convert(agreement()).notes == ()
    raw = Paper().text("En setning om garn.").turn().text("").turn().text("Slutt.").raw()
    assert convert(raw).notes == ("no text on page 2 of 3; if they are pictures, run them through OCR",)


def told(raw: Raw) -> SourceError:
    with pytest.raises(SourceError) as caught:
        convert(raw)
    assert "\n" not in str(caught.value)
    return caught.value


def raw_of(data: bytes) -> Raw:
    return Raw("fil.pdf", "fil.pdf", data)


def test_a_scanned_pdf_is_told() -> None:
    error = told(Paper().text("").raw())
    assert error.got == "a PDF that has no text (scanned pages); run it through OCR"


def test_an_encrypted_pdf_is_told() -> None:
    error = told(Paper(password="hemmelig").text("En setning.").raw())
    assert (error.expected, error.got) == ("a PDF without a password", "an encrypted one; save it without")


def test_a_pdf_that_only_forbids_printing_is_read() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(agreement().data)))
    writer.encrypt(user_password="", owner_password="eier", algorithm="AES-256")
    stream = io.BytesIO()
    writer.write(stream)
    assert convert(raw_of(stream.getvalue())).lines == convert(agreement()).lines


BAD: dict[str, Any] = {
    "empty": (b"", "at least one paragraph", "an empty file"),
    "truncated": (agreement().data[:-900], "a whole PDF file", "a truncated one"),
    "cut in half": (agreement().data[:2000], "a whole PDF file", "a truncated one"),
    "a page instead": (b"<!doctype html><p>Logg inn</p>", "a PDF file", "one that begins '<!doctype html>"),
    "nothing between its ends": (b"%PDF-1.7\n%%EOF", "a whole PDF file", "a damaged one"),
}


@pytest.mark.parametrize(("data", "expected", "got"), BAD.values(), ids=BAD.keys())
def test_a_bad_pdf_is_told(data: bytes, expected: str, got: str) -> None:
    error = told(raw_of(data))
    assert error.expected.startswith(expected)
    assert error.got.startswith(got)


BOMBS = {
    "one stream of two gigabytes": (zlib.compress(zlib.compress(bytes(200_000_000), 9), 9), "/FlateDecode/FlateDecode"),
    "a hundred filters": (zlib.compress(b"BT ET"), "/FlateDecode" * 100),
}


@pytest.mark.parametrize(("content", "filters"), BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_told(content: bytes, filters: str) -> None:
    """In bounded time and memory, whatever the library makes of it."""
    told(bomb(content, filters))


def test_too_many_pages_are_told() -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(9, 9)
    for _ in range(2000):
        writer.add_page(page)
    stream = io.BytesIO()
    writer.write(stream)
    assert told(raw_of(stream.getvalue())).expected == "at most 2000 pages"
