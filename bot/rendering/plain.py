"""Text on its way to Slack: cleaned, clipped, escaped. Sources and people are not trusted with markup."""

import re
import unicodedata
from urllib.parse import urlsplit

_BREAKS = re.compile(r"[ \n\u2028\u2029]+")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
URL_LIMIT = 3000  # the longest address a Slack button takes, in characters
# A soft hyphen tells where a long word may part, and joiners belong to some scripts and to emoji: these stay. All other
# format characters are seen by nobody and can make a text read as another, or carry one along: directional marks,
# zero-width spaces, tags.
_SOFT_HYPHEN = "\u00ad"
_JOINERS = frozenset("\u200c\u200d")
_SPACES = frozenset("\t\v\f\x1c\x1d\x1e\x1f\x85")
_NO_CHARACTERS = frozenset("\ufffe\uffff")


def clean(text: str) -> str:
    """The text without characters that do not show; line breaks are kept, tabs and the like become spaces."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    if text.replace("\n", "").isprintable():
        return text
    shown: list[str] = []
    for char in text:
        if char == "\n" or _is_shown(char, shown[-1] if shown else ""):
            shown.append(char)
        elif char in _SPACES:
            shown.append(" ")
    return "".join(shown)


def _is_shown(char: str, before: str) -> bool:
    if char.isprintable():
        return True
    if char in _JOINERS:  # between letters that people write them in; in Latin text they only hide
        return not before.isascii() and not before.isspace() and "LATIN" not in unicodedata.name(before, "LATIN")
    kept = char == _SOFT_HYPHEN or unicodedata.category(char) in ("Zs", "Co", "Cn")
    return kept and char not in _NO_CHARACTERS


def one_line(text: str) -> str:
    """The cleaned text on one line; spaces that must not break (in ``12 000``) stay as they are."""
    return _BREAKS.sub(" ", clean(text)).strip()


def clip(text: str, limit: int) -> str:
    """At most ``limit`` characters, cut between words where possible and marked with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    at_word = cut.rsplit(None, 1)[0] if " " in cut[limit // 2 :] else cut
    return at_word.rstrip() + "…"


def escape(text: str) -> str:
    """The three characters that start markup in Slack's text fields, made harmless."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def web_address(value: str | None) -> str | None:
    """The value when it is an address a button may open (http or https, no name or password in it), else None."""
    if not value or len(value) > URL_LIMIT or value != clean(value) or any(char.isspace() for char in value):
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return value if parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc else None


def mail_address(value: str) -> str | None:
    """The value when it is one plain e-mail address, else None."""
    return value if _EMAIL.fullmatch(value) else None
