"""Foreign words made safe to show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.differences import word_diff
from ingest.showing import counted, duration, marked, printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("kurs æøå – «sitat» 😀.csv", "kurs æøå – «sitat» 😀.csv"),
        ("a\nb\tc", "a\\nb\\tc"),
        ("\x1b[31mrødt\x9b", "\\x1b[31mrødt\\x9b"),
        ("fdp\u202ecsv", "fdp\\u202ecsv"),
        ("18\u00a0000 kr", "18 000 kr"),
        ("ikke\udcff", "ikke\\udcff"),
        ("👩\u200d🔬", "👩\u200d🔬"),
    ],
)
def test_what_would_steer_a_terminal_is_written_out(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text(st.characters()))
def test_whatever_it_is_can_be_printed_on_one_line(text: str) -> None:
    """A lone surrogate, as in a broken file name, could not even be encoded."""
    shown = printable(text)
    assert len(shown.encode().splitlines()) <= 1
    assert "\x1b" not in shown


def test_a_diff_is_taken_apart() -> None:
    diff = word_diff("Prøvehuset stenger klokken fire.", "Prøvehuset stenger klokken fem.")
    assert list(marked(diff)) == [
        ("same", "Prøvehuset stenger klokken "),
        ("old", "fire."),
        ("same", " "),
        ("new", "fem."),
    ]


@given(st.text("ab -+[]{}"), st.text("ab -+[]{}"))
def test_no_word_of_a_diff_is_lost(old: str, new: str) -> None:
    """Whatever marks the words themselves hold."""
    diff = word_diff(old, new)
    pieces = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
    assert "".join(pieces[mark].format(text) for mark, text in marked(diff)) == diff


def test_numbers_have_their_nouns() -> None:
    assert [counted(1, "row"), counted(2, "row"), counted(0, "copy", "copies")] == ["1 row", "2 rows", "0 copies"]


@pytest.mark.parametrize(
    ("seconds", "told"), [(0.2, "under a second"), (42, "42 s"), (99.4, "99 s"), (600, "10 min"), (7500, "2 h 5 min")]
)
def test_durations_are_told_as_a_person_would(seconds: float, told: str) -> None:
    assert duration(seconds) == told
