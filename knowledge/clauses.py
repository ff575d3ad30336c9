"""A message that is a clause of its own, with the subject of the conversation in the place of what points to it."""

import re
from collections.abc import Callable

from knowledge import offices
from knowledge.conversation import heavy_words, leans, points_back
from knowledge.models import Turn
from knowledge.names import Names
from knowledge.offices import office_in
from knowledge.phrases import THERE, in_place, labels_in, town_in
from knowledge.sentences import split_sentences
from knowledge.signals import AGREEMENT, ALTERNATIVE, CONTACT, COURSE_NOUN, PROCESS
from knowledge.subject import Meant, Subject
from knowledge.words import words

PERSON = re.compile(
    r"\b(?:han|hun|ho|ham|henne|he|she|him|her|hans|hennes|hennar|his)\b(?!\s(?:andre|other)\b)", re.IGNORECASE
)
# One more thing is asked of the same.
_ALSO = re.compile(r"\b(?:også|òg|likevel|samme|same|also|too|as\swell)\b", re.IGNORECASE)
_THEY = re.compile(r"\b(?:de|dei|dem|they|them|deres|deira|their)\b(?!\s(?:to|tre|two|three)\b)", re.IGNORECASE)
_WHO = re.compile(r"^\W*(?:og\s|and\s)?(?:hvem|kven|who)\b", re.IGNORECASE)
# Things of the same kind are meant, not the one that was told of.
_LIKE_IT = re.compile(
    r"\b(?:like\s(?:that|this|it|those|these)|of\sth(?:at|is)\s(?:kind|type|sort)|such|similar|slike?|sånne?|tilsvarende|"
    r"tilsvarande|lignende|liknende|liknande|(?:av\s)?(?:den|denne)\s(?:typen|sorten))\b\s?",
    re.IGNORECASE,
)


_SHORT = 3  # words of a subject that may stand for a pronoun


class Clauses:
    """Reads clauses with the names of one generation; ``own`` tells whether a text brings a name of its own."""

    def __init__(self, names: Names, own: Callable[[str], bool]) -> None:
        self._names = names
        self._own = own

    def read(self, text: str, subject: Subject) -> Meant:
        """What a clause means after a subject was spoken of."""
        for reading in (self._of_an_office, self._of_a_person, self._of_a_town, self._of_them, self._of_others):
            if meant := reading(text, subject):
                return meant
        if self._own(text) or AGREEMENT.search(text.casefold()) or not subject.phrase:
            return Meant(text, text, subject, otherwise=_with_both(text, subject))
        standing = in_place(text, _spoken_of(text, subject))
        also = bool(subject.names and _ALSO.search(text))
        if not also and not leans(text, (Turn("user", subject.question),), own_names=False):
            return Meant(text, text, subject, otherwise=(standing,))
        return Meant(standing, text, subject, True, otherwise=(text,) if heavy_words(text) else ())

    def brought(self, question: str, answer: str) -> str | None:
        """The name with which an answer begins and that its question did not have: who it is, or what there is."""
        name = self._names.opening(answer)
        return name if name and name.casefold() not in question.casefold() else None

    def brought_in(self, question: str, answer: str) -> str | None:
        """The first name in an answer that its question did not have."""
        spoken = question.casefold()
        return next((name for name in self._names.in_order(answer) if name.casefold() not in spoken), None)

    def other(self, question: str, before: Subject, answer: str) -> str | None:
        """The name of what an answer tells of beside a named subject."""
        if not before.names or office_in(question):
            return None
        told = " ".join(line for line in answer.splitlines() if not line.startswith("• "))
        spoken = f"{question} {before.phrase}".casefold()
        return next((name for name in self._names.in_order(told) if name.casefold() not in spoken), None)

    def _of_an_office(self, text: str, subject: Subject) -> Meant | None:
        """Who holds the office that was named, or who held before a person the one that was asked about."""
        asked_about = office_in(subject.question) or office_in(subject.phrase)
        if asked_about and (neighbour := offices.neighbour_of(asked_about, text)):
            return Meant(neighbour, text, subject, True)
        holder = offices.asks_for_holder(text)
        label = next(iter(labels_in(subject.phrase)), "")
        if holder and not asked_about and (office := office_in(subject.answer, label)):
            return Meant(f"{holder['who']} {holder['be']} {office}{holder['rest']}?", text, subject, True, keeps=False)
        return None

    def _of_a_person(self, text: str, subject: Subject) -> Meant | None:
        if (match := PERSON.search(text)) and (person := self._person(text, subject)):
            return Meant(f"{text[: match.start()]}{person}{text[match.end() :]}", text, subject, True, person=True)
        return None

    def _person(self, text: str, subject: Subject) -> str | None:
        """The person spoken of last; where a title is said too ("er hun fortsatt rektor?"), who was told with it."""
        title = offices.title_in(text)
        spoken = [sentence for answer in reversed(subject.heard) for sentence in split_sentences(answer)]
        titled = [s for s in spoken if title and offices.title_in(s, title)]
        found = (self._names.person(told) for told in (*titled, subject.answer, *reversed(subject.heard)))
        return next((person for person in found if person), None)

    @staticmethod
    def _of_a_town(text: str, subject: Subject) -> Meant | None:
        if COURSE_NOUN.search(text.casefold()) and (there := THERE.search(text)):
            town = town_in(subject.answer) or town_in(subject.question)
            if town:
                return Meant(f"{text[: there.start()]}i {town}{text[there.end() :]}", text, subject)
        return None

    def _of_them(self, text: str, subject: Subject) -> Meant | None:
        if _THEY.search(text) and _WHO.match(subject.question):
            who = self.brought(subject.question, subject.answer)
            who = None if who == self._names.person(subject.answer) else who  # "they" are several
            return Meant(in_place(text, who), text, subject, True, keeps=False) if who else None
        return None

    def _of_others(self, text: str, subject: Subject) -> Meant | None:
        """Of what there is beside the subject: the question before again, or one for things of its kind."""
        own = [word for word in heavy_words(text) if not ALTERNATIVE.search(word)]
        if subject.names and not own and ALTERNATIVE.search(text.casefold()):
            return Meant(subject.question, text, subject, True, others=True)
        if subject.names and not self._own(text) and own and _LIKE_IT.search(text):
            return Meant(_LIKE_IT.sub("", text), text, subject, True, others=True)
        return None


def _with_both(text: str, subject: Subject) -> tuple[str, ...]:
    """A clause with a name of its own that points back too: "holder de til sammen med Fjordsenteret?"."""
    if not subject.phrase or len(words(subject.phrase)) > _SHORT:
        return ()
    if _LIKE_IT.search(text):
        return (_LIKE_IT.sub(f"{subject.phrase} ", text),)
    return (in_place(text, subject.phrase),) if points_back(text) else ()


def _spoken_of(text: str, subject: Subject) -> str:
    """The subject as a clause speaks of it: how to apply, pay or get in touch is told of courses in general."""
    topic, lowered = [word for word in words(subject.phrase) if not COURSE_NOUN.search(word)], text.casefold()
    general = not topic or PROCESS.search(lowered) or CONTACT.search(lowered)
    if subject.names or not subject.of_courses or not general:
        return subject.phrase
    return "course" if _is_english(subject.question) else "kurs"


def _is_english(text: str) -> bool:
    return bool(re.search(r"\b(?:courses?|programmes?|the|is|does|do|are)\b", text.casefold()))
