"""A short first line for questions that want a day, a number, an amount, a name or a yes: only when it is certain.

Answers are made of the sources' own sentences. Who asks "Når ble avtalen signert?" wants the day first; the line is
copied letter by letter from the sentence that follows it. In doubt there is no line: the sentences tell it anyway.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.composing.direct_reading import Asked, read
from knowledge.composing.direct_spans import spans
from knowledge.composing.direct_who import doers
from knowledge.composing.direct_yes_no import verdicts
from knowledge.composing.extractive import Chosen
from knowledge.sentences import split_sentences
from knowledge.understanding import Understanding
from knowledge.wording import say

# The sources differ, or one of them is mended: no single value is certain.
_DISAGREE = re.compile(
    r"\b(?:uenige?|disagree\w*|oppgir ulik\w*|oppgir (?:også )?forskjellig\w*|(?:give|state|report) different|er feil|is wrong|is incorrect|"
    r"trykkfeil|misprint|verken bekrefter|neither confirm|motstrid\w*|contradict\w*|ikke bekreftet|not confirmed|"
    r"bekrefter .{0,60}ikke|ukjent|unknown|ikke avklart)\b",
    re.IGNORECASE,
)
# That something is not known.
_SILENT = re.compile(
    r"\b(?:kildene|kjeldene|ingen (?:kjent )?kilde|ingen av kildene)\b.{0,60}\b(?:ikke|ingen|verken)\b|"
    r"\bikke (?:dokumentert|funnet|oppgitt|kjent|oppgir)\b|\b(?:sources|no (?:known )?source|none of the sources)\b.{0,60}\b(?:not|no|neither)\b|"
    r"\bnot (?:documented|found|stated|known)\b",
    re.IGNORECASE | re.DOTALL,
)
# Two questions in one, or two to choose between, have no one answer.
_TWOFOLD = re.compile(
    r"(?:\b(?:og|and|eller|or)|,)\s+(?:\w+\s)?(?:hva|hvem|når|hvor|hvordan|hvorfor|hvilke\w*|kva|kven|kor|korleis|kvifor|what|who|when|how|where|why|which|er|is|har|"
    r"kan|did)\b|\b(?:eller|or)\b|\?.+\?|[.:;] \w",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d{4}")
# A sentence that is hardly longer than the line would only say it twice.
_LONGER_BY = 3


@dataclass(frozen=True, slots=True)
class Direct:
    """A direct answer and the chosen sentence that it was taken from."""

    line: str
    sentence: Chosen


def direct(asked: Understanding, chosen: Sequence[Chosen], today: date) -> Direct | None:
    """The line that answers a question at once, or None where nothing chosen gives it for certain."""
    if not chosen or _TWOFOLD.search(asked.question.text.strip().rstrip("?!. ")) or _disagrees(chosen):
        return None
    question, best = read(asked), chosen[0].passage
    own = [c for c in chosen if c.passage is best]
    if _is_silent(split_sentences(best.chunk.text), question):
        return None
    found = [(line, c) for c in own for line in _lines(c.text, question, today)]
    # What the passage says besides may not contradict it.
    told = {line for s in split_sentences(best.chunk.text) for line in _lines(s, question, today)}
    if not found or len(told) != 1:
        return None
    line, sentence = found[0]
    if len(sentence.text.split()) < len(line.split()) + _LONGER_BY:
        return None
    return Direct(line, sentence)


def _lines(sentence: str, question: Asked, today: date) -> list[str]:
    answers = [say(question.language, "direct_yes" if said else "direct_no") for said in verdicts(sentence, question)]
    return [*spans(sentence, question), *doers(sentence, question, today), *answers]


def _disagrees(chosen: Sequence[Chosen]) -> bool:
    first = chosen[0].passage.chunk.text
    return any(_DISAGREE.search(text) for text in (first, *(c.text for c in chosen)))


def _is_silent(sentences: Sequence[str], question: Asked) -> bool:
    """Whether the passage says that something is not known, and the question does not name the year it tells of."""
    if not any(_SILENT.search(sentence) for sentence in sentences):
        return False
    years = set(_FIGURE.findall(question.text))
    return not any(years & set(_FIGURE.findall(s)) for s in sentences if not _SILENT.search(s))
