"""Where an answer comes from: compact lines under it, and a modal with every quote."""

from collections.abc import Sequence
from typing import Any

from bot.rendering import blocks
from bot.rendering.blocks import Block
from bot.rendering.dating import reader_date
from bot.rendering.plain import clean, clip, one_line, web_address
from bot.wording import Words
from knowledge.models import Citation, CitationKind

UNDATED = "udatert"  # how a note begins whose date was worked out, not printed
OWN = "Brobygger"  # the publisher of facts that rest on reading all the sources
LINE = 160  # characters of one source line under an answer
SHOWN_IN_MODAL = 45  # two blocks each, and a modal takes 100
QUOTE = 4000  # far beyond a passage; keeps a view under Slack's 250 kB whatever a source holds


def source_texts(citations: Sequence[Citation], words: Words) -> list[str]:
    """``[1] Publisher – section – date``, a line each; marks whose lines are the same share one."""
    marks: dict[str, list[str]] = {}
    for citation in citations:
        marks.setdefault(_source(citation, words), []).append(f"[{citation.n}]")
    return [f"{' '.join(numbers)} {source}" for source, numbers in marks.items()]


def _source(citation: Citation, words: Words) -> str:
    where = one_line(citation.section) or one_line(citation.title)
    parts = [_named(citation), where, source_date(citation, words)]
    return clip(" – ".join(part for part in parts if part), LINE)


def _named(citation: Citation) -> str:
    """A document of the source's own by its title, everything else by its publisher."""
    verbatim = citation.kind is CitationKind.VERBATIM and citation.section
    return one_line(citation.title if verbatim else citation.provenance.publisher)


def source_date(citation: Citation, words: Words) -> str:
    """The source's date as far as it is known, or that it is undated."""
    date = citation.provenance.date
    return reader_date(date, words.language) if date else words.say("source.undated")


def source_lines(citations: Sequence[Citation], words: Words) -> Block:
    """All source lines as one small block."""
    return blocks.context("\n".join(source_texts(citations, words)))


def sources_view(citations: Sequence[Citation], words: Words) -> dict[str, Any]:
    """The modal that shows each citation with its exact quote."""
    shown: list[Block] = []
    for citation in citations[:SHOWN_IN_MODAL]:
        if shown:
            shown.append({"type": "divider"})
        shown.append(_citation(citation, words))
    return modal(shown, words)


def sources_gone_view(words: Words) -> dict[str, Any]:
    """The modal for an answer that retention has removed."""
    return modal([blocks.rich_text([blocks.section([blocks.span(words.say("source.gone"))])])], words)


def modal(shown: list[Block], words: Words, title: str = "source.modal_title") -> dict[str, Any]:
    """A modal to read and close; ``title`` is a key of the wording."""
    return {
        "type": "modal",
        "title": blocks.plain_text(words.say(title)),
        "close": blocks.plain_text(words.say("source.close")),
        "blocks": shown,
    }


def whose_words(citation: Citation, words: Words) -> str:
    """Whose words the quote holds: the source's own, our summary, or a record's fields."""
    publisher = one_line(citation.provenance.publisher)
    match citation.kind:
        case CitationKind.VERBATIM:
            return words.say("source.verbatim", title=one_line(citation.title))
        case CitationKind.SUMMARY if publisher == OWN:
            return words.say("source.review")
        case CitationKind.SUMMARY:
            return words.say("source.summary", publisher=publisher)
        case CitationKind.RECORD:
            return words.say("source.record", publisher=publisher)


def _citation(citation: Citation, words: Words) -> Block:
    title = [one_line(citation.provenance.publisher), one_line(citation.title)]
    head = [blocks.span(f"[{citation.n}] " + " – ".join(part for part in title if part), bold=True)]
    if section := one_line(citation.section):
        head.append(blocks.span(f"\n{section}"))
    head.append(blocks.span(f"\n{whose_words(citation, words)}:", italic=True))
    quoted = blocks.quote(clip(clean(citation.quote).strip(), QUOTE))
    return blocks.rich_text([blocks.section(head), quoted, blocks.section(_provenance(citation, words))])


def _provenance(citation: Citation, words: Words) -> list[Block]:
    provenance = citation.provenance
    notes = [_dated(citation, words)]
    if provenance.secondary:
        notes.append(words.say("source.secondary"))
    url = web_address(provenance.url)
    if url is None:
        notes.append(words.say("source.no_link"))
    elements = [blocks.span(". ".join(note.rstrip(".") for note in notes) + ".")]
    if url:
        elements += [blocks.span("\n"), blocks.link(url, words.say("source.open"))]
    also = [address for address in map(web_address, provenance.also) if address]
    for place, address in enumerate(also):
        elements += [
            blocks.span(f"\n{words.say('source.also')}" if place == 0 else ", "),
            blocks.link(address, address),
        ]
    return elements


def _dated(citation: Citation, words: Words) -> str:
    provenance = citation.provenance
    known = words.say("source.date", date=reader_date(provenance.date, words.language)) if provenance.date else ""
    note = one_line(provenance.date_note or "")
    if provenance.date and note.startswith(UNDATED):
        return f"{reader_date(provenance.date, words.language)} ({note})"
    if known and note:
        return f"{known} ({note})"
    return known or note or _capital(words.say("source.undated"))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def citation_links(citations: Sequence[Citation]) -> dict[int, str | None]:
    """Each citation's number with the address its mark may open."""
    return {citation.n: web_address(citation.provenance.url) for citation in citations}


def spoken_sources(citations: Sequence[Citation], words: Words) -> str:
    """The sources in words, for a message's text; empty when there are none."""
    if not citations:
        return ""
    return words.say("answer.sources") + ":\n" + "\n".join(source_texts(citations, words))
