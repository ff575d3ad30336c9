"""Small pieces of text are written as readers write them."""

from knowledge.composing.text import course_name, credit_text, joined, kroner, number
from tests.knowledge.village import KNITTING, PROGRAMME


def test_numbers_are_written_as_readers_do() -> None:
    assert (number(7.5), number(10.0), credit_text(7.5, "en")) == ("7,5", "10", "7.5 credits")
    assert (kroner(11180, "nb"), kroner(11180, "en"), kroner(900, "nn")) == (
        "11\u00a0180 kr",
        "NOK 11,180",
        "900 kr",
    )


def test_a_name_is_code_and_title() -> None:
    assert course_name(KNITTING, "nb") == "PRV1001 Grunnkurs i oppdiktet strikking"
    assert course_name(KNITTING, "en") == "PRV1001 Made-up knitting for beginners"
    assert course_name(PROGRAMME, "en") == PROGRAMME.title


def test_empty_parts_leave_no_dot() -> None:
    assert joined(["a", "", "b"]) == "a · b"
