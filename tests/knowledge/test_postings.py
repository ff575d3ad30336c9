"""What bm25s has indexed is read without bm25s."""

from pathlib import Path

import bm25s
import numpy as np
import pytest

from knowledge.postings import Postings

DOCUMENTS = [["ull", "votter", "ull"], ["vev"], [], ["ull", "vev", "garn"]]


def test_a_term_leads_to_the_documents_that_hold_it() -> None:
    built = Postings.build(DOCUMENTS, k1=0.6, b=0.4)
    assert built.size == len(DOCUMENTS)
    found = {term: built.holders(term).tolist() for term in ("ull", "votter", "vev", "garn")}
    assert found == {"ull": [0, 3], "votter": [0], "vev": [1, 3], "garn": [3]}
    counts = built.document_counts()
    assert {term: int(counts[built.vocabulary[term]]) for term in found} == {"ull": 2, "votter": 1, "vev": 2, "garn": 1}


def test_what_was_saved_is_opened_alike(tmp_path: Path) -> None:
    built = Postings.build(DOCUMENTS, k1=0.6, b=0.4)
    built.save(tmp_path / "index")
    opened = Postings.load(tmp_path / "index")
    assert (opened.vocabulary, opened.parameters) == (built.vocabulary, built.parameters)
    assert np.array_equal(opened.indices, built.indices)
    assert np.array_equal(opened.indptr, built.indptr)


def test_bm25s_opens_what_was_saved(tmp_path: Path) -> None:
    """The files are its own: whoever wants BM25's ranking of them has it."""
    Postings.build(DOCUMENTS, k1=0.6, b=0.4).save(tmp_path)
    opened = bm25s.BM25.load(str(tmp_path), load_corpus=False, show_progress=False)
    scores = opened.get_scores(["garn", "ull"])
    assert int(np.argmax(scores)) == 3
    assert scores[1] == scores[2] == 0


@pytest.mark.parametrize("name", ["indices.csc.index.npy", "indptr.csc.index.npy", "vocab.index.json"])
def test_a_torn_index_is_not_opened(name: str, tmp_path: Path) -> None:
    Postings.build(DOCUMENTS, k1=0.6, b=0.4).save(tmp_path)
    file = tmp_path / name
    file.write_bytes(file.read_bytes()[: len(file.read_bytes()) // 2])
    with pytest.raises((OSError, ValueError)):
        Postings.load(tmp_path)
