"""Words, stems, 4-grams and folding, and the lists of words behind them."""

from collections import Counter
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.wordlists import wordlist, wordpairs
from knowledge.words import STOP_WORDS, content_words, fold, grams, stem, stems, words

LISTS = ("stop", "light", "nb", "nn", "en")
PAIRS = ("nynorsk", "expansions")


def raw(name: str) -> str:
    """A list as it stands in its file."""
    return (files("knowledge.wordlists") / name).read_text(encoding="utf-8")


def test_words_are_lower_case_and_decimal_numbers_whole() -> None:
    assert words("Kurset gir 7,5 STUDIEPOENG (ikke 10.0)!") == ["kurset", "gir", "7,5", "studiepoeng", "ikke", "10.0"]


def test_a_letter_and_its_mark_are_one_letter() -> None:
    """Decomposed å is the same word as composed å."""
    assert words("a\u030apen") == ["åpen"]


def test_content_words_leave_out_what_says_nothing() -> None:
    assert content_words("Hva er det med garn og ull?") == ["garn", "ull"]


def test_stems_join_the_forms_of_a_word() -> None:
    """Norwegian and English have stemmers of their own."""
    assert stem("avtalene", "nb") == stem("avtalen", "nb") == stem("avtalene", "nn")
    assert stem("courses", "en") == stem("course", "en")
    assert stems("avtalene og kursene", "nb") == [stem("avtalene", "nb"), stem("kursene", "nb")]


def test_grams_find_the_parts_of_a_compound() -> None:
    """Short words stay whole."""
    assert grams("garn ull") == ["garn", "ull"]
    assert set(grams("strikking")) <= set(grams("lavterskelstrikking"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("host", "høst"), ("hoest", "høst"), ("aarlig", "årlig"), ("baerekraft", "bærekraft"), ("barekraft", "bærekraft"),
     ("GJOVIK", "Gjøvik"), ("alesund", "Ålesund"), ("kafé", "kafe")],
)  # fmt: skip
def test_folding_reads_what_is_typed_without_norwegian_letters(typed: str, meant: str) -> None:
    assert fold(typed) == fold(meant)


@given(st.text(max_size=40))
def test_words_never_hold_space_or_capitals(text: str) -> None:
    """Whatever is typed, words are usable as terms."""
    for word in words(text):
        assert word == word.casefold()
        assert not any(char.isspace() for char in word)


@given(st.text(max_size=40))
def test_content_words_are_words_that_are_no_stop_words(text: str) -> None:
    assert content_words(text) == [word for word in words(text) if word not in STOP_WORDS]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_sorted_without_doubles_and_in_lower_case(name: str) -> None:
    """So that a change shows as one line and nothing stands twice."""
    listed = raw(f"{name}.txt").split()
    assert [word for word, times in Counter(listed).items() if times > 1] == []
    assert listed == sorted(listed)
    assert all(word == word.casefold() for word in listed)
    assert wordlist(name) == set(listed)


@pytest.mark.parametrize("name", PAIRS)
def test_pairs_are_sorted_two_by_two_and_no_word_is_mapped_twice(name: str) -> None:
    lines = raw(f"{name}.tsv").splitlines()
    left = [line.split("\t")[0] for line in lines]
    assert all(len([part for part in line.split("\t") if part.strip()]) == 2 for line in lines)
    assert left == sorted(set(left))
    assert [pair[0] for pair in wordpairs(name)] == left


def test_a_telling_word_tells_one_language() -> None:
    """No word is both bokmål and nynorsk."""
    assert wordlist("nb") & wordlist("nn") == set()
