"""From material to messages: passages and records between fences that no text can close, and the instructions above.

A fence is a code that is made anew for each request, so nothing written earlier can hold it.
"""

import secrets
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any

from knowledge.dates import has_passed, spell
from knowledge.models import Contact, Course, Language, Turn
from knowledge.writing.form import REFUSAL
from knowledge.writing.material import Entry, Material

_LANGUAGES: Mapping[Language, str] = {"nb": "Norwegian bokmål", "nn": "Norwegian nynorsk", "en": "English"}
_NOT_STATED = "not stated"
# What a record tells of itself rather than of its subject.
_LEFT_OUT = frozenset({"id", "provenance", "confidence", "offerings", "last_graded_year"})
_DATED = ("start", "deadline")


@dataclass(frozen=True, slots=True)
class Messages:
    """What is sent: the house's instructions, and what others wrote."""

    system: str
    user: str

    @property
    def characters(self) -> int:
        """How long they are together."""
        return len(self.system) + len(self.user)


def new_fence() -> str:
    """A code that no text can know: 64 random bits."""
    return f"#{secrets.token_hex(8)}"


@cache
def _template(name: str) -> Template:
    return Template((files("knowledge.prompts") / f"{name}.md").read_text(encoding="utf-8"))


def compose(material: Material, fence: Callable[[], str] = new_fence) -> Messages:
    """Ask for an answer."""
    code = fence()
    return Messages(_instructions("compose", material, code), "\n\n".join(_blocks(material, code)))


def repair(
    material: Material,
    sentence: str,
    marks: Sequence[int],
    reasons: Sequence[str],
    fence: Callable[[], str] = new_fence,
) -> Messages:
    """Ask for a sentence once more, telling what was found to be wrong with it."""
    code = fence()
    cited = "".join(f"[{n}]" for n in marks)
    blocks = (*_blocks(material, code), _fenced("sentence", f"{sentence} {cited}", code))
    told = "\n".join(f"- {_clean(reason)}" for reason in reasons)
    return Messages(_instructions("repair", material, code, reasons=told), "\n\n".join(blocks))


def rewrite(history: Sequence[Turn], text: str, language: Language, fence: Callable[[], str] = new_fence) -> Messages:
    """Ask for a question that stands alone."""
    code = fence()
    turns = "\n".join(f"{turn.role}: {turn.text}" for turn in history)
    blocks = (_fenced("conversation", turns, code), _fenced("last message", text, code))
    system = _template("rewrite").substitute(fence=code, language=_LANGUAGES[language])
    return Messages(system, "\n\n".join(blocks))


def _instructions(name: str, material: Material, code: str, **more: str) -> str:
    return _template(name).substitute(
        more,
        today=f"{spell(material.today.isoformat(), 'en')} ({material.today.isoformat()})",
        language=_LANGUAGES[material.language],
        fence=code,
        refusal=REFUSAL,
    )


def _blocks(material: Material, code: str) -> Iterator[str]:
    for entry in material.entries:
        yield _fenced(
            f"{'passage' if entry.record is None else 'record'} [{entry.n}]", _told(entry, material.today), code
        )
    meant = f"\n(in the conversation, this means: {material.meant})" if material.meant else ""
    yield _fenced("question", f"{material.question.text}{meant}", code)


def _fenced(name: str, text: str, code: str) -> str:
    return f"{code} {name}\n{_clean(text).replace(code, '')}\n{code} end"


def _told(entry: Entry, today: date) -> str:
    """A passage with where it stands, or a record's fields."""
    source = entry.chunk.provenance
    dated = spell(source.date, "en") if source.date else "undated"
    if entry.record is not None:
        rows = _course_rows(entry.record, today) if isinstance(entry.record, Course) else _contact_rows(entry.record)
        return "\n".join([*(f"{name}: {value}" for name, value in rows), f"stated by: {source.publisher}, {dated}"])
    where = " / ".join((entry.chunk.document_title, *entry.chunk.heading_path))
    over = source.valid_to is not None and has_passed(source.valid_to, today)
    return (
        f"from: {where} ({source.publisher}, {dated}{'; the time it applies to has passed' * over})\n{entry.chunk.text}"
    )


def _course_rows(course: Course, today: date) -> Iterator[tuple[str, str]]:
    for name, value in asdict(course).items():
        if name not in _LEFT_OUT:
            yield name, _value(value)
    for number, offering in enumerate(course.offerings, 1):
        lead = f"offering {number} " if len(course.offerings) > 1 else ""
        for name, value in asdict(offering).items():
            passed = name in _DATED and value and has_passed(value, today)
            yield f"{lead}{name}", f"{_value(value)}{' (has passed)' * bool(passed)}"
    yield "url", _value(course.provenance.url)


def _contact_rows(contact: Contact) -> Iterator[tuple[str, str]]:
    yield from ((name, _value(value)) for name, value in asdict(contact).items() if name not in _LEFT_OUT)


def _value(value: Any) -> str:
    if value is None or value in ((), ""):
        return _NOT_STATED
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _clean(text: str) -> str:
    """A text without the characters that nobody sees."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs"))
