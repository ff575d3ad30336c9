"""Questions, answers and verdicts are kept, found and purged. All of them are made up."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import create_async_engine

from bot.state.records import Asked, Exchange
from bot.state.store import State
from bot.state.tables import AnswerRow, UtcTime
from knowledge.models import Outcome


async def _remember(state: State, made_up: Any, answer_id: str, question: str = "hva?", **place: str) -> None:
    where = {"team_id": "T1", "channel": "C1", "root": "1.0", "user_id": "U1", **place}
    await state.log.remember(Asked(answer_id=answer_id, question=question, answer=made_up.answer(), **where))


async def test_an_answer_comes_back_as_it_was(state: State, made_up: Any) -> None:
    answer = made_up.answer(courses=(made_up.shown_course(),), contacts=(made_up.shown_contact(),), options=("a?",))
    await state.log.remember(Asked("a1", "T1", "C1", "1.0", "U1", "hva?", answer))
    kept = await state.log.answer("T1", "a1")
    assert kept is not None
    assert (kept.question, kept.answer) == ("hva?", answer)


async def test_an_answer_belongs_to_its_workspace(state: State, made_up: Any) -> None:
    await _remember(state, made_up, "a1")
    assert await state.log.answer("T2", "a1") is None


async def test_an_answer_stored_in_an_unknown_form_is_gone(state: State, made_up: Any, tmp_path: Any) -> None:
    await _remember(state, made_up, "a1")
    engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path / 'state.db'}")
    async with engine.begin() as connection:
        await connection.execute(update(AnswerRow).values(content={"form": "unknown"}))
    await engine.dispose()
    assert await state.log.answer("T1", "a1") is None


async def test_a_thread_gives_its_latest_turns_oldest_first(state: State, made_up: Any) -> None:
    for n in range(4):
        await _remember(state, made_up, f"a{n}", f"spørsmål {n}")
    await _remember(state, made_up, "other", root="2.0")
    past = await state.log.thread("T1", "C1", "1.0", most=2)
    assert past == (Exchange("spørsmål 2", "Et oppdiktet svar. [1]"), Exchange("spørsmål 3", "Et oppdiktet svar. [1]"))
    assert [turn.role for turn in past[0].turns()] == ["user", "assistant"]


async def test_recent_turns_span_threads_but_not_half_an_hour(state: State, made_up: Any, clock: Any) -> None:
    await _remember(state, made_up, "a1", "gammelt", root="1.0")
    clock.move(timedelta(minutes=31))
    await _remember(state, made_up, "a2", "nytt", root="2.0")
    await _remember(state, made_up, "a3", "annen kanal", channel="C2")
    past = await state.log.recent("T1", "C1", timedelta(minutes=30), most=3)
    assert [exchange.question for exchange in past] == ["nytt"]


async def test_a_failure_is_no_history(state: State, made_up: Any) -> None:
    failed = made_up.answer("Noe gikk galt.", outcome=Outcome.FAILED)
    await state.log.remember(Asked("a1", "T1", "C1", "1.0", "U1", "hva?", failed))
    assert await state.log.thread("T1", "C1", "1.0", most=3) == ()


async def test_the_askers_of_a_thread_are_known(state: State, made_up: Any) -> None:
    await _remember(state, made_up, "a1", user_id="U1")
    await _remember(state, made_up, "a2", user_id="U2")
    assert await state.log.askers("T1", "C1", "1.0") == {"U1", "U2"}
    assert await state.log.askers("T1", "C1", "9.9") == frozenset()


async def test_the_language_is_that_of_the_latest_answer(state: State, made_up: Any) -> None:
    assert await state.log.language("T1", "U1") is None
    for answer_id, language in (("a1", "en"), ("a2", "nn")):
        answer = made_up.answer(language=language)
        await state.log.remember(Asked(answer_id, "T1", "C1", "1.0", "U1", "hva?", answer))
    assert await state.log.language("T1", "U1") == "nn"


async def test_a_new_verdict_replaces_the_old(state: State, made_up: Any) -> None:
    await _remember(state, made_up, "a1")
    assert await state.verdicts.give("T1", "a1", "U1", "helpful")
    assert await state.verdicts.give("T1", "a1", "U2", "helpful")
    assert await state.verdicts.give("T1", "a1", "U1", "unhelpful")
    assert await state.verdicts.of("T1", "a1") == {"U1": "unhelpful", "U2": "helpful"}


async def test_a_verdict_needs_an_answer_of_the_same_workspace(state: State, made_up: Any) -> None:
    await _remember(state, made_up, "a1")
    assert not await state.verdicts.give("T2", "a1", "U1", "helpful")
    assert not await state.verdicts.give("T1", "never", "U1", "helpful")


async def test_purging_removes_everything_old_and_nothing_new(state: State, made_up: Any, clock: Any) -> None:
    await _remember(state, made_up, "old", root="1.0")
    await state.verdicts.give("T1", "old", "U1", "helpful")
    clock.move(timedelta(days=91))
    await _remember(state, made_up, "new", root="2.0")
    assert await state.purge(timedelta(days=90)) == 1
    assert await state.log.answer("T1", "old") is None
    assert await state.verdicts.of("T1", "old") == {}
    assert await state.log.answer("T1", "new") is not None
    assert await state.log.thread("T1", "C1", "1.0", most=3) == ()


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        UtcTime().process_bind_param(datetime(2030, 1, 1), None)  # type: ignore[arg-type]  # noqa: DTZ001  the point


def test_a_time_comes_back_in_utc() -> None:
    stored = UtcTime().process_bind_param(datetime(2030, 1, 1, 12, tzinfo=UTC), None)  # type: ignore[arg-type]  # unused
    assert UtcTime().process_result_value(stored, None) == datetime(2030, 1, 1, 12, tzinfo=UTC)  # type: ignore[arg-type]  # unused
