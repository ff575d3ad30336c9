"""An answer in words alone, for notifications, screen readers and clients without blocks."""

from datetime import date

from bot.rendering.blocks import FALLBACK_TEXT
from bot.rendering.cards import SHOWN, contact_title
from bot.rendering.course_facts import course_lines, course_title, grouped
from bot.rendering.plain import clean, clip, escape, one_line
from bot.rendering.repeats import words_in
from bot.rendering.sources import spoken_sources
from bot.wording import Words
from knowledge.models import Answer, ShownContact


def spoken(answer: Answer, words: Words, today: date, told: str | None = None) -> str:
    """The answer with its courses, contacts and sources in words, escaped for Slack's text field.

    ``told`` takes the place of its text, where that is Markdown or parted. A course or contact that the
    answer's own text names is not said again. The sources and the note come last and are kept: a long
    answer is clipped before them.
    """
    text = clean(answer.text if told is None else told).strip()
    said = words_in(answer.text)
    parts = [text]
    for group in grouped(answer.courses)[:SHOWN]:
        if not words_in(course_title(group[0].course, words)) <= said:
            parts.append(f"• {'; '.join(course_lines(group, words, today))} [{group[0].n}]")
    for contact in answer.contacts[:SHOWN]:
        if not words_in(contact.contact.function) <= said:
            parts.append(f"• {_contact(contact)} [{contact.n}]")
    sources = escape(clip(spoken_sources(answer.citations, words), FALLBACK_TEXT // 2))
    note = escape(clip(one_line(answer.note or ""), FALLBACK_TEXT // 6))
    ending = "".join(f"\n\n{part}" for part in (sources, note) if part)
    return clip_escaped(escape("\n".join(parts)), FALLBACK_TEXT - len(ending)) + ending


def _contact(shown: ShownContact) -> str:
    contact = shown.contact
    return f"{contact_title(contact)}: {one_line(contact.value)}"


def clip_escaped(text: str, limit: int) -> str:
    """Clip an escaped text without leaving half an entity such as ``&am`` at the end."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    entity = cut.rfind("&")
    if entity > limit - 7 and ";" not in cut[entity:]:
        cut = cut[:entity]
    return f"{cut.rstrip()}…"
