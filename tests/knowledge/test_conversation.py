"""Follow-ups take what they leave unsaid from the turns before them; whole questions do not."""

import pytest

from knowledge.conversation import NO_CONTEXT, context_of, leans, points_back
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


def test_the_context_is_the_last_question_and_the_names_of_the_last_answer() -> None:
    """Earlier turns are left behind."""
    history = (
        Turn("user", "Hva er Prøvehuset?"),
        Turn("assistant", "Et hus i Eksempelby."),
        Turn("user", "Hvilke laug finnes?"),
        Turn("assistant", "Det finnes «laget for vev» og GARN, som ligger i Eksempelby."),
    )
    context = context_of(history)
    assert context.before.startswith("Hvilke laug finnes?")
    assert "GARN" in context.before
    assert "«laget for vev»" in context.before
    assert "Prøvehuset" not in context.before
    assert "Hvilke laug finnes?" in context.names


def test_no_conversation_gives_no_context() -> None:
    assert not NO_CONTEXT
    assert context_of(()) == NO_CONTEXT


def test_a_question_without_an_answer_yet_is_context_enough() -> None:
    assert context_of((Turn("user", "Hva er Garnlaget?"),)).before == "Hva er Garnlaget?"
