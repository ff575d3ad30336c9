"""A search can be narrowed by what each chunk says of itself."""

from datetime import date

import pytest

from knowledge.masks import ANYWHERE, Masks, Within
from knowledge.models import CitationKind, Language, Provenance
from tests.knowledge.made_up import chunk


def dated(when: str | None, valid_from: str | None = None, valid_to: str | None = None) -> Provenance:
    """Where a made-up chunk comes from."""
    return Provenance("Prøvehuset", date=when, valid_from=valid_from, valid_to=valid_to)


CHUNKS = (
    chunk("a", "Votter.", provenance=dated("2020-03-04")),
    chunk("a", "Mittens.", language="en", provenance=dated("2020-03-04")),
    chunk("b", "Garn.", provenance=dated("2021"), kind=CitationKind.RECORD),
    chunk("c", "Vev.", provenance=dated(None, "2020-01-01", "2021")),
    chunk("d", "Wool.", language="en", document_id="loftet", provenance=dated("2022-01", "2022-01")),
)
MASKS = Masks(CHUNKS)


@pytest.mark.parametrize(
    ("within", "found"),
    [
        (ANYWHERE, "aabcd"), (Within(sources=frozenset({"a", "c", "unknown"})), "aac"),
        (Within(sources=frozenset()), ""),
        (Within(kinds=frozenset({CitationKind.RECORD})), "b"), (Within(languages=frozenset({"en"})), "ad"),
        (Within(documents=frozenset({"loftet"})), "d"), (Within(written_by=date(2020, 3, 3)), "c"),
        (Within(written_by=date(2021, 6, 1)), "aabc"), (Within(valid_on=date(2019, 12, 31)), "aab"),
        (Within(valid_on=date(2021, 12, 31)), "aabc"), (Within(valid_on=date(2022, 1, 1)), "aabd"),
        (Within(languages=frozenset({"en"}), sources=frozenset({"a"})), "a"),
    ],
)  # fmt: skip
def test_a_mask_holds_what_lies_within(within: Within, found: str) -> None:
    """What has no date or no period is always there; a period ends with the last day of its last year."""
    assert "".join(c.source_id for c, kept in zip(CHUNKS, MASKS.of(within), strict=True) if kept) == found


@pytest.mark.parametrize(("language", "found"), [("nb", "abc"), ("nn", "abc"), ("en", "abcd")])
def test_each_source_is_read_once(language: Language, found: str) -> None:
    """In English where it was translated, else as it is; nobody who reads Norwegian is shown English."""
    readable = [c for c, kept in zip(CHUNKS, MASKS.readable(language), strict=True) if kept]
    assert "".join(c.source_id for c in readable) == found
    assert all(c.language == language for c in readable if c.source_id == "a" and language == "en")


def test_a_mask_is_made_once_and_cannot_be_changed() -> None:
    mask = MASKS.of(Within(written_by=date(2020, 1, 1)))
    assert MASKS.of(Within(written_by=date(2020, 1, 1))) is mask
    with pytest.raises(ValueError, match="read-only"):
        mask[0] = True


def test_many_masks_do_not_pile_up() -> None:
    masks = Masks(CHUNKS)
    first = masks.of(Within(sources=frozenset({"0"})))
    for n in range(40):
        masks.of(Within(sources=frozenset({str(n)})))
    assert masks.of(Within(sources=frozenset({"0"}))) is not first


def test_no_chunks_have_empty_masks() -> None:
    assert Masks(()).of(ANYWHERE).size == Masks(()).readable("en").size == 0
