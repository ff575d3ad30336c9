"""Whatever the bytes of a table: records, or a SourceError of one line."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.errors import SourceError
from ingest.reading.columns import MappingFields
from ingest.reading.records import read_contacts, read_courses
from tests.ingest.reading.table_files import DEFAULTS, HEADER, SHEET, mapping, raw, with_parts, workbook
from tests.ingest.reading.test_json_ld import AUTUMN, KNITTING, SCHOOL, page

CSV = f'{HEADER}\nP1;"Strikk;\nalle";7,5;kr 18 000,-;H2027;1. juni 2027\nP2;B;10;gratis;juni 2027;15. mai\n'.encode()
OBJECTS = [{"Emnekode": "P1", "Navn": "A", "Stp": 7.5, "Pris": None, "Oppstart": ["x"], "Frist": {"a": True}}]
OWN = DEFAULTS | {"id": "k1", "title": "A", "confidence": "lav", "offerings": [{"start": "2027", "price_nok": 1}]}
XLSX = workbook(("Kurs", [HEADER.split(";"), ["P1", "A", "=1+1", 18000, "H2027", None]]), merged=["A2:A3"])
XML = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<sheetData><row r="1"><c r="A1" t="s">'
    b'<f>1</f><v>0</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A1:A9"/></mergeCells></worksheet>'
)
SEEDS = {
    "k.csv": CSV,
    "k.json": json.dumps({"kurs": OBJECTS}).encode(),
    "k.jsonl": json.dumps(OWN).encode() + b"\n" + json.dumps(OBJECTS[0]).encode(),
    "k.html": page({"@graph": [KNITTING, AUTUMN, SCHOOL]}).encode(),
    "k.xlsx": XLSX,
}
TOKENS = [
    b'"',
    b";",
    b"\n",
    b"\0",
    b"{",
    b"[",
    b"]",
    b"null",
    b"1e999",
    b"-1",
    b'"\\ud800"',
    b"\xff",
    b"<!--",
    b"</v>",
    b'r="ZZZ9"',
]
MUTATIONS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 12), st.one_of(st.binary(max_size=6), st.sampled_from(TOKENS))),
    max_size=6,
)


def mutated(data: bytes, mutations: list[tuple[float, int, bytes]]) -> bytes:
    for place, removed, added in mutations:
        at = int(place * len(data))
        data = data[:at] + added + data[at + removed :]
    return data


def read_all(name: str, data: bytes) -> None:
    """Read it every way there is; nothing but a SourceError may come out."""
    for read in (read_courses, read_contacts):
        for fields in (mapping(), MappingFields(defaults=DEFAULTS), None):
            try:
                found = read(raw(name, data), fields)
            except SourceError as error:
                errors = [error]
            else:
                errors = list(found.rejected)
                json.dumps([str(record) for record in found.records]).encode()
            assert all(len(str(error).splitlines()) == 1 for error in errors), errors


@pytest.mark.parametrize("name", SEEDS)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutations=MUTATIONS)
def test_mutated_bytes_raise_nothing_else(name: str, mutations: list[tuple[float, int, bytes]]) -> None:
    read_all(name, mutated(SEEDS[name], mutations))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(part=st.sampled_from([SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"]), mutations=MUTATIONS)
def test_mutated_parts_of_a_whole_xlsx_raise_nothing_else(part: str, mutations: list[tuple[float, int, bytes]]) -> None:
    """The zip file is sound, the XML in it is not."""
    read_all("k.xlsx", with_parts(XLSX, {part: mutated(XML, mutations)}))
