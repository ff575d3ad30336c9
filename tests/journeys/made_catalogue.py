"""A catalogue of courses that do not exist, written in every format that is read, and its place in the list."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from tests.ingest.reading.table_files import workbook

HEADER = ("Emnekode", "Kursnavn", "Studiepoeng", "Pris", "Oppstart", "Søknadsfrist", "Form", "Saksnr.")
LEADERS = ("OPP1001", "Strikking for ledere (oppdiktet)", "7,5", "kr 18 000,-", "H2027", "1. juni 2027", "Nettbasert")
BEGINNERS = ("OPP1002", "Hekling for nybegynnere (oppdiktet)", "10", "gratis", "15.01.2027", "01.12.2026", "Samlinger")
ROWS = ((*LEADERS, "26/1"), (*BEGINNERS, "26/2"))

Rows = Sequence[Sequence[str]]

_FIELDS = ("code", "title", "credits", "price_nok", "start", "deadline", "delivery")
_COLUMNS = dict(zip(_FIELDS, HEADER, strict=False))


def changed(old: str, new: str) -> Rows:
    """The rows with another value in one cell."""
    return [[new if cell == old else cell for cell in row] for row in ROWS]


def as_csv(rows: Rows) -> bytes:
    """As a Norwegian Excel saves it: semicolons, a byte order mark, line ends of Windows."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows([HEADER, *rows])
    return stream.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Rows) -> bytes:
    """A workbook with a title above the table, another sheet before it, and numbers and days that are none in words."""
    cells = {"7,5": 7.5, "1. juni 2027": date(2027, 6, 1), "15.01.2027": datetime(2027, 1, 15), "10": 10}  # noqa: DTZ001
    table = [["Kurskatalog (oppdiktet)"], [], list(HEADER), *([cells.get(cell, cell) for cell in row] for row in rows)]
    return workbook(("Om", [["Alt her er diktet opp"]]), ("Kurs", table))


def as_json(rows: Rows) -> bytes:
    """An object with the list inside."""
    return json.dumps({"svar": {"kurs": _objects(rows)}}).encode()


def as_json_lines(rows: Rows) -> bytes:
    """An object a line."""
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in _objects(rows)).encode()


def as_page(rows: Rows) -> bytes:
    """A page that tells machines what it lists."""
    graph = [_described(dict(zip(_FIELDS, row, strict=False))) for row in rows]
    data = json.dumps({"@context": "https://schema.org", "@graph": graph})
    return (
        f'<html lang="nb"><head><script type="application/ld+json">{data}</script></head><body></body></html>'.encode()
    )


def entry(path: str, **options: str | int) -> str:
    """The catalogue's place in the list; a page names its fields itself."""
    columns = {} if path.endswith(".html") else {"columns": _table(_COLUMNS)}
    defaults = {"kind": "emne", "publisher": "Prøveskolen", "url": "https://eksempel.no/kurs", "date": "2026-10"}
    told = {f"defaults.{name}": json.dumps(value) for name, value in defaults.items()}
    keys = {"kind": '"courses"', "path": json.dumps(path)} | columns | told
    keys |= {"defaults.is_evu": "true", "defaults.topics": '["garn"]'}
    keys |= {name: json.dumps(value) for name, value in options.items()}
    return "\n".join(["[[source]]", *(f"{key} = {value}" for key, value in keys.items())])


WRITERS: Mapping[str, tuple[Callable[[Rows], bytes], Mapping[str, str | int]]] = {
    "kurs.csv": (as_csv, {}),
    "kurs.xlsx": (as_xlsx, {"sheet": "Kurs", "header_row": 3}),
    "kurs.json": (as_json, {"list_key": "svar.kurs"}),
    "kurs.jsonl": (as_json_lines, {}),
    "kurs.html": (as_page, {}),
}


def _objects(rows: Rows) -> list[dict[str, str]]:
    return [dict(zip(HEADER, row, strict=True)) for row in rows]


def _described(row: Mapping[str, str]) -> dict[str, object]:
    price = "0" if row["price_nok"] == "gratis" else row["price_nok"].removeprefix("kr ").removesuffix(",-")
    start = "høst 2027" if row["start"] == "H2027" else row["start"]
    instance = {"@type": "CourseInstance", "startDate": start, "applicationDeadline": row["deadline"]}
    return {
        "@type": "Course",
        "courseCode": row["code"],
        "name": row["title"],
        "numberOfCredits": row["credits"],
        "offers": {"@type": "Offer", "price": price, "priceCurrency": "NOK"},
        "hasCourseInstance": [instance | {"courseMode": row["delivery"]}],
    }


def _table(values: Mapping[str, str]) -> str:
    return (
        "{ " + ", ".join(f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in values.items()) + " }"
    )
