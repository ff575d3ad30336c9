"""Courses and contacts of a maintainer's own, from the table to the answer that quotes it; all of it is made up."""

import pytest

from ingest.errors import SourcesRejected
from knowledge.models import CitationKind
from tests.journeys.made_catalogue import ROWS, WRITERS, as_csv, changed, entry
from tests.journeys.maintainer import Maintainer

PRICE = "Hva koster kurset Strikking for ledere?"
CREDITS = "Hvor mange studiepoeng gir OPP1001?"
BEGINNERS = "Hvor mange studiepoeng gir OPP1002?"
DEADLINE = "Når er søknadsfristen for OPP1001?"


@pytest.mark.parametrize("name", WRITERS)
def test_a_catalogue_is_answered_from_followed_and_forgotten(maintainer: Maintainer, name: str) -> None:
    """Norwegian values are understood in every format; a new price costs one text; off the list, the course is gone."""
    write, options = WRITERS[name]
    maintainer.write(name, write(ROWS))
    maintainer.list(entry(name, **options))
    report = maintainer.ingest()
    assert (report.courses, report.left_out) == (2, ())
    price = maintainer.answered(PRICE, "Pris: 18000 kr", shown="18\xa0000 kr")
    assert price.kind is CitationKind.RECORD
    assert (price.provenance.publisher, price.provenance.date) == ("Prøveskolen", "2026-10")
    assert price.provenance.url == "https://eksempel.no/kurs"
    maintainer.answered(CREDITS, "Studiepoeng: 7,5", shown="7,5 studiepoeng")
    maintainer.answered(DEADLINE, "Søknadsfrist: 2027-06-01", shown="1. juni 2027")
    (shown,) = maintainer.ask(PRICE).courses
    assert (shown.course.code, shown.course.credits) == ("OPP1001", 7.5)
    assert (shown.offering.start_note, shown.offering.delivery) == ("høst 2027", "nettbasert")

    maintainer.write(name, write(changed("kr 18 000,-", "kr 19 500,-")))
    assert maintainer.ingest().embedded == 1
    assert "18000" not in maintainer.answered(PRICE, "Pris: 19500 kr", shown="19\xa0500 kr").quote

    maintainer.list()
    assert maintainer.ingest().embedded == 0
    maintainer.gone(PRICE, "19")


def test_a_row_that_cannot_be_read_is_told_and_the_others_are_answered_from(maintainer: Maintainer) -> None:
    """Unless the maintainer is strict; then nothing of the old index changes."""
    maintainer.write("kurs.csv", as_csv(ROWS))
    maintainer.list(entry("kurs.csv"))
    first = maintainer.ingest()
    assert first.notes == ("kurs.csv: these columns are not used: 'Saksnr.'.",)
    maintainer.write("kurs.csv", as_csv(changed("10", "mange")))
    with pytest.raises(SourcesRejected, match=r"kurs\.csv, line 3: Studiepoeng: expected .*, got 'mange'\."):
        maintainer.ingest(strict=True)
    maintainer.answered(BEGINNERS, "Studiepoeng: 10", shown="10 studiepoeng")
    report = maintainer.ingest()
    assert [(left.line, left.message.partition(": ")[2]) for left in report.left_out] == [
        (3, "Studiepoeng: expected studiepoeng such as 7,5, got 'mange'.")
    ]
    maintainer.answered(PRICE, "Pris: 18000 kr", shown="18\xa0000 kr")
    maintainer.gone(BEGINNERS, "Hekling")


def test_a_free_course_is_free(maintainer: Maintainer) -> None:
    maintainer.write("kurs.csv", as_csv(ROWS))
    maintainer.list(entry("kurs.csv"))
    maintainer.ingest()
    maintainer.answered("Hva koster OPP1002?", "0 kr", shown="gratis")


CONTACTS = """Funksjon;Organisasjon;Adresse;Tema
Påmelding til strikkekurs;Prøveskolen (oppdiktet);kurs@eksempel.no;strikking
Leder for vevstua;Prøveskolen (oppdiktet);kari.nordmann@eksempel.no;veving
"""
ADDRESSES = """
[[source]]
kind = "contacts"
path = "kontakter.csv"
columns = { function = "Funksjon", organisation = "Organisasjon", value = "Adresse", topics = "Tema" }
defaults = { publisher = "Prøveskolen", url = "https://eksempel.no/kontakt", date = "2026-10-01" }
"""
ENROLMENT, WEAVING = "Hvem kontakter jeg om påmelding til strikkekurs?", "Hvem er leder for vevstua?"


def test_a_person_is_named_only_with_consent(maintainer: Maintainer) -> None:
    """An office's address is answered with in any case; a person's row is told until the list says that it may be."""
    maintainer.write("kontakter.csv", CONTACTS)
    maintainer.list(ADDRESSES)
    report = maintainer.ingest()
    assert [(left.line, "consent = true" in left.message) for left in report.left_out] == [(3, True)]
    found = maintainer.answered(ENROLMENT, "kurs@eksempel.no")
    assert (found.kind, found.provenance.url) == (CitationKind.RECORD, "https://eksempel.no/kontakt")
    (shown,) = maintainer.ask(ENROLMENT).contacts
    assert (shown.contact.channel, shown.contact.organisation) == ("e-post", "Prøveskolen (oppdiktet)")
    maintainer.gone(WEAVING, "nordmann")

    maintainer.list(ADDRESSES + "consent = true\n")
    assert maintainer.ingest().embedded == 1
    maintainer.answered(WEAVING, "kari.nordmann@eksempel.no")

    maintainer.edit("kontakter.csv", "kurs@eksempel.no", "post@eksempel.no")
    assert maintainer.ingest().embedded == 1
    maintainer.answered(ENROLMENT, "post@eksempel.no")
    maintainer.list()
    maintainer.ingest()
    maintainer.gone(ENROLMENT, "post@eksempel.no")
