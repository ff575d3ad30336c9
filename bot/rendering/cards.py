"""Courses and contacts as short cards: what is known, as of when, and what is not given."""

from collections.abc import Sequence
from datetime import date

from bot.rendering import blocks
from bot.rendering.blocks import Block
from bot.rendering.course_facts import as_of, capital, course_lines, grouped, linked_host
from bot.rendering.plain import clean, clip, mail_address, one_line, web_address
from bot.rendering.repeats import Card, words_in
from bot.wording import Words
from knowledge.models import Contact, ShownContact, ShownOffering

SHOWN = 5
FIELD = 300  # characters of one field on a card
_ADDRESS = 90  # characters of an address; the link behind it is whole


def course_cards(courses: Sequence[ShownOffering], words: Words, today: date, most: int = SHOWN) -> list[Block]:
    """The first courses, one card each whatever its offerings, and how many more there are."""
    groups = grouped(courses)
    cards = [blocks.rich_text([blocks.section(_course(group, words, today))]) for group in groups[:most]]
    return cards + _more("course", len(groups) - most, words)


def contact_cards(contacts: Sequence[ShownContact], words: Words, most: int = SHOWN) -> list[Block]:
    """The first contacts, and how many more there are."""
    cards = [blocks.rich_text([blocks.section(_contact(shown, words))]) for shown in contacts[:most]]
    return cards + _more("contact", len(contacts) - most, words)


def told_by_courses(courses: Sequence[ShownOffering], words: Words, today: date, most: int = SHOWN) -> list[Card]:
    """What the course cards tell, in the words of either language's title and of other labels for the same."""
    told = []
    for group in grouped(courses)[:most]:
        course = group[0].course
        more = [course.title, course.title_en or "", words.say("course.same")]
        text = "\n".join([*course_lines(group, words, today), *more])
        told.append(_card(text, group[0].n))
    return told


def told_by_contacts(contacts: Sequence[ShownContact], most: int = SHOWN) -> list[Card]:
    """What the contact cards tell."""
    return [
        _card("\n".join([s.contact.function, s.contact.organisation, s.contact.value]), s.n) for s in contacts[:most]
    ]


def contact_title(contact: Contact) -> str:
    """What it is for and whose it is; a name that holds the other stands alone."""
    function, organisation = one_line(contact.function), one_line(contact.organisation)
    if words_in(organisation) <= words_in(function):
        return function
    if words_in(function) <= words_in(organisation):
        return organisation
    return f"{function} – {organisation}"


def _card(text: str, n: int) -> Card:
    return Card(words_in(text) | {str(n)}, f"[{n}]")


def _title(text: str, n: int) -> list[Block]:
    # A no-break space keeps the mark beside the last word.
    return [blocks.span(clip(text, FIELD), bold=True), blocks.span("\u00a0"), blocks.span(f"[{n}]", code=True)]


def _course(group: Sequence[ShownOffering], words: Words, today: date) -> list[Block]:
    title, *lines = course_lines(group, words, today)
    elements = _title(title, group[0].n)
    elements += [blocks.span(f"\n{clip(line, FIELD)}") for line in lines]
    if url := web_address(group[0].course.provenance.url):
        elements.append(blocks.span(" · " if lines else "\n"))
        elements.append(blocks.link(url, _together(words.say("course.open", host=linked_host(url)))))
    return elements


def _contact(shown: ShownContact, words: Words) -> list[Block]:
    contact = shown.contact
    elements = _title(contact_title(contact), shown.n)
    elements.append(blocks.span("\n"))
    value = clip(clean(contact.value).strip(), FIELD)
    if address := mail_address(value):
        elements.append(blocks.link(f"mailto:{address}", address))
    elif url := web_address(contact.value):
        elements.append(blocks.link(url, clip(_short(url), _ADDRESS)))
    else:
        elements.append(blocks.span(value))
    if contact.note:
        elements.append(blocks.span(f"\n{clip(one_line(contact.note), FIELD)}"))
    if contact.provenance.date:
        elements.append(blocks.span(f"\n{capital(as_of(contact.provenance.date, words))}", italic=True))
    return elements


def _together(text: str) -> str:
    """The words of a link on one line."""
    return text.replace(" ", "\u00a0")


def _short(url: str) -> str:
    """An address as people write it."""
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def _more(kind: str, rest: int, words: Words) -> list[Block]:
    return [blocks.context(words.count(f"{kind}.more", rest))] if rest > 0 else []
