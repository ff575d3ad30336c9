"""What the product ships as sources: whole, dated, and free of what must not reach a reader."""

import json
import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

SOURCES = files("ingest") / "sources"
TEXTS = {entry.name: entry.read_text(encoding="utf-8") for entry in SOURCES.iterdir() if entry.is_file()}
SHEETS = {name: text for name, text in TEXTS.items() if name.endswith((".nb.md", ".en.md"))}

COURSE_KEYS = (
    "id code title title_en kind is_evu topics publisher url date date_note secondary confidence credits level "
    "teaching_language duration admission description notes contact_email last_graded_year offerings"
).split()
OFFERING_KEYS = "start start_note deadline deadline_note price_nok price_note delivery location".split()
CONTACT_KEYS = "id function organisation channel value topics publisher url date date_note confidence note".split()

PUBLIC_ADDRESSES = {"videre@ntnu.no", "CNECT-DIH@ec.europa.eu"}
UNFIT_FACTS = {"NEM-26", "DN-13"}  # about another country; from a test copy of a page
ADDRESS_FACTS = {"PRA-10b", "PRA-10c", "PRA-10d", "PRA-10f"}  # nothing but addresses that are not shown
FROM_THE_ARTICLE = "ART-"  # written from the news article on the first agreement, which has no fact ids
ARTICLE_YEAR = "2021"  # the article shows no date; other sources date the signing to the autumn of 2021
EDITORS_NOTES = (
    "assistenten|KONSEKVENS|FEIL I SEED|skal ikke besvares|skal ikke brukes|MOTSTRID|fixture|søkeindeks|belagt"
)

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
URL = re.compile(r"https?://[^\s\"]+")
# Organisation numbers (three by three) and amounts of money do not have this form.
PHONE = re.compile(r"(?<![\w/.,-])(?:\+47 ?)?(?:\d\d(?: \d\d){3}|\d{3} \d\d \d{3}|\d{8})(?![\w/]|[.,-]\d)")
ATTRIBUTES = re.compile(r"\{#(?P<id>[A-Z]+-\d+[a-z]?)(?P<pairs>(?: [a-z_]+=\"[^\"]*\")*)\}")
REFERENCE_FACT = re.compile(r"^- \*\*(?P<id>[A-Z]+-\d+[a-z]?)\*\* (?P<text>.*)$", re.MULTILINE)
AGREEMENT_NAME = re.compile(r"amarbeidsavtalen(?: mellom NTNU og NHO)? fra 202[13]\b|\b202[13]-avtalen")
NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")
NUMBER_WORDS = dict(zip("to tre fire fem seks sju åtte ni ti elleve tolv".split(), range(2, 13), strict=True))


@dataclass(frozen=True, slots=True)
class Fact:
    """One paragraph of a fact sheet with its attribute line."""

    id: str
    text: str
    attributes: dict[str, str]


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in TEXTS[name].splitlines()]


def facts_of(sheet: str) -> Iterator[Fact]:
    """The facts of a sheet; a line that begins like an attribute line and is none fails the test."""
    paragraph: list[str] = []
    for line in sheet.splitlines():
        if line.startswith("{#"):
            found = ATTRIBUTES.fullmatch(line)
            assert found, f"not an attribute line: {line}"
            pairs = re.findall(r" ([a-z_]+)=\"([^\"]*)\"", found["pairs"])
            yield Fact(found["id"], " ".join(paragraph), dict(pairs))
        paragraph = [] if not line or line.startswith(("{#", "#")) else [*paragraph, line]


def is_partial_date(text: str) -> bool:
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        return False
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return bool(date(year, month, day))


def numbers(text: str) -> set[str]:
    """The numbers of a text in one form: 450000, 7.5, and 6 for the 06 of a date."""
    parted = re.sub(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", r"\1/\2/\3", URL.sub("", text))
    plain = (re.sub(r"[ \u00a0\u202f]", "", n).replace(",", ".") for n in NUMBER.findall(parted))
    return {n.lstrip("0") or "0" for n in plain}


@pytest.fixture
def reference() -> Path:
    """The material the sources were written from."""
    folder = os.environ.get("BROBYGGER_REFERENCE")
    if not folder or not (Path(folder) / "facts").is_dir():
        pytest.skip("BROBYGGER_REFERENCE names no folder with facts to compare with")
    return Path(folder)


def reference_facts(reference: Path) -> dict[str, str]:
    """Id to text, with the introduction of its file and the facts it leans on ("Samme kilde", "ROL-05")."""
    found: dict[str, str] = {}
    for sheet in sorted((reference / "facts").glob("*.md")):
        content = sheet.read_text(encoding="utf-8")
        introduction, before = content.partition("\n## ")[0], ""
        for match in REFERENCE_FACT.finditer(content):
            text = match["text"]
            named = " ".join(found.get(name, "") for name in re.findall(r"[A-Z]+-\d+", text))
            leans = before if re.search(r"\b[Ss]amme\b", text) else ""
            before = found[match["id"]] = f"{text} {leans} {named} {introduction}"
    return found


def origin(fact: Fact, material: dict[str, str], article: str) -> str:
    """What a fact was written from: its own text, and how old its sources are said to be anywhere."""
    if fact.id.startswith(FROM_THE_ARTICLE):
        return f"{article} {ARTICLE_YEAR}"
    addresses = f"{fact.attributes.get('url', '')} {fact.attributes.get('also', '')}".split()
    sources = re.findall(r"\[source: ([^\]]*)\]", " ".join(material.values()))
    return " ".join([material.get(fact.id, ""), *(s for s in sources if any(a in s for a in addresses))])


def test_shipped_list_and_folder_agree() -> None:
    """Every source that the shipped list names is there, and nothing else is."""
    listed = [source["path"] for source in tomllib.loads(TEXTS["sources.toml"])["source"]]
    assert sorted([*listed, "sources.toml"]) == sorted(TEXTS)


def test_record_ids_are_unique() -> None:
    """No two records share an id."""
    ids = [row["id"] for row in (*rows("courses.jsonl"), *rows("contacts.jsonl"))]
    assert len(set(ids)) == len(ids)


def test_records_have_all_their_fields() -> None:
    """Every field is written out, null where the source is silent."""
    assert all(list(row) == COURSE_KEYS for row in rows("courses.jsonl"))
    assert all(list(o) == OFFERING_KEYS for row in rows("courses.jsonl") for o in row["offerings"])
    assert all(row["offerings"] for row in rows("courses.jsonl"))
    assert all(list(row) == CONTACT_KEYS for row in rows("contacts.jsonl"))


def test_contacts_are_official_and_not_of_low_confidence() -> None:
    """A contact is a kind of channel we show, with at least middling confidence."""
    for row in rows("contacts.jsonl"):
        assert row["channel"] in {"nettside", "e-post", "besøk", "postadresse", "rolle"}, row["id"]
        assert row["confidence"] in {"høy", "middels"}, row["id"]
        assert len(row["topics"]) <= 8, row["id"]


def test_a_price_says_what_it_is_for() -> None:
    """No amount stands without a note on what it covers and how old it is."""
    offerings = [o for row in rows("courses.jsonl") for o in row["offerings"] if o["price_nok"] is not None]
    assert offerings
    assert all(re.search(r"20\d\d", o["price_note"]) for o in offerings)


def test_record_dates_are_well_formed() -> None:
    """A date is YYYY, YYYY-MM or YYYY-MM-DD and exists; where it is missing a note says so."""
    for row in (*rows("courses.jsonl"), *rows("contacts.jsonl")):
        assert row["date"] or row["date_note"], row["id"]
        offered = [o[key] for o in row.get("offerings", ()) for key in ("start", "deadline")]
        assert all(is_partial_date(text) for text in (row["date"], *offered) if text), row["id"]


def test_record_addresses_start_with_http() -> None:
    """The address of a record's source is one that a browser opens, or missing."""
    addresses = [row["url"] for row in (*rows("courses.jsonl"), *rows("contacts.jsonl"))]
    assert all(URL.fullmatch(url) for url in addresses if url is not None)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_only_two_public_mailboxes_are_shown(name: str) -> None:
    """No e-mail address but the two official ones stands anywhere in the sources."""
    assert set(EMAIL.findall(URL.sub("", TEXTS[name]))) <= PUBLIC_ADDRESSES


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_no_telephone_numbers_are_shipped(name: str) -> None:
    """The sources hold no telephone number; those that were found could not be confirmed."""
    assert PHONE.findall(URL.sub("", TEXTS[name])) == []


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_no_editors_notes_reach_a_reader(name: str) -> None:
    """What was written for those who made the sources is not in them."""
    assert re.findall(EDITORS_NOTES, TEXTS[name], re.IGNORECASE) == []


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_unfit_facts_are_left_out(name: str) -> None:
    """Facts that must not be answered from are in no source."""
    assert not [fact for fact in UNFIT_FACTS if re.search(rf"\b{fact}\b", TEXTS[name])]


@pytest.mark.parametrize("name", sorted(name for name in SHEETS if name.endswith(".nb.md")))
def test_both_languages_hold_the_same_facts(name: str) -> None:
    """A Norwegian sheet and its English counterpart hold the same ids in the same order."""
    norwegian = [fact.id for fact in facts_of(SHEETS[name])]
    english = [fact.id for fact in facts_of(SHEETS[name.replace(".nb.", ".en.")])]
    assert norwegian
    assert norwegian == english


def test_fact_ids_are_unique() -> None:
    """A fact stands in one sheet only."""
    ids = [fact.id for name, sheet in SHEETS.items() if name.endswith(".nb.md") for fact in facts_of(sheet)]
    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_facts_say_where_they_come_from(name: str) -> None:
    """A Norwegian fact names its publisher, with sound dates and addresses; an English one inherits all that."""
    for fact in facts_of(SHEETS[name]):
        assert fact.text, fact.id
        if name.endswith(".en.md"):
            assert not fact.attributes, fact.id
            continue
        addresses = [*fact.attributes.get("url", "").split(), *fact.attributes.get("also", "").split()]
        assert fact.attributes.get("publisher"), fact.id
        assert "date" not in fact.attributes or is_partial_date(fact.attributes["date"]), fact.id
        assert all(URL.fullmatch(address) for address in addresses), fact.id


def test_agreement_is_verbatim(reference: Path) -> None:
    """The agreement is shipped byte for byte."""
    original = reference / "seeds" / "samarbeidsavtale-ntnu-nho-2023.txt"
    assert (SOURCES / "avtale-2023.md").read_bytes() == original.read_bytes()


def test_no_course_is_lost(reference: Path) -> None:
    """All 91 courses of the material are shipped, under their own ids."""
    material = (reference / "facts" / "courses.jsonl").read_text(encoding="utf-8")
    expected = {json.loads(line)["id"] for line in material.splitlines()}
    assert len(expected) == 91
    assert {row["id"] for row in rows("courses.jsonl")} == expected


def test_no_fact_is_lost(reference: Path) -> None:
    """Every fact of the material has a paragraph, but for those left out on purpose, and no fact is made up."""
    shipped = {fact.id for sheet in SHEETS.values() for fact in facts_of(sheet)}
    material = reference_facts(reference).keys()
    missing = material - shipped - UNFIT_FACTS - ADDRESS_FACTS
    assert not missing, f"without a paragraph: {', '.join(sorted(missing))}"
    unknown = {name for name in shipped - material if not name.startswith(FROM_THE_ARTICLE)}
    assert not unknown, f"made up: {', '.join(sorted(unknown))}"


@pytest.mark.parametrize("name", sorted(name for name in SHEETS if name.endswith(".nb.md")))
def test_fact_sheets_add_no_numbers(name: str, reference: Path) -> None:
    """A number in a Norwegian paragraph stands in the fact it was written from."""
    material = reference_facts(reference)
    article = (reference / "seeds" / "artikkel-avtale-2021.txt").read_text(encoding="utf-8")
    added: dict[str, list[str]] = {}
    for fact in facts_of(SHEETS[name]):
        known = origin(fact, material, article)
        spelled = {str(n) for word, n in NUMBER_WORDS.items() if re.search(rf"\b{word}\b", known)}
        if extra := numbers(AGREEMENT_NAME.sub("", fact.text)) - numbers(known) - spelled:
            added[fact.id] = sorted(extra)
    assert not added
