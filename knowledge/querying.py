"""From a person's words to what is searched for: the part of understanding that needs no conversation.

The evaluation of the search goes the same way as a question of a person.
"""

import re
from collections.abc import Mapping

from knowledge.models import Language
from knowledge.nynorsk import in_sources_words
from knowledge.retrieval import Query
from knowledge.spelling import Speller, expand
from knowledge.words import LIGHT_WORDS, STOP_WORDS, fold

# "melde seg på" is "søke" in the sources, and "melde seg av" is near in letters only.
_SIGN_UP = re.compile(r"\b()meld(er|e|t|ast)\s((?:\w+\s){0,3}?)på\b", re.IGNORECASE)
# "nar", "gar", "pa": ordinary words of two or three letters, typed without æ, ø and å.
_SHORT = re.compile(r"\b[a-z]{2,3}\b")
_TYPED_PLAINLY: Mapping[str, str] = {
    fold(word): word for word in (*STOP_WORDS, *LIGHT_WORDS) if len(word) <= 3 and not word.isascii()
}


def mended(text: str, language: Language, speller: Speller) -> str:
    """The text with its spelling mended, nynorsk put into the sources' words; English is left as it is."""
    if language == "en":
        return text
    spelt = _SHORT.sub(lambda match: _short_word(match.group(), speller), _SIGN_UP.sub(r"\1søk\2 \3på", text))
    return speller.correct(in_sources_words(spelt, speller.counts, is_nynorsk=language == "nn"))


def _short_word(word: str, speller: Speller) -> str:
    """A short word with its Norwegian letter, where it is no word without."""
    return word if speller.knows(word) else _TYPED_PLAINLY.get(word, word)


def plain_query(corrected: str, language: Language) -> Query:
    """What is searched for when a question stands alone."""
    return Query(dense=corrected, lexical=((expand(corrected), 1.0),), language=language)
