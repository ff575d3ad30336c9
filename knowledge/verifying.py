"""Does every hard fact of an answer stand in what it cites?

Numbers, dates, addresses and links are looked up in the quotes, the sources' dates and the records
shown. What code derived itself (a count, a date passed) is listed in ``Answer.computed``.
"""

import re
from collections.abc import Iterable

from knowledge.dates import spell
from knowledge.models import Answer, Citation, Contact, Course
from knowledge.records import contact_text, course_text

_MARK = re.compile(r"\[\d+\]")
_ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://)?(?:[\w-]+\.)+(?:no|com|eu|edu|org|ai|net|se)\b[\w/.?=&%#-]*", re.I
)
_NUMBER = re.compile(r"\d{1,3}(?:[\s\u00a0.]\d{3})+(?![\d])|\d+(?:[.,]\d+)*")


def unsupported(answer: Answer) -> list[str]:
    """The numbers and addresses in the answer's text that stand in no citation and no record shown."""
    evidence = " ".join(_evidence(answer))
    text = _MARK.sub(" ", answer.text)
    addresses = {a.rstrip(".,;:") for a in _ADDRESS.findall(text)}
    known = " ".join((evidence, *answer.computed)).casefold()  # a refusal may repeat the asker's own words
    bad = [a for a in addresses if _bare(a) not in known]
    for address in addresses:
        text = text.replace(address, " ")
    stated = (evidence, *answer.computed)
    figures = {reading for part in stated for n in _NUMBER.findall(part) for reading in _readings(n)}
    bad += [n for n in _NUMBER.findall(text) if not _readings(n) & figures]
    return bad


def _evidence(answer: Answer) -> Iterable[str]:
    for citation in answer.citations:
        yield from _citation_evidence(citation, answer)
    for shown in answer.courses:
        yield _course_evidence(shown.course)
    for contact in answer.contacts:
        yield _contact_evidence(contact.contact)


def _citation_evidence(citation: Citation, answer: Answer) -> Iterable[str]:
    provenance = citation.provenance
    yield citation.quote
    yield from filter(
        None,
        (
            citation.title,
            citation.section,
            provenance.url,
            provenance.date_note,
            provenance.publisher,
            *provenance.also,
        ),
    )
    for date_text in filter(None, (provenance.date, provenance.valid_from, provenance.valid_to)):
        yield f"{date_text} {spell(date_text, answer.language)}"


def _course_evidence(course: Course) -> str:
    dates = [d for o in course.offerings for d in (o.start, o.deadline) if d]
    spelt = [spell(d, language) for d in dates for language in ("nb", "en")]
    return " ".join([course_text(course), course.provenance.url or "", *spelt])


def _contact_evidence(contact: Contact) -> str:
    return f"{contact_text(contact)} {contact.provenance.url or ''}"


def _bare(address: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", address.casefold()).rstrip("/")


def _readings(number: str) -> set[str]:
    """What a figure can mean, ungrouped: ``11 180`` and ``11.180`` are 11180, ``7.5`` is ``7,5``, ``11,180`` may be both."""
    bare = re.sub(r"\D", "", number)
    if re.fullmatch(r"\d{1,3}(?:[\s\u00a0.]\d{3})+", number):
        return {bare}
    written = number.replace(".", ",")
    return {written, bare} if re.fullmatch(r"\d{1,3}(?:,\d{3})+", number) else {written}
