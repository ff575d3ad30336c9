"""What makes an answer honest, looked up independently of the product's own verification.

Every check takes an answer and returns what is wrong with it, in words to read; nothing is wrong with an empty list.
An answer is read in stretches of text: one with ``[n]`` after it is to be found in those citations alone.
Text without a mark may rest on any of the answer's citations and records, or be the frame's own wording.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache

from knowledge.dates import spell
from knowledge.models import Answer, Citation, Course, Language
from knowledge.records import contact_text, course_text
from knowledge.wording import phrases
from tests.evaluation.generated_entities import courses

MARK = re.compile(r"\[(\d+)\]")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Eight digits in the groups in which telephone numbers are written.
_PHONE = re.compile(r"(?<![\w/.,-])(?:\+?47 ?)?(?:\d\d(?: \d\d){3}|\d{3} \d\d \d{3}|\d{8})(?![\w/]|[.,-]\d)")
_ADDRESS = re.compile(
    r"[\w.+-]+@[\w.-]+\w|(?:https?://)?(?:[\w-]+\.)+(?:no|com|eu|edu|org|ai|net)\b(?:/[\w/.?=&%#-]*)?"
)
_PASSAGE = re.compile(r"([^\[\n]*(?:\[(?!\d+\])[^\[\n]*)*)((?:\[\d+\])*)")
_FIGURE = re.compile(r"(?<!\w)(?:\d{1,3}(?:[\s\u00a0.,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)")
_GROUPED = re.compile(r"\d{1,3}(?:[\s\u00a0.,]\d{3})+")
_AMOUNT = re.compile(
    rf"(?:NOK|kr|€|euro)\s?({_FIGURE.pattern})|({_FIGURE.pattern})\s?(?:kr\b|kroner|NOK|euro|(?:million|milliard|billion)\w*)"
)
_MONTHS = {
    spell(f"2000-{month:02}", lang).split()[0].casefold(): month for month in range(1, 13) for lang in ("nb", "en")
}
_DATE = re.compile(rf"(?:(\d{{1,2}})\.? )?\b({'|'.join(_MONTHS)})\b(?: (\d{{4}}))?", re.IGNORECASE)
_QUOTED = re.compile(r"[«“]([^»”]+)[»”]")
_WORD = re.compile(r"[^\W_]+")
# Written around an amount by code, with the amount itself from a record.
_UNITS = frozenset({"kr", "nok"})
# Set expressions of the records, which an English answer translates.
_IN_ENGLISH: Mapping[str, str] = {
    "norsk": "Norwegian", "engelsk": "English", "nettbasert": "online", "samlingsbasert": "session-based",
    "campus": "on campus and", "oppmøte": "some attendance on campus", "erfaringsbasert": "experience-based master's",
    "høyere grad": "graduate level", "master": "master's", "høst": "autumn", "vår": "spring",
    "semestre": "semesters", "deltid": "years part-time", "timer": "hours", "uker": "weeks", "dager": "days",
}  # fmt: skip


def misquoted(answer: Answer, texts: Mapping[str, Collection[str]]) -> list[str]:
    """The sources whose quote does not stand in ``texts``, the stored texts by source id, word for word."""
    return [
        citation.source_id
        for citation in answer.citations
        if not citation.quote or not any(citation.quote in text for text in texts.get(citation.source_id, ()))
    ]


def mismarked(answer: Answer) -> list[str]:
    """Each ``[n]`` has its citation; each citation has its ``[n]`` or is a record shown; numbers run from one."""
    marks = {int(n) for n in MARK.findall(answer.text)}
    numbers = [citation.n for citation in answer.citations]
    shown = {course.n for course in answer.courses} | {contact.n for contact in answer.contacts}
    fits = numbers == list(range(1, len(numbers) + 1)) and marks | shown == set(numbers)
    return [] if fits else [f"marks {marks}, records {shown}, citations {numbers}"]


def phone_numbers(answer: Answer) -> list[str]:
    """What is written like a telephone number; none is ever to be given."""
    return _PHONE.findall(MARK.sub(" ", answer.text))


def fabricated(answer: Answer, question: str) -> list[str]:
    """Addresses, dates, amounts, figures, quotes, codes and names that nothing cited, shown or framed holds."""
    return [wrong for text, evidence in _with_evidence(answer, question) for wrong in evidence.lacks(text)]


def stray_words(answer: Answer, question: str) -> list[str]:
    """The other words that stand in no source, no question and no fixed wording: garbled ones, mostly."""
    return [word for text, evidence in _with_evidence(answer, question) for word in evidence.strange_words(text)]


def _with_evidence(answer: Answer, question: str) -> Iterator[tuple[str, "_Evidence"]]:
    # Without a mark, a text may repeat what was asked, name a course, and tell what was counted; a cited text may not.
    said = [question, _catalogue(), *_counted(answer)]
    every = _Evidence([*map(_cited, answer.citations), *_records(answer), *said], answer.language)
    for text, marks in _passages(answer.text):
        cited = [c for c in answer.citations if c.n in marks]
        own = [*map(_cited, cited), *_records(answer, {c.source_id for c in cited})]
        yield text, _Evidence(own, answer.language) if cited else every


class _Evidence:
    """What a stretch of an answer may be made of."""

    def __init__(self, texts: Iterable[str], language: Language) -> None:
        held = _plain(" \n ".join(texts))
        if language == "en":
            held += " \n " + " \n ".join(english for norwegian, english in _IN_ENGLISH.items() if norwegian in held)
        self._language = language
        self._text = held
        self._dates = {*_dates(held)}
        self._amounts = {*_amounts(held)}
        self._figures = {*map(_figure, _FIGURE.findall(held))}
        self._words = {word.casefold() for word in _WORD.findall(held)} | _UNITS

    def lacks(self, text: str) -> Iterator[str]:
        """What of a stretch of text stands nowhere."""
        for quote in _QUOTED.findall(_plain(text)):
            if quote not in self._text and without_frame(quote, self._language).strip() not in self._text:
                yield f"quote «{quote}»"
        framed = " ".join(phrases(self._language).values())
        for address in _ADDRESS.findall(_plain(text)):
            bare = re.sub(r"^https?://(?:www\.)?", "", address.casefold()).rstrip("./")
            if bare not in self._text.casefold() and bare not in framed:
                yield f"address {address}"
        rest = without_frame(_ADDRESS.sub(" ", _plain(text)), self._language)
        yield from (f"date {when}" for when in _dates(rest) if not self._knows(when))
        yield from (f"amount {amount}" for amount in _amounts(rest) if amount not in self._amounts)
        yield from (f"figure {f}" for f in _FIGURE.findall(rest) if _figure(f) not in self._figures)
        yield from (f"name {word}" for word in self._unheld(rest) if not word.islower())

    def strange_words(self, text: str) -> Iterator[str]:
        """The words of a stretch of text that stand nowhere and name nothing."""
        rest = without_frame(_ADDRESS.sub(" ", _plain(text)), self._language)
        yield from (word for word in self._unheld(rest) if word.islower())

    def _unheld(self, text: str) -> Iterator[str]:
        words = _WORD.findall(_FIGURE.sub(" ", text))
        yield from (word for word in words if word.casefold() not in self._words)

    def _knows(self, when: tuple[int, int, int]) -> bool:
        """A date may be told less exactly than it is known, never more."""
        return any(all(part in (0, known) for part, known in zip(when, date, strict=True)) for date in self._dates)


def without_frame(text: str, language: Language) -> str:
    """The text without the fixed wording around an answer: what is left comes from a source, or is made up."""
    return _frame(language).sub(" ", text)


@cache
def _frame(language: Language) -> re.Pattern[str]:
    """The phrases without their blanks and addresses; a small one gets a capital only where a sentence begins."""
    pieces = {
        re.sub(r"^\W+|\W+$", "", piece)
        for phrase in phrases(language).values()
        for piece in re.split(rf"\{{\w+\}}|\[|\n|{_ADDRESS.pattern}", _plain(phrase))
    }
    longest_first = sorted(filter(None, pieces), key=len, reverse=True)
    either = (rf"{re.escape(p)}|(?:(?<=[.!?] )|^){re.escape(p[0].upper() + p[1:])}" for p in longest_first)
    return re.compile("|".join(rf"(?<!\w)(?:{piece})(?!\w)" for piece in either))


def _passages(text: str) -> Iterator[tuple[str, frozenset[int]]]:
    for line in text.splitlines():
        for match in _PASSAGE.finditer(line):
            if match[1].strip():
                yield match[1], frozenset(int(n) for n in MARK.findall(match[2]))


def _cited(citation: Citation) -> str:
    source = citation.provenance
    dates = [spell(d, lang) for d in (source.date, source.valid_from, source.valid_to) if d for lang in _BOTH]
    parts = (citation.quote, citation.title, citation.section, source.publisher, source.url, source.date_note)
    return " \n ".join([*filter(None, parts), *source.also, *dates])


_BOTH: tuple[Language, ...] = ("nb", "en")


def _records(answer: Answer, of: Collection[str] | None = None) -> Iterator[str]:
    for course in dict.fromkeys(shown.course for shown in answer.courses):
        if of is None or course.id in of:
            yield _course(course)
    for shown in answer.contacts:
        if of is None or shown.contact.id in of:
            yield contact_text(shown.contact)


def _course(course: Course) -> str:
    dates = [d for o in course.offerings for d in (o.start, o.deadline) if d]
    spelt = [spell(d, language) for d in dates for language in _BOTH]
    credit = "" if course.credits is None else f"{course.credits:g}"
    return " \n ".join([course_text(course), course.title_en or "", credit, *spelt])


@cache
def _catalogue() -> str:
    """What courses are called and where they are held."""
    names = [f"{course.code or ''} {course.title} {course.title_en or ''}" for course in courses()]
    places = {offering.location or "" for course in courses() for offering in course.offerings}
    return " \n ".join([*names, *sorted(places)])


def _counted(answer: Answer) -> Iterator[str]:
    """What code derived: numbers, no greater than there are courses to count, and dates ("neste måned")."""
    yield from (match.group() for part in answer.computed for match in _DATE.finditer(part))
    figures = (figure for part in answer.computed for figure in _FIGURE.findall(part))
    yield from (figure for figure in figures if figure.isdigit() and int(figure) <= len(courses()))


def _plain(text: str) -> str:
    return re.sub(r"[ \t\u00a0]+", " ", text)


def _figure(text: str) -> str:
    return re.sub(r"\D", "", text) if _GROUPED.fullmatch(text) else text.replace(".", ",")


def _amounts(text: str) -> Iterator[str]:
    yield from (_figure(before or after) for before, after in _AMOUNT.findall(text))


def _dates(text: str) -> Iterator[tuple[int, int, int]]:
    for day, month, year in _DATE.findall(text):
        if day or year:
            yield int(day or 0), _MONTHS[month.casefold()], int(year or 0)
