"""Courses and contacts as typed rows: read from JSON, written to JSON, told as text."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from knowledge.dates import parse_partial
from knowledge.models import Chunk, CitationKind, Contact, Course, Offering, Provenance

Row = Mapping[str, Any]

COURSE_KINDS = ("emne", "program", "spesialisering", "videre-kurs", "mooc")
CHANNELS = ("nettside", "e-post", "besøk", "postadresse", "rolle", "telefon")
CONFIDENCES = ("høy", "middels", "lav")


def course_from_row(row: Row) -> Course:
    """Read a course. Raises ValueError that names the field and what was expected."""
    return Course(
        id=_text(row, "id"),
        code=_optional(row, "code"),
        title=_text(row, "title"),
        title_en=_optional(row, "title_en"),
        kind=_choice(row, "kind", COURSE_KINDS),
        is_evu=_flag(row, "is_evu"),
        topics=_texts(row, "topics"),
        provenance=_provenance(row),
        confidence=_choice(row, "confidence", CONFIDENCES),
        credits=_number(row, "credits"),
        level=_optional(row, "level"),
        teaching_language=_optional(row, "teaching_language"),
        duration=_optional(row, "duration"),
        admission=_optional(row, "admission"),
        description=_optional(row, "description"),
        notes=_optional(row, "notes"),
        contact_email=_optional(row, "contact_email"),
        last_graded_year=_whole(row, "last_graded_year"),
        offerings=tuple(_offering(r) for r in row.get("offerings") or ()) or (Offering(),),
    )


def contact_from_row(row: Row) -> Contact:
    """Read a contact. Raises ValueError that names the field and what was expected."""
    return Contact(
        id=_text(row, "id"),
        function=_text(row, "function"),
        organisation=_text(row, "organisation"),
        channel=_choice(row, "channel", CHANNELS),
        value=_text(row, "value"),
        topics=_texts(row, "topics"),
        provenance=_provenance(row),
        confidence=_choice(row, "confidence", CONFIDENCES),
        note=_optional(row, "note"),
    )


def record_to_row(record: Course | Contact) -> dict[str, Any]:
    """The row that the readers above accept."""
    row: dict[str, Any] = asdict(record)
    provenance: dict[str, Any] = row.pop("provenance")
    return row | provenance


def course_chunk(course: Course) -> Chunk:
    """A course as a searchable piece; its text is what a record citation quotes."""
    title = "Kurs ved NTNU" if "NTNU" in course.provenance.publisher or course.id.startswith("ntnu-") else "Kurs"
    return _record_chunk(course.id, title, course_text(course), course.provenance)


def contact_chunk(contact: Contact) -> Chunk:
    """A contact as a searchable piece; its text is what a record citation quotes."""
    return _record_chunk(contact.id, "Kontaktpunkter", contact_text(contact), contact.provenance)


def course_text(course: Course) -> str:
    """All that is known of a course, field by field, in Norwegian."""
    facts = [
        ("Type", f"{course.kind}{', EVU' if course.is_evu else ', ordinært emne'}"),
        ("Engelsk tittel", course.title_en if course.title_en != course.title else None),
        ("Tema", ", ".join(course.topics)),
        ("Beskrivelse", course.description),
        ("Studiepoeng", _norwegian(course.credits)),
        ("Nivå", course.level),
        ("Undervisningsspråk", course.teaching_language),
        ("Varighet", course.duration),
        ("Opptakskrav", course.admission),
        *(pair for offering in course.offerings for pair in _offering_facts(offering)),
        ("Kontakt", course.contact_email),
        ("Merknad", course.notes),
    ]
    name = f"{course.code} {course.title}" if course.code else course.title
    return "\n".join([name, *(f"{label}: {value}" for label, value in facts if value)])


def contact_text(contact: Contact) -> str:
    """All that is known of a contact, field by field, in Norwegian."""
    facts = [
        ("Kanal", contact.channel),
        ("Adresse", contact.value),
        ("Tema", ", ".join(contact.topics)),
        ("Merknad", contact.note),
    ]
    lines = [f"{contact.function} ({contact.organisation})", *(f"{k}: {v}" for k, v in facts if v)]
    return "\n".join(lines)


def _offering_facts(offering: Offering) -> Sequence[tuple[str, str | None]]:
    price = None if offering.price_nok is None else f"{offering.price_nok} kr"
    return (
        ("Oppstart", _with_note(offering.start, offering.start_note)),
        ("Søknadsfrist", _with_note(offering.deadline, offering.deadline_note)),
        ("Pris", _with_note(price, offering.price_note)),
        ("Form", offering.delivery),
        ("Sted", offering.location),
    )


def _with_note(value: str | None, note: str | None) -> str | None:
    return f"{value} ({note})" if value and note else value or note


def _norwegian(number: float | None) -> str | None:
    return None if number is None else f"{number:g}".replace(".", ",")


def _record_chunk(record_id: str, title: str, text: str, provenance: Provenance) -> Chunk:
    return Chunk(
        id=f"record#{record_id}",
        source_id=record_id,
        document_id="records",
        document_title=title,
        heading_path=(),
        text=text,
        kind=CitationKind.RECORD,
        language="nb",
        provenance=provenance,
    )


def _offering(row: Row) -> Offering:
    return Offering(
        start=_date(row, "start"),
        start_note=_optional(row, "start_note"),
        deadline=_date(row, "deadline"),
        deadline_note=_optional(row, "deadline_note"),
        price_nok=_whole(row, "price_nok"),
        price_note=_optional(row, "price_note"),
        delivery=_optional(row, "delivery"),
        location=_optional(row, "location"),
    )


def _provenance(row: Row) -> Provenance:
    url = _optional(row, "url")
    if url is not None and not url.startswith(("http://", "https://")):
        raise ValueError(f"url: expected an address that starts with http:// or https://, got {url!r}")
    return Provenance(
        publisher=_text(row, "publisher"),
        url=url,
        date=_date(row, "date"),
        date_note=_optional(row, "date_note"),
        secondary=bool(row.get("secondary") or False),
        also=_texts(row, "also"),
        valid_from=_date(row, "valid_from"),
        valid_to=_date(row, "valid_to"),
        retrieved=_date(row, "retrieved"),
        licence=_optional(row, "licence"),
    )


def _text(row: Row, field: str) -> str:
    value = _optional(row, field)
    if not value:
        raise ValueError(f"{field}: expected a text, got nothing")
    return value


def _optional(row: Row, field: str) -> str | None:
    value = row.get(field)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{field}: expected a text, got {value!r}")
    return value or None


def _texts(row: Row, field: str) -> tuple[str, ...]:
    value = row.get(field) or ()
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"{field}: expected a list of texts, got {value!r}")
    return tuple(value)


def _choice(row: Row, field: str, allowed: Sequence[str]) -> str:
    value = row.get(field)
    if value not in allowed:
        raise ValueError(f"{field}: expected one of {', '.join(allowed)}, got {value!r}")
    return str(value)


def _flag(row: Row, field: str) -> bool:
    value = row.get(field)
    if not isinstance(value, bool):
        raise ValueError(f"{field}: expected true or false, got {value!r}")
    return value


def _number(row: Row, field: str) -> float | None:
    value = row.get(field)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise ValueError(f"{field}: expected a number, got {value!r}")
    return float(value)


def _whole(row: Row, field: str) -> int | None:
    value = _number(row, field)
    if value is not None and value != int(value):
        raise ValueError(f"{field}: expected a whole number, got {value!r}")
    return None if value is None else int(value)


def _date(row: Row, field: str) -> str | None:
    value = _optional(row, field)
    if value is not None:
        try:
            parse_partial(value)
        except ValueError as error:
            raise ValueError(f"{field}: {error}") from error
    return value
