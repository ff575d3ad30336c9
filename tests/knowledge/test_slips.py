"""What slips of the fingers cost."""

import pytest

from knowledge.slips import ONE_SLIP, cost, is_another_key, is_swap


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("vottter", "votter"), ("voter", "votter"), ("vottre", "votter"), ("vitter", "votter"), ("votterr", "votter"),
     ("vottr", "votter"), ("gatn", "garn")],
)  # fmt: skip
def test_one_slip_costs_at_most_one(typed: str, meant: str) -> None:
    """A letter twice or once too few, two swapped, one dropped, or the key beside."""
    assert 0 < cost(typed, meant) <= ONE_SLIP


@pytest.mark.parametrize(("typed", "meant"), [("vatter", "votter"), ("garm", "garp"), ("vtoetr", "votter")])
def test_another_letter_or_two_slips_cost_more(typed: str, meant: str) -> None:
    assert cost(typed, meant) > ONE_SLIP


def test_a_doubled_letter_is_the_likeliest_slip() -> None:
    assert cost("vottter", "votter") < cost("vottere", "votter")
    assert cost("votter", "votter") == 0


def test_neighbours_are_neighbours_both_ways() -> None:
    """Above and below as well as side by side: a key touches two of the row below."""
    for one, other in (("q", "w"), ("s", "w"), ("s", "e"), ("s", "z"), ("s", "x")):
        assert cost(f"a{one}b", f"a{other}b") == cost(f"a{other}b", f"a{one}b") < ONE_SLIP


def test_a_swap_is_not_another_key() -> None:
    assert is_swap("garn", "gran")
    assert not is_another_key("garn", "gran")
    assert is_another_key("garn", "garm")
    assert not is_another_key("garn", "gar")
