"""Chooses the kind of answer and puts it together."""

import re
from collections.abc import Sequence
from datetime import date

from knowledge import validity
from knowledge.citations import Numbering
from knowledge.composing import courses as course_text
from knowledge.composing import refusals
from knowledge.composing.contacts import contact_lines
from knowledge.composing.extractive import MOST_SENTENCES, Chosen, about, choose, fits
from knowledge.courses import Catalogue, CourseQuery
from knowledge.dates import parse_partial, spell
from knowledge.index import Index
from knowledge.judging import Verdict
from knowledge.models import Answer, Chunk, CitationKind, Contact, Course, Language, Outcome, Provenance
from knowledge.retrieval import Passage, Retriever
from knowledge.sentences import split_sentences
from knowledge.signals import VALIDITY, Asks, Intent
from knowledge.understanding import Understanding
from knowledge.wording import say
from knowledge.words import content_words, words

_OLD_YEARS = 2
_SENSITIVE = frozenset({Asks.MONEY, Asks.DEADLINE, Asks.WHEN, Asks.COUNT, Asks.WHO})
_DOORS = 2
_NEAR_DOOR = 6.0
_VALUES = (Asks.PRICE, Asks.MONEY, Asks.DEADLINE, Asks.DURATION, Asks.COUNT)


class Composer:
    """Composes answers from one open generation."""

    def __init__(self, index: Index, retriever: Retriever, catalogue: Catalogue) -> None:
        self.keywords = index.keywords
        self._retriever = retriever
        self._catalogue = catalogue
        self._contacts = {contact.id: contact for contact in index.contacts}
        self._chunks = {c.source_id: c for c in index.chunks if c.kind is CitationKind.RECORD}
        self._period = validity.stated_period(index.chunks)

    def compose(self, asked: Understanding, passages: Sequence[Passage], verdict: Verdict, today: date) -> Answer:
        """The answer to an understood question."""
        if asked.intent is Intent.PRIVATE:
            return self._private(asked)
        if asked.intent is Intent.ADVICE:
            return self._advice(asked, passages, today, verdict)
        if self._asks_validity(asked):
            return self._validity(asked, today)
        if asked.unknown_code and not asked.courses:
            first = say(asked.language, "courses_unknown_code", code=asked.unknown_code)
            return self._refuse(asked, first)
        if asked.intent is Intent.COURSE_DETAIL and (detail := self._course_detail(asked, passages, today)):
            return detail
        if asked.intent is Intent.COURSE_SEARCH:
            return self._course_search(asked, passages, today, verdict)
        if _is_underspecified(asked):
            return refusals.clarify(asked.language)
        if asked.intent is Intent.CONTACT and (answer := self._contact(asked, passages, today, verdict)):
            return answer
        if verdict is Verdict.REFUSE or self._names_unknown(asked):
            return self._refuse(asked)
        return self._extractive(asked, passages, today)

    # -- extractive ---------------------------------------------------------------------------------

    def _extractive(self, asked: Understanding, passages: Sequence[Passage], today: date) -> Answer:
        facts = [p for p in passages if p.chunk.kind is not CitationKind.RECORD]
        if passages and passages[0].chunk.kind is CitationKind.RECORD:
            contact = self._contacts.get(passages[0].chunk.source_id)
            if contact is None:
                course = next(c for c in self._catalogue.courses if c.id == passages[0].chunk.source_id)
                return self._one_course(course, asked, passages, today)
        near = about(facts, asked.names)
        if missing := self._missing(near, asked):
            return self._nearby(near, asked, missing)
        chosen = self._choose(near, asked)
        if not chosen:
            return self._refuse(asked)
        doors = [p for p in passages[:4] if p.chunk.source_id in self._contacts]
        return self._from_sentences(chosen, asked, today, doors)

    def _choose(self, passages: Sequence[Passage], asked: Understanding, most: int = MOST_SENTENCES) -> list[Chosen]:
        weight = self.keywords.stems.weight
        return choose(passages, asked.corrected, asked.asks, asked.language, weight, most=most)

    @staticmethod
    def _missing(passages: Sequence[Passage], asked: Understanding) -> Asks | None:
        """The kind of value that is asked for and that nothing found holds."""
        wanted = [kind for kind in _VALUES if kind in asked.asks]
        near = passages[:4]
        return next((k for k in wanted if not any(fits(p.chunk.text, k) for p in near)), None)

    def _nearby(self, passages: Sequence[Passage], asked: Understanding, missing: Asks) -> Answer:
        """Say what the sources don't say, and what they do say nearby."""
        language, numbering = asked.language, Numbering()
        told = _tell(self._choose(passages, asked, most=2), numbering)
        doors = [d for d in self._doors(asked) if d.score > _NEAR_DOOR][:1]
        lines, shown = contact_lines(
            [self._contacts[d.chunk.source_id] for d in doors], self._chunks, numbering, language
        )
        text = "\n".join([say(language, f"missing_{missing.value}"), say(language, "refused_nearby"), *told, *lines])
        return Answer(
            Outcome.REFUSED, language, text, citations=numbering.all(), contacts=shown, intent=asked.intent.value
        )

    def _from_sentences(
        self, chosen: Sequence[Chosen], asked: Understanding, today: date, doors: Sequence[Passage]
    ) -> Answer:
        numbering = Numbering()
        told = _tell(chosen, numbering)
        contacts = [self._contacts[d.chunk.source_id] for d in doors[:1]]
        lines, shown = contact_lines(contacts, self._chunks, numbering, asked.language)
        told += lines
        notes = _notes([c.passage.chunk for c in chosen], asked, today)
        lead = say(asked.language, "lead")
        foreign = asked.language == "en" and any(c.passage.chunk.language != "en" for c in chosen)
        parts = [lead, *told, say(asked.language, "quoted_norwegian") if foreign else "", *notes]
        return Answer(
            Outcome.ANSWERED,
            asked.language,
            "\n".join(part for part in parts if part),
            citations=numbering.all(),
            contacts=shown,
            intent=asked.intent.value,
        )

    # -- courses ------------------------------------------------------------------------------------

    def _course_detail(self, asked: Understanding, passages: Sequence[Passage], today: date) -> Answer | None:
        return self._one_course(asked.courses[0], asked, passages, today)

    def _one_course(self, course: Course, asked: Understanding, passages: Sequence[Passage], today: date) -> Answer:
        numbering = Numbering()
        n = numbering.cite(self._chunks[course.id])
        lines, shown = course_text.detail_lines(course, n, asked.asks, asked.language, today)
        names = {w for w in words(course.title) if len(w) > 3} | {(course.code or "").casefold()}
        related = [
            p
            for p in passages[:4]
            if p.chunk.kind is not CitationKind.RECORD and _mentions(p.chunk.text, course) and names
        ]
        chosen = self._choose(related[:1], asked, most=2)
        extra = _tell(chosen, numbering)
        text = "\n".join([*lines[:-1], *extra, lines[-1]])
        return Answer(
            Outcome.ANSWERED,
            asked.language,
            text,
            citations=numbering.all(),
            courses=shown,
            intent=Intent.COURSE_DETAIL.value,
        )

    def _course_search(
        self, asked: Understanding, passages: Sequence[Passage], today: date, verdict: Verdict
    ) -> Answer:
        query = asked.course_query
        found = self._find(query, asked)
        if not found:
            return self._no_course(query, asked, passages, today, verdict)
        return self._course_list(found, asked)

    def _find(self, query: CourseQuery, asked: Understanding) -> list[Course]:
        candidates = self._catalogue.select(query)
        found = self._catalogue.about(candidates, query.topic, "nb")
        if not found and query.topic and asked.question.scope == "courses":
            found = self._catalogue.about(candidates, " ".join(content_words(query.topic)[:1]), "nb")
        if query.cheapest_first:
            priced = [c for c in found if any(o.price_nok is not None for o in c.offerings)]
            return sorted(priced, key=lambda c: min(o.price_nok for o in c.offerings if o.price_nok is not None))
        return sorted(found, key=lambda c: (not c.is_evu, -(int((c.provenance.date or "0")[:4]))))

    def _course_list(self, found: Sequence[Course], asked: Understanding) -> Answer:
        language, numbering = asked.language, Numbering()
        count = len(found)
        listed = min(count, course_text.MOST_LISTED - 1)
        lines, shown = course_text.list_lines(found[:listed], self._chunks, numbering, language)
        first = say(language, "courses_one") if count == 1 else say(language, "courses_some", count=count)
        more = [say(language, "courses_more", shown=listed)] if count > listed else []
        portal = self._portal()
        caveat = (
            say(language, "courses_caveat", n=numbering.cite(self._chunks[portal.id]))
            if portal
            else say(language, "courses_caveat_plain")
        )
        rest = found[listed:]
        unlisted = tuple(s for c in rest for s in course_text.list_lines([c], self._chunks, Numbering(), language)[1])
        return Answer(
            Outcome.ANSWERED,
            language,
            "\n".join([" ".join([first, *more]), *lines, caveat]),
            citations=numbering.all(),
            courses=shown or unlisted,
            intent=Intent.COURSE_SEARCH.value,
            computed=(str(count), str(listed)),
        )

    def _no_course(
        self, query: CourseQuery, asked: Understanding, passages: Sequence[Passage], today: date, verdict: Verdict
    ) -> Answer:
        filtered = query.place or query.online or query.free or query.credits or query.max_price or query.cheapest_first
        if filtered and (not query.topic or self._catalogue.about(self._catalogue.courses, query.topic, "nb")):
            what = _what(query, asked.language)
            return self._refuse(asked, say(asked.language, "courses_none", what=what))
        if verdict is Verdict.ANSWER and not self._names_unknown(asked):
            return self._extractive(asked, passages, today)
        return self._refuse(asked, say(asked.language, "courses_none", what=_what(query, asked.language)))

    def _portal(self) -> Contact | None:
        return next((c for c in self._contacts.values() if c.value.endswith("ntnu.no/videre")), None)

    # -- contacts -----------------------------------------------------------------------------------

    def _contact(
        self, asked: Understanding, passages: Sequence[Passage], today: date, verdict: Verdict
    ) -> Answer | None:
        doors = self._doors(asked)
        if not doors or self._names_unknown(asked):
            return None
        language, numbering = asked.language, Numbering()
        lines, shown = contact_lines(
            [self._contacts[d.chunk.source_id] for d in doors], self._chunks, numbering, language
        )
        facts = [p for p in passages[:3] if p.chunk.kind is not CitationKind.RECORD]
        chosen = self._choose(about(facts, asked.names), asked, most=2) if verdict is Verdict.ANSWER else []
        told = _tell(chosen, numbering)
        text = "\n".join([say(language, "contact_lead"), *lines, *told])
        return Answer(
            Outcome.ANSWERED, language, text, citations=numbering.all(), contacts=shown, intent=Intent.CONTACT.value
        )

    def _doors(self, asked: Understanding) -> list[Passage]:
        found = self._retriever.search(asked.plain_query, 8, keep=lambda chunk: chunk.source_id in self._contacts)
        ranked = sorted(found, key=lambda p: -(p.score + self._fits(self._contacts[p.chunk.source_id], asked)))
        if not ranked:
            return []
        best = ranked[0].score + self._fits(self._contacts[ranked[0].chunk.source_id], asked)
        near = [p for p in ranked if p.score + self._fits(self._contacts[p.chunk.source_id], asked) >= 0.7 * best]
        return near[:_DOORS]

    @staticmethod
    def _fits(contact: Contact, asked: Understanding) -> float:
        lowered = words(asked.corrected)
        wanted = {
            "e-post": ("epost", "post", "mail", "email", "mailadresse", "epostadresse"),
            "postadresse": ("postadresse", "postadressen", "postadressa"),
            "besøk": ("besøk", "besøke", "besøksadresse", "kontor", "kontoret", "ligger", "ligg", "visit", "office"),
            "nettside": ("nettside", "nettsiden", "nettsida", "hjemmeside", "heimeside", "website", "nettsted"),
        }
        channel = 2.0 if any(w in lowered for w in wanted.get(contact.channel, ())) else 0.0
        organisation = 1.5 if contact.organisation.casefold() in lowered else 0.0
        text = f" {asked.corrected.casefold()} "
        topics = sum(2.0 for topic in contact.topics if re.search(rf"\b{re.escape(topic.casefold())}\b", text))
        return channel + organisation + min(topics, 4.0)

    # -- validity, refusals -------------------------------------------------------------------------

    def _asks_validity(self, asked: Understanding) -> bool:
        if self._period is None or asked.intent not in (Intent.QUESTION, Intent.CONTACT):
            return False
        text = f"{asked.corrected} {asked.context.before}".casefold()
        about_agreement = any(
            w.startswith(("avtale", "samarbeidsavtale", "agreement", "intensjonsavtale")) for w in words(text)
        )
        return about_agreement and bool(VALIDITY.search(asked.corrected.casefold()))

    def _validity(self, asked: Understanding, today: date) -> Answer:
        assert self._period is not None
        provenance, language = self._period.provenance, asked.language
        state = validity.status(provenance, validity.asked_moment(asked.corrected, today))
        assert state is not None
        numbering = Numbering()
        n = numbering.cite(self._period)
        start = spell(provenance.valid_from or provenance.valid_to or "", language)
        first = say(language, state.value, n=n, start=start, end=spell(provenance.valid_to or "", language))
        ask = [say(language, "validity_ask")] if state is validity.Status.OVER else []
        words_of_source = next(s for s in split_sentences(self._period.text) if validity.states_period(s))
        return Answer(
            Outcome.ANSWERED,
            language,
            "\n".join([first, say(language, "validity_text", quote=words_of_source, n=n), *ask]),
            citations=numbering.all(),
            intent=Intent.VALIDITY.value,
        )

    def _names_unknown(self, asked: Understanding) -> bool:
        return bool(asked.unknown_names)

    def _private(self, asked: Understanding) -> Answer:
        return self._refuse(asked, say(asked.language, "private"), intent=Intent.PRIVATE)

    def _advice(self, asked: Understanding, passages: Sequence[Passage], today: date, verdict: Verdict) -> Answer:
        first = say(asked.language, "advice")
        if verdict is Verdict.REFUSE:
            return self._refuse(asked, first, intent=Intent.ADVICE)
        facts = [p for p in passages if p.chunk.kind is not CitationKind.RECORD]
        numbering = Numbering()
        told = _tell(self._choose(facts, asked, most=2), numbering)
        text = "\n".join([first, say(asked.language, "advice_nearby"), *told])
        return Answer(Outcome.REFUSED, asked.language, text, citations=numbering.all(), intent=Intent.ADVICE.value)

    def _refuse(self, asked: Understanding, first_line: str | None = None, intent: Intent | None = None) -> Answer:
        language = asked.language
        if first_line is None:
            unknown = ", ".join(asked.unknown_names)
            first_line = say(language, "refused_unknown", names=unknown) if unknown else say(language, "refused")
        doors = self._doors(asked)
        near = doors if intent is Intent.PRIVATE else [d for d in doors if d.score > _NEAR_DOOR]
        contacts = [self._contacts[d.chunk.source_id] for d in near]
        if intent is Intent.PRIVATE:
            contacts = [c for c in contacts if c.channel in ("nettside", "rolle")] or contacts
        return refusals.refused(
            first_line, language, contacts=contacts[:_DOORS], chunks=self._chunks, intent=intent or asked.intent
        )


def _tell(chosen: Sequence[Chosen], numbering: Numbering) -> list[str]:
    """Sentences with their numbers; neighbours of one passage share a number and a quote."""
    told: list[str] = []
    for passage in dict.fromkeys(c.passage for c in chosen):
        sentences = [c.text for c in chosen if c.passage is passage]
        text = passage.chunk.text
        start = min(text.index(s) for s in sentences)
        end = max(text.index(s) + len(s) for s in sentences)
        n = numbering.cite(passage.chunk, text[start:end])
        told.append(f"{_flat(' '.join(sentences))} [{n}]")
    return told


def _flat(text: str) -> str:
    return " ".join(line.removeprefix("- ").strip() for line in text.splitlines())


def _notes(chunks: Sequence[Chunk], asked: Understanding, today: date) -> list[str]:
    """How old the answer is, where that matters."""
    notes: list[str] = []
    provenances: list[Provenance] = [c.provenance for c in chunks if c.kind is CitationKind.SUMMARY]
    dated = [p.date for p in provenances if p.date and today.year - parse_partial(p.date)[0] >= _OLD_YEARS]
    if asked.asks & _SENSITIVE or any(p.secondary for p in provenances):
        if dated:
            notes.append(say(asked.language, "old_source", date=spell(min(dated), asked.language)))
        elif any(p.date is None for p in provenances):
            notes.append(say(asked.language, "undated_source"))
    return notes


def _what(query: CourseQuery, language: Language) -> str:
    what = say(language, "what_evu" if query.is_evu else "what_courses")
    if query.free:
        what = say(language, "for_free", what=what)
    if query.online:
        what = say(language, "by_net", what=what)
    if query.topic:
        what = say(language, "about_topic", what=what, topic=query.topic)
    if query.place:
        what = say(language, "in_place", what=what, place=query.place)
    return what


def _is_underspecified(asked: Understanding) -> bool:
    """A question about a deadline, a price or a person of nothing in particular."""
    kinds = asked.asks & {Asks.DEADLINE, Asks.MONEY, Asks.DURATION, Asks.PLACE, Asks.CREDITS, Asks.WHEN}
    subject = [w for w in content_words(asked.corrected) if not _ATTRIBUTE(w)]
    return bool(kinds) and not subject and not asked.leaning and not asked.courses


def _ATTRIBUTE(word: str) -> bool:  # noqa: N802
    return word.startswith(
        (
            "frist",
            "søknadsfrist",
            "pris",
            "kost",
            "studiepoeng",
            "sp",
            "kurs",
            "deadline",
            "price",
            "cost",
            "course",
            "lang",
            "varighet",
            "sted",
            "poeng",
            "søk",
            "penge",
            "long",
        )
    )


def _mentions(text: str, course: Course) -> bool:
    lowered = text.casefold()
    if course.code and course.code.casefold() in lowered:
        return True
    return (
        any(short.casefold() in lowered for short in re.findall(r"\(([A-ZÆØÅ]{3,})\)", course.title))
        or course.title.casefold() in lowered
    )
