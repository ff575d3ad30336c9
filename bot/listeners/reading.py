"""From Slack's payloads to plain values: what was written, by whom, to whom."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# A person's own message: plain, with a file, or a thread reply that is also shown in the channel.
# Edits, deletions, joins and everything else Slack calls a message have other subtypes.
_OWN_WORDS = frozenset({None, "file_share", "thread_broadcast"})
_TOKEN = re.compile(r"<([^<>]+)>")
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_CALL = re.compile(r"<!(?:subteam\^|here|channel|everyone)")


@dataclass(frozen=True, slots=True)
class Message:
    """A message somebody wrote. ``raw`` is Slack's text with its ``<…>`` tokens.

    ``own_team`` is its writer's workspace, None where Slack does not say; ``shared`` tells whether people of other
    workspaces are in the channel, None where the event does not say.
    """

    team_id: str
    event_id: str
    user_id: str
    channel: str
    ts: str
    thread_ts: str | None
    raw: str
    direct: bool
    has_files: bool
    own_team: str | None = None
    shared: bool | None = None

    @property
    def root(self) -> str:
        """The first message of its thread: itself when it starts one."""
        return self.thread_ts or self.ts

    def mentions(self) -> frozenset[str]:
        """The ids of the people and apps it mentions."""
        return frozenset(_MENTION.findall(self.raw))

    def calls_others(self, bot_user_id: str) -> bool:
        """Whether it is addressed to somebody else than the bot."""
        return bool(self.mentions() - {bot_user_id}) or _CALL.search(self.raw) is not None


def read_message(body: Mapping[str, Any]) -> Message | None:
    """The message in an event's body; None for edits, deletions, notices and what bots write."""
    event = body["event"]
    return None if event.get("hidden") else _written(event, body)


@dataclass(frozen=True, slots=True)
class Deleted:
    """A message that is gone."""

    team_id: str
    channel: str
    ts: str


def read_change(body: Mapping[str, Any]) -> Message | Deleted | None:
    """What an event tells of a message that was there before: its new words, or that it is gone.

    None for everything else, and for a change of anything but somebody's own words: Slack tells the same way of
    unfurled links, of replies, and of our own messages.
    """
    event = body["event"]
    new, old = event.get("message") or {}, event.get("previous_message") or {}
    if event.get("subtype") == "message_deleted":
        team_id = body.get("team_id") or ""
        return None if old.get("bot_id") else Deleted(team_id, event["channel"], event["deleted_ts"])
    if event.get("subtype") != "message_changed" or new.get("text") == old.get("text"):
        return None
    place = {name: event[name] for name in ("channel", "channel_type") if name in event}
    return _written({**new, **place}, body)


def _written(event: Mapping[str, Any], body: Mapping[str, Any]) -> Message | None:
    if event.get("subtype") not in _OWN_WORDS or event.get("bot_id"):
        return None
    user = event.get("user")
    if not user or user == "USLACKBOT":
        return None
    return Message(
        team_id=body.get("team_id") or event.get("team") or "",
        event_id=body.get("event_id") or f"{event['channel']}:{event['ts']}",
        user_id=user,
        channel=event["channel"],
        ts=event["ts"],
        thread_ts=event.get("thread_ts"),
        raw=event.get("text") or "",
        direct=event.get("channel_type") == "im",
        has_files=bool(event.get("files")),
        own_team=event.get("user_team") or event.get("source_team") or event.get("team"),
        shared=body.get("is_ext_shared_channel"),
    )


def plain(raw: str, bot_user_id: str) -> str:
    """What a reader saw: tokens as their labels, the bot's own mention left out, entities decoded."""

    def shown(match: re.Match[str]) -> str:
        target, _, label = match.group(1).partition("|")
        if target == f"@{bot_user_id}":
            return " "
        if label:
            return label if target[0] not in "#@" or label[0] == target[0] else f"{target[0]}{label}"
        return target.removeprefix("mailto:").removeprefix("!")

    text = _TOKEN.sub(shown, raw)
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()
