"""An answer as one JSON object: the format that other programs read."""

from typing import Any

from knowledge.models import Answer, Citation, ShownContact, ShownOffering, Written


def to_json(answer: Answer, *, question_id: str | None, question: str, latency_ms: float) -> dict[str, Any]:
    """Keys and meanings are a promise; see the README's section on ``ask --batch``."""
    return {
        "id": question_id,
        "question": question,
        "outcome": answer.outcome.value,
        "language": answer.language,
        "answer": answer.text,
        "citations": [_citation(citation) for citation in answer.citations],
        "courses": [_offering(shown) for shown in answer.courses],
        "contacts": [_contact(shown) for shown in answer.contacts],
        "note": answer.note,
        "written": _written(answer.written) if answer.written else None,
        "latency_ms": round(latency_ms, 1),
    }


def _written(written: Written) -> dict[str, Any]:
    return {
        "model": written.model,
        "kept": written.kept,
        "repaired": written.repaired,
        "dropped": len(written.dropped),
        "dropped_kinds": list(written.dropped_kinds),
        "failure": written.failure,
        "requests": written.requests,
        "tokens_in": written.tokens_in,
        "tokens_out": written.tokens_out,
        "tokens_estimated": written.estimated,
        "cost": written.cost,
        "first_sentence_s": written.first_sentence,
    }


def _citation(citation: Citation) -> dict[str, Any]:
    provenance = citation.provenance
    return {
        "n": citation.n,
        "kind": citation.kind.value,
        "source_id": citation.source_id,
        "title": citation.title,
        "section": citation.section,
        "url": provenance.url,
        "date": provenance.date,
        "date_note": provenance.date_note,
        "quote": citation.quote,
    }


def _offering(shown: ShownOffering) -> dict[str, Any]:
    course, offering = shown.course, shown.offering
    return {
        "code": course.code,
        "title": course.title,
        "credits": course.credits,
        "start": offering.start,
        "start_note": offering.start_note,
        "deadline": offering.deadline,
        "deadline_note": offering.deadline_note,
        "price_nok": offering.price_nok,
        "price_note": offering.price_note,
        "delivery": offering.delivery,
        "location": offering.location,
        "url": course.provenance.url,
        "as_of": course.provenance.date,
        "as_of_note": course.provenance.date_note,
    }


def _contact(shown: ShownContact) -> dict[str, Any]:
    contact = shown.contact
    return {
        "function": contact.function,
        "organisation": contact.organisation,
        "channel": contact.channel,
        "value": contact.value,
        "url": contact.provenance.url,
        "as_of": contact.provenance.date,
        "as_of_note": contact.provenance.date_note,
    }
