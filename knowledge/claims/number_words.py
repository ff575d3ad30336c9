# ruff: noqa: E501 - patterns and word lists read better unbroken
"""Numbers in words, in bokmål, nynorsk and English."""

from collections.abc import Mapping
from functools import cache

_ONES = {
    1: "én ett eitt", 2: "to two", 3: "tre three", 4: "fire four", 5: "fem five",
    6: "seks six", 7: "sju syv seven", 8: "åtte eight", 9: "ni nine", 10: "ti ten", 11: "elleve eleven",
    12: "tolv twelve dusin dozen", 13: "tretten thirteen", 14: "fjorten fourteen", 15: "femten fifteen",
    16: "seksten sixteen", 17: "sytten seventeen", 18: "atten eighteen", 19: "nitten nineteen",
}  # fmt: skip
_TENS = {
    20: "tjue tyve twenty", 30: "tretti tredve thirty", 40: "førti førr forty", 50: "femti fifty", 60: "seksti sixty",
    70: "sytti seventy", 80: "åtti eighty", 90: "nitti ninety",
}  # fmt: skip
_ORDINALS = {
    1: "første fyrste first", 2: "second annet", 3: "tredje third", 4: "fjerde fourth", 5: "femte fifth", 6: "sjette sixth",
    7: "sjuende syvende seventh", 8: "åttende eighth", 9: "niende ninth", 10: "tiende tenth", 11: "ellevte eleventh",
    12: "tolvte twelfth", 13: "trettende thirteenth", 14: "fjortende fourteenth", 15: "femtende fifteenth",
    16: "sekstende sixteenth", 17: "syttende seventeenth", 18: "attende eighteenth", 19: "nittende nineteenth",
    20: "tjuende tyvende twentieth", 30: "trettiende thirtieth",
}  # fmt: skip
SCALES: Mapping[str, float] = {
    word: scale
    for scale, words in (
        (1e2, "hundre hundred"), (1e3, "tusen thousand"), (1e6, "million millioner millionar millionene millions mill mill. mnok"),
        (1e9, "milliard milliarder milliardar milliardene mrd mrd. billion billions"),
    )
    for word in words.split()
}  # fmt: skip
_PARTS = {2: "halv del", 3: "tredjedel tredel third", 4: "fjerdedel firedel kvart quarter fourth", 5: "femtedel femdel fifth",
          6: "seksdel sjettedel sixth", 8: "åttedel åttendedel eighth", 10: "tidel tiendedel tenth"}  # fmt: skip


@cache
def cardinals() -> Mapping[str, float]:
    """Every number word below a hundred; compounds in both orders and with a hyphen."""
    found = {word: float(n) for n, words in (_ONES | _TENS).items() for word in words.split()}
    ones = {word: n for n, words in _ONES.items() if n < 10 for word in words.split()} | {"en": 1, "one": 1, "ein": 1}
    for ten, words in _TENS.items():
        for word in words.split():
            for one, n in ones.items():
                found |= dict.fromkeys((f"{word}{one}", f"{word}-{one}", f"{one}og{word}"), float(ten + n))
    return found | {"halvannet": 1.5, "halvannan": 1.5, "halvanna": 1.5, "null": 0.0, "zero": 0.0}


@cache
def ordinals() -> Mapping[str, int]:
    """Ordinals in words up to 39."""
    found = {word: n for n, words in _ORDINALS.items() for word in words.split()}
    for ten in (20, 30):
        for start in _TENS[ten].split():
            for n, words in _ORDINALS.items():
                if n < 10:
                    for word in words.split():
                        found |= dict.fromkeys((f"{start}{word}", f"{start}-{word}"), ten + n)
    return found


@cache
def fractions() -> Mapping[str, float]:
    """What one part in so many is in per cent, by the word for such a part in singular and plural."""
    return {
        form: 100 / n
        for n, words in _PARTS.items()
        if n > 2
        for word in words.split()
        for form in (word, f"{word}en", f"{word}er", f"{word}ar", f"{word}s", f"{word}ene")
    }
