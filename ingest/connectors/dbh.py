"""DBH, HK-dir's database of higher education: official names, credits, language and level (table 208)."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ingest.connectors.ntnu_search import Season
from ingest.errors import SourceError
from ingest.fetching.web import Web
from ingest.raw import Raw
from ingest.reading.decoding import decode
from ingest.reading.json_values import Unsound, parsed

DBH_URL = "https://dbh-data.dataporten-api.no/Tabeller/hentJSONTabellData"
NTNU = "1150"

TERMS_BACK = 4
"""A term's courses are delivered months later; names and credits seldom change in two years."""

_SEMESTER: Mapping[Season, str] = {"spring": "1", "autumn": "3"}
_LANGUAGES = {"NOR": "norsk", "NOB": "norsk", "NNO": "norsk", "ENG": "engelsk"}
_VERSION = re.compile(r"-(\d+)$")


@dataclass(frozen=True, slots=True)
class Official:
    """What DBH knows of a course; ``term`` is the one it was told for, as "høst 2026"."""

    code: str
    name: str
    credits: float | None
    language: str | None
    level: str | None
    term: str


class _Row(BaseModel):
    model_config = ConfigDict(str_strip_whitespace=True)

    code: str = Field(alias="Emnekode", min_length=1, max_length=40)
    name: str = Field(alias="Emnenavn", min_length=1, max_length=500)
    credits: float | None = Field(alias="Studiepoeng", default=None, ge=0, le=300)
    language: str | None = Field(alias="Underv.språk", default=None, max_length=40)
    level: str | None = Field(alias="Nivånavn", default=None, max_length=200)


@dataclass(frozen=True, slots=True)
class DbhTable208:
    """The table behind ``url``, for one institution."""

    web: Web
    url: str = DBH_URL
    institution: str = NTNU

    def courses(self, codes: Collection[str], year: int, season: Season) -> Mapping[str, Official]:
        """What is known of the courses with these codes, in this term or else the latest of the ones before it.

        A code that DBH does not know is left out. Raises SourceError when the answer is no such answer.
        """
        found: dict[str, Official] = {}
        for of_year, of_season in _terms(year, season):
            missing = set(codes) - found.keys()
            if not missing:
                break
            raw = self.web.post_json(self.url, self._request(of_year, of_season))
            term = f"{'høst' if of_season == 'autumn' else 'vår'} {of_year}"
            found |= _officials(self._rows(raw), missing, term)
        return found

    def _request(self, year: int, season: Season) -> dict[str, Any]:
        chosen = {"Institusjonskode": self.institution, "Årstall": str(year), "Semester": _SEMESTER[season]}
        return {
            "tabell_id": 208,
            "api_versjon": 1,
            "statuslinje": "J",
            "kodetekst": "J",
            "desimal_separator": ".",
            "variabler": ["*"],
            "sortBy": ["Institusjonskode", "Avdelingskode"],
            "filter": [
                {"variabel": name, "selection": {"filter": "item", "values": [value]}} for name, value in chosen.items()
            ],
        }

    def _rows(self, raw: Raw) -> Iterator[_Row]:
        """The rows of an answer, after its first one, which says how many there are."""
        try:
            answer = parsed(decode(raw))
        except Unsound as error:
            raise self._wrong("answer", "the JSON of DBH's table 208", f"something else ({error})") from error
        status = (
            answer[0].get("status") if isinstance(answer, list) and answer and isinstance(answer[0], dict) else None
        )
        if not isinstance(status, dict):
            raise self._wrong("status", "a list that begins with its status", repr(answer)[:80])
        if str(status.get("returkode", 0)) != "0":
            raise self._wrong("returkode", "0", f"{status.get('returkode')!r} ({str(status.get('melding'))[:200]})")
        count = status.get("antall")
        if isinstance(count, int) and count != len(answer) - 1:
            raise self._wrong("antall", f"{count} rows, as the status says", f"{len(answer) - 1}")
        for number, row in enumerate(answer[1:], 1):
            try:
                yield _Row.model_validate(row)
            except ValidationError as error:
                first = error.errors(include_url=False)[0]
                got = "nothing" if first["type"] == "missing" else repr(first["input"])[:80]
                field = ".".join(map(str, first["loc"])) or "row"
                raise SourceError(self.url, number, field, first["msg"].lower(), got) from error

    def _wrong(self, field: str, expected: str, got: str) -> SourceError:
        return SourceError(self.url, None, field, expected, got)


def _officials(rows: Iterator[_Row], codes: Collection[str], term: str) -> Mapping[str, Official]:
    """The newest version of each course; it stands there once for each study programme."""
    newest: dict[str, tuple[int, _Row]] = {}
    for row in rows:
        match = _VERSION.search(row.code)
        version = int(match[1][:9]) if match else 0
        code = _VERSION.sub("", row.code)
        for name in {code, row.code} & set(codes):
            if name not in newest or version > newest[name][0]:
                newest[name] = (version, row)
    return {name: _official(name, row, term) for name, (_, row) in newest.items()}


def _official(code: str, row: _Row, term: str) -> Official:
    language = _LANGUAGES.get(row.language.upper(), row.language) if row.language else None
    return Official(code, row.name, row.credits, language, row.level or None, term)


def _terms(year: int, season: Season) -> Iterator[tuple[int, Season]]:
    """A term and those before it, the newest first."""
    for _ in range(TERMS_BACK):
        yield year, season
        year, season = (year, "spring") if season == "autumn" else (year - 1, "autumn")
