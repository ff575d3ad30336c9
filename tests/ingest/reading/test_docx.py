"""A DOCX document's headings, lists, numbers and tables survive; heads, deleted words and bombs do not."""

import io
import zipfile

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from ingest.chunking import chunk
from ingest.errors import SourceError
from ingest.raw import Raw
from ingest.reading.archive import open_checked
from ingest.reading.docx import read_docx
from ingest.reading.formats import convert, read_document
from tests.ingest.reading.made import ABOUT, docx_raw, letter, repacked


def lines(raw: Raw) -> list[str]:
    return [text for _, text in read_docx(raw).lines if text]


def test_a_docx_becomes_markdown() -> None:
    """Stars are words, since no mark of Word's is written with them."""
    assert lines(docx_raw(letter())) == [
        "# Oppdiktet avtale",
        "## 1. Formål",
        "Partene vil strikke sammen. Det er *viktig*.",
        "- ull",
        "- bomull",
        "### Priser",
        "| Gruppe | Pris |",
        "|---|---|",
        "| Medlemmer | kr 18 000,- |",
        "| Andre |  |",
    ]


def test_from_a_docx_to_chunks_that_quote_it() -> None:
    """The journey: heading paths without the title, and the words as they stand."""
    chunks = chunk([read_document(ABOUT, docx_raw(letter()))])
    assert [(made.id, made.heading_path) for made in chunks] == [
        ("prove#1-formal", ("1. Formål",)),
        ("prove#priser", ("1. Formål", "Priser")),
    ]
    assert chunks[0].text.startswith("Partene vil strikke sammen. Det er *viktig*.")


def test_changes_are_taken_as_accepted() -> None:
    document = letter()
    paragraph = document.add_paragraph("Før ")
    mark = 'w:id="1" w:author="x" w:date="2026-01-01T00:00:00Z"'
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')} {mark}><w:r><w:t>nytt</w:t></w:r></w:ins>"))
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')} {mark}><w:r><w:delText>gammelt</w:delText></w:r></w:del>"))
    assert lines(docx_raw(document))[-1] == "Før nytt"


def test_what_stands_in_a_content_control_is_read_and_a_table_of_contents_is_not() -> None:
    document = letter()
    text = "<w:p><w:r><w:t>I en ramme.</w:t></w:r></w:p>"
    contents = '<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:t>1. Formål 3</w:t></w:r></w:p>'
    style = '<w:style {} w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'.format(nsdecls("w"))
    document.styles.element.append(parse_xml(style))
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent>{contents}{text}</w:sdtContent></w:sdt>")
    document.element.body.insert(len(document.element.body) - 1, control)
    assert lines(docx_raw(document))[-1] == "I en ramme."


def test_numbers_that_word_counts_are_told() -> None:
    """A heading "1." and an item "a)" have their numbers from a list; a reader sees them, so a quote has them."""
    document = letter()
    forms = ((0, 3, "decimal", "%1."), (1, 1, "lowerLetter", "%1.%2)"), (2, 1, "upperRoman", "%3"))
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, start, form, text in forms
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level, text in ((0, "Tre"), (1, "A"), (1, "B"), (2, "Romersk"), (0, "Fire"), (1, "Igjen")):
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        )
    assert lines(docx_raw(document))[-6:] == [
        "- 3. Tre",
        "- 3.a) A",
        "- 3.b) B",
        "- I Romersk",
        "- 4. Fire",
        "- 4.a) Igjen",
    ]


def test_merged_cells_are_told_where_they_reach() -> None:
    document = letter()
    table = document.add_table(3, 2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = str(number)
    table.cell(1, 0).merge(table.cell(2, 0)).text = "begge"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "bred"
    assert lines(docx_raw(document))[-2:] == ["| begge | 3 |", "| begge | 5 |"]


def told(raw: Raw) -> SourceError:
    with pytest.raises(SourceError) as caught:
        convert(raw)
    assert "\n" not in str(caught.value)
    return caught.value


def raw_of(data: bytes) -> Raw:
    return Raw("fil.docx", "fil.docx", data)


GOOD = docx_raw(letter())
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'


def declaring(size: int) -> Raw:
    """A file whose directory declares a part of ``size`` bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        archive.writestr("word/document.xml", b"<x/>")
        archive.infolist()[0].file_size = size
    return raw_of(stream.getvalue())


BAD = {
    "empty": (raw_of(b""), "at least one paragraph", "an empty file"),
    "truncated": (raw_of(GOOD.data[: len(GOOD.data) // 2]), "a whole DOCX", "a broken or truncated one"),
    "another file": (raw_of(b"Hei, dette er ikke en zip-fil."), "a whole DOCX", "a broken or truncated one"),
    "encrypted": (raw_of(OLD_OFFICE + "EncryptedPackage".encode("utf-16-le")), "a file without a password", "an enc"),
    "of an old form": (raw_of(OLD_OFFICE), "a DOCX or XLSX file", "one of an old form"),
    "10 GB declared": (declaring(10_000_000_000), "at most 200 MB when unpacked", "10 000 MB"),
    "a zip bomb": (
        repacked(GOOD, "word/media/a.bin", bytes(150_000_000)),
        "parts that are packed",
        "'word/media/a.bin'",
    ),
    "an entity bomb": (
        repacked(GOOD, "word/document.xml", ENTITIES),
        "XML without a document type",
        "one in 'word/doc",
    ),
    "without a document": (repacked(GOOD, "[Content_Types].xml", b"<Types/>"), "a DOCX file", "another or damaged one"),
    "broken XML": (repacked(GOOD, "word/document.xml", b"<w:document"), "a DOCX file", "another or damaged one"),
}


@pytest.mark.parametrize(("raw", "expected", "got"), BAD.values(), ids=BAD.keys())
def test_a_bad_docx_is_told(raw: Raw, expected: str, got: str) -> None:
    error = told(raw)
    assert error.expected.startswith(expected)
    assert error.got.startswith(got)


def test_too_many_parts_are_told() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(10_001):
            archive.writestr(str(number), b"")
    assert told(raw_of(stream.getvalue())).expected == "at most 10000 parts in the file"


def test_a_document_without_text_is_told() -> None:
    document = letter()
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    assert told(docx_raw(document)).expected == "at least one paragraph"


def test_a_good_archive_is_opened() -> None:
    """XLSX files come through the same door."""
    with open_checked(GOOD) as archive:
        assert "word/document.xml" in archive.namelist()
