"""One request to the model: its turn, its place in the budget, its text as it comes, and its count of tokens."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from knowledge.writing.account import CHARACTERS_A_TOKEN, Account
from knowledge.writing.budget import Budget, BudgetSpent
from knowledge.writing.failures import Failed, failure_of
from knowledge.writing.prompting import Messages

log = logging.getLogger(__name__)

_LONGEST_ANSWER = 4_000  # characters of one that is asked for at once
# A request that failed so was not worked on, and used no tokens.
_UNTAKEN = frozenset({"unreachable", "throttled", "server_error", "denied"})
_CUT = frozenset({"length", "max_tokens", "content_filter", "model_length"})


class StreamsChat(Protocol):
    """As much of LangChain's chat models as is used here."""

    def astream(self, input: Any, /) -> AsyncIterator[Any]:
        """Pieces of a message as they come."""

    async def ainvoke(self, input: Any, /) -> Any:
        """A message when it is whole."""


@dataclass
class Reading:
    """How a stream went: ``complete`` once the model has ended by itself."""

    complete: bool = False
    characters: int = 0


class Requests:
    """Asks the model. ``concurrency`` requests are under way at once in one event loop; the others wait their turn."""

    def __init__(self, model: StreamsChat, budget: Budget, *, concurrency: int, log_text: bool = False) -> None:
        self._model = model
        self._budget = budget
        self._concurrency = concurrency
        self._log_text = log_text
        self._turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()

    async def stream(self, messages: Messages, account: Account, reading: Reading) -> AsyncGenerator[str, None]:
        """The text of the model's answer as it comes. Raises Failed; close the iterator to stop the request."""
        async with self._turn(account):
            self._tell("asked:\n%s\n\n%s", messages.system, messages.user)
            usage: tuple[int, int] | None = None
            untaken, heard = False, list[str]()
            try:
                async with aclosing(self._model.astream(_sent(messages))) as pieces:  # type: ignore[type-var]  # an async generator in truth
                    async for piece in pieces:
                        usage = _usage(piece) or usage
                        reading.complete = _ended(piece, reading.complete)
                        if text := _text(piece):
                            reading.characters += len(text)
                            heard.append(text)
                            yield text
            except Exception as error:  # a provider's library may raise anything: it is its failure, not the answer's
                failed = failure_of(error)
                untaken = failed.kind in _UNTAKEN and not reading.characters
                raise failed from error
            finally:
                self._count(account, usage, (0, 0) if untaken else _guess(messages, reading))
                self._tell("answered:\n%s", "".join(heard))

    async def whole(self, messages: Messages, account: Account) -> str:
        """The model's answer when it is whole, of a request that need not be cut. Raises Failed."""
        async with self._turn(account):
            self._tell("asked:\n%s\n\n%s", messages.system, messages.user)
            try:
                message = await self._model.ainvoke(_sent(messages))
            except Exception as error:  # a provider's library may raise anything: it is its failure, not the answer's
                raise failure_of(error) from error
            text = _text(message)
            self._count(account, _usage(message), _guess(messages, Reading(characters=len(text))))
            self._tell("answered:\n%s", text)
            return text

    async def short(self, messages: Messages, account: Account) -> str:
        """A short answer, whole; one that does not end is cut. Raises Failed."""
        reading, parts = Reading(), list[str]()
        async with aclosing(self.stream(messages, account, reading)) as pieces:
            async for piece in pieces:
                parts.append(piece)
                if reading.characters > _LONGEST_ANSWER:
                    raise Failed("endless", "the answer does not end")
        return "".join(parts)

    @asynccontextmanager
    async def _turn(self, account: Account) -> AsyncIterator[None]:
        """A place among the requests under way, and in the day's budget."""
        turns = self._turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(self._concurrency))
        account.waiting += 1
        try:
            await turns.acquire()
        finally:
            account.waiting -= 1
        try:
            await asyncio.to_thread(self._take)
            account.requests += 1
            yield
        finally:
            turns.release()

    def _take(self) -> None:
        try:
            self._budget.take()
        except BudgetSpent as spent:
            raise Failed("budget", "") from spent  # the budget has told the log, once a day

    def _count(self, account: Account, usage: tuple[int, int] | None, guess: tuple[int, int]) -> None:
        """Count the tokens, by the provider's own count where it gave one."""
        used = usage or guess
        account.use(*used, estimated=usage is None and any(guess))
        self._budget.add(sum(used))

    def _tell(self, message: str, *texts: str) -> None:
        if self._log_text:
            log.info(message, *texts)


def _guess(messages: Messages, reading: Reading) -> tuple[int, int]:
    return int(messages.characters / CHARACTERS_A_TOKEN), int(reading.characters / CHARACTERS_A_TOKEN)


def _sent(messages: Messages) -> list[tuple[str, str]]:
    return [("system", messages.system), ("human", messages.user)]


def _text(piece: Any) -> str:
    """The text of a piece, whichever way the provider cuts its content."""
    content = piece.content
    if isinstance(content, str):
        return content
    parts = [part if isinstance(part, str) else part.get("text") or "" for part in content if _is_text(part)]
    return "".join(part for part in parts if isinstance(part, str))


def _is_text(part: Any) -> bool:
    return isinstance(part, str) or (isinstance(part, dict) and part.get("type") == "text")


def _usage(piece: Any) -> tuple[int, int] | None:
    usage = getattr(piece, "usage_metadata", None)
    return (int(usage["input_tokens"]), int(usage["output_tokens"])) if usage else None


def _ended(piece: Any, before: bool) -> bool:
    """Whether the model ended by itself, rather than at a limit."""
    told = getattr(piece, "response_metadata", None) or {}
    reason = told.get("finish_reason") or told.get("stop_reason") or told.get("done_reason")
    return before if reason is None else reason not in _CUT
