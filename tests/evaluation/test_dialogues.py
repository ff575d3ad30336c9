"""Follow-ups are understood: what a turn leaves unsaid is taken from the turns before it, and nothing is made up."""

from collections.abc import Collection, Mapping

import pytest

from knowledge.service import Knowledge
from tests.conftest import TODAY
from tests.evaluation.dialogues import Told, misses, share_understood, tell, written
from tests.evaluation.generated_dialogues import dialogues
from tests.evaluation.honesty import fabricated, mismarked, misquoted, phone_numbers
from tests.evaluation.made_once import MadeOnce

# Measured on 2026-11-22: .966 and .977 of the turns.
LEAST_GENERATED = 0.955
LEAST_WRITTEN = 0.97

pytestmark = pytest.mark.xdist_group("dialogues")


@pytest.fixture(scope="session")
def generated(knowledge: Knowledge, made_once: MadeOnce) -> list[Told]:
    """The generated dialogues, held."""
    return made_once.get("generated-dialogues", lambda: [tell(knowledge, one, TODAY) for one in dialogues()])


@pytest.fixture(scope="session")
def by_hand(knowledge: Knowledge, made_once: MadeOnce) -> list[Told]:
    """The hand-written dialogues, held."""
    return made_once.get("written-dialogues", lambda: [tell(knowledge, one, TODAY) for one in written()])


def test_there_are_two_hundred_different_dialogues_of_two_to_four_turns() -> None:
    made = dialogues()
    assert len({tuple(step.text for step in one.steps) for one in made}) == len(made) >= 200
    assert {len(one.steps) for one in made} == {2, 3, 4}


def test_generated_follow_ups_are_understood(generated: list[Told]) -> None:
    assert share_understood(generated) >= LEAST_GENERATED, "\n".join(misses(generated))


def test_written_follow_ups_are_understood(by_hand: list[Told]) -> None:
    assert share_understood(by_hand) >= LEAST_WRITTEN, "\n".join(misses(by_hand))


def test_nothing_is_fabricated_in_a_conversation(
    generated: list[Told], by_hand: list[Told], texts: Mapping[str, Collection[str]]
) -> None:
    """A refusal may repeat the words of the turns before it, too."""
    found = {}
    for told in (*generated, *by_hand):
        spoken = ""
        for step, answer in zip(told.dialogue.steps, told.answers, strict=True):
            spoken = f"{spoken} {step.text}"
            checks = (fabricated(answer, spoken), misquoted(answer, texts), mismarked(answer), phone_numbers(answer))
            if any(checks):
                found[told.dialogue.id, step.text] = checks
    assert found == {}
