"""Whatever is typed, an answer comes, and it is a proven one."""

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.models import Answer, Outcome, Question, Turn
from knowledge.verifying import unsupported
from tests.knowledge.made_up import Rooms, open_rooms
from tests.knowledge.village import VILLAGE

TODAY = date(2026, 11, 21)
WORDS = """
hva hvem når hvor hvilke kurs frist pris EVU gratis Gjøvik PRV1001 prv1002 PRV9999 EMOT Garnlaget Prøvehuset avtalen
gjelder fortsatt kontakt e-post mobilnummer rektor ansatte votter vevstoler strikking 7,5 studiepoeng 2019 2021 og det
den hei takk what who the course deadline cost is it kva kven ikkje frå ? ! « » [1] [99] { } {limit} % • \\n \\x00 😀
<b> 11180 https://x.no a@b.no
""".split()
QUESTIONS = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join) | st.text(max_size=60)
HISTORY = st.lists(st.builds(Turn, st.sampled_from(["user", "assistant"]), QUESTIONS), max_size=3).map(tuple)


def answer(rooms: Rooms, question: Question, today: date = TODAY) -> Answer:
    """Answer without telling of the stages."""
    return rooms.answering.answer(question, today=today, tell=lambda _: None)


@given(
    question=st.builds(Question, QUESTIONS, HISTORY, st.sampled_from([None, "courses", "contacts", "agreement"])),
    today=st.dates(date(2018, 1, 1), date(2030, 1, 1)),
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gets_a_proven_answer(rooms: Rooms, question: Question, today: date) -> None:
    """It never fails, every mark has its citation, and every hard fact its support."""
    given_answer = answer(rooms, question, today)
    assert given_answer.outcome in (Outcome.ANSWERED, Outcome.CLARIFY, Outcome.REFUSED)
    assert given_answer.text.strip()
    marks = {int(n) for n in re.findall(r"\[(\d+)\]", given_answer.text.replace(question.text.strip(), ""))}
    assert marks <= {citation.n for citation in given_answer.citations}
    assert unsupported(given_answer) == []


@pytest.mark.parametrize(
    "text", ["Hva koster PRV1001?", "Hvem kontakter vi om vevstoler?", "Gjelder avtalen fortsatt?"]
)
def test_the_same_question_gets_the_same_answer(text: str, rooms: Rooms) -> None:
    """Also from another opening of the same generation."""
    assert answer(rooms, Question(text)) == answer(open_rooms(VILLAGE), Question(text))


def test_an_explanation_says_what_was_read_found_and_decided(rooms: Rooms) -> None:
    """The parts that the signals brought add up to each passage's score."""
    told = rooms.answering.explain(Question("Hvem kontakter vi om vevstoler?"), today=TODAY)
    assert told.passages
    assert all(sum(p.signals.values()) == pytest.approx(p.score, abs=0.01) for p in told.passages)
    lines = told.lines()
    assert lines[0].startswith("read as ")
    assert "needed" in lines[-1]


def test_what_needs_no_search_is_explained_as_such(rooms: Rooms) -> None:
    told = rooms.answering.explain(Question("hei"), today=TODAY)
    assert told.evidence is None
    assert told.lines()[-1].endswith("without a search")
