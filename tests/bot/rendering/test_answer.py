"""What an answer looks like in Slack. All answers are made up."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from bot.rendering.answer import TEXT_IN_ALL, render_answer, render_shared, texts
from bot.rendering.blocks import MESSAGE_BLOCKS, Rendered
from bot.wording import words
from knowledge.models import Answer, Outcome

NB = words("nb")


def _render(answer: Answer, made_up: Any, **more: Any) -> Rendered:
    return render_answer(answer, answer_id="a1", words=words(answer.language), today=made_up.today, **more)


def _types(message: Rendered) -> list[str]:
    return [block["type"] for block in message.blocks]


def _buttons(message: Rendered) -> dict[str, dict[str, Any]]:
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return {element["action_id"]: element for row in rows for element in row}


def test_a_plain_answer_is_text_sources_button_and_feedback(made_up: Any) -> None:
    message = _render(made_up.answer(), made_up)
    assert _types(message) == ["rich_text", "context", "actions", "context_actions"]
    assert _buttons(message)["show_sources"]["value"] == "a1"


def test_a_mark_opens_the_page_it_cites_and_stays_with_the_last_word(made_up: Any) -> None:
    body = _render(made_up.answer("Påstand. [1]"), made_up).blocks[0]
    assert body["elements"][0]["elements"] == [
        {"type": "text", "text": "Påstand.\u00a0"},
        {"type": "link", "url": "https://example.org/side", "text": "[1]", "style": {"code": True}},
    ]


def test_a_number_in_brackets_that_cites_nothing_stays_text(made_up: Any) -> None:
    body = _render(made_up.answer("Fra boka [2019] og [7]."), made_up).blocks[0]
    assert body["elements"][0]["elements"] == [{"type": "text", "text": "Fra boka [2019] og [7]."}]


def test_a_mark_without_an_address_is_set_apart_but_no_link(made_up: Any) -> None:
    citation = made_up.citation(provenance=made_up.provenance(url=None))
    body = _render(made_up.answer("Påstand [1]", citations=(citation,)), made_up).blocks[0]
    assert body["elements"][0]["elements"][1] == {"type": "text", "text": "[1]", "style": {"code": True}}


def test_list_lines_become_a_list(made_up: Any) -> None:
    body = _render(made_up.answer("Innledning:\n\n• én [1]\n• to\n\nSlutt."), made_up).blocks[0]
    assert [part["type"] for part in body["elements"]] == ["rich_text_section", "rich_text_list", "rich_text_section"]
    assert len(body["elements"][1]["elements"]) == 2


def test_a_card_takes_the_place_of_the_list_line_it_repeats(made_up: Any) -> None:
    text = "Jeg fant dette:\n• TST1001 Oppdiktet kurs [1]\nSjekk det selv."
    message = _render(made_up.answer(text, courses=(made_up.shown_course(),)), made_up)
    before, card, after = ("".join(texts(block)) for block in message.blocks[:3])
    assert (before, after) == ("Jeg fant dette:", "Sjekk det selv.")
    assert card.startswith("Oppdiktet kurs (TST1001)\u00a0[1]")


def test_a_list_line_with_the_english_title_and_no_price_is_a_repeat_too(made_up: Any) -> None:
    shown = made_up.shown_course(price_nok=0, delivery="nettbasert")
    course = made_up.course(title_en="Made-up course")
    text = "I found this:\n• TST1001 Made-up course · 7.5 credits · free · nettbasert [1]"
    message = _render(made_up.answer(text, language="en", courses=(type(shown)(course, shown.offering, 1),)), made_up)
    before, card = ("".join(texts(block)) for block in message.blocks[:2])
    assert before == "I found this:"
    assert card.startswith("Made-up course (TST1001)")
    assert "Price: free" in card


def test_a_course_in_detail_is_named_once_and_keeps_what_the_card_does_not_say(made_up: Any) -> None:
    text = "TST1001 Oppdiktet kurs [1]\nPris: 12\u00a0000 kr. [1]\nSted: Gjøvik. [1]\nVarighet: to dager. [1]"
    shown = made_up.shown_course(price_nok=12000, location="Gjøvik")
    message = _render(made_up.answer(text, courses=(shown,)), made_up)
    assert "".join(texts(list(message.blocks))).count("12\u00a0000") == 1
    assert "".join(texts(message.blocks[1])) == "Varighet: to dager.\u00a0[1]"


def test_an_answer_on_the_same_source_is_no_repeat_when_a_word_differs(made_up: Any) -> None:
    text = "Kilden oppgir ikke pris. [1]"
    message = _render(made_up.answer(text, courses=(made_up.shown_course(),)), made_up)
    assert "Kilden oppgir ikke pris." in "".join(texts(message.blocks[0]))


def test_a_list_line_that_says_more_than_the_card_is_kept(made_up: Any) -> None:
    text = "Jeg fant dette:\n• TST1001 Oppdiktet kurs, bare for voksne [1]"
    message = _render(made_up.answer(text, courses=(made_up.shown_course(),)), made_up)
    assert "bare for voksne" in "".join(texts(message.blocks[0]))
    assert message.blocks[1]["text"]["text"] == "Kurs"


def test_the_text_alone_names_a_course_once(made_up: Any) -> None:
    courses = (made_up.shown_course(), made_up.shown_course("Et annet kurs", n=2))
    message = _render(made_up.answer("• Oppdiktet kurs (TST1001) [1]", courses=courses), made_up)
    assert message.text.count("Oppdiktet kurs") == 1
    assert "• Et annet kurs (TST1001); 7,5 studiepoeng" in message.text


def test_source_lines_that_are_the_same_share_one(made_up: Any) -> None:
    citations = (made_up.citation(1), made_up.citation(2), made_up.citation(3, section="Noe annet"))
    message = _render(made_up.answer(citations=citations), made_up)
    assert message.blocks[1]["elements"][0]["text"].split("\n") == [
        "[1] [2] Oppdiktet utgiver – Om ingenting – 20. november 2029",
        "[3] Oppdiktet utgiver – Noe annet – 20. november 2029",
    ]


def test_mentions_and_markup_in_an_answer_do_nothing(made_up: Any) -> None:
    message = _render(made_up.answer("<!channel> <@U1> *fet* & <https://x.example|her>", citations=()), made_up)
    element = message.blocks[0]["elements"][0]["elements"][0]
    assert element == {"type": "text", "text": "<!channel> <@U1> *fet* & <https://x.example|her>"}
    assert message.text == "&lt;!channel&gt; &lt;@U1&gt; *fet* &amp; &lt;https://x.example|her&gt;"


def test_control_and_direction_characters_are_left_out(made_up: Any) -> None:
    message = _render(made_up.answer("a\x00b\x1b[31mc\u202ed\u2066e", citations=()), made_up)
    assert next(iter(texts(list(message.blocks)))) == "ab[31mcde"


def test_no_field_of_a_source_is_read_as_markup(made_up: Any) -> None:
    evil = "*<!here>* `x`"
    citation = made_up.citation(section=evil, title=evil, provenance=made_up.provenance(publisher=evil))
    message = _render(made_up.answer(citations=(citation,)), made_up)
    assert "mrkdwn" not in json.dumps(message.blocks)
    assert "<!here>" not in message.text


def test_source_lines_say_publisher_section_and_date(made_up: Any) -> None:
    undated = made_up.citation(2, section="", provenance=made_up.provenance(date=None))
    message = _render(made_up.answer(citations=(made_up.citation(), undated)), made_up)
    assert message.blocks[1]["elements"][0]["text"].split("\n") == [
        "[1] Oppdiktet utgiver – Om ingenting – 20. november 2029",
        "[2] Oppdiktet utgiver – Oppdiktet faktaark – udatert",
    ]


def test_the_text_alone_holds_answer_and_sources(made_up: Any) -> None:
    message = _render(made_up.answer(), made_up)
    assert message.text == (
        "Et oppdiktet svar. [1]\n\nKilder:\n[1] Oppdiktet utgiver – Om ingenting – 20. november 2029"
    )


@pytest.mark.parametrize("outcome", [Outcome.CLARIFY, Outcome.FAILED])
def test_a_question_back_or_a_failure_asks_for_no_feedback(outcome: Outcome, made_up: Any) -> None:
    assert "context_actions" not in _types(_render(made_up.answer(outcome=outcome), made_up))


def test_a_refusal_can_be_judged_and_a_greeting_cannot(made_up: Any) -> None:
    refused = made_up.answer("Det sier ikke kildene noe om.", outcome=Outcome.REFUSED, citations=())
    greeting = made_up.answer("Hei!", citations=(), intent="greeting")
    assert "context_actions" in _types(_render(refused, made_up))
    assert _types(_render(greeting, made_up)) == ["rich_text"]


def test_a_refusal_without_a_door_offers_what_can_be_answered(made_up: Any) -> None:
    refused = made_up.answer("Det sier ikke kildene noe om.", outcome=Outcome.REFUSED, citations=())
    with_door = made_up.answer("Nei.", outcome=Outcome.REFUSED, contacts=(made_up.shown_contact(),))
    values = [button["value"] for name, button in _buttons(_render(refused, made_up)).items() if "ask_" in name]
    assert values == list(NB.lines("examples"))
    assert "ask_0" not in _buttons(_render(with_door, made_up))


def test_an_option_that_is_a_button_stands_not_in_the_text_as_well(made_up: Any) -> None:
    text = "Hva mener du, for eksempel:\n• Oppdiktet A?\n• noe annet"
    answer = made_up.answer(text, outcome=Outcome.CLARIFY, citations=(), options=("Oppdiktet A?",))
    message = _render(answer, made_up)
    said = "".join(texts(list(message.blocks)))
    assert said.count("Oppdiktet A?") == 1
    assert "noe annet" in said
    assert "Mener du" not in said


def test_a_shared_question_back_keeps_its_options_as_text(made_up: Any) -> None:
    answer = made_up.answer("Hva mener du?\n• Oppdiktet A?", outcome=Outcome.CLARIFY, options=("Oppdiktet A?",))
    message = render_shared(answer, answer_id="a1", question="hva?", sharer="U1", words=NB, today=made_up.today)
    assert "Oppdiktet A?" in "".join(texts(list(message.blocks)))


def test_options_are_buttons_that_carry_the_whole_question(made_up: Any) -> None:
    long = "Hva " + "gjelder " * 20 + "?"
    options = (long, "b?", "c?", "d?", "e?", "f?")
    message = _render(made_up.answer("Hva mener du?", outcome=Outcome.CLARIFY, options=options), made_up)
    buttons = _buttons(message)
    assert buttons["ask_0"]["value"] == long.strip()
    assert len(buttons["ask_0"]["text"]["text"]) <= 75
    assert "ask_4" in buttons and "ask_5" not in buttons


def test_a_private_answer_repeats_the_question_and_can_be_shared(made_up: Any) -> None:
    message = _render(made_up.answer(), made_up, asked="hva er dette?", shareable=True)
    assert message.blocks[0]["elements"][0]["text"] == "Spørsmål: hva er dette?"
    assert _buttons(message)["share_answer"]["value"] == "a1"


def test_a_shared_answer_says_who_shared_it_and_what_was_asked(made_up: Any) -> None:
    message = render_shared(
        made_up.answer(), answer_id="a1", question="hva <b>?", sharer="U1", words=NB, today=made_up.today
    )
    intro = message.blocks[0]["elements"][0]["elements"]
    assert intro[0] == {"type": "user", "user_id": "U1"}
    assert intro[2]["text"] == "hva <b>?"
    assert "share_answer" not in _buttons(message)
    assert "hva &lt;b&gt;?" in message.text


def test_the_frame_follows_the_language_of_the_answer(made_up: Any) -> None:
    assert "Show sources" in json.dumps(_render(made_up.answer(language="en"), made_up).blocks)
    assert "Vis kjelder" in json.dumps(_render(made_up.answer(language="nn"), made_up).blocks)


def _enormous(made_up: Any) -> Answer:
    citations = tuple(made_up.citation(n, section="x" * 900, quote="q" * 9000) for n in range(1, 41))
    courses = tuple(made_up.shown_course("t" * 5000, n, start_note="s" * 5000) for n in range(1, 31))
    contacts = tuple(made_up.shown_contact("v" * 5000, n, note="n" * 5000) for n in range(1, 31))
    text = "\n".join(f"• {'ord ' * 50}[{n}]" for n in range(1, 300))
    made = made_up.answer(text, citations=citations, courses=courses, contacts=contacts, options=("o" * 9000,) * 9)
    assert isinstance(made, Answer)
    return made


def test_an_enormous_answer_goes_on_in_further_messages_that_fit(made_up: Any) -> None:
    first = _render(_enormous(made_up), made_up, asked="s" * 5000, shareable=True)
    messages = [first, *first.further]
    for message in messages:
        assert len(message.blocks) <= MESSAGE_BLOCKS
        assert sum(map(len, texts(list(message.blocks)))) <= TEXT_IN_ALL
        assert len(message.text) <= 4000
    said = "".join(part for message in messages for part in texts(list(message.blocks)))
    assert said.replace("\u00a0", " ").count("ord ") == 299 * 50
    assert ["Vis kilder" in json.dumps(message.blocks) for message in messages[-2:]] == [False, True]
    assert all(message.text.endswith("Fortsetter i neste melding.") for message in messages[:-1])
    assert "Spørsmål: s" in json.dumps(first.blocks, ensure_ascii=False)


def test_every_block_satisfies_the_published_block_schema(made_up: Any) -> None:
    reference = os.environ.get("BROBYGGER_REFERENCE")
    if not reference:
        pytest.skip("BROBYGGER_REFERENCE names no folder with Slack's schemas")
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((Path(reference) / "slack/ref/ts/XBlock.schema.json").read_text(encoding="utf-8"))
    check = jsonschema.Draft7Validator(schema)
    small = made_up.answer(
        courses=(made_up.shown_course(start="2031"),), contacts=(made_up.shown_contact(),), options=("Hva da?",)
    )
    for answer in (small, _enormous(made_up)):
        first = _render(answer, made_up, asked="spurt", shareable=True)
        for block in (block for message in (first, *first.further) for block in message.blocks):
            assert [error.message for error in check.iter_errors(block)] == [], block["type"]
