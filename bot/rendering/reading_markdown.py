"""Markdown, as a language model writes it, read into a tree by a parser. What it does not know stays text."""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from bot.rendering.linking import linked
from bot.rendering.plain import clean
from bot.rendering.tree import (
    PLAIN,
    Code,
    Heading,
    Listing,
    Node,
    Paragraph,
    Quote,
    Rule,
    Run,
    Runs,
    Style,
    Table,
    words_of,
)

NESTED = 40  # levels of tokens; the parser would leave out what is deeper, so such a text is not read as Markdown
_BULLET = "• "
_LANGUAGES = frozenset(
    "bash c c# c++ cpp css diff go html ini java javascript js json jsx kotlin markdown md php plaintext powershell "
    "python ruby rust sh shell sql swift text toml ts tsx txt typescript xml yaml yml".split()
)
_STYLES: dict[str, Style] = {"strong": "bold", "em": "italic", "s": "strike"}


@cache
def _parser() -> MarkdownIt:
    """Tables and strikethrough, no HTML (which stays text), no definitions of links (which would vanish)."""
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": NESTED})
    return parser.enable(["table", "strikethrough"]).disable("reference")


@lru_cache(maxsize=16)  # one answer is written in several shapes
def read_markdown(text: str) -> tuple[Node, ...]:
    """The nodes of a Markdown text; ``• `` begins a list item, as in all texts of ours."""
    text = clean(text)
    source = "\n".join(_own_bullets(text.split("\n")))
    tokens = _parser().parse(source)
    if any(token.level >= NESTED - 1 for token in tokens):
        return (Paragraph((Run(text),)),)
    return _nodes(SyntaxTreeNode(tokens).children, source.split("\n"))


def _own_bullets(lines: Iterable[str]) -> Iterable[str]:
    """Our list items as Markdown's; a line that follows one is no part of it, as Markdown would have it."""
    was_item = False
    for line in lines:
        is_item = line.startswith(_BULLET)
        if was_item and not is_item and line.strip():
            yield ""
        yield f"- {line[len(_BULLET) :]}" if is_item else line
        was_item = is_item


def _nodes(children: Iterable[SyntaxTreeNode], source: Sequence[str]) -> tuple[Node, ...]:
    return tuple(node for child in children if (node := _node(child, source)) is not None)


def _node(child: SyntaxTreeNode, source: Sequence[str]) -> Node | None:
    match child.type:
        case "heading":
            return Heading(int(child.tag[1:]), _inline(child))
        case "bullet_list":
            return Listing(tuple(_nodes(item.children, source) for item in child.children))
        case "ordered_list":
            return Listing(
                tuple(_nodes(item.children, source) for item in child.children), int(child.attrs.get("start", 1))
            )
        case "blockquote":
            return Quote(_nodes(child.children, source))
        case "fence" | "code_block":
            return _code(child)
        case "table":
            return _table(child, source)
        case "hr":
            return Rule()
    runs = _inline(child)
    return Paragraph(runs) if words_of(runs).strip() else None


def _code(child: SyntaxTreeNode) -> Node | None:
    """The lines. Behind the fence's beginning mostly stands the name of a language, which is no text; else it is."""
    said = clean(child.info).strip() if child.type == "fence" else ""
    text = clean(child.content).strip("\n")
    lines = "\n".join(part for part in ("" if said.casefold() in _LANGUAGES else said, text) if part)
    return Code(lines) if lines.strip() else None


def _table(child: SyntaxTreeNode, source: Sequence[str]) -> Node:
    """The table. In Markdown a row loses what it has beyond the head: such a table is shown as it was written."""
    rows = [row.children for part in child.children for row in part.children]
    aligned = tuple(str(cell.attrs.get("style", "text-align:left")).partition(":")[2] for cell in rows[0])
    head, *body = (tuple(_inline(cell) for cell in row) for row in rows)
    table = Table(head, tuple(body), aligned)
    begin, end = child.map or (0, 0)
    written = "\n".join(source[begin:end])
    read = "".join(f"{run.text}{run.url or ''}" for row in (head, *body) for cell in row for run in cell)
    return table if _letters(unescape(written)) <= _letters(read) else Code(written)


def _letters(text: str) -> int:
    return sum(char.isalnum() for char in text)


def _inline(child: SyntaxTreeNode) -> Runs:
    """The runs of a node that holds text, those of one look together."""
    runs: list[Run] = []
    for run in (run for inline in child.children for run in _runs(inline.children, PLAIN)):
        text = clean(run.text)
        if runs and (runs[-1].styles, runs[-1].url) == (run.styles, run.url):
            runs[-1] = Run(runs[-1].text + text, run.styles, run.url)
        elif text:
            runs.append(Run(text, run.styles, run.url))
    return tuple(runs)


def _runs(children: Iterable[SyntaxTreeNode], styles: frozenset[Style]) -> Runs:
    return tuple(run for child in children for run in _run(child, styles))


def _run(child: SyntaxTreeNode, styles: frozenset[Style]) -> Runs:
    match child.type:
        case "softbreak" | "hardbreak":
            return (Run("\n", styles),)
        case "code_inline":
            return (Run(child.content, styles | {"code"}),)
        case "link":
            return _titled(linked(_runs(child.children, styles), str(child.attrs.get("href", ""))), child, styles)
        case "image":  # nothing is fetched for a reader who did not ask for it
            return _titled(linked(_runs(child.children, styles), str(child.attrs.get("src", ""))), child, styles)
        case kind if kind in _STYLES:
            return _runs(child.children, styles | {_STYLES[kind]})
    return (Run(child.content, styles),)


def _titled(runs: Runs, child: SyntaxTreeNode, styles: frozenset[Style]) -> Runs:
    title = str(child.attrs.get("title", "")).strip()
    return (*runs, Run(f" ({title})", styles)) if title else runs
