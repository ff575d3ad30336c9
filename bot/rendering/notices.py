"""Short messages that are no answers: trouble, hello, help, a question repeated."""

from collections.abc import Sequence

from bot.rendering import blocks
from bot.rendering.blocks import Rendered
from bot.rendering.body import list_of
from bot.rendering.going_on import ask_buttons
from bot.rendering.plain import clip, escape, one_line
from bot.wording import Words


def notice(text: str) -> Rendered:
    """One sentence of our own."""
    return Rendered(escape(text), (blocks.rich_text([blocks.section([blocks.span(text)])]),))


def notice_with_questions(text: str, questions: Sequence[str]) -> Rendered:
    """A sentence and questions to ask with one click."""
    return Rendered(escape(text), (*notice(text).blocks, ask_buttons(questions)))


def asked_from_home(user: str, question: str, words: Words) -> Rendered:
    """The question somebody clicked on the Home tab, as the root of its conversation."""
    said, question = words.say("home.asked"), clip(one_line(question), 300)
    elements = [{"type": "user", "user_id": user}, blocks.span(said), blocks.span(question, italic=True)]
    return Rendered(f"<@{user}>{said}{escape(question)}", (blocks.rich_text([blocks.section(elements)]),))


def command_help(words: Words) -> Rendered:
    """What ``/bro`` can do, with examples to click."""
    title, private = words.say("command.help_title"), words.say("command.help_private")
    lines = words.lines("help")
    body = blocks.rich_text([blocks.section([blocks.span(title, bold=True)]), list_of(lines)])
    text = "\n".join([title, *(f"• {line}" for line in lines), private])
    return Rendered(escape(text), (body, blocks.context(private), ask_buttons(words.lines("examples"))))
