"""What a conversation is about, and what a message means in it.

The conversation is read from its beginning. Each question either brings a subject of its own, or stands on the
subject before it; then it is put into words that stand alone, and understood like any question:

* a pronoun gives way to the subject ("hvem leder det" → "hvem leder Nemonoor"); a question without a subject has
  it added; "hun" is the person that the last answer named;
* a part of a question ("og NAIL?", "for små bedrifter?") takes the place of its like in the question before: a
  name that of a name, a town that of a town, "del B" that of "del A". What the subject's sources speak of is asked
  of the subject, anything else takes the subject's place;
* "på nynorsk?", "kortere" and "fortell mer" mean the question before once more.

A name of its own begins a new subject. After a refusal or a question back the subject is that of the question;
greetings and thanks are no part of the conversation.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge import ellipsis
from knowledge.conversation import heavy_words, leans, points_back
from knowledge.course_slots import TOWNS
from knowledge.course_thread import picks_one
from knowledge.models import Language, Turn
from knowledge.names import Names
from knowledge.signals import AGREEMENT, COURSE_NOUN, LISTING
from knowledge.wanted import FRAME_WORDS
from knowledge.words import fold, words

_PARTIES = ("ntnu", "nho")
_LONGEST = 6  # words of a subject that has no name
_PRONOUN = re.compile(r"\b(?:den|det|dem|de|dei|dette|it|they|them|this|that)\b", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:han|hun|ho|ham|henne|he|she|him|her|hans|hennes|hennar|his)\b", re.IGNORECASE)
# "den avtalen", "det senteret": the noun says what is meant.
_DEFINITE = re.compile(r"^(?:\w+\s)?\w{3,}(?:en|et|a|ene|ane)$")
# "del B", "punkt 3": a part of a whole is named with its label.
_LABELLED = re.compile(
    r"\b(?:del|punkt|kapittel|paragraf|artikkel|vedlegg|fase|trinn|part|section|chapter|article|annex)\s(?:[a-z]|\d{1,2}|[ivx]+)\b",
    re.IGNORECASE,
)
_EXISTENTIAL = re.compile(
    r"^\W*(?:finnes|finns|finst|fins|har|er\sdet|tilbyr|kan|driver|hvilke[nt]?|kva\sfor|is\sthere|are\sthere|does|do|can|which|what)\b",
    re.IGNORECASE,
)
# "Tilbake til Garnlaget: hvem leder det?"
_BACK = re.compile(
    r"^\W*(?:(?:men|but|og|and|så|so)\s)?(?:tilbake\stil|attende\stil|apropos|angående|når\sdet\sgjeld(?:er)?|back\sto|as\sfor|regarding|about|om)\s"
    r"(?P<subject>[^:,?]{2,60}?)\s?(?:[:,]|\s[-–])\s?(?P<rest>.{4,})$",
    re.IGNORECASE,
)
_AND = re.compile(r"^\W*(?:og|men|and|but)\s", re.IGNORECASE)
_THERE = re.compile(r"\b(?:der|dit|derfra|there)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a conversation is about.

    ``question`` is the last question in words that stand alone, ``phrase`` what it was about in the asker's
    words, ``names`` the names among them, ``answer`` the last answer, ``wide`` the last question that was not
    narrowed by what came after it and asks for several things.
    """

    question: str
    phrase: str
    names: tuple[str, ...]
    answer: str = ""
    wide: str = ""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a message means: ``text`` stands alone, ``said`` is the message; ``about`` is the subject before it.

    ``leaning`` tells that the conversation was needed, ``part`` that the message is a part of a question; ``language`` is one asked for in so many words;
    ``keeps`` tells that the subject is still the one before; ``otherwise`` are further ways to read the message.
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


class Thread:
    """Reads conversations with the names of one generation. ``speaks_of`` tells whether the sources of a subject use a word."""

    def __init__(
        self,
        names: Names,
        mend: Callable[[str], str],
        own: Callable[[str], bool],
        speaks_of: Callable[[Subject, str], bool],
    ) -> None:
        self._names = names
        self._mend = mend
        self._own = own
        self._speaks_of = speaks_of

    def read(self, text: str, history: Sequence[Turn]) -> Meant:
        """What a message means after a conversation."""
        subject: Subject | None = None
        for asked, answered in _exchanges(history):
            meant = self._meant(self._mend(asked), subject)
            subject = self._after(meant, subject, answered)
        return self._meant(text, subject)

    def _meant(self, text: str, subject: Subject | None) -> Meant:
        if back := _BACK.match(text):
            return Meant(_in_place(back["rest"], back["subject"]), text, subject)
        if subject is None:
            return Meant(text, text)
        if language := ellipsis.language_wanted(text):
            return Meant(subject.question, text, subject, True, language=language, again=True)
        if ellipsis.wants_again(text):
            return Meant(subject.question, text, subject, True, again=True)
        if ellipsis.wants_more(text):
            return Meant(subject.phrase or subject.question, text, subject, True, more=True)
        if part := ellipsis.put_right(text):
            return self._part(part, text, subject, corrects=True)
        if (
            (fragment := ellipsis.fragment(text))
            and not _PERSON.search(text)
            and (fragment.opened or not self._is_topic(fragment.text))
        ):
            return self._part(fragment.text, text, subject)
        return self._clause(text, subject)

    def _clause(self, text: str, subject: Subject) -> Meant:
        """A clause of its own, with the subject in the place of what points to it."""
        if (match := _PERSON.search(text)) and (person := self._names.person(subject.answer)):
            return Meant(f"{text[: match.start()]}{person}{text[match.end() :]}", text, subject, True, person=True)
        if (
            COURSE_NOUN.search(text.casefold())
            and (there := _THERE.search(text))
            and (town := self._town(subject.answer))
        ):
            return Meant(f"{text[: there.start()]}i {town}{text[there.end() :]}", text, subject)
        own = self._own(text) or bool(AGREEMENT.search(text.casefold()))
        if picks_one(text):
            return Meant(text, text, subject, True)
        if own or not subject.phrase:
            return Meant(text, text, subject)
        standing = _in_place(text, subject.phrase)
        if not leans(text, (Turn("user", subject.question),), own_names=False):
            return Meant(text, text, subject, otherwise=(standing,))
        return Meant(standing, text, subject, True, otherwise=(text,) if heavy_words(text) else ())

    def _part(self, part: str, said: str, subject: Subject, *, corrects: bool = False) -> Meant:
        """A part of a question: the question before with that part, or the part by itself."""
        text, keeps = self._with_part(part, subject, corrects=corrects, instead=bool(ellipsis.INSTEAD.search(said)))
        otherwise = () if keeps and not heavy_words(part) else (part, f"{part} {subject.phrase}")
        return Meant(text, said, subject, True, True, keeps, otherwise if keeps else otherwise[:1])

    def _with_part(self, part: str, subject: Subject, *, corrects: bool, instead: bool) -> tuple[str, bool]:
        """The question before, with a part in the place of its like or beside it; and whether the subject stays."""
        question = subject.question
        if ellipsis.SEVERAL.match(part) and subject.wide:
            if not instead:
                return f"{subject.wide} {part}", False
            noun = ellipsis.without_preposition(ellipsis.SEVERAL.sub("", part).strip())[1]
            heavy = [token for token in heavy_tokens(subject.wide) if token.casefold() not in _PARTIES]
            return ellipsis.exchanged(subject.wide, " ".join(heavy), noun), False
        if like := ellipsis.same_head(question, part):
            return ellipsis.exchanged(question, like, part), True
        if town := self._town(part):
            there = self._town(question)
            return ellipsis.exchanged(question, there, town) if there else f"{question} {part}", True
        if not heavy_words(part):
            return f"{part} {subject.phrase}", True
        if self._named(part) or corrects:
            return self._renamed(part, subject), False
        preposition, noun = ellipsis.without_preposition(part)
        if preposition:
            return f"{question} {part}", True
        if self._speaks_of(subject, heavy_words(noun)[0]):
            beside = [word for word in heavy_tokens(question) if word not in subject.phrase.split()]
            return ellipsis.exchanged(question, beside[-1], noun) if beside else f"{question} {part}", True
        if subject.phrase and subject.phrase in question:
            return ellipsis.exchanged(question, subject.phrase, part), False
        return f"{question} {part}", True

    @staticmethod
    def _renamed(part: str, subject: Subject) -> str:
        """The question before with another name in it."""
        question, old = subject.question, subject.names[0] if subject.names else subject.phrase
        if not old:
            return _in_place(question, part)
        if old.casefold() not in question.casefold():
            tokens = old.split()
            old = next((t for t in tokens if t.casefold() in question.casefold()), "")
        if not old:
            return f"{question} {part}"
        for name in subject.names[1:]:
            question = ellipsis.exchanged(question, name, "")
        return ellipsis.exchanged(question, old, part)

    def _after(self, meant: Meant, before: Subject | None, answer: str) -> Subject:
        """The subject after a question and its answer."""
        if before and (meant.again or meant.more):
            return replace(before, answer=answer or before.answer)
        wide = meant.text if asks_for_several(meant.text) or before is None else before.wide
        names = tuple(self._names.in_order(meant.text))
        stays = before and before.phrase and meant.leaning and (meant.person or meant.keeps)
        phrase = self._phrase(meant.text, names)
        if before and (stays or not phrase):
            return Subject(meant.text, before.phrase, before.names, answer, wide)
        if _EXISTENTIAL.search(meant.text) and (name := self._names.opening(answer)):
            if name.casefold() not in meant.text.casefold():  # "finnes det ...?" is answered with what there is
                return Subject(meant.text, name, (name,), answer, wide)
        return Subject(meant.text, phrase, names, answer, wide)

    def _phrase(self, text: str, names: Sequence[str]) -> str:
        if names:
            return " ".join(names)
        heavy = heavy_tokens(text)
        own = [token for token in heavy if token.casefold() not in _PARTIES] or heavy
        return " ".join([*_LABELLED.findall(text), *own[:_LONGEST]])

    def _named(self, part: str) -> bool:
        return bool(self._names.in_order(part)) or bool(set(_PARTIES) & set(words(part))) or self._own(part)

    def _is_topic(self, part: str) -> bool:
        """Whether a bare part names more than a name: it is a new topic in few words."""
        names = " ".join(self._names.in_order(part)).casefold()
        return bool(names) and any(word not in words(names) for word in heavy_words(part))

    @staticmethod
    def _town(part: str) -> str | None:
        spoken = {fold(word) for word in words(part)}
        return next((town for town in TOWNS if fold(town) in spoken), None)


def asks_for_several(text: str) -> bool:
    """Whether a question wants a choice of things, so that a later one may narrow it."""
    lowered = text.casefold()
    return bool(heavy_tokens(text)) and bool(COURSE_NOUN.search(lowered) or LISTING.search(lowered))


def heavy_tokens(text: str) -> list[str]:
    """The words of a text that bring a subject, as they are written."""
    tokens = [
        token.strip('?!,;:"«»()').removesuffix(".") if token[-3:-1] != ".d" else token.strip("?!,;:")
        for token in text.split()
    ]
    heavy = [t for t in tokens if any(w not in FRAME_WORDS for w in heavy_words(t)) or t.casefold() in _PARTIES]
    return list(dict.fromkeys(heavy))


def _exchanges(history: Sequence[Turn]) -> Iterator[tuple[str, str]]:
    """Each question with the answer that followed."""
    for i, turn in enumerate(history):
        if turn.role == "user":
            follows = i + 1 < len(history) and history[i + 1].role == "assistant"
            yield turn.text.strip(), history[i + 1].text if follows else ""


def _in_place(text: str, phrase: str) -> str:
    """A question with its subject in the place of the pronoun, or after it."""
    text = _AND.sub("", text)
    if (there := _THERE.search(text)) and not _PRONOUN.search(text):
        return f"{text[: there.start()]}{'in' if there.group().casefold() == 'there' else 'i'} {phrase}{text[there.end() :]}"
    if not points_back(text):
        return f"{text.rstrip(' ?.!')} {phrase}"
    for match in reversed(list(_PRONOUN.finditer(text))):
        following = text[match.end() :].strip(" ?.!,")
        if not _DEFINITE.match(" ".join(following.split()[:2])) and not _DEFINITE.match(
            " ".join(following.split()[:1])
        ):
            return f"{text[: match.start()]}{phrase}{text[match.end() :]}"
    return f"{text.rstrip(' ?.!')} {phrase}"
