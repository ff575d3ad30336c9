"""Documents made up for tests, written by the libraries that people write theirs with."""

import io
import zipfile
from collections.abc import Sequence

import docx
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.collecting import About
from ingest.raw import Raw
from knowledge.models import CitationKind, Provenance

ABOUT = About("prove", "Oppdiktet", "nb", CitationKind.VERBATIM, Provenance("Prøvehuset"))

PAGE = """<!doctype html><html lang="nb-NO"><head><title>Garnkurset - Prøvehuset</title>
<meta property="article:published_time" content="2026-03-04T10:00:00+01:00"></head><body>
<header><nav><ul><li><a href="/">Hjem</a></li><li><a href="/om">Om oss</a></li><li><a href="/s">Søk</a></li></ul></nav>
</header>
<div class="cookie-consent">Vi bruker informasjonskapsler. <button>Godta alle</button></div>
<main><h1>Garnkurset</h1>
<p>Dette oppdiktede kurset handler om <b>garn</b> og pinner.<br>Det varer i fem dager, og alle kan delta i det.</p>
<h2>Innhold</h2><ul><li>ull <ul><li>fra sau</li></ul></li><li>bomull</li></ul>
<ol><li>Først lærer du masker.</li><li>Så lærer du felling.</li></ol>
<h2>Pris og frist</h2>
<table><tr><th>Gruppe</th><th>Pris</th></tr><tr><td>Medlemmer</td><td>kr 18 000,-</td></tr>
<tr><td>Andre</td><td>20 000 kr</td></tr></table>
<dl><dt>Søknadsfrist</dt><dd>1. juni 2027</dd><dt>Sted:</dt><dd>Prøvebyen</dd></dl>
<p># 1 av *flere* kurs, og 5*6*7 er 210.</p></main>
<footer><p>Personvern og kontakt © 2026 Prøvehuset</p></footer></body></html>"""


def page_raw(html: str | bytes, **more: str) -> Raw:
    """A page as it came over the network."""
    data = html.encode() if isinstance(html, str) else html
    return Raw("https://eksempel.no/kurs", "kurs", data, media_type="text/html", **more)


class Paper:
    """Writes a PDF line by line, as programs do."""

    def __init__(self, *, title: str | None = None, password: str | None = None) -> None:
        self._stream = io.BytesIO()
        self._canvas = Canvas(self._stream, pagesize=A4, encrypt=password)
        self._canvas.setTitle(title or "")
        self._y = 780.0

    def heading(self, text: str, size: float = 18) -> "Paper":
        """A line in large letters."""
        self._y -= size
        return self._line(text, "Helvetica-Bold", size)

    def text(self, *lines: str, font: str = "Helvetica") -> "Paper":
        """A paragraph of these lines."""
        self._y -= 8
        for line in lines:
            self._line(line, font, 10)
        return self

    def table(self, rows: Sequence[Sequence[str]]) -> "Paper":
        """Rows of cells, each column from the same place on."""
        self._y -= 8
        for row in rows:
            self._canvas.setFont("Helvetica", 10)
            for column, cell in enumerate(row):
                if cell:
                    self._canvas.drawString(70 + 150 * column, self._y, cell)
            self._y -= 13
        return self

    def edge(self, top: str, bottom: str) -> "Paper":
        """A running head and foot."""
        self._canvas.setFont("Helvetica", 8)
        self._canvas.drawString(70, 815, top)
        self._canvas.drawString(280, 25, bottom)
        return self

    def turn(self) -> "Paper":
        """The next page."""
        self._canvas.showPage()
        self._y = 780.0
        return self

    def raw(self) -> Raw:
        """The file."""
        self._canvas.save()
        return Raw("avtale.pdf", "avtale.pdf", self._stream.getvalue())

    def _line(self, text: str, font: str, size: float) -> "Paper":
        self._canvas.setFont(font, size)
        self._canvas.drawString(70, self._y, text)
        self._y -= 1.2 * size
        return self


def agreement() -> Raw:
    """Three pages with running heads, a heading, a list, a table, and words that a line's and a page's end part."""
    paper = Paper(title="Oppdiktet avtale om garn")
    head = "Prøvehusets avtaler"
    paper.edge(head, "Side 1 av 3").heading("Oppdiktet avtale om garn", 22).heading("1. Formål")
    paper.text(
        "Partene vil samarbeide om videreutdan-",
        "ning, og om etter- og videreutdanning for alle som har en KI-",
        "rolle i arbeidet sitt. Det gjelder også dem som bor langt borte fra Prøvebyen.",
    )
    paper.text("Dette er nytt. Avtalen gjelder for alle ansatte i bedriftene, og den kan ikke sies opp før")
    paper.turn().edge(head, "Side 2 av 3").text("partene er enige om det. Slik er det.")
    paper.heading("2. Kurs").text("Partene tilbyr:").text("• garn for nybegynnere", "• garn for viderekomne")
    paper.table([["Kurs", "Pris", "Frist"], ["Garn A", "kr 18 000,-", "1. juni 2027"], ["Garn B", "gratis", "H2027"]])
    paper.turn().edge(head, "Side 3 av 3").heading("3. Slutt").text("Avtalen er slutt her.")
    return paper.raw()


def letter() -> docx.document.Document:
    """A DOCX document with a title, headings, lists and a table."""
    document = docx.Document()
    document.add_heading("Oppdiktet avtale", 0)
    document.add_heading("1. Formål", 1)
    document.add_paragraph("Partene vil strikke sammen. Det er *viktig*.")
    document.add_paragraph("ull", style="List Bullet")
    document.add_paragraph("bomull", style="List Bullet")
    document.add_heading("Priser", 2)
    table = document.add_table(3, 2)
    for row, texts in zip(table.rows, (("Gruppe", "Pris"), ("Medlemmer", "kr 18 000,-"), ("Andre", "")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.sections[0].header.paragraphs[0].text = "Prøvehusets hode"
    return document


def docx_raw(document: docx.document.Document) -> Raw:
    """The document as a file."""
    stream = io.BytesIO()
    document.save(stream)
    return Raw("brev.docx", "brev.docx", stream.getvalue())


def repacked(raw: Raw, name: str, content: bytes) -> Raw:
    """The same zip file with another part ``name``."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw.data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry))
        new.writestr(name, content)
    return Raw(raw.place, raw.name, stream.getvalue())


def bomb(content: bytes, filters: str = "/FlateDecode") -> Raw:
    """A PDF of one page whose content is ``content`` behind these filters."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter[%s]>>stream\n%s\nendstream" % (len(content), filters.encode(), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    data = out + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )
    return Raw("bombe.pdf", "bombe.pdf", data)
