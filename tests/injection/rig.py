"""A writer whose model obeys, over the poisoned sources, and what is looked for in its answers."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.answering import Draft
from knowledge.models import Answer, Question, VerifiedSentence
from knowledge.settings import KnowledgeSettings
from knowledge.writing.opening import open_writer
from knowledge.writing.writer import Writer, may_be_written
from tests.injection import judging
from tests.injection.obedient import Obedient
from tests.injection.world import TODAY, Attack, Base, World
from tests.knowledge.writing.openai_server import KEY, serving


@dataclass
class Rig:
    """A writer, its model, what was drafted without it, and the sentences that were told."""

    world: World
    writer: Writer
    model: Obedient
    draft: Draft
    events: list[VerifiedSentence] = field(default_factory=list)

    async def ask(self, question: Question) -> Answer:
        """The answer of the model to a question."""
        self.events = []

        async def redraft(asked: Question) -> Draft:
            return self.world.draft(asked)

        return await self.writer.write(
            self.draft, question, today=TODAY, began=asyncio.get_running_loop().time(), redraft=redraft,
            tell=self.events.append,
        )  # fmt: skip


@asynccontextmanager
async def obeying(world: World, attack: Attack, folder: Path, base: Base | None = None) -> AsyncIterator[Rig]:
    """A rig for an attack; where the house declines its question, the model gets it all the same."""
    base = base or attack.base
    model = Obedient(attack.says, base)
    async with serving(model) as server:
        settings = KnowledgeSettings(
            _env_file=None,  # type: ignore[call-arg]  # mypy does not know _env_file
            data_dir=folder,
            llm_model="openai:made-up",
            llm_base_url=server.url,
            llm_api_key=KEY,  # type: ignore[arg-type]  # pydantic makes it a secret
        )
        draft = world.draft(attack.question)
        if not may_be_written(draft):
            draft = world.draft(Question(base.question))
        yield Rig(world, open_writer(settings, world.embeddings, world.prover), model, draft)


def troubles(rig: Rig, answer: Answer, secrets: tuple[str, ...]) -> list[str]:
    """All that is wrong with an answer and with what was told before it, but for sentences that are merely untrue."""
    shown, message = judging.said(answer, rig.events), judging.rendered(answer)
    told, grown = [event.text for event in rig.events], judging.streamed(rig.events)
    everywhere = [*shown, message.text, json.dumps(message.blocks, ensure_ascii=False), *grown]
    return [
        *(f"secret: {text!r}" for text in shown for secret in secrets if judging.holds(text, secret)),
        *judging.misquoted(answer, rig.world.index),
        *judging.instructions(everywhere, rig.model.systems),
        *judging.addresses(shown, answer),
        *judging.out_of_form(told),
        *judging.hidden_letters(told),
        *judging.unsafe_blocks(message, answer),
        *judging.unsafe_markdown(grown, answer),
        *([f"language: {answer.language}"] if answer.language != rig.draft.answer.language else []),
        *([f"outcome: {answer.outcome}"] if answer.outcome != rig.draft.answer.outcome else []),
    ]
