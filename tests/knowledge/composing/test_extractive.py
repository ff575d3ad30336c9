"""Which sentences are chosen, and in which order."""

import pytest

from knowledge.composing.extractive import about, choose, rerank
from knowledge.expected import counts, fits
from knowledge.signals import Asks
from tests.knowledge.made_up import chunk, passage
from tests.knowledge.village import AGREEMENT, OPENING, YARN

NO_CHOICE: frozenset[Asks] = frozenset()


def test_the_sentence_that_answers_is_chosen() -> None:
    """Not its neighbours, and each exactly as it stands."""
    found = passage(chunk("a", "Huset er gult. Vevstolene står i kjelleren. Taket er nytt."))
    chosen = choose([found], "Hvor står vevstolene?", NO_CHOICE, "nb", lambda _: 1.0, most=1)
    assert [c.text for c in chosen] == ["Vevstolene står i kjelleren."]


def test_the_kind_of_thing_that_is_asked_for_decides() -> None:
    found = passage(chunk("a", "Laget ble stiftet på Eksempelby torg. Laget ble stiftet i 1987."))
    (chosen,) = choose([found], "Når ble laget stiftet?", frozenset({Asks.WHEN}), "nb", lambda _: 1.0, most=1)
    assert chosen.text == "Laget ble stiftet i 1987."


def test_nothing_is_told_twice() -> None:
    twins = [passage(chunk(name, "Garnlaget strikker votter av ull.")) for name in ("a", "b")]
    assert len(choose(twins, "Hva strikker Garnlaget?", NO_CHOICE, "nb", lambda _: 1.0)) == 1


def test_no_passages_give_no_sentences() -> None:
    assert choose([], "Hva?", NO_CHOICE, "nb", lambda _: 1.0) == []


def test_sentences_of_a_passage_stay_together_in_their_order() -> None:
    found = [passage(OPENING, 10.0), passage(YARN, 9.9), passage(AGREEMENT, 1.0)]
    chosen = choose(found, "Prøvehuset ansatte Garnlaget votter vevstoler medlemmene", NO_CHOICE, "nb", lambda _: 1.0)
    order = [c.passage.chunk.source_id for c in chosen]
    assert order == sorted(order, key=order.index)
    for kept in {c.passage.chunk for c in chosen}:
        places = [kept.text.index(c.text) for c in chosen if c.passage.chunk is kept]
        assert places == sorted(places)


def test_a_passage_that_fits_the_kind_rises() -> None:
    with_year, without = passage(chunk("a", "Det åpnet i 1987."), 5.0), passage(chunk("b", "Det åpnet nylig."), 5.1)
    assert rerank([without, with_year], frozenset({Asks.WHEN}))[0][1] is with_year
    assert rerank([without, with_year], NO_CHOICE)[0][1] is without


def test_passages_about_the_named_come_alone() -> None:
    """Unless none is about it."""
    found = [passage(OPENING), passage(YARN)]
    assert about(found, frozenset({"garnlaget"})) == [found[1]]
    assert about(found, frozenset({"trompetlaget"})) == found


@pytest.mark.parametrize(
    ("text", "things", "holds"),
    [
        ("Huset har 14 ansatte.", ("ansatte",), True), ("Huset har fjorten rom.", ("ansatte",), False),
        ("I 2020 fikk ansatte lønn.", ("ansatte",), False), ("Tre faste ansatte jobber her.", ("ansatte",), True),
        ("50 prosent av ansatte", ("ansatte",), False), ("ansatte", ("ansatte",), False),
    ],
)  # fmt: skip
def test_a_number_counts_only_what_it_stands_before(text: str, things: tuple[str, ...], holds: bool) -> None:
    """A year and a share count nothing."""
    assert counts(text, things) is holds


@pytest.mark.parametrize(
    ("text", "kind", "holds"),
    [
        ("Det koster 5 kr.", Asks.PRICE, True), ("Det er gult.", Asks.PRICE, False),
        ("Fristen var i fjor.", Asks.DEADLINE, True), ("Hva som helst", Asks.YES_NO, True),
    ],
)  # fmt: skip
def test_a_sentence_fits_a_kind_or_not(text: str, kind: Asks, holds: bool) -> None:
    assert fits(text, kind) is holds
