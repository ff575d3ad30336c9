"""The lexical side scores by how much of the question a chunk covers."""

import numpy as np
import pytest

from knowledge.keywords import Keywords, TermIndex
from tests.knowledge.made_up import chunk
from tests.knowledge.village import VILLAGE

CHUNKS = [
    chunk("ull", "Votter av ull strikkes om høsten."),
    chunk("vev", "Vevstolene står i kjelleren hele året."),
    chunk("ull", "Mittens are knitted from wool.", language="en"),
    chunk("tom", "–"),
]
KEYWORDS = Keywords.build(CHUNKS)


def test_coverage_names_the_right_chunk() -> None:
    assert int(np.argmax(KEYWORDS.by_stems("Hvem strikker votter?", "nb"))) == 0
    assert int(np.argmax(KEYWORDS.by_stems("Who knitted the mittens?", "en"))) == 2
    assert int(np.argmax(KEYWORDS.by_grams("kjellervevstoler"))) == 1


@pytest.mark.parametrize(
    "question", ["votter ull", "Votter av ull strikkes om høsten", "vevstolene", "votter ull kjelleren"]
)
def test_coverage_lies_between_nothing_and_about_one(question: str) -> None:
    """BM25 can pass one a little where a word is repeated."""
    for scores in (KEYWORDS.by_stems(question, "nb"), KEYWORDS.by_grams(question)):
        assert scores.shape == (len(CHUNKS),)
        assert scores.dtype == np.float32
        assert 0 <= scores.min() <= scores.max() < 1.5


def test_an_unknown_term_lowers_the_coverage() -> None:
    """A question about something else cannot score high by its ordinary words."""
    known = KEYWORDS.by_stems("votter av ull", "nb").max()
    assert KEYWORDS.by_stems("votter av ull og trompeter", "nb").max() < known
    assert KEYWORDS.by_stems("votter av ull og trompeter og romskip", "nb").max() < 0.7 * known


def test_only_unknown_terms_score_nothing() -> None:
    assert KEYWORDS.by_stems("trompeter", "nb").max() == 0
    assert KEYWORDS.by_stems("hva er det", "nb").max() == 0
    assert KEYWORDS.by_stems("", "nb").max() == 0


def test_an_unknown_term_weighs_as_much_as_the_rarest() -> None:
    terms = TermIndex.build([["a", "b"], ["a", "c"], ["a"], []])
    assert terms.weight("a") < terms.weight("b")
    assert terms.weight("nowhere") >= terms.weight("b")


def test_an_index_of_nothing_but_empty_chunks_can_be_asked() -> None:
    keywords = Keywords.build([chunk("tom", "", document_title="", heading_path=())])
    assert keywords.by_stems("votter", "nb").tolist() == [0.0]


def test_the_title_and_headings_are_searched_too() -> None:
    scores = Keywords.build([*VILLAGE.chunks]).by_stems("Varighet", "nb")
    assert VILLAGE.chunks[int(np.argmax(scores))].source_id == "vedtekt-4"
