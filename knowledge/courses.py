"""The course rows of one generation, and how people refer to them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from knowledge.course_filters import in_order, meets
from knowledge.course_query import CourseQuery
from knowledge.models import Course, Language
from knowledge.words import LIGHT_WORDS, content_words, fold, stem

_CODE = re.compile(r"\b([a-zæøå]{2,6})[\s-]?(\d{4})\b", re.IGNORECASE)
_ABBREVIATION = re.compile(r"\(([A-ZÆØÅ]{3,})\)")
# "Kurset i ...", "the course on ...": one certain course is meant by words of its title.
_THE_ONE = re.compile(
    r"\b(?:kurset|emnet|programmet|masteren|masterprogrammet|spesialiseringen|spesialiseringa|videreutdanningen|vidareutdanninga|"
    r"(?:the\s)(?:course|programme|program|master'?s?(?:\sdegree)?|specialisation))\s(?:(?:i|om|på|innen|for|in|on|about|of|called|som\sheter)\s)?(?P<after>[^?.!,]+)"
    r"|\b(?P<before>[a-zæøå]{4,}?)-?(?:kurset|emnet|masteren|programmet|utdanningen|utdanninga)\b",
    re.IGNORECASE,
)
# A title of one word that nobody writes by chance, such as "CyberSmart", before its subtitle.
_MADE_NAME = re.compile(r"^([A-ZÆØÅ][a-zæøå]+[A-ZÆØÅ]\w*)(?= - |$)")
_STEMMED: tuple[Language, ...] = ("nb", "en")
_LEAST_TITLE = 3  # words that a title must have to be recognised by them wherever they stand
_LONG = 5  # letters of a stem that is looked for within compounds
_LONG_TITLE, _NEAR_TITLE = 12, 94  # letters; per cent of the same letters
_NEAR_CODES = 3
_NEAR_EDITS = 2


@dataclass(frozen=True, slots=True)
class _Terms:
    """The stems that a course can be found by, each list as one text with a space around every stem."""

    topics: str
    titles: str
    all: str


class Catalogue:
    """The course rows of one generation, and how people refer to them."""

    def __init__(self, courses: Sequence[Course]) -> None:
        self.courses = tuple(courses)
        self._by_code = {fold(c.code): c for c in courses if c.code}
        self._by_abbreviation: dict[str, Course] = {}
        for course in sorted(courses, key=lambda c: c.kind == "program"):
            for short in (*_ABBREVIATION.findall(course.title), *_MADE_NAME.findall(course.title)):
                self._by_abbreviation[short.casefold()] = course  # programmes come last and win

    def recognise(self, text: str) -> list[Course]:
        """The courses that a text names by code, abbreviation or title, in the order they are named."""
        named = [(m.start(), self._by_code.get(fold("".join(m.groups())))) for m in _CODE.finditer(text)]
        named += [
            (m.start(), self._by_abbreviation.get(m.group())) for m in re.finditer(r"[^\W\d_]{3,}", text.casefold())
        ]
        found = [course for _, course in sorted(named, key=lambda pair: pair[0]) if course]
        return list(dict.fromkeys(found or self._by_title(text) or self._the_one(text) or self._nearly_titled(text)))

    def names_unknown_code(self, text: str) -> str | None:
        """A course code in the text that no row has, as typed."""
        for match in _CODE.finditer(text):
            letters, digits = match.groups()
            joined = len(match.group()) == len(letters) + len(digits)
            if _looks_like_year(match.group(), digits) or not (letters.isupper() or self._is_prefix(letters, joined)):
                continue
            if fold(letters + digits) not in self._by_code:
                return match.group()
        return None

    def near_codes(self, code: str) -> list[Course]:
        """The courses whose codes are written almost like this one, nearest first."""
        typed = fold(re.sub(r"[\s-]", "", code))
        near = process.extract(typed, self._by_code.keys(), scorer=OSA.distance, score_cutoff=_NEAR_EDITS, limit=12)
        ranked = sorted(near, key=lambda hit: (hit[1], hit[0][:3] != typed[:3], hit[0]))
        return [self._by_code[key] for key, _, _ in ranked[:_NEAR_CODES]]

    def of_line(self, line: str) -> Course | None:
        """The course that a line of a list begins with."""
        starts = [
            (len(name), course)
            for course in self.courses
            for name in _names(course)
            if line.casefold().startswith(name)
        ]
        return max(starts, key=lambda pair: pair[0])[1] if starts else None

    @cached_property
    def title_words(self) -> frozenset[str]:
        """The words of all titles in lower case: names among them stand for no other provider."""
        return frozenset(w for c in self.courses for w in content_words(f"{c.title} {c.title_en or ''}"))

    def select(self, query: CourseQuery, today: date, without: Sequence[str] = ()) -> list[Course]:
        """The courses that meet every filter, without regard to the topic."""
        return [course for course in self._newest_first if meets(course, query, today, without)]

    def find(self, query: CourseQuery, today: date, without: Sequence[str] = ()) -> list[Course]:
        """The courses that meet a query, but for the slots in ``without``, in the order asked for."""
        found = self.about(self.select(query, today, without), "" if "topic" in without else query.topic, "nb")
        return in_order(found, query.order, today)

    def is_topic(self, query: CourseQuery) -> bool:
        """Whether all words of a topic, or of each of its parts where one is enough, stand in topics or titles."""
        topics = [known for _, known in query.parts] if query.is_either else [query.topic]
        return bool(query.topic) and all(
            any(self._is_named(course, topic) for course in self.courses) for topic in topics
        )

    def _is_named(self, course: Course, topic: str) -> bool:
        terms = self._terms[course.id]
        return all(_within(stem(word, "nb"), terms.topics + terms.titles) for word in content_words(topic))

    def about_parts(self, query: CourseQuery, today: date) -> list[Course]:
        """The courses about any part of a topic, most parts first; none where most of the topic is unknown."""
        parts, selected = [known for _, known in query.parts], self.select(query, today)
        found = [self.about(selected, part, "nb") for part in parts]
        if len(parts) < 2 or 2 * sum(map(bool, found)) < len(parts):
            return []
        every = dict.fromkeys(course for courses in found for course in courses)
        return sorted(every, key=lambda c: (-sum(c in courses for courses in found), not c.is_evu))

    def about(self, courses: Iterable[Course], topic: str, language: Language) -> list[Course]:
        """Those of ``courses`` whose topics, title or description hold all words of the topic, best first."""
        wanted = [(stem(word, language), stem(word, "en")) for word in content_words(topic)]
        if not wanted:
            return list(courses)
        known = self._terms
        ranked = [(_topic_hits(known.get(course.id) or _terms_of(course), wanted), course) for course in courses]
        full = [(hits, course) for hits, course in ranked if hits[0] == len(wanted)]
        return [course for _, course in sorted(full, key=lambda pair: [-n for n in pair[0]])]

    @cached_property
    def _terms(self) -> dict[str, _Terms]:
        return {course.id: _terms_of(course) for course in self.courses}

    @cached_property
    def _newest_first(self) -> list[Course]:
        return sorted(self.courses, key=lambda course: -int((course.provenance.date or "0")[:4]))

    @cached_property
    def _titles(self) -> list[tuple[frozenset[str], str, Course]]:
        """The stems of each title, and the title as plain words."""
        rows: list[tuple[frozenset[str], str, Course]] = []
        for course in self.courses:
            for title in {course.title, course.title_en or course.title}:
                bare = _ABBREVIATION.sub("", title)
                rows.append((frozenset(stem(w, "nb") for w in content_words(bare)), _plain(bare), course))
        return rows

    def _by_title(self, text: str) -> list[Course]:
        asked, plain = {stem(word, "nb") for word in content_words(text)}, _plain(text)
        found = [
            (len(terms), course)
            for terms, title, course in self._titles
            if (len(terms) >= _LEAST_TITLE and terms <= asked) or (" " in title and f" {title} " in f" {plain} ")
        ]
        best = max((size for size, _ in found), default=0)
        return [course for size, course in found if size == best]

    def _nearly_titled(self, text: str) -> list[Course]:
        """The course whose long title stands in the text with a slip of the keyboard in it."""
        plain = _plain(text)
        near = [
            (fuzz.partial_ratio(title, plain, score_cutoff=_NEAR_TITLE), course)
            for _, title, course in self._titles
            if _LONG_TITLE <= len(title) <= len(plain) + 1 and " " in title
        ]
        best = max(near, key=lambda pair: pair[0], default=None)
        return [best[1]] if best and best[0] else []

    def _the_one(self, text: str) -> list[Course]:
        """The only course whose title has the words that "the course" is named by; EVU before ordinary ones."""
        match = _THE_ONE.search(text)
        if not match:
            return []
        named = [w for w in content_words(match["after"] or match["before"]) if w not in LIGHT_WORDS]
        wanted = [stem(word, "nb") for word in named if len(word) > 1]
        if not wanted:
            return []
        fitting = self.titled(wanted)
        evu = [course for course in fitting if course.is_evu]
        return fitting if len(fitting) == 1 else evu if len(evu) == 1 else []

    def titled(self, wanted: Sequence[str]) -> list[Course]:
        """The courses whose titles hold all of some stems, long ones also within compounds."""
        return [c for c in self.courses if all(_within(term, self._terms[c.id].titles) for term in wanted)]

    def _is_prefix(self, letters: str, joined: bool) -> bool:
        """Whether letters in lower case can only begin a code: known ones, written together with the digits."""
        return joined and any(code.startswith(fold(letters)) for code in self._by_code)


def _terms_of(course: Course) -> _Terms:
    topics = [stem(w, "nb") for topic in course.topics for w in content_words(topic)]
    titles = [stem(w, lang) for w in content_words(f"{course.title} {course.title_en or ''}") for lang in _STEMMED]
    text = [stem(w, "nb") for w in content_words(course.description or "")]
    return _Terms(*(f" {' '.join(dict.fromkeys(stems))} " for stems in (topics, titles, [*topics, *titles, *text])))


def _names(course: Course) -> list[str]:
    """How a list calls a course, in lower case."""
    titles = [course.title, course.title_en or course.title]
    return [f"{course.code} {title}".casefold() if course.code else title.casefold() for title in titles]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _looks_like_year(written: str, digits: str) -> bool:
    """``NTNU 2035`` is a name and a year, ``INFT2001`` is a code."""
    return not written[-5].isalpha() and digits[:2] in ("19", "20")


def _topic_hits(terms: _Terms, wanted: Sequence[tuple[str, str]]) -> tuple[int, int, int]:
    """How many of the wanted words, each as a Norwegian and as an English stem, are anywhere, in topics, in titles."""
    return (
        sum(any(_within(term, terms.all) for term in word) for word in wanted),
        sum(_within(word[0], terms.topics) for word in wanted),
        sum(any(_within(term, terms.titles) for term in word) for word in wanted),
    )


def _within(term: str, terms: str) -> bool:
    """Whether a stem is among those of a text; a long one also as a part of a compound."""
    return (term if len(term) >= _LONG else f" {term} ") in terms
