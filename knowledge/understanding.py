"""What is asked: language, intent, the kind of answer wanted, and the text to search for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge import course_thread, signals
from knowledge.clauses import PERSON
from knowledge.conversation import heavy_words
from knowledge.course_meant import OF_COURSES, CoursesMeant
from knowledge.course_query import CourseQuery
from knowledge.course_reading import read_query
from knowledge.course_slots import TOWNS, VOCABULARY
from knowledge.courses import Catalogue
from knowledge.focus import Focus, Focusing
from knowledge.index import Index
from knowledge.intents import Intents, is_small_talk
from knowledge.language import detect
from knowledge.models import Course, KnownQuestion, Language, Question, Turn
from knowledge.names import Names
from knowledge.phrases import in_place
from knowledge.querying import mended, plain_query
from knowledge.recall import Recall
from knowledge.retrieval import Query
from knowledge.signals import Asks, Intent
from knowledge.spelling import ABBREVIATIONS, Speller, expand
from knowledge.strangers import Strangers
from knowledge.subject import Meant, Subject
from knowledge.synonyms import GROUPS
from knowledge.thread import Thread
from knowledge.wanted import focus
from knowledge.words import fold, words

# Names that say nothing about who offers a course.
_HOUSEHOLD = frozenset({"ntnu", "nho", *ABBREVIATIONS, *(w for group in GROUPS for name in group for w in name.split()),
                        "gjøvik", "trondheim", "ålesund", "norge", "norway", "norwegian", "norske"})  # fmt: skip
# Names that are no subject of a conversation by themselves.
_EVERYWHERE = frozenset({"ntnu", "nho", "evu", "norge", "norway", "norwegian", "norske", *(t.casefold() for t in TOWNS),
                         *map(fold, TOWNS)})  # fmt: skip
# How much it counts that a chunk lies near what was told: where the question leans on that, and where it only may.
_LEANING, _BESIDE = 1.5, 0.25
# What a chunk loses that was told, where just that is not wanted.
_LEFT_OUT = 100.0
# How much the names in the last answer count beside the words of a question that leans.
_ANSWERED = 0.25


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question, understood.

    ``corrected`` is the question with spelling mended, for the search only. ``courses`` are those it
    names. ``unknown_names`` are names no source knows, ``strange`` words of any kind. ``leaning`` tells that the
    conversation was needed; ``corrected`` then holds what it means, in words that stand alone, ``about`` the subject,
    and ``added`` what is asked of that. ``again`` are the
    sources of an answer that is wanted once more. ``otherwise`` are further ways to read the question, for when
    this one has no answer.
    ``others`` tells that something else is wanted than what was told.
    ``shown`` counts the parts of a list of courses that were shown before.
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
    strange: tuple[str, ...] = ()
    leaning: bool = False
    about: str = ""
    added: tuple[str, ...] = ()
    again: frozenset[str] = frozenset()
    otherwise: tuple[str, ...] = ()
    shown: int = 0
    others: bool = False
    focus: Focus | None = None


class Reader:
    """Understands questions with the vocabulary of one generation."""

    def __init__(self, index: Index, catalogue: Catalogue) -> None:
        chunks, known = index.chunks, index.known.questions if index.known else ()
        self._catalogue = catalogue
        titles = [f"{c.code or ''} {c.title} {c.title_en or ''}" for c in catalogue.courses]
        self._speller = Speller.of(chunks, [*titles, VOCABULARY, *map(_words_of, known)])
        names = Names(chunks, _EVERYWHERE)
        self._names = names.single - _HOUSEHOLD
        self._all_names = names
        self._strangers = Strangers(self._speller)
        self._intents = Intents(catalogue, [contact.organisation for contact in index.contacts], self._own_names)
        self._recall = Recall(list(chunks), index.keywords)
        self._focusing = Focusing(list(chunks), self._recall, index.keywords, known)
        self._courses = CoursesMeant(catalogue, self._recall)
        self._thread = Thread(names, self._mend, self._brings_a_name, self._speaks_of, self._courses.sibling)

    def understand(self, question: Question, reading: str | None = None) -> Understanding:
        """Read a question with its history; ``reading`` is another way to read it, in words that stand alone."""
        history = _substantial(question.history)
        meant, language = self._meant(question, history)
        if reading is not None:
            meant = replace(meant, text=reading, leaning=True, otherwise=())
        if meant.again:
            return self._again(question, history, language)
        told = self._recall.told(meant.about.answer, language) if meant.about else []
        picked = course_thread.listed_before(question.text, question.history, self._catalogue)
        if picked and meant.part and meant.about:
            meant = replace(meant, text=meant.about.question)
        asks_same = meant.about is not None and signals.asks(meant.about.question) & OF_COURSES
        if meant.part and not asks_same and self._catalogue.recognise(meant.said):
            meant = replace(meant, text=meant.said)  # "MORG da": no attribute was asked for before
        courses = self._courses.named(question.text, meant) or picked
        courses = courses or (self._courses.before(meant) if reading is None else [])
        if meant.more and courses:
            meant = replace(meant, text=meant.said)
        corrected = meant.text
        focus = self._focus(meant, language)
        asked, course_query = signals.asks(corrected), read_query(corrected)
        others = meant.leaning and not meant.part and _wants_others(meant)
        understood = Understanding(
            question=question,
            language=language,
            intent=self._intents.read(question, meant, courses, asked, course_query),
            corrected=corrected,
            asks=asked,
            query=self._query(meant, language, told, focus),
            plain_query=plain_query(corrected, language),
            course_query=course_query,
            courses=tuple(courses),
            names=frozenset(() if others or (meant.part and meant.keeps) else self._own_names(corrected)),
            unknown_names=tuple(self._strangers.names(question.text.strip())),
            unknown_code=self._catalogue.names_unknown_code(question.text.strip()),
            strange=self._strangers.subjects(corrected),
            leaning=meant.leaning,
            others=bool(others),
            focus=focus,
            about=meant.about.phrase if meant.about and meant.leaning and reading is None else "",
            added=_asked_of_it(meant),
            otherwise=self._otherwise(question, meant) if reading is None else (),
        )
        return self._with_course_thread(understood, meant) if history else understood

    def _meant(self, question: Question, history: Sequence[Turn]) -> tuple[Meant, Language]:
        """What a question means in its conversation, and the language to answer in."""
        earlier = [turn.text for turn in question.history if turn.role == "user"]
        language = detect(question.text, context=earlier, fallback=question.language)
        corrected = mended(question.text.strip(), language, self._speller)
        meant = self._thread.read(corrected, history) if history else Meant(corrected, corrected)
        return meant, meant.language or language

    def _again(self, question: Question, history: Sequence[Turn], language: Language) -> Understanding:
        """The last question once more, in a language, from the sources that it was answered from."""
        place = max(i for i, turn in enumerate(history) if turn.role == "user")
        before = self.understand(Question(history[place].text, tuple(history[:place]), question.scope, language))
        told = self._recall.told(history[-1].text, before.language) if history[place + 1 :] else []
        queries = (replace(query, language=language) for query in (before.query, before.plain_query))
        query, plain = queries
        sources = before.again or self._recall.sources(told)
        return replace(before, question=question, language=language, query=query, plain_query=plain, again=sources)

    def _focus(self, meant: Meant, language: Language) -> Focus | None:
        """What a follow-up that brings no subject of its own wants of what was told."""
        if meant.about is None or not meant.leaning or not meant.keeps or meant.more or _wants_others(meant):
            return None
        records = [course.id for course in self._courses.talked_of(meant)]
        return self._focusing.of(meant.text if meant.part else meant.said, meant.about, language, records)

    def _query(self, meant: Meant, language: Language, told: Sequence[int], focus: Focus | None) -> Query:
        """What is searched for, with a gain for what lies near the subject of the conversation."""
        alone = plain_query(meant.text, language)
        if (
            not told
            or meant.about is None
            or not meant.keeps
            or (not meant.leaning and self._brings_a_name(meant.text))
        ):
            return alone
        others = meant.more or _wants_others(meant)
        gains = self._recall.around(told, others=others) * (_LEANING if meant.leaning else _BESIDE)
        gains -= self._recall.of(told) * (_LEFT_OUT if meant.others else 0.0)
        if not meant.leaning:
            return replace(alone, gains=gains)
        if focus:
            gains += self._focusing.gains(focus)
        answered = " ".join(self._all_names.in_order(meant.about.answer)[:4])
        return replace(
            alone, lexical=(*alone.lexical, (expand(answered), _ANSWERED)) if answered else alone.lexical, gains=gains
        )

    def _mend(self, text: str) -> str:
        return mended(text, detect(text), self._speller)

    def _brings_a_name(self, text: str) -> bool:
        return bool(
            self._all_names.in_order(text) or self._catalogue.recognise(text) or list(self._strangers.names(text))
        )

    def _otherwise(self, question: Question, meant: Meant) -> tuple[str, ...]:
        """Further ways to read a question; of a course, what is told of all courses."""
        if not self._knows_enough(question.text):
            return ()
        of_all = meant.about and meant.leaning and signals.PROCESS.search(meant.said.casefold())
        return (*meant.otherwise, in_place(meant.said, "kurs")) if of_all else meant.otherwise

    def _knows_enough(self, text: str) -> bool:
        """Whether the sources use most words of a message that bring a subject, as they are written."""
        own = heavy_words(text)
        return 2 * sum(self._speller.knows(word) or word in ABBREVIATIONS for word in own) >= len(own)

    def _speaks_of(self, subject: Subject, word: str) -> bool:
        return self._recall.speaks_of(self._recall.told(subject.answer, detect(subject.answer)), subject.names, word)

    def _with_course_thread(self, asked: Understanding, meant: Meant) -> Understanding:
        """The same, as a change to the search for courses before it where it is one."""
        history, text = tuple(_substantial(asked.question.history)), asked.question.text
        wishes = read_query(meant.said)
        searching = asked.intent in (Intent.QUESTION, Intent.COURSE_SEARCH, Intent.COURSE_DETAIL)
        named = self._catalogue.recognise(text) or self._catalogue.recognise(meant.said)
        if not searching or named or not course_thread.goes_on(meant.said, wishes):
            return asked
        if course_thread.is_about_the_one(text, history, self._catalogue):
            return asked
        for place in course_thread.searches_before(text, history):
            turn = Question(history[place].text, history[:place], asked.question.scope, asked.language)
            if (before := self.understand(turn)).intent is Intent.COURSE_SEARCH:
                return self._going_on(asked, meant.said, before, history[place:])
        if wishes.order and signals.OTHERS.search(meant.said.casefold()) and self._catalogue.recognise(meant.text):
            return replace(asked, intent=Intent.COURSE_SEARCH, courses=(), course_query=wishes)
        return asked

    @staticmethod
    def _going_on(asked: Understanding, said: str, before: Understanding, since: Sequence[Turn]) -> Understanding:
        more = course_thread.asks_for_more(asked.question.text)
        return replace(
            asked,
            intent=Intent.COURSE_SEARCH,
            courses=(),
            course_query=course_thread.changed(said, before.course_query),
            leaning=True,
            shown=course_thread.pages_shown(since) if more else 0,
        )

    def _own_names(self, text: str) -> set[str]:
        return {word for word in words(text) if word in self._names}


def _substantial(history: Sequence[Turn]) -> list[Turn]:
    """The turns from the first on that asked something."""
    small = [i for i, turn in enumerate(history) if turn.role == "user" and is_small_talk(turn.text)]
    return [turn for i, turn in enumerate(history) if i not in small and i - 1 not in small]


def _wants_others(meant: Meant) -> bool:
    """Whether something else is wanted than what was told."""
    return meant.others or bool(signals.ALTERNATIVE.search(meant.said.casefold()))


def _asked_of_it(meant: Meant) -> tuple[str, ...]:
    """The thing that a leaning message asks for."""
    if not meant.leaning or meant.part or meant.others:
        return ()
    return tuple(word for word in focus(meant.said) if not PERSON.search(word))


def _words_of(known: KnownQuestion) -> str:
    """The words that a known question teaches: a name in one without an answer stays a name no source knows."""
    return known.text if known.answers else " ".join(re.findall(r"(?<!\w)[a-zæøå]\w*", known.text))
