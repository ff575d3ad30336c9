# ruff: noqa: E501 - patterns and word lists read better unbroken
"""Numbers with what they count, in figures and in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from knowledge.claims.number_words import SCALES, cardinals, fractions, ordinals
from knowledge.language import detect

_UNITS = {
    "money": "kroner kr kr. krone nok kronar kroners euro eur € dollar usd",
    "percent": "prosent % per_cent prosents percent pct pst pst. prosentpoeng",
    "credits": "studiepoeng sp credits credit ects",
    "month": "måned måneder månad månader month months måneders",
    "year": "år års year years åra årene",
    "day": "dag dager dagar dagers day days arbeidsdager",
    "week": "uke uker veke veker week weeks ukers",
    "hour": "time timer timar hour hours arbeidstimer arbeidstimar",
    "semester": "semester semestre semesters term terms",
    "decade": "tiår decade decades",
}
UNITS = {word: unit for unit, words in _UNITS.items() for word in words.split()}
# One of the left is so many of the right.
_SAME = {"week": ("day", 7.0), "year": ("month", 12.0), "decade": ("month", 120.0)}
_MORE = frozenset("over mer minst fleire flere more least above exceeding utover".split())
_LESS = frozenset("under inntil maks maksimum høyst mindre færre most less fewer below opptil opp maximum".split())
_ABOUT = frozenset("omtrent ca cirka om lag rundt omkring nesten nær drøyt vel snaut knapt cirka about around approximately roughly almost nearly ≈ kring anslått".split())  # fmt: skip

_FIGURES = r"\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number: ``values`` are its possible readings (``7,500``), ``unit`` "" where it counts things.

    ``bound`` is ">" for "more than", "<" for "at most", "~" for "about"; ``share`` says
    that it is a fraction in words.
    """

    text: str
    start: int
    end: int
    values: tuple[float, ...]
    unit: str = ""
    bound: str = ""
    ordinal: bool = False
    share: bool = False

    def same_value(self, other: "Quantity") -> bool:
        """Whether both may be the same number of the same unit."""
        rounder = self.bound == "~" and _digits(self.values) < _digits(other.values)
        slack = 0.035 if rounder else 1e-6
        mine, theirs = self._canonical(), other._canonical()
        return any(
            _units_meet(u, v) and abs(a - b) <= slack * max(abs(a), abs(b), 1e-9) + 1e-9
            for u, a in mine
            for v, b in theirs
        )

    def _canonical(self) -> list[tuple[str, float]]:
        found = [(self.unit, value) for value in self.values]
        if self.unit in _SAME:
            unit, times = _SAME[self.unit]
            found += [(unit, value * times) for value in self.values]
        return found


def _digits(values: tuple[float, ...]) -> int:
    """How many digits the first reading needs before only zeros follow."""
    return len(f"{values[0]:.10g}".replace(".", "").rstrip("0")) if values else 0


def _units_meet(one: str, other: str) -> bool:
    return one == other or not one or not other


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(
        {*cardinals(), *fractions(), *ordinals(), *SCALES, "halvparten", "half", "halvdelen", "one"},
        key=len,
        reverse=True,
    )
    word = "|".join(re.escape(w) for w in words)
    return re.compile(rf"(?<![\w@])(?:{_FIGURES}|(?:{word})(?![\wæøå]))", re.IGNORECASE)


_JOINED = re.compile(
    r"(?<!\w)(?P<n>\d+|[a-zæøåé]+?)[ -]?(?P<unit>årig|årige|årigt|års|årsperiode|årsperioden|årsavtale|year|dagers|dagars|ukers|vekers|timers|timars|månaders|måneders|day|week|month|hour)(?:-?[a-zæøå]*)(?!\w)",
    re.IGNORECASE,
)
_JOINED_UNIT = {
    "å": "year",
    "y": "year",
    "d": "day",
    "u": "week",
    "v": "week",
    "w": "week",
    "t": "hour",
    "h": "hour",
    "m": "month",
}
_RATIO = re.compile(
    r"(?<!\w)(?P<a>\d+|[a-zæøåé]+)\s(?:av|of|in|out of)\s(?P<b>\d+|[a-zæøå]+)(?!\w)|(?<!\w)(?:hver|kvar|every)\s(?P<c>[a-zæøå]+)(?!\w)",
    re.IGNORECASE,
)
_RATIO_ENDS = frozenset(
    "of av bedrifter virksomheter norske norwegian companies ansatte firms små store them dem og".split()
)


def quantities(text: str) -> list[Quantity]:
    """The numbers of a text whose dates and addresses have been blanked, in order."""
    found: list[Quantity] = []
    left = _ENGLISH_TO.sub("  ", text) if detect(text) == "en" else text
    for extract in (_ratios, _joined):
        for quantity in extract(left):
            found.append(quantity)
            left = left[: quantity.start] + " " * (quantity.end - quantity.start) + left[quantity.end :]
    return sorted([*found, *_plain(left)], key=lambda q: q.start)


_ENGLISH_TO = re.compile(r"\bto\b", re.IGNORECASE)


def _ratios(text: str) -> Iterator[Quantity]:
    for match in _RATIO.finditer(text):
        if match["c"]:
            n = ordinals().get(match["c"].lower())
            if n and n > 2:
                yield Quantity(
                    match.group(),
                    match.start(),
                    match.end(),
                    (100 / n, float(n)),
                    "percent",
                    _bound(text, match.start()),
                    share=True,
                )
            continue
        a, b = _whole(match["a"]), _whole(match["b"])
        after = text[match.end() :].split()[:1]
        if a and b and a < b and b <= 10 and (not after or after[0].lower().strip(".,;:") in {"", *_RATIO_ENDS}):
            yield Quantity(
                match.group(),
                match.start(),
                match.end(),
                (100 * a / b,),
                "percent",
                _bound(text, match.start()),
                share=True,
            )


def _joined(text: str) -> Iterator[Quantity]:
    for match in _JOINED.finditer(text):
        value = _whole(match["n"])
        if value is not None and not (match["n"].isdigit() and len(match["n"]) == 4):
            yield Quantity(match.group(), match.start(), match.end(), (value,), _JOINED_UNIT[match["unit"][0].lower()])


def _whole(word: str) -> float | None:
    lowered = word.lower()
    if lowered.isdigit():
        return float(lowered)
    return 1.0 if lowered in ("en", "ein", "one", "ett", "et") else cardinals().get(lowered)


def _plain(text: str) -> Iterator[Quantity]:
    matches = list(_pattern().finditer(text))
    i = 0
    while i < len(matches):
        first = matches[i]
        values = _readings(first.group())
        end, unit, ordinal = first.end(), "", first.group().lower() in ordinals()
        lowered, share = first.group().lower(), False
        if (
            ordinal
            and lowered in fractions()
            and re.search(r"\b(?:a|one|en|ein)\s$", text[: first.start()], re.IGNORECASE)
        ):
            ordinal = False
        if (lowered in fractions() and not ordinal) or lowered in ("halvparten", "halvdelen", "half"):
            times = _times(text, first.start())
            values, unit, share = (times * fractions().get(lowered, 50.0),), "percent", True
        # "20 millioner", "to hundre tusen", "syv og et halvt"
        while (
            i + 1 < len(matches)
            and matches[i + 1].group().lower() in SCALES
            and _near(text, end, matches[i + 1].start())
        ):
            i += 1
            values, end = tuple(v * SCALES[matches[i].group().lower()] for v in values), matches[i].end()
        if tail := re.match(r"\s(?:og\s(?:en|et|ein|eit)\shal[vf]t?|and\sa\shalf)(?!\w)", text[end:], re.IGNORECASE):
            values, end = tuple(v + 0.5 for v in values), end + tail.end()
        i += 1
        if i < len(matches) and matches[i].group().lower() in fractions() and _near(text, end, matches[i].start()):
            continue
        if ordinal and (lowered in ("first", "første", "fyrste", "second", "annet") or not values):
            continue
        found_unit, unit_end = _unit_after(text, end)
        before = _unit_before(text, first.start())
        unit = unit or found_unit or before or _range_unit(text, end)
        if found_unit:
            end = unit_end
        yield Quantity(
            text[first.start() : end], first.start(), end, values, unit, _bound(text, first.start()), ordinal, share
        )


def _times(text: str, start: int) -> float:
    before = text[:start].split()
    return (_whole(before[-1]) or 1.0) if before and before[-1].lower() not in ("en", "ein") else 1.0


def _near(text: str, end: int, start: int) -> bool:
    return start - end <= 1


def _readings(figure: str) -> tuple[float, ...]:
    lowered = figure.lower()
    if not figure[0].isdigit():
        if lowered == "one":
            return (1.0,)
        value = cardinals().get(lowered, SCALES.get(lowered, ordinals().get(lowered)))
        return (float(value),) if value is not None else ()
    bare = re.sub(r"[ \u00a0\u202f]", "", figure)
    found = []
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", bare):
        found.append(float(re.sub(r"[.,]", "", bare)))
        if bare.count(",") + bare.count(".") == 1:
            found.append(float(bare.replace(",", ".")))
    else:
        head, _, tail = bare.replace(",", ".").rpartition(".")
        found.append(float(f"{head.replace('.', '')}.{tail}") if head else float(tail))
    return tuple(found)


def _unit_after(text: str, end: int) -> tuple[str, int]:
    match = re.match(r"[\s\u00a0-]*((?:[a-zæøå]+\.?|%|€))", text[end:], re.IGNORECASE)
    if not match:
        return "", end
    word = match.group(1).lower()
    if word == "per" and (cent := re.match(r"[\s\u00a0]*per cent\b", text[end:], re.IGNORECASE)):
        return "percent", end + cent.end()
    for form in (word, word.rstrip(".")):
        if form in UNITS:
            return UNITS[form], end + match.end()
    if word in ("norske", "norwegian", "årlige"):
        inner, inner_end = _unit_after(text, end + match.end())
        return inner, inner_end
    if word in ("per", "og") or not word:
        return "", end
    return "", end


def _range_unit(text: str, end: int) -> str:
    """The unit behind a range: the first of "2–4 uker", "to til tre dager", "1. og 2. semester"."""
    match = re.match(
        r"\s?(?:–|-|til|to|eller|or|og|and)\s?(?:\d+(?:[.,]\d+)?|[a-zæøå]+)\s?([a-zæøå]+\.?|%)",
        text[end:],
        re.IGNORECASE,
    )
    return UNITS.get(match.group(1).lower().rstrip("."), "") if match else ""


def _unit_before(text: str, start: int) -> str:
    match = re.search(r"(kr\.?|NOK|EUR|€|\$)\s?$", text[:start], re.IGNORECASE)
    return "money" if match else ""


def _bound(text: str, start: int) -> str:
    before = re.findall(r"[\wæøå≈]+", text[:start].lower())
    before = [word for word in before if word not in ("a", "en", "ei", "ein", "the", "kr", "nok")][-3:]
    for word in before[-2:]:
        for words, sign in ((_MORE, ">"), (_LESS, "<"), (_ABOUT, "~")):
            if word in words:
                return sign
    return ""
