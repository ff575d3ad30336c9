"""The Home tab: what the bot can do, how fresh its sources are, and questions to try."""

from typing import Any

from bot.rendering import blocks
from bot.rendering.blocks import Block
from bot.rendering.body import list_of
from bot.rendering.dating import number, reader_date
from bot.rendering.going_on import ask_buttons
from bot.wording import Words
from knowledge.models import IndexInfo

_ABILITIES = ("home.can_agreement", "home.can_courses", "home.can_nemonoor", "home.can_contact")


def home_view(info: IndexInfo, words: Words, retention_days: int) -> dict[str, Any]:
    """The view that ``views.publish`` takes."""
    intro = blocks.section([blocks.span(words.say("home.intro"))])
    shown: list[Block] = [
        blocks.header(words.say("home.title")),
        blocks.rich_text([intro, list_of([words.say(key) for key in _ABILITIES])]),
        blocks.context(words.say("home.how")),
        blocks.header(words.say("home.try")),
        ask_buttons(words.lines("examples")),
        {"type": "divider"},
        blocks.header(words.say("home.freshness")),
        blocks.rich_text([list_of(freshness(info, words))]),
        blocks.context(words.say("home.honest")),
        blocks.context(words.say("home.privacy", days=words.count("home.days", retention_days))),
    ]
    return {"type": "home", "blocks": shown}


def freshness(info: IndexInfo, words: Words) -> list[str]:
    """When the sources were read in, the newest date among them, and how much there is."""
    language = words.language
    lines = [words.say("home.built", date=reader_date(info.built_at[:10], language))]
    if info.newest_date:
        lines.append(words.say("home.newest", date=reader_date(info.newest_date, language)))
    counts = {"sources": len(info.sources), "courses": info.courses, "contacts": info.contacts}
    counted = {name: words.count(f"home.{name}", n, number(n, language)) for name, n in counts.items()}
    lines.append(words.say("home.counts", **counted))
    return lines
