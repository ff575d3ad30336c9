"""Retrieval sets in BEIR's form: read whole, or the first fault is told with its line. All texts are made up."""

import pytest

from knowledge.errors import BadLine
from knowledge.evaluation.beir import RetrievalSet, parse_corpus, parse_qrels, parse_queries

CORPUS = '{"_id": "p1", "title": "Huset", "text": "Åpner ni."}\n{"_id": "p2", "text": "Votter.", "doc": 7}\n'
QUERIES = '{"_id": "q1", "text": "Når åpner huset?"}\n{"_id": "q2", "text": "votter"}\n'
QRELS = "query-id\tcorpus-id\tscore\nq1\tp1\t2\nq1\tp2\t0\nq9\tp1\t1\n"


def asked(qrels: str = QRELS) -> RetrievalSet:
    return RetrievalSet(parse_corpus(CORPUS, "c"), parse_queries(QUERIES, "q"), parse_qrels(qrels, "r"))


def test_a_row_becomes_one_chunk() -> None:
    """Title and text are embedded together; the text alone is what would be quoted."""
    chunk = asked().passages[0].as_chunk("nb")
    assert (chunk.id, chunk.source_id, chunk.text, chunk.embedded_text) == ("p1", "p1", "Åpner ni.", "Huset\nÅpner ni.")


def test_only_queries_with_a_relevant_passage_are_judged() -> None:
    """A score of 0 says that a passage is not relevant, and q2 has none at all."""
    assert asked().grades == {"q1": {"p1": 2}, "q9": {"p1": 1}}
    assert asked().judged() == {"q1": "Når åpner huset?"}


def test_relevant_passages_that_the_corpus_lacks_are_counted() -> None:
    assert asked("q1\tp1\t1\nq1\tgone\t1\n").lost() == 1


def test_qrels_may_come_without_a_header() -> None:
    assert parse_qrels("q1\tp1\t1\r\n", "r") == {"q1": {"p1": 1}}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (CORPUS + '{"_id": "p1", "text": "igjen"}', "c, line 3: the _id 'p1' is used twice."),
        ('{"text": "uten navn"}', "c, line 1: _id: Field required."),
        ('{"_id": "p1"}', "c, line 1: text: Field required."),
        ("ikke JSON", "c, line 1: not JSON"),
        ("", "c holds no passages."),
    ],
)
def test_a_faulty_corpus_is_told(text: str, told: str) -> None:
    with pytest.raises(BadLine) as caught:
        parse_corpus(text, "c")
    assert str(caught.value).startswith(told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"_id": "q1", "text": " "}', "q, line 1: text: Value error, the query is empty."),
        (QUERIES + QUERIES, "q, line 3: the _id 'q1' is used twice."),
        ("\n", "q holds no queries."),
    ],
)
def test_faulty_queries_are_told(text: str, told: str) -> None:
    with pytest.raises(BadLine) as caught:
        parse_queries(text, "q")
    assert str(caught.value) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("q1 p1 1\n", "r, line 1: expected query-id, corpus-id and a whole score, tab-separated."),
        ("query-id\tcorpus-id\tscore\nq1\tp1\tmuch\n", "r, line 2: expected"),
        ("q1\t0\tp1\t1\n", "r, line 1: expected"),
        ("q1\tp1\t1\t1\n", "r, line 1: 4 columns instead of 3."),
        ("query-id\tcorpus-id\tscore\n", "r names no relevant passage."),
    ],
)
def test_faulty_qrels_are_told(text: str, told: str) -> None:
    with pytest.raises(BadLine) as caught:
        parse_qrels(text, "r")
    assert str(caught.value).startswith(told)
