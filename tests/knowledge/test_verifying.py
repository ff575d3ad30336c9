"""A hard fact without support is found before anyone reads it."""

from dataclasses import replace

import pytest

from knowledge.citations import Numbering
from knowledge.models import Answer, Chunk, Outcome, ShownContact, ShownOffering
from knowledge.records import contact_chunk, course_chunk
from knowledge.verifying import unsupported
from tests.knowledge.made_up import DATED, chunk
from tests.knowledge.village import DOOR, KNITTING, LETTERS, PROGRAMME

PRICES = chunk(
    "TST-09",
    "Prøveprisen var 11 180 kroner per 7,5 studiepoeng i 2020. Fristen var 2020-06-01, og møtet 20. november 2019. "
    "Skriv til post@eksempel.no eller se https://eksempel.no/pris. Det var 1.500 deltakere.",
)


def answer(text: str, *, computed: tuple[str, ...] = ()) -> Answer:
    """An answer that cites the made-up prices."""
    numbering = Numbering()
    numbering.cite(PRICES)
    return Answer(Outcome.ANSWERED, "nb", text, citations=numbering.all(), computed=computed)


@pytest.mark.parametrize(
    ("text", "invented"),
    [
        ("Det koster 12 000 kroner. [1]", "12 000"), ("Det koster 11 181 kr. [1]", "11 181"),
        ("Det gir 5 studiepoeng. [1]", "5"), ("Det gir 10,5 studiepoeng. [1]", "10,5"),
        ("Fristen er 2. juni 2020. [1]", "2"), ("Fristen er 1. juni 2021. [1]", "2021"),
        ("Skriv til rektor@eksempel.no. [1]", "rektor@eksempel.no"),
        ("Se eksempel.no/gratis. [1]", "eksempel.no/gratis"),
        ("Se https://lureri.com/pris [1]", "https://lureri.com/pris"), ("Ring 73 59 50 00. [1]", "73"),
        ("I 2035 blir det 15 prosent. [1]", "2035"), ("NOK 99,000 [1]", "99,000"),
    ],
)  # fmt: skip
def test_what_is_invented_is_named(text: str, invented: str) -> None:
    """Numbers, prices, dates, addresses and links that stand nowhere."""
    assert invented in unsupported(answer(text))


@pytest.mark.parametrize(
    "text",
    [
        "Det kostet 11 180 kroner. [1]", "Det kostet 11\u00a0180 kr. [1]", "Det kostet 11.180 kroner. [1]",
        "Det gir 7,5 studiepoeng. [1]", "It gives 7.5 credits. [1]", "Det var 1500 deltakere. [1]",
        "Det var 1 500 deltakere. [1]", "Prisen er fra 2020. [1]", "Møtet var 20. november 2019. [1]",
        "Skriv til post@eksempel.no. [1]", "Se eksempel.no/pris. [1]", "Se https://eksempel.no/pris. [1]",
        "Kilden er fra 4. mars 2020.", "Ingen tall. [1]", "",
    ],
)  # fmt: skip
def test_what_the_quote_says_is_supported_however_it_is_written(text: str) -> None:
    """Grouped, with a point or a comma, and the source's own date spelt out."""
    assert unsupported(answer(text)) == []


def test_an_english_amount_is_supported_by_the_record_it_comes_from() -> None:
    """``NOK 11,180`` is ``11180 kr``."""
    numbering = Numbering()
    n = numbering.cite(course_chunk(PROGRAMME))
    shown = (ShownOffering(PROGRAMME, PROGRAMME.offerings[0], n),)
    text = f"Price: NOK 11,180. [{n}]"
    assert unsupported(Answer(Outcome.ANSWERED, "en", text, citations=numbering.all(), courses=shown)) == []


@pytest.mark.parametrize(
    "text",
    ["Søknadsfrist: 1. juni 2020", "Deadline: 1 June 2020", "Start 20 August 2020", "4500 kr", "4 500 kr", "PRV1001"],
)
def test_a_shown_course_supports_its_dates_spelt_out(text: str) -> None:
    """In Norwegian and in English."""
    shown = (ShownOffering(KNITTING, KNITTING.offerings[0], 1),)
    assert unsupported(Answer(Outcome.ANSWERED, "nb", text, courses=shown)) == []


def test_a_shown_contact_supports_its_address_and_no_other() -> None:
    shown = (ShownContact(LETTERS, 1), ShownContact(DOOR, 2))
    assert unsupported(Answer(Outcome.ANSWERED, "nb", "kurs@eksempel.no, eksempel.no/lån", contacts=shown)) == []
    assert unsupported(Answer(Outcome.ANSWERED, "nb", "sjef@eksempel.no", contacts=shown)) == ["sjef@eksempel.no"]


def test_a_mark_is_no_number() -> None:
    """``[12]`` needs no source that says twelve."""
    assert unsupported(Answer(Outcome.ANSWERED, "nb", "Slik er det. [12]")) == []


def test_what_code_derived_is_supported_only_when_it_is_declared() -> None:
    assert unsupported(answer("Jeg fant 37 kurs.")) == ["37"]
    assert unsupported(answer("Jeg fant 37 kurs.", computed=("37",))) == []


def test_a_date_is_supported_by_a_source_only_as_precisely_as_it_was_given() -> None:
    """A source from 2020 does not make a day in it true."""
    numbering = Numbering()
    numbering.cite(chunk("TST-10", "Ingen tall her.", provenance=replace(DATED, date="2020", url=None)))
    vague = Answer(Outcome.ANSWERED, "nb", "Oppgitt i 2020. [1]", citations=numbering.all())
    assert unsupported(vague) == []
    assert unsupported(replace(vague, text="Oppgitt 4. mars 2020. [1]")) == ["4"]


@pytest.mark.parametrize("record", [contact_chunk(DOOR), course_chunk(KNITTING)])
def test_a_records_own_text_is_always_supported(record: Chunk) -> None:
    """Quoting a citation whole never fails the check."""
    numbering = Numbering()
    numbering.cite(record)
    (citation,) = numbering.all()
    assert unsupported(Answer(Outcome.ANSWERED, "nb", citation.quote, citations=(citation,))) == []
