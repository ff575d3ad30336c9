"""The bot is killed without warning, again and again; everybody gets exactly one answer all the same.

The sandbox kills it before or after the N-th request of a method is done, or a random time after a question was asked.
The next bot, and Slack's own second attempts, have to make good what the dead one left.
"""

import asyncio
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.sandbox.faults import Fault
from bot.sandbox.server import Sandbox, start_sandbox
from bot.sandbox.world import COLLEAGUE_ID, EMPLOYEE_ID, STAFF_ID
from tests.bot.waiting import PATIENCE, until
from tests.journeys.forked_bots import SENTENCES
from tests.journeys.program import ROOT

CHANNEL = "C0GENERELT"
RANDOM_KILLS = 8


@dataclass(frozen=True)
class Kill:
    """When the bot dies: around the ``nth`` request of a method, or ``after_seconds`` after a question was asked."""

    question: str
    method: str = ""
    nth: int = 1
    done: bool = False
    after_seconds: float = 0.0

    def __str__(self) -> str:
        place = f"{'after' if self.done else 'before'} {self.method} {self.nth}"
        return place if self.method else f"after {self.after_seconds:.3f} s"


def kills() -> list[Kill]:
    """Twenty points: every kind of request that an answer takes, before and after it is done, and random moments."""
    around = [
        ("kort", "assistant.threads.setStatus", 1),
        ("kort", "chat.postMessage", 1),
        ("lang", "chat.startStream", 1),
        ("lang", "chat.appendStream", 1),
        ("lang", "chat.appendStream", 2),
        ("lang", "chat.stopStream", 1),
    ]
    ordered = [Kill(question, method, nth, done) for question, method, nth in around for done in (False, True)]
    chance = random.Random(6)
    moments = [Kill(("kort", "lang")[n % 2], after_seconds=chance.uniform(0, 0.25)) for n in range(RANDOM_KILLS)]
    return [*ordered, *moments]


@dataclass
class Bots:
    """The bot, started and killed."""

    process: "subprocess.Popen[str]"
    pid: int = 0

    def start(self) -> None:
        """Start one."""
        self.pid = int(self._ask("start"))

    def kill(self) -> None:
        """Kill it, which does not hear of it."""
        os.kill(self.pid, signal.SIGKILL)

    def reap(self) -> int:
        """Wait until it is gone; its return code."""
        self.pid = 0
        return int(self._ask("reap"))

    def _ask(self, line: str) -> str:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline()


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    manifest = yaml.safe_load(files("bot").joinpath("manifest.yaml").read_text(encoding="utf-8"))
    running = await start_sandbox(manifest=manifest, posts_a_minute=100_000)
    yield running
    await running.stop()


@contextlib.contextmanager
def bots_at(sandbox: Sandbox, folder: Path, database_url: str | None = None) -> Iterator[Bots]:
    """Somebody who starts bots, one at a time, over the state in a folder or a database."""
    tokens = {"bot_token": sandbox.bot_token, "app_token": sandbox.app_token, "api_url": sandbox.api_url}
    settings = {**tokens, "data_dir": str(folder), "database_url": database_url}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.forked_bots", json.dumps(settings)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    made = Bots(process)
    try:
        yield made
    finally:
        assert process.stdin and process.stdout
        if made.pid:
            made.kill()
            made.reap()
        process.stdin.close()
        process.stdout.close()
        process.wait(PATIENCE)


@pytest.fixture
def bots(sandbox: Sandbox, tmp_path: Path) -> Iterator[Bots]:
    with bots_at(sandbox, tmp_path) as made:
        yield made


def databases() -> list[Any]:
    """SQLite in the data directory, and PostgreSQL where BROBYGGER_POSTGRES names an empty database of its own."""
    there = os.environ.get("BROBYGGER_POSTGRES")
    missing = pytest.mark.skipif(not there, reason="BROBYGGER_POSTGRES names no empty database")
    return [pytest.param(None, id="sqlite"), pytest.param(there, id="postgresql", marks=missing)]


def answers(sandbox: Sandbox, channel: str, root: str) -> list[dict[str, Any]]:
    """What the bot has said in a thread."""
    log = sandbox.workspace.log
    found = log.find(channel, root)
    assert found
    return [log.as_slack(reply, with_metadata=True) | {"streaming": reply.streaming} for reply in log.replies(found)]


def is_whole(message: dict[str, Any]) -> bool:
    """Whether an answer is complete: its mark is there, and it grows no more."""
    return bool(message.get("metadata")) and not message["streaming"]


def text_of(message: dict[str, Any]) -> str:
    return json.dumps(message["blocks"], ensure_ascii=False)


async def answered(sandbox: Sandbox, channel: str, root: str) -> float:
    """Wait until the thread holds a whole answer; the seconds it took."""
    return await until(lambda: any(is_whole(message) for message in answers(sandbox, channel, root)))


async def killed(sandbox: Sandbox, bots: Bots, kill: Kill, number: int) -> tuple[str, str]:
    """Ask something and kill the bot at its point; the question's place."""
    channel = sandbox.person(EMPLOYEE_ID).im.id if number % 3 else CHANNEL
    dead = asyncio.Event()

    def act(_: object) -> None:
        bots.kill()
        if kill.method and not kill.done:
            sandbox.workspace.faults.order(kill.method, Fault(unseen=True))  # what was on its way is lost
        dead.set()

    if kill.method:
        sandbox.workspace.faults.hook(act, method=kill.method, nth=kill.nth, after=kill.done)
    mention = "@Brobygger " if channel == CHANNEL else ""
    root = sandbox.person(EMPLOYEE_ID).say(channel, f"{mention}{kill.question} spørsmål {number}?")
    if not kill.method:
        await asyncio.sleep(kill.after_seconds)
        act(None)
    async with asyncio.timeout(PATIENCE):
        await dead.wait()
    assert await asyncio.to_thread(bots.reap) == -signal.SIGKILL
    return channel, root


@pytest.mark.process
async def test_a_bot_that_is_killed_at_twenty_points_has_answered_everything_once(
    sandbox: Sandbox, bots: Bots, tmp_path: Path
) -> None:
    """Each question has one whole answer in its thread and nothing else, thirty seconds after it was asked at most."""
    await asyncio.to_thread(bots.start)
    await sandbox.wait_connected()
    asked: dict[str, tuple[str, str]] = {}
    for number, kill in enumerate(kills()):
        asked[str(kill)] = await killed(sandbox, bots, kill, number)
        await asyncio.to_thread(bots.start)
        await answered(sandbox, *asked[str(kill)])
        sandbox.advance(60)  # a minute's allowance of requests is not used up by twenty restarts; Slack sends again
    assert len(asked) == 20
    sandbox.advance(360)  # Slack's last attempts
    await sandbox.settled()
    last = sandbox.person(EMPLOYEE_ID).say(CHANNEL, "@Brobygger og til slutt?")
    await answered(sandbox, CHANNEL, last)
    for point, (channel, root) in asked.items():
        said = answers(sandbox, channel, root)
        assert [is_whole(message) for message in said] == [True], f"{point}: {[text_of(m) for m in said]}"
        if "lang" in str(sandbox.workspace.log.find(channel, root)):
            assert all(sentence.removesuffix(" [1]") in text_of(said[0]) for sentence in SENTENCES), point


@pytest.mark.process
@pytest.mark.parametrize("database_url", databases())
async def test_two_processes_on_one_database_share_the_work(
    database_url: str | None, sandbox: Sandbox, tmp_path: Path
) -> None:
    """Every event comes twice, to whichever process; then one process dies, and the other answers for it."""
    asked: list[tuple[str, str]] = []

    def ask(n: int, question: str) -> None:
        person = sandbox.person((EMPLOYEE_ID, COLLEAGUE_ID, STAFF_ID)[n % 3])
        sandbox.workspace.deliveries.duplicate("message")
        asked.append((person.im.id, person.say(person.im.id, f"{question} nummer {n}?")))

    with bots_at(sandbox, tmp_path, database_url) as first, bots_at(sandbox, tmp_path, database_url) as second:
        await asyncio.gather(*(asyncio.to_thread(bots.start) for bots in (first, second)))
        await until(lambda: sandbox.workspace.links.count == 4)
        for n in range(6):
            ask(n, "kort")
        for place in asked:
            await answered(sandbox, *place)
        for n in range(6, 12):
            ask(n, "lang")
        first.kill()
        sandbox.advance(60)
        for place in asked:
            await answered(sandbox, *place)
        sandbox.advance(300)
        await sandbox.settled()
    counts = [[is_whole(message) for message in answers(sandbox, *place)] for place in asked]
    assert counts == [[True]] * len(asked)
