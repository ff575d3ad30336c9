"""Nynorsk words and the bokmål the sources use, for the search only.

A list holds the words whose forms lie too far apart. The others are found by rule: a part of a word
(``leiar``/``leder``) or its ending (``-ane``/``-ene``) is put into bokmål, and what comes out counts only
if the sources use it, so a rule may be rash.
"""

import re
from collections.abc import Mapping

from knowledge.wordlists import wordpairs

WORDS: Mapping[str, str] = dict(wordpairs("nynorsk"))

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST, _ROOT = 4, 3
# Parts that may be replaced in one word ("leiarskule"), and forms that are tried at most.
_PARTS_AT_MOST, _FORMS_AT_MOST = 2, 400
# A word that the sources use this often is theirs; below, another form may be so much more frequent that it is meant.
_AT_HOME, _RATHER = 3, 8


def to_bokmaal(text: str) -> str:
    """The text with nynorsk words replaced by what the sources write."""
    return _WORD.sub(lambda match: WORDS.get(match.group().casefold(), match.group()), text)


def in_sources_words(text: str, counts: Mapping[str, int], *, is_nynorsk: bool) -> str:
    """The text with nynorsk words replaced by the list or by rule; ``counts`` says how often the sources use a word.

    In a text that may be bokmål only words that the sources don't use are replaced.
    """
    return _WORD.sub(lambda match: _replaced(match.group(), counts, is_nynorsk=is_nynorsk), text)


def _replaced(word: str, counts: Mapping[str, int], *, is_nynorsk: bool) -> str:
    lowered = word.casefold()
    used = counts.get(lowered, 0)
    if used and not is_nynorsk:
        return word
    if lowered in WORDS:
        return WORDS[lowered]
    if len(lowered) < _SHORTEST or used >= _AT_HOME or word[0].isupper():
        return word
    found = [(steps, -counts[form], form) for form, steps in _forms(lowered).items() if form in counts]
    better = [one for one in found if -one[1] > _RATHER * used]
    return min(better)[2] if better else word


def _forms(word: str) -> dict[str, int]:
    """Bokmål forms that a word may have, with the number of replacements that lead there."""
    parts, endings = wordpairs("nynorsk_parts"), wordpairs("nynorsk_endings")
    forms = {word: 0}
    layer = [word]
    for steps in range(1, _PARTS_AT_MOST + 1):
        made = [form.replace(part, other) for form in layer for part, other in parts if part in form]
        layer = [form for form in dict.fromkeys(made) if form not in forms][:_FORMS_AT_MOST]
        forms.update(dict.fromkeys(layer, steps))
    for form, steps in list(forms.items()):
        for ending, other in endings:
            if form.endswith(ending) and len(form) - len(ending) >= _ROOT:
                forms.setdefault(form.removesuffix(ending) + other, steps + 1)
    del forms[word]
    return forms
