"""Catalogues in CSV, JSON and JSON Lines: bad rows are told, the others go on."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from ingest.collecting import SHIPPED
from ingest.errors import SourceError
from ingest.raw import Raw
from ingest.reading.columns import MappingFields
from ingest.reading.records import Records, read_contacts, read_courses, read_records
from ingest.reading.tables import MOST_ROWS, TableOptions, read_rows, read_table
from knowledge.models import Course, Offering
from knowledge.records import contact_from_row, course_from_row
from tests.ingest.reading.table_files import DEFAULTS, HEADER, mapping, raw

ROWS = (
    "PRØ101;Strikk;7,5 stp;kr 18 000,-;H2027;1. juni 2027",
    "PRØ102;Hekling;10;gratis;10.01.2028;løpende",
)
CSV = "\n".join([HEADER, *ROWS, ""])


def courses(data: str | bytes, name: str = "kurs.csv", **changes: Any) -> Records[Course]:
    return read_courses(raw(name, data), mapping(**changes))


def refused(data: str | bytes, name: str = "kurs.csv", **changes: Any) -> SourceError:
    with pytest.raises(SourceError) as caught:
        courses(data, name, **changes)
    return caught.value


def test_a_catalogue_becomes_courses() -> None:
    found = courses(CSV)
    assert [(c.id, c.code, c.title, c.credits, c.topics, c.confidence) for c in found.records] == [
        ("pro101", "PRØ101", "Strikk", 7.5, ("garn",), "middels"),
        ("pro102", "PRØ102", "Hekling", 10.0, ("garn",), "middels"),
    ]
    assert [c.offerings for c in found.records] == [
        (Offering(start="2027", start_note="høst 2027", deadline="2027-06-01", price_nok=18000),),
        (Offering(start="2028-01-10", deadline_note="løpende", price_nok=0),),
    ]
    assert (found.rejected, found.ignored) == ((), ())


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    """Commas inside values, quoted or not, mislead nobody."""
    quoted = ['"' + line.replace(";", f'"{delimiter}"') + '"' for line in (HEADER, *ROWS)]
    assert courses("\n".join(quoted)).records == courses(CSV).records


def test_excels_hint_and_windows_line_ends_and_a_mark_are_understood() -> None:
    assert courses("\ufeffsep=;\n" + CSV.replace("\n", "\r\n")).records == courses(CSV).records
    assert courses(CSV.encode("utf-16")).records == courses(CSV).records


def test_an_error_names_the_line_where_a_row_begins() -> None:
    """Quoted values may hold line ends."""
    found = courses(f'{HEADER}\nP1;"Strikk\nfor ""alle""";7,5;1;;\nP2;B;sju;2;;\n')
    assert [c.title for c in found.records] == ['Strikk for "alle"']
    (error,) = found.rejected
    assert (error.file, error.line, error.field, error.got) == ("kurs.csv", 4, "Stp", "'sju'")
    assert str(error) == "kurs.csv, line 4: Stp: expected studiepoeng such as 7,5, got 'sju'."


def test_every_bad_cell_of_a_row_is_told_and_the_other_rows_go_on() -> None:
    found = courses(f"{CSV}P3;C;x;y;z;31.02.2027\n;;1;;;\nP5;E;1;1;;\n")
    assert [(e.line, e.field) for e in found.rejected] == [
        (4, "Stp"), (4, "Pris"), (4, "Oppstart"), (4, "Frist"), (5, "id"),
    ]  # fmt: skip
    assert [c.code for c in found.records] == ["PRØ101", "PRØ102", "P5"]


def test_a_row_with_too_many_or_few_values_is_rejected() -> None:
    """Its values would stand in wrong columns."""
    found = courses(f"{CSV}P3;C;1;2\nP4;D;1;2;;;7\n")
    assert [(e.line, e.field, e.expected) for e in found.rejected] == [
        (4, "row", "6 values, one for each column"),
        (5, "row", "6 values, one for each column"),
    ]


def test_a_quote_that_is_never_closed_is_no_silent_loss() -> None:
    assert (refused(CSV + 'P3;"C;1;2;;\nP4;D;1;1;;\n').line, refused('"' + CSV).line) == (4, 1)


def test_a_quote_in_a_wrong_place_costs_its_row_only() -> None:
    found = courses(CSV + 'P3;"C" og D;1;2;;\nP4;D;1;1;;\n')
    assert [e.line for e in found.rejected] == [4]
    assert [c.code for c in found.records] == ["PRØ101", "PRØ102", "P4"]


def test_a_missing_column_is_one_error_that_names_those_there_are() -> None:
    error = refused("Emnekode;Namn;Stp;Pris (kr);Oppstart\nA;B;1;2;3\n")
    assert (error.line, error.field) == (1, "columns")
    assert "'Emnekode', 'Namn', 'Stp', 'Pris (kr)', 'Oppstart'" in error.expected
    assert error.got == "'Navn' (is 'Namn' meant?), 'Pris' (is 'Pris (kr)' meant?), 'Frist'"


def test_a_column_is_found_whatever_its_capitals_and_spaces() -> None:
    assert courses(CSV.replace("Emnekode;Navn", " EMNEKODE ;navn")).records == courses(CSV).records


def test_a_code_twice_is_rejected_with_the_line_of_the_first() -> None:
    """Where it is another course, or the same row again."""
    row = ROWS[0]
    found = courses(f"{CSV}PRØ101;Igjen;1;1;høst 2027;\n{row}\n")
    assert [(error.line, error.field, error.got) for error in found.rejected] == [
        (4, "Emnekode", "'pro101', as in line 2"),
        (5, "Emnekode", "'pro101', as in line 2"),
    ]
    assert [course.id for course in found.records] == ["pro101", "pro102"]


def test_rows_that_differ_only_in_time_place_and_price_are_one_course() -> None:
    """Its offerings stand in the order of their starts."""
    code, title, points, _, _, _ = ROWS[0].split(";")
    later = f"{code};{title};{points};19000;15.02.2029;"
    course = next(c for c in courses(f"{HEADER}\n{later}\n{ROWS[0]}\n").records if c.code == code)
    assert [offering.start or offering.start_note for offering in course.offerings] == ["2027", "2029-02-15"]
    assert course.offerings[1].price_nok == 19000


def test_ids_do_not_depend_on_the_order_of_rows() -> None:
    turned = courses("\n".join([HEADER, *reversed(ROWS)]))
    assert {c.id for c in turned.records} == {c.id for c in courses(CSV).records}


def test_an_id_is_made_of_the_title_where_there_is_no_code() -> None:
    found = courses("Navn\nStrikk for nybegynnere\n編み物\n" + "Lang " * 30 + "\n", columns={"title": "Navn"})
    first, second, third = (course.id for course in found.records)
    assert first == "strikk-for-nybegynnere"
    assert second.startswith("kurs-")
    assert third.startswith("lang-lang")
    assert len(third) <= 60


def test_columns_that_nobody_asked_for_are_listed() -> None:
    assert courses("Emnekode;Navn;Rom\nA;B;C\n", columns={"code": "Emnekode", "title": "Navn"}).ignored == ("Rom",)


def test_without_a_mapping_columns_that_are_called_like_fields_are_taken() -> None:
    found = read_courses(raw("k.csv", "code,title,kind,is_evu,publisher,delivery\nA,B,Emne,ja,P,Nettbasert\n"))
    assert [(c.id, c.kind, c.is_evu, c.offerings[0].delivery) for c in found.records] == [
        ("a", "emne", True, "nettbasert")
    ]
    with pytest.raises(SourceError, match=r'no columns = \{field = "name"\}'):
        read_courses(raw("k.csv", "x,y\n1,2\n"))


def test_what_every_course_needs_must_come_from_somewhere() -> None:
    error = refused(CSV, defaults={"kind": "emne"})
    assert error.expected == "a column or a default for is_evu, publisher"


def test_a_default_is_read_like_a_cell_and_told_when_it_is_wrong() -> None:
    found = courses(
        "Navn\nA\n", columns={"title": "Navn"}, defaults=DEFAULTS | {"price_nok": "kr 500,-", "delivery": "campus"}
    )
    assert found.records[0].offerings == (Offering(price_nok=500, delivery="campus"),)
    assert refused(CSV, defaults=DEFAULTS | {"price_nok": "dyrt"}).field == "defaults.price_nok"


def test_a_table_without_rows_is_told() -> None:
    assert refused("").got == "an empty file"
    assert refused(HEADER + "\n\n").expected == "at least one row"
    assert refused("\n;;\n").got in ("an empty table", "none")


def test_names_of_columns_may_stand_further_down() -> None:
    found = courses(f"Kurskatalog for Prøveskolen\n\n{CSV}", header_row=3, delimiter=";")
    assert [c.code for c in found.records] == ["PRØ101", "PRØ102"]


def test_a_column_twice_is_told() -> None:
    assert refused("Navn;Navn\nA;B\n").got == "'Navn' again"


def test_latin_1_is_refused_with_advice_and_not_guessed() -> None:
    error = refused(CSV.encode("latin-1"))
    assert (error.line, error.field) == (2, "text")
    assert "iconv" in error.got


def test_too_many_rows_columns_or_bytes_are_refused_with_the_limit() -> None:
    assert refused("Navn\n" + "A\n" * (MOST_ROWS + 1)).expected == "at most 100000 rows"
    assert refused(";".join(f"k{n}" for n in range(300)) + "\n").expected == "at most 256 columns"
    assert refused(b"x" * 20_000_001).expected == "at most 20 MB"
    assert "is none" not in str(refused("a;b\n" + '"' + "x" * 200_000))


JSON_LIST = [
    {"kode": "P1", "navn": {"nb": "Strikk", "en": "Knitting"}, "pris": 500},
    5,
    {"kode": "P2", "navn": {"nb": "Hekling"}, "pris": "gratis"},
    {"kode": "P3", "navn": {"nb": "\ud800"}},
]
JSON_COLUMNS = {"code": "kode", "title": "navn.nb", "title_en": "navn.en", "price_nok": "pris"}


def test_objects_of_a_json_list_are_rows() -> None:
    text = json.dumps({"laget": 2027, "data": {"kurs": JSON_LIST}}, indent=1)
    found = courses(text, "k.json", columns=JSON_COLUMNS, list_key="data.kurs")
    assert [(c.id, c.title, c.title_en, c.offerings[0].price_nok) for c in found.records] == [
        ("p1", "Strikk", "Knitting", 500),
        ("p2", "Hekling", None, 0),
    ]
    assert [(e.line, e.field, e.got) for e in found.rejected] == [
        (None, "record 2", "5"),
        (21, "record 4", "a text with half a letter (a lone surrogate)"),
    ]
    assert text.splitlines()[20].strip() == "{"


def test_the_only_list_of_an_object_needs_no_key() -> None:
    text = json.dumps({"antall": 1, "kurs": JSON_LIST[:1]})
    assert len(courses(text, "k.json", columns=JSON_COLUMNS).records) == 1
    both = json.dumps({"a": JSON_LIST[:1], "b": []})
    assert refused(both, "k.json").got == "lists under 'a', 'b'"
    assert refused(both, "k.json", list_key="c").got == "'c'"


STRANGE_JSON = {
    "cut off": '[{"kode": "P1"',
    "two documents": '{"kode": "P1"}\n{"kode": "P2"}',
    "NaN": '[{"pris": NaN}]',
    "endless nesting": "[" * 100_000,
    "an endless number": '[{"pris": ' + "9" * 100_000 + "}]",
    "an empty list": "[]",
    "nothing": " ",
}


@pytest.mark.parametrize("text", STRANGE_JSON.values(), ids=STRANGE_JSON.keys())
def test_strange_json_is_one_error(text: str) -> None:
    assert refused(text, "k.json").line is None


@pytest.mark.parametrize(
    "value", ["1e400", "1" + "0" * 400, '{"a":' * 30 + "1" + "}" * 30], ids=["huge", "long", "deep"]
)
def test_a_line_of_json_that_no_record_can_hold_is_rejected(value: str) -> None:
    found = courses(
        f'{{"kode": "A", "navn": "B"}}\n{{"pris": {value}}}\n', "k.jsonl", columns={"code": "kode", "title": "navn"}
    )
    assert ([e.line for e in found.rejected], len(found.records)) == ([2], 1)


def test_records_in_our_own_form_are_not_bent() -> None:
    """As before: a price in words is an error in JSON Lines without a mapping."""
    row = DEFAULTS | {"id": "k1", "title": "Strikk", "confidence": "lav", "strange": 1}
    lines = [row, row | {"id": "k2", "offerings": [{"price_nok": "gratis"}]}, row | {"id": "k3", "offerings": 7}, row]
    found = read_courses(raw("k.jsonl", "\n".join(map(json.dumps, lines))))
    assert [c.id for c in found.records] == ["k1"]
    assert [(e.line, e.field) for e in found.rejected] == [(2, "price_nok"), (3, "offerings"), (4, "id")]
    assert found.ignored == ("strange",)


def test_the_shipped_records_are_read_as_before() -> None:
    file = SHIPPED.with_name("courses.jsonl")
    found = read_courses(Raw(str(file), file.name, file.read_bytes()))
    assert found == Records(read_records(file, course_from_row))
    file = SHIPPED.with_name("contacts.jsonl")
    people = read_contacts(Raw(str(file), file.name, file.read_bytes()))
    assert people == Records(read_records(file, contact_from_row))


def test_where_a_table_comes_from_is_kept_with_each_row() -> None:
    page = Raw(
        "https://eksempel.no/k", "k", CSV.encode(), "text/csv", url="https://eksempel.no/k", retrieved="2026-11-21"
    )
    provenance = (
        read_courses(page, mapping(defaults=DEFAULTS | {"licence": "CC BY 4.0", "date": 2026})).records[0].provenance
    )
    assert (provenance.url, provenance.retrieved, provenance.licence, provenance.date) == (
        "https://eksempel.no/k", "2026-11-21", "CC BY 4.0", "2026",
    )  # fmt: skip


def test_another_format_is_refused_by_name() -> None:
    assert refused(b"\x00\x01", "k.ods").got == "'k.ods'"
    assert [row.line for row in read_rows(raw("k.csv", CSV), TableOptions())] == [2, 3]
    with pytest.raises(SourceError):
        read_rows(raw("k.jsonl", "{}\nx"), TableOptions())
    assert read_table(raw("k.csv", CSV), TableOptions()).columns == tuple(HEADER.split(";"))


BAD_FIELDS = {
    "an unknown field": {"columns": {"tittel": "Navn"}},
    "an empty name": {"columns": {"title": ""}},
    "an unknown default": {"defaults": {"farge": "rød"}},
    "a delimiter": {"delimiter": "x"},
    "a row": {"header_row": 0},
    "a pattern": {"date_format": "%d"},
}


@pytest.mark.parametrize("fields", BAD_FIELDS.values(), ids=BAD_FIELDS.keys())
def test_a_wrong_mapping_is_told_before_anything_is_read(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        MappingFields(**fields)


def test_a_field_of_another_kind_is_told() -> None:
    assert "function" in refused(CSV, columns={"function": "Navn"}).got


def test_a_file_on_disk_without_lines_is_told(tmp_path: Path) -> None:
    file = tmp_path / "k.jsonl"
    file.write_text("\n")
    with pytest.raises(Exception, match="at least one line"):
        read_records(file, course_from_row)
