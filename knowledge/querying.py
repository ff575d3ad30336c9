"""From a person's words to what is searched for: the part of understanding that needs no conversation.

The evaluation of the search goes the same way as a question of a person.
"""

from knowledge.models import Language
from knowledge.nynorsk import in_sources_words
from knowledge.retrieval import Query
from knowledge.spelling import Speller, expand


def mended(text: str, language: Language, speller: Speller) -> str:
    """The text with its spelling mended, nynorsk put into the sources' words; English is left as it is."""
    if language == "en":
        return text
    return speller.correct(in_sources_words(text, speller.counts, is_nynorsk=language == "nn"))


def plain_query(corrected: str, language: Language) -> Query:
    """What is searched for when a question stands alone."""
    return Query(dense=corrected, lexical=((expand(corrected), 1.0),), language=language)
