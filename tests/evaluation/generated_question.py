"""One generated question with what must become of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from knowledge.models import Language

Expects = Literal["answerable", "nonsense", "open"]


@dataclass(frozen=True, slots=True)
class Generated:
    """A question; ``means`` are the ids of which one must be cited or shown, ``value`` a pattern the text must match.

    ``answerable`` must be answered, ``nonsense`` must not be; of what is ``open`` only honesty is asked.
    A meaning that ends with "#" stands for all ids that start so.
    """

    id: str
    group: str
    language: Language
    text: str
    expects: Expects
    means: tuple[str, ...] = ()
    value: str = ""
    sloppy: str | None = None


def asked(
    group: str, language: Language, text: str, expects: Expects, means: Iterable[str] = (), value: str = ""
) -> Generated:
    """A question that has no id yet; a sentence starts with a capital."""
    return Generated("", group, language, (text[0].upper() + text[1:]).replace("..", "."), expects, tuple(means), value)
