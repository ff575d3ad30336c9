"""What every message to Slack shares: its parts as arguments, its mark, and what may go wrong."""

from typing import Any

from slack_sdk.errors import SlackApiError

from bot.rendering.blocks import Rendered

# Slack's word that it is the blocks it did not like; the text alone says the same.
BLOCKS_REFUSED = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})
EVENT_TYPE = "brobygger_answer"  # marks our answers, so that one can be found again by its id


class Undelivered(Exception):
    """A message may not have reached the asker."""


def content(message: Rendered) -> dict[str, Any]:
    """A message's text and blocks as arguments."""
    return {"text": message.text, "blocks": list(message.blocks)}


def about(answer_id: str | None) -> dict[str, Any]:
    """The mark by which an answer's message can be found again, as an argument."""
    return {"metadata": {"event_type": EVENT_TYPE, "event_payload": {"answer_id": answer_id}}} if answer_id else {}


def reason_of(error: Exception) -> str:
    """Why something was not sent: Slack's code, or what broke on the way."""
    if isinstance(error, SlackApiError):
        return str(error.response.get("error"))
    return f"{type(error).__name__}: {error}"
