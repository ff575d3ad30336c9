"""Fact sheets: our own words about somebody's pages, each fact with its id and where it comes from.

A translation names the original (``translation_of``) and repeats only the ids: provenance is kept
in one place.
"""

from pathlib import Path

from ingest.errors import SourceError, SourcesRejected
from ingest.reading.documents import Document, Section
from ingest.reading.sheets import Fact, Sheet, read_sheet
from knowledge.models import CitationKind, Provenance

PUBLISHER = "Brobygger"


def read_factsheet(file: Path) -> Document:
    """Read a fact sheet; a translation also reads its original beside it.

    Raises SourceError or SourcesRejected with everything that is wrong with the sheet.
    """
    sheet = read_sheet(file)
    original = _original(sheet)
    sections, errors = [], []
    for fact in sheet.facts:
        provenance = fact.provenance or original.get(fact.id)
        if provenance is None:
            errors.append(_without_provenance(sheet, fact))
        else:
            sections.append(Section(fact.id, fact.heading_path, fact.blocks, provenance))
    if errors:
        raise SourcesRejected(errors)
    front = sheet.front
    name = f"{front.id}.{front.language}"
    return Document(name, front.title, front.language, CitationKind.SUMMARY, PUBLISHER, tuple(sections))


def _original(sheet: Sheet) -> dict[str, Provenance]:
    """The provenance of the original's facts by id; empty for a sheet that is no translation."""
    name = sheet.front.translation_of
    if name is None:
        return {}
    file = sheet.file.parent / name
    if not _is_another(file, sheet.file):
        line = sheet.front_lines["translation_of"]
        raise SourceError(sheet.file, line, "translation_of", "another fact sheet beside this one", repr(name))
    original = read_sheet(file)
    if original.front.id != sheet.front.id:
        expected = f"{original.front.id}, as in {name}"
        raise SourceError(sheet.file, sheet.front_lines["id"], "id", expected, repr(sheet.front.id))
    return {fact.id: fact.provenance for fact in original.facts if fact.provenance}


def _is_another(file: Path, sheet: Path) -> bool:
    try:
        return file.is_file() and file.resolve() != sheet.resolve()
    except OSError:  # a name that no file can have
        return False


def _without_provenance(sheet: Sheet, fact: Fact) -> SourceError:
    original = sheet.front.translation_of
    expected = f"a fact of {original}, or a publisher here" if original else 'publisher="…" on the attribute line'
    return SourceError(sheet.file, fact.line, fact.id, expected, "neither" if original else "none")
