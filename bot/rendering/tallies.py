"""How answers came about over a day and a week, for those who run the bot."""

from collections.abc import Sequence

from bot.allowance import Allowance
from bot.rendering import blocks
from bot.rendering.blocks import Block, Rendered
from bot.rendering.body import list_of
from bot.rendering.dating import number
from bot.rendering.plain import clip, escape, one_line
from bot.rendering.why import MODEL, counted, money
from bot.state.records import Tally
from bot.wording import Words


def render_tallies(tallies: Sequence[tuple[str, Tally]], allowance: Allowance | None, words: Words) -> Rendered:
    """The message of ``/bro status``; each tally comes with the name of its time in the wording."""
    title = words.say("tally.title")
    shown: list[Block] = [blocks.rich_text([blocks.section([blocks.span(title, bold=True)])])]
    text = [title]
    for name, tally in tallies:
        heading, lines = words.say(name), _lines(tally, words)
        shown.append(blocks.rich_text([blocks.section([blocks.span(heading)]), list_of(lines)]))
        text += [f"{heading}:", *(f"• {line}" for line in lines)]
    left = _allowance(allowance, words)
    return Rendered(escape("\n".join([*text, left])), (*shown, blocks.context(left)))


def _lines(tally: Tally, words: Words) -> list[str]:
    def shown(value: int) -> str:
        return number(value, words.language)

    lines = [words.say("tally.answers", n=shown(tally.answers)), words.say("tally.written", n=shown(tally.written))]
    if tally.cut:
        lines.append(words.say("tally.cut", kinds=counted(tally.cut, "failure", words)))
    fallen = sum(tally.fallen_back.values())
    asked = tally.written + fallen
    if fallen:
        rate = number(round(100 * fallen / asked, 1), words.language)
        kinds = counted(tally.fallen_back, "failure", words)
        lines.append(words.say("tally.fallen_back", n=shown(fallen), rate=rate, kinds=kinds))
    if not asked:
        return lines
    sentences = {"kept": shown(tally.kept), "repaired": shown(tally.repaired), "dropped": shown(tally.dropped)}
    lines.append(words.say("tally.sentences", **sentences))
    lines.append(words.say("tally.tokens", tokens_in=shown(tally.tokens_in), tokens_out=shown(tally.tokens_out)))
    if tally.cost is not None:
        lines.append(words.say("tally.cost", cost=money(tally.cost, words)))
    names = ", ".join(clip(one_line(model), MODEL) for model in tally.models)
    return [*lines, words.say("tally.models", names=names)]


def _allowance(allowance: Allowance | None, words: Words) -> str:
    """What is left of the day's budget."""
    if allowance is None:
        return words.say("tally.no_model")
    parts = [
        words.say(f"tally.left_{name}", left=number(left, words.language), limit=number(limit, words.language))
        for name, left, limit in (
            ("requests", allowance.requests_left, allowance.requests),
            ("tokens", allowance.tokens_left, allowance.tokens),
        )
        if left is not None and limit is not None
    ]
    return words.say("tally.left", parts=", ".join(parts)) if parts else words.say("tally.no_limit")
