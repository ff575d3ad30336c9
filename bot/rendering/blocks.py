"""The few Block Kit pieces this bot uses, as plain dictionaries, and their limits in characters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.rendering.plain import clip, one_line

Block = dict[str, Any]

BUTTON_TEXT = 75
BUTTON_VALUE = 2000
HEADER_TEXT = 150
MESSAGE_BLOCKS = 45  # Slack allows 50; some blocks count as more than one
FALLBACK_TEXT = 3500  # Slack splits a message's text near 4 000


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message: ``text`` is what notifications and screen readers get and reads well alone.

    Of an answer, ``body`` is the text without what stands on cards and buttons, and ``beneath`` are the blocks to put
    under that text where it stands there already. ``further`` are the messages that go on from here, in order, where
    one does not hold it all.
    """

    text: str
    blocks: tuple[Block, ...]
    body: str = ""
    beneath: tuple[Block, ...] = ()
    further: tuple["Rendered", ...] = ()


def span(text: str, **style: bool) -> Block:
    """Text inside rich text; Slack shows it as it stands, so mentions and markup in it do nothing."""
    return {"type": "text", "text": text, "style": style} if style else {"type": "text", "text": text}


def link(url: str, text: str, **style: bool) -> Block:
    """A link inside rich text."""
    element: Block = {"type": "link", "url": url, "text": text}
    return {**element, "style": style} if style else element


def section(elements: Sequence[Block]) -> Block:
    """One run of rich text."""
    return {"type": "rich_text_section", "elements": list(elements)}


def bullets(items: Iterable[Sequence[Block]]) -> Block:
    """A bulleted list inside rich text."""
    return {"type": "rich_text_list", "style": "bullet", "elements": [section(item) for item in items]}


def quote(text: str) -> Block:
    """A quotation inside rich text."""
    return {"type": "rich_text_quote", "elements": [span(text)]}


def rich_text(parts: Sequence[Block]) -> Block:
    """A block of rich text from sections, lists and quotes."""
    return {"type": "rich_text", "elements": list(parts)}


def plain_text(text: str) -> Block:
    """A plain text object; Slack interprets no markup in it, and emoji names stay names."""
    return {"type": "plain_text", "text": text, "emoji": False}


def header(text: str) -> Block:
    """A heading block."""
    return {"type": "header", "text": plain_text(clip(one_line(text), HEADER_TEXT))}


def context(text: str) -> Block:
    """Small grey text, at most 2 000 characters."""
    return {"type": "context", "elements": [plain_text(clip(text, 2000))]}


def button(label: str, action_id: str, *, value: str | None = None, url: str | None = None) -> Block:
    """A button; ``value`` longer than Slack takes is clipped."""
    element: Block = {"type": "button", "text": plain_text(clip(one_line(label), BUTTON_TEXT)), "action_id": action_id}
    if value is not None:
        element["value"] = clip(value, BUTTON_VALUE)
    if url is not None:
        element["url"] = url
    return element


def actions(elements: Iterable[Block]) -> Block:
    """A row of buttons, at most 25."""
    return {"type": "actions", "elements": list(elements)}


def feedback(labels: Mapping[str, tuple[str, str, str]], action_id: str) -> Block:
    """The pair of feedback buttons; ``labels`` holds (text, accessibility label, value) for positive and negative."""

    def one(side: str) -> Block:
        text, label, value = labels[side]
        return {"text": plain_text(text), "accessibility_label": label, "value": value}

    element = {
        "type": "feedback_buttons",
        "action_id": action_id,
        "positive_button": one("positive"),
        "negative_button": one("negative"),
    }
    return {"type": "context_actions", "elements": [element]}
