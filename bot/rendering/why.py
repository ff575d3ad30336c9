"""How an answer came about, for whoever asked: what it rests on, and what part a language model had in it."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from bot.rendering import blocks
from bot.rendering.blocks import Block
from bot.rendering.body import list_of
from bot.rendering.dating import number
from bot.rendering.plain import clip, one_line
from bot.rendering.sources import SHOWN_IN_MODAL, modal, source_texts
from bot.wording import Words
from knowledge.models import Answer, Written

OTHER = "other"
MODEL = 80  # characters of a model's name


def why_view(answer: Answer, words: Words) -> dict[str, Any]:
    """The modal that says how an answer came about."""
    return modal(_parts(answer, words), words, title="why.title")


def _parts(answer: Answer, words: Words) -> list[Block]:
    told = [words.say(f"why.{answer.outcome.value}"), *writing_lines(answer.written, words)]
    shown = [_paragraph(line) for line in told if line]
    if answer.citations:
        shown.append(blocks.header(words.say("why.rests_on")))
        shown.append(blocks.rich_text([list_of(source_texts(answer.citations[:SHOWN_IN_MODAL], words))]))
    if note := one_line(answer.note or ""):
        shown.append(blocks.context(note))
    return shown


def writing_lines(written: Written | None, words: Words) -> list[str]:
    """The language model's part in an answer, a sentence each; without one, that there was none."""
    if written is None:
        return [words.say("why.no_model")]
    model = clip(one_line(written.model), MODEL)
    return [
        _came_of_it(written, model, words),
        words.say("why.rewritten") if written.rewritten else "",
        _sentences(written, words),
        _use(written, words),
    ]


def failure(kind: str, words: Words) -> str:
    """Why a model's answer is not shown, or not whole; a kind of a later version is told by its name."""
    return words.entries.get(f"failure.{kind}", kind)


def counted(kinds: Mapping[str, int], section: str, words: Words) -> str:
    """Kinds with how many there are of each, the most frequent first."""
    other = words.entries.get(f"{section}.other", "")
    named: Counter[str] = Counter()
    for kind, count in kinds.items():
        named[words.entries.get(f"{section}.{kind}", other or kind)] += count
    return ", ".join(f"{name} ({count})" for name, count in named.most_common())


def money(cost: float, words: Words) -> str:
    """A cost in the currency of the prices that were set; small ones keep their digits."""
    return number(round(cost, 2), words.language) if cost >= 1 else f"{cost:.4f}".replace(".", words.say("why.point"))


def _came_of_it(written: Written, model: str, words: Words) -> str:
    if written.failure is None:
        return words.say("why.written" if written.kept else "why.not_asked", model=model)
    key = "why.cut" if written.kept else "why.fallen_back"
    return words.say(key, model=model, reason=failure(written.failure, words))


def _sentences(written: Written, words: Words) -> str:
    """How many sentences are shown and why others are not; their own words are nowhere to be seen."""
    if not (written.kept or written.dropped):
        return ""
    said = words.say("why.sentences", kept=written.kept, repaired=written.repaired, dropped=len(written.dropped))
    kinds = Counter(kind for reasons in written.dropped for kind in _kinds(reasons, words))
    return f"{said} {words.say('why.dropped', kinds=counted(kinds, 'dropped', words))}" if kinds else said


def _kinds(reasons: tuple[str, ...], words: Words) -> set[str]:
    """The kinds of one sentence's reasons that have words, each once; "other" only where none has."""
    kinds = {reason.partition(":")[0] for reason in reasons}
    return {kind for kind in kinds if kind != OTHER and f"dropped.{kind}" in words.entries} or {OTHER}


def _use(written: Written, words: Words) -> str:
    def shown(value: float) -> str:
        return number(round(value, 1), words.language)

    parts = [words.say("why.seconds", seconds=shown(written.latency))]
    if written.first_sentence is not None:
        parts.append(words.say("why.first", seconds=shown(written.first_sentence)))
    tokens = {"tokens_in": shown(written.tokens_in), "tokens_out": shown(written.tokens_out)}
    parts.append(words.say("why.tokens_about" if written.estimated else "why.tokens", **tokens))
    if written.cost is not None:
        parts.append(words.say("why.cost", cost=money(written.cost, words)))
    return " · ".join(parts)


def _paragraph(text: str) -> Block:
    return blocks.rich_text([blocks.section([blocks.span(text)])])
