"""What every message to Slack shares: its parts as arguments, its mark, and what may go wrong."""

from collections.abc import Mapping
from typing import Any

from aiohttp import ClientConnectorError
from slack_sdk.errors import SlackApiError

from bot.rendering.blocks import Rendered

# Slack's word that it is the blocks it did not like; the text alone says the same.
BLOCKS_REFUSED = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})
EVENT_TYPE = "brobygger_answer"  # marks our answers, so that one can be found again by its id
# Slack's words for a failure that may have happened after the message was posted, and for no answer at all.
UNSURE = frozenset({"internal_error", "fatal_error", "request_timeout", "service_unavailable"})
NO_ANSWER = "no answer of Slack's, HTTP"
# Asking again changes nothing: the place is gone, or we may not write there.
FINAL = frozenset(
    {
        "account_inactive",
        "channel_not_found",
        "ekm_access_denied",
        "is_archived",
        "missing_scope",
        "no_permission",
        "not_in_channel",
        "restricted_action",
        "thread_not_found",
        "token_revoked",
        "user_not_found",
    }
)


class Undelivered(Exception):
    """A message may not have reached the asker; ``is_final``: trying again is in vain."""

    @property
    def is_final(self) -> bool:
        """Whether Slack said no for good."""
        error = self.__cause__
        return isinstance(error, SlackApiError) and reason_of(error) in FINAL


def content(message: Rendered) -> dict[str, Any]:
    """A message's text and blocks as arguments."""
    return {"text": message.text, "blocks": list(message.blocks)}


def about(answer_id: str | None, part: int = 1) -> dict[str, Any]:
    """The mark by which an answer's message can be found again, as an argument; a long answer has several parts."""
    if not answer_id:
        return {}
    payload = {"answer_id": answer_id, **({"part": part} if part > 1 else {})}
    return {"metadata": {"event_type": EVENT_TYPE, "event_payload": payload}}


def reason_of(error: Exception) -> str:
    """Why something was not sent: Slack's code, or what broke on the way."""
    if not isinstance(error, SlackApiError):
        return f"{type(error).__name__}: {error}"
    data = getattr(error.response, "data", None)
    code = data.get("error") if isinstance(data, Mapping) else None
    return str(code) if code else f"{NO_ANSWER} {_status(error)}"


def _status(error: SlackApiError) -> int:
    # Of an answer that is no JSON, the SDK hands over what the HTTP library made of it.
    return int(getattr(error.response, "status_code", 0) or getattr(error.response, "status", 0))


def is_unsure(error: Exception) -> bool:
    """Whether a request may have had its effect although it failed."""
    if isinstance(error, SlackApiError):
        reason = reason_of(error)
        return _status(error) >= 500 or reason in UNSURE or reason.startswith(NO_ANSWER)
    return not isinstance(error, ClientConnectorError)  # what could not even connect was not sent


def mark_of(message: Mapping[str, Any]) -> tuple[str, int] | None:
    """The answer that a message of ours holds and which part of it, by its mark."""
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    if metadata.get("event_type") != EVENT_TYPE or "answer_id" not in payload:
        return None
    return payload["answer_id"], int(payload.get("part", 1))
