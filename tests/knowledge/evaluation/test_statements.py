"""An answer's text is taken apart into what it states, with what each statement cites."""

import pytest

from knowledge.evaluation.statements import Statement, is_own, statements


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Huset er gult. [1]", [("Huset er gult.", (1,))]),
        ("Huset er gult. [1] Døra er rød. [2][3]", [("Huset er gult.", (1,)), ("Døra er rød.", (2, 3))]),
        ("Huset er gult. Døra er rød. [2]", [("Huset er gult.", (2,)), ("Døra er rød.", (2,))]),
        ("14 ansatte [1]\nHuset er gult. [2]", [("14 ansatte", (1,)), ("Huset er gult.", (2,))]),
        ("• Huset er gult.\nDøra er rød. [1]", [("Huset er gult.", (1,)), ("Døra er rød.", (1,))]),
        ("Huset er gult. [1] Døra er rød.", [("Huset er gult.", (1,)), ("Døra er rød.", ())]),
        ("Huset er gult [1][1].", [("Huset er gult", (1,))]),
        ("", []),
        ("[1]", []),
    ],
)
def test_a_mark_counts_for_what_was_said_since_the_one_before(
    text: str, found: list[tuple[str, tuple[int, ...]]]
) -> None:
    """Across lines too; what comes after the last mark cites nothing."""
    assert statements(text, "nb") == (tuple(Statement(*each) for each in found), 0)


def test_the_houses_own_sentences_are_told_apart() -> None:
    """Leads and remarks on age come from the wording, carry no mark and state nothing of the sources."""
    text = "Her er 4:\nHuset er gult. [1]\nKilden er fra 2020, så sjekk at dette fortsatt stemmer."
    assert statements(text, "nb") == ((Statement("Huset er gult.", (1,)),), 2)


def test_with_a_mark_even_the_houses_words_are_a_statement() -> None:
    said, own = statements("Kilden er udatert, så sjekk at dette fortsatt stemmer. [1]", "nb")
    assert (len(said), own) == (1, 0)


@pytest.mark.parametrize("sentence", ["Huset er gult.", "Ja.", "1980", "Prøvehuset", "Styret møtes i mai."])
def test_no_phrase_is_so_empty_that_it_takes_any_sentence(sentence: str) -> None:
    assert not any(is_own(sentence, language) for language in ("nb", "nn", "en"))
