"""Follow-ups take what they leave unsaid from the turns before them; whole questions do not."""

import pytest

from knowledge.conversation import heavy_words, leans, points_back
from knowledge.models import Turn

HISTORY = (Turn("user", "Hva er Garnlaget?"), Turn("assistant", "Garnlaget er oppdiktet. [1]"))

LEANING = (
    "Og hvem leder det?", "og frist?", "men hva med prisen", "Hva med Gjøvik?", "Kva med prisen?",
    "What about the price?", "and who pays", "Hvor holder de til?", "Når åpner den?", "Hvem leder dem?", "Er de gode?",
    "Kven leier dei?", "Hvor mye koster det å bli medlem der?", "Where is it located?",
    "How do we contact them about membership?", "Is it open to companies like ours?",
    "Kan bedriften vår få besøke disse?", "pris?", "Hvem leder?", "Deadline?", "Hva sier denne om vevstoler og garn?",
    "Gjelder samme frist for vevkurset?",
)  # fmt: skip
STANDING = (
    "Hvilke støtteordninger finnes for strikking i kommunen?", "Hvordan søker en bedrift om lån av vevstoler?",
    "Finnes det noen vevkurs for ansatte i bedrifter?", "Er det mulig for bedrifter å låne vevstoler gratis?",
    "Which knitting courses suit employees without experience?", "Are there any weaving courses for beginners?",
    "Er det et krav om erfaring fra strikking og veving?", "Kva krav stiller vevskulen til søkjarar utan erfaring?",
    "Is there a discount on knitting courses for companies?",
)  # fmt: skip


@pytest.mark.parametrize("text", LEANING)
def test_a_follow_up_leans_on_the_conversation(text: str) -> None:
    """It begins with "og", points back, or says too little."""
    assert leans(text, HISTORY, own_names=False)


@pytest.mark.parametrize("text", STANDING)
def test_a_whole_question_stands_alone(text: str) -> None:
    """An empty subject ("er det mulig", "is there any") points at nothing."""
    assert not leans(text, HISTORY, own_names=False)


@pytest.mark.parametrize("text", LEANING)
def test_a_name_of_its_own_begins_a_new_topic(text: str) -> None:
    assert not leans(text, HISTORY, own_names=True)


def test_the_first_question_leans_on_nothing() -> None:
    assert not leans("Hvem leder det?", (), own_names=False)


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("Hvem leder det?", True), ("Hva koster den?", True), ("When was it founded?", True), ("Hvem eier dem?", True),
        ("Er det mulig å søke nå?", False), ("Finnes det noen kurs?", False), ("Is there a fee?", False),
        ("Hvem leder Garnlaget?", False), ("Hva koster medlemskap?", False), ("Koster det å være medlem?", False),
    ],
)  # fmt: skip
def test_a_pronoun_points_back_and_an_empty_subject_does_not(text: str, points: bool) -> None:
    assert points_back(text) is points


def test_a_definite_noun_after_den_says_what_is_meant() -> None:
    """ "Den" that belongs to a noun in agreement with it points at nothing by itself."""
    assert not points_back("Finnes den nye vevstolen ennå?")
    assert points_back("Er det garnet eller ullen som er dyrest, eller den?")


def test_the_name_of_a_property_brings_no_subject() -> None:
    """ "Språk" is a property of a course, "språkmodeller" is a subject."""
    assert heavy_words("Hva er prisen og fristen?") == []
    assert "språkmodeller" in heavy_words("Hvilke språkmodeller?")
