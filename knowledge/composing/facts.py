"""Answers in the sources' own sentences, with their numbers, their age, and the door that belongs to them."""

import re
from collections.abc import Sequence
from datetime import date

from knowledge.citations import Numbering
from knowledge.composing.contacts import contact_lines
from knowledge.composing.direct import direct
from knowledge.composing.extractive import MOST_SENTENCES, Chosen, about, choose, rerank
from knowledge.composing.shelf import Shelf
from knowledge.dates import has_passed, parse_partial, spell
from knowledge.expected import counts, fits
from knowledge.models import Answer, Chunk, CitationKind, Outcome
from knowledge.retrieval import Passage
from knowledge.signals import AGREEMENT, EARLIER, EARLIER_AGREEMENT, Asks
from knowledge.understanding import Understanding
from knowledge.wanted import counted
from knowledge.wording import say
from knowledge.words import words

# Values that are stated or not: where none is found, that is the answer.
_VALUES = (Asks.PRICE, Asks.MONEY, Asks.DEADLINE, Asks.DURATION, Asks.COUNT)
# What changes with time; there the age of the source is said.
_CHANGING = frozenset({*_VALUES, Asks.WHEN, Asks.WHO})
# The latest agreement is spoken of too.
_LATER = re.compile(r"\b(?:2023|andre|siste|ny[ea]?|nye|second|latest|new|current)\b")
# A passage with less than this part of the best one's score is about something else.
_NEAR_BEST = 0.6
_OLD_YEARS = 2
_NEAREST = 4
_MARK = "• "
# The best passage answers a known question that is nearly the one asked: it holds the value in whatever form.
SURE = 7.5
# A contact this good (fused score) is worth naming where the sources don't say.
NEAR_DOOR = 6.0


def only_facts(passages: Sequence[Passage]) -> list[Passage]:
    """Passages that are no records."""
    return [p for p in passages if p.chunk.kind is not CitationKind.RECORD]


def sentences_for(
    passages: Sequence[Passage], asked: Understanding, shelf: Shelf, most: int = MOST_SENTENCES
) -> list[Chosen]:
    """The sentences that answer best."""
    weight = shelf.keywords.stems.weight
    return choose(passages, asked.corrected, asked.asks, asked.language, weight, most=most)


def from_facts(asked: Understanding, passages: Sequence[Passage], shelf: Shelf, today: date) -> Answer | None:
    """An answer from what was found, or None when there is nothing to quote."""
    meant = _of_the_agreement_meant(_named(only_facts(passages), asked), asked)
    near = [passage for _, passage in rerank(meant, asked.asks, asked.corrected)]
    sure = bool(near) and near[0].known >= SURE and (not asked.leaning or _is_bound(near[0], asked))
    if not sure and (missing := _missing(near, asked)):
        return _nearby(near, asked, missing, shelf)
    chosen = sentences_for(near, asked, shelf)
    if not chosen:
        return None
    numbering, language = Numbering(), asked.language
    told = tell(chosen, numbering)
    first = _first_line(asked, chosen, numbering, today)
    doors = [shelf.contacts[p.chunk.source_id] for p in passages[:_NEAREST] if p.chunk.source_id in shelf.contacts]
    lines, shown = contact_lines(doors[:1], shelf.record_chunks, numbering, language)
    foreign = language == "en" and any(c.passage.chunk.language != "en" for c in chosen)
    remark = say(language, "quoted_norwegian") if foreign else ""
    ages = _ages([c.passage.chunk for c in chosen], asked, today)
    return Answer(
        Outcome.ANSWERED,
        language,
        "\n".join(part for part in (say(language, "lead"), first, _joined(told), *lines, remark, *ages) if part),
        citations=numbering.all(),
        contacts=shown,
        intent=asked.intent.value,
    )


def _first_line(asked: Understanding, chosen: Sequence[Chosen], numbering: Numbering, today: date) -> str:
    """The short answer with its number, where it is certain; the sentences that it comes from follow."""
    found = direct(asked, chosen, today)
    if found is None:
        return ""
    year = f" ({found.year})" if found.year else ""
    return f"{found.line}{year} [{numbering.cite(found.sentence.passage.chunk, found.sentence.text)}]"


def _is_bound(passage: Passage, asked: Understanding) -> bool:
    """Whether a passage lies near what was told and holds what a follow-up asks for."""
    return bool(asked.focus and asked.focus.binds(passage.chunk, passage.known))


def _named(passages: Sequence[Passage], asked: Understanding) -> list[Passage]:
    """Those that speak of what is named; a party's name does not outweigh one that answers just this question."""
    named = about(passages, frozenset() if asked.others else asked.names or _parties(asked))
    if passages and passages[0] not in named and _is_bound(passages[0], asked):
        return list(passages)
    sure = bool(named) and not asked.names and passages[0].known >= SURE
    return list(passages) if sure and named[0].score < _NEAR_BEST * passages[0].score else named


def _of_the_agreement_meant(passages: Sequence[Passage], asked: Understanding) -> list[Passage]:
    """ "The agreement" is the latest one: what is told of the one before it counts only when that is asked about."""
    spoken = f"{asked.corrected} {asked.about}".casefold()
    if not AGREEMENT.search(spoken):
        return list(passages)
    earlier = bool(EARLIER.search(spoken)) and not _LATER.search(spoken)
    near = [p for p in passages if p.score >= _NEAR_BEST * passages[0].score]
    meant = [p for p in near if bool(EARLIER_AGREEMENT.search(p.chunk.section)) is earlier]
    return meant or list(passages)


def _parties(asked: Understanding) -> frozenset[str]:
    """The parties of the agreement that a question names; they stand in most passages, so they filter last."""
    return frozenset(name for name in ("ntnu", "nho") if name in words(asked.corrected))


def tell(chosen: Sequence[Chosen], numbering: Numbering) -> list[str]:
    """Sentences with their numbers; those of one passage share a line, a number and a quote."""
    told: list[str] = []
    for passage in dict.fromkeys(c.passage for c in chosen):
        sentences = [c.text for c in chosen if c.passage is passage]
        text = passage.chunk.text
        start = min(text.index(s) for s in sentences)
        end = max(text.index(s) + len(s) for s in sentences)
        n = numbering.cite(passage.chunk, text[start:end])
        told.append(f"{laid_out(sentences)} [{n}]")
    return told


def _joined(told: Sequence[str]) -> str:
    """What passages tell, one after the other; after a list on a new line."""
    text = ""
    for piece in told:
        after_list = text.rpartition("\n")[2].startswith(_MARK)
        text += ("\n" if after_list or piece.startswith(_MARK) else " ") * bool(text) + piece
    return text


def laid_out(sentences: Sequence[str]) -> str:
    """Sentences side by side, items of a list and rows of a table on lines of their own."""
    lines = [""]
    for sentence in sentences:
        item = _item(sentence)
        if item is None:
            lines[-1:] = (
                [f"{lines[-1]} {sentence}".strip()] if not lines[-1].startswith(_MARK) else [lines[-1], sentence]
            )
        elif item:
            lines.append(_MARK + item)
    return "\n".join(line for line in lines if line)


def _item(sentence: str) -> str | None:
    """What a list's item or a table's row says; nothing for the line under a table's head, None for a sentence."""
    if sentence.startswith("- "):
        return sentence.removeprefix("- ").strip()
    if not sentence.startswith("|"):
        return None
    cells = [cell.strip() for cell in sentence.strip("| ").split("|")]
    return "" if all(set(cell) <= set("-: ") for cell in cells) else " · ".join(cell for cell in cells if cell)


def _missing(passages: Sequence[Passage], asked: Understanding) -> Asks | None:
    """The kind of value that is asked for and that nothing near holds."""
    near = passages[:_NEAREST]
    things = counted(asked.corrected)
    if things and not any(counts(p.chunk.text, things) for p in near):
        return Asks.COUNT
    wanted = [kind for kind in _VALUES if kind in asked.asks]
    return next((k for k in wanted if not any(fits(p.chunk.text, k) for p in near)), None)


def _nearby(passages: Sequence[Passage], asked: Understanding, missing: Asks, shelf: Shelf) -> Answer:
    """Say what the sources don't say, and what they do say nearby."""
    language, numbering = asked.language, Numbering()
    told = tell(sentences_for(passages, asked, shelf, most=2), numbering)
    doors = [door for score, door in shelf.doors(asked, most=1) if score > NEAR_DOOR]
    lines, shown = contact_lines(doors, shelf.record_chunks, numbering, language)
    text = "\n".join([say(language, f"missing_{missing.value}"), say(language, "refused_nearby"), *told, *lines])
    return Answer(Outcome.REFUSED, language, text, citations=numbering.all(), contacts=shown, intent=asked.intent.value)


def _ages(chunks: Sequence[Chunk], asked: Understanding, today: date) -> list[str]:
    """How old the answer is, where that matters."""
    ended = next((c.provenance for c in chunks if (end := c.provenance.valid_to) and has_passed(end, today)), None)
    if ended and ended.valid_to:
        start = spell(ended.valid_from or ended.valid_to, asked.language)
        return [say(asked.language, "period_over", start=start, end=spell(ended.valid_to, asked.language))]
    sources = [c.provenance for c in chunks if c.kind is CitationKind.SUMMARY]
    if not asked.asks & _CHANGING and not any(s.secondary for s in sources):
        return []
    old = [s.date for s in sources if s.date and today.year - parse_partial(s.date)[0] >= _OLD_YEARS]
    if old:
        phrase = "old_source" if len(set(sources)) == 1 else "old_sources"
        return [say(asked.language, phrase, date=spell(min(old), asked.language))]
    return [say(asked.language, "undated_source")] if any(s.date is None for s in sources) else []
