"""What ``brobygger verify`` prints."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.claims.claim import Verdict
from knowledge.claims.reading import ClaimRow
from knowledge.claims.verifier import Verifier


@dataclass(frozen=True, slots=True)
class Checked:
    """A line of the file with its verdict."""

    row: ClaimRow
    verdict: Verdict


def checked(rows: Sequence[ClaimRow], verifier: Verifier, today: date) -> Iterator[Checked]:
    """Check sentence after sentence."""
    for row in rows:
        yield Checked(row, verifier.verify(row.claim(), today=today))


def report(found: Sequence[Checked], failures: int) -> Iterator[str]:
    """The verdicts for a reader: by kind where labels are known, then the sentences to look at."""
    labelled = [one for one in found if one.row.supported is not None]
    passed = sum(one.verdict.supported for one in found)
    yield f"{passed} of {len(found)} sentences are supported"
    if labelled:
        yield from _by_kind(labelled)
    wrong = [one for one in found if not _as_labelled(one)]
    for one in wrong[:failures]:
        label = {True: "dropped", False: "passed", None: "unsupported"}[one.row.supported]
        yield f"{label} {one.row.id}: {one.row.sentence}"
        yield from (f"    {reason}" for reason in one.verdict.reasons)
    if len(wrong) > failures:
        yield f"and {len(wrong) - failures} more"


def _as_labelled(one: Checked) -> bool:
    return one.verdict.supported if one.row.supported is None else one.verdict.supported is one.row.supported


def _by_kind(found: Sequence[Checked]) -> Iterator[str]:
    for label, word in ((True, "dropped"), (False, "passed")):
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for one in found:
            if one.row.supported is label:
                for kind in (one.row.kind or "-", "all"):
                    counts[kind][0] += one.verdict.supported is not label
                    counts[kind][1] += 1
        if counts:
            yield f"{'supported' if label else 'unsupported':24} {word}"
        for kind, (bad, total) in sorted(counts.items(), key=lambda item: (item[0] == "all", item[0])):
            yield f"  {kind:22} {bad:4}/{total:<4} {100 * bad / total:5.1f} %"
