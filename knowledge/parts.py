"""A message that is part of a question, put into the question before it."""

import re
from collections.abc import Callable

from knowledge import ellipsis
from knowledge.conversation import heavy_words
from knowledge.names import Names
from knowledge.phrases import AGREEMENT_MEANT, PARTIES, heavy_tokens, in_place, last_word, town_in, without_parties
from knowledge.subject import Meant, Subject
from knowledge.words import content_words, words

_ARTICLE = re.compile(r"^(?:the|den|det|de|dei|an?|en|et|ei[nt]?)\s", re.IGNORECASE)
_OTHER_ONE = re.compile(r"^(?:den|det|the)\s\w+$", re.IGNORECASE)


class Parts:
    """Completes parts of questions.

    ``speaks_of`` tells whether the sources of a subject use a word, ``sibling`` names another thing of its kind.
    """

    def __init__(
        self,
        names: Names,
        own: Callable[[str], bool],
        speaks_of: Callable[[Subject, str], bool],
        sibling: Callable[[Subject, str], str | None],
    ) -> None:
        self._names = names
        self._own = own
        self._speaks_of = speaks_of
        self._sibling = sibling

    def completed(self, part: str, said: str, subject: Subject, *, corrects: bool = False) -> Meant:
        """A part of a question: the question before with that part, or the part by itself."""
        text, keeps = self._with_part(part, subject, corrects=corrects, instead=bool(ellipsis.INSTEAD.search(said)))
        otherwise = () if keeps and not heavy_words(part) else (part, f"{part} {subject.phrase}")
        if town_in(part) or ellipsis.without_preposition(part)[0]:
            otherwise = ()
        telling = heavy_tokens(part) or len(content_words(part)) > 1
        noun = _ARTICLE.sub("", part) if telling and not ellipsis.without_preposition(part)[0] else ""
        brings = noun if keeps and noun in text and not _other_party(part, subject.question) else ""
        return Meant(text, said, subject, True, True, keeps, otherwise if keeps else otherwise[:1], brings=brings)

    def _with_part(self, part: str, subject: Subject, *, corrects: bool, instead: bool) -> tuple[str, bool]:
        """The question before, with a part in the place of its like or beside it; and whether the subject stays."""
        question = subject.question
        if ellipsis.SEVERAL.match(part) and subject.wide:
            return _widened(part, subject, instead=instead), False
        if like := ellipsis.same_head(question, part):
            return ellipsis.exchanged(question, like, part), True
        if town := town_in(part):
            before = town_in(question)
            return ellipsis.exchanged(question, before, town) if before else f"{question} {part}", True
        if _OTHER_ONE.match(part) and (agreed := AGREEMENT_MEANT.search(subject.phrase)) and subject.phrase in question:
            return ellipsis.exchanged(question, subject.phrase, f"{part} {last_word(agreed.group())}"), False
        if not heavy_words(part):
            return f"{part} {subject.phrase}", True
        if other := _other_party(part, question):
            return ellipsis.exchanged(question, *other), True
        if self._named(part) or corrects:
            return self._renamed(part, subject), False
        return self._with_noun(part, subject)

    def _with_noun(self, part: str, subject: Subject) -> tuple[str, bool]:
        """A part without a name: asked of the subject where its sources speak of it, else in the subject's place."""
        question = subject.question
        preposition, noun = ellipsis.without_preposition(part)
        if preposition:
            return f"{question} {part}", True
        if other := self._sibling(subject, noun):
            return self._renamed(other, subject), False
        if self._speaks_of(subject, heavy_words(noun)[0]):
            beside = [word for word in heavy_tokens(question) if word not in subject.phrase.split()]
            return ellipsis.exchanged(question, beside[-1], noun) if beside else f"{part} {subject.phrase}", True
        if subject.phrase and subject.phrase in question:
            return ellipsis.exchanged(question, subject.phrase, part), False
        return f"{question} {part}", True

    @staticmethod
    def _renamed(part: str, subject: Subject) -> str:
        """The question before with another name in it."""
        question, old = subject.question, subject.names[0] if subject.names else subject.phrase
        if not old:
            return in_place(question, part)
        if old.casefold() not in question.casefold():
            tokens = old.split()
            old = next((t for t in tokens if t.casefold() in question.casefold()), "")
        if not old:
            return f"{question} {part}"
        for name in subject.names[1:]:
            question = ellipsis.exchanged(question, name, "")
        return ellipsis.exchanged(question, old, part)

    def _named(self, part: str) -> bool:
        return bool(self._names.in_order(part)) or bool(set(PARTIES) & set(words(part))) or self._own(part)

    def is_topic(self, part: str) -> bool:
        """Whether a bare part names more than a name: it is a new topic in few words."""
        names = " ".join(self._names.in_order(part)).casefold()
        return bool(names) and any(word not in words(names) for word in heavy_words(part))


def _other_party(part: str, question: str) -> tuple[str, str] | None:
    """The party of the agreement that a question speaks of, and the other one, where the part is just that."""
    said = [word.removesuffix("s") for word in words(part) if word != "s"]
    if len(said) != 1 or said[0] not in PARTIES:
        return None
    other = next(party for party in PARTIES if party != said[0])
    spoken = {word.removesuffix("s") for word in words(question)}
    return (other, said[0].upper()) if other in spoken and said[0] not in spoken else None


def _widened(part: str, subject: Subject, *, instead: bool) -> str:
    """The last question for several things, with what is wanted added or put in the place of its topic."""
    if not instead:
        return f"{subject.wide} {part}"
    noun = ellipsis.without_preposition(ellipsis.SEVERAL.sub("", part).strip())[1]
    return ellipsis.exchanged(subject.wide, " ".join(without_parties(heavy_tokens(subject.wide))), noun)
