"""An answer as a terminal shows it."""

from collections.abc import Iterator

from knowledge.dates import spell
from knowledge.models import Answer, Citation, CitationKind, Language

_SOURCES: dict[Language, str] = {"nb": "Kilder", "nn": "Kjelder", "en": "Sources"}
_SUMMARY: dict[Language, str] = {
    "nb": "Brobyggers sammendrag av {publisher}",
    "nn": "Brobyggers samandrag av {publisher}",
    "en": "Brobygger's summary of {publisher}",
}


def shown(answer: Answer) -> str:
    """The answer's text, then each source with its date, its address and the exact quote."""
    lines = [answer.text]
    if answer.citations:
        lines += ["", f"{_SOURCES[answer.language]}:"]
        lines += [line for citation in answer.citations for line in _source(citation, answer.language)]
    return "\n".join(lines)


def _source(citation: Citation, language: Language) -> Iterator[str]:
    provenance = citation.provenance
    title = citation.title
    if citation.kind is CitationKind.SUMMARY and provenance.publisher != "Brobygger":
        title = _SUMMARY[language].format(publisher=provenance.publisher)
    dated = spell(provenance.date, language) if provenance.date else None
    when = ", ".join(part for part in (dated, provenance.date_note) if part)
    yield "[{n}] {what}".format(n=citation.n, what=" – ".join(p for p in (title, citation.section, when) if p))
    if provenance.url:
        yield f"    {provenance.url}"
    quote = citation.quote.replace("\n", "\n     ")
    yield f"    «{quote}»"
