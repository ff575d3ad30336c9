"""A subject that stands in one word with "kurs" is read as the subject."""

import pytest

from knowledge.course_reading import read_query


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("lederkurs?", "ledelse"), ("Hvilke sikkerhetskurs går i Gjøvik?", "sikkerhet"),
        ("prosjektlederkurs på nett", "prosjektledelse"), ("Finst det programmeringskurs?", "programmering"),
        ("nettkurs", ""), ("videreutdanning", ""), ("grunnkurs i datasyn", "grunnkurs datasyn"),
    ],
)  # fmt: skip
def test_a_compound_gives_its_subject(text: str, topic: str) -> None:
    """What only says which kind of course it is stays as it is."""
    assert read_query(text).topic == topic


def test_a_compound_is_said_back_as_it_was_said() -> None:
    assert read_query("Finnes det lederkurs?").topic_said == "lederkurs"
