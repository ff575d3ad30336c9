"""What can be clicked under an answer: its sources, how it came about, sharing, further questions, feedback."""

from collections.abc import Iterable

from bot.rendering import actions, blocks
from bot.rendering.blocks import Block
from bot.rendering.plain import one_line
from bot.rendering.repeats import without_options
from bot.wording import Words
from knowledge.models import Answer, Outcome

OPTIONS = 5


def buttons(answer: Answer, answer_id: str, words: Words, *, shareable: bool) -> list[Block]:
    """What can be seen of how the answer came about, and sharing it."""
    row = []
    if answer.citations:
        row.append(blocks.button(words.say("answer.show_sources"), actions.SHOW_SOURCES, value=answer_id))
    if answer.written:
        row.append(blocks.button(words.say("answer.why"), actions.WHY, value=answer_id))
    if shareable and answer.outcome is not Outcome.FAILED:
        row.append(blocks.button(words.say("answer.share"), actions.SHARE, value=answer_id))
    return [blocks.actions(row)] if row else []


def options(answer: Answer, words: Words) -> list[Block]:
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


def feedback(answer: Answer, answer_id: str, words: Words) -> list[Block]:
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
