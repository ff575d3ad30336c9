"""A claim is taken once."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.state.store import State, open_state


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
