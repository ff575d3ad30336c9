"""A slow language model, the writer, the bot and the workspace together: what is proven is shown at once.

The model is played by a server on loopback, and the village it is asked about is made up.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.rendering.answer import texts
from tests.bot.desk import PATIENCE, Desk, at_desk
from tests.knowledge.writing.openai_server import OpenAIServer, Reply, serving
from tests.knowledge.writing.village_writer import ASKED, EXTRACT, GOOD, MORE, TODAY, Doubting, open_village

STANDS = ("Prøvehuset har 14 ansatte.", "Huset ligger i Eksempelby og åpner klokken ni.")


@asynccontextmanager
async def _village(
    folder: Path, *script: Reply, doubts: tuple[str, ...] = ()
) -> AsyncIterator[tuple[Desk, OpenAIServer]]:
    async with serving(list(script)) as server:
        knowledge = await asyncio.to_thread(open_village, folder, server.url, Doubting(doubts), llm_timeout=PATIENCE)
        async with at_desk(knowledge, folder, TODAY) as desk:
            yield desk, server


def _half_way(*more: str) -> tuple[Reply, asyncio.Event]:
    """A model that has written two sentences and goes on when it is told to."""
    rest = asyncio.Event()
    return Reply(parts=[f"{GOOD}\n{MORE}\n", *more], middle=rest), rest


def _text(message: dict[str, Any]) -> str:
    return "\n".join(texts(message["blocks"]))


async def test_proven_sentences_stand_in_slack_while_the_model_still_writes(tmp_path: Path) -> None:
    reply, rest = _half_way(GOOD)
    async with _village(tmp_path, reply) as (desk, server):
        desk.ask(question=ASKED.text)
        begun = await desk.shown(STANDS[0])
        both = begun if STANDS[1] in _text(begun) else await desk.shown(STANDS[1], "message_changed")
        assert server.under_way == 1  # the model has not finished
        assert both["streaming"] is True
        rest.set()
        done = await desk.finished()
    assert done["ts"] == begun["ts"]
    assert _text(done).index(STANDS[0]) < _text(done).index(STANDS[1])
    assert [entry.error for entry in desk.sandbox.requests() if entry.error] == []


async def test_stop_ends_the_request_to_the_model(tmp_path: Path) -> None:
    reply, _ = _half_way()
    async with _village(tmp_path, reply) as (desk, server):
        root = desk.ask(question=ASKED.text)
        await desk.shown(STANDS[0])
        await desk.page.next("session", PATIENCE)
        desk.kari.stop(desk.kari.im.id, root)
        async with asyncio.timeout(1):
            await server.gone.wait()
        done = await desk.finished()
    assert STANDS[0] in _text(done)
    assert "Stoppet, som du ba om." in _text(done)


async def test_a_model_that_is_down_costs_a_note_and_no_more(tmp_path: Path) -> None:
    async with _village(tmp_path, Reply(status=401)) as (desk, _):
        desk.ask(question=ASKED.text)
        done = await desk.finished()
        await desk.kari.command("C0GENERELT", "/bro", "status")
        while not (said := (await desk.page.next("message", PATIENCE))["message"]).get("ephemeral"):
            pass
    assert EXTRACT in _text(done)
    assert "Språkmodellen svarte ikke denne gangen" in _text(done)
    assert desk.calls("chat.startStream") == []
    assert "• 1 falt tilbake på kildenes egne setninger (100 %): leverandøren avviste forespørselen (1)" in said["text"]


async def test_a_connection_that_breaks_leaves_what_was_proven(tmp_path: Path) -> None:
    async with _village(tmp_path, Reply(parts=[f"{GOOD}\n"], close=True), Reply(status=500)) as (desk, _):
        desk.ask(question=ASKED.text)
        done = await desk.finished()
    assert STANDS[0] in _text(done)
    assert "Svaret kan mangle noe" in _text(done)


async def test_what_is_dropped_is_counted_and_its_words_are_nowhere(tmp_path: Path) -> None:
    wrong = "Prøvehuset har 99 ansatte [1]."
    script = [Reply(parts=[f"{GOOD}\n{wrong}\n"]), Reply(parts=[wrong])]
    async with _village(tmp_path, *script, doubts=("99",)) as (desk, _):
        desk.ask(question=ASKED.text)
        done = await desk.finished()
        await desk.kari.command("C0GENERELT", "/bro", "hvorfor")
        view = (await desk.page.next("view_open", PATIENCE))["view"]
        state = (tmp_path / "state.db").read_bytes() + (tmp_path / "state.db-wal").read_bytes()
    told = _text(view)
    assert "99" not in _text(done)
    assert "En språkmodell (openai:made-up) har formulert svaret." in told
    assert "Utelatt: 1. Grunner: et tall som ikke står i kilden (1)." in told
    assert b"99 ansatte" not in state and b"number: 99" not in state
