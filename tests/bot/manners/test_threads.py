"""How often the bot speaks where it should not, on labelled threads: made up, like the people in them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.listeners.reading import plain, read_message
from bot.listeners.receiving import is_for_bot, quiet_asked_for
from bot.state.records import Asked
from bot.state.store import State
from knowledge.models import Outcome

BOT, TEAM, CHANNEL = "U0BOT", "T1", "C1"
THREADS = [
    json.loads(line) for line in Path(__file__).with_name("threads.jsonl").read_text(encoding="utf-8").splitlines()
]


@dataclass
class Rate:
    """How many messages of a kind there are, and on how many the bot was wrong."""

    wrong: int = 0
    of: int = 0

    @property
    def share(self) -> float:
        """Between 0 and 1."""
        return self.wrong / self.of


async def _spoken(state: State, thread: dict[str, Any], made_up: Any) -> list[bool]:
    """For each message whether the bot would answer; it answers where the thread says so."""
    spoken: list[bool] = []
    root, asked = f"{thread['id']}.000000", thread["messages"][0]
    for place, said in enumerate(thread["messages"]):
        ts = f"{thread['id']}.{place:06}"
        if said["by"] == BOT:
            outcome = Outcome.CLARIFY if said["text"].rstrip().endswith("?") else Outcome.ANSWERED
            answer = made_up.answer(said["text"], outcome=outcome)
            await state.log.remember(Asked(f"a{ts}", TEAM, CHANNEL, root, asked["by"], asked["text"], answer))
            spoken.append(False)
            continue
        event = {"type": "message", "channel": CHANNEL, "channel_type": "channel", "user": said["by"], "ts": ts}
        reply = {"thread_ts": root} if place else {}
        message = read_message({"team_id": TEAM, "event": {**event, **reply, "text": said["text"]}})
        assert message
        is_quiet = await quiet_asked_for(message, BOT, state) is not None
        spoken.append(await is_for_bot(message, BOT, state) and not is_quiet)
        if said["speak"]:
            asked = said
            if place > 1:  # it answers: the people have said their piece
                answer = made_up.answer()
                await state.log.remember(Asked(f"a{ts}", TEAM, CHANNEL, root, said["by"], said["text"], answer))
    return spoken


def _labelled(threads: list[dict[str, Any]], spoken: list[list[bool]]) -> Iterator[tuple[bool, bool, bool]]:
    """For each person's message whether it should be answered, whether it is, and whether it says so by a mention."""
    for thread, answers in zip(threads, spoken, strict=True):
        for said, is_answered in zip(thread["messages"], answers, strict=True):
            if said["by"] != BOT:
                yield said["speak"], is_answered, f"<@{BOT}>" in said["text"]


def test_the_set_is_large_and_speaks_three_languages() -> None:
    assert len(THREADS) >= 60
    assert {thread["language"] for thread in THREADS} == {"nb", "nn", "en"}


async def test_false_replies_and_missed_follow_ups_are_few(state: State, made_up: Any) -> None:
    """False replies: at most 3 % of what people say to each other; missed: at most 10 % of follow-ups by no mention.

    Of the last twelve threads, written when the rules stood, one is answered falsely: it is left as it is.
    """
    spoken = [await _spoken(state, thread, made_up) for thread in THREADS]
    false, missed = Rate(), Rate()
    for should, does, is_mention in _labelled(THREADS, spoken):
        if is_mention:
            assert does, "whoever mentions the bot is answered"
        elif should:
            missed.of, missed.wrong = missed.of + 1, missed.wrong + (not does)
        else:
            false.of, false.wrong = false.of + 1, false.wrong + does
    assert (false.of, missed.of) == (120, 38)
    assert false.share <= 0.03
    assert missed.share <= 0.10


@pytest.mark.parametrize(
    ("text", "quiet"),
    [
        ("stopp", True),
        ("Stopp!", True),
        ("<@U0BOT> vær så snill, hold deg unna denne tråden", True),
        ("Brobygger, ti stille", True),
        ("please be quiet", True),
        ("stopp, så skal jeg forklare", False),
        ("når stopper toget?", False),
        ("hald deg unna", True),
    ],
)
async def test_a_wish_for_silence_is_one_that_says_nothing_else(
    text: str, quiet: bool, state: State, made_up: Any
) -> None:
    await state.log.remember(Asked("a1", TEAM, CHANNEL, "0.5", "U1", "hva?", made_up.answer()))
    event = {"type": "message", "channel": CHANNEL, "user": "U1", "ts": "1.0", "thread_ts": "0.5", "text": text}
    message = read_message({"team_id": TEAM, "event": event})
    assert message and plain(message.raw, BOT)
    assert (await quiet_asked_for(message, BOT, state) is not None) is quiet


async def test_a_bots_message_is_never_for_the_bot() -> None:
    event = {"type": "message", "channel": CHANNEL, "ts": "1.0", "text": "<@U0BOT> hei", "bot_id": "B2", "user": "U9"}
    assert read_message({"team_id": TEAM, "event": event}) is None
