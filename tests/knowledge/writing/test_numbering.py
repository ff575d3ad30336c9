"""A citation is numbered by first use and quotes the source's own words, those that bear what was written."""

from knowledge.models import CitationKind
from knowledge.writing.material import Entry
from knowledge.writing.numbering import Citing
from tests.knowledge.made_up import chunk
from tests.knowledge.village import VILLAGE

HOUSE = Entry(
    1,
    chunk(
        "h",
        "Huset er oppdiktet. Det har 14 ansatte. Det åpner klokken ni. I 2020 ble taket lagt om. Naboen heter Ola.",
    ),
)
YARN = Entry(2, chunk("g", "Garnlaget strikker votter av ull."))


def test_numbers_go_by_first_use() -> None:
    citing = Citing()
    assert citing.cite([YARN], "Garnlaget strikker votter.") == (1,)
    assert citing.cite([HOUSE, YARN], "Huset og laget.") == (1, 2)
    assert [(c.n, c.source_id) for c in citing.all()] == [(1, "g"), (2, "h")]


def test_the_sentence_that_bears_it_is_quoted() -> None:
    citing = Citing()
    citing.cite([HOUSE], "Det er 14 ansatte i huset.")
    assert citing.all()[0].quote == "Det har 14 ansatte."


def test_a_quote_grows_with_what_is_written() -> None:
    """It stays one piece of the source, word for word."""
    citing = Citing()
    citing.cite([HOUSE], "Det er 14 ansatte i huset.")
    citing.cite([HOUSE], "Taket ble lagt om i 2020.")
    assert citing.all()[0].quote == "Det har 14 ansatte. Det åpner klokken ni. I 2020 ble taket lagt om."
    assert citing.all()[0].quote in HOUSE.chunk.text


def test_every_number_written_stands_in_the_quote() -> None:
    """Whichever way its decimals are written."""
    entry = Entry(1, chunk("k", "Kurset gir 7,5 studiepoeng. Det er fint. Det koster 4500 kr."))
    citing = Citing()
    citing.cite([entry], "The course gives 7.5 credits and costs 4500.")
    assert citing.all()[0].quote == entry.chunk.text


def test_a_passage_in_other_words_is_quoted_whole() -> None:
    citing = Citing()
    citing.cite([HOUSE], "Staff numbers are modest.")
    assert citing.all()[0].quote == HOUSE.chunk.text


def test_a_record_is_quoted_whole() -> None:
    found = next(c for c in VILLAGE.chunks if c.source_id == "k1")
    citing = Citing()
    citing.cite([Entry(1, found, VILLAGE.courses[0])], "Kurset koster 4500 kr.")
    assert (citing.all()[0].kind, citing.all()[0].quote) == (CitationKind.RECORD, found.text)


def test_what_is_shown_beside_the_text_is_numbered_after_it() -> None:
    citing = Citing()
    citing.cite([YARN], "Garnlaget strikker votter.")
    assert (citing.number(HOUSE), citing.number(YARN)) == (2, 1)
