"""The comparison as one Markdown table."""

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from statistics import fmean

from knowledge.evaluation.chance import interval
from tests.bench.side_by_side_libraries.contestants import OWN, Contestant, Result
from tests.bench.side_by_side_libraries.task import Task

_HEADER = (
    "| | nDCG@10 | Brobygger's lead | recall@5 | MRR@10 | ms/query p50 | p95 | index s |\n"
    "|---|---|---|---|---|---|---|---|"
)

Row = tuple[Contestant, Result]


def markdown(task: Task, rows: Sequence[Row]) -> str:
    """Title, table, and what a reader must know to believe it."""
    lines = [f"**{task.name}**: {len(task.queries)} questions, {len(task.passages)} passages", "", _HEADER]
    own = next((result.ndcg_10 for contestant, result in rows if contestant.key == OWN), ())
    lines += [_line(contestant, result, own) for contestant, result in rows]
    lines += ["", *_notes(rows)]
    return "\n".join(lines)


def _line(contestant: Contestant, result: Result, own: Sequence[float]) -> str:
    if result.trouble:
        return f"| {contestant.name} | {result.trouble} | | | | | | |"
    quality = [f"{value:.3f}" for value in (fmean(result.ndcg_10), result.recall_5, result.mrr_10)]
    times = [f"{value:.1f}" for value in (result.ms_p50, result.ms_p95, result.index_s)]
    lead = "" if contestant.key == OWN else _lead(own, result.ndcg_10)
    return f"| {' | '.join([contestant.name, quality[0], lead, *quality[1:], *times])} |"


def _lead(own: Sequence[float], other: Sequence[float]) -> str:
    """The difference in nDCG@10 with its 95 % interval, question by question; empty without a row of our own."""
    if not own:
        return ""
    differences = [mine - theirs for mine, theirs in zip(own, other, strict=True)]
    low, high = interval(differences)
    return f"{fmean(differences):+.3f} [{low:+.3f}, {high:+.3f}]"


def _notes(rows: Sequence[Row]) -> list[str]:
    ran = [(contestant, result) for contestant, result in rows if not result.trouble]
    packages = dict.fromkeys(name for contestant, _ in ran for name in contestant.packages)
    own = next((result for contestant, result in ran if contestant.model is None and result.embedding_p50), None)
    other = next((result for contestant, result in ran if contestant.model and result.embedding_p50), None)
    notes = ["Times are without embedding. The lead is in nDCG@10, with its bootstrapped 95 % interval."]
    if own:
        notes.append(f"Embedding a question with the bundled e5 adds {_embedding(own)} to every row that uses it.")
    if other:
        notes.append(f"With all-MiniLM-L6-v2 it adds {_embedding(other)}.")
    return [" ".join(notes), "", "Versions: " + ", ".join(f"{name} {_version(name)}" for name in packages) + "."]


def _embedding(result: Result) -> str:
    return f"{result.embedding_p50:.1f} ms (p50; p95 {result.embedding_p95:.1f})"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed as a package)"
