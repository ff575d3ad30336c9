"""Known questions as sources."""

import json
from pathlib import Path

import pytest

from ingest.errors import SourcesRejected
from ingest.reading.questions import read_questions
from knowledge.models import KnownQuestion


def written(folder: Path, *lines: object) -> Path:
    """A file of made-up questions."""
    file = folder / "questions.jsonl"
    text = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    file.write_text("\n".join(text) + "\n", encoding="utf-8")
    return file


def test_a_question_comes_with_what_answers_it_or_with_nothing(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        {"text": "Hvor er huset?", "language": "nb", "answers": ["HUS-01"]},
        "",
        {"text": "Is there bowling?", "language": "en", "answers": []},
    )
    assert read_questions(file) == (
        KnownQuestion("Hvor er huset?", "nb", ("HUS-01",)),
        KnownQuestion("Is there bowling?", "en"),
    )


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "one JSON object"),
        ([1], "expected"),
        ({"text": "Hva?", "language": "sv", "answers": []}, "language: expected one of nb, nn, en"),
        ({"text": " ", "language": "nb", "answers": []}, "text: expected a text that is not empty"),
        ({"text": "Hva?", "language": "nb"}, "answers: expected a list of ids"),
        ({"text": "Hva?", "language": "nb", "answers": [], "svar": 1}, "svar: expected one of the keys"),
    ],
)
def test_a_bad_line_is_told_with_its_place(tmp_path: Path, line: object, complaint: str) -> None:
    """All bad lines of a file at once, and the good one is no excuse."""
    file = written(tmp_path, {"text": "Hvor er huset?", "language": "nb", "answers": []}, line)
    with pytest.raises(SourcesRejected) as rejected:
        read_questions(file)
    assert "questions.jsonl" in str(rejected.value)
    assert "2" in str(rejected.value)
    assert complaint in str(rejected.value)


def test_the_shipped_questions_name_sources_that_exist() -> None:
    """And each is asked once."""
    shipped = Path("ingest/sources")
    questions = read_questions(shipped / "questions.jsonl")
    texts = "\n".join(file.read_text(encoding="utf-8") for file in shipped.iterdir() if file.name != "questions.jsonl")
    stray = {source for question in questions for source in question.answers if source.split("#")[0] not in texts}
    assert stray == set()
    assert len({question.text.casefold() for question in questions}) == len(questions)
