"""A short first line for questions that want a day, a number, an amount, a name or a yes: only when it is certain.

Answers are made of the sources' own sentences. Who asks "Når ble avtalen signert?" wants the day first; the line is
copied letter by letter from the sentence that follows it; a name comes with the year of its source. In doubt there
is no line: the sentences tell it anyway.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.composing.direct_amounts import amounts
from knowledge.composing.direct_dates import times
from knowledge.composing.direct_reading import Asked, holds, read
from knowledge.composing.direct_who import doers
from knowledge.composing.direct_yes_no import verdicts
from knowledge.composing.extractive import Chosen
from knowledge.sentences import split_sentences
from knowledge.signals import Asks
from knowledge.understanding import Understanding
from knowledge.wording import say

# The sources differ, or one of them is mended: no single value is certain.
_DISAGREE = re.compile(
    r"\b(?:uenige?|disagree\w*|oppgir ulik\w*|oppgir (?:også )?forskjellig\w*|(?:give|state|report) different|er feil|"
    r"is wrong|is incorrect|trykkfeil|misprint|verken bekrefter|neither confirm|motstrid\w*|contradict\w*|"
    r"ikke bekreftet|not confirmed|bekrefter .{0,60}ikke|ukjent|unknown|ikke avklart)\b",
    re.IGNORECASE,
)
# That something is not known.
_SILENT = re.compile(
    r"\b(?:kildene|kjeldene|ingen (?:kjent )?kilde|ingen av kildene)\b.{0,60}\b(?:ikke|ingen|verken)\b|"
    r"\bikke (?:dokumentert|funnet|oppgitt|kjent|oppgir)\b|"
    r"\b(?:sources|no (?:known )?source|none of the sources)\b.{0,60}\b(?:not|no|neither)\b|"
    r"\bnot (?:documented|found|stated|known)\b",
    re.IGNORECASE | re.DOTALL,
)
# Two questions in one, or two to choose between, have no one answer.
_TWOFOLD = re.compile(
    r"(?:\b(?:og|and|eller|or)|,)\s+(?:\w+\s)?(?:hva|hvem|når|hvor|hvordan|hvorfor|hvilke\w*|kva|kven|kor|korleis|"
    r"kvifor|kvar|what|who|when|how|where|why|which|er|is|har|kan|did)\b|\b(?:eller|or)\b|"
    r"\b(?:kroner og euro|euro og kroner)\b|\?.+\?|[.:;] \w",
    re.IGNORECASE,
)
# What a question wants of today, and a sentence that is not sure to hold today.
_OF_TODAY = re.compile(
    r"\b(?:er|har|koster|kostar|kan|krever|får|leder|leier|eier|styrer|driver|finnes|is|are|has|have|does|do|can|leads|"
    r"owns|runs|heads)\b"
)
_MAY_BE_OLD = re.compile(
    r"\b(?:udatert\w*|trolig|må sjekkes|må kontrolleres|kan ha endret seg|undated|probably|must be checked|"
    r"may have changed)\b"
)
_FIGURE = re.compile(r"\d{4}")
# The kinds of answer that may be short.
_KINDS = frozenset({Asks.WHO, Asks.WHEN, Asks.COUNT, Asks.MONEY, Asks.PRICE, Asks.DURATION, Asks.DEADLINE, Asks.YES_NO})
# A sentence that is hardly longer than the line would only say it twice.
_LONGER_BY = 3


@dataclass(frozen=True, slots=True)
class Direct:
    """A direct answer, the chosen sentence that it was taken from, and for a name the year of its source."""

    line: str
    sentence: Chosen
    year: str | None = None


def direct(asked: Understanding, chosen: Sequence[Chosen], today: date) -> Direct | None:
    """The line that answers a question at once, or None where nothing chosen gives it for certain."""
    if (
        not chosen
        or not asked.asks & _KINDS
        or _TWOFOLD.search(asked.question.text.strip().rstrip("?!. "))
        or _disagrees(chosen)
    ):
        return None
    question, best = read(asked), chosen[0].passage
    own = [c for c in chosen if c.passage is best]
    if _is_silent(split_sentences(best.chunk.text), question):
        return None
    # What stands beside it, in its passage and in the answer, may not contradict it.
    beside = dict.fromkeys((*split_sentences(best.chunk.text), *(c.text for c in chosen)))
    lines = {sentence: _lines(sentence, question, today) for sentence in beside}
    found = [(line, c) for c in own for line in lines[c.text]]
    if not found:
        return None
    line, sentence = found[0]
    if any(other not in line for told in lines.values() for other in told):
        return None
    if len(sentence.text.split()) < len(line.split()) + _LONGER_BY:
        return None
    if line in doers(sentence.text, question, today):
        dated = best.chunk.provenance.date
        return Direct(line, sentence, dated[:4]) if dated else None
    return Direct(line, sentence)


def _lines(sentence: str, question: Asked, today: date) -> list[str]:
    """What a sentence gives as an answer."""
    found = doers(sentence, question, today)
    if not (_MAY_BE_OLD.search(sentence) and _OF_TODAY.search(question.text.casefold())):
        said = (say(question.language, "direct_yes" if yes else "direct_no") for yes in verdicts(sentence, question))
        found += [*times(sentence, question), *amounts(sentence, question), *said]
    return found


def _disagrees(chosen: Sequence[Chosen]) -> bool:
    first = chosen[0].passage.chunk.text
    return any(_DISAGREE.search(text) for text in (first, *(c.text for c in chosen)))


def _is_silent(sentences: Sequence[str], question: Asked) -> bool:
    """Whether the passage says that just what is asked is not known."""
    silent = [sentence for sentence in sentences if _SILENT.search(sentence)]
    years = set(_FIGURE.findall(question.text))
    if not silent or any(years & set(_FIGURE.findall(s)) for s in sentences if s not in silent):
        return False
    plain = [word for word in question.content if not set(word) & question.names]
    if not plain or question.kinds & {Asks.WHO, Asks.YES_NO}:
        return True
    return any(all(holds(s, word, question.language) for word in plain) for s in silent)
