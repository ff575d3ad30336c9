"""A text holds the kind of thing that a question expects. All texts are made up."""

from knowledge.expected import counts


def test_years_are_counted_though_the_word_is_short() -> None:
    assert counts("Laget fikk 40 knapper over fem år.", ("år",))
    assert not counts("Laget fikk 40 knapper i gave.", ("år",))


def test_a_number_counts_what_follows_it() -> None:
    assert counts("Laget har 14 medlemmer.", ("medlemmer",))
    assert not counts("Laget har 14 votter av ull og bomull til alle medlemmer.", ("medlemmer",))
