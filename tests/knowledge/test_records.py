"""Rows become courses and contacts, or say which field is wrong."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.models import CitationKind, Contact, Course, Offering, Provenance
from knowledge.records import (
    CHANNELS,
    CONFIDENCES,
    COURSE_KINDS,
    contact_chunk,
    contact_from_row,
    contact_text,
    course_chunk,
    course_from_row,
    course_text,
    record_to_row,
)
from tests.knowledge.made_up import contact, course
from tests.knowledge.village import DOOR, KNITTING, ORDINARY

COURSE_ROW: dict[str, Any] = {
    "id": "k1", "title": "Oppdiktet kurs", "kind": "emne", "is_evu": True, "confidence": "lav",
    "publisher": "Prøvehuset",
}  # fmt: skip
CONTACT_ROW: dict[str, Any] = {
    "id": "c1", "function": "Vaktmester", "organisation": "Prøvehuset", "channel": "besøk", "value": "Kjelleren",
    "confidence": "lav", "publisher": "Prøvehuset",
}  # fmt: skip

TEXT = st.text(min_size=1, max_size=20)
DATE = st.none() | st.dates().map(lambda d: d.isoformat()) | st.integers(1900, 2100).map(str)
PROVENANCE = st.builds(
    Provenance,
    publisher=TEXT,
    url=st.none() | TEXT.map(lambda path: f"https://eksempel.no/{path}"),
    date=DATE,
    date_note=st.none() | TEXT,
    secondary=st.booleans(),
    also=st.lists(TEXT, max_size=2).map(tuple),
)
OFFERING = st.builds(
    Offering, start=DATE, start_note=st.none() | TEXT, deadline=DATE, deadline_note=st.none() | TEXT,
    price_nok=st.none() | st.integers(0, 10**6), price_note=st.none() | TEXT, delivery=st.none() | TEXT,
    location=st.none() | TEXT,
)  # fmt: skip
COURSE = st.builds(
    Course, id=TEXT, code=st.none() | TEXT, title=TEXT, title_en=st.none() | TEXT, kind=st.sampled_from(COURSE_KINDS),
    is_evu=st.booleans(), topics=st.lists(TEXT, max_size=3).map(tuple), provenance=PROVENANCE,
    confidence=st.sampled_from(CONFIDENCES), credits=st.none() | st.floats(0, 240), level=st.none() | TEXT,
    teaching_language=st.none() | TEXT, duration=st.none() | TEXT, admission=st.none() | TEXT,
    description=st.none() | TEXT, notes=st.none() | TEXT, contact_email=st.none() | TEXT,
    last_graded_year=st.none() | st.integers(1990, 2100),
    offerings=st.lists(OFFERING, min_size=1, max_size=3).map(tuple),
)  # fmt: skip
CONTACT = st.builds(
    Contact, id=TEXT, function=TEXT, organisation=TEXT, channel=st.sampled_from(CHANNELS), value=TEXT,
    topics=st.lists(TEXT, max_size=3).map(tuple), provenance=PROVENANCE, confidence=st.sampled_from(CONFIDENCES),
    note=st.none() | TEXT,
)  # fmt: skip


@given(COURSE)
def test_a_course_survives_the_way_through_a_row(record: Course) -> None:
    """Also through JSON text."""
    assert course_from_row(json.loads(json.dumps(record_to_row(record)))) == record


@given(CONTACT)
def test_a_contact_survives_the_way_through_a_row(record: Contact) -> None:
    assert contact_from_row(json.loads(json.dumps(record_to_row(record)))) == record


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", None), ("id", ""), ("id", 7), ("title", None), ("title", ["x"]), ("kind", "oppdiktet"), ("kind", None),
        ("is_evu", "ja"), ("is_evu", None), ("confidence", "sikker"), ("publisher", None), ("url", "eksempel.no"),
        ("url", "javascript:alert(1)"), ("date", "i fjor"), ("date", "2020-13"), ("credits", "7,5"), ("credits", -1),
        ("credits", True), ("topics", "garn"), ("topics", [1]), ("code", 1001), ("last_graded_year", 2020.5),
        ("also", "https://eksempel.no"), ("title_en", False),
    ],
)  # fmt: skip
def test_a_wrong_course_field_is_named(field: str, value: Any) -> None:
    """The maintainer learns which field to mend and what was expected."""
    with pytest.raises(ValueError, match=rf"^{field}: "):
        course_from_row(COURSE_ROW | {field: value})


@pytest.mark.parametrize(
    ("field", "value"),
    [("start", "høsten"), ("deadline", "2020-02-30"), ("price_nok", "gratis"), ("price_nok", 10.5), ("price_nok", -1),
     ("delivery", 1), ("location", ["Gjøvik"]), ("price_note", 5)],
)  # fmt: skip
def test_a_wrong_offering_field_is_named(field: str, value: Any) -> None:
    with pytest.raises(ValueError, match=rf"^{field}: "):
        course_from_row(COURSE_ROW | {"offerings": [{field: value}]})


@pytest.mark.parametrize(
    ("field", "value"),
    [("id", ""), ("function", None), ("organisation", None), ("channel", "brevdue"), ("value", None), ("topics", 3),
     ("confidence", None), ("publisher", ""), ("url", "ftp://eksempel.no"), ("note", 1)],
)  # fmt: skip
def test_a_wrong_contact_field_is_named(field: str, value: Any) -> None:
    with pytest.raises(ValueError, match=rf"^{field}: "):
        contact_from_row(CONTACT_ROW | {field: value})


def test_what_a_row_leaves_out_is_unknown() -> None:
    """A course always has an offering, though it may be empty."""
    read = course_from_row(COURSE_ROW)
    assert (read.code, read.credits, read.topics, read.offerings) == (None, None, (), (Offering(),))
    assert contact_from_row(CONTACT_ROW).note is None


def test_a_course_text_tells_every_field_that_is_known() -> None:
    text = course_text(KNITTING)
    for told in (
        "PRV1001 Grunnkurs",
        "EVU",
        "7,5",
        "2020-06-01",
        "4500 kr (per deltaker)",
        "Gjøvik",
        "masker og pinner",
    ):
        assert told in text
    assert "None" not in text
    assert "ordinært emne" in course_text(ORDINARY)


def test_unknown_values_leave_no_line() -> None:
    assert [line.split(":")[0] for line in course_text(course(topics=())).splitlines()] == [
        "Oppdiktet strikkekurs",
        "Type",
    ]


def test_a_contact_text_tells_channel_and_address() -> None:
    assert contact_text(contact(note="Oppdiktet")).splitlines() == [
        "Vaktmester (Prøvehuset)", "Kanal: besøk", "Adresse: Kjelleren", "Tema: hus", "Merknad: Oppdiktet",
    ]  # fmt: skip


def test_a_record_is_quoted_by_its_text() -> None:
    """Its chunk carries the record's id and provenance."""
    for record, made, text in (
        (KNITTING, course_chunk(KNITTING), course_text(KNITTING)),
        (DOOR, contact_chunk(DOOR), contact_text(DOOR)),
    ):
        assert (made.source_id, made.text, made.kind) == (record.id, text, CitationKind.RECORD)
        assert made.provenance == record.provenance
