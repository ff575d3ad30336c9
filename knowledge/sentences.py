"""Where one sentence ends and the next begins, in Norwegian and English.

A sentence that is cut in two is quoted wrongly, and two that stay together are only quoted a
little long, so every doubt is settled for "no border".
"""

import re

# A mark that may end a sentence, with the quotes and brackets that close after it, before a space
# and something that can begin one: a capital, a figure, an opening quote, bracket or dash.
_BORDER = re.compile(r"[.!?…]+[»”’\"')\]]*(?=\s+[«“\"'(\[–—-]?\s?[0-9A-ZÆØÅÄÖÉ])")

_LAST_WORD = re.compile(r"(\S+?)\.+$")
_OPENING = "«“\"'([–—*_-"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# These never end a sentence: a name, a number or a noun must follow.
_ALWAYS_OPEN = _words("""
    adm. approx. art. avd. bl.a. ca. cf. cirka. d.e. d.v.s. dir. dr. dvs. e.g. eks. evt. f.eks. f.o.m. fig. forts. hhv.
    i.e. i.f.m. i.h.t. ifm. ift. iht. incl. inkl. inst. jf. jfr. kap. kl. m.h.t. maks. mht. mr. mrs. ms. nr. ordf. org.
    org.nr. orgnr. p.g.a. pga. pkt. prof. red. ref. st. t.d. t.o.m. tlf. u.a. utg. utv. vedr. vol. vs.
""")

# These end a sentence only when a word with a capital follows, never before a figure.
_OPEN_BEFORE_FIGURES = _words("""
    a.s. al. apr. aug. dec. des. etc. feb. int. jan. m.a. m.fl. m.m. m.v. med. mfl. mill. min. mm. mrd. mv. no.
    nov. o.a. o.l. o.s.v. oct. okt. osv. ph.d. s. sec. sep. sept. u.s.
""")

# A single letter after one of these names a part ("punkt A."), elsewhere it is an initial ("O. Nordmann").
_PARTS = _words("avsnitt bokstav chapter del kap. kapittel letter part pkt. point punkt section")


def split_sentences(text: str) -> list[str]:
    """Split a text into its sentences, each exactly as it stands, without the white space around it.

    A line break is always a border, so list items and paragraphs stay apart; a list item keeps its
    ``- ``. Empty lines vanish.
    """
    return [sentence for line in text.splitlines() for sentence in _split_line(line.strip())]


def _split_line(line: str) -> list[str]:
    sentences, start = [], 0
    for match in _BORDER.finditer(line):
        if _is_border(line[start : match.end()], line[match.end() :].lstrip()):
            sentences.append(line[start : match.end()].strip())
            start = match.end()
    rest = line[start:].strip()
    return [*sentences, rest] if rest else sentences


def _is_border(before: str, after: str) -> bool:
    word_match = _LAST_WORD.search(before)
    if word_match is None:  # "!", "?", "…" or a quote that closes after the full stop
        return True
    words = before.split()
    word = word_match.group(1).lstrip(_OPENING)
    figure_follows = after.lstrip(_OPENING)[:1].isdigit()
    abbreviation = f"{word.lower()}."
    if abbreviation in _ALWAYS_OPEN:
        return False
    if abbreviation in _OPEN_BEFORE_FIGURES:
        return not figure_follows
    if len(word) == 1 and word.isalpha():
        return len(words) > 1 and _names_a_part(words[-2])
    # "1. Bakgrunn" and "- 2. Formål" begin with a number of their own.
    return not (word.isdigit() and all(set(w) <= set("-–*•#") for w in words[:-1]))


def _names_a_part(word: str) -> bool:
    """Whether a letter after ``word`` is a part's name: "punkt A.", "kap. 2 B."."""
    return word.lower() in _PARTS or word[:1].isdigit()
