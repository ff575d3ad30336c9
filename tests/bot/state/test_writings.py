"""What language models' parts in answers came to is counted and kept without anybody's words. All made up."""

import json
from datetime import timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.state.records import Asked, Tally
from bot.state.store import State
from knowledge.models import Written


async def _remember(state: State, made_up: Any, answer_id: str, written: Written | None, team: str = "T1") -> None:
    answer = made_up.answer(written=written)
    await state.log.remember(Asked(answer_id, team, "C1", "1.0", "U1", "hva?", answer))


async def test_answers_are_counted_by_what_became_of_them(state: State, made_up: Any, clock: Any) -> None:
    await _remember(state, made_up, "old", Written("a:b", kept=9))
    clock.move(timedelta(days=2))
    whole = Written("a:b", kept=3, repaired=1, dropped=(("name: X",),), tokens_in=10, tokens_out=2, cost=0.5)
    await _remember(state, made_up, "a1", whole)
    await _remember(state, made_up, "a2", Written("a:c", kept=1, failure="slow", tokens_in=5, cost=0.25))
    await _remember(state, made_up, "a3", Written("a:b", failure="unreachable"))
    await _remember(state, made_up, "a4", None)
    await _remember(state, made_up, "a5", whole, team="T2")
    assert await state.writings.tally("T1", timedelta(days=1)) == Tally(
        answers=4,
        written=2,
        cut={"slow": 1},
        fallen_back={"unreachable": 1},
        kept=4,
        repaired=1,
        dropped=1,
        tokens_in=15,
        tokens_out=2,
        cost=0.75,
        models=("a:b", "a:c"),
    )
    assert (await state.writings.tally("T1", timedelta(days=7))).kept == 13


async def test_a_workspace_without_answers_has_a_tally_of_nothing(state: State) -> None:
    assert await state.writings.tally("T1", timedelta(days=7)) == Tally()


async def test_nothing_of_a_dropped_sentence_is_kept(state: State, made_up: Any, tmp_path: Any) -> None:
    dropped = (("number: 20 milliarder", "negation"), ("Kari Oppdiktet sa det",))
    await _remember(state, made_up, "a1", Written("a:b", kept=1, dropped=dropped))
    kept = await state.log.answer("T1", "a1")
    assert kept and kept.answer.written
    assert kept.answer.written.dropped == (("number", "negation"), ("other",))
    engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path / 'state.db'}")
    async with engine.connect() as connection:
        rows = [row for table in ("answers", "turns", "writings") for row in await connection.execute(_all_of(table))]
    await engine.dispose()
    stored = json.dumps([list(map(str, row)) for row in rows], ensure_ascii=False)
    assert "milliarder" not in stored and "Kari" not in stored


def _all_of(table: str) -> Any:
    return text(f"SELECT * FROM {table}")


async def test_counts_are_purged_with_their_answers(state: State, made_up: Any, clock: Any) -> None:
    await _remember(state, made_up, "a1", Written("a:b", kept=1))
    clock.move(timedelta(days=91))
    await state.purge(timedelta(days=90))
    assert await state.writings.tally("T1", timedelta(days=900)) == Tally()


async def test_a_persons_latest_answer_is_found_and_nobody_elses(state: State, made_up: Any) -> None:
    await _remember(state, made_up, "a1", None)
    await _remember(state, made_up, "a2", Written("a:b"))
    latest = await state.log.latest("T1", "U1")
    assert latest and latest.answer.written == Written("a:b")
    assert await state.log.latest("T1", "U2") is None
    assert await state.log.latest("T2", "U1") is None
