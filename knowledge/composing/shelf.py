"""What an answer may be made of: the records of one generation, and the search for doors."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from knowledge.courses import Catalogue
from knowledge.index import Index
from knowledge.keywords import Keywords
from knowledge.masks import Within
from knowledge.models import Chunk, CitationKind, Contact, Course
from knowledge.retrieval import Passage, Retriever
from knowledge.understanding import Understanding
from knowledge.validity import stated_period
from knowledge.words import words

# A door this far below the best one is about something else.
_NEAR_BEST = 0.7
# What speaks for a contact beside its text: the channel, the organisation, a topic named in so many words.
_CHANNEL, _ORGANISATION, _TOPIC, _TOPICS_AT_MOST = 2.0, 1.5, 2.0, 4.0
# A door that bears the name of what is asked about.
_NAMED = 4.0

# Topics of the doors that lead to whoever holds an office.
_LEADERSHIP = frozenset({"ledelse", "medlem"})

_CHANNEL_WORDS: Mapping[str, frozenset[str]] = {
    "e-post": frozenset({"epost", "post", "mail", "email", "mailadresse", "epostadresse"}),
    "postadresse": frozenset({"postadresse", "postadressen", "postadressa"}),
    "besøk": frozenset({"besøk", "besøke", "besøksadresse", "kontor", "kontoret", "ligger", "ligg", "visit", "office"}),
    "nettside": frozenset({"nettside", "nettsiden", "nettsida", "hjemmeside", "heimeside", "website", "nettsted"}),
}


@dataclass(frozen=True)
class Shelf:
    """The materials of one open generation."""

    keywords: Keywords
    catalogue: Catalogue
    retriever: Retriever
    contacts: Mapping[str, Contact]
    record_chunks: Mapping[str, Chunk]
    period: Chunk | None

    @classmethod
    def of(cls, index: Index, retriever: Retriever, catalogue: Catalogue) -> "Shelf":
        """Lay out what a generation holds."""
        return cls(
            keywords=index.keywords,
            catalogue=catalogue,
            retriever=retriever,
            contacts={contact.id: contact for contact in index.contacts},
            record_chunks={c.source_id: c for c in index.chunks if c.kind is CitationKind.RECORD},
            period=stated_period(index.chunks),
        )

    def as_of(self, day: date) -> "Shelf":
        """Without what was not yet written on a day; the same shelf when nothing is left out."""
        then = {source: chunk for source, chunk in self.record_chunks.items() if not _is_later(chunk, day)}
        period = self.period if self.period and not _is_later(self.period, day) else None
        if len(then) == len(self.record_chunks) and period is self.period:
            return self
        return replace(
            self,
            catalogue=Catalogue([course for course in self.catalogue.courses if course.id in then]),
            contacts={source: contact for source, contact in self.contacts.items() if source in then},
            record_chunks=then,
            period=period,
        )

    def course(self, chunk: Chunk) -> Course | None:
        """The course that a record's chunk tells of."""
        return next((c for c in self.catalogue.courses if c.id == chunk.source_id), None)

    def portal(self) -> Contact | None:
        """The page where NTNU shows today's courses."""
        return next((c for c in self.contacts.values() if c.value.endswith("ntnu.no/videre")), None)

    def doors(self, asked: Understanding, most: int = 2) -> list[tuple[float, Contact]]:
        """The contacts that fit a question, best first, with their scores."""
        found = self.retriever.search(asked.plain_query, 8, within=Within(sources=frozenset(self.contacts)))
        ranked = sorted(((self._door_score(p, asked), self.contacts[p.chunk.source_id]) for p in found), key=_by_score)
        return [(score, door) for score, door in ranked[:most] if score >= _NEAR_BEST * ranked[0][0]]

    def named_door(self, asked: Understanding) -> bool:
        """Whether a door bears the name of what is asked about."""
        return any(asked.names & set(words(f"{c.function} {c.organisation}")) for c in self.contacts.values())

    def official_doors(self, asked: Understanding) -> list[Contact]:
        """Where to ask for a person: the page of the organisation's leadership, or its main door."""
        spoken = set(words(asked.question.text))
        main = [c for c in self.contacts.values() if _LEADERSHIP & set(words(" ".join(c.topics)))]
        named = [c for c in main if c.organisation.casefold() in spoken]
        return (named or main)[:2]

    def _door_score(self, passage: Passage, asked: Understanding) -> float:
        contact, text = self.contacts[passage.chunk.source_id], asked.corrected.casefold()
        spoken = set(words(text))
        channel = _CHANNEL if spoken & _CHANNEL_WORDS.get(contact.channel, frozenset()) else 0.0
        organisation = _ORGANISATION if contact.organisation.casefold() in spoken else 0.0
        named = _NAMED if asked.names & set(words(f"{contact.function} {contact.organisation}")) else 0.0
        topics = sum(_TOPIC for topic in contact.topics if re.search(rf"\b{re.escape(topic.casefold())}\b", text))
        return passage.score + channel + organisation + named + min(topics, _TOPICS_AT_MOST)


def _is_later(chunk: Chunk, day: date) -> bool:
    published = chunk.provenance.date
    return published is not None and published > day.isoformat()


def _by_score(pair: tuple[float, Contact]) -> float:
    return -pair[0]
