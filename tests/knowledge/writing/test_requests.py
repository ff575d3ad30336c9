"""A request reads what any provider streams: text in one piece or in parts, its end, and its count of tokens."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from knowledge.writing.account import Account
from knowledge.writing.budget import Budget
from knowledge.writing.failures import Failed
from knowledge.writing.prompting import Messages
from knowledge.writing.requests import Reading, Requests

MESSAGES = Messages("Skriv.", "Huset er oppdiktet.")


@dataclass
class Piece:
    """A piece of a message as LangChain gives it."""

    content: str | list[Any]
    usage_metadata: dict[str, int] | None = None
    response_metadata: dict[str, str] = field(default_factory=dict)


@dataclass
class Model:
    """A chat model that says what it is given to say."""

    pieces: list[Piece]
    asked: list[Any] = field(default_factory=list)

    async def astream(self, input: Any, /) -> AsyncIterator[Piece]:
        """The pieces, one by one."""
        self.asked.append(input)
        for piece in self.pieces:
            await asyncio.sleep(0)
            yield piece

    async def ainvoke(self, input: Any, /) -> Piece:
        """The first piece."""
        self.asked.append(input)
        return self.pieces[0]


async def streamed(folder: Path, *pieces: Piece) -> tuple[str, Reading, Account]:
    """What is read of a stream."""
    account, reading = Account("made-up"), Reading()
    requests = Requests(Model(list(pieces)), Budget(folder), concurrency=1)
    return "".join([text async for text in requests.stream(MESSAGES, account, reading)]), reading, account


async def test_parts_of_a_message_are_read_and_thoughts_are_not(tmp_path: Path) -> None:
    """Anthropic's way: blocks of kinds, of which text is one."""
    thought = Piece([{"type": "thinking", "thinking": "hm", "index": 0}])
    told = [Piece([{"type": "text", "text": "Huset ", "index": 1}]), Piece(["er stort", {"type": "text"}])]
    end = Piece([], response_metadata={"stop_reason": "end_turn"})
    text, reading, _ = await streamed(tmp_path, thought, *told, end)
    assert (text, reading.complete) == ("Huset er stort", True)


@pytest.mark.parametrize(
    ("metadata", "complete"),
    [
        ({"finish_reason": "stop"}, True),
        ({"finish_reason": "length"}, False),
        ({"stop_reason": "max_tokens"}, False),
        ({"done_reason": "stop"}, True),
        ({"done_reason": "length"}, False),
        ({}, False),
    ],
)
async def test_an_end_is_one_by_the_model_or_by_a_limit(
    metadata: dict[str, str], complete: bool, tmp_path: Path
) -> None:
    """In the words of each provider."""
    _, reading, _ = await streamed(tmp_path, Piece("Huset"), Piece("", response_metadata=metadata))
    assert reading.complete is complete


async def test_tokens_are_the_providers_count_or_an_estimate(tmp_path: Path) -> None:
    usage = {"input_tokens": 70, "output_tokens": 7, "total_tokens": 77}
    _, _, counted = await streamed(tmp_path / "a", Piece("Huset er stort."), Piece("", usage))
    assert (counted.tokens_in, counted.tokens_out, counted.estimated) == (70, 7, False)
    _, _, guessed = await streamed(tmp_path / "b", Piece("Huset er stort og rødt."))
    assert (guessed.tokens_in, guessed.tokens_out, guessed.estimated) == (7, 6, True)
    assert Budget(tmp_path / "b").spent().tokens == 13


async def test_instructions_and_what_others_wrote_are_messages_of_their_own(tmp_path: Path) -> None:
    model = Model([Piece("Hva er huset?")])
    requests = Requests(model, Budget(tmp_path), concurrency=1)
    assert await requests.whole(MESSAGES, Account("made-up")) == "Hva er huset?"
    assert model.asked == [[("system", "Skriv."), ("human", "Huset er oppdiktet.")]]


async def test_a_short_answer_that_does_not_end_is_cut(tmp_path: Path) -> None:
    requests = Requests(Model([Piece("huset " * 100)] * 100), Budget(tmp_path), concurrency=1)
    with pytest.raises(Failed) as caught:
        await requests.short(MESSAGES, Account("made-up"))
    assert caught.value.kind == "endless"


async def test_a_stream_that_is_left_makes_room_for_the_next(tmp_path: Path) -> None:
    """Its tokens are counted all the same."""
    requests, account = Requests(Model([Piece("huset ")] * 9), Budget(tmp_path), concurrency=1), Account("made-up")
    for _ in range(3):
        stream = requests.stream(MESSAGES, account, Reading())
        assert await anext(stream) == "huset "
        await stream.aclose()
    assert account.requests == 3
    assert account.tokens_out == 3
