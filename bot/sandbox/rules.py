"""The Web API's methods as the sandbox knows them: arguments, token kind and scopes, from the documented facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.sandbox.world import ChannelKind

TokenKind = Literal["bot", "app"]


@dataclass(frozen=True, slots=True)
class Method:
    """One method. ``scopes``: any one of them will do; by the channel's kind where the method reads channels.

    ``content`` names the arguments of which one must be there, or else the answer is ``no_text``.
    """

    required: frozenset[str]
    known: frozenset[str]
    scopes: tuple[str, ...] = ()
    scopes_by_kind: Mapping[ChannelKind, str] | None = None
    token: TokenKind = "bot"
    content: tuple[str, ...] = ()


# Bolt adds team_id to every call of a listener's client; `token` may come as an argument.
TOLERATED = frozenset({"team_id", "token"})


def _method(
    required: str = "",
    optional: str = "",
    *,
    scope: str = "",
    by_kind: Mapping[ChannelKind, str] | None = None,
    token: TokenKind = "bot",
    content: str = "",
) -> Method:
    needed = frozenset(required.split())
    known = needed | frozenset(optional.split()) | frozenset(content.split()) | TOLERATED
    return Method(needed, known, tuple(scope.split()), by_kind, token, tuple(content.split()))


_READ: Mapping[ChannelKind, str] = {"channel": "channels:read", "group": "groups:read", "im": "im:read"}
_HISTORY: Mapping[ChannelKind, str] = {
    "channel": "channels:history",
    "group": "groups:history",
    "im": "im:history",
}
_WRITE: Mapping[ChannelKind, str] = {"channel": "channels:manage", "group": "groups:write", "im": "im:write"}
_LOOKS = "as_user icon_emoji icon_url link_names parse username"
_CONTENT = "text blocks attachments markdown_text"
_PAGE = "cursor limit"
_RANGE = "cursor limit include_all_metadata inclusive latest oldest"

METHODS: Mapping[str, Method] = {
    "auth.test": _method(),
    "apps.connections.open": _method(token="app"),
    "team.info": _method("", "team domain", scope="team:read"),
    "bots.info": _method("", "bot", scope="users:read"),
    "users.info": _method("user", "include_locale", scope="users:read"),
    "usergroups.users.list": _method("usergroup", "include_disabled", scope="usergroups:read"),
    "conversations.info": _method("channel", "include_locale include_num_members", by_kind=_READ),
    "conversations.open": _method("", "channel users prevent_creation return_im", by_kind=_WRITE),
    "conversations.history": _method("channel", _RANGE, by_kind=_HISTORY),
    "conversations.replies": _method("channel ts", _RANGE, by_kind=_HISTORY),
    "conversations.members": _method("channel", _PAGE, by_kind=_READ),
    "conversations.list": _method("", f"{_PAGE} exclude_archived types"),  # its scopes follow from `types`
    "chat.postMessage": _method(
        "channel",
        f"{_LOOKS} metadata mrkdwn reply_broadcast thread_ts unfurl_links unfurl_media",
        scope="chat:write",
        content=_CONTENT,
    ),
    "chat.postEphemeral": _method("channel user", f"{_LOOKS} thread_ts", scope="chat:write", content=_CONTENT),
    "chat.update": _method(
        "channel ts",
        "as_user file_ids link_names metadata parse reply_broadcast",
        scope="chat:write",
        content=_CONTENT,
    ),
    "chat.delete": _method("channel ts", "as_user", scope="chat:write"),
    "chat.getPermalink": _method("channel message_ts"),
    "chat.startStream": _method(
        "channel thread_ts",
        "chunks icon_emoji icon_url markdown_text recipient_team_id recipient_user_id task_display_mode username",
        scope="chat:write",
    ),
    "chat.appendStream": _method("channel ts", scope="chat:write", content="markdown_text chunks"),
    "chat.stopStream": _method("channel ts", "blocks chunks markdown_text metadata session_status", scope="chat:write"),
    "assistant.threads.setStatus": _method(
        "channel_id status thread_ts",
        "icon_emoji icon_url loading_messages username",
        scope="chat:write assistant:write",
    ),
    "assistant.threads.setSuggestedPrompts": _method("channel_id prompts", "thread_ts title", scope="assistant:write"),
    "assistant.threads.setTitle": _method("channel_id thread_ts title", scope="assistant:write"),
    "agents.sessions.setStatus": _method(
        "channel_id thread_ts status", "icon_emoji icon_url initiator_user_id title username", scope="chat:write"
    ),
    "agents.sessions.rename": _method("channel_id thread_ts title", scope="chat:write"),
    "reactions.add": _method("channel name timestamp", scope="reactions:write"),
    "reactions.remove": _method("channel name timestamp", scope="reactions:write"),
    "views.open": _method("trigger_id view"),
    "views.push": _method("trigger_id view"),
    "views.update": _method("view", "external_id hash view_id"),
    "views.publish": _method("user_id view", "hash"),
}

JSON_ARGUMENTS = frozenset({"attachments", "blocks", "chunks", "loading_messages", "metadata", "prompts", "view"})
BOOLEAN_ARGUMENTS = frozenset(
    "as_user exclude_archived include_all_metadata include_disabled include_locale include_num_members inclusive "
    "link_names mrkdwn prevent_creation reply_broadcast return_im unfurl_links unfurl_media".split()
)
INTEGER_ARGUMENTS = frozenset({"limit"})
CUSTOM_LOOKS = frozenset({"icon_emoji", "icon_url", "username"})  # these need chat:write.customize
MAX_LIMIT = 1000
MAX_ATTACHMENTS = 100
MARKDOWN_TEXT_LIMIT = 12_000
UPDATE_TEXT_LIMIT = 4_000  # chat.update answers msg_too_long above this
POST_TEXT_LIMIT = 40_000  # documented; above …
SPLIT_TEXT_LIMIT = 4_000  # … this Slack splits a posted text in several messages
