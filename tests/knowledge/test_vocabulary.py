"""A source is asked about in the words of the questions that it is known to answer."""

from knowledge.models import KnownQuestion
from knowledge.vocabulary import Vocabulary

KNOWN = (
    KnownQuestion("Hvem er sjef i Garnlaget?", "nb", ("a", "b")),
    KnownQuestion("Hva koster vottene?", "nb", ("a",)),
    KnownQuestion("Hva heter hunden?", "nb"),
)


def test_the_words_of_all_questions_that_a_source_answers_are_its_own() -> None:
    vocabulary = Vocabulary(KNOWN)
    assert {"sjef", "vott"} <= vocabulary.of("a")
    assert "vott" not in vocabulary.of("b")
    assert vocabulary.of("c") == frozenset()
