"""Follow-ups are understood: what a turn leaves unsaid is taken from the turns before it, and nothing is made up."""

from collections.abc import Collection, Mapping

import pytest

from knowledge.service import Knowledge
from tests.conftest import TODAY
from tests.evaluation.dialogues import KEPT_ASIDE, LATER, Told, misses, share_understood, tell, written
from tests.evaluation.generated_dialogues import dialogues
from tests.evaluation.honesty import fabricated, mismarked, misquoted, phone_numbers
from tests.evaluation.made_once import MadeOnce

# Measured on 2026-11-22, of the turns: generated .966, written .977, later ones .91 where they were looked into and .79
# where they were not.
LEAST_GENERATED = 0.955
LEAST_WRITTEN = 0.97
LEAST_SEEN, LEAST_UNSEEN = 0.88, 0.76

pytestmark = pytest.mark.xdist_group("dialogues")


@pytest.fixture(scope="session")
def generated(knowledge: Knowledge, made_once: MadeOnce) -> list[Told]:
    """The generated dialogues, held."""
    return made_once.get("generated-dialogues", lambda: [tell(knowledge, one, TODAY) for one in dialogues()])


@pytest.fixture(scope="session")
def by_hand(knowledge: Knowledge, made_once: MadeOnce) -> list[Told]:
    """The hand-written dialogues, held."""
    return made_once.get("written-dialogues", lambda: [tell(knowledge, one, TODAY) for one in written()])


@pytest.fixture(scope="session")
def later(knowledge: Knowledge, made_once: MadeOnce) -> list[Told]:
    """The dialogues that were written when the rules stood, held."""
    return made_once.get("later-dialogues", lambda: [tell(knowledge, one, TODAY) for one in written(LATER)])


def test_there_are_two_hundred_different_dialogues_of_two_to_four_turns() -> None:
    made = dialogues()
    assert len({tuple(step.text for step in one.steps) for one in made}) == len(made) >= 200
    assert {len(one.steps) for one in made} == {2, 3, 4}


def test_generated_follow_ups_are_understood(generated: list[Told]) -> None:
    assert share_understood(generated) >= LEAST_GENERATED, "\n".join(misses(generated))


def test_written_follow_ups_are_understood(by_hand: list[Told]) -> None:
    assert share_understood(by_hand) >= LEAST_WRITTEN, "\n".join(misses(by_hand))


def test_follow_ups_that_nobody_had_seen_are_understood(later: list[Told]) -> None:
    seen = [told for told in later if not told.dialogue.id.startswith(KEPT_ASIDE)]
    unseen = [told for told in later if told.dialogue.id.startswith(KEPT_ASIDE)]
    assert share_understood(seen) >= LEAST_SEEN, "\n".join(misses(seen))
    assert share_understood(unseen) >= LEAST_UNSEEN, f"{len(misses(unseen))} turns"


def test_nothing_is_fabricated_in_a_conversation(
    generated: list[Told], by_hand: list[Told], later: list[Told], texts: Mapping[str, Collection[str]]
) -> None:
    """A refusal may repeat the words of the turns before it, too."""
    found = {}
    for told in (*generated, *by_hand, *later):
        spoken = ""
        for step, answer in zip(told.dialogue.steps, told.answers, strict=True):
            spoken = f"{spoken} {step.text}"
            checks = (fabricated(answer, spoken), misquoted(answer, texts), mismarked(answer), phone_numbers(answer))
            if any(checks):
                found[told.dialogue.id, step.text] = checks
    assert found == {}
