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
from dataclasses import replace

from knowledge import ellipsis
from knowledge.clauses import PERSON, Clauses
from knowledge.course_thread import picked, picks_one
from knowledge.models import Turn
from knowledge.names import Names
from knowledge.parts import Parts
from knowledge.phrases import AGREEMENT_MEANT, asks_for_several, in_place, phrase_of, relabelled
from knowledge.signals import COURSE_NOUN
from knowledge.subject import Meant, Subject

_EXISTENTIAL = re.compile(
    r"^\W*(?:finnes|finns|finst|fins|har|er\sdet|tilbyr|kan|driver|hvilke[nt]?|kva\sfor|is\sthere|are\sthere|does|do|can|which|what)\b",
    re.IGNORECASE,
)
# One of what was spoken of is asked for: "hvilket av dem leder NTNU?".
_SELECTS = re.compile(
    r"\b(?:hvem|hvilke[nt]?|kven|kva(?:\sfor\se[it]t?)?|who|which)\s(?:one\s)?(?:av|of)\s(?:dem|dei?|disse|desse|them|these|those)\b",
    re.IGNORECASE,
)
# A subject is named again: "Tilbake til Garnlaget – hvem leder det?".
_BACK = re.compile(
    r"^\W*(?:(?:men|but|og|and|så|so)\s)?(?:tilbake\stil|attende\stil|apropos|angående|når\sdet\sgjeld(?:er)?|back\sto|as\sfor|regarding)\s"
    r"(?P<subject>[^:,?]{2,60}?)\s?(?:[:,]|\s[-–])\s?(?P<rest>.{4,})$",
    re.IGNORECASE,
)


class Thread:
    """Reads conversations with the names of one generation."""

    def __init__(
        self,
        names: Names,
        mend: Callable[[str], str],
        own: Callable[[str], bool],
        speaks_of: Callable[[Subject, str], bool],
        sibling: Callable[[Subject, str], str | None] = lambda *_: None,
    ) -> None:
        self._names = names
        self._mend = mend
        self._clauses = Clauses(names, own)
        self._parts = Parts(names, own, speaks_of, sibling)

    def read(self, text: str, history: Sequence[Turn]) -> Meant:
        """What a message means after a conversation."""
        subject: Subject | None = None
        for asked, answered in _exchanges(history):
            meant = self._meant(self._mend(asked), subject)
            of_courses = COURSE_NOUN.search(meant.text.casefold()) or (subject and subject.of_courses and meant.leaning)
            after = self._after(meant, subject, answered)
            told = subject.answers if subject and after.phrase == subject.phrase else ()
            heard = (*(subject.heard if subject else ()), answered)
            subject = replace(after, of_courses=bool(of_courses), answers=(*told, answered), heard=heard)
        return self._meant(text, subject)

    def _meant(self, text: str, subject: Subject | None) -> Meant:
        if back := _BACK.match(text):
            return Meant(in_place(back["rest"], back["subject"]), text, subject)
        if subject is None:
            return Meant(text, text)
        if once_more := self._once_more(text, subject):
            return once_more
        if picks_one(text):
            return self._one_of(text, subject)
        if part := ellipsis.put_right(text):
            return self._parts.completed(part, text, subject, corrects=True)
        if (
            (fragment := ellipsis.fragment(text))
            and not PERSON.search(text)
            and (fragment.opened or not self._parts.is_topic(fragment.text))
        ):
            return self._parts.completed(fragment.text, text, subject)
        return self._clauses.read(text, subject)

    def _once_more(self, text: str, subject: Subject) -> Meant | None:
        """The question before again, in another language, shorter, or further; None for anything else."""
        if language := ellipsis.language_wanted(text):
            return Meant(subject.question, text, subject, True, language=language, again=True)
        if ellipsis.wants_again(text):
            return Meant(subject.question, text, subject, True, again=True)
        if ellipsis.wants_more(text) and (one := picked(text, self._items(subject))):
            return Meant(one, text, subject, True, keeps=False)
        if ellipsis.wants_more(text):
            return Meant(subject.phrase or subject.question, text, subject, True, more=True)
        return None

    def _one_of(self, text: str, subject: Subject) -> Meant:
        """A message that speaks of "the first" or "the other": of a course in a list, or of a named subject."""
        one = picked(text, self._items(subject))
        if one and ellipsis.fragment(text) and subject.phrase:  # "og den andre?"
            item = next(item for item in self._items(subject) if item in one)
            one = ellipsis.exchanged(subject.question, subject.phrase, item)
        return Meant(one or text, text, subject, True, keeps=one is None)

    def _items(self, subject: Subject) -> Sequence[str]:
        """What may be chosen from: names in a question, in an answer that lists what there is, or the last subjects."""
        if len(subject.names) > 1:
            return subject.names
        told = "\n".join(line for line in subject.answer.splitlines() if not line.startswith("• "))
        listed = [n for n in self._names.in_order(told) if n.casefold() not in subject.question.casefold()]
        return listed if _EXISTENTIAL.search(subject.question) and len(listed) > 1 else subject.items

    def _after(self, meant: Meant, before: Subject | None, answer: str) -> Subject:
        """The subject after a question and its answer."""
        if before and (meant.again or meant.more):
            return replace(before, answer=answer or before.answer)
        wide = meant.text if asks_for_several(meant.said) or before is None else before.wide
        names = tuple(self._names.in_order(meant.text))
        stays = before and before.phrase and meant.leaning and (meant.person or meant.keeps)
        phrase = phrase_of(meant.text, names)
        if before and meant.others and (name := self._clauses.other(meant.text, before, answer)):
            return Subject(meant.text, name, (name,), answer, wide, (*before.earlier, before.phrase))
        if before and _SELECTS.search(meant.said) and (name := self._clauses.brought_in(meant.text, answer)):
            return Subject(meant.text, name, (name,), answer, wide, (*before.earlier, before.phrase))
        if before and (stays or not phrase or (not names and self._is_told_of(before, answer))):
            kept = relabelled(before.phrase, meant.text)
            if kept == before.phrase and not before.names:
                kept = meant.brings or kept
            return replace(before, question=meant.text, answer=answer, wide=wide, phrase=kept)
        if before and picks_one(meant.said):
            return Subject(meant.text, phrase, names, answer, before.wide, before.earlier, tuple(self._items(before)))
        earlier = (*before.earlier, before.phrase) if before and before.names else before.earlier if before else ()
        if _EXISTENTIAL.search(meant.text) and not names and (name := self._thing_brought(meant.text, answer)):
            return Subject(meant.text, name, (name,), answer, wide, earlier)
        return Subject(meant.text, phrase, names, answer, wide, earlier)

    def _thing_brought(self, question: str, answer: str) -> str | None:
        """The name with which an answer begins, where it is no person's and the question is not of the agreement."""
        name = None if AGREEMENT_MEANT.search(question) else self._clauses.brought(question, answer)
        return name if name and name != self._names.person(answer) else None

    @staticmethod
    def _is_told_of(subject: Subject, answer: str) -> bool:
        """Whether an answer still speaks of a named subject."""
        return bool(subject.names) and subject.names[0].casefold() in answer.casefold()


def _exchanges(history: Sequence[Turn]) -> Iterator[tuple[str, str]]:
    """Each question with the answer that followed."""
    for i, turn in enumerate(history):
        if turn.role == "user":
            follows = i + 1 < len(history) and history[i + 1].role == "assistant"
            yield turn.text.strip(), history[i + 1].text if follows else ""
