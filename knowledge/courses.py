"""Questions about courses become filters over rows; no model writes queries."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.models import Course, Language
from knowledge.signals import COURSE_NOUN
from knowledge.words import LIGHT_WORDS, STOP_WORDS, content_words, fold, stem

_CODE = re.compile(r"\b([a-zæøå]{2,5})[\s-]?(\d{4})\b", re.IGNORECASE)
_ABBREVIATION = re.compile(r"\(([A-ZÆØÅ]{3,})\)")
_PLACES = ("Gjøvik", "Trondheim", "Ålesund")
_CITY = re.compile(r"\b(?:i|på|in|at)\s+([A-ZÆØÅ][a-zæøå]{3,})\b")
_ONLINE = re.compile(r"\b(?:nettbasert\w*|nettkurs\w*|på nett\w*|digitale? kurs|digitalt|online|fjernundervisning)\b")
_GATHERINGS = re.compile(r"\b(?:samling\w*|samlingsbasert\w*)\b")
_FREE = re.compile(r"\b(?:gratis\w*|kostnadsfri\w*|free)\b")
_EVU = re.compile(
    r"\b(?:\w*evu\w*|etterutdanning\w*|vid[ae]+reutdanning\w*|continuing|further education|for (?:ansatte|tilsette|folk i jobb)|ved siden av jobb\w*)\b"
)
_ORDINARY = re.compile(r"\b(?:ordinære?|vanlige?|ordinary|regular)\s+(?:emne\w*|kurs|courses?)")
_MASTER = re.compile(r"\b(?:\w*master\w*)\b")
_COUNTING = re.compile(r"\b(?:hvor mange|kor mange|how many|antall|antal)\b")
_CHEAPEST = re.compile(r"\b(?:billigst\w*|billegast\w*|rimeligst\w*|cheapest)\b")
_CREDITS = re.compile(r"\b(\d+(?:[.,]\d+)?)\s*(?:sp|studiepoeng|credits?|ects|poeng)\b")
_MAX_PRICE = re.compile(
    r"\b(?:under|maks(?:imalt)?|inntil|høyst|below|less than|at most)\s+(?:kr\.?\s*)?(\d[\d .]{2,})\s*(?:kr|kroner|nok)?\b"
)

# Words that say "a course is wanted", not what it should be about.
_FRAME = re.compile(
    r"^(?:tilb[uo]d\w*|kurs\w*|program(?:mer|met|mene|ma)?|ligger|ligg|holdes|går|undervises|emne\w*|evu\w*|etterutdanning\w*|etter-?|og|vid[ae]+reutdanning\w*|utdanning\w*|studie\w*|studium|"
    r"courses?|programmes?|programs?|degrees?|education|continuing|further|ntnu\w*|nho\w*|tilby\w*|offers?|offered|finn\w*|find|vis|liste?|show|"
    r"gratis\w*|free|kostnadsfri\w*|nett\w*|online|digitalt|mange|many|ansatte|tilsette|employees|folk|jobb\w*|bedrift\w*|company|companies|våre|our|"
    r"trenger|treng|need|want|anbefal\w*|recommend\w*|passer|høver|fits?|ledige?|available|sted\w*|stad\w*|finns|koster|kostar|koste|costs?|pris(?:en|er|ar)?|prices?|billigst\w*|billegast\w*|rimeligst\w*|cheapest|ordinary|regular|studiepoeng|sp|credits?|"
    r"oversikt\w*|mulighet\w*|ordinære?|vanlige?|samling\w*|nivå|level|deltid\w*|part-time|relevante?|aktuelle?|number|antall|antal|innen|innan|tema\w*|topic\w*|områd\w*)$"
)


@dataclass(frozen=True, slots=True)
class CourseQuery:
    """What a person wants of a course; None or empty means "anything"."""

    topic: str = ""
    is_evu: bool | None = None
    place: str | None = None
    online: bool = False
    free: bool = False
    master: bool = False
    credits: float | None = None
    max_price: int | None = None
    counting: bool = False
    cheapest_first: bool = False


class Catalogue:
    """The course rows of one generation, and how people refer to them."""

    def __init__(self, courses: Sequence[Course]) -> None:
        self.courses = tuple(courses)
        self._by_code = {fold(c.code): c for c in courses if c.code}
        self._by_abbreviation: dict[str, Course] = {}
        for course in sorted(courses, key=lambda c: c.kind == "program"):
            for short in _ABBREVIATION.findall(course.title):
                self._by_abbreviation[short.casefold()] = course  # programmes come last and win

    def recognise(self, text: str) -> list[Course]:
        """The courses that a text names by code, abbreviation or title, in order of certainty."""
        found = [self._by_code.get(fold("".join(match.groups()))) for match in _CODE.finditer(text)]
        found += [self._by_abbreviation.get(word) for word in re.findall(r"[^\W\d_]{3,}", text.casefold())]
        named = [course for course in found if course]
        return list(dict.fromkeys(named or self._by_title(text)))

    def names_unknown_code(self, text: str) -> str | None:
        """A course code in the text that no row has, as typed."""
        for match in _CODE.finditer(text):
            letters, digits = match.groups()
            if _looks_like_year(match.group(), digits):
                continue
            if not letters.islower() and letters.isupper() and fold(letters + digits) not in self._by_code:
                return match.group()
        return None

    def _by_title(self, text: str) -> list[Course]:
        asked = {stem(word, "nb") for word in content_words(text)}
        found: list[tuple[int, Course]] = []
        for course in self.courses:
            for title in {course.title, course.title_en or course.title}:
                bare = _ABBREVIATION.sub("", title)
                terms = {stem(word, "nb") for word in content_words(bare)}
                if len(terms) >= 3 and terms <= asked:
                    found.append((len(terms), course))
        best = max((size for size, _ in found), default=0)
        return [course for size, course in found if size == best]

    def select(self, query: CourseQuery) -> list[Course]:
        """The courses that meet every filter, without regard to the topic."""
        return [course for course in self.courses if _meets(course, query)]

    def about(self, courses: Iterable[Course], topic: str, language: Language) -> list[Course]:
        """Those of ``courses`` whose topics, title or description hold all words of the topic, best first."""
        wanted = [stem(word, language) for word in content_words(topic)]
        if not wanted:
            return list(courses)
        ranked = [(_topic_hits(course, wanted), course) for course in courses]
        full = [(hits, course) for hits, course in ranked if hits[0] == len(wanted)]
        return [course for _, course in sorted(full, key=lambda pair: [-n for n in pair[0]])]


def _looks_like_year(written: str, digits: str) -> bool:
    """``NTNU 2035`` is a name and a year, ``INFT2001`` is a code."""
    return not written[-5].isalpha() and digits[:2] in ("19", "20")


def read_query(text: str) -> CourseQuery:
    """Read the filters and the topic out of a question."""
    lowered = text.casefold()
    credits_asked = _CREDITS.search(lowered)
    price = _MAX_PRICE.search(lowered)
    place = next((p for p in _PLACES if p.casefold() in lowered), None)
    if place is None and (city := _CITY.search(text)) and not COURSE_NOUN.search(city.group(1).casefold()):
        place = city.group(1)
    is_evu = None if not _EVU.search(lowered) and not _ORDINARY.search(lowered) else not _ORDINARY.search(lowered)
    return CourseQuery(
        topic=_topic(lowered, place),
        is_evu=is_evu,
        place=place,
        online=bool(_ONLINE.search(lowered)),
        free=bool(_FREE.search(lowered)),
        master=bool(_MASTER.search(lowered)),
        credits=float(credits_asked.group(1).replace(",", ".")) if credits_asked else None,
        max_price=int(re.sub(r"\D", "", price.group(1))) if price else None,
        counting=bool(_COUNTING.search(lowered)),
        cheapest_first=bool(_CHEAPEST.search(lowered)),
    )


def _topic(lowered: str, place: str | None) -> str:
    bare = lowered
    for filtered in (_MASTER, _CREDITS, _MAX_PRICE, _ONLINE):
        bare = filtered.sub(" ", bare)
    dropped = {place.casefold()} if place else set()
    return " ".join(
        word
        for word in content_words(bare)
        if not _FRAME.match(word) and word not in LIGHT_WORDS and word not in dropped and word not in STOP_WORDS
    )


def _meets(course: Course, query: CourseQuery) -> bool:
    offerings = course.offerings
    prices = [o.price_nok for o in offerings if o.price_nok is not None]
    return (
        (query.is_evu is None or course.is_evu == query.is_evu)
        and (query.place is None or any(query.place in (o.location or "") for o in offerings))
        and (not query.online or any("nett" in (o.delivery or "") for o in offerings) or course.kind == "mooc")
        and (not query.free or 0 in prices)
        and (not query.master or "master" in (course.level or "") or "master" in course.title.casefold())
        and (query.credits is None or course.credits == query.credits)
        and (query.max_price is None or any(price <= query.max_price for price in prices))
    )


def _topic_hits(course: Course, wanted: Sequence[str]) -> tuple[int, int, int]:
    in_topics = {stem(w, "nb") for topic in course.topics for w in content_words(topic)}
    in_titles = {stem(w, "nb") for w in content_words(f"{course.title} {course.title_en or ''}")}
    in_text = {stem(w, "nb") for w in content_words(course.description or "")}
    everywhere = in_topics | in_titles | in_text
    return (
        sum(_within(term, everywhere) for term in wanted),
        sum(_within(term, in_topics) for term in wanted),
        sum(_within(term, in_titles) for term in wanted),
    )


def _within(term: str, terms: set[str]) -> bool:
    return term in terms or (len(term) >= 5 and any(term in other for other in terms))
