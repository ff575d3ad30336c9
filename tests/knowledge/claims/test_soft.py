"""What may be wrong with a sentence whose hard facts all stand; the evidence is made up."""

import pytest

from knowledge.claims.actors import swapped
from knowledge.claims.pairing import crossed
from knowledge.claims.polarity import polarity
from knowledge.claims.strength import stronger
from knowledge.claims.timing import out_of_time
from knowledge.models import Language
from tests.knowledge.claims.looking import TODAY, beside

FEE = "Avgiften er personlig og kan ikke faktureres arbeidsgiver. Prisen kan faktureres etter avtale."


def test_an_invention_leaves_words_that_nothing_covers() -> None:
    """And a paraphrase does not."""
    assert [w.token.text for w in beside("Avgiften gjelder lunsj og parkering.", FEE).uncovered()] == [
        "lunsj",
        "parkering",
    ]
    assert beside("Arbeidsgiveren kan ikke få regningen for avgiften.", FEE).uncovered() == []


def test_nynorsk_is_covered_by_bokmaal() -> None:
    assert beside("Avgifta er personleg.", FEE, language="nn").uncovered() == []


def test_english_is_covered_by_norwegian() -> None:
    assert beside("The fee is personal and cannot be invoiced to the employer.", FEE, language="en").uncovered() == []


@pytest.mark.parametrize(
    "sentence", ["Avgiften kan ikke faktureres arbeidsgiver.", "Arbeidsgiver kan ikke få faktura for avgiften."]
)
def test_a_shared_denial_is_no_disagreement(sentence: str) -> None:
    assert max(polarity(beside(sentence, FEE))[:3]) == 0.0


def test_a_denial_that_is_left_out_is_found() -> None:
    assert polarity(beside("Avgiften kan faktureres arbeidsgiver.", FEE))[1] > 0.5


def test_a_denial_that_is_added_is_found() -> None:
    text = "Laget er åpent for private og offentlige bedrifter."
    assert polarity(beside("Laget er ikke åpent for offentlige bedrifter.", text))[0] > 0.5


def test_a_list_of_what_is_not_there_denies_each_item() -> None:
    text = "Avtalen inneholder ingen priser, kurslister, frister eller rabatter til medlemmer."
    assert polarity(beside("Avtalen inneholder rabatter til medlemmer.", text))[1] > 0.5


def test_an_opposite_is_found() -> None:
    assert polarity(beside("Emnet er valgfritt for alle lag.", "Emnet er obligatorisk for alle lag."))[2] > 0.4


@pytest.mark.parametrize(
    ("sentence", "text", "kind"),
    [
        ("Alle lagene får støtte.", "Noen av lagene får støtte.", "all"),
        ("Laget tilbyr bare kurs.", "Laget tilbyr blant annet kurs.", "only"),
        ("Laget skal hjelpe foreningen.", "Laget kan hjelpe foreningen.", "must for may"),
        ("Laget har innført en ny ordning.", "Laget har foreslått en ny ordning.", "without plan"),
    ],
)
def test_a_stronger_word_is_found(sentence: str, text: str, kind: str) -> None:
    assert kind in {found for found, _ in stronger(beside(sentence, text))}


def test_the_same_strength_is_not_stronger() -> None:
    assert list(stronger(beside("Laget kan hjelpe alle.", "Laget kan hjelpe alle foreninger."))) == []


@pytest.mark.parametrize(
    ("sentence", "text", "kind"),
    [
        ("Avtalen gjelder fortsatt.", "Avtalen gjelder i to år fra høsten 2021.", "now"),
        ("The agreement is currently in force.", "Avtalen gjelder i to år fra høsten 2021.", "now"),
        ("Du kan søke før fristen 5. juni.", "Fristen var 5. juni 2024.", "passed"),
    ],
)
def test_what_is_past_is_not_told_as_present(sentence: str, text: str, kind: str) -> None:
    language: Language = "en" if "The" in sentence else "nb"
    assert kind in {found for found, _ in out_of_time(beside(sentence, text), language, TODAY)}


def test_what_is_told_as_past_or_as_unknown_is_in_time() -> None:
    text = "Fristen var 5. juni 2024. Om ordningen fortsatt finnes, er ikke kjent."
    for sentence in ("Fristen var 5. juni 2024.", "Kildene sier ikke om ordningen fortsatt finnes."):
        assert list(out_of_time(beside(sentence, text), "nb", TODAY)) == []


GIFT = "Strikkelaget ga Heklelaget nye pinner til vinteren."


def test_actors_that_change_places_are_found() -> None:
    assert swapped(beside("Heklelaget ga Strikkelaget nye pinner til vinteren.", GIFT))[0] == 1.0


@pytest.mark.parametrize(
    "sentence", ["Strikkelaget ga Heklelaget nye pinner.", "Heklelaget fikk nye pinner fra Strikkelaget."]
)
def test_the_same_deed_told_from_the_other_side_is_the_same(sentence: str) -> None:
    """Also with a verb that turns it round."""
    assert swapped(beside(sentence, GIFT))[0] == 0.0


def test_the_passive_turns_the_actors_round() -> None:
    assert swapped(beside("Garnsenteret ledes av Strikkelaget.", "Strikkelaget leder Garnsenteret."))[0] == 0.0


def test_facts_that_are_exchanged_between_two_are_found() -> None:
    text = "Strikkelaget kostet 300 kroner i året. Heklelaget kostet 450 kroner i året."
    assert crossed(beside("Strikkelaget kostet 450 kroner, mens Heklelaget kostet 300 kroner.", text))[0] > 0.4
    assert crossed(beside("Strikkelaget kostet 300 kroner, mens Heklelaget kostet 450 kroner.", text))[0] <= 0.0
