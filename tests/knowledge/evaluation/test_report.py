"""The report is one page that asks nothing of the network and trusts no text."""

import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest

from knowledge.evaluation.citing import Cited
from knowledge.evaluation.comparing import compare
from knowledge.evaluation.counting import Scored, summary
from knowledge.evaluation.report import Heading, report
from knowledge.evaluation.runs import run_of
from knowledge.models import Language, Written
from tests.knowledge.evaluation.made_up import scored

HEADING = Heading("made-up.jsonl", "2020-03-04", "made-up", "none (fake)")
FLOORS: dict[Language, float] = {"nb": 0.5, "nn": 0.5, "en": 0.5}
NASTY = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&"


def rows() -> list[Scored]:
    return [
        scored("a", probability=0.9, ms=20.0),
        scored("b", probability=0.8, ms=21.5, lang="nn", right=False),
        scored("c", probability=0.2, ms=90.0, outcome="refused", category="none", lang="en"),
        scored("d", probability=0.7, right=False, lang="en"),
    ]


def page(scored_rows: list[Scored]) -> str:
    return report(scored_rows, HEADING, FLOORS)


def test_it_tells_what_was_measured() -> None:
    """Totals, plots, tables and the wrong answers."""
    text = page(rows())
    for told in ("made-up.jsonl", "2020-03-04", "50.0%", "By category", "By lang", "Wrong answers: 2", "Hva er b?"):
        assert told in text
    assert text.count("<svg") == 4


def test_it_loads_nothing() -> None:
    """No address, no script; the page forbids the browser to fetch anything."""
    text = page(rows())
    assert not re.search(r"https?://|\bsrc=|\bhref=|url\(|@import|<script|<link", text)
    assert "default-src 'none'" in text


@pytest.mark.parametrize("field", ["id", "question", "category"])
def test_texts_are_shown_and_not_obeyed(field: str) -> None:
    fields: dict[str, Any] = {field: NASTY}
    text = page([scored("x", right=False, answer=NASTY, **fields)])
    assert "<script" not in text
    assert "<img" not in text


def test_every_plot_is_well_formed() -> None:
    """Also with nasty names of groups."""
    text = page([*rows(), scored("x", category=NASTY, probability=0.5)])
    for plot in re.findall(r"<svg.*?</svg>", text, re.S):
        assert ElementTree.fromstring(plot).get("role") == "img"


@pytest.mark.parametrize(
    "few",
    [
        [scored("a")],
        [scored("a", ms=0.0, probability=0.4)],
        [scored("a", outcome="refused", probability=0.4, lang="en")],
        [scored("a", ms=123456.0, probability=1.0), scored("b", ms=0.01, probability=0.0)],
    ],
)
def test_a_single_question_makes_a_report_too(few: list[Scored]) -> None:
    assert page(few).endswith("</html>\n")


def test_a_comparison_is_told() -> None:
    now = [scored("a"), scored("b", right=False)]
    before = [scored("a", right=False), scored("b", right=False)]
    earlier = run_of(before, summary(before), today="2020-03-03", generation="x", embedding_model="x")
    text = report(now, HEADING, FLOORS, compare(now, earlier))
    assert "Since the earlier run" in text
    assert "+50.0% right over 2 common questions" in text
    assert "Turned right: 1" in text


JUDGED = "Judged by looking for words (made up)."


def written_rows() -> list[Scored]:
    """An answer that a model wrote, one that it failed at, and one that it was not asked for."""
    good = Written("made-up:one", kept=2, repaired=1, dropped=((f"number: {NASTY}",),), first_sentence=0.3)
    return [
        scored("a", ms=900.0, cited=Cited(2, 1, 2, 1, doubted=(NASTY,)), written=good),
        scored("b", ms=800.0, cited=Cited(1, 1, 1, 1), written=Written("made-up:one", failure="slow")),
        scored("c", outcome="refused", category="none"),
    ]


def test_citations_and_the_models_part_are_told() -> None:
    """With who judged, and a plot each for recall, sentences, answers and the first sentence."""
    text = report(written_rows(), replace(HEADING, judged=JUDGED), FLOORS)
    for told in (
        "75.0%", "citation recall", JUDGED, "Answers with a sentence that its citations do not support: 1",
        "made-up:one, 1 of the 2 answers", "recall 50.0%, precision 50.0% in the 1 answers", "dropped: number",
        "fallback: slow", "Answers with dropped sentences: 1", "p50 300 ms",
    ):  # fmt: skip
        assert told in text, told
    assert text.count("<svg") == 7
    assert "<script" not in text
    for plot in re.findall(r"<svg.*?</svg>", text, re.S):
        assert ElementTree.fromstring(plot).get("role") == "img"


def test_without_a_model_and_a_judge_nothing_is_told_of_them() -> None:
    text = page(rows())
    assert "Citations" not in text
    assert "language model" not in text


def test_a_model_that_failed_at_everything_makes_a_report_too() -> None:
    text = page([scored("a", written=Written("made-up:one", failure="unreachable"))])
    assert "fallback: unreachable" in text
    assert "What became of the model&#x27;s sentences" not in text
