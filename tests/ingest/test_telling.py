"""What a run did or would do, in a terminal."""

import io
from dataclasses import replace

from rich.console import Console

from ingest.history import Listed
from ingest.telling import line_of, tell_list, tell_plan, tell_run
from tests.ingest.reports import CHANGED, QUIET


def console(*, terminal: bool = False) -> tuple[Console, io.StringIO]:
    out = io.StringIO()
    return Console(file=out, width=80, force_terminal=terminal), out


def test_the_summary_counts_what_was_done() -> None:
    to, out = console()
    tell_run(CHANGED, to)
    text = out.getvalue()
    for word in ("documents", "chunks", "embedded", "courses", "contacts", "seconds", "516", "91", "24", "12.3"):
        assert word in text
    assert "509 vectors copied, 1 chunk retired." in text
    assert "17 of 18 check questions are answered from a right source." in text
    assert text.endswith("Generation 20200101T000000 is live.\n")


def test_what_was_left_out_is_told_with_its_sentence() -> None:
    """Foreign names cannot break the line or steer the terminal."""
    to, out = console()
    tell_run(CHANGED, to)
    assert "Left out: 1 row that could not be read.\n  kurs.csv, line 4: price: expected a number" in out.getvalue()
    assert "Note: a\\nb\\x1b[31m.csv: a note\n" in out.getvalue()


def test_a_run_without_changes_says_so() -> None:
    to, out = console()
    tell_run(QUIET, to)
    assert "Nothing changed: generation 20200101T000000 stays live." in out.getvalue()


def test_the_reason_for_a_full_run_is_told() -> None:
    to, out = console()
    tell_run(replace(CHANGED, why="the embedding model changed from [x] to y"), to)
    assert "All passages were embedded anew because the embedding model changed from [x] to y." in out.getvalue()


def test_a_plan_shows_each_source_its_words_and_the_cost() -> None:
    """The marks of a diff stay where there is no colour."""
    to, out = console()
    tell_plan(replace(CHANGED, planned=True), to, 42.0)
    text = out.getvalue()
    for line in (
        "  ~ huset.nb#TST-02: … stenger klokken [-fire.-] {+fem, <b>alltid</b> [red].+}",
        "  ~ huset.nb#TST-01: its words stay; what is known about them changed",
        "  + huset.nb#TST-03",
        "  > huset.nb#TST-05 (was huset.nb#TST-04)",
        "  - huset.nb#TST-09",
        "1 other source stays as before.",
        "Cost: 7 texts to embed, about 42 s; 509 vectors would be copied.",
    ):
        assert f"{line}\n" in text
    assert text.endswith("Nothing was written.\n")


def test_a_terminal_sees_the_words_in_colour() -> None:
    to, out = console(terminal=True)
    tell_plan(replace(CHANGED, planned=True), to, 42.0)
    assert "\x1b[31m[-fire.-]\x1b[0m" in out.getvalue()
    assert "\x1b[32m{+fem, <b>alltid</b> [red].+}\x1b[0m" in out.getvalue()


def test_a_plan_without_changes_says_so() -> None:
    to, out = console()
    tell_plan(replace(QUIET, planned=True), to, 0.0)
    assert out.getvalue().splitlines() == [
        "Nothing would change: generation 20200101T000000 is what the sources say.",
        "Nothing was written.",
    ]


def test_long_lists_are_cut() -> None:
    """A first run adds everything; the report has all of it."""
    many = replace(CHANGED.differences[0], added=tuple(f"x#{n}" for n in range(500)))
    to, out = console()
    tell_plan(replace(CHANGED, differences=(many,)), to, 42.0)
    assert "  … and 490 more\n" in out.getvalue()


def test_a_run_is_told_in_one_line() -> None:
    assert line_of(CHANGED) == (
        "20200101T000000 is live: 1 added, 2 changed, 1 moved, 1 retired; 7 embedded, 1 row left out (12.3 s)"
    )
    assert line_of(QUIET) == "nothing changed, 20200101T000000 stays live (0.5 s)"


def test_the_list_shows_names_whole_and_reasons_below() -> None:
    changed = {"added": 3, "changed": 0, "moved": 1, "retired": 2}
    to, out = console()
    tell_list(
        (
            Listed("20200101T000000-001", True, 3_300_000, "2020-01-01T00:00:00+00:00", 516, 91, 24, changed=changed),
            Listed("20191231T000000", False, 3_300_000, rejected="huset.nb had 40 chunks and has 3 now"),
        ),
        to,
    )
    text = out.getvalue()
    assert "20200101T000000-001   2020-01-01 00:00   live      516   3.3   3 added, 1" in text
    assert "20191231T000000 rejected: huset.nb had 40 chunks and has 3 now\n" in text


def test_an_empty_list_says_what_to_do() -> None:
    to, out = console()
    tell_list((), to)
    assert out.getvalue() == "There is no generation yet. Run `brobygger ingest`.\n"


def test_a_list_with_nothing_live_says_so() -> None:
    to, out = console()
    tell_list((Listed("20191231T000000", False, 1, damaged="its manifest cannot be read"),), to)
    assert out.getvalue().endswith("None of them is live. Run `brobygger ingest`.\n")


def test_a_list_without_check_questions_has_no_score() -> None:
    to, out = console()
    tell_run(replace(CHANGED, checks=(0, 0)), to)
    assert "check questions" not in out.getvalue()
