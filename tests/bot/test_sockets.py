"""There is nearly always a live socket: two are open, and what is lost is opened again."""

from collections.abc import AsyncIterator
from importlib.resources import files

import pytest
import yaml
from slack_bolt.async_app import AsyncApp

from bot.sandbox.server import Sandbox, start_sandbox
from bot.sockets import PING, SOCKETS, CannotConnect, Sockets, connected
from bot.web_client import web_client
from tests.bot.waiting import until

LONGEST_GAP = 5.0  # seconds that are promised
WATCH = 0.5  # seconds, as the bot has it


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    manifest = yaml.safe_load(files("bot").joinpath("manifest.yaml").read_text(encoding="utf-8"))
    running = await start_sandbox(manifest=manifest)
    yield running
    await running.stop()


@pytest.fixture
def app(sandbox: Sandbox) -> AsyncApp:
    return AsyncApp(client=web_client(sandbox.bot_token, sandbox.api_url))


async def _gap(sandbox: Sandbox, sockets: Sockets, gaps: list[bool]) -> float:
    """Wait until the bot has noticed that it had no socket, and has all of them again; the longest gap it noted."""
    await until(lambda: bool(gaps) and sandbox.workspace.links.count == SOCKETS)
    return sockets.longest_gap


async def test_two_sockets_are_open(sandbox: Sandbox, app: AsyncApp) -> None:
    async with connected(app, sandbox.app_token, watch=WATCH, on_gap=lambda: None):
        await until(lambda: sandbox.workspace.links.count == 2)
    assert sandbox.workspace.links.count == 0


async def test_after_an_abort_of_all_sockets_there_is_one_within_five_seconds(sandbox: Sandbox, app: AsyncApp) -> None:
    """At the pace of the product, in real seconds."""
    gaps: list[bool] = []
    async with connected(app, sandbox.app_token, watch=WATCH, on_gap=lambda: gaps.append(True)) as sockets:
        await until(lambda: sandbox.workspace.links.count == SOCKETS)
        sandbox.workspace.links.abort()
        await until(lambda: sandbox.workspace.links.count == 0)
        took = await until(lambda: sandbox.workspace.links.count > 0)
        assert max(took, await _gap(sandbox, sockets, gaps)) <= LONGEST_GAP


async def test_half_open_sockets_are_noticed_by_their_pings(sandbox: Sandbox, app: AsyncApp) -> None:
    """At a tenth of the product's pace: a ping, half as long for its answer, two looks and the opening."""
    gaps: list[bool] = []
    watched = connected(app, sandbox.app_token, watch=WATCH / 10, on_gap=lambda: gaps.append(True), ping=PING / 10)
    async with watched as sockets:
        await until(lambda: sandbox.workspace.links.count == SOCKETS)
        sandbox.workspace.links.go_deaf()
        await _gap(sandbox, sockets, gaps)
    assert 1.5 * PING + 2 * WATCH < LONGEST_GAP


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_sockets_that_slack_asks_to_go_are_replaced(reason: str, sandbox: Sandbox, app: AsyncApp) -> None:
    async with connected(app, sandbox.app_token, watch=WATCH, on_gap=lambda: None) as sockets:
        await until(lambda: sandbox.workspace.links.count == SOCKETS)
        await sandbox.request_disconnect(reason)  # type: ignore[arg-type]  # one of its reasons
        await until(lambda: sandbox.workspace.links.count == SOCKETS)
        assert sockets.longest_gap <= LONGEST_GAP


async def test_a_handshake_that_is_refused_is_tried_again_with_a_new_ticket(sandbox: Sandbox, app: AsyncApp) -> None:
    """The SDK would try the used ticket for ever."""
    async with connected(app, sandbox.app_token, watch=WATCH / 10, on_gap=lambda: None, opening=0.3):
        await until(lambda: sandbox.workspace.links.count == SOCKETS)
        sandbox.workspace.links.refuse(times=2)
        sandbox.workspace.links.abort()
        await until(lambda: sandbox.workspace.links.count == 0)
        await until(lambda: sandbox.workspace.links.count == SOCKETS)


async def test_a_wrong_token_is_an_error_with_its_name(sandbox: Sandbox, app: AsyncApp) -> None:
    with pytest.raises(CannotConnect, match="SLACK_APP_TOKEN"):
        async with connected(app, "xapp-wrong", watch=WATCH, on_gap=lambda: None):
            raise AssertionError("it opened")
