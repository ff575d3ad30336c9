"""A question about courses is read into slots, in three languages."""

from dataclasses import asdict
from datetime import date
from typing import Any

import pytest

from knowledge.composing.course_phrases import described, question_for
from knowledge.course_query import Bounds, CourseQuery
from knowledge.course_reading import read_query
from knowledge.models import Language
from knowledge.periods import TimeField, TimeWish

TODAY = date(2026, 11, 21)

READ: list[tuple[str, dict[str, Any]]] = [
    ("Hvilke kurs finnes?", {}),
    ("Hvilke EVU-kurs finnes?", {"is_evu": True}),
    ("Finnes det etterutdanning i strikking?", {"is_evu": True, "topic": "strikking"}),
    ("Kva vidareutdanning finst?", {"is_evu": True}),
    ("continuing education in weaving", {"is_evu": True, "topic": "weaving"}),
    ("Kurs for ansatte", {"is_evu": True}),
    ("Hvilke ordinære emner finnes i veving?", {"is_evu": False, "topic": "veving"}),
    ("ordinary courses about weaving", {"is_evu": False, "topic": "weaving"}),
    ("kurs i Gjøvik", {"place": "Gjøvik"}),
    ("kurs i gjøvik", {"place": "Gjøvik"}),
    ("Strikkekurs i Trondheim?", {"place": "Trondheim", "topic": "strikke"}),
    ("courses in Ålesund", {"place": "Ålesund"}),
    ("Finnes det kurs i Bergen?", {"place": "Bergen"}),
    ("Are there courses in Oslo?", {"place": "Oslo"}),
    ("nettbaserte kurs", {"delivery": "net"}),
    ("kurs på nett om veving", {"delivery": "net", "topic": "veving"}),
    ("online courses about weaving", {"delivery": "net", "topic": "weaving"}),
    ("digitale kurs", {"delivery": "net"}),
    ("kurs om digital sikkerhet", {"topic": "digital sikkerhet"}),
    ("gratis kurs", {"free": True}),
    ("free courses in weaving", {"free": True, "topic": "weaving"}),
    ("Er noen kurs kostnadsfrie?", {"free": True}),
    ("masterprogram i tekstil", {"level": "programme", "topic": "tekstil"}),
    ("Which master programmes are there?", {"level": "programme"}),
    ("kurs på 7,5 studiepoeng", {"credits": Bounds(7.5, 7.5)}),
    ("courses with 7.5 credits", {"credits": Bounds(7.5, 7.5)}),
    ("emner på 5 sp om veving", {"credits": Bounds(5.0, 5.0), "topic": "veving"}),
    ("kurs under 20 000 kr", {"price": Bounds(high=20000, excluding=True)}),
    ("kurs til maks 5000 kroner", {"price": Bounds(high=5000)}),
    ("courses below 10 000 NOK", {"price": Bounds(high=10000, excluding=True)}),
    ("Hvor mange EVU-kurs finnes?", {"is_evu": True, "counting": True}),
    ("Kor mange kurs om veving?", {"counting": True, "topic": "veving"}),
    ("How many courses are there?", {"counting": True}),
    ("Hvilke kurs koster under 5 000 kr?", {"price": Bounds(high=5000, excluding=True)}),
    ("billigste kurs", {"order": "cheapest"}),
    ("what is the cheapest course", {"order": "cheapest"}),
    ("Kva er det billegaste kurset i veving?", {"order": "cheapest", "topic": "veving"}),
    (
        "gratis nettbaserte EVU-kurs om veving i Gjøvik",
        {"is_evu": True, "free": True, "delivery": "net", "place": "Gjøvik", "topic": "veving"},
    ),
    ("kurs med minst 10 studiepoeng", {"credits": Bounds(low=10)}),
    ("kurs under 10 sp", {"credits": Bounds(high=10, excluding=True)}),
    ("courses with 7.5 credits or more", {"credits": Bounds(low=7.5)}),
    ("kurs mellom 5 000 og 10 000 kr", {"price": Bounds(5000, 10000)}),
    ("kurs under 20k", {"price": Bounds(high=20000, excluding=True)}),
    ("courses for less than 20,000 kroner", {"price": Bounds(high=20000, excluding=True)}),
    ("kurs med samlinger", {"delivery": "gatherings"}),
    ("fysiske kurs i veving", {"delivery": "campus", "topic": "veving"}),
    ("emner på masternivå om veving", {"level": "master", "topic": "veving"}),
    ("erfaringsbaserte mastere", {"level": "experience"}),
    ("bachelorkurs i veving", {"level": "bachelor", "topic": "veving"}),
    ("ph.d.-kurs i veving", {"level": "phd", "topic": "veving"}),
    ("kurs på engelsk om veving", {"language": "english", "topic": "veving"}),
    ("courses taught in Norwegian", {"language": "norwegian"}),
    ("kurs med frist før jul", {"time": TimeWish(TimeField.DEADLINE, "før jul")}),
    ("kurs som starter til høsten", {"time": TimeWish(TimeField.START, "til høsten")}),
    ("Hvilke kurs kan vi søke på neste måned?", {"time": TimeWish(TimeField.DEADLINE, "på neste måned")}),
    ("er det kurs i vår om veving", {"time": TimeWish(TimeField.START, "i vår"), "topic": "veving"}),
    ("kurs for bedriften vår", {}),
    ("hvilke kurs har dere i dag?", {}),
    ("hvilket kurs har nærmeste frist?", {"order": "deadline"}),
    ("korteste kurs om veving", {"order": "shortest", "topic": "veving"}),
    ("kurs med flest studiepoeng", {"order": "most_credits"}),
    ("kurs i bergen", {"place": "Bergen"}),
    ("kurs om veving i Eksempelby", {"place": "Eksempelby", "topic": "veving"}),
    ("kurs i Trylling", {"topic": "trylling"}),
    ("Kva kurs har de på campus Trondheim?", {"place": "Trondheim"}),
]


@pytest.mark.parametrize(("text", "filters"), READ)
def test_slots_are_read_out_of_a_question(text: str, filters: dict[str, Any]) -> None:
    """Nothing is filtered that was not asked for, and no topic is made up."""
    assert read_query(text) == CourseQuery(**filters)


def test_enough_questions_are_read() -> None:
    assert len(READ) >= 55


def test_a_topic_is_matched_in_the_catalogues_words_and_told_in_the_askers() -> None:
    query = read_query("Courses on AI in Trondheim?")
    assert (query.topic, query.topic_said) == ("kunstig intelligens", "AI")
    assert read_query("kurs om Veving og Strikking for alle").topic_said == "Veving og Strikking"


def test_a_topic_of_several_things_is_parted() -> None:
    """Between "or", "and" and "for", else into words; "or" makes one of them enough."""
    query = read_query("kurs i Veving eller cybersikkerhet")
    assert query.parts == [("Veving", "veving"), ("cybersikkerhet", "digital sikkerhet")]
    assert query.is_either
    assert [known for _, known in read_query("AI course weaving").parts] == ["kunstig intelligens", "weaving"]
    assert not read_query("kurs i veving").is_either


ASKED_BACK = [
    CourseQuery(), CourseQuery(is_evu=True, place="Gjøvik"), CourseQuery(is_evu=False, delivery="net"),
    CourseQuery(level="programme", delivery="gatherings"), CourseQuery(level="experience"),
    CourseQuery(level="master", language="english"), CourseQuery(level="phd", free=True),
    CourseQuery(credits=Bounds(7.5, 7.5)), CourseQuery(credits=Bounds(low=10)),
    CourseQuery(price=Bounds(high=20000, excluding=True), place="Trondheim"),
    CourseQuery(topic="veving", topic_said="veving", delivery="campus", language="norwegian"),
]  # fmt: skip


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("query", ASKED_BACK)
def test_a_question_made_of_a_query_is_read_as_that_query(query: CourseQuery, language: Language) -> None:
    """So a suggested question gives what it promises."""
    assert read_query(question_for(query, language, TODAY)) == query


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_suggested_time_is_read_as_the_same_days(language: Language) -> None:
    wish = TimeWish(TimeField.DEADLINE, "før jul")
    read = read_query(question_for(CourseQuery(time=wish), language, TODAY)).time
    assert read is not None
    assert (read.field, read.period(TODAY)) == (TimeField.DEADLINE, wish.period(TODAY))


def test_every_slot_is_told_back() -> None:
    query = read_query("gratis nettbaserte EVU-kurs om veving i Gjøvik på minst 5 studiepoeng på engelsk")
    assert described(query, "nb", TODAY) == (
        "gratis nettbaserte EVU-kurs på engelsk om veving i Gjøvik på minst 5 studiepoeng"
    )
    assert set(asdict(query)) >= set(query.filters)
