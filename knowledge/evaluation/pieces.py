"""The pieces that a report is made of, as HTML in which every text is only shown."""

from collections.abc import Iterable, Sequence
from html import escape

from knowledge.evaluation.counting import Scored


def section(name: str, content: str) -> str:
    """A part of the page under a heading; ``content`` is HTML."""
    return f"<section><h2>{escape(name)}</h2>{content}</section>"


def said(text: str) -> str:
    """A remark."""
    return f'<p class="soft">{escape(text)}</p>'


def tiles(told: Iterable[tuple[str, str]]) -> str:
    """Numbers in large, each with what it counts."""
    parts = (
        f'<div class="tile"><b>{escape(big)}</b><span class="soft">{escape(small)}</span></div>' for big, small in told
    )
    return f'<div class="tiles">{"".join(parts)}</div>'


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], totals: Sequence[str] | None = None) -> str:
    """A table, its totals below it."""
    body = "".join(_row("td", row) for row in rows)
    foot = f"<tfoot>{_row('td', totals)}</tfoot>" if totals else ""
    head = f"<thead>{_row('th', headings)}</thead>" if headings else ""
    return f'<div class="scroll"><table>{head}<tbody>{body}</tbody>{foot}</table></div>'


def question(row: Scored, told: Sequence[str] = ()) -> str:
    """A question that opens to its answer, below what is ``told`` about it."""
    reasons = "".join(f"<li>{escape(each)}</li>" for each in told)
    return (
        f"<details><summary><code>{escape(row.question['id'])} {escape(row.question['lang'])}</code> "
        f"{escape(row.question['question'])}</summary>{f'<ul>{reasons}</ul>' if reasons else ''}"
        f'<p class="soft">{escape(row.outcome)}</p><blockquote>{escape(row.answer)}</blockquote></details>'
    )


def _row(tag: str, texts: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(text)}</{tag}>' for text in texts)}</tr>"
