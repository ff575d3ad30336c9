"""Course and contact cards. All courses and contacts are made up."""

import json
from dataclasses import replace
from typing import Any

from bot.rendering.answer import texts
from bot.rendering.cards import contact_cards, contact_title, course_cards
from bot.wording import words

NB, EN = words("nb"), words("en")
LINK = "Åpne\u00a0side\u00a0på\u00a0example.org"


def _text(card: Any) -> str:
    return "".join(texts(card))


def test_a_card_says_what_is_known_and_what_is_not(made_up: Any) -> None:
    shown = made_up.shown_course(delivery="nettbasert", location="Gjøvik", price_nok=12000)
    assert _text(course_cards([shown], NB, made_up.today)[0]).split("\n") == [
        "Oppdiktet kurs (TST1001)\u00a0[1]",
        "7,5 studiepoeng · nettbasert · Gjøvik",
        "Pris: 12\u00a0000 kr – oppgitt per oktober 2029",
        f"Oppstart, søknadsfrist: ikke oppgitt · {LINK}",
    ]


def test_facts_are_dated_where_nothing_else_is(made_up: Any) -> None:
    assert _text(course_cards([made_up.shown_course(location="Gjøvik")], NB, made_up.today)[0]).split("\n")[1:] == [
        "7,5 studiepoeng · Gjøvik – oppgitt per oktober 2029",
        f"Oppstart, søknadsfrist, pris: ikke oppgitt · {LINK}",
    ]


def test_a_deadline_that_has_passed_is_marked(made_up: Any) -> None:
    shown = made_up.shown_course(deadline="2030-05-16", start="2030-08", start_note="høst")
    text = _text(course_cards([shown], NB, made_up.today))
    assert "Søknadsfrist: 16. mai 2030 (fristen er passert)\n" in text
    assert "Oppstart: august 2030 (høst)\n" in text


def test_several_dates_and_prices_share_the_day_they_were_given(made_up: Any) -> None:
    shown = made_up.shown_course(deadline="2031-05-16", start="2031-08", price_nok=900)
    lines = _text(course_cards([shown], NB, made_up.today)).split("\n")
    assert lines[-1] == f"Oppgitt per oktober 2029 · {LINK}"
    assert "oppgitt" not in "".join(lines[:-1])


def test_the_offerings_of_a_course_share_a_card(made_up: Any) -> None:
    autumn = made_up.shown_course(start_note="høst", price_nok=900)
    spring = made_up.shown_course(start_note="vår", price_nok=900)
    cards = course_cards([autumn, spring], NB, made_up.today)
    assert len(cards) == 1
    assert "\nOppstart: høst; vår\nPris: 900 kr\n" in _text(cards)


def test_no_price_is_free_in_the_words_of_the_reader(made_up: Any) -> None:
    free = made_up.shown_course(price_nok=0)
    noted = made_up.shown_course(price_nok=0, price_note="gratis ifølge en oppdiktet kilde")
    assert "Pris: gratis – " in _text(course_cards([free], NB, made_up.today))
    assert "Price: free – " in _text(course_cards([free], EN, made_up.today))
    assert "Pris: gratis ifølge en oppdiktet kilde – " in _text(course_cards([noted], NB, made_up.today))


def test_a_note_and_the_passing_of_a_date_share_one_bracket(made_up: Any) -> None:
    text = _text(course_cards([made_up.shown_course(start="2029", start_note="høst 2029")], NB, made_up.today))
    assert "Oppstart: 2029 (høst 2029; har startet eller er avsluttet) – oppgitt" in text


def test_a_deadline_today_has_not_passed(made_up: Any) -> None:
    assert "passert" not in _text(course_cards([made_up.shown_course(deadline="2030-05-17")], NB, made_up.today))


def test_a_note_stands_where_there_is_no_value(made_up: Any) -> None:
    shown = made_up.shown_course(price_note="pris på forespørsel", start="2031", start_note="første samling")
    text = _text(course_cards([shown], NB, made_up.today))
    assert "Pris: pris på forespørsel\n" in text
    assert "Oppstart: 2031 (første samling)" in text


def test_numbers_and_dates_follow_the_language(made_up: Any) -> None:
    text = _text(course_cards([made_up.shown_course(price_nok=12000, deadline="2031-01-02")], EN, made_up.today))
    assert "7.5 credits" in text
    assert "NOK 12,000" in text
    assert "2 January 2031" in text


def test_five_courses_are_shown_and_the_rest_is_counted(made_up: Any) -> None:
    cards = course_cards([made_up.shown_course(f"Kurs {n}") for n in range(8)], NB, made_up.today)
    assert sum(card["type"] == "rich_text" for card in cards) == 5
    assert cards[-1]["elements"][0]["text"] == "og 3 kurs til"


def test_only_a_web_address_gets_a_link(made_up: Any) -> None:
    for url in ("javascript:alert(1)", "ftp://example.org", "https://", "https://ex ample.org", None):
        shown = made_up.shown_course()
        course = made_up.course(provenance=made_up.provenance(url=url))
        cards = course_cards([type(shown)(course, shown.offering, 1)], NB, made_up.today)
        assert '"link"' not in json.dumps(cards), url


def test_an_e_mail_address_is_a_mail_link_without_a_button(made_up: Any) -> None:
    cards = contact_cards([made_up.shown_contact("post@example.org")], NB)
    assert [card["type"] for card in cards] == ["rich_text"]
    assert {"type": "link", "url": "mailto:post@example.org", "text": "post@example.org"} in cards[0]["elements"][0][
        "elements"
    ]


def test_a_page_is_shown_once_as_people_write_it_and_opens_whole(made_up: Any) -> None:
    cards = contact_cards([made_up.shown_contact("https://www.example.org/kontakt/")], NB)
    link = {"type": "link", "url": "https://www.example.org/kontakt/", "text": "example.org/kontakt"}
    assert link in cards[0]["elements"][0]["elements"]
    assert len(cards) == 1


def test_a_contact_is_not_named_twice(made_up: Any) -> None:
    shown = made_up.shown_contact()
    for function, organisation, title in (
        ("Oppdiktet", "Oppdiktet (prøve)", "Oppdiktet (prøve)"),
        ("Oppdiktet (hovednettsted)", "Oppdiktet", "Oppdiktet (hovednettsted)"),
        ("Studiekontor", "Oppdiktet", "Studiekontor – Oppdiktet"),
    ):
        assert contact_title(replace(shown.contact, function=function, organisation=organisation)) == title


def test_any_other_channel_is_copied_as_it_stands(made_up: Any) -> None:
    cards = contact_cards([made_up.shown_contact("Oppdiktet gate 1\n0000 Ingensteds", note="bare for tester")], NB)
    assert "Oppdiktet gate 1\n0000 Ingensteds\nbare for tester" in _text(cards)
