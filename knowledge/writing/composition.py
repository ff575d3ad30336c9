"""One answer being written: lines are read, checked and mended at once, and shown in their order.

Reading goes on while earlier sentences are still being checked or mended; a sentence is shown when it is proven and
all before it are settled.
"""

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass

from knowledge.models import VerifiedSentence
from knowledge.words import words
from knowledge.writing import prompting
from knowledge.writing.account import Account
from knowledge.writing.failures import Failed
from knowledge.writing.form import MOST_SENTENCES, Malformed, Parser, Piece, Refusal, Sentence
from knowledge.writing.material import Material
from knowledge.writing.numbering import Citing
from knowledge.writing.proving import Proves, cited, objections
from knowledge.writing.requests import Reading, Requests

MOST_REPAIRS = 3
# After so many lines of another form, and no sentence, nothing better is awaited.
_MOST_MALFORMED = 3


# The part of the time left that mending a sentence may take: those after it wait.
_MENDING = 0.5


@dataclass(frozen=True, slots=True)
class Settled:
    """A proven sentence; ``repaired`` tells that it was at the second try."""

    sentence: Sentence
    repaired: bool


class Composition:
    """Writes one answer. ``shown`` are the proven sentences with their marks, ``citing`` what they rest on."""

    def __init__(
        self,
        material: Material,
        requests: Requests,
        prover: Proves,
        account: Account,
        *,
        until: float,
        tell: Callable[[VerifiedSentence], None],
    ) -> None:
        """``until`` is a moment of the running loop's clock."""
        self._material, self._requests, self._prover, self._account = material, requests, prover, account
        self._until, self._tell = until, tell
        self._found: asyncio.Queue[asyncio.Task[Settled | None] | None] = asyncio.Queue()
        self._pieces = self._sentences = self._malformed = self._repairs = 0
        self._checking = asyncio.Lock()
        self._known: set[tuple[str, ...]] = set()
        self.citing = Citing()
        self.shown: list[str] = []

    async def run(self) -> None:
        """Write until the model ends, fails or has said enough; why it failed stands in the account.

        Raises TimeoutError when the time is up; what was shown until then stays.
        """
        try:
            async with asyncio.timeout_at(self._until), asyncio.TaskGroup() as group:
                group.create_task(self._show())
                try:
                    await self._read_twice_at_most(group)
                except Failed as failed:
                    self._account.failure, self._account.why = failed.kind, str(failed)
                finally:
                    self._found.put_nowait(None)
        except TimeoutError:
            self._show_what_is_settled()
            raise

    async def _read_twice_at_most(self, group: asyncio.TaskGroup) -> None:
        """Read the answer; a request that came to nothing is made once more, where there is time for the pause."""
        try:
            await self._read(group)
        except Failed as failed:
            left = self._until - asyncio.get_running_loop().time()
            if self._pieces or failed.pause is None or failed.pause >= left:
                raise
            await asyncio.sleep(failed.pause)
            await self._read(group)

    async def _read(self, group: asyncio.TaskGroup) -> None:
        parser, reading = Parser(), Reading()
        stream = self._requests.stream(prompting.compose(self._material), self._account, reading)
        async with aclosing(stream) as texts:
            async for text in texts:
                for piece in parser.feed(text):
                    if self._is_enough(piece, group):
                        return
                if parser.endless:
                    raise Failed("endless", "the answer does not end")
        for piece in parser.close(complete=reading.complete):
            self._is_enough(piece, group)
        if not self._pieces:
            raise Failed("empty", "nothing was written")

    def _is_enough(self, piece: Piece, group: asyncio.TaskGroup) -> bool:
        """Take a piece in hand; whether nothing more is to be read."""
        self._pieces += 1
        if isinstance(piece, Refusal):
            if not self._sentences:
                raise Failed("refused", "the model says that the entries do not answer")
            return True
        if isinstance(piece, Malformed):
            self._drop((f"form: {piece.reason}",))
            self._malformed += 1
            if piece.reason == "cut":
                raise Failed("cut", "the answer ends within a sentence")
            if self._malformed >= _MOST_MALFORMED and not self._sentences:
                raise Failed("malformed", "the answer has another form")
            return False
        self._sentences += 1
        self._found.put_nowait(group.create_task(self._settle(piece)))
        return self._sentences >= MOST_SENTENCES

    async def _settle(self, sentence: Sentence) -> Settled | None:
        """A sentence once it is proven, as it stands or mended; None for one that is dropped."""
        if self._is_known(sentence):
            self._drop(("repeated",))
            return None
        reasons = await self._objections(sentence)
        if not reasons:
            return Settled(sentence, repaired=False)
        if self._repairs < MOST_REPAIRS:
            self._repairs += 1
            mended = await self._mended(sentence, reasons)
            if mended and not self._is_known(mended):
                reasons = await self._objections(mended)
                if not reasons:
                    return Settled(mended, repaired=True)
        self._drop(reasons)
        return None

    async def _objections(self, sentence: Sentence) -> tuple[str, ...]:
        async with self._checking:  # in their order: the first is to be seen first
            return await asyncio.to_thread(objections, sentence, self._material, self._prover)

    async def _mended(self, sentence: Sentence, reasons: tuple[str, ...]) -> Sentence | None:
        """What the model makes of a sentence that was not proven, told why."""
        messages = prompting.repair(self._material, sentence.text, sentence.marks, reasons)
        now = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout_at(now + _MENDING * (self._until - now)):
                text = await self._requests.short(messages, self._account)
        except (Failed, TimeoutError):
            return None
        parser = Parser()
        pieces = [*parser.feed(text), *parser.close(complete=True)]
        return next((piece for piece in pieces if isinstance(piece, Sentence)), None)

    def _is_known(self, sentence: Sentence) -> bool:
        """Whether the same was said before; models that do not end repeat themselves."""
        said = tuple(words(sentence.text))
        known = said in self._known
        self._known.add(said)
        return known

    def _drop(self, reasons: tuple[str, ...]) -> None:
        self._account.dropped.append(reasons)

    async def _show(self) -> None:
        """Tell the sentences in their order, each as soon as it and all before it are settled."""
        while (task := await self._found.get()) is not None:
            if settled := await task:
                self._show_one(settled)

    def _show_what_is_settled(self) -> None:
        """When the time is up: tell what is proven already, and only waited for one before it."""
        while not self._found.empty():
            task = self._found.get_nowait()
            is_settled = task is not None and task.done() and not task.cancelled() and task.exception() is None
            if task and is_settled and (settled := task.result()):
                self._show_one(settled)

    def _show_one(self, settled: Settled) -> None:
        sentence = settled.sentence
        numbers = self.citing.cite(cited(sentence, self._material), sentence.text)
        text = f"{sentence.text} {''.join(f'[{n}]' for n in numbers)}"
        self.shown.append(text)
        self._account.keep(repaired=settled.repaired)
        self._tell(VerifiedSentence(text, self.citing.all(), len(self.shown)))
