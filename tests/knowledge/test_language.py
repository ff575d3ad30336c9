"""Short questions are told apart by the words that only one language has."""

import pytest

from knowledge.language import detect
from knowledge.models import Language

QUESTIONS: dict[Language, tuple[str, ...]] = {
    "nb": (
        "Hva er NAIL?", "Hvem leder Nemonoor?", "Hvilke kurs finnes i Gjøvik?", "hvor mye koster MISEB",
        "Når er søknadsfristen?", "Kan jeg ta kurset uten bachelor?", "Hvordan søker vi støtte?",
        "Gjelder avtalen fortsatt?", "Hvorfor ble avtalen laget?", "Hvem kan dere sette oss i kontakt med?",
        "Er det noe gratis?", "Hvilken e-post bruker vi?", "hva betyr EVU", "Finnes det kurs om machine learning?",
        "Hvor lang tid tar deep learning-kurset?", "får vi rabatt", "Hvilket emne passer for ansatte?",
        "Koster det noe?", "Hvor holder dere til?", "Jeg søker kurs",
        "Hvordan er studiet i veg lagt opp?",
    ),
    "nn": (
        "Kva er NAIL?", "Kven leier Nemonoor?", "Kva kurs finst i Gjøvik?", "kor mykje kostar MISEB",
        "Kvifor vart avtala laga?", "Korleis søkjer vi?", "Kan eg ta kurset utan bachelor?",
        "Gjeld avtala framleis? Eg lurer", "Kvar held de til, og kven er leiar?", "Er det noko gratis?",
        "Kva tenester får verksemda?", "Kven kan ein kontakte?", "Kor mange studentar er det?", "Kva tyder EVU?",
        "Eg treng eit kurs i machine learning", "Kva inneber samarbeidet?",
        "Masterprogram innan leiing?",
    ),
    "en": (
        "What is NAIL?", "Who leads Nemonoor?", "Which courses are there in Gjøvik?", "how much does MISEB cost",
        "When is the deadline?", "Can I join without a degree?", "How do we apply for funding?",
        "Is the agreement still valid?", "Why was the agreement made?",
        "Who can we contact about the agreement between NTNU and NHO?", "Is anything free?", "What does EVU mean?",
        "Do you have courses about Trondheim?", "How long is the course?", "Where is the office?",
        "Tell me about it please",
    ),
}  # fmt: skip
CASES = [(question, language) for language, questions in QUESTIONS.items() for question in questions]


@pytest.mark.parametrize(("question", "language"), CASES)
def test_a_short_question_is_told(question: str, language: Language) -> None:
    assert detect(question) == language


def test_there_are_enough_questions() -> None:
    """At least forty."""
    assert len(CASES) >= 40


def test_a_question_without_telling_words_follows_the_conversation() -> None:
    """The newest earlier question that tells wins; the person's setting comes after it, bokmål last."""
    assert detect("MISEB?", context=["Hva er NAIL?", "Who leads Nemonoor?"]) == "en"
    assert detect("MISEB?", context=["Kven leier Nemonoor?", "NAIL"]) == "nn"
    assert detect("MISEB?", context=["NAIL"], fallback="en") == "en"
    assert detect("MISEB?") == "nb"


def test_a_clear_question_beats_conversation_and_setting() -> None:
    assert detect("Who leads it and what does it do?", context=["Kva er NAIL?"], fallback="nn") == "en"


def test_an_english_course_title_does_not_make_a_question_english() -> None:
    assert detect("Hva koster kurset Introduction to Computer Vision for bedrifter?") == "nb"


def test_norwegian_letters_tell_norwegian() -> None:
    assert detect("økonomistøtte") == "nb"


def test_one_english_word_turns_no_norwegian_conversation() -> None:
    """Some words are English, Latin and Norwegian at once."""
    assert detect("er det per år?", context=["hva koster strikkekurset"]) == "nb"
    assert detect("and how much is it?", context=["hva koster strikkekurset"]) == "en"


def test_an_address_is_in_no_language() -> None:
    """The ending of a Norwegian address is a nynorsk word."""
    assert detect("Status i 2026 må sjekkes på huset.example.no.") == "nb"
