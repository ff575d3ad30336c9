"""The nouns of this house: what is asked, what was found, what is answered.

Dates that come from sources are text of the form ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``
(see :mod:`knowledge.dates`): a source that gives only a year must not gain a day here.
Everything is frozen: an answer that was verified cannot change on its way to the reader.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

Language = Literal["nb", "nn", "en"]
Role = Literal["user", "assistant"]
Scope = Literal["courses", "contacts", "agreement"]


class Outcome(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    REFUSED = "refused"
    FAILED = "failed"


class CitationKind(StrEnum):
    """Whose words a quote holds: the source's own, our summary of a page, or a record's fields."""

    VERBATIM = "verbatim"
    SUMMARY = "summary"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of the conversation."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asks.

    ``history`` is oldest first. ``scope`` narrows the search (``/bro kurs`` asks within courses).
    ``language`` is a fallback for texts too short to tell; the question's own language wins.
    """

    text: str
    history: tuple[Turn, ...] = ()
    scope: Scope | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where something comes from.

    ``date`` is the publication's date as far as known; ``date_note`` says what the date does not
    ("udatert; årstallet er utledet"). ``secondary`` marks a source that retells another.
    ``also`` holds further addresses that support the same. ``valid_from`` and ``valid_to`` bound
    the period that the source itself says it applies to. ``retrieved`` is the day its words came over the
    network, and ``licence`` what may be done with them; neither is shown with an answer.
    """

    publisher: str
    url: str | None = None
    date: str | None = None
    date_note: str | None = None
    secondary: bool = False
    also: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    retrieved: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stored piece of a document; ``text`` is exactly what may be quoted.

    ``id`` is unique in a generation; ``source_id`` names the fact, section or record, and is
    shared by the language versions of one fact. ``heading_path`` runs from the outermost heading
    inwards, without the document's title.
    """

    id: str
    source_id: str
    document_id: str
    document_title: str
    heading_path: tuple[str, ...]
    text: str
    kind: CitationKind
    language: Language
    provenance: Provenance

    @property
    def section(self) -> str:
        """The heading path as a reader sees it."""
        return " › ".join(self.heading_path)

    @property
    def embedded_text(self) -> str:
        """The text with its context, as it is embedded and searched; never quoted."""
        context = " / ".join((self.document_title, *self.heading_path))
        return f"{context}\n{self.text}"


@dataclass(frozen=True, slots=True)
class Offering:
    """One time a course was or will be held. Unknown values are None, with a note where one helps."""

    start: str | None = None
    start_note: str | None = None
    deadline: str | None = None
    deadline_note: str | None = None
    price_nok: int | None = None
    price_note: str | None = None
    delivery: str | None = None
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """A course, programme or MOOC as some source described it on ``provenance.date``.

    ``topics`` and free texts are Norwegian. ``credits`` are studiepoeng (ECTS). ``kind`` is one of
    emne, program, spesialisering, videre-kurs, mooc. ``offerings`` holds at least one entry, which
    may be empty of dates.
    """

    id: str
    code: str | None
    title: str
    title_en: str | None
    kind: str
    is_evu: bool
    topics: tuple[str, ...]
    provenance: Provenance
    confidence: str
    credits: float | None = None
    level: str | None = None
    teaching_language: str | None = None
    duration: str | None = None
    admission: str | None = None
    description: str | None = None
    notes: str | None = None
    contact_email: str | None = None
    last_graded_year: int | None = None
    offerings: tuple[Offering, ...] = (Offering(),)


@dataclass(frozen=True, slots=True)
class Contact:
    """An official channel. ``channel`` is one of nettside, e-post, besøk, postadresse, rolle, telefon."""

    id: str
    function: str
    organisation: str
    channel: str
    value: str
    topics: tuple[str, ...]
    provenance: Provenance
    confidence: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact quote behind a numbered mark ``[n]`` in an answer."""

    n: int
    kind: CitationKind
    source_id: str
    title: str
    section: str
    quote: str
    provenance: Provenance
    language: Language


@dataclass(frozen=True, slots=True)
class ShownOffering:
    """A course with one of its offerings, as shown; ``n`` is the citation that backs it."""

    course: Course
    offering: Offering
    n: int


@dataclass(frozen=True, slots=True)
class ShownContact:
    """A contact as shown; ``n`` is the citation that backs it."""

    contact: Contact
    n: int


WritingFailure = Literal[
    "unreachable", "slow", "throttled", "server_error", "denied", "busy", "budget",
    "empty", "endless", "malformed", "cut", "refused", "unproven", "language",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """What a language model's part in an answer came to.

    ``kept`` counts the proven sentences, ``repaired`` those among them that were proven at the second try, and
    ``dropped`` holds the reasons of each sentence that was not shown: codes with the offending piece (``number: 20``),
    never to be shown to the asker, since the piece is just what was not proven (:attr:`dropped_kinds` may be).
    ``requests`` counts what was asked of the provider, ``tokens_in`` and ``tokens_out`` are its own count, or an
    estimate where it gave none (``estimated``), ``cost`` is in the currency of ``LLM_PRICE_IN`` and ``LLM_PRICE_OUT``
    and None without them. ``latency`` and ``first_sentence`` are seconds from the question on; ``first_sentence`` is
    None when none was proven. ``failure`` tells why the model's answer is not shown, or, with ``kept`` above 0, why
    it was cut short. ``rewritten`` tells that the question was first rewritten to one that stands alone.
    """

    model: str
    kept: int = 0
    repaired: int = 0
    dropped: tuple[tuple[str, ...], ...] = ()
    failure: WritingFailure | None = None
    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    estimated: bool = False
    cost: float | None = None
    latency: float = 0.0
    first_sentence: float | None = None
    rewritten: bool = False

    @property
    def dropped_kinds(self) -> tuple[str, ...]:
        """The kinds of reasons for which sentences were dropped, without what stood in them."""
        return tuple(dict.fromkeys(reason.partition(":")[0] for reasons in self.dropped for reason in reasons))


@dataclass(frozen=True, slots=True)
class Answer:
    """What the asker gets.

    ``text`` is plain text: ``[n]`` marks a citation, a line that starts with ``• `` is a list item,
    an empty line parts paragraphs. ``options`` are complete questions the asker may mean (clarify)
    or may ask next. ``intent`` names what the question was taken for, for logs and tests. ``computed``
    lists the numbers and dates in the text that code derived (a count, today's date): everything else
    stands in a citation or a record. ``written`` is set when a language model was asked, whatever came of it;
    ``note`` is a sentence to show discreetly beneath the answer, when it is not what the model was to write.
    """

    outcome: Outcome
    language: Language
    text: str
    citations: tuple[Citation, ...] = ()
    courses: tuple[ShownOffering, ...] = ()
    contacts: tuple[ShownContact, ...] = ()
    options: tuple[str, ...] = ()
    intent: str = "question"
    computed: tuple[str, ...] = ()
    note: str | None = None
    written: Written | None = None


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question in people's own words, with the ids of the sources that answer it; with none, nothing does."""

    text: str
    language: Language
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """Progress while an answer is made: ``name`` is one of understand, retrieve, judge, compose, verify."""

    name: Literal["understand", "retrieve", "judge", "compose", "verify"]


@dataclass(frozen=True, slots=True)
class VerifiedSentence:
    """A proven sentence of an answer that a language model is still writing, told in the order of the answer.

    ``text`` ends with its marks (``… i 2026. [1][3]``), as it will stand in the answer. ``citations`` are those of
    all sentences so far, by number; a quote may yet grow. ``place`` counts the sentences of the answer from 1.
    """

    text: str
    citations: tuple[Citation, ...]
    place: int


Event = Stage | VerifiedSentence


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """One document of the index, for showing how fresh the knowledge is."""

    id: str
    title: str
    publisher: str
    language: Language
    chunks: int
    newest_date: str | None


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """What the live generation holds. ``built_at`` is an ISO 8601 time in UTC."""

    generation: str
    built_at: str
    embedding_model: str
    chunks: int
    courses: int
    contacts: int
    newest_date: str | None
    sources: tuple[SourceInfo, ...] = field(default=())
