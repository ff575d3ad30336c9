"""Catalogues in XLSX."""

import zipfile
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest

from ingest.errors import SourceError
from ingest.reading.records import Records, read_courses
from ingest.reading.sheet_scan import MOST_CELLS_OF_A_ROW
from ingest.reading.tables import LARGEST_XLSX
from knowledge.models import Course
from tests.ingest.reading.table_files import HEADER, SHEET, mapping, raw, with_parts, workbook

HEAD = HEADER.split(";")
ROW = ["P1", "Strikk", 7.5, 18000, date(2027, 6, 1), "1. mai 2027"]
SMALL = workbook(("Kurs", [HEAD, ROW]))
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def courses(data: bytes, **changes: Any) -> Records[Course]:
    return read_courses(raw("kurs.xlsx", data), mapping(**changes))


def refused(data: bytes, **changes: Any) -> SourceError:
    with pytest.raises(SourceError) as caught:
        courses(data, **changes)
    assert caught.value.file == "kurs.xlsx"
    return caught.value


def sheet(rows: str) -> bytes:
    """A workbook whose sheet holds just this XML."""
    return with_parts(SMALL, {SHEET: f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()})


def cells(*values: str) -> str:
    return "".join(f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in values)


def test_cells_become_fields() -> None:
    (course,) = courses(SMALL).records
    assert (course.id, course.credits) == ("p1", 7.5)
    (offering,) = course.offerings
    assert (offering.start, offering.deadline, offering.price_nok) == ("2027-06-01", "2027-05-01", 18000)


def test_a_time_of_day_does_not_disturb_a_date_and_a_code_may_be_a_number() -> None:
    row = [6510, "Strikk", "7,5 stp", "kr 500,-", datetime(2027, 6, 1, 9), None]  # noqa: DTZ001
    (course,) = courses(workbook(("Kurs", [HEAD, row]))).records
    assert (course.code, course.offerings[0].start) == ("6510", "2027-06-01")


def test_a_formula_without_a_stored_value_rejects_its_row() -> None:
    """Nothing is calculated here; rows below go on."""
    found = courses(workbook(("Kurs", [HEAD, ["P1", "A", "=3+4", 1, None, None], ["P2", "B", 1, 1, None, None]])))
    (error,) = found.rejected
    assert (error.line, error.field) == (2, "Stp")
    assert "a formula without a stored value" in error.got
    assert [c.code for c in found.records] == ["P2"]


def test_a_formula_with_a_stored_value_has_that_value() -> None:
    names = f'<row r="1">{cells("Navn", "Stp", "Pris")}</row>'
    row = f'<row r="2">{cells("A")}<c><f>3+4</f><v>7</v></c><c t="str"><f>""</f><v></v></c></row>'
    found = courses(sheet(names + row), columns={"title": "Navn", "credits": "Stp", "price_nok": "Pris"})
    assert [(c.credits, c.offerings[0].price_nok) for c in found.records] == [(7.0, None)]


def test_an_error_of_the_spreadsheet_rejects_its_row() -> None:
    names = f'<row r="1">{cells("Navn", "Stp")}</row>'
    found = courses(
        sheet(f'{names}<row r="2">{cells("A")}<c t="e"><v>#REF!</v></c></row>'),
        columns={"title": "Navn", "credits": "Stp"},
    )
    assert [(e.line, e.field, e.got) for e in found.rejected] == [(2, "Stp", "#REF!")]


def test_formulas_in_columns_that_nobody_asked_for_do_no_harm() -> None:
    found = courses(workbook(("Kurs", [["Navn", "Sum"], ["A", "=1+1"]])), columns={"title": "Navn"})
    assert (len(found.records), found.ignored) == (1, ("Sum",))


def test_cells_merged_downwards_hold_for_each_row() -> None:
    rows = [
        HEAD,
        ["P1", "Strikk", 7.5, 1, "H2027", None],
        [None, None, None, 2, "V2028", None],
        ["P2", "B", 1, 1, None, None],
    ]
    found = courses(workbook(("Kurs", rows), merged=["A2:A3", "B2:B3", "C2:C3"]))
    assert [(c.id, c.title, [o.price_nok for o in c.offerings]) for c in found.records] == [
        ("p1", "Strikk", [1, 2]),
        ("p2", "B", [1]),
    ]


def test_hidden_sheets_are_left_out() -> None:
    data = workbook(("Gammelt", [HEAD, ["P9", "Gammelt", 1, 1, None, None]]), ("Kurs", [HEAD, ROW]), hidden="Gammelt")
    assert [c.code for c in courses(data).records] == ["P1"]
    assert refused(data, sheet="Gammelt").got == "'Gammelt', which is hidden"


def test_of_several_sheets_with_rows_one_must_be_named() -> None:
    data = workbook(("Høst", [HEAD, ROW]), ("Vår", [HEAD, ["P2", "B", 1, 1, None, None]]), ("Tom", []))
    error = refused(data)
    assert (error.field, error.expected) == ("sheet", "the name of one of the sheets 'Høst', 'Vår', 'Tom'")
    assert [c.code for c in courses(data, sheet="vår").records] == ["P2"]
    assert refused(data, sheet="Sommer").got == "'Sommer'"


def test_the_number_of_a_row_is_that_of_the_sheet() -> None:
    rows = [["Katalog"], [], HEAD, [], ["P1", "A", "sju", 1, None, None]]
    found = courses(workbook(("Kurs", rows)), header_row=3)
    assert [e.line for e in found.rejected] == [5]


DAMAGED = {
    "empty": b"",
    "cut off": SMALL[:-200],
    "no zip file": b"Emnekode;Navn\n",
    "of an old form": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100,
    "encrypted": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "another zip file": with_parts(SMALL, {"xl/workbook.xml": b"<x/>"}),
    "broken XML": with_parts(SMALL, {SHEET: b"<worksheet><sheetData>"}),
    "an entity": with_parts(SMALL, {SHEET: b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>'}),
    "a local file": with_parts(
        SMALL, {"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><workbook>&b;</workbook>'}
    ),
    "a bomb": with_parts(SMALL, {SHEET: b"<worksheet>" + b" " * 20_000_000}),
    "too many cells in a row": sheet("<row>" + "<c/>" * (MOST_CELLS_OF_A_ROW + 1) + "</row>"),
    "too many rules": sheet("<x/>" * 300_001),
    "an endless row number": sheet(f'<row r="1">{cells("Navn")}</row><row r="99999999999"><c><v>1</v></c></row>'),
    "too large": b"PK" + b"\0" * LARGEST_XLSX,
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_or_hostile_file_is_one_error(data: bytes) -> None:
    error = refused(data)
    assert len(str(error).splitlines()) == 1


def test_a_declared_size_of_ten_gigabytes_is_not_unpacked() -> None:
    stream = BytesIO(SMALL)
    with zipfile.ZipFile(stream) as archive:
        offset = SMALL.index(b"PK\x01\x02", archive.start_dir)
    lying = bytearray(SMALL)
    lying[offset + 24 : offset + 28] = (0xFFFFFFF0).to_bytes(4, "little")
    assert refused(bytes(lying)).expected.startswith("at most 200 MB when unpacked")


def test_a_million_empty_rows_are_passed_by() -> None:
    far = sheet(f'<row r="1">{cells("Navn")}</row><row r="1048576">{cells("A")}</row>')
    assert [c.title for c in courses(far, columns={"title": "Navn"}).records] == ["A"]
