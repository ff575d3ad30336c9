"""The manifest is valid, asks for what the listeners need, and for nothing else."""

import json
import os
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_sdk.web.async_client import AsyncWebClient

from bot.conversation import Conversation
from bot.listeners import home, register
from bot.listeners.commands import COMMAND
from bot.listeners.desk import Desk
from bot.state.store import State

# What Slack documents: the scopes without which an event is not delivered, or a method not allowed.
EVENT_SCOPES: dict[str, set[str]] = {
    "agent_session_stopped": set(),
    "app_context_changed": set(),
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "channel_shared": {"channels:read", "groups:read"},
    "channel_unshared": {"channels:read", "groups:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
}
METHOD_SCOPES: dict[str, set[str]] = {
    "agents.sessions.setStatus": {"chat:write"},
    "assistant.threads.setStatus": {"chat:write"},
    "assistant.threads.setSuggestedPrompts": {"assistant:write"},
    "auth.test": set(),
    "chat.appendStream": {"chat:write"},
    "chat.delete": {"chat:write"},
    "chat.postMessage": {"chat:write"},
    "chat.startStream": {"chat:write"},
    "chat.stopStream": {"chat:write"},
    "chat.update": {"chat:write"},
    "conversations.history": {"channels:history", "groups:history", "im:history"},
    "conversations.replies": {"channels:history", "groups:history", "im:history"},
    "conversations.info": {"channels:read", "groups:read"},
    "users.info": {"users:read"},
    "views.open": set(),
    "views.publish": set(),
}


@pytest.fixture
def manifest() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(files("bot").joinpath("manifest.yaml").read_text(encoding="utf-8"))
    return read


def _events(manifest: dict[str, Any]) -> set[str]:
    return set(manifest["settings"]["event_subscriptions"]["bot_events"])


@pytest.mark.parametrize("version", ["1.0.0", "2.0.0"])
def test_the_manifest_satisfies_the_published_schema(version: str, manifest: dict[str, Any]) -> None:
    reference = os.environ.get("BROBYGGER_REFERENCE")
    if not reference:
        pytest.skip("BROBYGGER_REFERENCE names no folder with Slack's schemas")
    jsonschema = pytest.importorskip("jsonschema")
    path = Path(reference) / f"slack/ref/manifest.schema.{version}.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    check = jsonschema.validators.validator_for(schema)(schema)
    assert [f"{error.json_path}: {error.message}" for error in check.iter_errors(manifest)] == []


def test_scopes_are_exactly_those_that_events_methods_and_commands_need(manifest: dict[str, Any]) -> None:
    needed = {"commands"}.union(*(EVENT_SCOPES[event] for event in _events(manifest)), *METHOD_SCOPES.values())
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == needed


def test_the_code_calls_no_other_method_than_those(manifest: dict[str, Any]) -> None:
    called = set()
    room = Path(home.__file__).parents[1]
    for path in room.rglob("*.py"):
        if "sandbox" not in path.relative_to(room).parts:
            text = path.read_text(encoding="utf-8")
            called |= {method for method in _client_methods() if f"client.{method}" in text}
    assert {name.replace("_", ".") for name in called} == set(METHOD_SCOPES)


def _client_methods() -> set[str]:
    return {name for name in dir(AsyncWebClient) if "_" in name.strip("_") and not name.startswith("_")} - {
        "api_call",
        "base_url",
        "retry_handlers",
        "default_params",
    }


def test_it_is_an_agent_view_and_not_both_views(manifest: dict[str, Any]) -> None:
    assert "agent_view" in manifest["features"]
    assert "assistant_view" not in manifest["features"]


def test_the_usage_hint_names_the_subcommands(manifest: dict[str, Any]) -> None:
    (command,) = manifest["features"]["slash_commands"]
    assert command["command"] == COMMAND
    assert command["usage_hint"] == "hjelp | spør | kurs | kontakt | avtale | status"


async def test_every_event_and_command_has_a_listener_and_the_reverse(
    manifest: dict[str, Any], state: State, knowledge: Any, made_up: Any
) -> None:
    def today() -> date:
        return made_up.today  # type: ignore[no-any-return]  # a fixture

    registered = _Recorder()
    conversation = Conversation(knowledge, state, today=today, language="nb")
    desk = Desk(conversation, knowledge, state, "nb", 90, today)
    register(registered, desk)  # type: ignore[arg-type]  # records what an app would be told
    assert registered.heard["event"] == {event.split(".")[0] for event in _events(manifest)}
    assert registered.heard["command"] == {c["command"] for c in manifest["features"]["slash_commands"]}
    assert registered.heard.get("shortcut", set()) == set()


class _Recorder:
    """Stands in for the app while listeners register, and writes down for what."""

    def __init__(self) -> None:
        self.heard: dict[str, set[Any]] = {}

    def __getattr__(self, kind: str) -> Callable[[Any], Callable[[Any], Any]]:
        def register(what: Any, **_options: Any) -> Callable[[Any], Any]:
            self.heard.setdefault(kind, set()).add(what)
            return lambda listener: listener

        return register
