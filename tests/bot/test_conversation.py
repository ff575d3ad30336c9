"""A question is answered once, whatever breaks around it. Questions and answers are made up."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.conversation import Conversation
from bot.hearing import Heard
from bot.outgoing import Undelivered
from bot.progress import Progress
from bot.rendering.blocks import Rendered
from bot.state.store import State
from bot.wording import words
from knowledge.models import Outcome, Stage


@dataclass
class FakeVoice:
    """Keeps what is said; cannot speak while ``mute``."""

    said: list[Rendered] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    sessions: list[str] = field(default_factory=list)
    mute: bool = False

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
    made = {"team_id": "T1", "key": f"Ev{ts}", "user_id": "U1", "channel": "D1", "root": ts, "ts": ts}
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
