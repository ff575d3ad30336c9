"""However a provider fails, one answer comes within its time: the sources' own words, with a note.

Nothing sleeps: what is slow waits for an event that nobody sets.
"""

import asyncio
import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from knowledge.models import Answer, Event, Outcome, Question, Turn, VerifiedSentence, WritingFailure
from tests.knowledge.writing.openai_server import Reply, says
from tests.knowledge.writing.village_writer import (
    ASKED,
    EXTRACT,
    GOOD,
    MORE,
    REFUSAL,
    TODAY,
    Doubting,
    Rig,
    open_village,
    rig,
)

SHORT = 0.4  # seconds for an answer whose model never answers
LONG = 20.0  # seconds for one whose model fails at once: the answer comes long before
GRACE = 2.0  # seconds that a busy machine may add
ABSENT = "Språkmodellen svarte ikke denne gangen, så dette er kildenes egne ord."
UNPROVEN = "Språkmodellens svar kunne ikke brukes, så dette er kildenes egne ord."
CUT = "Svaret kan mangle noe: Språkmodellen ble avbrutt."


async def timed(village: Rig, limit: float) -> Answer:
    """One answer, in time."""
    began = time.monotonic()
    answer = await village.ask()
    assert time.monotonic() - began < limit + GRACE
    return answer


def is_extractive(answer: Answer, note: str, failure: WritingFailure) -> None:
    """The draft as it is without a model, a note, and the kind of failure in the account."""
    assert answer.outcome is Outcome.ANSWERED
    assert EXTRACT in answer.text
    assert answer.note == note
    assert answer.written is not None
    assert (answer.written.failure, answer.written.kept) == (failure, 0)


async def test_down(tmp_path: Path) -> None:
    """Nobody listens at the address: refused twice."""
    knowledge = open_village(tmp_path, "http://127.0.0.1:9/v1", Doubting(), llm_timeout=LONG)
    answer = await knowledge.answer(ASKED, today=TODAY)
    is_extractive(answer, ABSENT, "unreachable")
    assert answer.written is not None
    assert (answer.written.requests, answer.written.tokens_in) == (2, 0)


async def test_slow_before_the_first_byte(tmp_path: Path) -> None:
    async with rig(tmp_path, says(GOOD, first=asyncio.Event()), llm_timeout=SHORT) as village:
        is_extractive(await timed(village, SHORT), ABSENT, "slow")


async def test_slow_in_the_middle(tmp_path: Path) -> None:
    """What was proven before stays the answer, with a note that something may be missing."""
    reply = Reply(parts=[f"{GOOD}\nHuset lig"], middle=asyncio.Event())
    async with rig(tmp_path, reply, llm_timeout=3 * SHORT) as village:
        answer = await timed(village, 3 * SHORT)
    assert answer.text.startswith("Prøvehuset har 14 ansatte. [1]")
    assert "Huset lig" not in answer.text
    assert answer.note == CUT
    assert answer.written is not None
    assert (answer.written.failure, answer.written.kept) == ("slow", 1)


async def test_mending_that_takes_long_keeps_nobody_waiting_for_the_rest(tmp_path: Path) -> None:
    """After half the time that is left the sentence is given up."""
    script = says("Prøvehuset har 99 ansatte [1].", MORE), says(GOOD, first=asyncio.Event())
    async with rig(tmp_path, *script, doubts=("99",), llm_timeout=4 * SHORT) as village:
        answer = await timed(village, 4 * SHORT)
    assert answer.text.startswith("Huset ligger i Eksempelby")
    assert answer.note is None
    assert answer.written is not None
    assert answer.written.dropped_kinds == ("number",)


async def test_what_is_proven_when_the_time_is_up_is_shown(tmp_path: Path) -> None:
    """Also where it waited for a sentence that was still being mended, and the model for ever."""
    first = "Prøvehuset har 99 ansatte [1].\n"
    reply = Reply(parts=[f"{first}{MORE}\n"], middle=asyncio.Event())
    async with rig(tmp_path, reply, says(GOOD), doubts=("99",), llm_concurrency=1, llm_timeout=3 * SHORT) as village:
        answer = await timed(village, 3 * SHORT)
    assert answer.text.startswith("Huset ligger i Eksempelby")
    assert answer.note == CUT


async def test_throttled_for_a_moment(tmp_path: Path) -> None:
    """The provider says when to come again, and that is soon: it is asked once more."""
    script = Reply(status=429, headers={"Retry-After": "0"}), says(GOOD)
    async with rig(tmp_path, *script) as village:
        answer = await timed(village, LONG)
    assert answer.text.startswith("Prøvehuset har 14 ansatte. [1]")
    assert answer.note is None


async def test_throttled_for_long(tmp_path: Path) -> None:
    """Longer than the answer may take: nobody waits, and nobody asks again."""
    async with rig(tmp_path, Reply(status=429, headers={"Retry-After": "60"}), llm_timeout=LONG) as village:
        is_extractive(await timed(village, SHORT), ABSENT, "throttled")
    assert len(village.server.bodies) == 1


async def test_an_error_of_the_server_once(tmp_path: Path) -> None:
    async with rig(tmp_path, Reply(status=500), says(GOOD)) as village:
        answer = await timed(village, LONG)
    assert answer.text.startswith("Prøvehuset har 14 ansatte. [1]")


async def test_an_error_of_the_server_twice(tmp_path: Path) -> None:
    async with rig(tmp_path, Reply(status=500), Reply(status=503), says(GOOD)) as village:
        is_extractive(await timed(village, LONG), ABSENT, "server_error")
    assert len(village.server.bodies) == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404])
async def test_a_request_that_is_not_taken_is_not_made_again(
    status: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The log names the library's error and its status, not its words."""
    async with rig(tmp_path, Reply(status=status)) as village:
        is_extractive(await timed(village, LONG), ABSENT, "denied")
    assert len(village.server.bodies) == 1
    assert re.search(rf"failed: denied \(\w+ {status}\)", caplog.text)


@pytest.mark.parametrize(
    "raw", [b"data: {not json\n\n", b'data: {"choices": "none"}\n\n', b'data: {"choices": [{}]}\n\n']
)
async def test_malformed_events(raw: bytes, tmp_path: Path) -> None:
    """JSON that is none, and JSON that says something else."""
    async with rig(tmp_path, Reply(raw=raw)) as village:
        answer = await timed(village, LONG)
    assert EXTRACT in answer.text
    assert answer.note in (UNPROVEN, ABSENT)
    assert answer.written is not None
    assert answer.written.failure in ("malformed", "empty")


@pytest.mark.parametrize("raw", [b"<html>made up</html>", b"data: [DONE]\n\n", b""])
async def test_a_stream_without_an_answer(raw: bytes, tmp_path: Path) -> None:
    async with rig(tmp_path, Reply(raw=raw)) as village:
        answer = await timed(village, LONG)
    assert EXTRACT in answer.text
    assert answer.written is not None
    assert answer.written.failure in ("malformed", "empty")


async def test_empty(tmp_path: Path) -> None:
    async with rig(tmp_path, Reply(parts=["", " \n", "\n"])) as village:
        is_extractive(await timed(village, LONG), UNPROVEN, "empty")


async def test_endless_lines(tmp_path: Path) -> None:
    """Eight sentences are read, then the request is stopped."""
    counted = Reply(parts=[GOOD, "\nDet er fint der [1]."], endless=True)
    async with rig(tmp_path, counted, llm_timeout=LONG) as village:
        answer = await timed(village, SHORT)
        await village.server.gone.wait()
    assert answer.text.startswith("Prøvehuset har 14 ansatte. [1] Det er fint der. [1]")
    assert answer.text.count("fint der") == 1


async def test_endless_without_a_line(tmp_path: Path) -> None:
    async with rig(tmp_path, Reply(parts=["huset er fint og "], endless=True), llm_timeout=LONG) as village:
        is_extractive(await timed(village, SHORT), UNPROVEN, "endless")
        await village.server.gone.wait()


async def test_endless_thoughts(tmp_path: Path) -> None:
    async with rig(tmp_path, Reply(parts=["<think>", "hm, jeg lurer\n" * 50], endless=True)) as village:
        is_extractive(await timed(village, LONG), UNPROVEN, "endless")


async def test_the_wrong_language(tmp_path: Path) -> None:
    """Even where the prover would let it pass; the model is told which language it should be."""
    english = "The house has 14 employees and it opens at nine in the morning [1]."
    async with rig(tmp_path, says(english), says(english)) as village:
        is_extractive(await timed(village, LONG), UNPROVEN, "language")
    assert "language: it is written in en, not in nb" in village.server.prompts[1]


async def test_refusing_in_the_form(tmp_path: Path) -> None:
    async with rig(tmp_path, says(REFUSAL)) as village:
        is_extractive(await timed(village, LONG), UNPROVEN, "refused")


async def test_refusing_in_prose(tmp_path: Path) -> None:
    async with rig(tmp_path, says("Beklager, det kan jeg ikke svare på.")) as village:
        is_extractive(await timed(village, LONG), UNPROVEN, "malformed")


async def test_citing_what_was_not_given(tmp_path: Path) -> None:
    """Also beside what was."""
    wrong = "Prøvehuset har 14 ansatte [1][17]."
    async with rig(tmp_path, says(wrong), says(wrong)) as village:
        is_extractive(await timed(village, LONG), UNPROVEN, "unproven")
    assert "citation: there is no entry [17]" in village.server.prompts[1]


async def test_citing_nothing(tmp_path: Path) -> None:
    async with rig(tmp_path, says("Prøvehuset har 14 ansatte.", "Det åpner klokken ni.")) as village:
        is_extractive(await timed(village, LONG), UNPROVEN, "malformed")


async def test_cut_in_the_middle_of_a_sentence(tmp_path: Path) -> None:
    """At the provider's limit of tokens."""
    async with rig(tmp_path, says(GOOD, "Huset ligger i Eksem", finish="length")) as village:
        answer = await timed(village, LONG)
    assert answer.text.startswith("Prøvehuset har 14 ansatte. [1]\n")
    assert "Eksem" not in answer.text
    assert answer.note == CUT
    assert answer.written is not None
    assert answer.written.failure == "cut"


async def test_the_connection_closed_in_the_middle(tmp_path: Path) -> None:
    reply = says(GOOD, "Huset ligger i Eksem", close=True)
    async with rig(tmp_path, reply) as village:
        answer = await timed(village, LONG)
    assert "Eksem" not in answer.text.split("\n")[0]
    assert answer.note == (CUT if answer.written and answer.written.kept else ABSENT)


async def test_the_connection_closed_at_once(tmp_path: Path) -> None:
    """Before a line was there: it is asked once more."""
    async with rig(tmp_path, Reply(close=True), says(GOOD)) as village:
        answer = await timed(village, LONG)
    assert answer.text.startswith("Prøvehuset har 14 ansatte. [1]")


@pytest.mark.parametrize("limit", [{"llm_requests_per_day": 1}, {"llm_tokens_per_day": 50}])
async def test_the_budget_is_spent(limit: dict[str, Any], tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The model is not asked again that day, also not by another process; the log says so once."""
    async with rig(tmp_path, says(GOOD), **limit) as village:
        assert (await village.ask()).text.startswith("Prøvehuset har 14 ansatte. [1]")
        is_extractive(await timed(village, LONG), ABSENT, "budget")
        another = open_village(tmp_path, village.server.url, Doubting(), **limit)
        is_extractive(await another.answer(ASKED, today=TODAY), ABSENT, "budget")
        await village.ask()
    told = [record.message for record in caplog.records if "budget of the day is spent" in record.message]
    assert len(told) == 2


async def test_two_at_once_wait_for_each_other(tmp_path: Path) -> None:
    """With room for one request, the second begins when the first is over."""
    goes_on = asyncio.Event()
    script = says(GOOD, first=goes_on), says(MORE)
    async with rig(tmp_path, *script, llm_concurrency=1, llm_timeout=LONG) as village:
        first = asyncio.create_task(village.ask())
        await village.server.arrived.wait()
        second = asyncio.create_task(village.ask())
        await asyncio.sleep(0)
        goes_on.set()
        answers = await asyncio.gather(first, second)
    assert [answer.note for answer in answers] == [None, None]
    assert village.server.most_under_way == 1


async def test_who_waits_too_long_gets_the_sources_words(tmp_path: Path) -> None:
    """The one request that has room goes on for longer than the second asker waits."""
    goes_on = asyncio.Event()
    async with rig(tmp_path, says(GOOD, first=goes_on), llm_concurrency=1, llm_timeout=LONG) as village:
        first = asyncio.create_task(village.ask())
        await village.server.arrived.wait()
        assert village.knowledge._writer is not None
        village.knowledge._writer = replace(village.knowledge._writer, timeout=SHORT)
        is_extractive(await timed(village, SHORT), ABSENT, "busy")
        goes_on.set()
        assert (await first).note is None


async def test_a_cancelled_question_stops_the_request(tmp_path: Path) -> None:
    """And nothing is left broken: the next one is answered."""
    script = says(GOOD, first=asyncio.Event()), says(GOOD)
    async with rig(tmp_path, *script, llm_concurrency=1) as village:
        asking = asyncio.create_task(village.ask())
        await village.server.arrived.wait()
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        await village.server.gone.wait()
        assert (await village.ask()).text.startswith("Prøvehuset har 14 ansatte. [1]")


async def test_a_slow_rewriting_of_a_follow_up_costs_a_part_of_the_time(tmp_path: Path) -> None:
    """Then the rule-based reading is answered."""
    history = (Turn("user", "Hva er Prøvehuset?"), Turn("assistant", "Prøvehuset er et forsamlingshus i Eksempelby."))
    script = says("Hvor mange ansatte har Prøvehuset?", first=asyncio.Event()), says(GOOD)
    async with rig(tmp_path, *script, llm_timeout=4 * SHORT) as village:
        answer = await village.ask(Question("Hvor mange ansatte har det?", history))
    assert answer.text.startswith("Prøvehuset har 14 ansatte. [1]")
    assert answer.written is not None
    assert (answer.written.rewritten, answer.written.failure) == (False, None)
    assert SHORT <= answer.written.latency < 4 * SHORT


@pytest.mark.parametrize("reply", [Reply(raw=b"{not json"), Reply(raw=b'{"choices": []}'), Reply(status=500)])
async def test_a_follow_up_that_cannot_be_rewritten_is_read_by_rule(reply: Reply, tmp_path: Path) -> None:
    """Whatever the provider sends in place of a question."""
    history = (Turn("user", "Hva er Prøvehuset?"), Turn("assistant", "Prøvehuset er et forsamlingshus i Eksempelby."))
    async with rig(tmp_path, reply, says(GOOD)) as village:
        answer = await village.ask(Question("Hvor mange ansatte har det?", history))
    assert answer.text.startswith("Prøvehuset har 14 ansatte. [1]")
    assert answer.note is None
    assert answer.written is not None
    assert not answer.written.rewritten


async def test_a_prover_that_breaks_later_leaves_what_was_shown(tmp_path: Path) -> None:
    reply = Reply(parts=[f"{GOOD}\nHuset", " ligger i Eksempelby [1].\n"], middle=asyncio.Event())
    async with rig(tmp_path, reply) as village:

        def break_afterwards(event: Event) -> None:
            if isinstance(event, VerifiedSentence):
                village.prover.words = None  # type: ignore[assignment]  # breaks it on purpose
                assert reply.middle is not None
                reply.middle.set()

        answer = await village.knowledge.answer(ASKED, today=TODAY, on_event=break_afterwards)
    assert answer.text.startswith("Prøvehuset har 14 ansatte. [1]")
    assert answer.note == CUT


async def test_a_prover_that_breaks_lets_nothing_through(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with rig(tmp_path, says(GOOD)) as village:
        village.prover.words = None  # type: ignore[assignment]  # breaks it on purpose
        is_extractive(await timed(village, LONG), UNPROVEN, "unproven")
    assert "writing an answer failed" in caplog.text


async def test_neither_prompt_nor_answer_is_logged_in_clear(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The line of the account has numbers and kinds."""
    caplog.set_level("INFO")
    wrong = "Prøvehuset har 99 ansatte [1]."
    async with rig(tmp_path, says(wrong, MORE), says(wrong), doubts=("99",)) as village:
        await village.ask()
    own = [record.message for record in caplog.records if record.name.startswith("knowledge")]
    assert any("kept 1, repaired 0, dropped 1 (number 1)" in message for message in own)
    assert not [message for message in own if "ansatte" in message or "99" in message]


async def test_texts_are_logged_where_that_is_asked_for(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    async with rig(tmp_path, says(GOOD), llm_log_text=True) as village:
        await village.ask()
    own = [record.message for record in caplog.records if record.name.startswith("knowledge")]
    assert any(ASKED.text in message for message in own)
    assert any("14 ansatte [1]" in message for message in own)
