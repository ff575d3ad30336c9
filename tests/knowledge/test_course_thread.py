"""A list of courses goes on over the turns of a conversation."""

import pytest

from knowledge.course_query import Bounds, CourseQuery
from knowledge.course_reading import read_query
from knowledge.course_thread import asks_for_more, changed, goes_on, listed_before, pages_shown
from knowledge.courses import Catalogue
from knowledge.models import Question, Turn
from knowledge.signals import Intent
from tests.knowledge.made_up import Rooms
from tests.knowledge.village import VILLAGE

ANSWER = """Kildene har 3 kurs:
• PRV1001 Grunnkurs i oppdiktet strikking · Gjøvik [1]
• PRV1002 Oppdiktet veving på nett [2]"""
TALK = (Turn("user", "Hvilke EVU-kurs finnes?"), Turn("assistant", ANSWER))


@pytest.mark.parametrize(
    "text",
    ["vis flere", "Vis meg flere kurs, takk", "de andre", "resten?", "flere", "show more", "the others", "kan du vise"],
)
def test_more_is_asked_for_in_few_words(text: str) -> None:
    assert asks_for_more(text) is (text != "kan du vise")


@pytest.mark.parametrize(
    "text", ["Hva er veving?", "flere bedrifter vil ha kurs", "den andre avtalen", "neste frist", ""]
)
def test_more_is_not_read_into_a_question(text: str) -> None:
    assert not asks_for_more(text)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("bare i Gjøvik", CourseQuery(is_evu=True, topic="ull", place="Gjøvik")),
        ("og på nett?", CourseQuery(is_evu=True, topic="ull", delivery="net")),
        ("er det noen billigere?", CourseQuery(is_evu=True, topic="ull", order="cheapest")),
        ("only in English", CourseQuery(is_evu=True, topic="ull", language="english")),
        ("hvilke av dem koster maks 5000 kr?", CourseQuery(is_evu=True, topic="ull", price=Bounds(high=5000))),
        ("bare om veving", CourseQuery(is_evu=True, topic="ull veving")),
        ("og om veving?", CourseQuery(is_evu=True, topic="veving")),
        ("uten tema", CourseQuery(is_evu=True)),
        ("dropp tema", CourseQuery(is_evu=True)),
        ("vis flere", CourseQuery(is_evu=True, topic="ull")),
    ],
)  # fmt: skip
def test_a_message_changes_the_search_before_it(text: str, query: CourseQuery) -> None:
    before = CourseQuery(is_evu=True, topic="ull", topic_said="ull", counting=True)
    assert changed(text, before) == query


@pytest.mark.parametrize(
    ("text", "on"),
    [("bare i Gjøvik", True), ("og på nett?", True), ("og om veving?", True), ("Hva er Garnlaget?", False),
     ("Hvem leder Garnlaget i Gjøvik og hva gjør de der ellers om dagen?", False), ("Når er fristen?", False)],
)  # fmt: skip
def test_only_a_short_change_goes_on(text: str, on: bool) -> None:
    assert goes_on(text, read_query(text)) is on


def test_a_search_is_narrowed_over_turns(rooms: Rooms) -> None:
    """And "more" keeps the search and counts what was shown."""
    asked = rooms.reader.understand(Question("og i Gjøvik?", TALK))
    assert (asked.intent, asked.courses) == (Intent.COURSE_SEARCH, ())
    assert asked.course_query == CourseQuery(is_evu=True, place="Gjøvik")
    history = (*TALK, Turn("user", "og i Gjøvik?"), Turn("assistant", ANSWER))
    more = rooms.reader.understand(Question("vis flere", history))
    assert (more.course_query, more.shown) == (CourseQuery(is_evu=True, place="Gjøvik"), 1)


def test_more_of_something_else_is_no_search(rooms: Rooms) -> None:
    history = (Turn("user", "Hva er Garnlaget?"), Turn("assistant", "Garnlaget strikker votter av ull. [1]"))
    assert rooms.reader.understand(Question("vis flere", history)).intent is not Intent.COURSE_SEARCH


def test_pages_are_counted_back_to_the_search() -> None:
    more = Turn("user", "vis flere")
    assert pages_shown(TALK) == 1
    assert pages_shown((*TALK, more, TALK[1], more, TALK[1])) == 3


def test_more_goes_on_after_a_question_about_what_was_listed(rooms: Rooms) -> None:
    """A change of the search does not: it would be about that question."""
    history = (*TALK, Turn("user", "hva koster den første?"), Turn("assistant", "PRV1001 Grunnkurs koster 4500 [1]"))
    more = rooms.reader.understand(Question("vis flere", history))
    assert (more.intent, more.course_query, more.shown) == (Intent.COURSE_SEARCH, CourseQuery(is_evu=True), 1)
    assert rooms.reader.understand(Question("og i Trondheim?", history)).intent is not Intent.COURSE_SEARCH


@pytest.mark.parametrize(
    ("text", "ids"),
    [("det første kurset", ["k1"]), ("hva koster den andre?", ["k2"]), ("the last one", ["k2"]), ("nummer 1", ["k1"]),
     ("det fjerde", []), ("hva koster det?", []), ("den første måneden", [])],
)  # fmt: skip
def test_an_ordinal_picks_from_the_list(text: str, ids: list[str]) -> None:
    assert [c.id for c in listed_before(text, TALK, Catalogue(VILLAGE.courses))] == ids


def test_a_question_about_the_only_course_listed_is_about_that_course(rooms: Rooms) -> None:
    history = (TALK[0], Turn("assistant", "Kildene har ett kurs:\n• PRV1001 Grunnkurs i oppdiktet strikking [1]"))
    asked = rooms.reader.understand(Question("er det på nett?", history))
    assert [c.id for c in asked.courses] == ["k1"]
