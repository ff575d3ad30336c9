"""Whose address is it: a person's own needs consent."""

from typing import Any

import pytest

from ingest.reading.columns import MappingFields
from ingest.reading.contacts import is_personal_email, personal_in
from ingest.reading.records import Records, read_contacts, read_courses
from knowledge.models import Contact
from tests.ingest.reading.table_files import mapping, raw, workbook

COLUMNS = {"function": "Funksjon", "organisation": "Sted", "value": "Adresse", "note": "Merknad"}
FIELDS = MappingFields(columns=COLUMNS, defaults={"publisher": "Prøvehuset (oppdiktet)"})
HEAD = ["Funksjon", "Sted", "Adresse", "Merknad"]

OFFICES = """
    post@ evu@ kontakt@ videre@ info@ kurs@ evu-kurs@ kursadm@ postmottak@ studieveileder@ firmapost@ hr@ it@ presse@
    post.ie@ ki-lab@ videreutdanning@ no-reply@ support2@ CNECT-DIH@ provehuset@ sekretariat.styret@ kontakt-evu@
""".split()
PERSONS = """
    kari.nordmann@ kari.b.nordmann@ k.nordmann@ kari_nordmann@ Kari.Nordmann@ anne-lise.berg@ knordmann@ kari@ ola2@
    nordmann.kari@ olan@ per-olav.hansen@ ki.nordmann@ ohansen@
""".split()
MOBILES = ["91234567", "912 34 567", "91 23 45 67", "+47 912 34 567", "0047 41234567", "+4741234567", "ring 4123 4567."]
NO_MOBILES = [
    "73 59 50 00",
    "NO 974 767 880",
    "974767880",
    "kr 45 000 000",
    "https://eksempel.no/a/91234567",
    "2027-09-12",
    "02800",
]


def contacts(*rows: list[str], consent: bool = False) -> Records[Contact]:
    text = "\n".join(";".join(row) for row in [HEAD, *rows])
    return read_contacts(raw("k.csv", text), FIELDS, consent=consent)


@pytest.mark.parametrize("local", OFFICES)
def test_an_offices_address_is_for_everybody(local: str) -> None:
    assert not is_personal_email(f"{local}eksempel.no", "Provehuset")


@pytest.mark.parametrize("local", PERSONS)
def test_an_address_that_reads_like_a_name_is_a_persons(local: str) -> None:
    assert is_personal_email(f"{local}eksempel.no", "Provehuset")


def test_private_mail_and_short_accounts_are_persons() -> None:
    assert is_personal_email("strikkeglad@gmail.com")
    assert is_personal_email("abcdef@ntnu.no", "NTNU")
    assert not is_personal_email("evukurs@gmail.com")
    assert is_personal_email("ola.nordmann@eksempel.no", "Nordmann AS")


@pytest.mark.parametrize("text", MOBILES)
def test_a_mobile_number_is_a_persons(text: str) -> None:
    assert personal_in([text])


@pytest.mark.parametrize("text", NO_MOBILES)
def test_other_figures_are_not(text: str) -> None:
    assert personal_in([text]) is None


def test_a_persons_address_is_rejected_with_the_reason() -> None:
    found = contacts(
        ["EVU", "Prøvehuset", "post@eksempel.no", ""],
        ["Leder", "Prøvehuset", "kari.nordmann@eksempel.no", ""],
        ["Vakt", "Prøvehuset", "+47 912 34 567", ""],
        ["Sentralbord", "Prøvehuset", "73 59 50 00", "Utenom tiden: 912 34 567"],
    )
    assert [(c.id, c.channel) for c in found.records] == [("provehuset-evu-post-eksempel-no", "e-post")]
    assert [(e.line, e.field, e.got) for e in found.rejected] == [
        (3, "Adresse", "'kari.nordmann@eksempel.no'"),
        (4, "Adresse", "'+47 912 34 567'"),
        (5, "Merknad", "'912 34 567'"),
    ]
    assert all("consent = true in the source" in e.expected for e in found.rejected)


def test_with_consent_it_is_kept() -> None:
    found = contacts(["Leder", "Prøvehuset", "kari.nordmann@eksempel.no", ""], consent=True)
    assert [c.value for c in found.records] == ["kari.nordmann@eksempel.no"]


def test_the_channel_is_seen_in_the_address() -> None:
    found = contacts(["A", "P", "https://eksempel.no", ""], ["B", "P", "73 59 50 00", ""], ["C", "P", "Kjelleren", ""])
    assert [c.channel for c in found.records] == ["nettside", "telefon"]
    assert [(e.line, e.field) for e in found.rejected] == [(4, "channel")]


def test_a_contact_twice_is_rejected() -> None:
    row = ["EVU", "Prøvehuset", "post@eksempel.no", ""]
    (error,) = contacts(row, row).rejected
    assert (error.line, error.field) == (3, "Adresse")


def test_contacts_are_read_of_spreadsheets_and_json_lines_too() -> None:
    row: list[Any] = ["EVU", "Prøvehuset", "post@eksempel.no", None]
    assert len(read_contacts(raw("k.xlsx", workbook(("Ark", [HEAD, row]))), FIELDS).records) == 1
    line = '{"Funksjon": "EVU", "Sted": "P", "Adresse": "kari.nordmann@eksempel.no", "Merknad": null}'
    assert [e.line for e in read_contacts(raw("k.jsonl", line), FIELDS).rejected] == [1]


def test_a_course_holds_no_persons_address_either() -> None:
    table = raw("k.csv", "Navn;Kontakt\nA;kari.nordmann@eksempel.no\nB;post@eksempel.no\n")
    fields = mapping(columns={"title": "Navn", "contact_email": "Kontakt"})
    found = read_courses(table, fields)
    assert ([e.field for e in found.rejected], [c.title for c in found.records]) == (["Kontakt"], ["B"])
    assert len(read_courses(table, fields, consent=True).records) == 2
