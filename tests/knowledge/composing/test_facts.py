"""Answers from facts are the sources' own sentences, and say what is missing or old."""

from knowledge.judging import Verdict
from knowledge.models import Outcome
from tests.knowledge.composing.asking import composed, sources
from tests.knowledge.made_up import Rooms


def test_an_answer_is_the_sources_own_sentences(rooms: Rooms) -> None:
    answer = composed(rooms, "Hva strikker Garnlaget?")
    assert "Garnlaget strikker votter av ull." in answer.text
    assert sources(answer)[0] == "TST-02"


def test_english_readers_get_the_english_sheet(rooms: Rooms) -> None:
    answer = composed(rooms, "How many employees does Prøvehuset have?")
    assert "14 employees" in answer.text
    assert answer.citations[0].language == "en"


def test_a_norwegian_source_in_an_english_answer_is_said_to_be_norwegian(rooms: Rooms) -> None:
    answer = composed(rooms, "What does Garnlaget knit?")
    assert "Norwegian" in answer.text


def test_nynorsk_readers_are_told_that_the_quote_is_bokmaal(rooms: Rooms) -> None:
    assert "bokmål" in composed(rooms, "Kva strikkar Garnlaget?").text


def test_a_number_that_is_not_there_is_said_to_be_missing(rooms: Rooms) -> None:
    """With what stands nearby."""
    answer = composed(rooms, "Hvor mange votter lager Garnlaget?")
    assert answer.outcome is Outcome.REFUSED
    assert "ikke noe tall" in answer.text
    assert "[1]" in answer.text


def test_a_price_that_is_not_there_is_said_to_be_missing(rooms: Rooms) -> None:
    answer = composed(rooms, "Hva koster det å låne vevstoler av Garnlaget?")
    assert answer.outcome is Outcome.REFUSED
    assert "ikke pris" in answer.text or "ikke noe beløp" in answer.text


def test_an_old_source_is_dated_where_things_change(rooms: Rooms) -> None:
    assert "januar 2020" in composed(rooms, "Hvor mange ansatte har Prøvehuset?").text


def test_an_unknown_name_is_refused_by_name(rooms: Rooms) -> None:
    answer = composed(rooms, "Hva strikker de på Trompetakademiet?")
    assert answer.outcome is Outcome.REFUSED
    assert "Trompetakademiet" in answer.text


def test_what_may_not_be_answered_is_refused_with_the_scope(rooms: Rooms) -> None:
    answer = composed(rooms, "Hvem vant stafetten i fjor?", Verdict.REFUSE)
    assert answer.outcome is Outcome.REFUSED
    assert "Jeg svarer om" in answer.text or answer.contacts
