"""The rate limits of the workspace: tiers, posts in a channel, posts in all."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.errors import RateLimited
from bot.sandbox.rates import Rates
from bot.sandbox.rules import METHODS
from bot.sandbox.server import Sandbox
from bot.sandbox.tiers import POSTS_A_CHANNEL, TIERS
from bot.sandbox.world import EMPLOYEE_ID

Json = dict[str, Any]


def test_every_method_has_its_tier() -> None:
    """No method of the sandbox can be called without being counted."""
    assert set(TIERS) == set(METHODS)


def test_the_tiers_are_those_of_slacks_java_client() -> None:
    """Save for apps.connections.open, where the documents say Tier 3, and the new agent methods it does not list."""
    folder = os.environ.get("BROBYGGER_REFERENCE", "")
    if not folder:
        pytest.skip("BROBYGGER_REFERENCE names no folder with Slack's tiers")
    theirs = json.loads((Path(folder) / "slack" / "ref" / "rate_limit_tiers.json").read_text("utf-8"))
    ours = {name: "Special" if tier.name == "Special" else tier.name.replace(" ", "") for name, tier in TIERS.items()}
    differing = {name for name in ours if not theirs.get(name, "").startswith(ours[name])}
    assert differing == {"apps.connections.open", "agents.sessions.rename", "agents.sessions.setStatus"}


async def test_the_twenty_first_stream_of_a_minute_waits(sandbox: Sandbox, client: AsyncWebClient, clock: Any) -> None:
    """It gets 429 with the seconds until the first of the twenty is a minute old, and has no effect."""
    kari = sandbox.person(EMPLOYEE_ID)
    place: Json = {"channel": kari.im.id, "thread_ts": kari.say(kari.im.id, "Hei")}
    for number in range(20):
        await client.chat_startStream(**place, markdown_text="x")
        clock.seconds += number % 2  # ten seconds in all
    with pytest.raises(SlackApiError, match="ratelimited") as refused:
        await client.chat_startStream(**place, markdown_text="x")
    assert (refused.value.response.status_code, refused.value.response.headers["Retry-After"]) == (429, "50")
    assert sandbox.requests("chat.startStream")[-1].tier == "Tier 2 · 20/20"
    assert len(sandbox.workspace.log.listed(kari.im.id)) == 21
    sandbox.advance(50)
    assert (await client.chat_startStream(**place, markdown_text="x"))["ok"]


def test_posts_are_limited_by_channel_and_for_the_workspace() -> None:
    """Sixty a minute in one channel, and no more than the cap in all of them."""
    rates = Rates(lambda: 0.0, workspace_posts=100)
    for _ in range(POSTS_A_CHANNEL.a_minute):
        rates.count("chat.postMessage", "C1")
    with pytest.raises(RateLimited):
        rates.count("chat.postMessage", "C1")
    for _ in range(40):
        rates.count("chat.postMessage", "C2")
    with pytest.raises(RateLimited) as refused:
        rates.count("chat.postMessage", "C3")
    assert refused.value.retry_after == 60


async def test_the_inspector_knows_how_far_a_tier_is_used_up(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """Each request says its narrowest limit, so that a coming 429 can be seen."""
    await client.chat_postMessage(channel="C0GENERELT", text="x")
    await client.users_info(user=EMPLOYEE_ID)
    await client.users_info(user=EMPLOYEE_ID)
    assert [entry.tier for entry in sandbox.requests() if entry.method in METHODS] == [
        "Special: channel · 1/60",
        "Tier 4 · 1/100",
        "Tier 4 · 2/100",
    ]
