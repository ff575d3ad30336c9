"""Several courses side by side, as Slack's own cards, where all that is to be said of each fits on one.

Cards take only texts in which Slack reads markup. A course whose own words would be read so stands on a plain card.
"""

from collections.abc import Sequence
from datetime import date

from bot.rendering import blocks
from bot.rendering.blocks import Block
from bot.rendering.cards import SHOWN, course_cards
from bot.rendering.course_facts import course_lines, facts_line, grouped, linked_host
from bot.rendering.plain import escape, web_address
from bot.wording import Words
from knowledge.models import ShownOffering

FEWEST = 2  # one course alone stands better in the text
TITLE = SUBTITLE = 150  # Slack's limits for a card, in characters
BODY = 200
_MARKUP = frozenset("*_~`")


def shown_courses(courses: Sequence[ShownOffering], words: Words, today: date, most: int = SHOWN) -> list[Block]:
    """The first courses as a carousel, and how many more there are; as plain cards where one does not fit."""
    plain = course_cards(courses, words, today, most)
    groups = grouped(courses)[:most]
    cards = [card for group in groups if (card := _card(group, words, today))]
    if len(cards) < max(FEWEST, len(groups)):
        return plain
    return [{"type": "carousel", "elements": cards}, *plain[len(groups) :]]


def _card(group: Sequence[ShownOffering], words: Words, today: date) -> Block | None:
    """A course on a card, nothing left out; None when it does not fit."""
    name, *lines = course_lines(group, words, today)
    title = f"{name}\u00a0[{group[0].n}]"
    facts = facts_line(group, words)
    subtitle = lines.pop(0) if facts and lines and lines[0].startswith(facts) else ""
    body = "\n".join(lines)
    told = ((title, TITLE), (subtitle, SUBTITLE), (body, BODY))
    if not all(_means_itself(text) and len(escape(text)) <= most for text, most in told):
        return None
    card: Block = {"type": "card", "title": _text(title)}
    if subtitle:
        card["subtitle"] = _text(subtitle)
    if body:
        card["body"] = _text(body)
    if url := web_address(group[0].course.provenance.url):
        label = words.say("course.open", host=linked_host(url))
        card["actions"] = [blocks.button(label, f"open_{group[0].n}", url=url)]
    return card


def _text(text: str) -> Block:
    return {"type": "mrkdwn", "text": escape(text), "verbatim": True}


def _means_itself(text: str) -> bool:
    """Whether nothing in the text is markup once it is escaped: no emphasis, no quote, no emoji's name."""
    quotes = any(line.lstrip().startswith(">") for line in text.split("\n"))
    return not (_MARKUP & set(text) or quotes or any(word.count(":") > 1 for word in text.split()))
