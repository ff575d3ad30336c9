"""A page as a row of blocks, and the labels among them with the words that belong to each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from ingest.connectors.course_labels import field_of
from ingest.reading.lines import clean

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {"p", "div", "li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "th", "td", "section", "article",
                       "main", "header", "body", "details", "summary", "pre", "figure", "blockquote"}  # fmt: skip
_PASSED_OVER = frozenset({"script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button", "svg"})
_LABELLING = _HEADINGS | {"dt", "th", "td"}


@dataclass(frozen=True, slots=True)
class Block:
    """Words that stand together; ``tag`` is the element that holds them."""

    tag: str
    text: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label of :mod:`ingest.connectors.course_labels` with its words, paragraph by paragraph.

    ``sure`` says that the page marks it as a label (a heading, ``dt``, ``th``, a colon); else it may be a menu.
    """

    field: str
    label: str
    paragraphs: tuple[str, ...]
    sure: bool


def labelled(root: HtmlElement) -> Iterator[Labelled]:
    """Every label on a page that has words after it, in the order of the page."""
    blocks = _blocks(root)
    for index, block in enumerate(blocks):
        label, colon, words = block.text.partition(":")
        if colon and words.strip() and block.tag not in _HEADINGS and (field := field_of(label)):
            yield Labelled(field, clean(label), (clean(words),), sure=True)
        elif (field := field_of(block.text)) and (found := _after(blocks, index)):
            yield Labelled(field, block.text.rstrip(" :"), found, sure=block.tag in _LABELLING)


def _after(blocks: Sequence[Block], index: int) -> tuple[str, ...]:
    """What belongs to the label at ``index``: all up to the next heading, the ``dd`` of a ``dt``, else one block."""
    tag = blocks[index].tag
    found: list[str] = []
    for block in blocks[index + 1 :]:
        ends = block.tag in _HEADINGS or (tag == "dt" and block.tag != "dd") or (tag == "th" and block.tag != "td")
        label, colon, _ = block.text.partition(":")
        if ends or field_of(label if colon else block.text):
            break
        found.append(block.text)
        if tag not in _HEADINGS and tag != "dt":
            break
    return tuple(found)


def _blocks(root: HtmlElement) -> list[Block]:
    blocks: list[Block] = []
    words: list[str] = []
    open_tags = ["body"]

    def flush() -> None:
        if text := clean("".join(words)):
            blocks.append(Block(open_tags[-1], text))
        words.clear()

    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        passed_over = tag in _PASSED_OVER
        if event == "start":
            if tag in _BLOCKS or tag == "br" or passed_over:
                flush()
            if passed_over:
                walk.skip_subtree()
                continue
            if tag in _BLOCKS:
                # Words of a paragraph in a heading or a cell are the heading's or the cell's.
                open_tags.append(open_tags[-1] if open_tags[-1] in _LABELLING | {"dd"} else tag)
            words.append(element.text or "")
        else:
            if tag in _BLOCKS and not passed_over:
                flush()
                open_tags.pop()
            if element is not root:
                words.append(element.tail or "")
    flush()
    return blocks
