"""What is asked: language, intent, the kind of answer wanted, and the text to search for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge import signals
from knowledge.conversation import NO_CONTEXT, Context, context_of, heavy_words, leans, points_back
from knowledge.courses import Catalogue, CourseQuery, read_query
from knowledge.language import detect
from knowledge.models import Chunk, Course, Language, Question, Turn
from knowledge.querying import mended, plain_query
from knowledge.retrieval import Query
from knowledge.signals import Asks, Intent
from knowledge.spelling import ABBREVIATIONS, Speller, expand
from knowledge.synonyms import GROUPS, canonical
from knowledge.words import STOP_WORDS, words

_NAME = re.compile(
    r"(?<![.!?] )(?<!^)\b(?:[A-ZÆØÅ][\w-]*[A-ZÆØÅ0-9][\w-]*|[A-ZÆØÅ][a-zæøå]{2,}\w*)\b|\b[A-ZÆØÅ]{2,}\d*\b"
)
_FEW = 2
# Kinds of answer that are filters when a course is wanted.
_FILTERS = frozenset({Asks.MONEY, Asks.PRICE, Asks.TEACHING, Asks.PLACE, Asks.CREDITS, Asks.LANGUAGE, Asks.COUNT})
# Names that say nothing about who offers a course.
_HOUSEHOLD = frozenset({"ntnu", "nho", *ABBREVIATIONS, *(w for group in GROUPS for name in group for w in name.split()),
                        "gjøvik", "trondheim", "ålesund", "norge", "norway"})  # fmt: skip
# How much an earlier question counts: when it is needed, and when it only may be meant.
_LEANING, _BESIDE = 0.6, 0.25


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question, understood.

    ``corrected`` is the question with spelling mended, for the search only. ``courses`` are those it
    names. ``unknown_names`` are names no source knows. ``leaning`` tells that the conversation was needed.
    """

    question: Question
    language: Language
    intent: Intent
    corrected: str
    asks: frozenset[Asks]
    query: Query
    plain_query: Query
    course_query: CourseQuery
    courses: tuple[Course, ...] = ()
    names: frozenset[str] = frozenset()
    unknown_names: tuple[str, ...] = ()
    unknown_code: str | None = None
    leaning: bool = False
    context: Context = NO_CONTEXT


class Reader:
    """Understands questions with the vocabulary of one generation."""

    def __init__(self, chunks: Iterable[Chunk], catalogue: Catalogue, organisations: Iterable[str] = ()) -> None:
        chunks = list(chunks)
        self._catalogue = catalogue
        names = [f"{c.code or ''} {c.title} {c.title_en or ''}" for c in catalogue.courses]
        self._speller = Speller.of(chunks, names)
        self._names = _distinctive_names(chunks) - _HOUSEHOLD
        self._others = _other_organisations(organisations)

    def understand(self, question: Question) -> Understanding:
        """Read a question with its history."""
        earlier = [turn.text for turn in question.history if turn.role == "user"]
        language = detect(question.text, context=earlier, fallback=question.language)
        text = question.text.strip()
        corrected = mended(text, language, self._speller)
        own_names = bool(self._own_names(corrected)) or bool(self._catalogue.recognise(text))
        leaning = leans(text, _substantial(question.history), own_names=own_names)
        context = context_of(_substantial(question.history)) if question.history and not own_names else NO_CONTEXT
        courses = self._catalogue.recognise(text) or self._course_before(corrected, context, leaning=leaning)
        asked = signals.asks(corrected)
        intent = self._intent(question, corrected, courses, asked)
        return Understanding(
            question=question,
            language=language,
            intent=intent,
            corrected=corrected,
            asks=asked,
            query=_query(corrected, context, language, _LEANING if leaning else _BESIDE),
            plain_query=Query(corrected, ((f"{corrected} {context.before if leaning else ''}", 1.0),), language),
            course_query=read_query(canonical(corrected)),
            courses=tuple(courses),
            names=frozenset(self._own_names(corrected) or (self._own_names(context.before) if leaning else ())),
            unknown_names=tuple(self._unknown_names(text)),
            unknown_code=self._catalogue.names_unknown_code(text),
            leaning=leaning,
            context=context,
        )

    def _course_before(self, corrected: str, context: Context, *, leaning: bool) -> list[Course]:
        """The course talked of before, for a question that brings no subject of its own ("hva koster det?")."""
        subject = heavy_words(corrected)
        return self._catalogue.recognise(context.names) if leaning and len(subject) <= points_back(corrected) else []

    def _intent(self, question: Question, corrected: str, courses: list[Course], asked: frozenset[Asks]) -> Intent:
        original, lowered = question.text.strip().casefold(), corrected.casefold()
        for name, pattern in signals.SMALL_TALK.items():
            if pattern.match(original) or pattern.match(signals.without_greeting(original)):
                return Intent(name)
        for intent, pattern in (
            (Intent.STEERING, signals.STEERING),
            (Intent.PRIVATE, signals.PRIVATE),
            (Intent.ABUSE, signals.ABUSE),
            (Intent.ADVICE, signals.ADVICE),
        ):
            if pattern.search(original):
                return intent
        if question.scope == "courses":
            return Intent.COURSE_DETAIL if courses else Intent.COURSE_SEARCH
        if question.scope == "contacts":
            return Intent.CONTACT
        return self._topic_intent(question, lowered, courses, asked)

    def _topic_intent(self, question: Question, lowered: str, courses: list[Course], asked: frozenset[Asks]) -> Intent:
        if courses:
            return Intent.COURSE_DETAIL
        wants_course = bool(signals.COURSE_NOUN.search(lowered))
        if signals.CONTACT.search(question.text.casefold()):
            return Intent.CONTACT
        place = read_query(question.text).place
        other_provider = self._own_names(lowered) - {(place or "").casefold()} or self._others.search(lowered)
        if wants_course and not other_provider and not signals.PROCESS.search(lowered):
            telegram = len(words(lowered)) <= 5 and asked <= _FILTERS
            if signals.LISTING.search(lowered) or telegram:
                return Intent.COURSE_SEARCH
        return Intent.QUESTION

    def _own_names(self, text: str) -> set[str]:
        return {word for word in words(text) if word in self._names}

    def _unknown_names(self, text: str) -> Iterable[str]:
        for name in dict.fromkeys(_NAME.findall(text)):
            parts = [p for p in words(name) if p not in STOP_WORDS]
            if any(
                not self._speller.knows(p) and self._speller.correct(p) == p and not _inflected(p, self._speller)
                for p in parts
            ):
                yield name


def _substantial(history: Sequence[Turn]) -> list[Turn]:
    """The turns from the first on that asked something."""
    small = [i for i, turn in enumerate(history) if turn.role == "user" and is_small_talk(turn.text)]
    return [turn for i, turn in enumerate(history) if i not in small and i - 1 not in small]


def is_small_talk(text: str) -> bool:
    """Whether a message is only a greeting, thanks or a call for help."""
    return any(pattern.match(text.strip().casefold()) for pattern in signals.SMALL_TALK.values())


def _other_organisations(names: Iterable[str]) -> re.Pattern[str]:
    """Organisations but for NTNU, by the first part of their name ("Digital Norway – Toppindustrisenteret AS")."""
    short = {re.split(r" [–(]|/|,", name)[0].strip().casefold() for name in names} - {"ntnu", "nho", ""}
    return re.compile(r"\b(?:" + "|".join(re.escape(name) for name in sorted(short)) + r")\b" if short else r"(?!)")


def _inflected(word: str, speller: Speller) -> bool:
    return any(word.endswith(end) and speller.knows(word[: -len(end)]) for end in ("s", "en", "et", "er", "ene", "ens"))


def _query(corrected: str, context: Context, language: Language, weight: float) -> Query:
    alone = plain_query(corrected, language)
    if not context:
        return alone
    before = expand(context.before)
    return Query(
        dense=f"{context.before} {corrected}" if weight == _LEANING else corrected,
        lexical=(*alone.lexical, (before, weight)),
        language=language,
    )


def _distinctive_names(chunks: list[Chunk]) -> frozenset[str]:
    """Names that are always written with a capital and stand in few chunks: a question that has one stands alone."""
    capital: dict[str, set[int]] = {}
    small: set[str] = set()
    for i, chunk in enumerate(chunks):
        if chunk.language == "en":
            continue
        for match in re.finditer(r"(?<![./@\w-])[^\W\d_]\w*(?![.@/]\w)", chunk.text):
            word = match.group()
            if word[0].islower() and not any(c.isupper() for c in word):
                small.add(word)
            elif any(c.isupper() for c in word[1:]) or (
                match.start() > 1 and chunk.text[match.start() - 2] not in ".!?:\n"
            ):
                capital.setdefault(word.casefold(), set()).add(i)
    common = max(20, len(chunks) // 8)
    return frozenset(n for n, where in capital.items() if n not in small and len(where) <= common and len(n) > _FEW)
