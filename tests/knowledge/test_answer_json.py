"""The JSON of an answer has exactly the keys that were promised."""

import json
from dataclasses import replace

from knowledge.answer_json import to_json
from knowledge.citations import Numbering
from knowledge.models import Answer, Outcome, ShownContact, ShownOffering, Written
from knowledge.records import contact_chunk, course_chunk
from tests.knowledge.made_up import course
from tests.knowledge.village import KNITTING, LETTERS, OPENING, YARN

KEYS = [
    "id", "question", "outcome", "language", "answer", "citations", "courses", "contacts", "note", "written",
    "latency_ms",
]  # fmt: skip
CITATION = ["n", "kind", "source_id", "title", "section", "url", "date", "date_note", "quote"]
COURSE = [
    "code", "title", "credits", "start", "start_note", "deadline", "deadline_note", "price_nok", "price_note",
    "delivery", "location", "url", "as_of", "as_of_note",
]  # fmt: skip
CONTACT = ["function", "organisation", "channel", "value", "url", "as_of", "as_of_note"]


def full_answer() -> Answer:
    """An answer with something of everything."""
    numbering = Numbering()
    for cited in (OPENING, YARN, course_chunk(KNITTING), contact_chunk(LETTERS)):
        numbering.cite(cited)
    return Answer(
        Outcome.ANSWERED, "nb", "Svar. [1] [2] [3] [4]", citations=numbering.all(),
        courses=(ShownOffering(KNITTING, KNITTING.offerings[0], 3),), contacts=(ShownContact(LETTERS, 4),),
        options=("Mer?",), computed=("2",),
    )  # fmt: skip


WRITTEN = [
    "model", "kept", "repaired", "dropped", "dropped_kinds", "failure", "requests", "tokens_in", "tokens_out",
    "tokens_estimated", "cost", "first_sentence_s",
]  # fmt: skip


def test_what_a_model_did_is_told_in_numbers_and_kinds() -> None:
    """What it wrote and could not prove stays inside."""
    written = Written("made:up", kept=2, dropped=(("number: 4711",), ("name: Ola",)))
    row = to_json(replace(full_answer(), written=written), question_id=None, question="Hva?", latency_ms=1)["written"]
    assert list(row) == WRITTEN
    assert row["dropped"] == 2
    assert row["dropped_kinds"] == ["number", "name"]
    assert "4711" not in json.dumps(row)


def test_the_keys_are_those_that_are_documented() -> None:
    """In this order, with nothing of the inside showing."""
    row = to_json(full_answer(), question_id="q1", question="Hva?", latency_ms=12.345)
    assert list(row) == KEYS
    assert [list(c) for c in row["citations"]] == [CITATION] * 4
    assert [list(c) for c in row["courses"]] == [COURSE]
    assert [list(c) for c in row["contacts"]] == [CONTACT]


def test_the_values_are_the_answers_own() -> None:
    row = to_json(full_answer(), question_id="q1", question="Hva?", latency_ms=12.345)
    assert (row["id"], row["question"], row["outcome"], row["language"], row["latency_ms"]) == (
        "q1",
        "Hva?",
        "answered",
        "nb",
        12.3,
    )
    assert row["citations"][0] == {
        "n": 1, "kind": "summary", "source_id": "TST-01", "title": "Om Prøvehuset (oppdiktet)", "section": "Om huset",
        "url": "https://eksempel.no/huset", "date": "2020-01", "date_note": None, "quote": OPENING.text,
    }  # fmt: skip
    assert row["courses"][0] == {
        "code": "PRV1001", "title": "Grunnkurs i oppdiktet strikking", "credits": 7.5, "start": "2020-08-20",
        "start_note": None, "deadline": "2020-06-01", "deadline_note": None, "price_nok": 4500,
        "price_note": "per deltaker", "delivery": "samlingsbasert", "location": "Gjøvik",
        "url": "https://eksempel.no/side", "as_of": "2020-03-04", "as_of_note": None,
    }  # fmt: skip
    assert row["contacts"][0] == {
        "function": "Spørsmål om strikkekurs", "organisation": "Prøvehuset", "channel": "e-post",
        "value": "kurs@eksempel.no", "url": "https://eksempel.no/side", "as_of": "2020-03-04", "as_of_note": None,
    }  # fmt: skip


def test_it_survives_the_way_through_text() -> None:
    """What is unknown is null."""
    unknown = course("k9", "Ukjent alt (oppdiktet)", topics=())
    answer = Answer(Outcome.REFUSED, "nn", "«Æøå» – nei.", courses=(ShownOffering(unknown, unknown.offerings[0], 1),))
    row = to_json(answer, question_id=None, question="?", latency_ms=0)
    assert json.loads(json.dumps(row, ensure_ascii=False)) == row
    assert row["id"] is None
    assert {key for key, value in row["courses"][0].items() if value is None} >= {
        "code",
        "credits",
        "start",
        "price_nok",
    }
