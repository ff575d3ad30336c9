"""Nynorsk and other words for the same thing reach the words of the sources."""

import re
from collections import Counter

import pytest

from knowledge.nynorsk import WORDS, in_sources_words, to_bokmaal
from knowledge.synonyms import GROUPS, canonical


@pytest.mark.parametrize(
    ("nynorsk", "bokmaal"),
    [
        ("Finst det tenester for verksemder?", "finnes det tjenester for virksomheter?"),
        ("moglegheiter", "muligheter"), ("kor mykje kostar vidareutdanning", "hvor mye koster videreutdanning"),
        ("Heimeside", "hjemmeside"), ("NAIL", "NAIL"), ("samarbeidsavtalen", "samarbeidsavtalen"),
    ],
)  # fmt: skip
def test_nynorsk_words_become_the_sources_words(nynorsk: str, bokmaal: str) -> None:
    """Only whole words are replaced; everything else stays."""
    assert to_bokmaal(nynorsk) == bokmaal


COUNTS = {"skoleleder": 3, "vottene": 5, "strikket": 2, "garnene": 1, "huset": 9, "bygde": 1, "bygget": 20}


@pytest.mark.parametrize(
    ("nynorsk", "bokmaal"),
    [
        ("skuleleiar", "skoleleder"), ("vottane", "vottene"), ("strikka", "strikket"), ("garnane", "garnene"),
        ("huset", "huset"), ("kvifor", "hvorfor"), ("bygda", "bygde"), ("romskipane", "romskipane"),
        ("Vottane", "Vottane"),
    ],
)  # fmt: skip
def test_forms_of_nynorsk_words_are_found_by_rule(nynorsk: str, bokmaal: str) -> None:
    """Only such as the sources use; what has a capital may be a name."""
    assert in_sources_words(nynorsk, COUNTS, is_nynorsk=True) == bokmaal


def test_bokmaal_keeps_the_words_that_the_sources_use() -> None:
    """A word that both have keeps its bokmål sense; one that only nynorsk has is replaced all the same."""
    assert in_sources_words("skot og vottane", {"skot": 1, "vottene": 1}, is_nynorsk=False) == "skot og vottene"


def test_translating_twice_changes_nothing_more() -> None:
    """No word is mapped to one that is itself mapped."""
    assert {word for word, meant in WORDS.items() if to_bokmaal(meant) != meant} == set()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("kurs i cyber security", "kurs i digital sikkerhet"),
        ("courses about AI", "courses about kunstig intelligens"), ("KI-kurs", "KI-kurs"),
        ("ML eller deep learning", "maskinlæring eller dyp læring"), ("railway courses", "jernbane courses"),
        ("aircraft", "aircraft"), ("Machine Learning", "maskinlæring"),
    ],
)  # fmt: skip
def test_variants_become_the_catalogues_word(asked: str, found: str) -> None:
    """Whole words in any case; parts of words and of compounds with a hyphen stay."""
    assert canonical(asked) == found


def test_no_variant_belongs_to_two_groups() -> None:
    variants = Counter(name for group in GROUPS for name in group)
    assert [name for name, times in variants.items() if times > 1] == []


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group[0])
def test_every_variant_of_a_group_leads_to_its_first_word(group: tuple[str, ...]) -> None:
    assert {canonical(variant) for variant in group} == {group[0]}


def test_variants_are_written_in_lower_case_without_odd_signs() -> None:
    assert [name for group in GROUPS for name in group if not re.fullmatch(r"[a-zæøå -]+", name)] == []
