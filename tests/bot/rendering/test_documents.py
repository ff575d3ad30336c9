"""Whatever a language model writes in Markdown arrives: accepted, whole, in order, and without a ping."""

import html
import os
import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot.outgoing import about, content
from bot.rendering.answer import render_answer, texts
from bot.rendering.blocks import MESSAGE_BLOCKS, Rendered
from bot.sandbox.validation import Gate, validate_request
from bot.wording import words
from knowledge.models import Written
from tests.bot.rendering.made_documents import made_document

# All 10 000 are looked at with BROBYGGER_DOCUMENTS=10000.
DOCUMENTS = int(os.environ.get("BROBYGGER_DOCUMENTS", "1200"))
SHARES = 4
NB = words("nb")
GATE = Gate("xoxb-1", "xapp-1", frozenset({"chat:write"}), lambda _channel: "channel")
WORD = re.compile(r"ord\d+q")
PINGS = ("user", "usergroup", "broadcast", "channel", "team", "mrkdwn")
HIDDEN = re.compile(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f\ud800-\udfff\x00-\x09\x0b-\x1f]"
)


def _messages(text: str, made_up: Any, language: str = "nb") -> list[Rendered]:
    written = Written("test:oppdiktet", kept=1)
    answer = made_up.answer(text, written=written, citations=(made_up.citation(1), made_up.citation(2)))
    first = render_answer(answer, answer_id="a1", words=NB, today=made_up.today)
    return [first, *first.further]


def _dicts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
        yield from _dicts(inner)


def _said(messages: list[Rendered], *, with_addresses: bool = False) -> str:
    """What a reader sees, in order; an address stands behind its link."""
    return "\n".join(_seen(message.blocks, with_addresses) for message in messages)


def _seen(value: Any, with_addresses: bool) -> str:
    if isinstance(value, list | tuple):
        return "".join(_seen(part, with_addresses) for part in value)
    if not isinstance(value, dict):
        return ""
    if isinstance(value.get("text"), str):
        return f"{value['text']} {value['url']} " if with_addresses and "url" in value else str(value["text"])
    inner = "".join(_seen(part, with_addresses) for part in value.values())
    return inner if value.get("type") == "rich_text" and "block_id" not in value else f"{inner}\n"


def _is_within(expected: list[str], found: list[str]) -> bool:
    """Whether the expected words stand among the found ones, in their order."""
    rest = iter(found)
    return all(word in rest for word in expected)


@pytest.mark.parametrize("share", range(SHARES))
def test_no_document_is_refused_loses_a_word_or_pings(share: int, made_up: Any) -> None:
    """Random documents, the same in every run; what is checked is what would be sent."""
    for seed in range(share, DOCUMENTS, SHARES):
        text, expected, well_formed = made_document(seed)
        messages = _messages(text, made_up)
        for message in messages:
            arguments = {"channel": "C1", **content(message), **about("a1")}
            for method, more in (("chat.postMessage", {}), ("chat.update", {"ts": "1.0"})):
                assert validate_request(GATE, method, {**arguments, **more}, "xoxb-1") == (), seed
            assert len(message.blocks) <= MESSAGE_BLOCKS, seed
            assert "<" not in message.text, seed
            assert [part for part in _dicts(message.blocks) if part.get("type") in PINGS] == [], seed
            assert not HIDDEN.search(message.text + "".join(texts(list(message.blocks)))), seed
        # A table that is parted has its head on each part: what was said before does not count again.
        found = list(dict.fromkeys(WORD.findall(_said(messages, with_addresses=not well_formed))))
        assert found == expected if well_formed else _is_within(expected, found), seed
        for message in messages:
            spoken = html.unescape(message.text)
            if "…" not in spoken:
                assert WORD.findall(spoken) == WORD.findall(_said([message])), seed
