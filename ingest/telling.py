"""What a run did, or would do, as a person reads it in a terminal.

Words of sources go through :func:`ingest.showing.printable` and never through rich's markup.
"""

from collections.abc import Iterable, Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ingest.differences import Change, Difference
from ingest.history import Listed
from ingest.report import IngestReport, Left
from ingest.showing import Mark, counted, duration, marked, printable

_STYLES: dict[Mark, str] = {"same": "", "old": "red", "new": "green"}
_MARKS: dict[Mark, tuple[str, str]] = {"same": ("", ""), "old": ("[-", "-]"), "new": ("{+", "+}")}
_REWORDED = "its words stay; what is known about them changed"

# Of a long list a terminal shows so many; the report has the rest.
_MOST = 10
_MOST_DIFFS = 50


def tell_run(report: IngestReport, console: Console) -> None:
    """What a run did."""
    if not report.changed:
        _say(console, f"Nothing changed: generation {report.generation} stays live.")
    console.print(_counts(report))
    if report.changed:
        _say(console, f"{report.copied} vectors copied, {counted(report.retired, 'chunk')} retired.")
        _tell_checks(report, console)
    _tell_left_out(report.left_out, console)
    _tell_notes(report.notes, console)
    if report.why:
        _say(console, f"All passages were embedded anew because {report.why}.")
    if report.changed:
        _say(console, f"Generation {report.generation} is live.")


def tell_plan(report: IngestReport, console: Console, seconds: float) -> None:
    """What a run would do, source by source, and what it would cost; ``seconds`` is how long embedding would take."""
    changed = report.changes
    if not report.changed:
        _say(console, f"Nothing would change: generation {report.generation} is what the sources say.")
    elif changed:
        console.print(_difference_table(changed))
        same = len(report.differences) - len(changed)
        _say(console, f"{counted(same, 'other source stays', 'other sources stay')} as before.") if same else None
    for difference in changed:
        _tell_difference(difference, console)
    _tell_left_out(report.left_out, console)
    _tell_notes(report.notes, console)
    if report.why:
        _say(console, f"All passages would be embedded anew because {report.why}.")
    if report.changed:
        spent = duration(seconds) if seconds < 1 else f"about {duration(seconds)}"
        cost = f"{counted(report.embedded, 'text')} to embed, {spent}" if report.embedded else "none"
        _say(console, f"Cost: {cost}; {counted(report.copied, 'vector')} would be copied.")
    _say(console, "Nothing was written.")


def tell_list(listed: Sequence[Listed], console: Console) -> None:
    """The generations, newest first."""
    if not listed:
        _say(console, "There is no generation yet. Run `brobygger ingest`.")
        return
    table = Table(box=SIMPLE_HEAD, padding=(0, 1))
    for head in ("generation", "built", "", "chunks", "MB"):
        table.add_column(head, no_wrap=True, justify="right" if head in {"chunks", "MB"} else "left")
    table.add_column("what it changed", overflow="fold")
    for row in listed:
        built = (row.built_at or "")[:16].replace("T", " ")
        counts = ("" if row.chunks is None else str(row.chunks), f"{row.size / 1e6:.1f}")
        told = (row.name, built, "live" if row.live else "", *counts, row.summary)
        table.add_row(*(Text(printable(cell)) for cell in told))
    console.print(table)
    for row in listed:
        if reason := row.rejected or row.damaged:
            _say(console, f"{printable(row.name)} {row.summary}: {printable(reason)}")
    if not any(row.live for row in listed):
        _say(console, "None of them is live. Run `brobygger ingest`.")


def line_of(report: IngestReport) -> str:
    """A run in one line."""
    if not report.changed:
        told = f"nothing changed, {report.generation} stays live"
    else:
        tally = ", ".join(f"{number} {what}" for what, number in totals(report.differences).items() if number)
        told = f"{report.generation} is live: {f'{tally}; ' if tally else ''}{report.embedded} embedded"
    left = f", {counted(len(report.left_out), 'row')} left out" if report.left_out else ""
    return printable(f"{told}{left} ({report.seconds:.1f} s)")


def totals(differences: Iterable[Difference]) -> dict[str, int]:
    """How many chunks were added, changed, moved and retired over all sources."""
    found = list(differences)
    return {
        "added": sum(len(d.added) for d in found),
        "changed": sum(len(d.changed) for d in found),
        "moved": sum(len(d.moved) for d in found),
        "retired": sum(len(d.retired) for d in found),
    }


def _counts(report: IngestReport) -> Table:
    table = Table("documents", "chunks", "embedded", "courses", "contacts", "seconds")
    counts = (report.documents, report.chunks, report.embedded, report.courses, report.contacts)
    table.add_row(*(str(count) for count in counts), f"{report.seconds:.1f}")
    return table


def _difference_table(differences: Sequence[Difference]) -> Table:
    heads = ("added", "changed", "moved", "retired", "kept")
    table = Table("source")
    for head in heads:
        table.add_column(head, justify="right")
    for d in differences:
        numbers = (len(d.added), len(d.changed), len(d.moved), len(d.retired), d.kept)
        table.add_row(Text(printable(d.title)), *map(str, numbers))
    return table


def _tell_difference(difference: Difference, console: Console) -> None:
    """The words that change and the names of what comes and goes."""
    _say(console, f"\n{printable(difference.title)}", "bold")
    for change in difference.changed[:_MOST_DIFFS]:
        console.print(Text(f"  ~ {printable(change.chunk_id)}: ") + _diff(change), soft_wrap=True)
    _more(console, len(difference.changed), _MOST_DIFFS)
    moved = [f"{new} (was {old})" for new, old in difference.moved.items()]
    for sign, names in (("+", difference.added), (">", moved), ("-", difference.retired)):
        for name in names[:_MOST]:
            _say(console, f"  {sign} {printable(name)}")
        _more(console, len(names), _MOST)


def _diff(change: Change) -> Text:
    """The diff with its marks, which stay where there is no colour."""
    if not change.diff:
        return Text(_REWORDED, "dim")
    return Text.assemble(*_pieces(change.diff))


def _pieces(diff: str) -> Iterator[tuple[str, str]]:
    for mark, text in marked(diff):
        opening, closing = _MARKS[mark]
        yield f"{opening}{printable(text)}{closing}", _STYLES[mark]


def _tell_left_out(rows: Sequence[Left], console: Console) -> None:
    if rows:
        _say(console, f"\nLeft out: {counted(len(rows), 'row')} that could not be read.", "bold")
        for row in rows[:_MOST]:
            _say(console, f"  {printable(row.message)}")
        _more(console, len(rows), _MOST)


def _tell_notes(notes: Sequence[str], console: Console) -> None:
    for note in notes[:_MOST]:
        _say(console, f"Note: {printable(note)}")
    _more(console, len(notes), _MOST)


def _tell_checks(report: IngestReport, console: Console) -> None:
    if report.checks and report.checks[1]:
        _say(console, "{} of {} check questions are answered from a right source.".format(*report.checks))


def _more(console: Console, count: int, most: int) -> None:
    if count > most:
        _say(console, f"  … and {count - most} more")


def _say(console: Console, text: str, style: str = "") -> None:
    """A line as it stands: not broken where a log or a program will read it."""
    console.print(Text(text, style), soft_wrap=True)
