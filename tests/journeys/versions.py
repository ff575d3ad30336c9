"""Sources of which every version says its number everywhere, so that a mixture of two would show."""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict

from knowledge.index import Index
from knowledge.models import Answer
from tests.ingest.conftest import CONTACT, COURSE, FILES, LIST, HashedWords, Workshop, rows

QUESTIONS = ("Når åpner Prøvehuset?", "Når stenger Prøvehuset?")
_TOLD = re.compile(r"utgave(\d+)")


class Numberless(HashedWords):
    """Embeddings that do not see the number of a version: whether a question is answered does not depend on it."""

    def _vector(self, text: str) -> list[float]:
        return super()._vector(_TOLD.sub("", text))


def write_version(workshop: Workshop, version: int) -> None:
    """Put a version into the workshop; the house rules alone say the same in all."""
    name = f"utgave{version}"
    workshop.write("husregler.md", FILES["husregler.md"])
    for sheet in ("huset.nb.md", "huset.en.md"):
        text = re.sub(r"(?m)^(title: .*|## .*)$", rf"\1 {name}", FILES[sheet])
        workshop.write(sheet, re.sub(r"(?m)^(.*)\.$", rf"\1, {name}.", text))
    workshop.write("courses.jsonl", rows(COURSE | {"title": f"Oppdiktet strikkekurs {name}"}))
    workshop.write("contacts.jsonl", rows(CONTACT | {"function": f"Vaktmester {name}", "value": f"Kjelleren {name}"}))
    known = [{"text": text, "language": "nb", "answers": [f"TST-0{n}"]} for n, text in enumerate(QUESTIONS, 1)]
    known.append({"text": f"Hva er {name}?", "language": "nb", "answers": []})
    workshop.write("known.jsonl", "\n".join(json.dumps(row) for row in known))
    workshop.write("sources.toml", f'{LIST}\n[[source]]\nkind = "questions"\npath = "known.jsonl"\n')


def versions_of(answer: Answer) -> list[str]:
    """The versions that an answer names anywhere."""
    return _told([json.dumps(asdict(answer), default=str)])


def versions_in(index: Index) -> list[str]:
    """The versions that an open generation holds; one part that says none of them says so."""
    parts = (
        [chunk.embedded_text for chunk in index.chunks if chunk.document_id != "husregler"],
        [course.title for course in index.courses],
        [contact.value for contact in index.contacts],
        [question.text for question in index.known.questions if not question.answers] if index.known else [],
        [source.title for source in index.manifest.sources if source.id.startswith("huset")],
    )
    every = [text for part in parts for text in part]
    return _told(every if all(parts) and all(_TOLD.search(text) for text in every) else [*every, "utgave0"])


def _told(texts: Iterable[str]) -> list[str]:
    return sorted({number for text in texts for number in _TOLD.findall(text)}, key=int)
