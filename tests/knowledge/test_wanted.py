"""What a question wants named."""

import pytest

from knowledge.wanted import focus, wanted


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("Hva er årsbudsjettet til huset?", ("årsbudsjettet",)),
        ("Hvilket romnummer har vaktmesteren?", ("romnummer",)),
        ("Kor mange vevstolar har huset?", ("vevstolar",)),
        ("What is the annual turnover of the house?", ("turnover",)),
        ("Hva heter vaktmesteren i huset?", ("vaktmesteren",)),
        ("Hvem er vaktmester i huset?", ("vaktmester",)),
        ("Ligger huset ved sjøen?", ()),
    ],
)
def test_the_focus_is_the_noun_after_the_question_word(question: str, things: tuple[str, ...]) -> None:
    assert focus(question) == things


@pytest.mark.parametrize(
    "question", ["Hva er forskjellen på ull og lin?", "Hvilken rolle har laget?", "What is the role of it?"]
)
def test_a_noun_that_only_names_a_kind_of_thing_is_no_focus(question: str) -> None:
    assert focus(question) == ()


def test_content_leaves_out_words_of_asking() -> None:
    """Each of the others once, in order."""
    assert wanted("Kan du forklare ull, og hva ull er?", frozenset(), "nb").content == ("ull",)
