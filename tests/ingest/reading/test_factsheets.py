"""Fact sheets: one fact, one id, one provenance; and every mistake told with its line."""

from pathlib import Path

import pytest

from ingest.errors import SourceError, SourcesRejected
from ingest.reading.factsheets import read_factsheet
from knowledge.models import CitationKind, Provenance

FRONT = "---\nid: prove\ntitle: Oppdiktet ark\nlanguage: nb\n---\n"
FACT = '## Vann\n\nVann er vått.\n{#VAN-01 publisher="Prøvehuset"}\n'


def write(folder: Path, text: str, name: str = "prove.nb.md") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def told(file: Path) -> list[SourceError]:
    with pytest.raises((SourceError, SourcesRejected)) as caught:
        read_factsheet(file)
    error = caught.value
    return (
        list(error.errors) if isinstance(error, SourcesRejected) else [error] if isinstance(error, SourceError) else []
    )


def test_a_fact_is_a_section_with_its_own_provenance(tmp_path: Path) -> None:
    """Heading, text and every key of the attribute line are read."""
    line = (
        '{#VAN-02 publisher="Avisen" url="https://eksempel.no/1" date="2020-05" note="omtrent" '
        'also="https://eksempel.no/2 https://eksempel.no/3" secondary="yes"}'
    )
    document = read_factsheet(write(tmp_path, f"{FRONT}{FACT}\n### Is\n\nIs er **kaldt**.\n{line}\n"))
    first, second = document.sections
    assert (document.id, document.title, document.language) == ("prove.nb", "Oppdiktet ark", "nb")
    assert (document.kind, document.publisher) == (CitationKind.SUMMARY, "Brobygger")
    assert (first.source_id, first.heading_path, first.provenance) == ("VAN-01", ("Vann",), Provenance("Prøvehuset"))
    assert (second.source_id, second.heading_path) == ("VAN-02", ("Vann", "Is"))
    assert second.blocks[0].text == "Is er kaldt."
    assert second.provenance == Provenance(
        publisher="Avisen",
        url="https://eksempel.no/1",
        date="2020-05",
        date_note="omtrent",
        secondary=True,
        also=("https://eksempel.no/2", "https://eksempel.no/3"),
    )


def test_a_section_of_a_printed_source_goes_with_its_publisher(tmp_path: Path) -> None:
    """Where there is no page to link to, the reader is told the chapter."""
    text = FRONT + FACT.replace('"Prøvehuset"', '"Avtalen" section="kap. 2 B"')
    assert read_factsheet(write(tmp_path, text)).sections[0].provenance.publisher == "Avtalen, kap. 2 B"


@pytest.mark.parametrize("level", ["##", "###"])
def test_a_new_heading_ends_the_deeper_ones(level: str, tmp_path: Path) -> None:
    sheet = f'{FRONT}{FACT}\n### Is\n\nA.\n{{#A-1 publisher="P"}}\n\n{level} Damp\n\nB.\n{{#B-1 publisher="P"}}\n'
    path = read_factsheet(write(tmp_path, sheet)).sections[-1].heading_path
    assert path == (("Damp",) if level == "##" else ("Vann", "Damp"))


WRONG = {
    "no front matter": (FACT, 1, "front matter", "id, title and language between two lines ---"),
    "front matter without end": ("---\nid: prove\n", 1, "front matter", "id, title and language"),
    "no title": (FRONT.replace("title: Oppdiktet ark\n", "") + FACT, 1, "title", "a text that is not empty"),
    "no such language": (FRONT.replace("nb", "no") + FACT, 4, "language", "one of nb, nn, en"),
    "an unknown key": (FRONT.replace("title", "colour: red\ntitle") + FACT, 3, "colour", "one of the keys id, title"),
    "a line without a colon": (FRONT.replace("title: ", "title ") + FACT, 3, "front matter", "a line of the form"),
    "no facts": (FRONT + "## Vann\n", None, "facts", "at least one fact"),
    "a fact without attributes": (FRONT + "## Vann\n\nVann er vått.\n", 8, "fact", "an attribute line"),
    "attributes after a gap": (FRONT + FACT.replace("vått.\n", "vått.\n\n"), 8, "fact", "an attribute line"),
    "attributes alone": (FRONT + FACT.replace("Vann er vått.\n", ""), 8, "VAN-01", "a paragraph directly above it"),
    "a fact without a heading": (FRONT + FACT.replace("## Vann\n", ""), 8, "VAN-01", "a heading ## above it"),
    "an id twice": (FRONT + FACT + FACT, 13, "VAN-01", "each id once in a sheet"),
    "no publisher": (FRONT + FACT.replace('publisher="Prøvehuset"', 'date="2020"'), 9, "publisher", "a text that"),
    "no attributes at all": (FRONT + FACT.replace(' publisher="Prøvehuset"', ""), 9, "VAN-01", 'publisher="…" on'),
    "an unclosed quote": (FRONT + FACT.replace('set"}', "set}"), 9, "attributes", "a line of the form {#ID-01"),
    "something after the line": (FRONT + FACT.replace('"}', '"} x'), 9, "attributes", "a line of the form {#ID-01"),
    "an unknown attribute": (FRONT + FACT.replace('"}', '" colour="red"}'), 9, "colour", "one of the keys publisher"),
    "an attribute twice": (FRONT + FACT.replace('"}', '" publisher="B"}'), 9, "publisher", "each key once"),
    "a wrong date": (FRONT + FACT.replace('"}', '" date="i fjor"}'), 9, "date", "a date of the form YYYY"),
    "a wrong address": (FRONT + FACT.replace('"}', '" url="eksempel.no"}'), 9, "url", "an address that starts with"),
    "a wrong flag": (FRONT + FACT.replace('"}', '" secondary="ja"}'), 9, "secondary", "yes or no"),
}


@pytest.mark.parametrize(("text", "line", "field", "expected"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_told_in_place(text: str, line: int | None, field: str, expected: str, tmp_path: Path) -> None:
    error = told(write(tmp_path, text))[0]
    assert (Path(error.file).name, error.line, error.field) == ("prove.nb.md", line, field)
    assert error.expected.startswith(expected)


def test_all_mistakes_of_a_sheet_are_told_together(tmp_path: Path) -> None:
    text = FRONT + FACT.replace('"}', '" date="x"}') + "\nEn fakta uten linje.\n\n## Is\n{#B-1 publisher=}\n"
    assert [error.line for error in told(write(tmp_path, text))] == [9, 11, 14]


# A translation repeats the ids and inherits the rest.
TRANSLATED_FRONT = "---\nid: prove\ntitle: Made-up sheet\nlanguage: en\ntranslation_of: prove.nb.md\n---\n"
TRANSLATED_FACT = "## Water\n\nWater is wet.\n{#VAN-01}\n"


def test_a_translation_inherits_provenance(tmp_path: Path) -> None:
    write(tmp_path, FRONT + FACT)
    document = read_factsheet(write(tmp_path, TRANSLATED_FRONT + TRANSLATED_FACT, "prove.en.md"))
    assert document.id == "prove.en"
    assert document.sections[0].provenance == Provenance("Prøvehuset")
    assert document.sections[0].blocks[0].text == "Water is wet."


def test_a_fact_that_the_original_lacks_is_told(tmp_path: Path) -> None:
    write(tmp_path, FRONT + FACT)
    (error,) = told(write(tmp_path, TRANSLATED_FRONT + TRANSLATED_FACT.replace("VAN-01", "VAN-99"), "prove.en.md"))
    assert (error.line, error.field) == (10, "VAN-99")
    assert error.expected == "a fact of prove.nb.md, or a publisher here"


def test_a_missing_original_is_told(tmp_path: Path) -> None:
    (error,) = told(write(tmp_path, TRANSLATED_FRONT + TRANSLATED_FACT, "prove.en.md"))
    assert (error.line, error.field, error.got) == (5, "translation_of", "'prove.nb.md'")


def test_a_sheet_is_no_translation_of_itself(tmp_path: Path) -> None:
    text = (TRANSLATED_FRONT + TRANSLATED_FACT).replace("prove.nb.md", "prove.en.md")
    assert told(write(tmp_path, text, "prove.en.md"))[0].field == "translation_of"


def test_another_id_than_the_original_is_told(tmp_path: Path) -> None:
    write(tmp_path, FRONT + FACT)
    (error,) = told(write(tmp_path, TRANSLATED_FRONT.replace("prove\n", "annet\n") + TRANSLATED_FACT, "prove.en.md"))
    assert (error.line, error.field, error.expected) == (2, "id", "prove, as in prove.nb.md")
