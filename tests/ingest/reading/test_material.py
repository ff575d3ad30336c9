"""Records, and what is wrong across files."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ingest.collecting import collect
from ingest.errors import SourceError, SourcesRejected
from ingest.fetching.settings import FetchSettings
from ingest.network import Network
from ingest.reading.material import Material, read

if TYPE_CHECKING:
    from tests.ingest.conftest import Workshop

COURSE = (
    '{"id": "k9", "title": "Oppdiktet", "kind": "emne", "is_evu": true, "topics": [], "publisher": "P", '
    '"confidence": "lav"}'
)


def read_all(workshop: "Workshop", *, strict: bool = True) -> Material:
    with Network(FetchSettings(contact=None), date(2026, 11, 21)) as network:
        return read(collect(workshop.list), network, strict=strict)


def told(workshop: "Workshop") -> list[SourceError]:
    with pytest.raises(SourcesRejected) as caught:
        read_all(workshop)
    return list(caught.value.errors)


def test_everything_is_read_in_the_order_of_the_list(workshop: "Workshop") -> None:
    material = read_all(workshop)
    assert [document.id for document in material.documents] == ["husregler", "huset.nb", "huset.en"]
    assert [course.id for course in material.courses] == ["k1"]
    assert [contact.value for contact in material.contacts] == ["Kjelleren"]


BAD_LINES = {
    "no JSON": ("{id: 1}", "line", "one JSON object"),
    "no object": ("[1, 2]", "line", "one JSON object"),
    "no title": (COURSE.replace('"title": "Oppdiktet", ', ""), "title", "a text"),
    "no such kind": (COURSE.replace('"emne"', '"kurs"'), "kind", "one of emne, program"),
    "a date that does not exist": (COURSE.replace("}", ', "date": "2023-13"}'), "date", ""),
    "a price in words": (COURSE.replace("}", ', "offerings": [{"price_nok": "gratis"}]}'), "price_nok", "a number"),
    "an address without http": (COURSE.replace("}", ', "url": "eksempel.no"}'), "url", "an address"),
    "an id that is taken": (COURSE.replace("k9", "k1"), "id", "an id of its own"),
}


@pytest.mark.parametrize(("line", "field", "expected"), BAD_LINES.values(), ids=BAD_LINES.keys())
def test_a_bad_line_is_told_with_its_field(line: str, field: str, expected: str, workshop: "Workshop") -> None:
    """The second line of the file is the bad one, and it says so."""
    first = workshop.list.with_name("courses.jsonl").read_text(encoding="utf-8")
    workshop.write("courses.jsonl", first + line + "\n")
    (error,) = told(workshop)
    assert (Path(error.file).name, error.line, error.field) == ("courses.jsonl", 2, field)
    assert error.expected.startswith(expected)


def test_a_row_that_cannot_be_read_is_left_out_and_told(workshop: "Workshop") -> None:
    """The others go on, unless it is to be strict."""
    first = workshop.list.with_name("courses.jsonl").read_text(encoding="utf-8")
    workshop.write("courses.jsonl", f"{first}{{id: 1}}\n{COURSE}\n")
    material = read_all(workshop, strict=False)
    assert [course.id for course in material.courses] == ["k1", "k9"]
    (error,) = material.left_out
    assert (Path(error.file).name, error.line) == ("courses.jsonl", 2)


def test_a_table_of_which_no_row_can_be_read_is_an_error(workshop: "Workshop") -> None:
    workshop.write("courses.jsonl", "{id: 1}\n")
    with pytest.raises(SourcesRejected, match="line 1"):
        read_all(workshop, strict=False)


def test_records_know_the_entry_of_the_list_that_they_came_of(workshop: "Workshop") -> None:
    material = read_all(workshop)
    assert material.origins["husregler"] == "husregler"
    assert material.origins["k1"] == "courses.jsonl"
    assert set(material.origins.values()) == set(material.entries)


def test_all_bad_lines_of_all_files_are_told_together(workshop: "Workshop") -> None:
    """One run is enough to see everything."""
    workshop.write("courses.jsonl", f"x\n\n{COURSE}\ny\n")
    workshop.write("contacts.jsonl", "")
    workshop.edit("huset.nb.md", 'date="2020"', 'date="x"')
    workshop.write("husregler.md", "")
    found = {(Path(error.file).name, error.line) for error in told(workshop)}
    assert found >= {
        ("husregler.md", None),
        ("huset.nb.md", 11),
        ("courses.jsonl", 1),
        ("courses.jsonl", 4),
        ("contacts.jsonl", None),
    }


def test_the_message_counts_the_errors(workshop: "Workshop") -> None:
    workshop.write("courses.jsonl", "x\ny\n")
    with pytest.raises(SourcesRejected, match=r"^2 errors in the sources:\n.*line 1.*\n.*line 2") as caught:
        read_all(workshop)
    assert len(str(caught.value).splitlines()) == 3


TWICE = {
    "a document": ("husregler", 'kind = "document"\npath = "huset.nb.md"\nid = "husregler"\ntitle = "T"\n'
                   'language = "nb"\ncitation = "verbatim"\npublisher = "P"', "the document husregler"),
    "a fact sheet": ("huset", 'kind = "factsheet"\npath = "huset.nb.md"', "the document huset.nb"),
    "records": ("courses", 'kind = "courses"\npath = "courses.jsonl"', "the record k1"),
}  # fmt: skip


@pytest.mark.parametrize(("_name", "table", "what"), TWICE.values(), ids=TWICE.keys())
def test_the_same_twice_is_told(_name: str, table: str, what: str, workshop: "Workshop") -> None:
    """A citation must name one place, so nothing may be listed under two."""
    text = workshop.list.read_text(encoding="utf-8")
    workshop.write("sources.toml", f"{text}\n[[source]]\n{table}\n")
    (error,) = told(workshop)
    assert (Path(error.file).name, error.line, error.field) == ("sources.toml", len(text.splitlines()) + 2, "path")
    assert error.got.startswith(what)


def test_a_fact_of_two_sheets_is_told(workshop: "Workshop") -> None:
    """Fact ids are unique in a language, across sheets."""
    sheet = workshop.list.with_name("huset.nb.md").read_text(encoding="utf-8")
    workshop.write("annet.nb.md", sheet.replace("id: huset", "id: annet"))
    text = workshop.list.read_text(encoding="utf-8")
    workshop.write("sources.toml", text + '[[source]]\nkind = "factsheet"\npath = "annet.nb.md"\n')
    (error,) = told(workshop)
    assert error.got == "TST-01 (nb), as in huset.nb.md"
