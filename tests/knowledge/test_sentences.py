"""Sentence borders, on which both chunking and quoting rest."""

import pytest

from knowledge.sentences import split_sentences

BORDERS = {
    "a full stop before a capital": ["Prøvesenteret ligger i Eksempelby.", "Det åpnet i fjor."],
    "a question and an exclamation": ["Hva koster det?", "Ingenting!", "Bare spør."],
    "a year at the end": ["Avtalen løper fra 2023.", "Partene møtes to ganger."],
    "a sentence that begins with a figure": ["Prøven tok slutt.", "20 personer deltok."],
    "a quote that closes after the stop": ["Hun sa «det er nok.»", "Så gikk hun."],
    "a sentence in brackets": ["Det gjelder alle.", "(Også de nye.)", "Mer kommer."],
    "a part of the agreement": ["Se kap. 2 B.", "NTNU følger opp."],
    "a named point": ["Dette står i punkt A.", "Resten står i punkt B."],
    "osv. before a capital": ["De tilbyr kurs, råd osv.", "Alle kan delta."],
    "ph.d. before a capital": ["Stillingen er en ph.d.", "Fristen er ute."],
    "an address that ends a sentence": ["Les mer på eksempel.no/kurs.", "Siden er udatert."],
    "three full stops": ["Det kan vente …", "Eller ikke."],
    "an English pair": ["The centre opened in 2022.", "It offers tests."],
}

UNBROKEN = [
    "Ansvaret er delegert etter kap. 2 punkt A i avtalen.",
    "Fristen var 7. juni 2024 kl. 12.00 for alle.",
    "Org.nr. 974 767 880 tilhører parten.",
    "Org. nr. 955 600 436 tilhører den andre.",
    "En ph.d. i kunstig intelligens tar tre år.",
    "Det omfatter bl.a. Eksempelbedriften og f.eks. Prøvelaget.",
    "Beløpet er ca. 20 mill. kroner, dvs. 2 mill. per år.",
    "Taler var prof. Kari Eksempel og adm. dir. Ola Eksempel.",
    "Forfatteren er K. Eksempel ved Prøveinstituttet.",
    "Kurset gir 7.5 credits (ECTS) and costs NOK 1,000.",
    "Prisen var 1.500 kr i 2020, jf. NOU 2020: 2.",
    "1. Bakgrunn",
    "- 2. Formål og ambisjon",
    "A. Strategisk kunnskapsdeling",
    "Hun spurte «hva nå?» og gikk.",
    "Tilbudet varer fra aug. 2023 til des. 2024.",
    "Det heter Prøve A.S. i registeret.",
]


@pytest.mark.parametrize("sentences", BORDERS.values(), ids=BORDERS.keys())
def test_a_border_is_found(sentences: list[str]) -> None:
    """Sentences written after each other come apart again."""
    assert split_sentences(" ".join(sentences)) == sentences


@pytest.mark.parametrize("sentence", UNBROKEN)
def test_a_sentence_stays_whole(sentence: str) -> None:
    """Abbreviations, ordinals, initials and decimals end no sentence."""
    assert split_sentences(sentence) == [sentence]


def test_a_line_break_is_a_border() -> None:
    """List items and paragraphs never run together."""
    assert split_sentences("Partene vil:\n- lære\n- dele. Og lære mer.\n\nSlutt") == [
        "Partene vil:",
        "- lære",
        "- dele.",
        "Og lære mer.",
        "Slutt",
    ]


def test_every_sentence_is_a_piece_of_the_text() -> None:
    """Nothing is changed on the way: each sentence can be quoted as it stands."""
    text = "Første  setning med to mellomrom.   Andre setning.\n - punkt én. Punkt to?"
    assert all(sentence in text for sentence in split_sentences(text))


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_nothing_gives_nothing(text: str) -> None:
    assert split_sentences(text) == []
