"""The right door, copied from its record; never a person's own."""

from knowledge.judging import Verdict
from knowledge.models import Outcome
from knowledge.signals import Intent
from tests.knowledge.composing.asking import composed
from tests.knowledge.made_up import Rooms, World, open_rooms
from tests.knowledge.village import VILLAGE


def test_the_door_that_fits_is_shown(rooms: Rooms) -> None:
    answer = composed(rooms, "Hvem kontakter vi om utlån av vevstoler?")
    assert (answer.outcome, answer.intent) == (Outcome.ANSWERED, Intent.CONTACT)
    assert answer.contacts[0].contact.id == "c1"
    assert f"[{answer.contacts[0].n}]" in answer.text


def test_an_address_is_copied_from_its_record(rooms: Rooms) -> None:
    answer = composed(rooms, "Hvilken e-post har dere for spørsmål om strikkekurs?")
    assert "kurs@eksempel.no" in answer.text


def test_a_persons_own_number_is_refused_with_the_official_door(rooms: Rooms) -> None:
    answer = composed(rooms, "Hva er mobilnummeret til direktøren i Prøvehuset?")
    assert answer.outcome is Outcome.REFUSED
    assert [shown.contact.id for shown in answer.contacts] == ["c3"]


def test_without_contacts_a_question_for_one_is_answered_from_facts_or_refused() -> None:
    answer = composed(open_rooms(World(facts=VILLAGE.facts)), "Hvem kontakter vi?", Verdict.REFUSE)
    assert (answer.outcome, answer.contacts) == (Outcome.REFUSED, ())
