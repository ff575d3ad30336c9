"""Known questions in JSON Lines: people's own words, and the ids of the sources that answer them."""

import json
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from ingest.errors import SourceError, SourcesRejected
from ingest.fields import Fields, Required, complaints
from ingest.text_files import read_lines
from knowledge.models import KnownQuestion, Language


class QuestionFields(Fields):
    """One line; without answers it is a question that the sources are known not to answer."""

    text: Required
    language: Annotated[Language, Field(description="one of nb, nn, en")]
    answers: Annotated[tuple[str, ...], Field(description="a list of ids, or an empty list", strict=False)]


def read_questions(file: Path) -> tuple[KnownQuestion, ...]:
    """Read all questions of a file; empty lines are skipped.

    Raises SourcesRejected with one SourceError for each bad field. Ids that no source has are no error: a list of
    sources may leave out what a question is about.
    """
    questions: list[KnownQuestion] = []
    errors: list[SourceError] = []
    for number, text in enumerate(read_lines(file), 1):
        if not text.strip():
            continue
        try:
            row = json.loads(text)
            fields = QuestionFields.model_validate(row if isinstance(row, dict) else {})
        except json.JSONDecodeError as error:
            errors.append(SourceError(file, number, "line", "one JSON object", f"{error.msg} at column {error.colno}"))
        except ValidationError as error:
            errors += [SourceError(file, number, c.field, c.expected, c.got) for c in complaints(error, QuestionFields)]
        except (ValueError, RecursionError):  # a number of thousands of digits, a thousand brackets in each other
            errors.append(SourceError(file, number, "line", "one JSON object", "endless numbers or brackets"))
        else:
            questions.append(KnownQuestion(fields.text, fields.language, fields.answers))
    if errors:
        raise SourcesRejected(errors)
    return tuple(questions)
