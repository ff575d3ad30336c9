"""A page's main text survives with its headings, lists and tables; menus, footers and banners do not."""

import pytest

from ingest.chunking import chunk
from ingest.errors import SourceError
from ingest.reading.formats import convert, read_document
from ingest.reading.html import read_html
from tests.ingest.reading.made import ABOUT, PAGE, page_raw


def lines(html: str) -> list[str]:
    return [text for _, text in read_html(page_raw(html)).lines if text]


def main(body: str) -> str:
    return f"<html lang=nb><body><main><h1>Oppdiktet</h1>{body}</main></body></html>"


def test_a_page_becomes_markdown() -> None:
    """Everything of the main part, nothing around it."""
    assert lines(PAGE) == [
        "# Garnkurset",
        "Dette oppdiktede kurset handler om garn og pinner. Det varer i fem dager, og alle kan delta i det.",
        "## Innhold",
        "- ull",
        "- fra sau",
        "- bomull",
        "- 1. Først lærer du masker.",
        "- 2. Så lærer du felling.",
        "## Pris og frist",
        "| Gruppe | Pris |",
        "|---|---|",
        "| Medlemmer | kr 18 000,- |",
        "| Andre | 20 000 kr |",
        "- Søknadsfrist: 1. juni 2027",
        "- Sted: Prøvebyen",
        "\\# 1 av *flere* kurs, og 5*6*7 er 210.",
    ]


def test_a_page_says_its_title_language_and_date() -> None:
    """The site's name is no part of the title."""
    page = read_html(page_raw(PAGE))
    assert (page.title, page.language, page.published) == ("Garnkurset", "nb", "2026-03-04")


def test_from_a_page_to_chunks_that_quote_it() -> None:
    """The journey: heading path, the words as they stand, and the page's date as that of the source."""
    chunks = chunk([read_document(ABOUT, page_raw(PAGE))])
    found = {made.section: made for made in chunks}
    assert "| Medlemmer | kr 18 000,- |" in found["Pris og frist"].text
    assert "# 1 av *flere* kurs, og 5*6*7 er 210." in found["Pris og frist"].text
    assert found["Innhold"].provenance.date == "2026-03-04"
    assert not any(word in made.text for made in chunks for word in ("informasjonskapsler", "Hjem", "Personvern"))


def test_what_an_extraction_loses_is_kept() -> None:
    """Without <main>, the words of a list and a table are still there, and the menu is not."""
    html = PAGE.replace("<main>", "<div>").replace("</main>", "</div>")
    found = lines(html)
    assert "| Medlemmer | kr 18 000,- |" in found
    assert "- Søknadsfrist: 1. juni 2027" in found
    assert "- bomull" in found
    assert not any("Hjem" in line or "Godta" in line for line in found)


BODIES = {
    "a cell over two rows is told in both": (
        "<table><tr><th>A</th><th>B</th></tr><tr><td rowspan=2>x</td><td>1</td></tr><tr><td>2</td></tr></table>",
        ["| A | B |", "|---|---|", "| x | 1 |", "| x | 2 |"],
    ),
    "a span without end has an end": (
        "<table><tr><th colspan=99999999999>A</th><th>B</th></tr><tr><td>x</td><td>1</td></tr></table>",
        ["| A | B |", "| x | 1 |"],
    ),
    "a table that arranges the page is none": (
        "<table><tr><td><h2>Tittel</h2><p>En setning om garn.</p></td><td>Nei</td></tr></table>",
        ["## Tittel", "En setning om garn.", "Nei"],
    ),
    "cards are no list": (
        "<ul><li><h3>Kurs A</h3><p>Om garn.</p></li><li><h3>Kurs B</h3><p>Om ull.</p></li></ul>",
        ["### Kurs A", "Om garn.", "### Kurs B", "Om ull."],
    ),
    "line breaks make paragraphs when there are two": ("<p>En.<br><br>To.<br>Tre.</p>", ["En.", "To. Tre."]),
    "hidden words": ("<p>Synlig.</p><p hidden>Usynlig.</p><p style='display: none'>Usynlig.</p>", ["Synlig."]),
    "invisible signs": ("<p>vide\u00adre\u200but\u00addanning</p>", ["videreutdanning"]),
}


@pytest.mark.parametrize(("body", "expected"), BODIES.values(), ids=BODIES.keys())
def test_the_own_reading_of_a_page(body: str, expected: list[str]) -> None:
    """Small pieces of HTML, without the extraction's opinion of how long a text must be."""
    from lxml.html import document_fromstring

    from ingest.reading.html import _prune
    from ingest.reading.html_walk import walk
    from ingest.reading.lines import Lines

    tree = document_fromstring(main(body))
    _prune(tree, around=True)
    written = Lines("x")
    walk(tree, written)
    found = [text for text in written.texts if text and text != "# Oppdiktet"]
    assert [text for text in found if not set(text) <= set("|-") or text in expected] == expected


LD = '<script type="application/ld+json">'
DATES = {
    "JSON-LD": (f'{LD}{{"@graph":[{{"datePublished":"2025-02-03T08:00"}}]}}</script>', "2025-02-03"),
    "broken JSON-LD": (f'{LD}{{"datePublished":</script>', None),
    "a day that does not exist": ('<meta property="article:published_time" content="2025-02-31">', None),
    "no date": ("", None),
}  # fmt: skip


@pytest.mark.parametrize(("head", "expected"), DATES.values(), ids=DATES.keys())
def test_only_a_date_that_is_told_is_taken(head: str, expected: str | None) -> None:
    """A figure in the text is no publishing date."""
    html = f"<html lang=en><head>{head}</head><body><main><h1>A</h1><p>From 1. juni 2027 on.</p></main></body>"
    page = read_html(page_raw(html))
    assert (page.published, page.language) == (expected, "en")


def test_a_page_of_another_encoding_is_read_as_it_declares() -> None:
    """The server's charset, or the page's own."""
    html = PAGE.replace("<head>", "<head><meta charset=iso-8859-1>")
    declared = read_html(page_raw(html.encode("latin-1", "replace")))
    by_server = read_html(page_raw(PAGE.encode("latin-1", "replace"), charset="windows-1252"))
    assert declared.lines == by_server.lines
    assert any("Søknadsfrist" in text for _, text in declared.lines)


def told(html: str | bytes) -> SourceError:
    with pytest.raises(SourceError) as caught:
        convert(page_raw(html))
    return caught.value


def test_a_page_in_an_undeclared_encoding_is_told_with_its_line() -> None:
    error = told(PAGE.encode("latin-1", "replace"))
    assert (error.line, error.field, error.expected) == (1, "text", "UTF-8")
    assert "iconv" in error.got


BAD = {
    "empty": (b" \n", "text", "at least one paragraph"),
    "without text": (b"<html><body><script>x()</script></body></html>", "text", "a page with text"),
    "200 MB": (b"<p>" * 67_000_000, "file", "at most 10 MB of HTML"),
    "too many elements": (b"<html><body>" + b"<i>" * 5 + b"<b>x</b>" * 250_000, "file", "at most 200000 elements"),
    "too deep": (b"<div>" * 300 + b"En setning om garn.", "file", "elements within at most 256 others"),
    "zero bytes": (b"<p>a\0b</p>", "text", "text (UTF-8"),
}


@pytest.mark.parametrize(("data", "field", "expected"), BAD.values(), ids=BAD.keys())
def test_a_bad_page_is_told_in_one_line(data: bytes, field: str, expected: str) -> None:
    error = told(data)
    assert error.field == field
    assert error.expected.startswith(expected)
    assert str(error.file) == "https://eksempel.no/kurs"
    assert "\n" not in str(error)


def test_entities_of_a_page_read_no_file() -> None:
    """A document type of somebody's own is not obeyed."""
    doctype = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    converted = convert(page_raw(f"{doctype}<html lang=nb><body><main><p>Alt &x; er bra.</p></main>"))
    assert "root:" not in " ".join(text for _, text in converted.lines)
