"""Courses that a page describes for machines."""

import json
from typing import Any

import pytest

from ingest.errors import SourceError
from ingest.reading.columns import MappingFields
from ingest.reading.json_ld import course_rows
from ingest.reading.limits import LARGEST_PAGE
from ingest.reading.records import Records, read_courses
from knowledge.models import Course, Offering
from tests.ingest.reading.table_files import raw

KNITTING = {
    "@type": "Course",
    "@id": "https://eksempel.no/kurs/strikk",
    "courseCode": "PRØ101",
    "name": "Strikk for alle (oppdiktet)",
    "description": "Rett og vrangt.",
    "provider": {"@id": "#skolen"},
    "numberOfCredits": {"@type": "StructuredValue", "value": "7,5"},
    "inLanguage": ["nb", "en"],
    "educationalLevel": "Videreutdanning",
    "coursePrerequisites": "Ingen",
    "timeRequired": "P6M",
    "dateModified": "2026-10-01T12:00:00Z",
    "offers": {"@type": "Offer", "price": "18000.00", "priceCurrency": "NOK"},
    "hasCourseInstance": [
        {
            "@type": "CourseInstance",
            "startDate": "2027-08-20",
            "courseMode": ["https://schema.org/online", "part-time"],
            "applicationDeadline": "1. juni 2027",
            "location": {"@type": "Place", "name": "Prøvehuset", "address": {"addressLocality": "Prøveby"}},
        },
        {"@id": "#host"},
    ],
}
AUTUMN = {
    "@type": "CourseInstance",
    "@id": "#host",
    "startDate": "2028-01-10",
    "courseMode": "Blended",
    "location": {"@type": "VirtualLocation", "url": "https://eksempel.no"},
    "offers": [{"price": 200, "priceCurrency": "EUR"}],
}
SCHOOL = {"@type": ["Organization", "CollegeOrUniversity"], "@id": "#skolen", "name": "Prøveskolen"}
DEFAULTS = {"kind": "emne", "is_evu": True, "topics": ["garn"]}


def page(*documents: Any, head: str = "") -> str:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(d)}</script>\n' for d in documents)
    return f"<!doctype html>\n<html><head>{head}{scripts}</head><body><p>Strikk</p></body></html>"


def courses(text: str, name: str = "side.html", **defaults: Any) -> Records[Course]:
    return read_courses(raw(name, text), MappingFields(defaults=DEFAULTS | defaults))


def one(document: Any, **defaults: Any) -> Course:
    (course,) = courses(page(document), **defaults).records
    return course


def test_a_course_with_its_instances_becomes_a_course_with_its_offerings() -> None:
    course = one({"@context": "https://schema.org", "@graph": [KNITTING, AUTUMN, SCHOOL]})
    assert (course.id, course.code, course.title) == ("pro101", "PRØ101", "Strikk for alle (oppdiktet)")
    assert (course.credits, course.teaching_language, course.duration) == (7.5, "norsk og engelsk", "6 måneder")
    assert (course.level, course.admission, course.description) == ("Videreutdanning", "Ingen", "Rett og vrangt.")
    assert (course.provenance.publisher, course.provenance.date) == ("Prøveskolen", "2026-10-01")
    assert course.provenance.url == "https://eksempel.no/kurs/strikk"
    assert course.offerings == (
        Offering(start="2027-08-20", deadline="2027-06-01", price_nok=18000, delivery="nettbasert", location="Prøveby"),
        Offering(start="2028-01-10", price_note="200 EUR", delivery="campus og nett"),
    )


def test_courses_are_found_wherever_they_stand() -> None:
    inner = {"@type": "schema:Course", "name": "Hekling"}
    listed = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": inner}]}
    found = courses(page([{"@type": "WebPage", "mainEntity": [listed]}], KNITTING), publisher="P")
    assert [c.title for c in found.records] == ["Hekling", "Strikk for alle (oppdiktet)"]


def test_an_instance_without_a_course_is_a_course() -> None:
    course = one(AUTUMN | {"name": "Strikk om våren"}, publisher="P")
    assert (course.title, course.offerings[0].start) == ("Strikk om våren", "2028-01-10")


def test_a_reference_alone_is_no_course() -> None:
    assert course_rows(raw("s.html", page({"@type": "Course", "@id": "#x"}))) == ()


PRICES = {
    "kroner": ({"price": "500", "priceCurrency": "NOK"}, Offering(price_nok=500)),
    "nothing": ({"price": 0, "priceCurrency": "NOK"}, Offering(price_nok=0)),
    "no currency": ({"price": 500}, Offering(price_note="500")),
    "a span": ({"lowPrice": 5, "highPrice": 9, "priceCurrency": "NOK"}, Offering(price_note="5–9 NOK")),
    "inside": ({"priceSpecification": {"price": 5, "priceCurrency": "NOK"}}, Offering(price_nok=5)),
    "two": (
        [{"price": 5, "priceCurrency": "NOK"}, {"price": 9, "priceCurrency": "NOK"}],
        Offering(price_note="5 NOK; 9 NOK"),
    ),
}


@pytest.mark.parametrize(("offers", "meant"), PRICES.values(), ids=PRICES.keys())
def test_only_one_price_in_kroner_is_the_price(offers: Any, meant: Offering) -> None:
    assert one({"@type": "Course", "name": "A", "offers": offers}, publisher="P").offerings == (meant,)


def test_a_course_for_free_costs_nothing() -> None:
    free = one({"@type": "Course", "name": "A", "isAccessibleForFree": True}, publisher="P")
    assert free.offerings == (Offering(price_nok=0),)


def test_a_value_that_cannot_be_read_rejects_its_course_only() -> None:
    bad = {"@type": "Course", "name": "A", "hasCourseInstance": {"startDate": "snart", "@type": "CourseInstance"}}
    found = courses(page(bad, KNITTING), publisher="P")
    assert [(e.line, e.field, e.got) for e in found.rejected] == [(2, "start", "'snart'")]
    assert [c.code for c in found.records] == ["PRØ101"]


def test_broken_json_ld_is_told_with_its_line_and_the_rest_is_read() -> None:
    text = page(KNITTING, head='\n<script type="application/ld+json">{"@type": "Course",</script>\n')
    found = courses(text, publisher="P")
    assert [(e.line, e.field) for e in found.rejected] == [(3, "JSON-LD")]
    assert len(found.records) == 1


def test_what_is_commented_out_or_another_script_is_left_alone() -> None:
    other = f"<!-- {page(KNITTING)} --><script>{json.dumps(KNITTING)}</script>"
    assert course_rows(raw("s.html", f"<html><body>{other}</body></html>")) == ()


def test_a_file_of_json_ld_needs_no_page() -> None:
    assert [c.code for c in courses(json.dumps(KNITTING), "k.jsonld", publisher="P").records] == ["PRØ101"]


def test_a_norwegian_name_is_preferred() -> None:
    names = [{"@language": "en", "@value": "Knitting"}, {"@language": "nb", "@value": "Strikking"}]
    assert one({"@type": "Course", "name": names}, publisher="P").title == "Strikking"


def test_a_page_without_courses_is_told() -> None:
    with pytest.raises(SourceError, match=r"at least one schema\.org Course"):
        courses("<html></html>")
    with pytest.raises(SourceError, match="at most 10 MB"):
        courses("x" * (LARGEST_PAGE + 1))


STRANGE = {
    "a circle": {"@type": "Course", "@id": "#a", "name": "A", "hasCourseInstance": {"@id": "#a"}},
    "lists as ids": {"@type": "Course", "@id": ["#a"], "name": "A", "hasCourseInstance": [{"@id": ["#a"]}]},
    "a name in a name": {"@type": "Course", "name": {"name": "A"}},
    "everything a list": {"@type": ["Course"], "name": ["A"], "provider": [[]], "offers": [[]], "inLanguage": [{}]},
    "everything a number": {"@type": "Course", "name": 1, "provider": 2, "offers": 3, "courseMode": 4, "location": 5},
}


@pytest.mark.parametrize("document", STRANGE.values(), ids=STRANGE.keys())
def test_strange_shapes_do_no_harm(document: Any) -> None:
    found = courses(page(document), publisher="P")
    assert len(found.records) + len({e.line for e in found.rejected}) == 1


def test_endless_nesting_is_told() -> None:
    found = courses(f'<script type="application/ld+json">{"[" * 50_000}</script>')
    assert [e.got for e in found.rejected] == ["values nested too deep"]
