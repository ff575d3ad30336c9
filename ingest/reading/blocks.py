"""Lines of text in, paragraphs and lists out; the words stay exactly as the source has them."""

import re
from collections.abc import Sequence

from ingest.reading.documents import Block

_BULLET = re.compile(r"^\s*[-*+•]\s+(\S.*)$")
# "7. juni" at the beginning of a line is a date, not the seventh item.
_MONTHS = "jan|feb|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|des|dec"
_NUMBERED = re.compile(rf"^\s*(\d{{1,3}}[.)]\s+(?!(?:{_MONTHS})[a-z]*\b)\S.*)$", re.IGNORECASE)
_VERSE = re.compile(r"^\s*(?:\||```|~~~|>)")
_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])(.+?)(?<=[^\s*])\*(?![\w*])")
_UNFINISHED = re.compile(r"[^.!?…:;»”\"')\]|]$")
_FENCE = ("```", "~~~")
# A reader of another format marks a word that looks like a mark, as Markdown does.
_ESCAPE = re.compile(r"^\\(?=[#|`~>*+•\\-])")

Numbered = tuple[int, str]


def read_blocks(lines: Sequence[Numbered], *, emphasis: bool) -> tuple[Block, ...]:
    """Read numbered lines without headings into blocks; ``emphasis`` says that ``*`` marks are Markdown's."""
    blocks = [_block(group) for group in _groups(lines)]
    if emphasis:
        blocks = [Block(b.kind, b.text if b.kind == "verse" else strip_emphasis(b.text), b.line) for b in blocks]
    return tuple(_joined(blocks))


def strip_emphasis(text: str) -> str:
    """Remove the ``*`` around emphasised words; a lone star stays."""
    return _EMPHASIS.sub(r"\1", _STRONG.sub(r"\1", text))


def fenced(lines: Sequence[str]) -> list[bool]:
    """Which lines belong to a fenced piece of code, where ``#`` is no heading."""
    inside, marks = False, []
    for line in lines:
        fence = line.lstrip().startswith(_FENCE)
        marks.append(inside or fence)
        inside ^= fence
    return marks


def _groups(lines: Sequence[Numbered]) -> list[list[Numbered]]:
    """Lines that belong together: an empty line parts them, and so does a change between text and list."""
    groups: list[list[Numbered]] = []
    kind = ""
    for (number, text), in_fence in zip(lines, fenced([text for _, text in lines]), strict=True):
        before = groups[-1][-1][1] if groups and kind else ""
        now = "verse" if in_fence else _kind(text, kind, before)
        if now and now == kind:
            groups[-1].append((number, text))
        elif now:
            groups.append([(number, text)])
        kind = now
    return groups


def _kind(text: str, kind: str, before: str) -> str:
    """What a line is, after a line ``before`` that was of ``kind``; empty for an empty line."""
    if not text.strip():
        return ""
    if _VERSE.match(text):
        return "verse"
    # Inside a paragraph a figure at the beginning of a line is a wrapped number, unless a list was announced.
    may_be_numbered = kind != "paragraph" or before.rstrip().endswith(":")
    if _BULLET.match(text) or (may_be_numbered and _NUMBERED.match(text)):
        return "list"
    return "list" if kind == "list" and text[:1].isspace() else "paragraph"


def _block(group: Sequence[Numbered]) -> Block:
    line, first = group[0]
    texts = [text for _, text in group]
    if _VERSE.match(first):
        return Block("verse", "\n".join(text.rstrip() for text in texts), line)
    if _BULLET.match(first) or _NUMBERED.match(first):
        return Block("list", "\n".join(_items(texts)), line)
    return Block("paragraph", _ESCAPE.sub("", " ".join(text.strip() for text in texts)), line)


def _items(lines: Sequence[str]) -> list[str]:
    items: list[str] = []
    for text in lines:
        match = _BULLET.match(text) or _NUMBERED.match(text)
        if match:
            items.append(f"- {match.group(1).rstrip()}")
        else:
            items[-1] += f" {text.strip()}"
    return items


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """Mend what a converter broke at a page's end: a lower-case paragraph after one without an ending."""
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if before and before.kind == block.kind == "paragraph" and _is_broken(before.text, block.text):
            joined[-1] = Block("paragraph", f"{before.text} {block.text}", before.line)
        elif before and before.kind == block.kind == "list":
            joined[-1] = Block("list", f"{before.text}\n{block.text}", before.line)
        else:
            joined.append(block)
    return joined


def _is_broken(before: str, after: str) -> bool:
    return bool(_UNFINISHED.search(before)) and after[:1].islower()
