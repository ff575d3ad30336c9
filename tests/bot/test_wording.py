"""The three languages say the same things."""

import re

import pytest

from bot.wording import LANGUAGES, words
from knowledge.models import Language

_PLACE = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys_in_the_same_order(language: Language) -> None:
    assert list(words(language).entries) == list(words("nb").entries)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_takes_the_same_values(language: Language) -> None:
    for key, text in words(language).entries.items():
        assert set(_PLACE.findall(text)) == set(_PLACE.findall(words("nb").entries[key])), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_too_long_for_where_it_stands(language: Language) -> None:
    said = words(language)
    assert all(text.strip() for text in said.entries.values())
    assert all(len(said.say(key)) <= 24 for key in ("source.modal_title", "source.close"))
    assert all(len(text) <= 75 for text in said.lines("examples")), "an example is a button"


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        words("nb").say("no.such_key")
