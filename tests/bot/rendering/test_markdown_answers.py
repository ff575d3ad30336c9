"""What a language model writes in Markdown, as blocks. All texts are made up."""

from typing import Any

import pytest

from bot.rendering.answer import render_answer, texts
from bot.rendering.blocks import Block, Rendered
from bot.rendering.laying_out import as_blocks, laid_out
from bot.rendering.linking import is_disguised
from bot.rendering.pieces import pieces_of
from bot.rendering.reading_markdown import read_markdown
from bot.wording import words
from knowledge.models import Written

WRITTEN = Written("test:oppdiktet", kept=1)


def _render(text: str, made_up: Any) -> Rendered:
    answer = made_up.answer(text, written=WRITTEN)
    return render_answer(answer, answer_id="a1", words=words("nb"), today=made_up.today)


def _blocks(text: str) -> list[Block]:
    return [block for message in laid_out(pieces_of(read_markdown(text), {})) for block in as_blocks(message)]


def _elements(text: str) -> list[Block]:
    (block,) = _blocks(text)
    (section,) = block["elements"]
    elements: list[Block] = section["elements"]
    return elements


def test_markup_becomes_style_and_the_text_alone_has_none(made_up: Any) -> None:
    message = _render("Et **fett** ord og `kode`. [1]", made_up)
    assert message.blocks[0]["elements"][0]["elements"][1] == {"type": "text", "text": "fett", "style": {"bold": True}}
    assert message.text.startswith("Et fett ord og kode. [1]")


def test_the_sources_own_words_are_not_read_as_markdown(made_up: Any) -> None:
    message = render_answer(made_up.answer("Et **fett** ord."), answer_id="a1", words=words("nb"), today=made_up.today)
    assert "Et **fett** ord." in list(texts(message.blocks[0]))


def test_a_table_is_a_table_with_its_alignment() -> None:
    (table,) = _blocks("| Kurs | Pris |\n|---|--:|\n| A | **100** |\n| B | |")
    assert table["type"] == "table"
    assert [setting["align"] for setting in table["column_settings"]] == ["left", "right"]
    assert [list(texts(row)) for row in table["rows"]] == [["Kurs", "Pris"], ["A", "100"], ["B", "–"]]


def test_a_second_table_goes_on_in_the_next_message() -> None:
    table = "| a |\n|---|\n| b |"
    assert [len(message) for message in laid_out(pieces_of(read_markdown(f"{table}\n\nOg\n\n{table}"), {}))] == [2, 1]


def test_a_long_table_has_its_head_on_every_part() -> None:
    rows = "\n".join(f"| {n} |" for n in range(250))
    parts = [block for block in _blocks(f"| Nr |\n|---|\n{rows}") if block["type"] == "table"]
    assert [len(part["rows"]) for part in parts] == [100, 100, 53]
    assert {part["rows"][0][0]["text"] for part in parts} == {"Nr"}


def test_a_table_too_wide_for_slack_is_a_list_with_the_heads_words() -> None:
    wide = "|" + "|".join(f"h{n}" for n in range(25)) + "|"
    row = "|" + "|".join(f"c{n}" for n in range(25)) + "|"
    (block,) = _blocks(f"{wide}\n|{'---|' * 25}\n{row}")
    assert "h3: c3" in "".join(texts(block))


def test_a_row_with_cells_beyond_the_head_loses_nothing() -> None:
    assert "borte" in "".join(texts(_blocks("| a |\n|---|\n| b | borte |")))


def test_code_stays_whole_and_goes_to_the_next_message_rather_than_being_cut() -> None:
    code = "\n".join(f"linje {n}" for n in range(400))
    filler = "ord " * 1000
    (first, second) = laid_out(pieces_of(read_markdown(f"{filler}\n\n```python\n{code}\n```"), {}))
    assert [piece.block["type"] for piece in second] == ["rich_text_preformatted"]
    assert second[0].spoken == code
    assert first[0].block["type"] == "rich_text_section"


def test_nested_lists_keep_their_depth_style_and_numbers() -> None:
    (block,) = _blocks("1. en\n   - inni\n2. to")
    assert [(p["style"], p.get("indent", 0), p.get("offset", 0)) for p in block["elements"]] == [
        ("ordered", 0, 0),
        ("bullet", 1, 0),
        ("ordered", 0, 1),
    ]


def test_a_long_paragraph_in_one_message_stays_one_paragraph() -> None:
    (block,) = _blocks("ord " * 1200)
    assert len(block["elements"]) == 1
    assert "\n\n" not in "".join(texts(block))


def test_a_heading_goes_with_what_it_heads() -> None:
    text = "ord " * 1700 + "\n\n# Overskrift\n\n" + "mer " * 100
    first, second = laid_out(pieces_of(read_markdown(text), {}))
    assert second[0].spoken == "Overskrift"
    assert "Overskrift" not in [piece.spoken for piece in first]


@pytest.mark.parametrize(
    ("label", "url", "disguised"),
    [
        ("https://ntnu.no/videre", "https://evil.example/", True),
        ("ntnu.no", "https://ntnu.no.evil.example/", True),
        ("se www.ntnu.no", "https://ntnu.no/videre", False),
        ("post@nho.example", "mailto:post@evil.example", True),
        ("post@nho.example", "mailto:post@nho.example", False),
        ("les mer", "https://evil.example/", False),
        ("kl. 10.30 i 2026", "https://ntnu.no/", False),
    ],
)
def test_a_link_that_reads_like_another_address_is_disguise(label: str, url: str, disguised: bool) -> None:
    assert is_disguised(label, url) is disguised


def test_a_disguised_link_shows_where_it_leads_and_its_label_opens_nothing() -> None:
    assert _elements("[https://ntnu.no](https://evil.example/a)") == [
        {"type": "text", "text": "https://ntnu.no ("},
        {"type": "link", "url": "https://evil.example/a", "text": "https://evil.example/a"},
        {"type": "text", "text": ")"},
    ]


@pytest.mark.parametrize(
    "target",
    ["slack://user?id=U1", "ftp://x.example", "https://ntnu.no@evil.example", "mailto:a@x.example,b@x.example"],
)
def test_an_address_no_browser_should_open_is_text(target: str) -> None:
    assert [element["type"] for element in _elements(f"[les]({target})")] == ["text"]


def test_characters_that_do_not_show_are_gone_even_when_written_as_entities() -> None:
    text = "a&#x202e;b\u200bc\ufeffd\U000e0041e f\u00adg ❤\u200d🔥 क\u094d\u200dष"
    assert "".join(element["text"] for element in _elements(text)) == "abcde f\u00adg ❤\u200d🔥 क\u094d\u200dष"


def test_an_image_is_a_link_and_nothing_is_fetched() -> None:
    assert _elements("![et bilde](https://x.example/p.png)") == [
        {"type": "link", "url": "https://x.example/p.png", "text": "et bilde"}
    ]


def test_a_line_after_our_own_list_is_no_part_of_its_last_item() -> None:
    (block,) = _blocks("Spør her:\n• en dør\n• en annen\nSvaret er per i dag.")
    assert [part["type"] for part in block["elements"]] == [
        "rich_text_section",
        "rich_text_list",
        "rich_text_section",
    ]
