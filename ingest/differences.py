"""What a new generation changes, chunk by chunk, told per source."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.models import Chunk, CitationKind

# How much of a text stands around what changed in it, in words.
_AROUND = 4
_MOST_WORDS = 40


@dataclass(frozen=True, slots=True)
class Change:
    """A chunk whose words changed, or with ``diff`` empty only what is known about them."""

    chunk_id: str
    diff: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What becomes of one source; chunks are named by their ids.

    ``moved`` maps new ids to old ones: the same words under another name, which costs nothing. ``kept`` counts what
    stays as it is.
    """

    source: str
    title: str
    added: tuple[str, ...] = ()
    changed: tuple[Change, ...] = ()
    moved: Mapping[str, str] = field(default_factory=dict)
    retired: tuple[str, ...] = ()
    kept: int = 0

    @property
    def is_change(self) -> bool:
        """Whether anything is not as before."""
        return bool(self.added or self.changed or self.moved or self.retired)

    @property
    def before(self) -> int:
        """How many chunks the source had."""
        return self.kept + len(self.changed) + len(self.moved) + len(self.retired)

    @property
    def after(self) -> int:
        """How many chunks it has now."""
        return self.kept + len(self.changed) + len(self.moved) + len(self.added)


def differences(old: Iterable[Chunk], new: Iterable[Chunk]) -> tuple[Difference, ...]:
    """Compare two generations; sources in the order of the new one, then those that are gone."""
    before = {chunk.id: chunk for chunk in old}
    after = {chunk.id: chunk for chunk in new}
    gone = {chunk.embedded_text: chunk.id for chunk_id, chunk in before.items() if chunk_id not in after}
    sources = list(dict.fromkeys(_source(chunk) for chunk in (*after.values(), *before.values())))
    by_source: dict[tuple[str, str], _Tally] = {source: _Tally() for source in sources}
    moved_from: set[str] = set()
    for chunk_id, chunk in after.items():
        tally, was = by_source[_source(chunk)], before.get(chunk_id)
        if was is None and (origin := gone.get(chunk.embedded_text)) and origin not in moved_from:
            tally.moved[chunk_id] = origin
            moved_from.add(origin)
        elif was is None:
            tally.added.append(chunk_id)
        elif was != chunk:
            tally.changed.append(Change(chunk_id, word_diff(was.embedded_text, chunk.embedded_text)))
        else:
            tally.kept += 1
    for chunk_id, chunk in before.items():
        if chunk_id not in after and chunk_id not in moved_from:
            by_source[_source(chunk)].retired.append(chunk_id)
    return tuple(tally.told(*source) for source, tally in by_source.items())


def word_diff(old: str, new: str) -> str:
    """What changed in a text, with some words around it: ``… leder [-Kari-] {+Ola+} gruppen …``; empty for nothing.

    Long changes are cut in the middle: the reader wants to see which sentence it is, not all of it.
    """
    before, after = old.split(), new.split()
    pieces: list[str] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(_context(before[i1:i2], first=i1 == 0, last=i2 == len(before)))
        else:
            removed, put = _shortened(before[i1:i2]), _shortened(after[j1:j2])
            pieces += [f"[-{removed}-]"] * bool(removed) + [f"{{+{put}+}}"] * bool(put)
    return " ".join(piece for piece in pieces if piece) if before != after else ""


class _Tally:
    """What is counted for one source, while it is counted."""

    def __init__(self) -> None:
        self.added: list[str] = []
        self.changed: list[Change] = []
        self.moved: dict[str, str] = {}
        self.retired: list[str] = []
        self.kept = 0

    def told(self, source: str, title: str) -> Difference:
        return Difference(
            source, title, tuple(self.added), tuple(self.changed), self.moved, tuple(self.retired), self.kept
        )


def _source(chunk: Chunk) -> tuple[str, str]:
    """A document, or the records of a kind as one source."""
    return chunk.document_id if chunk.kind is not CitationKind.RECORD else chunk.document_title, chunk.document_title


def _context(words: Sequence[str], *, first: bool, last: bool) -> str:
    if first and last:
        return ""
    if len(words) <= 2 * _AROUND:
        return " ".join(words)
    head = [] if first else words[:_AROUND]
    tail = [] if last else words[-_AROUND:]
    return " ".join([*head, "…", *tail])


def _shortened(words: Sequence[str]) -> str:
    if len(words) <= _MOST_WORDS:
        return " ".join(words)
    half = _MOST_WORDS // 2
    return " ".join([*words[:half], "…", *words[-half:]])
