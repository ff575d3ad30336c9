"""Words that no source uses: when is a question about one?"""

import pytest

from knowledge.judging import REWORDED, THE_SAME, nearness_needed
from knowledge.strangers import rests_on_a_stranger


@pytest.mark.parametrize(
    ("question", "strange"),
    [
        ("hva sier avtalen om flompisering", "flompisering"),
        ("hva er e-postadressen til gnurkia", "gnurkia"),
        ("what does the agreement say about snorkelation", "snorkelation"),
        ("nevner avtalen mellom ntnu og nho snurreteknikk?", "snurreteknikk"),
    ],
)
def test_a_question_that_closes_on_an_unknown_noun_is_about_it(question: str, strange: str) -> None:
    """However much else it says that the sources know."""
    assert rests_on_a_stranger(question, (strange,))
    assert nearness_needed(question, (strange,)) == THE_SAME


@pytest.mark.parametrize(
    ("question", "strange"),
    [("kan fagskole kvalifisere?", "kvalifisere"), ("hva koster kurset", "flompisering"), ("", "flompisering")],
)
def test_a_closing_verb_or_a_word_elsewhere_is_not_what_a_question_rests_on(question: str, strange: str) -> None:
    """A verb may be unknown although its subject is not."""
    assert not rests_on_a_stranger(question, (strange,))


def test_a_question_with_one_known_word_beside_the_unknown_needs_a_rewording() -> None:
    """Two words are enough to be about the unknown one; known words alone ask for nothing."""
    assert nearness_needed("hva gjør flompiseringen?", ("flompiseringen",)) >= REWORDED
    assert nearness_needed("hva koster kurset?", ()) == 0
