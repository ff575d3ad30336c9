"""Addresses, phone numbers and codes in a text: what is either copied exactly or wrong."""

import re
from dataclasses import dataclass
from typing import Literal

Sort = Literal["e-mail", "url", "phone", "code"]

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>»«\"]+|(?<![\w@.-])(?:[\w-]+\.)+(?:no|com|eu|edu|org|ai|net|se|io|dk|gov|info)(?![\w-])(?:/[^\s<>»«\"]*)?",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w.,/-])(?:\+47[\s\u00a0]?)?(?:\d{2}(?:[\s\u00a0]\d{2}){3}|\d{3}[\s\u00a0]\d{2}[\s\u00a0]\d{3}|\d{8})(?![\w])"
)
_REGISTERED = re.compile(r"(?<![\w.,])\d{3}[\s\u00a0]\d{3}[\s\u00a0]\d{3}(?!\s?\d)|(?<![\w.,])\d{9}(?!\d)")
_CODE = re.compile(
    r"(?<![\w.@-])[A-ZÆØÅ]{1,8}-?\d{2,6}[A-ZÆØÅ]?(?![\w@]|-[a-zæøå])|(?<![\w/.@-])[a-z]{2,3}\d{4,6}(?!\w)"
)
_KIND_OF_CODE = re.compile(r"(?:COVID|TRL|CO|H|G|B|A)-?\d{1,2}")
_TRAILING = ".,;:!?)»”\"'"


@dataclass(frozen=True, slots=True)
class Address:
    """One of them: ``key`` is what is compared."""

    sort: Sort
    key: str
    text: str
    start: int
    end: int


def addresses(text: str) -> list[Address]:
    """Everything in a text that is an address or a code, in order and without overlap."""
    found: list[Address] = []
    left = text
    patterns: tuple[tuple[Sort, re.Pattern[str]], ...] = (
        ("e-mail", _EMAIL), ("url", _URL), ("code", _REGISTERED), ("phone", _PHONE), ("code", _CODE),
    )  # fmt: skip
    for sort, pattern in patterns:
        for match in pattern.finditer(left):
            piece = match.group().rstrip(_TRAILING)
            if sort == "code" and (_KIND_OF_CODE.fullmatch(piece) or _is_money(left, match.end())):
                continue
            found.append(Address(sort, key_of(sort, piece), piece, match.start(), match.start() + len(piece)))
        for address in found:
            left = left[: address.start] + " " * (address.end - address.start) + left[address.end :]
    return sorted(found, key=lambda a: a.start)


def key_of(sort: Sort, text: str) -> str:
    """What must be equal for two to be the same: without case, ``https://``, ``www.`` and a closing slash."""
    lowered = text.casefold()
    if sort == "url":
        return re.sub(r"^(?:https?://)?(?:www\.)?", "", lowered).rstrip("/")
    if sort == "phone":
        return re.sub(r"\D", "", lowered)[-8:]
    return re.sub(r"[\s\u00a0-]", "", lowered) if sort == "code" else lowered


def _is_money(text: str, end: int) -> bool:
    return bool(re.match(r"\s*(?:kr|kroner|NOK|euro|mill)", text[end:]))
