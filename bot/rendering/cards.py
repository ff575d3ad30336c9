"""Courses and contacts as short cards: what is known, as of when, and what is not given."""

from collections.abc import Sequence
from datetime import date

from bot.rendering import blocks
from bot.rendering.blocks import Block
from bot.rendering.dating import is_past, number, reader_date
from bot.rendering.plain import clean, clip, mail_address, one_line, web_address
from bot.wording import Words
from knowledge.models import Course, Offering, ShownContact, ShownOffering

SHOWN = 5
FIELD = 300  # characters of one field on a card


def course_cards(courses: Sequence[ShownOffering], words: Words, today: date, most: int = SHOWN) -> list[Block]:
    """The first courses, and how many more there are."""
    cards: list[Block] = []
    for place, shown in enumerate(courses[:most]):
        cards.append(blocks.rich_text([blocks.section(_course(shown, words, today))]))
        if url := web_address(shown.course.provenance.url):
            cards.append(blocks.actions([blocks.button(words.say("course.open"), f"open_course_{place}", url=url)]))
    return cards + _more("course", len(courses) - most, words)


def contact_cards(contacts: Sequence[ShownContact], words: Words, most: int = SHOWN) -> list[Block]:
    """The first contacts, and how many more there are."""
    cards: list[Block] = []
    for place, shown in enumerate(contacts[:most]):
        cards.append(blocks.rich_text([blocks.section(_contact(shown, words))]))
        if url := web_address(shown.contact.value):
            cards.append(blocks.actions([blocks.button(words.say("contact.open"), f"open_contact_{place}", url=url)]))
    return cards + _more("contact", len(contacts) - most, words)


def course_title(course: Course) -> str:
    """Title and code on one line."""
    title = one_line(course.title)
    return f"{title} ({one_line(course.code)})" if course.code else title


def facts_line(course: Course, offering: Offering, words: Words) -> str:
    """What is known in short: credits, how and where it is taught; empty when nothing is."""
    credits = ""
    if course.credits is not None:
        credits = words.say("course.credits", credits=number(course.credits, words.language))
    facts = (credits, one_line(offering.delivery or ""), one_line(offering.location or ""))
    return " · ".join(fact for fact in facts if fact)


def course_lines(shown: ShownOffering, words: Words, today: date) -> list[str]:
    """Title, facts, start, deadline and price: what is given with its date, and then what is not given."""
    offering = shown.offering
    start = _dated(offering.start, offering.start_note, words, today, "course.start_passed")
    deadline = _dated(offering.deadline, offering.deadline_note, words, today, "course.deadline_passed")
    fields = [("course.start", start), ("course.deadline", deadline), ("course.price", _price(offering, words))]
    as_of = _as_of(shown.course.provenance.date, words)
    given = [f"{words.say(key)}: {value} – {as_of}" for key, value in fields if value]
    missing = ", ".join(words.say(key) for key, value in fields if not value).capitalize()
    facts = facts_line(shown.course, offering, words)
    if facts and not given:
        facts = f"{facts} – {as_of}"
    lines = [course_title(shown.course), facts, *given, f"{missing}: {words.say('course.unknown')}" if missing else ""]
    return [line for line in lines if line]


def _course(shown: ShownOffering, words: Words, today: date) -> list[Block]:
    title, *lines = course_lines(shown, words, today)
    head = [blocks.span(clip(title, FIELD), bold=True), blocks.span(" "), blocks.span(f"[{shown.n}]", code=True)]
    return [*head, *(blocks.span(f"\n{clip(line, FIELD)}") for line in lines)]


def _contact(shown: ShownContact, words: Words) -> list[Block]:
    contact = shown.contact
    title = " – ".join(part for part in (one_line(contact.function), one_line(contact.organisation)) if part)
    elements = [blocks.span(clip(title, FIELD), bold=True), blocks.span(" "), blocks.span(f"[{shown.n}]", code=True)]
    elements.append(blocks.span("\n"))
    value = clip(clean(contact.value).strip(), FIELD)
    if address := mail_address(value):
        elements.append(blocks.link(f"mailto:{address}", address))
    elif url := web_address(value):
        elements.append(blocks.link(url, value))
    else:
        elements.append(blocks.span(value))
    if contact.note:
        elements.append(blocks.span(f"\n{clip(one_line(contact.note), FIELD)}"))
    if contact.provenance.date:
        elements.append(blocks.span(f"\n{_as_of(contact.provenance.date, words)}", italic=True))
    return elements


def _dated(value: str | None, note: str | None, words: Words, today: date, passed_key: str) -> str:
    if not value:
        return one_line(note or "")
    remarks = [one_line(note)] if note else []
    if is_past(value, today):
        remarks.append(words.say(passed_key))
    spelled = reader_date(value, words.language)
    return f"{spelled} ({'; '.join(remarks)})" if remarks else spelled


def _price(offering: Offering, words: Words) -> str:
    parts = []
    if offering.price_nok is not None:
        parts.append(words.say("course.price_value", price=number(offering.price_nok, words.language)))
    if offering.price_note:
        note = one_line(offering.price_note)
        parts.append(f"({note})" if parts else note)
    return " ".join(parts)


def _as_of(date_text: str | None, words: Words) -> str:
    if not date_text:
        return words.say("course.as_of_undated")
    return words.say("course.as_of", date=reader_date(date_text, words.language))


def _more(kind: str, rest: int, words: Words) -> list[Block]:
    if rest <= 0:
        return []
    return [blocks.context(words.say(f"{kind}.more_one") if rest == 1 else words.say(f"{kind}.more", n=rest))]
