"""The report of a run, kept with its generation: JSON for programs, and one HTML page that asks nothing of the network.

Everything on the page comes from sources, so all of it is escaped, and the browser is told to load and run nothing.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from ingest.differences import Change, Difference
from ingest.report import IngestReport, Left
from ingest.showing import counted, marked, printable

_PAGE, _DATA = "report.html", "report.json"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_TAGS = {"same": "span", "old": "del", "new": "ins"}
_REWORDED = "Its words stay; what is known about them (source, date, address, place) changed."

# A page is read by a person: of a long list it shows so many, the rest stands in report.json.
_MOST = 200


def write_report(folder: Path, report: IngestReport) -> None:
    """Put ``report.html`` and ``report.json`` into a generation's folder. Raises OSError when that fails."""
    text = json.dumps(report.to_json(), ensure_ascii=False, indent=1)
    (folder / _DATA).write_text(text + "\n", encoding="utf-8", errors="backslashreplace")
    (folder / _PAGE).write_text(page(report), encoding="utf-8")


def read_report(folder: Path) -> dict[str, Any]:
    """The report that was kept with a generation, as in ``report.json``; empty when there is none to be read."""
    with suppress(OSError, ValueError):
        row = json.loads((folder / _DATA).read_text(encoding="utf-8"))
        return row if isinstance(row, dict) else {}
    return {}


def page(report: IngestReport) -> str:
    """The page."""
    title = f"Ingest of {report.generation}" if not report.planned else "What ingest would do"
    style = (files("ingest") / "report.css").read_text(encoding="utf-8")
    parts = [
        f"<h1>{_safe(title)}</h1>",
        _said(" · ".join(_circumstances(report))),
        _tiles(report),
        *([_section("Everything was embedded anew", _said(f"Because {report.why}.", ""))] if report.why else []),
        _differences(report),
        *([_left_out(report.left_out)] if report.left_out else []),
        *([_section("Notes", _list(report.notes))] if report.notes else []),
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>Brobygger: {_safe(title)}</title><style>{style}</style></head>\n<body>{''.join(parts)}</body></html>\n"
    )


def _circumstances(report: IngestReport) -> Iterator[str]:
    if report.started_at:
        yield f"begun {report.started_at}"
    yield f"{report.seconds:.1f} s"
    if not report.changed:
        yield "nothing changed"
    if report.checks and report.checks[1]:
        yield "check questions answered from a right source: {} of {}".format(*report.checks)


def _tiles(report: IngestReport) -> str:
    told = (
        (report.chunks, f"chunks of {counted(report.documents, 'document')}"),
        (report.embedded, "would be embedded" if report.planned else "embedded"),
        (report.copied, "vectors copied"),
        (report.retired, "chunks retired"),
        (report.courses, "courses"),
        (report.contacts, "contacts"),
        (len(report.left_out), "rows left out"),
    )
    tiles = (
        f'<div class="tile"><b>{number}</b><span class="soft">{_safe(what)}</span></div>'
        for number, what in told
        if number or not what.startswith("rows")
    )
    return f'<div class="tiles">{"".join(tiles)}</div>'


def _differences(report: IngestReport) -> str:
    changed = [difference for difference in report.differences if difference.is_change]
    same = len(report.differences) - len(changed)
    if not changed:
        return _section("Differences", _said("No source differs from the generation before."))
    heads = ("source", "added", "changed", "moved", "retired", "kept")
    rows = ((d.title if d.source == d.title else f"{d.title} ({d.source})", *map(str, _counts(d))) for d in changed)
    rest = _said(f"{counted(same, 'other source stays', 'other sources stay')} as before.") if same else ""
    return _section("Differences", _table(heads, rows) + rest) + "".join(map(_source, changed))


def _counts(difference: Difference) -> tuple[int, ...]:
    d = difference
    return len(d.added), len(d.changed), len(d.moved), len(d.retired), d.kept


def _source(difference: Difference) -> str:
    moved = [f"{new} (was {old})" for new, old in difference.moved.items()]
    lists = (("Added", difference.added), ("Moved, with the same words", moved), ("Retired", difference.retired))
    content = "".join(map(_change, difference.changed[:_MOST])) + _more(len(difference.changed))
    content += "".join(
        f"<details><summary>{name}: {len(items)}</summary>{_list(items)}</details>" for name, items in lists if items
    )
    return _section(difference.title, content)


def _change(change: Change) -> str:
    pieces = (f"<{_TAGS[mark]}>{_safe(text)}</{_TAGS[mark]}>" for mark, text in marked(change.diff))
    told = f'<p class="diff">{"".join(pieces)}</p>' if change.diff else _said(_REWORDED)
    return f'<div class="change"><code>{_safe(change.chunk_id)}</code>{told}</div>'


def _left_out(rows: Sequence[Left]) -> str:
    said = _said("These could not be read; everything else went in.")
    return _section(f"Left out: {counted(len(rows), 'row')}", said + _list([left.message for left in rows]))


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    body = "".join(f"<tr>{''.join(f'<td>{_safe(cell)}</td>' for cell in row)}</tr>" for row in rows)
    head = "".join(f"<th>{_safe(cell)}</th>" for cell in heads)
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _list(items: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{_safe(item)}</li>' for item in items[:_MOST])}</ul>{_more(len(items))}"


def _more(count: int) -> str:
    return _said(f"… and {count - _MOST} more, in {_DATA}.") if count > _MOST else ""


def _section(name: str, content: str) -> str:
    return f"<section><h2>{_safe(name)}</h2>{content}</section>"


def _said(text: str, kind: str = "soft") -> str:
    return f'<p class="{kind}">{_safe(text)}</p>'


def _safe(text: str) -> str:
    return escape(printable(text))
