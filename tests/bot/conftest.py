"""Made-up answers, courses, contacts and people: none of them exists, and their texts say so."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.state.store import State, open_state
from knowledge.models import (
    Answer,
    Citation,
    CitationKind,
    Contact,
    Course,
    Event,
    IndexInfo,
    Offering,
    Outcome,
    Provenance,
    Question,
    ShownContact,
    ShownOffering,
    SourceInfo,
    Stage,
    VerifiedSentence,
    Written,
)

TODAY = date(2030, 5, 17)


def _provenance(**changes: object) -> Provenance:
    made = Provenance("Oppdiktet utgiver", url="https://example.org/side", date="2029-11-20")
    return replace(made, **changes)  # type: ignore[arg-type]  # any field may change


@dataclass(frozen=True)
class MadeUp:
    """Builders of made-up things; each takes what differs."""

    today: date = TODAY

    def citation(self, n: int = 1, **changes: object) -> Citation:
        """A citation of our words about a page."""
        made = Citation(
            n=n,
            kind=CitationKind.SUMMARY,
            source_id=f"TEST-{n:02}",
            title="Oppdiktet faktaark",
            section="Om ingenting",
            quote="Dette sitatet er diktet opp for en test.",
            provenance=_provenance(),
            language="nb",
        )
        return replace(made, **changes)  # type: ignore[arg-type]  # any field may change

    def provenance(self, **changes: object) -> Provenance:
        """Where something made up comes from."""
        return _provenance(**changes)

    def course(self, title: str = "Oppdiktet kurs", **changes: object) -> Course:
        """A course with credits and little else."""
        made = Course(
            id="test",
            code="TST1001",
            title=title,
            title_en=None,
            kind="emne",
            is_evu=True,
            topics=("test",),
            provenance=_provenance(date="2029-10"),
            confidence="test",
            credits=7.5,
        )
        return replace(made, **changes)  # type: ignore[arg-type]  # any field may change

    def shown_course(self, title: str = "Oppdiktet kurs", n: int = 1, **offering: object) -> ShownOffering:
        """A course with the offering's fields."""
        return ShownOffering(self.course(title), Offering(**offering), n)  # type: ignore[arg-type]  # fields of it

    def shown_contact(self, value: str = "post@example.org", n: int = 1, note: str | None = None) -> ShownContact:
        """A contact with the given address."""
        contact = Contact(
            "test", "Oppdiktet funksjon", "Oppdiktet etat", "e-post", value, (), _provenance(), "test", note=note
        )
        return ShownContact(contact, n)

    def answer(self, text: str = "Et oppdiktet svar. [1]", **changes: object) -> Answer:
        """An answer with one citation."""
        made = Answer(Outcome.ANSWERED, "nb", text, citations=(self.citation(),))
        return replace(made, **changes)  # type: ignore[arg-type]  # any field may change

    def info(self) -> IndexInfo:
        """A small index."""
        source = SourceInfo("test", "Oppdiktet faktaark", "Oppdiktet utgiver", "nb", 3, "2029-11-20")
        return IndexInfo("g1", "2030-05-01T06:00:00+00:00", "test", 3, 1200, 7, "2029-11-20", (source,))


@dataclass
class FakeKnowledge:
    """Answers every question alike, remembers what it was asked, and fails or waits on demand."""

    made_up: MadeUp
    reply: Answer | None = None
    failure: Exception | None = None
    asked: list[Question] = field(default_factory=list)
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    gate: asyncio.Event | None = None

    async def answer(
        self, question: Question, *, today: date, on_event: Callable[[Event], Awaitable[None] | None] | None = None
    ) -> Answer:
        """Remember the question, tell one stage, answer or fail."""
        self.asked.append(question)
        if on_event:
            on_event(Stage("retrieve"))
        self.reached.set()
        if self.gate:
            await self.gate.wait()
        if self.failure:
            raise self.failure
        return self.reply or self.made_up.answer(f"Oppdiktet svar på «{question.text}». [1]")

    def info(self) -> IndexInfo:
        """A small index."""
        return self.made_up.info()


@dataclass
class FakeWriter(FakeKnowledge):
    """Tells one proven sentence for each cue, then waits for a last cue to end; ``ended`` is set when it is over.

    ``ending`` is what the whole answer says beyond the sentences. It fails after the last cue if told so.
    """

    sentences: tuple[str, ...] = ("Første oppdiktede setning. [1]", "Andre oppdiktede setning. [1]")
    ending: str = ""
    note: str | None = None
    written: Written | None = None
    cues: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def cue(self, times: int = 1) -> None:
        """Let it go on."""
        for _ in range(times):
            self.cues.release()

    async def answer(
        self, question: Question, *, today: date, on_event: Callable[[Event], Awaitable[None] | None] | None = None
    ) -> Answer:
        """Write on cue."""
        self.asked.append(question)
        try:
            for name in ("understand", "retrieve", "judge", "compose", "verify"):
                on_event and on_event(Stage(name))
            self.reached.set()
            for place, sentence in enumerate(self.sentences, 1):
                await self.cues.acquire()
                on_event and on_event(VerifiedSentence(sentence, (self.made_up.citation(),), place))
            await self.cues.acquire()
            if self.failure:
                raise self.failure
            text = " ".join(self.sentences) + self.ending
            return self.reply or self.made_up.answer(text, note=self.note, written=self.written or self.account())
        finally:
            self.ended.set()

    def account(self) -> Written:
        """A made-up account."""
        return Written("test:oppdiktet", kept=2, requests=1, tokens_in=900, tokens_out=80, latency=2.0)


@dataclass
class FakeClock:
    """A clock that moves when it is told to."""

    now: datetime = datetime(2030, 5, 17, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time."""
        return self.now

    def move(self, by: timedelta) -> None:
        """Move the clock forward."""
        self.now += by


@pytest.fixture
def made_up() -> MadeUp:
    return MadeUp()


@pytest.fixture
def knowledge(made_up: MadeUp) -> FakeKnowledge:
    return FakeKnowledge(made_up)


@pytest.fixture
def writer(made_up: MadeUp) -> FakeWriter:
    return FakeWriter(made_up)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def state(tmp_path: Path, clock: FakeClock) -> AsyncIterator[State]:
    opened = await open_state(f"sqlite+aiosqlite:///{tmp_path / 'state.db'}", clock)
    yield opened
    await opened.close()
