"""Documents of a maintainer's own, from the file to the answer that quotes it; everything in them is made up."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.reading.formats import convert
from ingest.text_files import raw_of
from knowledge.models import CitationKind
from tests.journeys.made_rules import BOARD, LOAN, RULES, TITLE, WRITERS, markdown, page, pdf, text, word
from tests.journeys.maintainer import OTHER_PARTS, Maintainer

LENGTH = "Hvor lenge kan symaskinen lånes?"
COST = "Hva koster det for medlemmer av Maska?"
ELECTION = "Når velges styret i Maska?"
LONGER = RULES | {"1. Utlån": LOAN.replace("fjorten", "tjueto")}


def entry(path: str, **changes: str) -> str:
    """A document's place in the list, as a maintainer writes it."""
    keys = {"kind": "document", "path": path, "id": "regler", "citation": "verbatim", "publisher": "Maska"} | changes
    return "\n".join(["[[source]]", *(f"{key} = {json.dumps(value)}" for key, value in keys.items())])


def words(maintainer: Maintainer, name: str) -> str:
    """A file as its reader gives it, on one line."""
    return " ".join(line for _, line in convert(raw_of(maintainer.sources / name)).lines)


@pytest.mark.parametrize(
    ("name", "section", "date"),
    [
        ("regler.md", "1. Utlån", None),
        ("regler.txt", "", None),
        ("regler.html", "1. Utlån", "2026-03-04"),
        ("regler.pdf", "1. Utlån › side 1", None),
        ("regler.docx", "1. Utlån", None),
    ],
)
def test_a_file_is_quoted_followed_and_forgotten(
    maintainer: Maintainer, name: str, section: str, date: str | None
) -> None:
    """The quote stands in the file; a changed sentence costs one text; off the list, nothing of it is left."""
    changes = {"title": TITLE} if name.endswith(".txt") else {}
    maintainer.write(name, WRITERS[name](RULES))
    maintainer.list(entry(name, url="https://eksempel.no/regler", **changes))
    maintainer.ingest()
    found = maintainer.answered(LENGTH, "i fjorten dager")
    assert (found.title, found.section, found.kind) == (TITLE, section, CitationKind.VERBATIM)
    assert (found.provenance.url, found.provenance.date) == ("https://eksempel.no/regler", date)
    assert found.provenance.publisher == "Maska"
    assert all(paragraph in words(maintainer, name) for paragraph in found.quote.split("\n\n"))
    assert LOAN in found.quote

    maintainer.write(name, WRITERS[name](LONGER))
    assert maintainer.ingest().embedded == 1
    assert "fjorten" not in maintainer.answered(LENGTH, "i tjueto dager").quote

    maintainer.list()
    assert maintainer.ingest().embedded == 0
    maintainer.gone(LENGTH, "tjueto")


def test_a_pdf_is_cited_by_its_page_and_a_date_by_hand_goes_before_the_files_own(maintainer: Maintainer) -> None:
    maintainer.write("regler.pdf", pdf(RULES))
    maintainer.list(entry("regler.pdf", title="Maskas regler", date="2026-05"))
    maintainer.ingest()
    found = maintainer.answered(ELECTION, BOARD)
    assert (found.title, found.section, found.provenance.date) == ("Maskas regler", "3. Styret › side 3", "2026-05")


def test_a_folder_of_mixed_files_is_one_source(maintainer: Maintainer) -> None:
    """Each file is a document of its own; a renamed one costs nothing, a deleted one is gone, the others stay."""
    part: dict[str, dict[str, str]] = {name: {name: rule} for name, rule in RULES.items()}
    maintainer.write("lag/regler/utlån.docx", word(part["1. Utlån"]))
    maintainer.write("lag/kontingent 2026.pdf", pdf(part["2. Kontingent"]))
    maintainer.write("lag/styret.html", page(part["3. Styret"]))
    maintainer.write("lag/notat.txt", text({"": "Garnlageret i Maska telles hver mandag."}))
    maintainer.write("lag/bilde.png", b"\x89PNG")
    maintainer.list(entry("lag"))
    report = maintainer.ingest()
    assert (report.documents, report.left_out) == (5, ())
    assert maintainer.answered(LENGTH, "fjorten dager").section == "1. Utlån"
    assert maintainer.answered(COST, "340 kroner").section == "2. Kontingent › side 1"
    assert maintainer.answered(ELECTION, BOARD).provenance.date == "2026-03-04"
    assert maintainer.answered("Når telles garnlageret?", "hver mandag").title == "Notat"

    files = maintainer.sources / "lag"
    (files / "styret.html").rename(files / "valg.html")
    (files / "kontingent 2026.pdf").unlink()
    assert maintainer.ingest().embedded == 0
    assert maintainer.answered(ELECTION, BOARD)
    maintainer.gone(COST, "340")


def test_a_pattern_chooses_among_the_files_of_a_folder(maintainer: Maintainer) -> None:
    maintainer.write("lag/nytt/regler.md", markdown(RULES))
    maintainer.write("lag/gammelt/regler.md", markdown(RULES | {"1. Utlån": "Symaskinen kan lånes i ni år."}))
    maintainer.list(entry("lag", glob="nytt/**/*.md"))
    maintainer.ingest()
    maintainer.answered(LENGTH, "fjorten dager")
    maintainer.gone(LENGTH, "ni år")


def test_sources_of_ones_own_are_answered_beside_the_shipped_ones(
    maintainer: Maintainer, copy_shipped_index: Callable[[Path], Path]
) -> None:
    """``extends = "shipped"`` keeps what is shipped, but for what ``without`` names; only what is new is embedded."""
    copy_shipped_index(maintainer.data_dir)
    maintainer.write("regler.md", markdown(RULES))
    maintainer.list(entry("regler.md"), top='extends = "shipped"\nwithout = ["checks.jsonl"]')
    assert maintainer.ingest().embedded == len(RULES) + len(OTHER_PARTS)
    assert maintainer.answered(LENGTH, "fjorten dager").title == TITLE
    assert maintainer.answered("Hvem leder Nemonoor?", "Digital Norway")
