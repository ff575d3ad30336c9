"""What an evaluation found, as a terminal shows it."""

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from knowledge.evaluation.columns import (
    CITED_HEADINGS,
    HEADINGS,
    cells,
    cited_cells,
    cited_lines,
    percent,
    written_lines,
)
from knowledge.evaluation.comparing import Comparison
from knowledge.evaluation.counting import Scored, Summary, citations, citations_written, grouped, summary, writing
from knowledge.evaluation.searching import Measured

# A table needs this much where no terminal sets a width.
_WIDTH = 120


def console() -> Console:
    """Standard output; wide enough for the tables when it goes to a file or a pipe."""
    shown = Console(highlight=False, markup=False, emoji=False)
    return shown if shown.is_terminal else Console(highlight=False, markup=False, emoji=False, width=_WIDTH)


def print_counts(out: Console, rows: Sequence[Scored], total: Summary, by: str) -> None:
    """The table by group, with the totals and how far chance reaches."""
    table = Table(box=SIMPLE_HEAD, show_footer=True, show_edge=False, padding=0)
    for heading, footer in zip((by, *HEADINGS), ("all", *cells(total)), strict=True):
        table.add_column(heading, footer, justify="left" if heading == by else "right", overflow="fold")
    for name, part in grouped(rows, by).items():
        table.add_row(Text(name), *cells(summary(part)))
    out.print(table)
    low, high = total.interval
    out.print(f"Right: {percent(total.accuracy)} of {total.count} (95%: {percent(low)} to {percent(high)})")


def print_citations(out: Console, rows: Sequence[Scored], by: str, judged: str | None) -> None:
    """How the citations bear the answers, by group; nothing where nobody judged them."""
    total = citations(rows)
    if total is None or judged is None:
        return
    table = Table(box=SIMPLE_HEAD, show_footer=True, show_edge=False, padding=0)
    for heading, footer in zip((by, *CITED_HEADINGS), ("all", *cited_cells(total)), strict=True):
        table.add_column(heading, footer, justify="left" if heading == by else "right", overflow="fold")
    for name, part in grouped(rows, by).items():
        if counted := citations(part):
            table.add_row(Text(name), *cited_cells(counted))
    out.print()
    out.print(table)
    for said in (*cited_lines(total), judged):
        out.print(Text(said))


def print_writing(out: Console, rows: Sequence[Scored]) -> None:
    """What a language model's part came to; nothing without one."""
    if total := writing(rows):
        out.print()
        for name, said in written_lines(total, citations_written(rows)):
            out.print(Text(f"{name}: {said}"))


def print_failures(out: Console, rows: Sequence[Scored], most: int) -> None:
    """The first wrong answers with their reasons."""
    wrong = [row for row in rows if not row.right]
    for row in wrong[:most]:
        out.print()
        _print_question(out, row)
        out.print(Text(f"  {row.outcome}: {row.answer}"))
    if most and len(wrong) > most:
        out.print(f"\n… and {len(wrong) - most} more wrong answers (--failures N shows more).")


def print_comparison(out: Console, found: Comparison) -> None:
    """What turned right or wrong since an earlier run."""
    low, high = found.interval
    out.print(
        f"\nSince the earlier run: {found.difference:+.1%} right over {found.common} common questions "
        f"(95%: {low:+.1%} to {high:+.1%})"
    )
    if found.only_now or found.only_before:
        out.print(
            f"Not compared: {found.only_now} questions only in this run, {found.only_before} only in the earlier."
        )
    for name, rows in (("Turned right", found.turned_right), ("Turned wrong", found.turned_wrong)):
        out.print(f"{name}: {len(rows)}")
        for row in rows:
            _print_question(out, row, indent="  ")


def print_measured(out: Console, measured: Measured) -> None:
    """The measures of a retrieval set."""
    table = Table(box=SIMPLE_HEAD, show_edge=False)
    row = measured.as_row()
    for name in row:
        table.add_column(name, justify="right")
    table.add_row(*(f"{value:.4f}" if "@" in name else f"{value:g}" for name, value in row.items()))
    out.print(table)


def _print_question(out: Console, row: Scored, indent: str = "") -> None:
    out.print(Text(f"{indent}{row.question['id']} ({row.question['lang']}) {row.question['question']}"))
    for reason in row.reasons:
        out.print(Text(f"{indent}  - {reason}"))
