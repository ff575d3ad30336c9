"""The rules of a knitting club that does not exist, written in every format that is read."""

import io
from collections.abc import Callable, Mapping

import docx

from tests.ingest.reading.made import Paper

TITLE = "Regler for strikkelaget Maska (oppdiktet)"
LOAN = "Symaskinen kan lånes i fjorten dager. Den hentes i kjelleren på torsdager."
DUES = "Medlemmer av Maska betaler 340 kroner i året."
BOARD = "Styret i Maska velges på årsmøtet i februar."
RULES = {"1. Utlån": LOAN, "2. Kontingent": DUES, "3. Styret": BOARD}

Rules = Mapping[str, str]


def markdown(rules: Rules) -> bytes:
    """A heading for the title and one for each rule."""
    return "\n\n".join([f"# {TITLE}", *(f"## {name}\n\n{rule}" for name, rule in rules.items())]).encode()


def text(rules: Rules) -> bytes:
    """Paragraphs alone, as a Windows program writes them."""
    return "\r\n\r\n".join(["Dette er diktet opp.", *rules.values()]).encode("utf-8-sig")


def page(rules: Rules) -> bytes:
    """A page with a menu, a banner and a foot, published on a day that it tells machines."""
    main = "".join(f"<h2>{name}</h2><p>{rule}</p>" for name, rule in rules.items())
    return f"""<!doctype html><html lang="nb"><head><title>{TITLE} - Maska</title>
<meta property="article:published_time" content="2026-03-04T10:00:00+01:00"></head><body>
<nav><ul><li><a href="/">Hjem</a></li><li><a href="/lag">Om laget</a></li><li><a href="/garn">Garn</a></li></ul></nav>
<div class="cookie-consent">Vi bruker informasjonskapsler.</div>
<main><h1>{TITLE}</h1>{main}</main><footer>Alle rettigheter er Maskas</footer></body></html>""".encode()


def pdf(rules: Rules) -> bytes:
    """A page for each rule."""
    paper = Paper(title=TITLE)
    for number, (name, rule) in enumerate(rules.items()):
        first, _, second = rule.partition(". ")
        (paper.turn() if number else paper.heading(TITLE, 20)).heading(name)
        paper.text(*([f"{first}.", second] if second else [first]))
    return paper.raw().data


def word(rules: Rules) -> bytes:
    """Headings in Word's own styles."""
    document = docx.Document()
    document.add_heading(TITLE, 0)
    for name, rule in rules.items():
        document.add_heading(name, 1)
        document.add_paragraph(rule)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


WRITERS: Mapping[str, Callable[[Rules], bytes]] = {
    "regler.md": markdown,
    "regler.txt": text,
    "regler.html": page,
    "regler.pdf": pdf,
    "regler.docx": word,
}
