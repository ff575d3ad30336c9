"""Text on its way to Slack: cleaned, clipped, escaped. Sources and people are not trusted with markup."""

import re
import unicodedata
from urllib.parse import urlsplit

# Directional overrides can make a link read as another; the other format characters (soft hyphen,
# zero-width joiner) belong to ordinary text and stay.
_DIRECTIONAL = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BREAKS = re.compile(r"[ \n\u2028\u2029]+")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
URL_LIMIT = 3000  # the longest address a Slack button takes, in characters


def clean(text: str) -> str:
    """The text without control characters; line breaks are kept, tabs become spaces."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(
        char for char in text if char == "\n" or (unicodedata.category(char) != "Cc" and char not in _DIRECTIONAL)
    )


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
    """The value when it is an address a button may open (http or https), else None."""
    if not value or len(value) > URL_LIMIT or value != clean(value) or any(char.isspace() for char in value):
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return value if parts.scheme in ("http", "https") and parts.hostname else None


def mail_address(value: str) -> str | None:
    """The value when it is one plain e-mail address, else None."""
    return value if _EMAIL.fullmatch(value) else None
