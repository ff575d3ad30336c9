"""Whether something applies is read from the period its source states."""

from datetime import date

import pytest

from knowledge.models import Provenance
from knowledge.validity import Status, asked_moment, stated_period, states_period, status
from tests.knowledge.made_up import chunk
from tests.knowledge.village import AGREEMENT, VILLAGE

PERIOD = Provenance("Prøvehuset", valid_from="2020", valid_to="2022-06-30")
TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (date(2019, 12, 31), Status.NOT_YET), (date(2020, 1, 1), Status.RUNNING), (date(2021, 7, 1), Status.RUNNING),
        (date(2022, 6, 30), Status.RUNNING), (date(2022, 7, 1), Status.OVER), (date(2026, 11, 21), Status.OVER),
    ],
)  # fmt: skip
def test_a_moment_lies_before_in_or_after_the_period(moment: date, expected: Status) -> None:
    """The last day still belongs to it."""
    assert status(PERIOD, moment) is expected


def test_a_period_without_an_end_never_ends() -> None:
    assert status(Provenance("Prøvehuset", valid_from="2020"), TODAY) is Status.RUNNING
    assert status(Provenance("Prøvehuset", valid_to="2020"), TODAY) is Status.OVER


@pytest.mark.parametrize(
    ("question", "moment"),
    [
        ("Gjelder avtalen fortsatt?", TODAY), ("Gjaldt avtalen i 2021?", date(2021, 7, 1)),
        ("Was the agreement valid in 2019?", date(2019, 7, 1)), ("Gjelder den fra 2020 til 2021?", date(2021, 7, 1)),
        ("Gjelder emne PRV2020x?", TODAY),
    ],
)  # fmt: skip
def test_a_year_in_the_question_is_the_moment_it_asks_about(question: str, moment: date) -> None:
    """Without one it is today."""
    assert asked_moment(question, TODAY) == moment


def test_the_period_is_stated_where_a_dated_source_speaks_of_it() -> None:
    """A chunk that only inherits the period, or only speaks of one, is not the place."""
    silent = chunk("a", "Om noe annet.", provenance=PERIOD)
    undated = chunk("b", "Ordningens varighet er ett år.")
    assert stated_period([silent, undated, AGREEMENT]) is AGREEMENT
    assert stated_period([silent, undated]) is None
    assert stated_period(VILLAGE.chunks) is AGREEMENT


@pytest.mark.parametrize(
    "text", ["Avtalens varighet er to år.", "Den løper til våren.", "Den gjelder fra mai.", "Den trer i kraft nå."]
)
def test_a_text_states_a_period_in_several_ways(text: str) -> None:
    assert states_period(text)
    assert not states_period("Alle rydder etter seg.")
