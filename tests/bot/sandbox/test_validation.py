"""What the gate of the Web API lets through, and the words in which it refuses."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.errors import ApiError
from bot.sandbox.rules import METHODS
from bot.sandbox.validation import Gate, validate_request
from bot.sandbox.world import ChannelKind

Json = dict[str, Any]
ALL_SCOPES = Gate("xoxb-prøve", "xapp-prøve", frozenset({"chat:write", "assistant:write"}), lambda _: "channel")
KINDS: dict[str, ChannelKind] = {"D1": "im", "C1": "channel"}
GATE = Gate("xoxb-prøve", "xapp-prøve", frozenset({"chat:write", "im:history"}), KINDS.get)


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def section(text: str = "x") -> Json:
    """A section."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(**changes: Any) -> Json:
    """A button."""
    return {"type": "button", "text": plain("Trykk"), "action_id": "a", **changes}


def actions(*elements: Json) -> Json:
    """A block of buttons."""
    return {"type": "actions", "elements": list(elements)}


def modal(**changes: Any) -> Json:
    """A modal."""
    return {"type": "modal", "title": plain("Tittel"), "blocks": [section()], **changes}


def table(cell: str = "x") -> Json:
    """A table of one cell."""
    return {"type": "table", "rows": [[{"type": "raw_text", "text": cell}]]}


INPUT = {"type": "input", "label": plain("Navn"), "element": {"type": "plain_text_input", "action_id": "a"}}
FEEDBACK = {
    "type": "feedback_buttons",
    "action_id": "f",
    "positive_button": {"text": plain("Bra"), "value": "ja"},
    "negative_button": {"text": plain("Dårlig"), "value": "nei"},
}

ACCEPTED: dict[str, list[Json]] = {
    "section of 3000": [section("x" * 3000)],
    "ten fields of 2000": [{"type": "section", "fields": [plain("x" * 1000)] * 10}],
    "fifty blocks": [{"type": "divider"}] * 50,
    "header of 150": [{"type": "header", "text": plain("x" * 150)}],
    "25 buttons": [actions(*(button(action_id=str(n)) for n in range(25)))],
    "feedback": [{"type": "context_actions", "elements": [FEEDBACK]}],
    "markdown of 12000": [{"type": "markdown", "text": "x" * 12_000}],
    "fifty parts of markdown": [{"type": "markdown", "text": "# x\n\n- a\n- b\n\n" * 25}],
    "card": [{"type": "card", "title": plain("Kort"), "body": {"type": "mrkdwn", "text": "x" * 200}}],
    "carousel": [{"type": "carousel", "elements": [{"type": "card", "title": plain("Kort")}]}],
    "one table": [table()],
    "rich text": [
        {
            "type": "rich_text",
            "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "a", "style": {"bold": True}}]},
                {
                    "type": "rich_text_list",
                    "style": "bullet",
                    "elements": [
                        {"type": "rich_text_section", "elements": [{"type": "link", "url": "https://x.test"}]}
                    ],
                },
            ],
        }
    ],
}

REFUSED: dict[str, tuple[Any, str, str]] = {
    "unknown type": ([{"type": "nope"}], "invalid_blocks", "unsupported type: nope [json-pointer:/blocks/0/type]"),
    "no type": ([{}], "invalid_blocks", "unsupported type: None"),
    "not a list": ({"type": "divider"}, "invalid_blocks_format", ""),
    "not JSON": ("[{", "invalid_blocks_format", ""),
    "alert in a message": ([{"type": "alert", "text": plain("x")}], "invalid_blocks", "unsupported type: alert"),
    "51 blocks": ([{"type": "divider"}] * 51, "invalid_blocks", "no more than 50 items allowed [json-pointer:/blocks]"),
    "long section": ([section("x" * 3001)], "invalid_blocks", "less than 3001 characters [json-pointer:/blocks/0/text"),
    "empty section": ([{"type": "section"}], "invalid_blocks", "missing required field: text"),
    "empty text": ([section("")], "invalid_blocks", "must be more than 0 characters"),
    "text as string": ([{"type": "section", "text": "x"}], "invalid_blocks", "must be an object"),
    "unknown key": ([{"type": "divider", "foo": 1}], "invalid_blocks", "invalid additional property: foo"),
    "11 fields": ([{"type": "section", "fields": [plain("x")] * 11}], "invalid_blocks", "no more than 10 items"),
    "long field": ([{"type": "section", "fields": [plain("x" * 2001)]}], "invalid_blocks", "less than 2001"),
    "long header": ([{"type": "header", "text": plain("x" * 151)}], "invalid_blocks", "less than 151"),
    "mrkdwn header": ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "invalid_blocks", "mrkdwn"),
    "11 in context": ([{"type": "context", "elements": [plain("x")] * 11}], "invalid_blocks", "no more than 10"),
    "26 buttons": ([actions(*(button(action_id=str(n)) for n in range(26)))], "invalid_blocks", "no more than 25"),
    "no buttons": ([actions()], "invalid_blocks", "at least 1"),
    "6 context actions": (
        [{"type": "context_actions", "elements": [{**FEEDBACK, "action_id": str(n)} for n in range(6)]}],
        "invalid_blocks",
        "no more than 5",
    ),
    "long button": ([actions(button(text=plain("x" * 76)))], "invalid_blocks", "less than 76"),
    "long value": ([actions(button(value="x" * 2001))], "invalid_blocks", "less than 2001"),
    "long url": ([actions(button(url="x" * 3001))], "invalid_blocks", "less than 3001"),
    "odd style": ([actions(button(style="blue"))], "invalid_blocks", "must be one of: primary, danger"),
    "long action_id": ([actions(button(action_id="x" * 256))], "invalid_blocks", "less than 256"),
    "long block_id": ([{"type": "divider", "block_id": "x" * 256}], "invalid_blocks", "less than 256"),
    "same block_id": ([{"type": "divider", "block_id": "b"}] * 2, "invalid_blocks", "`block_id` b already exists"),
    "same action_id": ([actions(button(), button())], "invalid_blocks", "`action_id` a already exists"),
    "two tables": ([table(), table()], "invalid_blocks", "only one table"),
    "big table": ([table("x" * 10_001)], "msg_blocks_too_long", ""),
    "much inside markdown": ([{"type": "markdown", "text": "# x\n\ny\n\n" * 26}], "invalid_blocks", "50 items"),
    "much markdown": ([{"type": "markdown", "text": "x" * 7000}] * 2, "invalid_blocks", "less than 12001"),
    "13 201 characters": ([section("x" * 2900)] * 4 + [section("x" * 1601)], "msg_blocks_too_long", ""),
}


@pytest.mark.parametrize("blocks", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_a_message_may_carry(blocks: list[Json]) -> None:
    """Blocks at their documented limits pass, and give no warning beside a text."""
    arguments = {"channel": "C1", "text": "Tekst", "blocks": blocks}
    assert validate_request(GATE, "chat.postMessage", arguments, "xoxb-prøve") == ()


@pytest.mark.parametrize(("blocks", "code", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_a_message_may_not_carry(blocks: Any, code: str, words: str) -> None:
    """Blocks beyond a limit are refused with Slack's code and a message that points at them."""
    arguments = {"channel": "C1", "text": "Tekst", "blocks": blocks}
    with pytest.raises(ApiError) as refusal:
        validate_request(GATE, "chat.postMessage", arguments, "xoxb-prøve")
    body = refusal.value.body()
    assert (body["ok"], body["error"]) == (False, code)
    assert words in "\n".join(body.get("response_metadata", {}).get("messages", [""]))


VIEWS: dict[str, tuple[Json, str | None]] = {
    "plain": (modal(), None),
    "with input": (modal(blocks=[INPUT], submit=plain("Send")), None),
    "alert": (modal(blocks=[{"type": "alert", "text": plain("Obs"), "level": "info"}]), None),
    "hundred blocks": (modal(blocks=[{"type": "divider"}] * 100), None),
    "101 blocks": (modal(blocks=[{"type": "divider"}] * 101), "no more than 100 items"),
    "input without submit": (modal(blocks=[INPUT]), "must define `submit`"),
    "long title": (modal(title=plain("x" * 25)), "less than 25"),
    "long submit": (modal(submit=plain("x" * 25)), "less than 25"),
    "long close": (modal(close=plain("x" * 25)), "less than 25"),
    "long private_metadata": (modal(private_metadata="x" * 3001), "less than 3001"),
    "long callback_id": (modal(callback_id="x" * 256), "less than 256"),
    "markdown block": (modal(blocks=[{"type": "markdown", "text": "x"}]), "unsupported type: markdown"),
    "context actions": (modal(blocks=[{"type": "context_actions", "elements": [FEEDBACK]}]), "unsupported type"),
    "table": (modal(blocks=[table()]), "unsupported type: table"),
    "no title": ({"type": "modal", "blocks": []}, "missing required field: title"),
    "a home": ({"type": "home", "blocks": []}, "unsupported type: home"),
}


@pytest.mark.parametrize(("view", "words"), VIEWS.values(), ids=VIEWS.keys())
def test_a_modal(view: Json, words: str | None) -> None:
    """A view is refused as invalid_arguments, with a message that points into it."""
    arguments = {"trigger_id": "1.2.x", "view": view}
    if words is None:
        validate_request(GATE, "views.open", arguments, "xoxb-prøve")
        return
    with pytest.raises(ApiError, match="invalid_arguments") as refusal:
        validate_request(GATE, "views.open", arguments, "xoxb-prøve")
    assert words in str(refusal.value.body()["response_metadata"]["messages"])


def test_home_tabs_have_their_own_shape() -> None:
    """A Home tab may have inputs without a submit, but neither alert nor title."""
    validate_request(
        GATE, "views.publish", {"user_id": "U1", "view": {"type": "home", "blocks": [INPUT]}}, "xoxb-prøve"
    )
    for wrong in ({"blocks": [{"type": "alert", "text": plain("x")}]}, {"blocks": [], "title": plain("x")}):
        with pytest.raises(ApiError, match="invalid_arguments"):
            validate_request(GATE, "views.publish", {"user_id": "U1", "view": {"type": "home", **wrong}}, "xoxb-prøve")


OTHER: dict[str, tuple[str, Json, str | None, str]] = {
    "unknown method": ("chat.shout", {}, "xoxb-prøve", "unknown_method"),
    "no token": ("auth.test", {}, None, "not_authed"),
    "wrong token": ("auth.test", {}, "xoxb-en-annen", "invalid_auth"),
    "token of the wrong kind": ("auth.test", {}, "xapp-prøve", "not_allowed_token_type"),
    "missing argument": ("chat.postMessage", {"text": "x"}, "xoxb-prøve", "invalid_arguments"),
    "unknown argument": ("chat.postMessage", {"channel": "C1", "txt": "x"}, "xoxb-prøve", "invalid_arguments"),
    "number for text": ("chat.postMessage", {"channel": "C1", "text": 1}, "xoxb-prøve", "invalid_arguments"),
    "nothing to say": ("chat.postMessage", {"channel": "C1"}, "xoxb-prøve", "no_text"),
    "empty text": ("chat.postMessage", {"channel": "C1", "text": ""}, "xoxb-prøve", "no_text"),
    "text and markdown": (
        "chat.postMessage",
        {"channel": "C1", "text": "x", "markdown_text": "y"},
        "xoxb-prøve",
        "markdown_text_conflict",
    ),
    "long update": ("chat.update", {"channel": "C1", "ts": "1.1", "text": "x" * 4001}, "xoxb-prøve", "msg_too_long"),
    "metadata without type": (
        "chat.postMessage",
        {"channel": "C1", "text": "x", "metadata": {"event_payload": {}}},
        "xoxb-prøve",
        "invalid_metadata_format",
    ),
    "missing scope": (
        "reactions.add",
        {"channel": "C1", "name": "x", "timestamp": "1.1"},
        "xoxb-prøve",
        "missing_scope",
    ),
    "scope by channel": ("conversations.history", {"channel": "C1"}, "xoxb-prøve", "missing_scope"),
    "five prompts": (
        "assistant.threads.setSuggestedPrompts",
        {"channel_id": "D1", "prompts": [{"title": "a", "message": "b"}] * 5},
        "xoxb-prøve",
        "missing_scope",
    ),
    "chunk of unknown type": (
        "chat.appendStream",
        {"channel": "D1", "ts": "1.1", "chunks": [{"type": "x"}]},
        "xoxb-prøve",
        "invalid_chunks",
    ),
    "custom looks": (
        "chat.postMessage",
        {"channel": "C1", "text": "x", "username": "En annen"},
        "xoxb-prøve",
        "missing_scope",
    ),
    "limit of nothing": ("conversations.history", {"channel": "D1", "limit": 0}, "xoxb-prøve", "invalid_limit"),
    "odd attachments": ("chat.postMessage", {"channel": "C1", "attachments": "x"}, "xoxb-prøve", "invalid_attachments"),
    "string limit": ("conversations.history", {"channel": "D1", "limit": "mange"}, "xoxb-prøve", "invalid_arguments"),
}


@pytest.mark.parametrize(("method", "arguments", "token", "code"), OTHER.values(), ids=OTHER.keys())
def test_a_request_is_refused(method: str, arguments: Json, token: str | None, code: str) -> None:
    """Each refusal has Slack's own code."""
    with pytest.raises(ApiError, match=code):
        validate_request(GATE, method, arguments, token)


def test_a_missing_scope_names_what_is_needed_and_what_is_there() -> None:
    """The answer says which scope would have done, and which the app has."""
    with pytest.raises(ApiError) as refusal:
        validate_request(GATE, "users.info", {"user": "U1"}, "xoxb-prøve")
    assert refusal.value.body() == {
        "ok": False,
        "error": "missing_scope",
        "needed": "users:read",
        "provided": "chat:write,im:history",
    }


def test_the_scope_of_a_channel_method_follows_the_channel() -> None:
    """im:history is enough for a direct message's history, though not for a channel's."""
    validate_request(GATE, "conversations.history", {"channel": "D1"}, "xoxb-prøve")


def test_team_id_is_tolerated() -> None:
    """Bolt adds team_id to every call of a listener's client."""
    validate_request(GATE, "chat.postMessage", {"channel": "C1", "text": "x", "team_id": "T1"}, "xoxb-prøve")


@pytest.mark.parametrize("method", ["chat.postMessage", "chat.update", "chat.postEphemeral"])
def test_blocks_without_a_text_get_a_warning(method: str) -> None:
    """A screen reader and a notification need the text; Slack accepts its absence, the inspector points at it."""
    arguments = {"channel": "C1", "ts": "1.1", "user": "U1", "blocks": [section()]}
    kept = {n: v for n, v in arguments.items() if n != ("ts" if method != "chat.update" else "user")}
    kept = {n: v for n, v in kept.items() if n != "user" or method == "chat.postEphemeral"}
    assert validate_request(GATE, method, kept, "xoxb-prøve") == ("missing_text",)


def test_a_long_posted_text_gets_a_warning() -> None:
    """Slack splits a posted text of more than 4000 characters in several messages."""
    arguments = {"channel": "C1", "text": "x" * 4001}
    assert validate_request(GATE, "chat.postMessage", arguments, "xoxb-prøve") == ("text_would_be_split",)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["section", "actions", "x"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "elements", "blocks", "fields", "accessory"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(value=JSON, name=st.sampled_from(["blocks", "view", "chunks", "metadata", "attachments", "prompts", "text"]))
def test_nonsense_is_refused_and_never_breaks_the_gate(value: Any, name: str) -> None:
    """Whatever JSON stands in an argument, the gate accepts it or raises ApiError."""
    methods = {"view": "views.open", "chunks": "chat.appendStream", "prompts": "assistant.threads.setSuggestedPrompts"}
    method = methods.get(name, "chat.postMessage")
    given_ids = {"channel": "C1", "channel_id": "C1", "ts": "1.1", "trigger_id": "1.2.x"}
    needed = {argument: given_ids[argument] for argument in METHODS[method].required if argument in given_ids}
    try:
        validate_request(ALL_SCOPES, method, {**needed, name: value}, "xoxb-prøve")
    except ApiError as refusal:
        assert refusal.body()["ok"] is False
