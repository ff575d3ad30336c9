"""The words around an answer in bokmål, nynorsk and English, as data."""

import tomllib
from functools import cache
from importlib.resources import files

from knowledge.models import Language


@cache
def phrases(language: Language) -> dict[str, str]:
    """All phrases of a language by key; values are ``str.format`` templates."""
    text = (files("knowledge.wording") / f"{language}.toml").read_text(encoding="utf-8")
    loaded: dict[str, str] = tomllib.loads(text)
    return loaded


def say(language: Language, key: str, **values: object) -> str:
    """One phrase with its blanks filled."""
    return phrases(language)[key].format(**values)
