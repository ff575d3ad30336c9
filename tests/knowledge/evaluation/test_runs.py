"""A run is written, read again and compared with a later one."""

import json

import pytest

from knowledge.errors import BadLine
from knowledge.evaluation.citing import Cited
from knowledge.evaluation.comparing import compare
from knowledge.evaluation.counting import Scored, summary
from knowledge.evaluation.runs import Run, parse_run, run_of
from knowledge.models import Written
from tests.knowledge.evaluation.made_up import scored


def run(rows: list[Scored]) -> Run:
    return run_of(rows, summary(rows), today="2020-03-04", generation="made-up", embedding_model="none (fake)")


def test_a_run_can_be_read_again() -> None:
    """Totals, and per question whether it is right, why not, and the answer."""
    rows = [scored("a", answer="Klokken ni. [1]", probability=0.9), scored("b", right=False)]
    again = parse_run(run(rows).model_dump_json(), "run.json")
    assert again.totals["accuracy"] == 0.5
    assert [(row.id, row.right, row.reasons) for row in again.questions] == [
        ("a", True, ()),
        ("b", False, ("missing: klokken ni",)),
    ]
    assert (again.questions[0].answer, again.questions[0].probability) == ("Klokken ni. [1]", 0.9)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": 2}', '{"format": 1, "questions": []}'])
def test_something_else_is_no_run(text: str) -> None:
    with pytest.raises(BadLine, match=r"^x\.json is no run that `brobygger evaluate --json FILE` wrote"):
        parse_run(text, "x.json")


def test_what_turned_right_or_wrong_is_named() -> None:
    """Only questions of both runs count for the difference."""
    earlier = run([scored("a"), scored("b", right=False), scored("c", right=False), scored("gone")])
    now = [scored("a", right=False), scored("b"), scored("c"), scored("new")]
    found = compare(now, earlier)
    assert [row.question["id"] for row in found.turned_right] == ["b", "c"]
    assert [row.question["id"] for row in found.turned_wrong] == ["a"]
    assert found.difference == pytest.approx(1 / 3)
    assert (found.common, found.only_now, found.only_before) == (3, 1, 1)


def test_the_same_answers_differ_by_nothing() -> None:
    """A paired interval knows that nothing changed; two separate ones would not."""
    rows = [scored(f"q{n}", right=n % 3 > 0) for n in range(60)]
    found = compare(rows, run(rows))
    assert (found.difference, found.interval) == (0.0, (0.0, 0.0))


def test_runs_of_different_questions_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="no question in common"):
        compare([scored("a")], run([scored("b")]))


def test_citations_and_a_models_part_are_written_down() -> None:
    """By question and in all, with who judged."""
    dropped = Written("made-up:one", kept=1, dropped=(("number: 7",),), tokens_in=10, latency=0.5)
    rows = [scored("a", cited=Cited(2, 1, 2, 1, doubted=("Huset er blått.",)), written=dropped), scored("b")]
    made = run_of(rows, summary(rows), today="2020-03-04", generation="x", embedding_model="x", judged="by words")
    again = parse_run(made.model_dump_json(), "run.json")
    assert again.judged == "by words"
    assert again.citations is not None
    assert again.writing is not None
    assert (again.citations["recall"], again.citations["answers"]) == (0.5, 1)
    assert (again.writing["model"], again.writing["reasons"]) == ("made-up:one", {"number": 1})
    first, second = again.questions
    assert first.citations is not None
    assert first.writing is not None
    assert (first.citations["recall"], first.citations["doubted"]) == (0.5, ["Huset er blått."])
    assert first.writing["dropped"] == [["number: 7"]]
    assert (second.citations, second.writing) == (None, None)


def test_a_run_of_an_earlier_version_can_be_compared_with() -> None:
    """It has nothing on citations or a model."""
    earlier = json.loads(run([scored("a", right=False)]).model_dump_json())
    for row in (earlier, *earlier["questions"]):
        row.pop("citations")
        row.pop("writing")
    found = compare([scored("a")], parse_run(json.dumps(earlier), "before.json"))
    assert found.difference == 1.0
