"""Several courses side by side. All courses are made up."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from bot.rendering.answer import render_answer, texts
from bot.rendering.cards import course_cards
from bot.rendering.carousel import shown_courses
from bot.sandbox.blocks import check_message_blocks
from bot.wording import words

NB = words("nb")


def _courses(made_up: Any, many: int) -> list[Any]:
    return [
        made_up.shown_course(f"Oppdiktet kurs {n}", n, deadline="2030-05-16", price_nok=900) for n in range(1, many + 1)
    ]


def test_several_courses_are_a_carousel_that_says_what_the_plain_cards_say(made_up: Any) -> None:
    courses = _courses(made_up, 3)
    (carousel,) = shown_courses(courses, NB, made_up.today)
    assert carousel["type"] == "carousel"
    for card, plain in zip(carousel["elements"], course_cards(courses, NB, made_up.today), strict=True):
        said = " ".join(" ".join(texts(card)).replace("\u00a0", " ").split())
        for line in "".join(texts(plain)).split("\n"):
            for part in line.split(" · Åpne")[0].split(" · "):
                assert part.replace("\u00a0", " ") in said


def test_a_course_alone_and_one_that_does_not_fit_stand_on_plain_cards(made_up: Any) -> None:
    long = made_up.shown_course("Oppdiktet", 3, start_note="oppdiktet merknad " * 12)
    marked = made_up.shown_course("Oppdiktet *kurs*", 3)
    for courses in (_courses(made_up, 1), [*_courses(made_up, 2), long], [*_courses(made_up, 2), marked]):
        assert shown_courses(courses, NB, made_up.today) == course_cards(courses, NB, made_up.today)


def test_a_ping_in_a_course_is_shown_and_does_nothing(made_up: Any) -> None:
    courses = [*_courses(made_up, 2), made_up.shown_course("<!channel> & <@U1>", 3)]
    (carousel,) = shown_courses(courses, NB, made_up.today)
    assert carousel["elements"][2]["title"]["text"].startswith("&lt;!channel&gt; &amp; &lt;@U1&gt; (TST1001)")


def test_more_courses_than_are_shown_are_counted(made_up: Any) -> None:
    carousel, more = shown_courses(_courses(made_up, 8), NB, made_up.today)
    assert len(carousel["elements"]) == 5
    assert more["elements"][0]["text"] == "og 3 kurs til"


def test_the_text_alone_names_every_course_of_a_carousel(made_up: Any) -> None:
    answer = made_up.answer("Dette fant jeg:", courses=tuple(_courses(made_up, 3)))
    message = render_answer(answer, answer_id="a1", words=NB, today=made_up.today)
    assert all(f"Oppdiktet kurs {n} (TST1001)" in message.text for n in (1, 2, 3))


def test_a_carousel_is_what_slack_takes(made_up: Any) -> None:
    shown = shown_courses(_courses(made_up, 5), NB, made_up.today)
    check_message_blocks(shown)
    reference = os.environ.get("BROBYGGER_REFERENCE")
    if not reference:
        pytest.skip("BROBYGGER_REFERENCE names no folder with Slack's schemas")
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((Path(reference) / "slack/ref/ts/XBlock.schema.json").read_text(encoding="utf-8"))
    assert [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(shown[0])] == []
