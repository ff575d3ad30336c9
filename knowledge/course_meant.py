"""Which courses a message means: those it names, or the one that was told of before."""

import re

from knowledge import course_thread, signals
from knowledge.conversation import heavy_words, points_back
from knowledge.course_reading import read_query
from knowledge.courses import Catalogue
from knowledge.language import detect
from knowledge.models import Course, Turn
from knowledge.recall import Recall
from knowledge.signals import Asks
from knowledge.subject import Meant, Subject
from knowledge.synonyms import canonical
from knowledge.words import content_words, stem

# "Er det et kurs på nett?" after one course.
_IS_IT = re.compile(r"^(?:og |and )?(?:er (?:det|den|dette)|is (?:it|this|that))\b", re.IGNORECASE)
# What a course has, so that a question for it may be meant of the course that was told of.
OF_COURSES = frozenset({Asks.DEADLINE, Asks.PRICE, Asks.MONEY, Asks.PLACE, Asks.CREDITS, Asks.LANGUAGE, Asks.ADMISSION,
                         Asks.DURATION, Asks.TEACHING, Asks.WHEN})  # fmt: skip


class CoursesMeant:
    """Finds the courses that messages mean, with the catalogue of one generation."""

    def __init__(self, catalogue: Catalogue, recall: Recall) -> None:
        self._catalogue = catalogue
        self._recall = recall

    def named(self, asked: str, meant: Meant) -> list[Course]:
        """The courses that a message names itself, as it was typed or mended."""
        return self._catalogue.recognise(asked.strip()) or self._catalogue.recognise(meant.said)

    def before(self, meant: Meant) -> list[Course]:
        """The course talked of before, for a question that brings no subject of its own ("hva koster det?")."""
        about, own = meant.about, heavy_words(meant.said)
        if not meant.leaning or about is None:
            return []
        if signals.OTHERS.search(meant.said.casefold()) and read_query(meant.said).order:
            return []  # "noen billigere" are other ones
        quoted = self._recall.quoted(about.answer, detect(about.answer))
        listed = [] if about.names else self._told(about)
        if not meant.part and len(listed) == 1 and _IS_IT.match(meant.said):
            return listed
        lowered = meant.said.casefold()
        in_general = bool(signals.CONTACT.search(lowered) or signals.PROCESS.search(lowered))
        attribute, points = in_general or bool(signals.asks(meant.said) & OF_COURSES), points_back(meant.said)
        if not meant.part and len(own) > points + attribute + (points and bool(listed)):
            return []
        if not meant.part and len(listed) == 1:
            return listed
        named = self._catalogue.recognise(meant.text) or (
            [] if meant.part else self._catalogue.recognise(about.question)
        )
        if named or meant.part or about.names or (quoted and not listed):
            return named
        found = listed or self._catalogue.recognise(about.answer)
        return [] if in_general and len(found) > 1 else found  # how to apply or get in touch is the same for all

    def talked_of(self, meant: Meant) -> list[Course]:
        """The one course that the last answer told of, or that the conversation is about."""
        about = meant.about
        if about is None:
            return []
        found = (
            self._told(about) or self._catalogue.recognise(about.phrase) or self._catalogue.recognise(about.question)
        )
        return found if len(found) == 1 else []

    def _told(self, about: Subject) -> list[Course]:
        """The courses that begin the lines of an answer."""
        listed = course_thread.listed((Turn("assistant", about.answer),), self._catalogue)
        quoted = self._recall.quoted(about.answer, detect(about.answer))
        return listed or ([] if quoted else self._catalogue.recognise(about.answer.partition("\n")[0])[:1])

    def sibling(self, subject: Subject, noun: str) -> str | None:
        """The title of the only other programme of a subject's kind that is about something ("og eiendom?")."""
        named = self._catalogue.recognise(subject.question)
        wanted = [stem(word, "nb") for word in content_words(canonical(noun))]
        if len(named) != 1 or named[0].kind != "program" or not wanted:
            return None
        found = [c for c in self._catalogue.titled(wanted) if c.kind == "program" and c != named[0]]
        return found[0].title if len(found) == 1 else None
