"""The interface's words in bokmål, nynorsk and English: data in TOML, one file per language."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from knowledge.models import Language

LANGUAGES: tuple[Language, ...] = ("nb", "nn", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words, keyed ``section.name``."""

    language: Language
    entries: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """The words for a key with its ``{places}`` filled; raises KeyError for an unknown key."""
        return self.entries[key].format(**values)

    def count(self, key: str, n: int, shown: str | None = None) -> str:
        """The words for so many: ``key_one`` for one, else ``key`` with its ``{n}``, written as ``shown``."""
        return self.say(f"{key}_one") if n == 1 else self.say(key, n=shown or n)

    def lines(self, section: str) -> tuple[str, ...]:
        """All entries of a section in the file's order: lists such as examples are kept this way."""
        return tuple(text for key, text in self.entries.items() if key.startswith(f"{section}."))


@cache
def words(language: Language) -> Words:
    """Read one language's file, once per process."""
    text = files(__name__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    sections: dict[str, dict[str, str]] = tomllib.loads(text)
    return Words(language, {f"{s}.{name}": value for s, entries in sections.items() for name, value in entries.items()})
