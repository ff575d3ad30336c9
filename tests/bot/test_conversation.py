"""A question is answered once, whatever breaks around it. Questions and answers are made up."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.conversation import Conversation
from bot.hearing import Heard
from bot.inquiry import PATIENCE
from bot.ledger import CLAIM_WAIT, MOST_ATTEMPTS
from bot.outgoing import Undelivered
from bot.progress import Progress
from bot.recovery import Pace
from bot.rendering.blocks import Rendered
from bot.state.claims import Claim
from bot.state.store import State, open_state
from bot.wording import words
from knowledge.models import Outcome, Stage


@dataclass
class FakeVoice:
    """Keeps what is said; cannot speak while ``mute``."""

    said: list[Rendered] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    sessions: list[str] = field(default_factory=list)
    mute: bool = False
    can_look: bool = True
    stands: dict[str, str] = field(default_factory=dict)

    def address(self) -> dict[str, str | None]:
        """Nowhere."""
        return {"kind": "whisper", "response_url": "https://example.org/hook", "thread_ts": None}

    async def find(self, answer_id: str, part: int = 1) -> str | None:
        """What stands there."""
        return self.stands.get(answer_id)

    async def going_on(self) -> "FakeVoice":
        """Nothing was cut short."""
        return self

    async def say_further(self, message: Rendered, answer_id: str | None, *, looking: bool = False) -> None:
        """There is nothing further."""

    async def say(self, message: Rendered, answer_id: str | None = None) -> str | None:
        """Keep a message, or fail to deliver it."""
        if self.mute:
            raise Undelivered("made up")
        self.said.append(message)
        return f"{len(self.said)}.0"

    def stream(self) -> None:
        """There is none."""

    async def status(self, text: str) -> None:
        """Keep a status."""
        self.statuses.append(text)

    async def session(self, status: str) -> None:
        """Keep a session's status."""
        self.sessions.append(status)


@pytest.fixture
def voice() -> FakeVoice:
    return FakeVoice()


@pytest.fixture
def conversation(knowledge: Any, state: State, made_up: Any) -> Conversation:
    return Conversation(knowledge, state, today=lambda: made_up.today, language="nb")


def _heard(ts: str = "1.0", question: str = "hva?", **more: Any) -> Heard:
    made: dict[str, Any] = {"team_id": "T1", "key": f"Ev{ts}", "user_id": "U1", "channel": "D1", "root": ts, "ts": ts}
    return Heard(**{**made, "text": question, **more})


async def test_a_question_is_answered_once(conversation: Conversation, voice: FakeVoice) -> None:
    for _ in range(2):
        await conversation.reply(_heard(), voice)
    assert len(voice.said) == 1


async def test_what_is_answered_is_remembered(conversation: Conversation, voice: FakeVoice, state: State) -> None:
    await conversation.reply(_heard(), voice)
    (past,) = await state.log.thread("T1", "D1", "1.0", most=5)
    assert past.question == "hva?"


async def test_a_failure_that_knowledge_reports_gets_a_reference_too(
    conversation: Conversation, voice: FakeVoice, knowledge: Any, made_up: Any, caplog: pytest.LogCaptureFixture
) -> None:
    knowledge.reply = made_up.answer("Noe er i ustand.", outcome=Outcome.FAILED, citations=())
    await conversation.reply(_heard(), voice)
    note = voice.said[0].blocks[1]["elements"][0]["text"]
    assert note.removeprefix("Referanse: ") in caplog.text


async def test_an_answer_is_given_even_if_it_cannot_be_remembered(
    conversation: Conversation, voice: FakeVoice, tmp_path: Any
) -> None:
    await _execute(tmp_path, "DROP TABLE answers")
    await conversation.reply(_heard(), voice)
    assert "Oppdiktet svar" in voice.said[0].text


async def test_a_broken_memory_is_said_and_not_silent(
    conversation: Conversation, voice: FakeVoice, tmp_path: Any
) -> None:
    await _execute(tmp_path, "DROP TABLE claims")
    await conversation.reply(_heard(), voice)
    assert "referanse" in voice.said[0].text


async def _execute(folder: Any, statement: str) -> None:
    engine = create_async_engine(f"sqlite+aiosqlite:///{folder / 'state.db'}")
    async with engine.begin() as connection:
        await connection.execute(text(statement))
    await engine.dispose()


async def test_an_undelivered_answer_clears_its_status(conversation: Conversation, voice: FakeVoice) -> None:
    voice.mute = True
    await conversation.reply(_heard(), voice)
    assert voice.statuses[-1] == ""


async def test_one_persons_questions_are_answered_in_order(
    conversation: Conversation, voice: FakeVoice, knowledge: Any
) -> None:
    questions = [_heard(f"{n}.0", f"nummer {n}", bare=True) for n in range(5)]
    await asyncio.gather(*(conversation.reply(heard, voice) for heard in questions))
    assert [question.text for question in knowledge.asked] == [f"nummer {n}" for n in range(5)]
    assert [len(question.history) for question in knowledge.asked] == [0, 2, 4, 6, 6]


async def test_a_file_without_words_is_explained(conversation: Conversation, voice: FakeVoice) -> None:
    await conversation.reply(_heard(question="", has_files=True), voice)
    assert "Jeg kan ikke lese filer" in voice.said[0].text


async def test_stages_that_passed_meanwhile_are_skipped() -> None:
    """While one status is on its way, only the newest of those that follow is kept."""
    sending, sent = asyncio.Event(), asyncio.Event()
    shown: list[str] = []

    class SlowVoice(FakeVoice):
        async def status(self, text: str) -> None:
            shown.append(text)
            sending.set()
            await sent.wait()

    progress = Progress(SlowVoice(), words("nb"))
    progress.begin()
    await sending.wait()
    for name in ("retrieve", "judge", "compose"):
        progress.show(Stage(name))
    sending.clear()
    sent.set()
    await sending.wait()
    await progress.end()
    assert shown == ["leser spørsmålet …", "skriver svaret …"]


async def test_no_status_follows_the_end_of_the_work() -> None:
    voice = FakeVoice()
    progress = Progress(voice, words("nb"))
    progress.begin()
    await progress.end()
    count = len(voice.statuses)
    progress.show(Stage("verify"))
    await asyncio.gather(*(asyncio.sleep(0) for _ in range(3)))
    assert len(voice.statuses) == count


async def test_whoever_gets_nothing_for_too_long_is_told_so_with_a_reference(
    knowledge: Any, state: State, made_up: Any, voice: FakeVoice, caplog: pytest.LogCaptureFixture
) -> None:
    """Even when what makes the answer hangs for ever."""
    knowledge.gate = asyncio.Event()
    impatient = Conversation(knowledge, state, today=lambda: made_up.today, language="nb", patience=0.01)
    await impatient.reply(_heard(), voice)
    reference = voice.said[0].text.split("referanse ")[1][:6]
    assert f"reference {reference}" in caplog.text


async def test_patience_is_less_than_the_thirty_seconds_that_are_promised() -> None:
    """And so is the time until somebody goes on with a dead process's question."""
    assert PATIENCE + CLAIM_WAIT <= 30
    assert Pace().lease.total_seconds() + Pace().beat < 20


async def test_a_broken_memory_is_said_once_though_one_mention_is_two_events(
    conversation: Conversation, voice: FakeVoice, tmp_path: Any
) -> None:
    await _execute(tmp_path, "DROP TABLE claims")
    for key in ("Ev1", "Ev2", "Ev1"):
        await conversation.reply(_heard(key=key), voice)
    assert len(voice.said) == 1


async def test_an_answer_is_given_without_an_outbox(
    conversation: Conversation, voice: FakeVoice, tmp_path: Any
) -> None:
    await _execute(tmp_path, "DROP TABLE outbox")
    await conversation.reply(_heard(), voice)
    assert ["Oppdiktet svar" in message.text for message in voice.said] == [True]


async def _left(state: State, clock: Any) -> Claim:
    """The question that was left unfinished, taken over."""
    clock.move(timedelta(minutes=1))
    (claim,) = await state.claims.take_over()
    return claim


async def test_what_could_not_be_delivered_is_posted_later_as_it_was_written(
    conversation: Conversation, voice: FakeVoice, state: State, clock: Any, knowledge: Any
) -> None:
    voice.mute = True
    await conversation.reply(_heard(), voice)
    voice.mute = False
    await conversation.resume(await _left(state, clock), _heard(), voice)
    assert ["Oppdiktet svar" in message.text for message in voice.said] == [True]
    assert len(knowledge.asked) == 1
    clock.move(timedelta(hours=1))
    assert await state.claims.take_over() == ()


async def test_what_stands_there_already_is_not_said_again(
    conversation: Conversation, voice: FakeVoice, state: State, clock: Any
) -> None:
    voice.mute = True
    await conversation.reply(_heard(), voice)
    claim = await _left(state, clock)
    voice.mute, voice.stands = False, {claim.answer_id: "9.0"}
    await conversation.resume(claim, _heard(), voice)
    assert voice.said == []


async def test_a_question_whose_process_died_before_it_had_an_answer_is_answered(
    conversation: Conversation, voice: FakeVoice, state: State, clock: Any
) -> None:
    assert await state.claims.begin("T1", "Ev1.0", "D1", "1.0", {})
    await conversation.resume(await _left(state, clock), _heard(), voice)
    assert len(voice.said) == 1


async def test_a_whisper_that_may_have_been_heard_is_not_repeated(
    conversation: Conversation, voice: FakeVoice, state: State, clock: Any
) -> None:
    """Nobody can look for it, and twice is worse than asking again."""
    voice.mute, voice.can_look = True, False
    await conversation.reply(_heard(), voice)
    voice.mute = False
    await conversation.resume(await _left(state, clock), _heard(), voice)
    assert voice.said == []


async def test_a_question_is_given_up_after_some_attempts(
    conversation: Conversation, voice: FakeVoice, state: State, clock: Any
) -> None:
    voice.mute = True
    await conversation.reply(_heard(), voice)
    for _ in range(MOST_ATTEMPTS - 1):
        clock.move(timedelta(hours=1))
        (claim,) = await state.claims.take_over()
        await conversation.resume(claim, _heard(), voice)
    clock.move(timedelta(hours=1))
    assert await state.claims.take_over() == ()


async def test_a_question_of_another_process_is_left_to_it(
    conversation: Conversation, voice: FakeVoice, state: State, tmp_path: Any, clock: Any, knowledge: Any
) -> None:
    """It was taken over while its first owner was busy; the first owner posts nothing then."""
    other = await open_state(f"sqlite+aiosqlite:///{tmp_path / 'state.db'}", clock)
    knowledge.gate = asyncio.Event()
    answering = asyncio.create_task(conversation.reply(_heard(), voice))
    await knowledge.reached.wait()
    clock.move(timedelta(minutes=1))
    assert await other.claims.take_over()
    knowledge.gate.set()
    await answering
    assert voice.said == []
    await other.close()
