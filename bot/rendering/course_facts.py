"""A course in lines of words: what is given with its date, and then what is not given."""

from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import urlsplit

from bot.rendering.dating import is_past, number, reader_date
from bot.rendering.plain import one_line
from bot.wording import Words
from knowledge.models import Course, Offering, ShownOffering


def grouped(courses: Sequence[ShownOffering]) -> list[tuple[ShownOffering, ...]]:
    """The offerings of each course together, in the order of the courses."""
    groups: list[list[ShownOffering]] = []
    for shown in courses:
        same = next((group for group in groups if group[0].n == shown.n and group[0].course == shown.course), None)
        if same is None:
            groups.append([shown])
        else:
            same.append(shown)
    return [tuple(group) for group in groups]


def course_title(course: Course, words: Words) -> str:
    """Title and code on one line; the English title for readers of English, where there is one."""
    title = one_line((course.title_en if words.language == "en" else None) or course.title)
    return f"{title} ({one_line(course.code)})" if course.code else title


def facts_line(group: Sequence[ShownOffering], words: Words) -> str:
    """What is known in short: credits, how and where it is taught; empty when nothing is."""
    course = group[0].course
    credits = ""
    if course.credits is not None:
        credits = words.say("course.credits", credits=number(course.credits, words.language))
    delivery = _each(one_line(shown.offering.delivery or "") for shown in group)
    location = _each(one_line(shown.offering.location or "") for shown in group)
    return " · ".join(fact for fact in (credits, delivery, location) if fact)


def course_lines(group: Sequence[ShownOffering], words: Words, today: date) -> list[str]:
    """Title, facts, start, deadline and price of a course with its offerings, and what is not given.

    The date all this was given on stands behind the only field, or once below several.
    """
    offerings = [shown.offering for shown in group]
    start = _each(_dated(o.start, o.start_note, words, today, "course.start_passed") for o in offerings)
    deadline = _each(_dated(o.deadline, o.deadline_note, words, today, "course.deadline_passed") for o in offerings)
    price = _each(_price(o, words) for o in offerings)
    fields = [("course.start", start), ("course.deadline", deadline), ("course.price", price)]
    known_on = as_of(group[0].course.provenance.date, words)
    given = [f"{words.say(key)}: {value}" for key, value in fields if value]
    missing = ", ".join(words.say(key) for key, value in fields if not value).capitalize()
    lines = [facts_line(group, words), *given]
    known = [line for line in lines if line]
    gap = [f"{missing}: {words.say('course.unknown')}"] if missing else []
    title = course_title(group[0].course, words)
    if len(given) > 1:
        return [title, *known, *gap, capital(known_on)]
    if known:
        known[-1] = f"{known[-1]} – {known_on}"
    return [title, *known, *gap]


def as_of(date_text: str | None, words: Words) -> str:
    """Since when something is known."""
    if not date_text:
        return words.say("course.as_of_undated")
    return words.say("course.as_of", date=reader_date(date_text, words.language))


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def linked_host(url: str) -> str:
    """Where a link leads, as people write it: ``ntnu.no``."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def _each(values: Iterable[str]) -> str:
    """Every value once; what all offerings share is said once."""
    return "; ".join(dict.fromkeys(value for value in values if value))


def _dated(value: str | None, note: str | None, words: Words, today: date, passed_key: str) -> str:
    if not value:
        return one_line(note or "")
    remarks = [one_line(note)] if note else []
    if is_past(value, today):
        remarks.append(words.say(passed_key))
    spelled = reader_date(value, words.language)
    return f"{spelled} ({'; '.join(remarks)})" if remarks else spelled


def _price(offering: Offering, words: Words) -> str:
    note = one_line(offering.price_note or "")
    if offering.price_nok is None:
        return note
    free = words.say("course.free")
    if offering.price_nok == 0 and note.casefold().startswith(free):
        return note
    amount = words.say("course.price_value", price=number(offering.price_nok, words.language))
    amount = amount if offering.price_nok else free
    return f"{amount} ({note})" if note else amount
