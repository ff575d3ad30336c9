"""Whether an agreement applies is answered from its own words and the day."""

from datetime import date

import pytest

from knowledge.judging import Verdict
from knowledge.models import Outcome
from knowledge.signals import Intent
from tests.knowledge.composing.asking import TODAY, composed, sources
from tests.knowledge.made_up import Rooms, World, open_rooms
from tests.knowledge.village import OPENING, YARN


@pytest.mark.parametrize(
    ("text", "today", "said"),
    [
        ("Gjelder avtalen fortsatt?", TODAY, "er over"),
        ("Gjelder avtalen fortsatt?", date(2021, 5, 1), "med mulighet for forlengelse"),
        ("Gjaldt avtalen i 2019?", TODAY, "ligger før"), ("Is the agreement still valid?", TODAY, "over"),
        ("Gjeld avtala framleis?", TODAY, "over"),
    ],
)  # fmt: skip
def test_the_period_is_weighed_against_the_day(text: str, today: date, said: str, rooms: Rooms) -> None:
    answer = composed(rooms, text, today=today)
    assert answer.intent == Intent.VALIDITY
    assert said in answer.text
    assert sources(answer) == ["vedtekt-4"]


def test_the_agreements_own_words_are_quoted(rooms: Rooms) -> None:
    assert (
        "Avtalens varighet er to år og den løper fra våren 2020 til våren 2022."
        in composed(rooms, "Gjelder avtalen fortsatt?").text
    )


def test_without_a_stated_period_nothing_is_claimed() -> None:
    answer = composed(open_rooms(World(facts=(OPENING, YARN))), "Gjelder avtalen fortsatt?", Verdict.REFUSE)
    assert answer.outcome is Outcome.REFUSED


def test_an_agreement_is_not_told_of_before_it_was_written(rooms: Rooms) -> None:
    assert composed(rooms, "Gjelder avtalen?", Verdict.REFUSE, today=date(2019, 1, 1)).outcome is Outcome.REFUSED
