"""A run as it goes: in a terminal, and in a log."""

import io
from collections.abc import Callable, Iterator

from rich.console import Console

from ingest.following import LOG_EVERY, Pace, bar


def clock(*seconds: float) -> Callable[[], float]:
    """A clock that shows these times, one after the other."""
    times: Iterator[float] = iter(seconds)
    return lambda: next(times)


def test_the_pace_tells_how_much_how_fast_and_how_long_still() -> None:
    """The rate is measured from the step's first report: what lay ready before says nothing."""
    pace = Pace(clock(100, 105, 110, 200))
    assert pace.told("embed", 0, 5000) == "0/5000"
    assert pace.told("embed", 320, 5000) == "320/5000 · 64 chunks/s · 73 s left"
    assert pace.told("embed", 5000, 5000) == "5000/5000 · 500 chunks/s"
    assert pace.told("questions", 0, 10) == "0/10"


def test_a_slow_model_has_a_rate_too() -> None:
    pace = Pace(clock(0, 10))
    pace.told("embed", 0, 3600)
    assert pace.told("embed", 5, 3600) == "5/3600 · 0.5 chunks/s · 2 h 0 min left"


def test_a_step_of_one_piece_has_no_pace() -> None:
    pace = Pace(clock(0, 1))
    assert [pace.told("check", 0, 1), pace.told("check", 1, 1)] == ["", ""]


def test_a_terminal_gets_a_bar() -> None:
    """Each step is named in words while it lasts, with its rate."""
    out = io.StringIO()
    with bar(Console(file=out, force_terminal=True, width=100), clock=clock(0, 2)) as progress:
        progress("embed", 0, 7)
        progress("embed", 3, 7)
    assert "Embedding passages" in out.getvalue()
    assert "3/7 · 1.5 chunks/s · 3 s left" in out.getvalue()


def test_a_log_gets_a_line_now_and_then() -> None:
    """Where nobody watches, moving lines would only fill the log."""
    out = io.StringIO()
    times = [0, 0, 0, *(t for s in range(1, 26) for t in (s, s))]
    with bar(Console(file=out, force_terminal=False, width=20), clock=clock(0, *times)) as progress:
        progress("read", 0, 1)
        for done in range(25):
            progress("embed", done * 100, 9000)
    assert out.getvalue().splitlines() == [
        "Embedding passages: 900/9000 · 100 chunks/s · 81 s left",
        "Embedding passages: 1900/9000 · 100 chunks/s · 71 s left",
    ]
    assert LOG_EVERY == 10
