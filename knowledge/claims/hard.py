"""The hard facts of a sentence: each has to stand in what it cites, whatever the rest of the sentence says."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from knowledge.claims.addresses import addresses
from knowledge.claims.document import Document, Part, Statement, blanked
from knowledge.claims.moments import Moment, moments, stands
from knowledge.claims.names import Name, apart, names, translated_whole
from knowledge.claims.quantities import Quantity, quantities
from knowledge.claims.roles import RoleMention, borne_out, nearest, roles
from knowledge.claims.tokens import alike

_SOURCE_TALK = re.compile(r"\b(?:kilde\w*|kjelde\w*|side[nr]?|sida|page|source|ifølge|according)\b", re.IGNORECASE)
_TOGETHER = re.compile(
    r"\b(?:til sammen|tilsammen|totalt|samlet|i alt|sum\w*|together|total|combined|in all|altogether)\b", re.IGNORECASE
)
_APART = re.compile(
    r"\b(?:senere|seinare|etter|før|tidligere|tidlegare|later|after|before|earlier|mellom|between)\b", re.IGNORECASE
)
_LIST = re.compile(r"[\w«»()./-]+(?:(?:,\s|\s(?:og|eller|and|or|samt)\s)(?:[\w«»()./-]+\s?){1,4}){1,11}")
_LISTED = re.compile(r",\s|\s(?:og|eller|and|or|samt)\s")

_STOP = ".,"


@dataclass(frozen=True)
class Sentence(Statement):
    """A claimed sentence with its hard facts."""

    today: date

    @property
    def day(self) -> date:
        """The day of asking."""
        return self.today

    @cached_property
    def names(self) -> list[Name]:
        """The words in it that are names; none of an address."""
        taken = [(a.start, a.end) for a in self.addresses] + [(m.start, m.end) for m in self.moments]
        found = names(self.tokens, self.text)
        return [n for n in found if not any(s <= n.token.start < e for s, e in taken)]


def missing(sentence: Sentence, document: Document) -> list[str]:
    """The hard facts of a sentence that its evidence does not have, as reasons."""
    return [
        *_addresses(sentence, document),
        *_moments(sentence, document),
        *_quantities(sentence, document),
        *_names(sentence, document),
        *_roles(sentence, document),
    ]


def _addresses(sentence: Sentence, document: Document) -> Iterator[str]:
    known: set[tuple[str, str]] = set()
    pages: set[tuple[str, str]] = set()
    for part in document.parts:
        if part.stated:
            target = pages if part.told and part.told.kind == "source" else known
            target.update((a.sort, a.key) for a in part.addresses)
    of_sources = bool(_SOURCE_TALK.search(sentence.text))
    known |= {(a.sort, a.key) for a in addresses(document.context)}
    words = set(document.words)
    for address in sentence.addresses:
        if (address.sort, address.key) in known or (of_sources and (address.sort, address.key) in pages):
            continue
        if address.sort == "code" and (address.key in words or any(address.key == key for _, key in known)):
            continue
        if (
            address.sort == "url"
            and "/" not in address.key
            and address.key in {k.split("/")[0] for _, k in known if "/" not in k}
        ):
            continue
        yield f"{'code' if address.sort == 'code' else 'address'}: {address.text}"


def _moments(sentence: Sentence, document: Document) -> Iterator[str]:
    known = document.moments
    for moment in sentence.moments:
        if not stands(moment, known) and not _is_today(moment, sentence):
            yield f"date: {moment.text.rstrip(_STOP)}"


def _is_today(moment: Moment, sentence: Sentence) -> bool:
    """Only the whole day, as in "per 21. november 2026"."""
    day = sentence.today
    return (moment.year, moment.month, moment.day) == (day.year, day.month, day.day)


def _quantities(sentence: Sentence, document: Document) -> Iterator[str]:
    known = [q for part in document.parts if part.stated for q in part.quantities]
    known += quantities(blanked(document.context, moments(document.context)))
    years = [float(m.year) for m in document.moments if m.year]
    for quantity in sentence.quantities:
        if any(quantity.same_value(other) and not _contrary(quantity, other) for other in known):
            continue
        if 1.0 in quantity.values and not quantity.unit:
            continue
        if _derived(quantity, known, years, sentence, document):
            continue
        yield f"number: {quantity.text.rstrip(_STOP)}"


def _contrary(one: Quantity, other: Quantity) -> bool:
    return {one.bound, other.bound} == {"<", ">"} and one.unit != "year"


def _derived(
    quantity: Quantity, known: Sequence[Quantity], years: Sequence[float], sentence: Sentence, document: Document
) -> bool:
    """Whether a number follows from others: a sum, a product, a distance of years, how many records are cited."""
    values = [(v, k.unit) for k in known for v in k.values]
    wanted = quantity.values
    if quantity.unit == "percent" and _as_share(quantity, values):
        return True
    if not quantity.unit and _same_scale(quantity, values, sentence):
        return True
    if _TOGETHER.search(sentence.text):
        sums = {a + b for i, (a, u) in enumerate(values) for b, w in values[i + 1 :] if u == w == quantity.unit}
        products = {a * b for a, u in values for b, w in values if not u and w == quantity.unit and a <= 50}
        if any(abs(w - s) < 1e-6 for w in wanted for s in sums | products):
            return True
    if quantity.unit == "year" and _APART.search(sentence.text):
        return any(abs(a - b) in wanted for a in years for b in years if a != b)
    if quantity.unit == "day" and any(v * 7 in wanted for v, u in values if u == "week"):
        return True
    if not quantity.unit and max(wanted, default=0.0) <= 12:
        cited = len({p.number for p in document.parts})
        return (float(cited) in wanted and cited > 1) or _counted(quantity, sentence, document)
    return False


def _as_share(quantity: Quantity, values: Sequence[tuple[float, str]]) -> bool:
    """Whether "about a fifth" or "over half" says, in round words, what the evidence gives in figures."""
    shares = [v for v, unit in values if unit == "percent"]
    if quantity.share:
        counts = [v for v, unit in values if not unit]
        shares += [100 * a / b for a in counts for b in counts if 0 < a < b]
    low, high = {">": (0.0, 9.0), "<": (-9.0, 0.0), "~": (-2.0, 2.0)}.get(quantity.bound, (0.0, 0.0))
    if not quantity.share:
        return False
    return any(low <= share - wanted <= high for share in shares for wanted in quantity.values)


def _same_scale(quantity: Quantity, values: Sequence[tuple[float, str]], sentence: Sentence) -> bool:
    """Whether a bare number takes its scale from another of the sentence: "260 millioner, nesten 300"."""
    scales = {s for q in sentence.quantities for s in (1e3, 1e6, 1e9) if q.unit == "money" and max(q.values) >= s}
    return any(
        abs(w * s - v) < 1e-6 * v for w in quantity.values for s in scales for v, unit in values if unit == "money"
    )


def _counted(quantity: Quantity, sentence: Sentence, document: Document) -> bool:
    """Whether the evidence lists so many things without saying their number, and no other number of such things."""
    wanted = int(max(quantity.values))
    noun = next((t for t in sentence.tokens if t.start >= quantity.end and not t.stop), None)
    for part in document.parts:
        for other in part.quantities:
            theirs = next((t for t in part.tokens if t.start >= other.end and not t.stop), None)
            if noun and theirs and not other.unit and alike(noun, theirs):
                return False
    return any(
        len(_LISTED.findall(m.group())) + 1 == wanted for part in document.parts for m in _LIST.finditer(part.text)
    )


def _names(sentence: Sentence, document: Document) -> Iterator[str]:
    spans = translated_whole(sentence.text, document.text)
    known = document.names
    found = [n for n in sentence.names if not any(s <= n.token.start < e for s, e in spans)]
    for name in found:
        if name.certain and not known.has(name):
            yield f"name: {name.word}"
    for pair in apart(found, known):
        yield f"name: {pair}"


def _roles(sentence: Sentence, document: Document) -> Iterator[str]:
    known = {r.role for part in document.parts if part.stated for r in part.roles} | {
        r.role for r in roles(document.context)
    }
    for mention in sentence.roles:
        if (
            mention.role != "leader" and not borne_out(mention.role, known) and not _described(mention, known, document)
        ) or (
            mention.role == "leader"
            and not borne_out("leader", known)
            and mention.text.lower() in ("leder", "leiar", "head")
        ):
            yield f"role: {mention.text}"
    yield from _held_by_others(sentence, document)


def _described(mention: RoleMention, known: set[str], document: Document) -> bool:
    """Whether a role made of two words ("havromdirektør") stands apart in the evidence: "direktør for havrom"."""
    for ending in ("direktør", "leder", "sjef", "rektor", "dekan"):
        before = mention.role.removesuffix(ending)
        if before != mention.role and len(before) > 3:
            return bool(known & {"director", "leader", "ceo", "chief"}) and any(
                word.startswith(before[:5]) for word in document.words
            )
    return False


def _held_by_others(sentence: Sentence, document: Document) -> Iterator[str]:
    persons = _persons(sentence, document)
    for start, end, last in persons:
        claimed = nearest(sentence.text, [(start, end)], sentence.roles)
        if not claimed or (len(persons) > 1 and len(sentence.roles) > 1 and len(claimed) > 1):
            continue
        held: set[str] = set()
        for part in document.parts:
            held |= nearest(part.text, _places(part, last), part.roles)
        made = [r for r in sentence.roles if r.role in claimed and _described(r, held, document)]
        if held and not made and not any(borne_out(role, held) for role in claimed):
            yield f"role: {', '.join(sorted(claimed))} of {last}"


def _persons(sentence: Sentence, document: Document) -> list[tuple[int, int, str]]:
    """Names in a row, or a last name alone, with the last of them."""
    found, run = [], list[Name]()
    for name in [*sentence.names, None]:
        if name and (not run or name.token.start - run[-1].token.end == 1) and name.word[1:].islower():
            run.append(name)
            continue
        if len(run) > 1 or (run and run[0].word[1:].islower() and _is_surname(run[0].word, document)):
            found.append((run[0].token.start, run[-1].token.end, run[-1].word.removesuffix("s")))
        run = [name] if name else []
    return found


def _is_surname(word: str, document: Document) -> bool:
    """Whether the evidence has a word only as the last of a person's names."""
    return bool(
        re.search(
            rf"[A-ZÆØÅ][a-zæøåé]+\s(?:[A-ZÆØÅ]\.\s)?{re.escape(word.removesuffix('s'))}s?(?!\w|\s[A-ZÆØÅ])",
            document.text,
        )
    )


def _places(part: Part, last: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(rf"(?:[A-ZÆØÅ][\w.-]*\s)*{re.escape(last)}s?(?!\w)", part.text)]
