"""What a conversation is about, and what a message means in it."""

from dataclasses import dataclass

from knowledge.models import Language


@dataclass(frozen=True, slots=True)
class Subject:
    """What a conversation is about.

    ``question`` is the last question in words that stand alone, ``phrase`` what it was about in the asker's
    words, ``names`` the names among them, ``answer`` the last answer, ``wide`` the last question that was not
    narrowed by what came after it and asks for several things, ``earlier`` the named subjects before this one,
    ``choice`` what "the first" chose from, ``of_courses`` whether courses in general are spoken of,
    ``answers`` all answers since the subject was brought up, ``heard`` all there were.
    """

    question: str
    phrase: str
    names: tuple[str, ...]
    answer: str = ""
    wide: str = ""
    earlier: tuple[str, ...] = ()
    choice: tuple[str, ...] = ()
    of_courses: bool = False
    answers: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[str, ...]:
        """What "the first" and "the other" choose from, where no list of courses was shown: the named subjects."""
        return self.choice or ((*self.earlier[-1:], self.phrase) if self.names else ())


@dataclass(frozen=True, slots=True)
class Meant:
    """What a message means: ``text`` stands alone, ``said`` is the message; ``about`` is the subject before it.

    ``leaning`` tells that the conversation was needed, ``part`` that the message is a part of a question, ``keeps``
    that the subject is still the one before, ``person`` that the person is meant whom the answer names. ``language``
    is one asked for in so many words; ``otherwise`` are further ways to read the message.
    ``others`` tells that something else than what was told is wanted; ``brings`` is a thing that the question asks
    about now, beside the subject.
    ``again`` tells that the last answer is wanted once more, ``more`` that its subject is to be told further.
    """

    text: str
    said: str
    about: Subject | None = None
    leaning: bool = False
    part: bool = False
    keeps: bool = True
    otherwise: tuple[str, ...] = ()
    language: Language | None = None
    again: bool = False
    more: bool = False
    person: bool = False
    others: bool = False
    brings: str = ""
