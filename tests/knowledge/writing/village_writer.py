"""The made-up village with a model that a server on loopback plays, and a prover that objects to given words."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.claims.claim import Claim, Verdict
from knowledge.models import Answer, Event, Question, VerifiedSentence
from knowledge.service import Knowledge
from knowledge.settings import KnowledgeSettings
from tests.knowledge.made_up import HashedWords
from tests.knowledge.village import VILLAGE
from tests.knowledge.writing.openai_server import KEY, OpenAIServer, Reply, serving

TODAY = date(2026, 11, 21)
ASKED = Question("Hvor mange ansatte har Prøvehuset?")
EXTRACT = "Det åpner klokken ni og har 14 ansatte."
# What the village's house is asked about, said by a model.
GOOD = "Prøvehuset har 14 ansatte [1]."
MORE = "Huset ligger i Eksempelby og åpner klokken ni [1]."
REFUSAL = "NO ANSWER"


@dataclass
class Doubting:
    """A prover that supports all but the sentences with certain words."""

    words: tuple[str, ...] = ()
    claims: list[Claim] = field(default_factory=list)

    def verify(self, claim: Claim, *, today: date) -> Verdict:
        """Object to the words."""
        self.claims.append(claim)
        found = tuple(f"number: {word}" for word in self.words if word in claim.sentence)
        return Verdict(not found, found)


@dataclass
class Rig:
    """Knowledge over the village, the server that plays the model, and what was heard of the answers."""

    knowledge: Knowledge
    server: OpenAIServer
    prover: Doubting
    heard: list[Event] = field(default_factory=list)

    async def ask(self, question: Question = ASKED) -> Answer:
        """One answer."""
        return await self.knowledge.answer(question, today=TODAY, on_event=self.heard.append)

    @property
    def sentences(self) -> list[VerifiedSentence]:
        """The proven sentences that were heard."""
        return [event for event in self.heard if isinstance(event, VerifiedSentence)]


def settings(folder: Path, url: str, **other: Any) -> KnowledgeSettings:
    """Settings that read no file, with the played model."""
    values: dict[str, Any] = {
        "data_dir": folder,
        "llm_model": "openai:made-up",
        "llm_base_url": url,
        "llm_api_key": KEY,
    }
    return KnowledgeSettings(_env_file=None, **(values | other))  # type: ignore[call-arg]  # mypy does not know _env_file


def open_village(folder: Path, url: str, prover: Doubting, **other: Any) -> Knowledge:
    """Knowledge over a data directory with the village, written anew."""
    if not (folder / "index").exists():
        VILLAGE.publish(folder)
    return Knowledge(settings(folder, url, **other), embeddings=HashedWords(), prover=prover)


@asynccontextmanager
async def rig(folder: Path, *script: Reply, doubts: tuple[str, ...] = (), **other: Any) -> AsyncIterator[Rig]:
    """A village whose model follows a script; ``doubts`` are words that the prover objects to."""
    async with serving(list(script)) as server:
        prover = Doubting(doubts)
        yield Rig(open_village(folder, server.url, prover, **other), server, prover)
