"""How an answer came about, and how many did how: in words. All answers and numbers are made up."""

from typing import Any, get_args

import pytest

from bot.allowance import Allowance
from bot.rendering.answer import render_answer, texts
from bot.rendering.tallies import render_tallies
from bot.rendering.why import why_view
from bot.state.records import Tally
from bot.wording import LANGUAGES, words
from knowledge.models import Language, Outcome, WritingFailure, Written

NB = words("nb")
WRITTEN = Written(
    "test:oppdiktet",
    kept=3,
    repaired=1,
    dropped=(("number: 20 milliarder",), ("name: Oppdiktet Person", "meaning: 0.41", "annet: y"), ("noe_nytt: x",)),
    requests=2,
    tokens_in=1234,
    tokens_out=56,
    cost=0.0123,
    latency=3.21,
    first_sentence=0.9,
)


def _told(made_up: Any, **changes: Any) -> str:
    return "\n".join(texts(why_view(made_up.answer(**changes), NB)["blocks"]))


def test_it_says_what_the_answer_rests_on_and_that_no_model_was_asked(made_up: Any) -> None:
    told = _told(made_up)
    assert told.split("\n") == [
        "Kildene har svar på spørsmålet.",
        "Svaret er satt sammen av kildenes egne setninger og opplysninger, uten språkmodell.",
        "Svaret bygger på",
        "[1] Oppdiktet utgiver – Om ingenting – 20. november 2029",
    ]


def test_it_names_the_model_and_counts_sentences_tokens_cost_and_seconds(made_up: Any) -> None:
    told = _told(made_up, written=WRITTEN)
    assert "En språkmodell (test:oppdiktet) har formulert svaret." in told
    assert "Setninger vist: 3, av dem 1 etter retting. Utelatt: 3." in told
    assert "1\u00a0234 tokener inn og 56 ut · kostnad 0,0123" in told
    assert "3,2 s i alt · første setning etter 0,9 s" in told


def test_reasons_are_told_by_kind_and_never_by_what_was_not_proven(made_up: Any) -> None:
    told = _told(made_up, written=WRITTEN)
    assert "et tall som ikke står i kilden (1)" in told
    assert "ikke bevist på annen måte (1)" in told
    for piece in ("20 milliarder", "Oppdiktet Person", "0.41", "noe_nytt"):
        assert piece not in told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", get_args(WritingFailure))
def test_every_failure_has_words_in_every_language(kind: str, language: Language, made_up: Any) -> None:
    said = words(language)
    for kept in (0, 1):
        written = Written("m", kept=kept, failure=kind)  # type: ignore[arg-type]  # every value of the type
        told = "\n".join(texts(why_view(made_up.answer(written=written), said)["blocks"]))
        assert said.say(f"failure.{kind}") in told


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_is_told(outcome: Outcome, made_up: Any) -> None:
    assert NB.say(f"why.{outcome.value}") in _told(made_up, outcome=outcome)


def test_the_button_stands_where_a_model_was_asked_and_nowhere_else(made_up: Any) -> None:
    def labels(**changes: Any) -> list[str]:
        message = render_answer(made_up.answer(**changes), answer_id="a1", words=NB, today=made_up.today)
        return [e["action_id"] for b in message.blocks if b["type"] == "actions" for e in b["elements"]]

    assert "why" in labels(written=WRITTEN)
    assert "why" not in labels()


def test_a_note_stands_beneath_the_sources_and_last_in_the_text(made_up: Any) -> None:
    answer = made_up.answer(note="Oppdiktet <merknad>.\nTo linjer.")
    message = render_answer(answer, answer_id="a1", words=NB, today=made_up.today)
    assert message.blocks[2]["elements"][0]["text"] == "Oppdiktet <merknad>. To linjer."
    assert message.text.endswith("\n\nOppdiktet &lt;merknad&gt;. To linjer.")
    shown = [block for block in message.beneath if block["type"] == "context"]
    assert shown[1]["elements"][0]["text"] == "Oppdiktet <merknad>. To linjer."


def test_what_goes_under_a_text_is_everything_but_the_text(made_up: Any) -> None:
    text = "En setning. [1]\n• Oppdiktet funksjon (Oppdiktet etat): post@example.org [1]\nEn merknad."
    answer = made_up.answer(text, contacts=(made_up.shown_contact(),))
    message = render_answer(answer, answer_id="a1", words=NB, today=made_up.today)
    assert "En setning." not in "\n".join(texts(list(message.beneath)))
    assert "post@example.org" in "\n".join(texts(list(message.beneath)))
    assert message.body == "En setning. [1]\nEn merknad."


TALLY = Tally(
    answers=1200,
    written=30,
    cut={"slow": 2},
    fallen_back={"unreachable": 6, "unproven": 4},
    kept=90,
    repaired=3,
    dropped=12,
    tokens_in=40_000,
    tokens_out=3_000,
    cost=1.5,
    models=("test:oppdiktet",),
)


def test_a_tally_tells_rates_kinds_tokens_cost_and_what_is_left(made_up: Any) -> None:
    left = Allowance(requests=100, tokens=None, requests_used=40, tokens_used=43_000)
    message = render_tallies([("tally.day", Tally()), ("tally.week", TALLY)], left, NB)
    assert "• 0 svar i alt\n• 0 formulert av språkmodell\nSiste 7 dager:" in message.text
    for line in (
        "• 1\u00a0200 svar i alt",
        "• avbrutt underveis: modellen brukte for lang tid (2)",
        "• 10 falt tilbake på kildenes egne setninger (25 %): "
        "modellen kunne ikke nås (6), ingen setning kunne bevises (4)",
        "• setninger: 90 vist (3 etter retting), 12 utelatt",
        "• tokener: 40\u00a0000 inn, 3\u00a0000 ut",
        "• kostnad: 1,5",
        "• modell: test:oppdiktet",
        "Igjen av dagens budsjett: 60 av 100 forespørsler.",
    ):
        assert line in message.text
    assert "40\u00a0000" in "\n".join(texts(list(message.blocks)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_model_or_a_budget_that_is_said(language: Language) -> None:
    said = words(language)
    assert said.say("tally.no_model") in render_tallies([], None, said).text
    assert said.say("tally.no_limit") in render_tallies([], Allowance(None, None, 3, 4), said).text
