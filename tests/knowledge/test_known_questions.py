"""Questions in people's own words help to find what answers them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge.known_questions import KnownQuestions, Recogniser
from knowledge.models import KnownQuestion
from knowledge.querying import plain_query
from knowledge.retrieval import Retriever
from tests.knowledge.made_up import HashedWords
from tests.knowledge.village import OPENING, VILLAGE, YARN

ASKED = (
    KnownQuestion("Hva lager dere luer av?", "nb", (YARN.source_id,)),
    KnownQuestion("Kommer man inn på søndager?", "nb", (OPENING.source_id,)),
    KnownQuestion("Har dere bowling?", "nb"),
)
EMBEDDINGS = HashedWords()
KNOWN = KnownQuestions.build(ASKED, np.array(EMBEDDINGS.embed_queries([q.text for q in ASKED]), dtype=np.float32))


def compared(text: str) -> tuple[Recogniser, np.ndarray, np.ndarray]:
    recogniser = Recogniser(KNOWN, VILLAGE.chunks)
    vector = np.array(EMBEDDINGS.embed_query(text), dtype=np.float32)
    return recogniser, *recogniser.compare(vector, text, "nb")


def test_a_near_question_lifts_what_it_answers_and_nothing_else() -> None:
    recogniser, nearness, _ = compared("Hva lager dere luer av?")
    lifted = {VILLAGE.chunks[row].source_id for row in np.flatnonzero(recogniser.lift(nearness))}
    assert lifted == {YARN.source_id}


def test_nearest_tells_apart_what_is_answered_and_what_is_not() -> None:
    recogniser, nearness, cosine = compared("Har dere bowling?")
    everything = np.ones(len(VILLAGE.chunks), dtype=bool)
    near = recogniser.nearest(nearness, cosine, everything)
    assert near.untold > near.told
    assert near.untold_cosine == pytest.approx(1.0)


def test_a_question_whose_answer_may_not_be_found_does_not_count() -> None:
    """As if its source were not there; it does not become a question without an answer."""
    recogniser, nearness, cosine = compared("Hva lager dere luer av?")
    found = np.array([chunk.source_id != YARN.source_id for chunk in VILLAGE.chunks])
    near = recogniser.nearest(nearness, cosine, found)
    assert near.told < recogniser.nearest(nearness, cosine, ~found).told
    assert near.untold_cosine < 1


def test_a_question_about_an_unknown_source_is_ignored() -> None:
    """A list of sources may leave out what a question is about."""
    stray = KnownQuestions.build([KnownQuestion("Hva er det?", "nb", ("NOWHERE-1",))], KNOWN.vectors[:1])
    recogniser = Recogniser(stray, VILLAGE.chunks)
    nearness, cosine = recogniser.compare(KNOWN.vectors[0], "Hva er det?", "nb")
    assert not recogniser.lift(nearness).any()
    assert recogniser.nearest(nearness, cosine, np.ones(len(VILLAGE.chunks), dtype=bool)).told == 0.0


def test_what_is_saved_is_what_is_opened(tmp_path: Path) -> None:
    KNOWN.save(tmp_path)
    opened = KnownQuestions.load(tmp_path)
    assert opened.questions == KNOWN.questions
    assert np.array_equal(opened.vectors, KNOWN.vectors)


def test_a_torn_file_is_noticed(tmp_path: Path) -> None:
    KNOWN.save(tmp_path)
    np.save(tmp_path / "vectors.npy", KNOWN.vectors[:1])
    with pytest.raises(ValueError, match="do not belong together"):
        KnownQuestions.load(tmp_path)


def test_the_search_finds_by_a_known_question_and_says_so() -> None:
    """In words that the passage itself does not have."""
    index = replace(VILLAGE.index(), known=KNOWN)
    best = Retriever(index, EMBEDDINGS).search(plain_query("Hva lager dere luer av?", "nb"))[0]
    assert best.chunk == YARN
    assert best.known > 0
    assert sum(best.signals.values()) == pytest.approx(best.score, abs=1e-4)
