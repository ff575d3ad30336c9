"""The report's parts on citations and on a language model's sentences."""

from collections.abc import Iterator, Sequence

from knowledge.evaluation import plots
from knowledge.evaluation.columns import CITED_HEADINGS, cited_cells, cited_lines, percent, written_lines
from knowledge.evaluation.counting import Scored, citations, citations_written, grouped, writing
from knowledge.evaluation.pieces import question, said, section, table
from knowledge.evaluation.writing import WrittenSummary


def tiles_of(rows: Sequence[Scored]) -> Iterator[tuple[str, str]]:
    """The citations' and the model's numbers in large."""
    if cited := citations(rows):
        yield percent(cited.recall), "citation recall"
        yield percent(cited.precision), "citation precision"
    if written := writing(rows):
        yield percent(written.written / written.answers), f"of {written.answers} answers written by {written.model}"
        yield str(written.dropped), f"sentences dropped, {written.kept} shown"


def plots_of(rows: Sequence[Scored]) -> Iterator[str]:
    """Recall by category, and what became of the model's sentences and answers."""
    groups = {name: counted for name, part in grouped(rows, "category").items() if (counted := citations(part))}
    if groups:
        name = "Citation recall by category"
        shares = {group: plots.Share(one.recall, one.interval, one.answers) for group, one in groups.items()}
        yield section(name, plots.shares(name, shares) + said("Of so many answers; lines are bootstrap 95% intervals."))
    written = writing(rows)
    if written is None:
        return
    for name, named, told in (
        ("What became of the model's sentences", _sentences(written), "One is dropped for one or several reasons."),
        (
            "What became of the answers it was asked for",
            _answers(written),
            "The others are the sources' own sentences.",
        ),
    ):
        if any(named.values()):
            yield section(name, plots.counts(name, named) + said(told))
    times = [
        row.written.first_sentence * 1000 for row in rows if row.written and row.written.first_sentence is not None
    ]
    if times:
        name = "How long the first proven sentence takes"
        yield section(name, plots.histogram(name, times))


def citations_of(rows: Sequence[Scored], judged: str | None) -> Iterator[str]:
    """The table of citations, and the sentences that theirs do not support."""
    total = citations(rows)
    if total is None or judged is None:
        return
    counted = {name: one for name, part in grouped(rows, "category").items() if (one := citations(part))}
    body = [(name, *cited_cells(one)) for name, one in counted.items()]
    told = "".join(map(said, (*cited_lines(total), judged)))
    shown = table(("category", *CITED_HEADINGS), body, ("all", *cited_cells(total)))
    yield section("Citations", shown + told)
    doubted = [row for row in rows if row.cited and row.cited.doubted]
    listed = "".join(question(row, row.cited.doubted) for row in doubted if row.cited)
    yield section(f"Answers with a sentence that its citations do not support: {len(doubted)}", listed)


def writing_of(rows: Sequence[Scored]) -> Iterator[str]:
    """The model's part in figures, and what it wrote that was not shown, by why."""
    total = writing(rows)
    if total is None:
        return
    yield section("Written by a language model", table((), written_lines(total, citations_written(rows))))
    dropped = [(row, row.written.dropped) for row in rows if row.written and row.written.dropped]
    listed = "".join(question(row, ["; ".join(reasons) for reasons in each]) for row, each in dropped)
    yield section(f"Answers with dropped sentences: {len(dropped)}", listed)


def _sentences(written: WrittenSummary) -> dict[str, int]:
    first = {"shown at the first try": written.kept - written.repaired, "shown when repaired": written.repaired}
    return first | {f"dropped: {reason}": count for reason, count in written.reasons.items()}


def _answers(written: WrittenSummary) -> dict[str, int]:
    cut = {f"cut short: {kind}": count for kind, count in written.cut.items()}
    whole = {"written": written.written - sum(written.cut.values())}
    return whole | cut | {f"fallback: {kind}": count for kind, count in written.fallbacks.items()}
