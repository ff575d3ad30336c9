"""Every phrase exists in three languages with the same blanks."""

import string
from typing import get_args

import pytest

from knowledge.models import Language
from knowledge.wording import phrases, say

LANGUAGES: tuple[Language, ...] = get_args(Language)
KEYS = sorted(phrases("nb"))
# The same word in two languages, or a form without words of its own.
SHARED = frozenset({"evu", "contact_line", "in_place", "field_price"})


def blanks(text: str) -> set[str | None]:
    """The names of a template's blanks."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_all_languages_have_the_same_phrases() -> None:
    assert {language: sorted(phrases(language)) for language in LANGUAGES} == dict.fromkeys(LANGUAGES, KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_a_phrase_has_the_same_blanks_in_every_language(key: str) -> None:
    """And every blank has a name."""
    found = [blanks(phrases(language)[key]) for language in LANGUAGES]
    assert found[0] == found[1] == found[2]
    assert "" not in found[0]


@pytest.mark.parametrize("key", [key for key in KEYS if key not in ("lead", "quoted_norwegian")])
def test_a_phrase_is_empty_in_no_language(key: str) -> None:
    """Only the remarks on a quote's language are: a reader of bokmål needs none."""
    assert [language for language in LANGUAGES if not phrases(language)[key].strip()] == []


@pytest.mark.parametrize("language", ["nn", "en"])
def test_phrases_are_translated(language: Language) -> None:
    """Sentences differ from bokmål; words and labels of a word or two may be shared by nynorsk and bokmål."""
    bokmaal, other = phrases("nb"), phrases(language)
    same = {key for key in KEYS if bokmaal[key] == other[key] and bokmaal[key]}
    sentences = {key for key in same if len(bokmaal[key].split()) > 5}
    assert sentences == set()
    longer = {key for key in KEYS if len(bokmaal[key].split()) > 3}
    assert len(same & longer) < len(longer) / (5 if language == "nn" else 15)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_that_is_offered_is_a_whole_question(language: Language) -> None:
    """Clicking an option asks it as it stands."""
    options = [text for key, text in phrases(language).items() if "option_" in key]
    assert len(options) >= 7
    assert all(text.endswith("?") for text in options)


def test_saying_fills_the_blanks() -> None:
    assert "Prøvelaget" in say("nb", "refused_unknown", names="Prøvelaget")
    with pytest.raises(KeyError):
        say("nb", "refused_unknown")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_value_with_braces_is_not_filled_again(language: Language) -> None:
    """What a person typed cannot reach the template."""
    assert "{limit}" in say(language, "refused_unknown", names="{limit}")
