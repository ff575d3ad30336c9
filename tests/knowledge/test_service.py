"""Knowledge as the other rooms see it: asynchronous, cancellable, and following the pointer."""

import asyncio
import threading
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest

from knowledge.errors import IndexMismatch, IndexMissing
from knowledge.generations import Generations
from knowledge.models import Event, Outcome, Question, Stage
from knowledge.service import Knowledge
from knowledge.settings import KnowledgeSettings
from tests.knowledge.made_up import DATED, HashedWords, World, chunk, contact
from tests.knowledge.village import VILLAGE

TODAY = date(2026, 11, 21)
PATIENCE = 30  # seconds until a test that hangs gives up
ASKED = Question("Hva koster PRV1001?")


def settings(data_dir: Path) -> KnowledgeSettings:
    """Settings that read no file."""
    return KnowledgeSettings(_env_file=None, data_dir=data_dir)  # type: ignore[call-arg]  # mypy does not know _env_file


@dataclass
class Gate:
    """Embeddings that stop at a gate until they are let through."""

    name: str = HashedWords.name
    reached: threading.Event = field(default_factory=threading.Event)
    opened: threading.Event = field(default_factory=threading.Event)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Never asked for here."""
        raise NotImplementedError

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """Embed many questions."""
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """Wait at the gate."""
        self.reached.set()
        assert self.opened.wait(PATIENCE)
        return HashedWords().embed_query(text)


@pytest.fixture
def village(tmp_path: Path) -> Knowledge:
    """Knowledge over a data directory with the made-up village."""
    VILLAGE.publish(tmp_path)
    return Knowledge(settings(tmp_path), embeddings=HashedWords())


def stage_of(event: Event) -> str:
    """The stage that is told; without a language model nothing else is."""
    assert isinstance(event, Stage)
    return event.name


async def reached(gate: Gate) -> None:
    """Until the answering thread stands at the gate."""
    assert await asyncio.to_thread(gate.reached.wait, PATIENCE)


def test_without_an_index_there_is_advice(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="brobygger ingest"):
        Knowledge(settings(tmp_path), embeddings=HashedWords())


def test_an_index_of_another_model_is_refused(tmp_path: Path) -> None:
    """Before the model is loaded."""
    VILLAGE.publish(tmp_path)
    with pytest.raises(IndexMismatch, match="EMBEDDING_MODEL"):
        Knowledge(settings(tmp_path))


async def test_an_answer_is_grounded(village: Knowledge) -> None:
    """The price comes from the row, with its citation and the row shown."""
    answer = await village.answer(ASKED, today=TODAY)
    assert answer.outcome is Outcome.ANSWERED
    assert "4\u00a0500 kr" in answer.text
    assert [(c.n, c.source_id) for c in answer.citations] == [(1, "k1")]
    assert [shown.course.id for shown in answer.courses] == ["k1"]


@pytest.mark.parametrize("asynchronous", [True, False])
async def test_stages_are_heard_in_order(village: Knowledge, asynchronous: bool) -> None:
    """By a plain function or a coroutine, and all of them before the answer."""
    heard: list[str] = []

    async def later(event: Event) -> None:
        await asyncio.sleep(0)
        heard.append(stage_of(event))

    def at_once(event: Event) -> None:
        heard.append(stage_of(event))

    await village.answer(ASKED, today=TODAY, on_event=later if asynchronous else at_once)
    assert heard == ["understand", "retrieve", "judge", "compose", "verify"]


async def test_small_talk_needs_no_search(village: Knowledge) -> None:
    heard: list[str] = []
    answer = await village.answer(Question("Hei!"), today=TODAY, on_event=lambda event: heard.append(stage_of(event)))
    assert heard == ["understand"]
    assert (answer.outcome, answer.citations) == (Outcome.ANSWERED, ())


async def test_the_event_loop_goes_on_while_an_answer_is_made(tmp_path: Path) -> None:
    """The work is in a thread: another coroutine opens the gate that the answer waits at."""
    VILLAGE.publish(tmp_path)
    gate = Gate()
    knowledge = Knowledge(settings(tmp_path), embeddings=gate)
    answering = asyncio.create_task(knowledge.answer(ASKED, today=TODAY))
    await reached(gate)
    assert not answering.done()
    gate.opened.set()
    assert (await answering).outcome is Outcome.ANSWERED


async def test_a_cancelled_answer_leaves_nothing_broken(tmp_path: Path) -> None:
    """The next question is answered as if nothing had been."""
    VILLAGE.publish(tmp_path)
    gate = Gate()
    knowledge = Knowledge(settings(tmp_path), embeddings=gate)
    heard: list[str] = []
    answering = asyncio.create_task(
        knowledge.answer(ASKED, today=TODAY, on_event=lambda event: heard.append(stage_of(event)))
    )
    await reached(gate)
    answering.cancel()
    with pytest.raises(asyncio.CancelledError):
        await answering
    gate.opened.set()
    answer = await knowledge.answer(ASKED, today=TODAY)
    assert answer.outcome is Outcome.ANSWERED


async def test_many_questions_at_once_are_answered_each_for_itself(village: Knowledge) -> None:
    """Threads share one open index; no answer gets another's words."""
    asked = ["Hva koster PRV1001?", "Er PRV1002 gratis?", "Hva er EMOT?", "Gjelder avtalen fortsatt?"] * 6
    together = await asyncio.gather(*(village.answer(Question(text), today=TODAY) for text in asked))
    alone = [village.answer_now(Question(text), today=TODAY) for text in asked]
    assert together == alone


async def test_a_new_generation_is_answered_from_without_a_restart(tmp_path: Path) -> None:
    """And a rollback too."""
    VILLAGE.publish(tmp_path, "g1")
    knowledge = Knowledge(settings(tmp_path), embeddings=HashedWords())
    dearer = replace(VILLAGE.courses[0], offerings=(replace(VILLAGE.courses[0].offerings[0], price_nok=9999),))
    replace(VILLAGE, courses=(dearer, *VILLAGE.courses[1:])).publish(tmp_path, "g2")
    assert "9\u00a0999 kr" in (await knowledge.answer(ASKED, today=TODAY)).text
    assert knowledge.info().generation == "g2"
    Generations(tmp_path).publish("g1")
    assert "4\u00a0500 kr" in (await knowledge.answer(ASKED, today=TODAY)).text


async def test_a_pointer_to_nothing_is_logged_and_the_old_index_goes_on_answering(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Once, however many ask; when it is mended, the new one answers."""
    VILLAGE.publish(tmp_path, "g1")
    knowledge = Knowledge(settings(tmp_path), embeddings=HashedWords())
    pointer = tmp_path / "index" / "current"
    pointer.write_text("borte\n", encoding="utf-8")
    for _ in range(2):
        assert (await knowledge.answer(ASKED, today=TODAY)).outcome is Outcome.ANSWERED
    assert [record.message for record in caplog.records if "borte" in record.message][1:] == []
    VILLAGE.publish(tmp_path, "g2")
    assert (await knowledge.answer(ASKED, today=TODAY)).outcome is Outcome.ANSWERED
    assert knowledge.info().generation == "g2"


@pytest.mark.parametrize(("wrong", "told"), [("another", "another"), ("", "cannot be read")])
async def test_a_generation_that_does_not_open_is_logged_and_not_used(
    wrong: str, told: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """One of another model is not mixed in, a damaged one is left alone: the one before goes on answering."""
    VILLAGE.publish(tmp_path, "g1")
    knowledge = Knowledge(settings(tmp_path), embeddings=HashedWords())
    manifest = VILLAGE.publish(tmp_path, "g2") / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace(HashedWords.name, wrong) if wrong else "", encoding="utf-8")
    assert (await knowledge.answer(ASKED, today=TODAY)).outcome is Outcome.ANSWERED
    assert knowledge.info().generation == "g1"
    assert [told in record.message for record in caplog.records if "still answering" in record.message] == [True]


async def test_who_asks_while_a_new_generation_is_opened_is_answered_from_the_old_one(tmp_path: Path) -> None:
    """Nobody waits for it."""
    VILLAGE.publish(tmp_path, "g1")
    knowledge = Knowledge(settings(tmp_path), embeddings=HashedWords())
    VILLAGE.publish(tmp_path, "g2")
    with knowledge._reopening:  # another question is opening it
        assert knowledge.info().generation == "g1"
        assert (await knowledge.answer(ASKED, today=TODAY)).outcome is Outcome.ANSWERED
    assert knowledge.info().generation == "g2"


async def test_what_was_written_later_is_not_told(tmp_path: Path) -> None:
    """Asked about an earlier day: neither facts nor records from after it."""
    later = replace(DATED, date="2025-01-01")
    World(
        facts=(*VILLAGE.facts, chunk("NYTT", "Trompetlaget spiller trompet i Eksempelby.", provenance=later)),
        courses=tuple(replace(c, provenance=later) for c in VILLAGE.courses),
        contacts=(*VILLAGE.contacts, contact("c9", "Trompetlagets kontor", provenance=later, topics=("trompet",))),
    ).publish(tmp_path)
    knowledge = Knowledge(settings(tmp_path), embeddings=HashedWords())
    for text in (
        "Hva koster PRV1001?",
        "Hvem spiller trompet i Trompetlaget?",
        "Hvem kontakter vi om trompet?",
        "Hvilke EVU-kurs finnes?",
    ):
        answer = await knowledge.answer(Question(text), today=date(2024, 6, 1))
        assert [c.source_id for c in answer.citations if (c.provenance.date or "") > "2024-06-01"] == []
        assert answer.courses == ()
        assert "Trompetlagets kontor" not in answer.text


def test_the_signals_of_a_question_can_be_weighed(village: Knowledge) -> None:
    """None where no search decides."""
    assert village.weigh_now(Question("Hei!")) is None
    evidence = village.weigh_now(Question("Hvor mange ansatte har Prøvehuset?"))
    assert evidence is not None
    assert evidence.cosine > 0
