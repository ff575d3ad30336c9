"""An answer as a message: text, courses, contacts, sources, and the buttons that go on from there."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from bot.rendering import actions, blocks
from bot.rendering.blocks import Block, Rendered
from bot.rendering.body import render_text
from bot.rendering.cards import SHOWN, contact_cards, course_cards, told_by_contacts, told_by_courses
from bot.rendering.fallback import spoken
from bot.rendering.plain import clip, escape, one_line
from bot.rendering.repeats import around_repeats, without_options
from bot.rendering.sources import citation_links, source_lines
from bot.wording import Words
from knowledge.models import Answer, Outcome

TEXT_IN_ALL = 12_000  # Slack refuses a message near 13 200 characters, all texts counted
OPTIONS = 5
ASKED = 300


def render_answer(
    answer: Answer,
    *,
    answer_id: str,
    words: Words,
    today: date,
    asked: str | None = None,
    shareable: bool = False,
    reference: str | None = None,
) -> Rendered:
    """The message for an answer.

    ``asked`` repeats the question above an answer that nobody typed a message for. ``shareable``
    adds the button that shows a private answer to the channel. ``reference`` is what to quote
    when something failed.
    """
    head = [blocks.context(words.say("answer.asked", question=clip(one_line(asked), ASKED)))] if asked else []
    tail = [
        *([source_lines(answer.citations, words)] if answer.citations else []),
        *([blocks.context(words.say("answer.reference", reference=reference))] if reference else []),
        *_buttons(answer, answer_id, words, shareable=shareable),
        *_options(answer, words),
        *_feedback(answer, answer_id, words),
    ]
    body = replace(answer, text=without_options(answer.text, answer.options[:OPTIONS]))
    return Rendered(spoken(answer, words, today), tuple(_fitted(body, words, today, head, tail)))


def render_shared(answer: Answer, *, answer_id: str, question: str, sharer: str, words: Words, today: date) -> Rendered:
    """The message that shows a private answer to the channel, saying who shared it and what was asked."""
    question = clip(one_line(question), ASKED)
    said = words.say("answer.shared_by")
    intro = [{"type": "user", "user_id": sharer}, blocks.span(said), blocks.span(question, italic=True)]
    head = [blocks.rich_text([blocks.section(intro)])]
    sources = [source_lines(answer.citations, words)] if answer.citations else []
    tail = sources + _buttons(answer, answer_id, words, shareable=False) + _feedback(answer, answer_id, words)
    text = f"<@{sharer}>{said}{escape(question)}\n\n{spoken(answer, words, today)}"
    return Rendered(text, tuple(_fitted(answer, words, today, head, tail)))


def _fitted(answer: Answer, words: Words, today: date, head: list[Block], tail: list[Block]) -> list[Block]:
    """The whole message with as many cards as fit."""
    for most in range(SHOWN, -1, -1):
        whole = [*head, *_body(answer, words, today, most), *tail]
        if len(whole) <= blocks.MESSAGE_BLOCKS and sum(map(len, texts(whole))) <= TEXT_IN_ALL:
            break
    return whole


def _body(answer: Answer, words: Words, today: date, most: int) -> list[Block]:
    """The text and the cards; cards that say what a list in the text says stand in its place."""
    courses = course_cards(answer.courses, words, today, most)
    contacts = contact_cards(answer.contacts, words, most)
    told = told_by_courses(answer.courses, words, today, most) + told_by_contacts(answer.contacts, most)
    parts = around_repeats(answer.text, told)
    is_introduced = parts is not None and not (courses and contacts)
    before, after = parts or (answer.text, "")
    return [
        *_text(before, answer, words),
        *([blocks.header(words.say("course.heading"))] if courses and not is_introduced else []),
        *courses,
        *([blocks.header(words.say("contact.heading"))] if contacts and not is_introduced else []),
        *contacts,
        *_text(after, answer, words),
    ]


def _text(text: str, answer: Answer, words: Words) -> list[Block]:
    if not text.strip():
        return []
    return [render_text(text, citation_links(answer.citations), words.say("answer.shortened"))]


def _buttons(answer: Answer, answer_id: str, words: Words, *, shareable: bool) -> list[Block]:
    row = []
    if answer.citations:
        row.append(blocks.button(words.say("answer.show_sources"), actions.SHOW_SOURCES, value=answer_id))
    if shareable and answer.outcome is not Outcome.FAILED:
        row.append(blocks.button(words.say("answer.share"), actions.SHARE, value=answer_id))
    return [blocks.actions(row)] if row else []


def _options(answer: Answer, words: Words) -> list[Block]:
    """Questions to ask with one click; a refusal that knows no door to knock on says what can be asked instead."""
    if answer.options:
        buttons = ask_buttons(answer.options[:OPTIONS])
        if answer.outcome is not Outcome.CLARIFY:
            return [blocks.context(words.say("answer.ask_next")), buttons]
        is_led = without_options(answer.text, answer.options) != answer.text.strip("\n")
        return [buttons] if is_led else [blocks.context(words.say("answer.did_you_mean")), buttons]
    if answer.outcome is Outcome.REFUSED and not answer.contacts:
        return [blocks.context(words.say("answer.can_answer")), ask_buttons(words.lines("examples"))]
    return []


def ask_buttons(questions: Iterable[str]) -> Block:
    """Buttons that ask the question they carry."""
    return blocks.actions(
        blocks.button(question, f"{actions.ASK}_{place}", value=one_line(question))
        for place, question in enumerate(questions)
    )


def _feedback(answer: Answer, answer_id: str, words: Words) -> list[Block]:
    """Asked for where there is something to judge: not under a greeting, a question back or a failure."""
    found = bool(answer.citations or answer.courses or answer.contacts)
    if not (answer.outcome is Outcome.REFUSED or (answer.outcome is Outcome.ANSWERED and found)):
        return []
    sides = {"positive": actions.HELPFUL, "negative": actions.UNHELPFUL}
    labels = {
        side: (words.say(f"feedback.{value}"), words.say(f"feedback.{value}_label"), f"{value}:{answer_id}")
        for side, value in sides.items()
    }
    return [blocks.feedback(labels, actions.FEEDBACK)]


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
