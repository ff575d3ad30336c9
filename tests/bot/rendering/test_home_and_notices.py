"""The Home tab and the short messages."""

from dataclasses import replace
from typing import Any

import pytest

from bot.rendering.answer import texts
from bot.rendering.home import home_view
from bot.rendering.notices import asked_from_home, command_help, notice
from bot.wording import LANGUAGES, words
from knowledge.models import Language


def test_home_says_how_fresh_the_sources_are(made_up: Any) -> None:
    text = "\n".join(texts(home_view(made_up.info(), words("nb"), 90)["blocks"]))
    assert "Kildene ble sist lest inn 1. mai 2030." in text
    assert "Den nyeste dateringen i kildene er 20. november 2029." in text
    assert "én kilde, 1\u00a0200 kurs og 7 kontaktpunkter" in text
    assert "inntil 90 dager" in text


def test_one_of_a_kind_is_counted_in_the_singular(made_up: Any) -> None:
    info = replace(made_up.info(), courses=1, contacts=1)
    assert "Jeg kjenner én kilde, ett kurs og ett kontaktpunkt." in "".join(
        texts(home_view(info, words("nb"), 1)["blocks"])
    )
    assert "stored for up to one day," in "".join(texts(home_view(info, words("en"), 1)["blocks"]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_offers_four_questions_in_every_language(language: Language, made_up: Any) -> None:
    view = home_view(made_up.info(), words(language), 90)
    row = next(block for block in view["blocks"] if block["type"] == "actions")
    assert [button["value"] for button in row["elements"]] == list(words(language).lines("examples"))
    assert len(row["elements"]) == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_names_every_subcommand(language: Language) -> None:
    assert command_help(words(language)).text.count("/bro ") == 8


def test_a_notice_escapes_what_it_repeats() -> None:
    assert notice("Jeg kjenner ikke «<!channel>».").text == "Jeg kjenner ikke «&lt;!channel&gt;»."


def test_a_question_from_home_names_the_one_who_asked() -> None:
    message = asked_from_home("U1", "hva?", words("nb"))
    assert message.text == "<@U1> spurte fra Hjem-fanen: hva?"
