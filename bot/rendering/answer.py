"""An answer as a message: text, courses, contacts, sources, and the buttons that go on from there."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from bot.rendering import blocks
from bot.rendering.blocks import Block, Rendered
from bot.rendering.body import read_plain
from bot.rendering.cards import SHOWN, contact_cards, told_by_contacts, told_by_courses
from bot.rendering.carousel import shown_courses
from bot.rendering.fallback import clip_escaped, spoken
from bot.rendering.going_on import OPTIONS, buttons, feedback, options
from bot.rendering.laying_out import as_blocks, laid_out
from bot.rendering.pieces import Piece, pieces_of
from bot.rendering.pieces import spoken as spoken_pieces
from bot.rendering.plain import clip, escape, one_line
from bot.rendering.reading_markdown import read_markdown
from bot.rendering.repeats import Card, around_repeats, without_options
from bot.rendering.sources import citation_links, source_lines
from bot.wording import Words
from knowledge.models import Answer

TEXT_IN_ALL = 12_000  # Slack refuses a message near 13 200 characters, all texts counted
ASKED = 300
NOTE = 600


def render_answer(
    answer: Answer,
    *,
    answer_id: str,
    words: Words,
    today: date,
    asked: str | None = None,
    shareable: bool = False,
    reference: str | None = None,
    remark: str | None = None,
) -> Rendered:
    """The message for an answer, with further ones where it is long.

    ``asked`` repeats the question above an answer that nobody typed a message for. ``shareable``
    adds the button that shows a private answer to the channel. ``reference`` is what to quote
    when something failed. ``remark`` is small print above it all.
    """
    head = [blocks.context(remark)] if remark else []
    head += [blocks.context(words.say("answer.asked", question=clip(one_line(asked), ASKED)))] if asked else []
    tail = [
        *_sources(answer, words),
        *([blocks.context(words.say("answer.reference", reference=reference))] if reference else []),
        *buttons(answer, answer_id, words, shareable=shareable),
        *options(answer, words),
        *feedback(answer, answer_id, words),
    ]
    body = replace(answer, text=without_options(answer.text, answer.options[:OPTIONS]))
    first, *further = _messages(answer, _Around(body, words, today, head, tail, remark))
    beneath = _fitted(partial(_cards, body, words, today), [], tail, TEXT_IN_ALL - len(body.text))
    whole = _without_repeats(body, words, today)
    return replace(first, body=whole, beneath=tuple(beneath), further=tuple(further))


def render_shared(answer: Answer, *, answer_id: str, question: str, sharer: str, words: Words, today: date) -> Rendered:
    """The message that shows a private answer to the channel, saying who shared it and what was asked."""
    question = clip(one_line(question), ASKED)
    said = words.say("answer.shared_by")
    intro = [{"type": "user", "user_id": sharer}, blocks.span(said), blocks.span(question, italic=True)]
    head = [blocks.rich_text([blocks.section(intro)])]
    tail = _sources(answer, words)
    tail += buttons(answer, answer_id, words, shareable=False) + feedback(answer, answer_id, words)
    first, *further = _messages(answer, _Around(answer, words, today, head, tail))
    text = f"<@{sharer}>{said}{escape(question)}\n\n{first.text}"
    return replace(first, text=text, further=tuple(further))


@dataclass(frozen=True, slots=True)
class _Around:
    """What is shown of an answer (``body``), and what stands above and below it."""

    body: Answer
    words: Words
    today: date
    head: list[Block]
    tail: list[Block]
    remark: str | None = None


def _messages(answer: Answer, around: _Around) -> list[Rendered]:
    """One message; where the text is too long for it, several: cards, sources and buttons stand under the last."""
    body, words, today = around.body, around.words, around.today
    *earlier, last = laid_out(_pieces(body.text, body)) or [[]]
    said = f"{escape(around.remark)}\n\n" if around.remark else ""
    if not earlier:
        told = spoken_pieces(_pieces(answer.text, answer)) if is_markdown(answer) else None
        whole = _fitted(partial(_body, body, words, today), around.head, around.tail)
        return [Rendered(said + spoken(answer, words, today, told), tuple(whole))]
    going_on = words.say("answer.continues")
    rendered = []
    for part in earlier:
        text = clip_escaped(escape(spoken_pieces(part)), blocks.FALLBACK_TEXT - len(going_on) - 2)
        rendered.append(Rendered(f"{text}\n\n{going_on}", (*as_blocks(part), blocks.context(going_on))))
    begun = rendered[0]
    rendered[0] = Rendered(said + begun.text, (*around.head, *begun.blocks))
    final = _fitted(lambda most: [*as_blocks(last), *_cards(body, words, today, most)], [], around.tail)
    return [*rendered, Rendered(spoken(answer, words, today, spoken_pieces(last)), tuple(final))]


def is_markdown(answer: Answer) -> bool:
    """Whether a language model wrote the text, in Markdown; the sources' own words are shown as they stand."""
    return answer.written is not None and answer.written.kept > 0


def _pieces(text: str, answer: Answer) -> list[Piece]:
    nodes = read_markdown(text) if is_markdown(answer) else read_plain(text)
    return pieces_of(nodes, citation_links(answer.citations))


def _fitted(
    middle: Callable[[int], list[Block]], head: Sequence[Block], tail: Sequence[Block], room: int = TEXT_IN_ALL
) -> list[Block]:
    """The whole message with as many cards in its middle as fit; ``room`` is in characters."""
    for most in range(SHOWN, -1, -1):
        whole = [*head, *middle(most), *tail]
        if len(whole) <= blocks.MESSAGE_BLOCKS and sum(map(len, texts(whole))) <= room:
            break
    return whole


def _body(answer: Answer, words: Words, today: date, most: int) -> list[Block]:
    """The text and the cards; cards that say what a list in the text says stand in its place."""
    courses = shown_courses(answer.courses, words, today, most)
    contacts = contact_cards(answer.contacts, words, most)
    parts = around_repeats(answer.text, _told(answer, words, today, most))
    is_introduced = parts is not None and not (courses and contacts)
    before, after = parts or (answer.text, "")
    return [
        *as_blocks(_pieces(before, answer)),
        *([blocks.header(words.say("course.heading"))] if courses and not is_introduced else []),
        *courses,
        *([blocks.header(words.say("contact.heading"))] if contacts and not is_introduced else []),
        *contacts,
        *as_blocks(_pieces(after, answer)),
    ]


def _told(answer: Answer, words: Words, today: date, most: int = SHOWN) -> list[Card]:
    return told_by_courses(answer.courses, words, today, most) + told_by_contacts(answer.contacts, most)


def _without_repeats(answer: Answer, words: Words, today: date) -> str:
    """The text without the lines that the cards say again."""
    parts = around_repeats(answer.text, _told(answer, words, today))
    return "\n".join(part for part in parts if part) if parts else answer.text


def _cards(answer: Answer, words: Words, today: date, most: int) -> list[Block]:
    """The cards alone, for under a text that stands there already."""
    courses = shown_courses(answer.courses, words, today, most)
    contacts = contact_cards(answer.contacts, words, most)
    return [
        *([blocks.header(words.say("course.heading"))] if courses else []),
        *courses,
        *([blocks.header(words.say("contact.heading"))] if contacts else []),
        *contacts,
    ]


def _sources(answer: Answer, words: Words) -> list[Block]:
    """Where it comes from, and what there is to note about how it came about."""
    note = clip(one_line(answer.note or ""), NOTE)
    return [
        *([source_lines(answer.citations, words)] if answer.citations else []),
        *([blocks.context(note)] if note else []),
    ]


def texts(value: Any) -> Iterable[str]:
    """Every text a reader sees in blocks."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "text" and isinstance(inner, str):
                yield inner
            else:
                yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
