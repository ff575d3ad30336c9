"""The sources of an earlier answer are found again from its text."""

import numpy as np

from knowledge.keywords import Keywords
from knowledge.recall import Recall
from tests.knowledge.made_up import chunk

CHUNKS = (
    chunk("a", "Garnlaget strikker votter av ull. Laget låner ut vevstoler.", heading_path=("Laget",)),
    chunk("b", "Prisen for vevstoler er ti knapper.", heading_path=("Laget",)),
    chunk("c", "Prøvehuset åpner klokken ni.", heading_path=("Huset",), document_id="hus"),
    chunk("a", "Garnlaget knits mittens of wool.", language="en", document_id="lag.en"),
)
RECALL = Recall(CHUNKS, Keywords.build(CHUNKS))


def test_the_sources_are_those_whose_sentences_stand_in_the_answer() -> None:
    """In the order in which they were told."""
    told = RECALL.told("Prisen for vevstoler er ti knapper. [1] Laget låner ut vevstoler. [2]", "nb")
    assert told == [1, 0]


def test_an_answer_in_other_words_is_matched_by_its_rare_ones() -> None:
    assert RECALL.quoted("Garnlaget strikker visst votter.", "nb") == []
    assert RECALL.told("Garnlaget strikker visst votter.", "nb") == [0]


def test_what_lies_near_gains_and_a_translation_counts_as_told() -> None:
    same, section, elsewhere, translated = RECALL.around([0])
    assert same > section > elsewhere == 0
    assert translated > 0


def test_when_something_else_is_wanted_what_was_told_loses() -> None:
    told, section, *_ = RECALL.around([0], others=True)
    assert told < section
    assert np.all(RECALL.around([]) == 0)
