"""Only one form is accepted: one sentence a line, each with its numbers, or the refusal line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.writing.form import (
    LONGEST_LINE,
    MOST_CHARACTERS,
    REFUSAL,
    Malformed,
    Parser,
    Piece,
    Refusal,
    Sentence,
    parse_line,
)

PIECES = [
    "Huset har 14 ansatte [1].",
    "\n",
    "\r\n",
    "[2]",
    "Det",
    " ",
    "NO ANSWER",
    "<think>",
    "</think>",
    "**",
    "- ",
    "[",
    "]",
    "`",
    "å",
    "\u200b",
]


def parsed(text: str, *, complete: bool = True, size: int = 5) -> list[Piece]:
    """What a stream of pieces of so many letters gives."""
    parser = Parser()
    found = [piece for i in range(0, len(text), size) for piece in parser.feed(text[i : i + size])]
    return [*found, *parser.close(complete=complete)]


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_a_line_is_a_sentence_with_its_numbers(size: int) -> None:
    """However the stream is cut."""
    text = "Huset har 14 ansatte [1].\n\nDet åpner klokken ni [1][3].\n"
    assert parsed(text, size=size) == [
        Sentence("Huset har 14 ansatte.", (1,)),
        Sentence("Det åpner klokken ni.", (1, 3)),
    ]


@pytest.mark.parametrize(
    ("line", "marks"),
    [
        ("Huset er stort [1, 3].", (1, 3)),
        ("Huset er stort. [1], [3].", (1, 3)),
        ("Huset er stort. [1] [3]", (1, 3)),
        ("Huset er stort ［3］【1】.", (3, 1)),
        ("Huset [1] er stort [1].", (1,)),
        ("Huset er stort [passage 2].", (2,)),
        ("Huset er stort [^2]", (2,)),
        ("- Huset er stort [1].", (1,)),
        ("1. Huset er stort [1].", (1,)),
        ("**Huset** er stort [1].", (1,)),
        ("Huset er stort [1] og [2].", (1, 2)),
    ],
)
def test_numbers_are_read_wherever_they_stand(line: str, marks: tuple[int, ...]) -> None:
    assert list(parse_line(line)) == [Sentence("Huset er stort.", marks)]


def test_several_sentences_on_a_line_are_told_apart() -> None:
    """One without numbers has those of the next."""
    assert list(parse_line("Huset er stort. Det har 14 ansatte. [1] Laget strikker [2].")) == [
        Sentence("Huset er stort.", (1,)),
        Sentence("Det har 14 ansatte.", (1,)),
        Sentence("Laget strikker.", (2,)),
    ]


def test_a_date_at_the_beginning_is_no_lists_number() -> None:
    assert list(parse_line("1. januar 2020 åpnet huset [1].")) == [Sentence("1. januar 2020 åpnet huset.", (1,))]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Huset er stort.", "no marks"),
        ("# Svar [1]", "heading"),
        ("```", "code"),
        ("Kjør `rm` [1].", "code"),
        ("| a | b | [1]", "table"),
        ("Les [mer](https://eksempel.no) [1].", "link"),
        ("Les <https://eksempel.no|her> [1].", "tag"),
        ("Huset er <b>stort</b> [1].", "tag"),
        ("Hei <@U123> og <!channel> [1].", "tag"),
        ("Hei @here [1].", "ping"),
        ("> Huset er stort [1].", "quote block"),
        ("Huset er *stort* [1].", "markup"),
        ('{"tool": "search"} [1]', "braces"),
        ("Huset\u200b er stort [1].", "invisible characters"),
        ("Huset\u202e er stort [1].", "invisible characters"),
        ("Huset er stort [1-3] [1].", "brackets"),
        ("Huset er stort [1] [.", "brackets"),
        ("Huset er stort [2020].", "no marks"),
        ("a" * (LONGEST_LINE + 1) + " [1].", "long line"),
        ("<tool_call>search [1]", "tag"),
    ],
)
def test_another_form_is_malformed(line: str, reason: str) -> None:
    assert list(parse_line(line)) == [Malformed(reason)]


def test_an_address_is_no_ping() -> None:
    assert list(parse_line("Skriv til kurs@eksempel.no [1].")) == [Sentence("Skriv til kurs@eksempel.no.", (1,))]


@pytest.mark.parametrize("text", [REFUSAL, f"{REFUSAL}.\n", f"\n {REFUSAL} \n"])
def test_the_refusal_line(text: str) -> None:
    assert parsed(text) == [Refusal()]


def test_thoughts_at_the_beginning_are_passed_over() -> None:
    """They are never shown, whatever form they have."""
    assert parsed("<think>\nHm [1].\n# Plan\n</think>\n\nHuset er stort [1].") == [Sentence("Huset er stort.", (1,))]
    assert parsed("<think>Hm [1].\nHuset er stort [1].") == []


def test_thoughts_anywhere_else_are_malformed() -> None:
    assert parsed("Huset er stort [1].\n<think>Hm [1].") == [Sentence("Huset er stort.", (1,)), Malformed("tag")]


@pytest.mark.parametrize("complete", [True, False])
def test_a_sentence_that_is_cut_by_the_end_is_left_out(complete: bool) -> None:
    """Also where the provider says that the answer is whole."""
    assert parsed("Huset er stort [1].\nDet har 1", complete=complete)[1:] == [Malformed("cut")]


def test_a_whole_line_at_a_limit_is_not_trusted() -> None:
    assert parsed("Huset har 14.", complete=False) == [Malformed("cut")]


def test_what_does_not_end_is_noticed() -> None:
    parser = Parser()
    assert list(parser.feed("a" * (3 * LONGEST_LINE))) == []
    assert parser.endless
    lines = Parser()
    assert len(list(lines.feed("a\n" * MOST_CHARACTERS))) > 0
    assert lines.endless


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=12).map("".join), st.integers(1, 30))
def test_whatever_comes_only_plain_sentences_leave(text: str, size: int) -> None:
    """However it is cut, the same is read; a sentence holds no mark, no line break and nothing invisible."""
    found = parsed(text, size=size)
    assert found == parsed(text, size=1)
    for piece in found:
        if isinstance(piece, Sentence):
            assert piece.marks
            assert piece.text.isprintable()
            assert not set(piece.text) & set("`<|{}\\*#") or "<" in piece.text or "#" in piece.text
