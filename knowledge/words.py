"""Text into search terms: words, stems and character 4-grams, for Norwegian and English."""

import re
import unicodedata
from functools import cache

import Stemmer

from knowledge.models import Language
from knowledge.wordlists import wordlist

_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+")
_GRAM = 4

STOP_WORDS = wordlist("stop")
# Words of ordinary talk: rare in the sources, yet they say little about what a question is about.
LIGHT_WORDS = wordlist("light")


def words(text: str) -> list[str]:
    """The words of a text in lower case, numbers such as ``7,5`` whole."""
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def content_words(text: str) -> list[str]:
    """The words that say what a question is about, in order."""
    return [word for word in words(text) if word not in STOP_WORDS]


def stem(word: str, language: Language) -> str:
    """A word's stem in a language."""
    found: str = _stemmer("english" if language == "en" else "norwegian").stemWord(word)
    return found


def stems(text: str, language: Language) -> list[str]:
    """Stems of a text's content words."""
    return [stem(word, language) for word in content_words(text)]


def grams(text: str) -> list[str]:
    """Character 4-grams of each content word; shorter words whole.

    They find parts of compounds and misspelt words without a dictionary.
    """
    return [gram for word in content_words(text) for gram in word_grams(word)]


def word_grams(word: str) -> list[str]:
    """Character 4-grams of a word, or the word where it is shorter."""
    return [word[i : i + _GRAM] for i in range(len(word) - _GRAM + 1)] if len(word) > _GRAM else [word]


def fold(word: str) -> str:
    """A word as somebody without a Norwegian keyboard types it: ``høst`` and ``hoest`` both become ``host``."""
    lowered = word.casefold()
    for pair, plain in (("æ", "a"), ("ø", "o"), ("å", "a"), ("ae", "a"), ("oe", "o"), ("aa", "a")):
        lowered = lowered.replace(pair, plain)
    decomposed = unicodedata.normalize("NFD", lowered)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@cache
def _stemmer(name: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(name)
