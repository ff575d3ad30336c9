"""Streamed messages: pieces that arrive one by one, and the message they add up to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.messages import Message
from bot.sandbox.stamps import Stamps

Json = dict[str, Any]
STREAM_SECONDS = 300  # undocumented: a stream ends by itself after about five minutes


@dataclass(slots=True)
class Stream:
    """A message under way. ``pieces`` are blocks in their order; tasks are kept by id and change in place."""

    started: float
    plan_title: str | None = None
    pieces: list[Json] = field(default_factory=list)

    def add_text(self, text: str) -> None:
        """Add Markdown; text that follows text is one piece."""
        if self.pieces and self.pieces[-1]["type"] == "markdown":
            self.pieces[-1] = {"type": "markdown", "text": self.pieces[-1]["text"] + text}
        elif text:
            self.pieces.append({"type": "markdown", "text": text})

    def add_chunks(self, chunks: Sequence[Json]) -> None:
        """Add chunks that were checked before."""
        for chunk in chunks:
            if chunk["type"] == "markdown_text":
                self.add_text(chunk["text"])
            elif chunk["type"] == "plan_update":
                self.plan_title = chunk["title"]
            elif chunk["type"] == "blocks":
                self.pieces.extend(chunk["blocks"])
            else:
                self._put_task(chunk)

    def blocks(self) -> tuple[Json, ...]:
        """The message's blocks so far; with a plan title, the tasks stand in a plan at the top."""
        if self.plan_title is None:
            return tuple(self.pieces)
        tasks = [piece for piece in self.pieces if piece["type"] == "task_card"]
        others = [piece for piece in self.pieces if piece["type"] != "task_card"]
        return ({"type": "plan", "title": self.plan_title, "tasks": tasks}, *others)

    def text(self) -> str:
        """All Markdown so far."""
        return "\n".join(piece["text"] for piece in self.pieces if piece["type"] == "markdown")

    def _put_task(self, chunk: Json) -> None:
        card: Json = {"type": "task_card", "task_id": chunk["id"], "title": chunk["title"], "status": chunk["status"]}
        for name in ("details", "output"):
            if chunk.get(name):
                card[name] = _rich(chunk[name])
        if chunk.get("sources"):
            card["sources"] = chunk["sources"]
        for index, piece in enumerate(self.pieces):
            if piece["type"] == "task_card" and piece["task_id"] == chunk["id"]:
                self.pieces[index] = {**piece, **card}
                return
        self.pieces.append(card)


class Streams:
    """The streams under way, by channel and timestamp."""

    def __init__(self, stamps: Stamps) -> None:
        self._stamps = stamps
        self._open: dict[tuple[str, str], Stream] = {}
        self._stopped: set[tuple[str, str]] = set()

    def start(self, channel: str, ts: str) -> Stream:
        """Begin a stream."""
        stream = self._open[channel, ts] = Stream(self._stamps.now())
        return stream

    def get(self, message: Message) -> Stream:
        """A message's stream; raises ``ApiError`` when it is over, by its age too."""
        if (message.channel, message.ts) in self._stopped:
            raise ApiError("stopped_by_user")
        stream = self._open.get((message.channel, message.ts))
        if stream is None or self._stamps.now() - stream.started > STREAM_SECONDS:
            self.stop(message)
            raise ApiError("message_not_in_streaming_state")
        return stream

    def is_open(self, message: Message) -> bool:
        """Whether a message is still being streamed."""
        stream = self._open.get((message.channel, message.ts))
        return stream is not None and self._stamps.now() - stream.started <= STREAM_SECONDS

    def stop(self, message: Message, *, by_user: bool = False) -> None:
        """End a message's stream; one that a person stopped says so ever after."""
        self._open.pop((message.channel, message.ts), None)
        if by_user:
            self._stopped.add((message.channel, message.ts))


def _rich(text: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}
