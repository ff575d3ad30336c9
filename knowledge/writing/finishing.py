"""From proven sentences to the whole answer, with what code says better: contacts, cards, age, and a note."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from knowledge.composing.courses import age
from knowledge.dates import has_passed, spell
from knowledge.models import Answer, Language, Provenance, ShownContact, WritingFailure, Written
from knowledge.verifying import unsupported
from knowledge.wording import phrases, say
from knowledge.writing.account import Account
from knowledge.writing.composition import Composition
from knowledge.writing.material import Entry, Material
from knowledge.writing.numbering import Citing
from knowledge.writing.proving import dates_told

# What the draft says of its age stays, whoever writes the rest.
_REMARKS = ("period_over", "old_source", "old_sources", "undated_source", "as_of", "as_of_unknown")
_ABSENT = frozenset({"unreachable", "slow", "throttled", "server_error", "denied", "busy", "budget"})
_BLANK = re.compile(r"\\\{\w+\\\}")


def instead(draft: Answer, written: Written) -> Answer:
    """The draft, with a note that says why it is not what the model wrote."""
    key = "note_absent" if written.failure in _ABSENT else "note_unproven"
    return replace(draft, written=written, note=say(draft.language, key))


def why_nothing(account: Account) -> WritingFailure:
    """Why no sentence is shown, told by what was said against most of them."""
    kinds = Counter(reasons[0].partition(":")[0] for reasons in account.dropped)
    most = max(kinds, key=lambda kind: kinds[kind], default="")
    return "malformed" if most == "form" else "language" if most == "language" else "unproven"


def finished(draft: Answer, material: Material, composition: Composition) -> Answer | None:
    """The answer of the proven sentences; None when the last guard finds something in it after all."""
    citing, language = composition.citing, material.language
    written = " ".join(composition.shown)
    cited = [material.entries[i] for i in _used(citing, material)]
    courses = tuple(replace(s, n=citing.number(material.entry_of(s.course))) for s in draft.courses)
    contacts = tuple(ShownContact(s.contact, citing.number(material.entry_of(s.contact))) for s in draft.contacts)
    remarks = tuple(dict.fromkeys((*_ended(cited, material), *_remarks(draft))))
    text = "\n".join([written, *_doors(contacts, written, language), *remarks])
    told = (*remarks, *dates_told(cited, material))
    answer = replace(draft, text=text, citations=citing.all(), courses=courses, contacts=contacts, computed=told)
    if unsupported(answer):
        citing.quote_whole()
        answer = replace(answer, citations=citing.all())
    return None if unsupported(answer) else answer


def cut_short(answer: Answer) -> str:
    """The note beneath an answer whose end is missing."""
    return say(answer.language, "note_cut")


def _used(citing: Citing, material: Material) -> Iterator[int]:
    ids = citing.ids()
    yield from (i for i, entry in enumerate(material.entries) if entry.chunk.id in ids)


def _doors(contacts: tuple[ShownContact, ...], written: str, language: Language) -> Iterator[str]:
    """A line for each contact that the sentences do not name."""
    for shown in contacts:
        contact = shown.contact
        value = contact.value.removeprefix("https://www.").removeprefix("https://").rstrip("/")
        if value.casefold() not in written.casefold():
            line = say(
                language, "contact_line", function=contact.function, organisation=contact.organisation, value=value
            )
            yield f"• {line} [{shown.n}]"


def _remarks(draft: Answer) -> Iterator[str]:
    """The lines in which the draft says how old it is; where a table says it of courses, a line for the oldest."""
    patterns = [_pattern(draft.language, key) for key in _REMARKS]
    found = [line for line in draft.text.split("\n") if any(pattern.fullmatch(line) for pattern in patterns)]
    oldest = min((shown.course for shown in draft.courses), key=lambda c: c.provenance.date or "", default=None)
    yield from found or ([age(oldest, draft.language)] if oldest else [])


def _pattern(language: Language, key: str) -> re.Pattern[str]:
    return re.compile(_BLANK.sub(".+", re.escape(phrases(language)[key])))


def _ended(cited: list[Entry], material: Material) -> Iterator[str]:
    """That the period has passed which a cited source says it applies to."""
    for source in (entry.chunk.provenance for entry in cited):
        if source.valid_to and has_passed(source.valid_to, material.today):
            yield _period(source, source.valid_to, material.language)


def _period(source: Provenance, end: str, language: Language) -> str:
    return say(language, "period_over", start=spell(source.valid_from or end, language), end=spell(end, language))
