"""What is counted, in words: the columns of the tables and the lines beside them, in the terminal and the report."""

from collections.abc import Iterator, Mapping

from knowledge.evaluation.citing import CitedSummary
from knowledge.evaluation.counting import Summary
from knowledge.evaluation.scoring import FaultKind
from knowledge.evaluation.writing import WrittenSummary

HEADINGS = (
    "n", "right", "rejection", "over-refusal", "wrong outcome", "missing", "forbidden", "citation", "length", "p50 ms",
    "p95 ms",
)  # fmt: skip
CITED_HEADINGS = (
    "answers", "citation recall", "citation precision", "sentences", "supported", "without citation", "citations",
    "needed",
)  # fmt: skip


def cells(counted: Summary) -> tuple[str, ...]:
    """One cell a heading: shares in per cent, faults as numbers of questions, times in milliseconds."""
    return (
        str(counted.count),
        percent(counted.accuracy),
        percent(counted.rejection),
        percent(counted.over_refusal),
        *(str(counted.kinds.get(kind, 0)) for kind in FaultKind),
        f"{counted.ms_p50:.0f}",
        f"{counted.ms_p95:.0f}",
    )


def percent(share: float | None) -> str:
    """A share with one decimal, a dash where nothing was tested."""
    return "–" if share is None else f"{share:.1%}"


def cited_cells(counted: CitedSummary) -> tuple[str, ...]:
    """One cell a heading: the shares are means over answers, the rest are counts."""
    return (
        str(counted.answers),
        percent(counted.recall),
        percent(counted.precision),
        str(counted.statements),
        str(counted.supported),
        str(counted.bare),
        str(counted.citations),
        str(counted.needed),
    )


def cited_lines(counted: CitedSummary) -> tuple[str, ...]:
    """What the shares mean."""
    low, high = counted.interval
    return (
        f"Citation recall: {percent(counted.recall)} (95%: {percent(low)} to {percent(high)}), "
        f"precision: {percent(counted.precision)}: ALCE's definitions, means over answers; refusals are left out.",
        f"Not counted: {counted.own} sentences of the house's own, such as how old a source is.",
    )


def written_lines(counted: WrittenSummary, cited: CitedSummary | None) -> Iterator[tuple[str, str]]:
    """What a language model's part came to, as names and values; ``cited`` are the answers that show its sentences."""
    sentences = counted.kept + counted.dropped
    yield "Written by", f"{counted.model}, {counted.written} of the {counted.answers} answers that it was asked for"
    yield (
        "Sentences",
        f"{counted.kept} of {sentences} shown ({percent(counted.kept / sentences if sentences else None)}), "
        f"{counted.repaired} of them repaired; {counted.dropped} dropped{_told(counted.reasons)}",
    )
    if cited:
        yield (
            "Citations",
            f"recall {percent(cited.recall)}, precision {percent(cited.precision)} in the {cited.answers} answers that "
            "show its sentences",
        )
    yield (
        "Fallbacks",
        f"{sum(counted.fallbacks.values())} answers in the sources' own sentences{_told(counted.fallbacks)}",
    )
    yield "Cut short", f"{sum(counted.cut.values())} answers{_told(counted.cut)}"
    yield (
        "Tokens",
        f"{'about ' * counted.estimated}{counted.tokens_in} in, {counted.tokens_out} out, "
        f"in {counted.requests} requests",
    )
    yield "Cost", _cost(counted)
    if counted.first_ms_p50 is not None and counted.first_ms_p95 is not None:
        yield "First sentence", f"p50 {counted.first_ms_p50:.0f} ms, p95 {counted.first_ms_p95:.0f} ms"
    yield "Whole answer", f"p50 {counted.answer_ms_p50:.0f} ms, p95 {counted.answer_ms_p95:.0f} ms"


def _cost(counted: WrittenSummary) -> str:
    if counted.cost is None:
        return "not known (LLM_PRICE_IN and LLM_PRICE_OUT are not set)"
    return f"{counted.cost:.4f} in all, {counted.cost / counted.answers:.6f} an answer"


def _told(kinds: Mapping[str, int]) -> str:
    return f" ({', '.join(f'{kind} {count}' for kind, count in kinds.items())})" if kinds else ""
