"""The evidence of a claim, taken apart once: sentences and statements with their words and hard facts."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from knowledge.claims.addresses import Address, addresses
from knowledge.claims.claim import Evidence
from knowledge.claims.moments import Moment, moments
from knowledge.claims.names import KnownNames
from knowledge.claims.quantities import Quantity, quantities
from knowledge.claims.roles import RoleMention, roles
from knowledge.claims.rows import Told, tell
from knowledge.claims.tokens import Token, tokenise
from knowledge.dates import spell
from knowledge.sentences import split_sentences


@dataclass(frozen=True)
class Statement:
    """A sentence with what stands in it."""

    text: str

    @property
    def day(self) -> date | None:
        """The day that "in two months" counts from, where it counts from any."""
        return None

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words."""
        return tokenise(self.text)

    @cached_property
    def addresses(self) -> list[Address]:
        """Its addresses and codes."""
        return addresses(self.text)

    @cached_property
    def moments(self) -> list[Moment]:
        """Its points in time."""
        return moments(blanked(self.text, self.addresses), self.day)

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Its numbers."""
        return quantities(blanked(self.text, [*self.addresses, *self.moments]))

    @cached_property
    def roles(self) -> list[RoleMention]:
        """Its roles."""
        return roles(self.text)


@dataclass(frozen=True)
class Part(Statement):
    """A sentence of a passage or a statement of a record."""

    number: int
    told: Told | None = None

    @property
    def stated(self) -> bool:
        """Whether this says anything, and is not only that a field is empty."""
        return self.told is None or self.told.stated


@dataclass(frozen=True)
class Document:
    """All the evidence of a claim. ``part.number`` tells which passage or record a part belongs to."""

    parts: tuple[Part, ...]
    context: str = ""
    own: Sequence[Evidence] = field(default=())

    @cached_property
    def text(self) -> str:
        """Everything that is said, and what stands above it."""
        return "\n".join([self.context, *(p.text for p in self.parts if p.stated)])

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """All words."""
        return (*tokenise(self.context), *(t for p in self.parts if p.stated for t in p.tokens))

    @cached_property
    def words(self) -> Counter[str]:
        """How often each word stands there."""
        return Counter(token.lower for token in self.tokens)

    @cached_property
    def names(self) -> KnownNames:
        """The names."""
        return KnownNames(self.tokens, self.text)

    @cached_property
    def moments(self) -> list[Moment]:
        """All points in time, those of the source's own date and what stands above it among them."""
        return [*moments(self.context), *(m for p in self.parts if p.stated for m in p.moments)]


def blanked(text: str, found: Sequence[Address | Moment | Quantity]) -> str:
    """The text with spaces where something was found."""
    for one in found:
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text


def document_of(evidence: Sequence[Evidence]) -> Document:
    """Take the evidence of a claim apart."""
    parts = [part for number, one in enumerate(evidence) for part in _parts(one, number)]
    context = "\n".join(_context(one) for one in evidence)
    return Document(tuple(parts), context.strip(), evidence)


def _context(one: Evidence) -> str:
    dated = spell(one.date, "nb") if one.date and re.fullmatch(r"\d{4}(?:-\d{2}){0,2}", one.date) else ""
    return " ".join(filter(None, (one.context, one.publisher, dated)))


def _parts(one: Evidence, number: int) -> list[Part]:
    found = [Part(text, number) for text in _sentences(one.text)]
    return found + [_statement(told, number) for told in tell(one.fields or {})]


@lru_cache(maxsize=512)
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(split_sentences(text))


def _statement(told: Told, number: int) -> Part:
    return Part(told.text, number, told)
