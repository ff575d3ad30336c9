"""A claim is taken once, by whichever process, and outlives it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.rendering.blocks import Rendered
from bot.state.claims import LEASE
from bot.state.store import State, open_state
from bot.state.watermarks import Watermark


async def test_an_event_is_claimed_once(state: State) -> None:
    assert await state.claims.take("T1", "Ev1", "C1", "1.0")
    assert not await state.claims.take("T1", "Ev1", "C1", "1.0")


async def test_two_events_about_one_message_are_one_claim(state: State) -> None:
    assert await state.claims.take("T1", "Ev1", "C1", "1.0")
    assert not await state.claims.take("T1", "Ev2", "C1", "1.0")


async def test_claims_without_a_message_do_not_collide(state: State) -> None:
    assert await state.claims.take("T1", "command:1")
    assert await state.claims.take("T1", "command:2")


async def test_two_workspaces_do_not_collide(state: State) -> None:
    assert await state.claims.take("T1", "Ev1", "C1", "1.0")
    assert await state.claims.take("T2", "Ev1", "C1", "1.0")


async def test_of_many_at_once_one_gets_the_claim(state: State) -> None:
    taken = await asyncio.gather(*(state.claims.take("T1", f"Ev{n}", "C1", "1.0") for n in range(20)))
    assert sum(taken) == 1


async def test_a_claim_outlives_the_process(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'state.db'}"
    first = await open_state(url)
    assert await first.claims.take("T1", "Ev1")
    await first.close()
    second = await open_state(url)
    assert not await second.claims.take("T1", "Ev1")
    await second.close()


async def test_an_old_claim_is_purged(state: State, clock: Any) -> None:
    assert await state.claims.take("T1", "Ev1")
    clock.move(timedelta(days=91))
    await state.purge(timedelta(days=90))
    assert await state.claims.take("T1", "Ev1")


async def _opened(folder: Path, clock: Any) -> tuple[State, State]:
    """Two processes on one database."""
    url = f"sqlite+aiosqlite:///{folder / 'two.db'}"
    first, second = await asyncio.gather(open_state(url, clock), open_state(url, clock))
    return first, second


@pytest.fixture
async def two(tmp_path: Path, clock: Any) -> AsyncIterator[tuple[State, State]]:
    opened = await _opened(tmp_path, clock)
    yield opened
    for state in opened:
        await state.close()


async def test_of_two_processes_one_gets_the_question(two: tuple[State, State]) -> None:
    taken = await asyncio.gather(
        *(state.claims.begin("T1", f"Ev{n}", "C1", "1.0", {}) for n in range(5) for state in two)
    )
    assert sum(claim is not None for claim in taken) == 1


async def test_a_question_stays_with_a_process_that_lives(two: tuple[State, State], clock: Any) -> None:
    first, second = two
    assert await first.claims.begin("T1", "Ev1", "C1", "1.0", {})
    for _ in range(5):
        clock.move(LEASE * 0.9)
        await first.claims.beat()
        assert await second.claims.take_over() == ()


async def test_a_question_is_taken_over_once_when_its_owner_is_dead(two: tuple[State, State], clock: Any) -> None:
    """Its answer keeps its id, so that what the dead one posted can be found."""
    first, second = two
    claim = await first.claims.begin("T1", "Ev1", "C1", "1.0", {"made": "up"})
    assert claim
    clock.move(LEASE * 1.1)
    taken = [
        taken for found in await asyncio.gather(*(s.claims.take_over() for s in (second, second))) for taken in found
    ]
    assert [(t.answer_id, t.attempts, t.question) for t in taken] == [(claim.answer_id, 1, {"made": "up"})]


async def test_whoever_was_slow_learns_that_the_question_is_gone(two: tuple[State, State], clock: Any) -> None:
    first, second = two
    claim = await first.claims.begin("T1", "Ev1", "C1", "1.0", {})
    assert claim and await first.claims.hold(claim)
    clock.move(LEASE * 1.1)
    assert await second.claims.take_over()
    assert not await first.claims.hold(claim)


async def test_a_settled_question_is_forgotten_and_never_taken_over(two: tuple[State, State], clock: Any) -> None:
    first, second = two
    claim = await first.claims.begin("T1", "Ev1", "C1", "1.0", {"made": "up"})
    assert claim
    await first.claims.settle(claim)
    clock.move(LEASE * 2)
    assert await second.claims.take_over() == ()
    assert await second.claims.begin("T1", "Ev1", "C1", "1.0", {}) is None


async def test_a_process_that_ends_leaves_its_questions_at_once(two: tuple[State, State], clock: Any) -> None:
    first, second = two
    await first.claims.begin("T1", "Ev1", "C1", "1.0", {})
    await first.claims.let_go()
    clock.move(timedelta(seconds=1))
    assert len(await second.claims.take_over()) == 1


async def test_a_question_that_was_put_off_comes_up_when_it_is_due(two: tuple[State, State], clock: Any) -> None:
    first, second = two
    claim = await first.claims.begin("T1", "Ev1", "C1", "1.0", {})
    assert claim
    await first.claims.put_off(claim, timedelta(seconds=40))
    clock.move(timedelta(seconds=39))
    await first.claims.beat()
    assert await second.claims.take_over() == ()
    clock.move(timedelta(seconds=2))
    assert len(await first.claims.take_over()) == 1


async def test_a_message_waits_in_the_outbox_until_it_is_posted(state: State) -> None:
    claim = await state.claims.begin("T1", "Ev1", "C1", "1.0", {})
    assert claim
    message = Rendered("hei", ({"type": "divider"},), further=(Rendered("og mer", ()),))
    await state.outbox.write(claim, message)
    assert await state.outbox.waiting(claim) == message
    await state.outbox.clear(claim)
    assert await state.outbox.waiting(claim) is None


async def test_a_watermark_never_goes_back(state: State, tmp_path: Path) -> None:
    """It is written by and by, and the first of a channel at once."""
    for ts in ("5.0", "30.0", "7.0"):
        await state.watermarks.heard(Watermark("T1", "D1", True, ts))
    assert (await state.watermarks.newest(5))["D1"].ts == "5.0"
    await state.watermarks.write()
    await state.watermarks.heard(Watermark("T1", "D1", True, "6.0"))
    await state.watermarks.write()
    assert (await state.watermarks.newest(5))["D1"] == Watermark("T1", "D1", True, "30.0")
