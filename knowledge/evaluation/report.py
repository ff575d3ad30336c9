"""The report of a run: one HTML page that holds everything it shows and asks nothing of the network."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files

from knowledge.evaluation import plots
from knowledge.evaluation.columns import HEADINGS, cells, percent
from knowledge.evaluation.comparing import Comparison
from knowledge.evaluation.counting import Scored, Summary, grouped, summary
from knowledge.evaluation.pieces import question, said, section, table, tiles
from knowledge.evaluation.refusing import Point, curve, point_at, weighed
from knowledge.evaluation.report_of_writing import citations_of, plots_of, tiles_of, writing_of
from knowledge.models import Language

# The browser is told to load nothing: a report is opened from a disk, an e-mail or a build's files.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@dataclass(frozen=True, slots=True)
class Heading:
    """What was asked of what; ``today`` is YYYY-MM-DD, ``judged`` says who judged the citations."""

    name: str
    today: str
    generation: str
    embedding_model: str
    judged: str | None = None


def report(
    rows: Sequence[Scored], heading: Heading, floors: Mapping[Language, float], comparison: Comparison | None = None
) -> str:
    """The page. ``floors`` are the probabilities, by language, from which a question is answered."""
    total = summary(rows)
    parts = [
        f"<h1>Brobygger, evaluated on {escape(heading.name)}</h1>",
        f'<p class="soft">Asked as of {escape(heading.today)} of the index {escape(heading.generation)}, '
        f"embedded with {escape(heading.embedding_model)}.</p>",
        tiles((*_tiles(total), *tiles_of(rows))),
        f'<div class="plots">{"".join((*_plots(rows, floors), *plots_of(rows)))}</div>',
        *([_compared(comparison)] if comparison else []),
        *(_table(rows, total, key) for key in ("category", "lang")),
        *citations_of(rows, heading.judged),
        *writing_of(rows),
        _failures("Wrong answers", [row for row in rows if not row.right]),
    ]
    style = (files("knowledge.evaluation") / "report.css").read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>Brobygger, evaluated on {escape(heading.name)}</title><style>{style}</style></head>\n"
        f"<body>{''.join(parts)}</body></html>\n"
    )


def _tiles(total: Summary) -> Iterator[tuple[str, str]]:
    low, high = total.interval
    yield percent(total.accuracy), f"right, of {total.count} (95%: {percent(low)} to {percent(high)})"
    yield percent(total.rejection), "refused where it must"
    yield percent(total.over_refusal), "refused where it should answer"
    yield f"{total.ms_p50:.0f} ms", f"an answer (p95: {total.ms_p95:.0f} ms)"


def _plots(rows: Sequence[Scored], floors: Mapping[Language, float]) -> Iterator[str]:
    for key, name in (("category", "Right answers by category"), ("lang", "Right answers by language")):
        groups = {group: _share(summary(part)) for group, part in grouped(rows, key).items()}
        yield section(name, plots.shares(name, groups) + said("Lines are bootstrap 95% intervals."))
    name = "How long an answer takes"
    yield section(name, plots.histogram(name, [row.ms for row in rows]))
    curves = {language: points for language, part in grouped(rows, "lang").items() if (points := curve(part))}
    if curves:
        name = "What other refusal thresholds would do"
        drawn = plots.thresholds(name, curves, _shipped(rows, floors))
        told = (
            "Upwards: how many of the questions let through are answerable. Every point of a curve is a floor for the "
            "probability that the sources hold an answer; the dots are the floors in use."
        )
        yield section(name, drawn + said(told))


def _shipped(rows: Sequence[Scored], floors: Mapping[Language, float]) -> dict[str, Point]:
    groups = grouped(rows, "lang")
    points = {name: point_at(weighed(groups.get(name, [])), floor) for name, floor in floors.items()}
    return {name: point for name, point in points.items() if point}


def _share(counted: Summary) -> plots.Share:
    return plots.Share(counted.accuracy, counted.interval, counted.count)


def _table(rows: Sequence[Scored], total: Summary, key: str) -> str:
    body = [(name, *cells(summary(part))) for name, part in grouped(rows, key).items()]
    return section(f"By {key}", table((key, *HEADINGS), body, ("all", *cells(total))))


def _compared(comparison: Comparison) -> str:
    low, high = comparison.interval
    verdict = "good" if low > 0 else "bad" if high < 0 else "soft"
    told = (
        f'<p class="{verdict}">{comparison.difference:+.1%} right over {comparison.common} common questions '
        f"(95%: {low:+.1%} to {high:+.1%})</p>"
    )
    lists = (
        f'<p class="{kind}">{escape(name)}: {len(rows)}</p>{"".join(question(row, row.reasons) for row in rows)}'
        for name, kind, rows in (
            ("Turned right", "good", comparison.turned_right),
            ("Turned wrong", "bad", comparison.turned_wrong),
        )
    )
    return section("Since the earlier run", told + "".join(lists))


def _failures(name: str, rows: Sequence[Scored]) -> str:
    return section(f"{name}: {len(rows)}", "".join(question(row, row.reasons) for row in rows))
