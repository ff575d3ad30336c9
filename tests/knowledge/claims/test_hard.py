# ruff: noqa: E501 - a table of sentences reads better unbroken
"""Every hard fact of a sentence stands in what it cites, in whatever form, or is named."""

from typing import Any

import pytest

from tests.knowledge.claims.looking import hard

FUND = (
    "Garnfondet: Fondet ga i 2024 Strikkelaget 40 millioner kroner over fem år. Kari Testmann har ledet fondet siden "
    "1. mars 2020, og Ola Prøvestad er styreleder. Avtalen fra høsten 2021 varer i to år. Skriv til post@garnfondet.no, "
    "eller se garnfondet.no/stotte. Omtrent 20 prosent av de 49 lagene har søkt, fristen var 5. juni 2024."
)
COURSE: dict[str, Any] = {
    "id": "tst-001", "course_code": "GAR1001", "title_no": "Innføring i garn", "credits": 7.5, "price_nok": 11180,
    "application_deadline": "2024-06-01 / 2024-12-01", "place": "Garnvik", "language": "norsk", "level": None,
    "source_url": "https://garnvik.example.no/kurs",
}  # fmt: skip


@pytest.mark.parametrize(
    "sentence",
    [
        "Strikkelaget fikk 40 mill. kr i 2024.", "Fondet ga førti millioner kroner over 5 år.",
        "The fund gave NOK 40 million over five years.", "Om lag én av fem har søkt.", "Avtalen er toårig.",
        "Hver femte har søkt.", "Kari Testmanns fond ligger på www.garnfondet.no/stotte.",
        "Fristen var 05.06.2024.", "The deadline was June 5, 2024.", "The deadline was 5 June.",
        "Avtalen er fra 2021.", "Testmann har ledet fondet siden mars 2020.", "Søk hos post@garnfondet.no.",
    ],
)  # fmt: skip
def test_a_fact_stands_in_other_words_and_forms(sentence: str) -> None:
    """Numbers as words, abbreviated or in English, dates in every form and less exact, shares, genitives."""
    assert hard(sentence, FUND) == []


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Strikkelaget fikk 14 millioner kroner.", "number: 14 millioner kroner"),
        ("Strikkelaget fikk 40 milliarder kroner.", "number: 40 milliarder kroner"),
        ("Fondet ga pengene over tre år.", "number: tre år"), ("Hver fjerde har søkt.", "number: Hver fjerde"),
        ("Mer enn 94 lag fikk støtte.", "number: 94"), ("Avtalen er treårig.", "number: treårig"),
        ("Fristen var 15. juni 2024.", "date: 15. juni 2024"), ("Fristen var 5. juli.", "date: 5. juli"),
        ("Avtalen er fra våren 2021.", "date: våren 2021"), ("Fristen var 5. juni 2025.", "date: 5. juni 2025"),
        ("Kari Nordmann leder fondet.", "name: Nordmann"), ("Pengene gikk til Heklelaget.", "name: Heklelaget"),
        ("Skriv til kontakt@garnfondet.no.", "address: kontakt@garnfondet.no"),
        ("Se garnfondet.com.", "address: garnfondet.com"), ("Ring 22 00 00 00.", "address: 22 00 00 00"),
        ("Kari Testmann er styreleder i fondet.", "role: chair of Testmann"),
        ("Fondets rektor heter Ola Prøvestad.", "role: rektor"), ("Koden er GAR1002.", "code: GAR1002"),
        ("Kari Prøvestad leder fondet.", "name: Kari Prøvestad"),
    ],
)  # fmt: skip
def test_a_fact_that_is_not_there_is_named(sentence: str, reason: str) -> None:
    """Numbers, dates, names, addresses, roles and codes, also one taken from somebody else."""
    assert reason in hard(sentence, FUND)


@pytest.mark.parametrize(
    "sentence",
    [
        "GAR1001 gir 7,5 studiepoeng og kostet kr 11 180.", "GAR1001 carries 7.5 credits and cost NOK 11,180.",
        "Fristene var 1. juni og 1. desember 2024.", "Innføring i garn undervises i Garnvik.",
        "Kurset er beskrevet på kildens side, https://garnvik.example.no/kurs.",
    ],
)  # fmt: skip
def test_a_record_is_read_by_its_fields(sentence: str) -> None:
    """Numbers, dates and names, whatever the fields are called; the page of the source where a source is spoken of."""
    assert hard(sentence, COURSE) == []


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("GAR1010 gir 7,5 studiepoeng.", "code: GAR1010"), ("GAR1001 koster 7,5 kroner.", "number: 7,5 kroner"),
        ("GAR1001 gir 11 180 studiepoeng.", "number: 11 180 studiepoeng"),
        ("Påmelding skjer på https://garnvik.example.no/kurs.", "address: https://garnvik.example.no/kurs"),
        ("Kurset holdes i Nøstevik.", "name: Nøstevik"), ("Fristen var 1. mai 2024.", "date: 1. mai 2024"),
    ],
)  # fmt: skip
def test_a_records_number_keeps_its_unit_and_its_source_is_no_address(sentence: str, reason: str) -> None:
    """What a field holds is no other field's."""
    assert reason in hard(sentence, COURSE)


def test_a_sum_and_a_product_are_borne_out_only_where_they_are_told_as_such() -> None:
    """ "Til sammen" may add two prices up."""
    prices = "Kurset kostet 130 000 kroner og oppgaven 50 000 kroner."
    assert hard("Til sammen kostet det 180 000 kroner.", prices) == []
    assert hard("Kurset kostet 180 000 kroner.", prices) == ["number: 180 000 kroner"]


def test_a_translated_name_is_the_same_name() -> None:
    """Countries and public bodies have names in both languages, abbreviations stand for what they shorten."""
    assert hard("The Research Council of Norway pays.", "Forskningsrådet betaler.") == []
    assert hard("Garnvik tekniske skole (GTS) ligger her.", "Garnvik tekniske skole ligger her.") == []


def test_a_number_that_may_be_at_most_is_not_at_least() -> None:
    """The bound belongs to the number."""
    assert hard("De får minst 100 000 kroner.", "De får inntil 100 000 kroner.") == ["number: 100 000 kroner"]
