"""A message is put into words that stand alone, with what the turns before it were about."""

import pytest

from knowledge.models import Turn
from knowledge.names import Names
from knowledge.subject import Meant
from knowledge.thread import Thread
from tests.knowledge.made_up import chunk

FACTS = (
    chunk("t1", "I Eksempelby holder Garnlaget til. Nå leder Kari Vevstad det, og Garnlaget låner ut vevstoler."),
    chunk("t2", "Også Ullsmia ligger der, og i dag selger Ullsmia garn."),
    chunk("t3", "Den nye avtalen ble skrevet i Eksempelby. Medlemmene betaler for garnet."),
)
NAMES = Names(FACTS)


def meant(text: str, *talk: tuple[str, str]) -> Meant:
    """What a message means after some exchanges."""
    history = [turn for asked, told in talk for turn in (Turn("user", asked), Turn("assistant", told))]
    thread = Thread(
        NAMES, str, lambda t: bool(NAMES.in_order(t)), lambda subject, word: word in "medlemmer vevstoler".split()
    )
    return thread.read(text, history)


ABOUT = ("Hva er Garnlaget?", "Garnlaget låner ut vevstoler. [1]")
LED = ("Hvem leder Garnlaget?", "Nå leder Kari Vevstad det. [1]")
ASKED_BOTH = (ABOUT, ("Og Ullsmia?", "Ullsmia selger garn. [1]"))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Hvem leder det?", "Hvem leder Garnlaget?"),
        ("Hva koster det?", "Hva koster Garnlaget?"),
        ("Who runs it?", "Who runs Garnlaget?"),
        ("Hvem er med der?", "Hvem er med i Garnlaget?"),
        ("Og frist?", "frist Garnlaget"),
        ("Hvem leder den nye Ullsmia?", "Hvem leder den nye Ullsmia?"),
    ],
)
def test_the_subject_takes_the_place_of_what_points_to_it(text: str, whole: str) -> None:
    """A question with a name of its own is left as it is."""
    assert meant(text, ABOUT).text == whole


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Og Ullsmia?", "Hvem leder Ullsmia?"), ("enn ullsmia", "Hvem leder ullsmia?"),
        ("Ullsmia?", "Hvem leder Ullsmia?"),
        ("What about Ullsmia?", "Hvem leder Ullsmia?"), ("Ullsmia, mener jeg.", "Hvem leder Ullsmia?"),
        ("og vevstoler?", "vevstoler Garnlaget"), ("og for små barn?", "Hvem leder Garnlaget? for små barn"),
        ("og strikkeklubber?", "Hvem leder strikkeklubber?"),
    ],
)  # fmt: skip
def test_a_part_completes_the_question_before(text: str, whole: str) -> None:
    """A name takes a name's place; what the sources of the subject speak of is asked of it, other things replace it."""
    assert meant(text, LED).text == whole


@pytest.mark.parametrize(("before", "text", "whole"), [
    ("Hva står i del A av avtalen?", "Og del B?", "Hva står i del B av avtalen?"),
    ("Hvilke kurs går på Gjøvik?", "enn Trondheim?", "Hvilke kurs går på Trondheim?"),
])  # fmt: skip
def test_like_takes_the_place_of_like(before: str, text: str, whole: str) -> None:
    assert meant(text, (before, "Det står ikke i kildene.")).text == whole


@pytest.mark.parametrize(("text", "language"), [
    ("og på nynorsk?", "nn"), ("and in English?", "en"), ("kan du ta det på bokmål", "nb"), ("kortere, takk", None),
])  # fmt: skip
def test_the_last_answer_is_wanted_once_more(text: str, language: str | None) -> None:
    once_more = meant(text, LED)
    assert (once_more.again, once_more.text, once_more.language) == (True, LED[0], language)


def test_a_person_is_the_one_whom_the_last_answer_names() -> None:
    assert meant("Hvor lenge har hun gjort det?", LED).text == "Hvor lenge har Kari Vevstad gjort det?"
    assert (
        meant("Og hva koster det?", LED, ("Hvor lenge har hun gjort det?", "Siden i fjor.")).text
        == "hva koster Garnlaget?"
    )


@pytest.mark.parametrize(("text", "whole"), [
    ("Hvem leder den første?", "Hvem leder Garnlaget?"), ("Hvem leder den andre?", "Hvem leder Ullsmia?"),
])  # fmt: skip
def test_the_first_and_the_other_are_the_subjects_in_their_order(text: str, whole: str) -> None:
    assert meant(text, *ASKED_BOTH).text == whole


def test_a_subject_that_is_named_again_comes_back() -> None:
    assert meant("Tilbake til Garnlaget: hvem leder det?", *ASKED_BOTH).text == "hvem leder Garnlaget?"


def test_without_a_conversation_a_question_means_what_it_says() -> None:
    assert meant("Hvem leder det?") == Meant("Hvem leder det?", "Hvem leder det?")


def test_a_whole_question_without_a_name_may_be_read_both_ways() -> None:
    """It is asked as it stands first."""
    whole = meant("Hvilke barn får strikke votter gratis?", ABOUT)
    assert not whole.leaning
    assert whole.otherwise == ("Hvilke barn får strikke votter gratis Garnlaget",)


OFFICE = ("Hvem har ansvaret for avtalen?", "Avtalen gir rektor ved Vevskolen ansvaret. [1]")
HOLDER = ("Hvem er rektor ved Vevskolen?", "Nå leder Kari Vevstad den. [1]")


def test_who_is_that_asks_for_the_office_that_was_named() -> None:
    assert meant("Hvem er det i dag?", OFFICE).text == "Hvem er rektor ved Vevskolen i dag?"


def test_before_her_asks_for_the_office_and_not_for_the_person() -> None:
    assert meant("Og hvem var det før henne?", HOLDER).text == "Hvem gikk av som rektor ved Vevskolen?"


@pytest.mark.parametrize("text", ["What is the alternative?", "Hva er alternativet?"])
def test_an_alternative_is_the_question_before_of_something_else(text: str) -> None:
    read = meant(text, ABOUT)
    assert (read.text, read.others) == ("Hva er Garnlaget?", True)


def test_things_like_it_are_not_the_thing() -> None:
    read = meant("Hvor mange slike lag finnes?", ABOUT)
    assert (read.text, read.others) == ("Hvor mange lag finnes?", True)


def test_a_label_that_was_exchanged_stays_exchanged() -> None:
    talk = (("Hva står i del A av avtalen?", "Del A gjelder ull. [1]"), ("Og del B?", "Del B gjelder garn. [1]"))
    assert meant("Hvem har ansvaret for den?", *talk).text == "Hvem har ansvaret for del B avtalen?"


def test_how_to_apply_after_a_search_for_courses_is_asked_of_courses() -> None:
    """What a course has is still asked of what was searched for."""
    search = ("Har dere kurs i veving?", "Det er ett kurs. [1]")
    assert meant("Hvordan søker jeg?", search).text == "Hvordan søker jeg kurs"


def test_a_name_of_its_own_beside_a_pronoun_may_be_meant_with_the_subject() -> None:
    """As another way to read it, for when it has no answer by itself."""
    found = meant("Deler de hus med Ullsmia?", ABOUT)
    assert found.text == "Deler de hus med Ullsmia?"
    assert found.otherwise == ("Deler Garnlaget hus med Ullsmia?",)


def test_one_that_is_asked_for_among_several_is_the_subject_from_then_on() -> None:
    talk = (
        ("Hvor mange lag finnes?", "To lag. [1]"),
        ("Hvilket av dem selger garn?", "Laget Ullsmia selger garn. [1]"),
    )
    assert meant("Hvem leder det?", *talk).text == "Hvem leder Ullsmia?"


def test_they_are_not_the_one_person_whom_the_answer_named() -> None:
    talk = (("Hvem leder Garnlaget?", "Kari Vevstad. [1]"),)
    assert meant("Hvor holder de til?", ABOUT, *talk).text == "Hvor holder Garnlaget til?"


def test_a_person_who_was_named_before_the_last_answer_is_still_known() -> None:
    talk = (LED, ("Hva låner de ut?", "Garnlaget låner ut vevstoler. [1]"))
    assert meant("Hvor lenge har hun gjort det?", *talk).text.startswith("Hvor lenge har Kari Vevstad")


def test_the_other_party_takes_the_place_of_the_one_that_was_asked_about() -> None:
    talk = (("Hva gjør NHO i avtalen?", "NHO betaler. [1]"),)
    assert meant("Og NTNU?", *talk).text == "Hva gjør NTNU i avtalen?"


def test_the_one_with_somebody_is_one_of_what_was_spoken_of() -> None:
    talk = (("Hvilke avtaler finnes?", "Fem avtaler. [1]"),)
    assert meant("Når ble den med NHO skrevet?", *talk).text == "Når ble avtaler med NHO skrevet?"
