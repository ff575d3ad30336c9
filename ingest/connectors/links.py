"""Addresses of pages: one for each page, whatever follows the reader around in it; and those that a page links to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from lxml.html import HtmlElement

_TRACKING = re.compile(
    r"utm_\w+|mtm_\w+|pk_\w+|hsa_\w+|fbclid|gclid|gclsrc|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|_gl|_hs\w+|ref_src"
    r"|phpsessid|jsessionid|sid|sessionid",
    re.IGNORECASE,
)
_SESSION = re.compile(r";jsessionid=[^/?#;]*", re.IGNORECASE)
_SAFE = "/%:@!$&'()*+,;=~-._"
_PORTS = {"http": 80, "https": 443}
_UNREADABLE = re.compile(
    r"\.(?:jpe?g|png|gif|svg|webp|ico|css|js|json|zip|gz|mp[34]|mov|avi|webm|woff2?|ics|xlsx?|pptx?|exe|dmg|rss|atom)$",
    re.IGNORECASE,
)

MOST_LINKS = 10_000
"""Of one page; what lies beyond is not followed."""


def canonical(url: str) -> str | None:
    """An address without fragment, tracking and session marks, its host in lower case; None for what is no page's."""
    try:
        parts = urlsplit("".join(character for character in url.strip() if character not in "\t\r\n"))
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode() if parts.hostname else ""
    except (ValueError, UnicodeError):
        return None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not host or parts.username is not None:
        return None
    host = f"[{host}]" if ":" in host else host
    place = host if port in (None, _PORTS[scheme]) else f"{host}:{port}"
    query = parts.query
    if any(_TRACKING.fullmatch(name) for name, _ in parse_qsl(query, keep_blank_values=True)):
        pairs = parse_qsl(query, keep_blank_values=True)
        query = urlencode([(name, value) for name, value in pairs if not _TRACKING.fullmatch(name)])
    path = quote(_SESSION.sub("", parts.path) or "/", safe=_SAFE)
    return urlunsplit((scheme, place, path, quote(query, safe=_SAFE + "?"), ""))


@dataclass(frozen=True, slots=True)
class Prefixes:
    """What addresses must begin with. The host must be the same, not only begin alike."""

    texts: Sequence[str]

    def cover(self, url: str) -> bool:
        """Whether a canonical address lies within."""
        parts = urlsplit(url)
        for text in self.texts:
            prefix = urlsplit(canonical(text) or "")
            same_site = (prefix.scheme, prefix.netloc) == (parts.scheme, parts.netloc)
            if same_site and _target(parts.path, parts.query).startswith(_target(prefix.path, prefix.query)):
                return True
        return False


def links(tree: HtmlElement, url: str) -> Iterator[str]:
    """The canonical addresses that a page at ``url`` lets us follow, each once, in its order."""
    if "nofollow" in _robots(tree):
        return
    at = _base(tree, url)
    seen: set[str] = set()
    for element in tree.iter("a", "area"):
        if "nofollow" in (element.get("rel") or "").lower().split():
            continue
        found = _joined(at, element.get("href"))
        if found and found not in seen and not _UNREADABLE.search(urlsplit(found).path):
            seen.add(found)
            yield found
            if len(seen) >= MOST_LINKS:
                return


def canonical_link(tree: HtmlElement, url: str) -> str | None:
    """The address that the page at ``url`` calls its own."""
    for element in tree.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            return _joined(_base(tree, url), element.get("href"))
    return None


def may_be_indexed(tree: HtmlElement) -> bool:
    """Whether the page does not ask to be left out of indexes."""
    return not {"noindex", "none"} & _robots(tree)


def _robots(tree: HtmlElement) -> set[str]:
    named = [meta for meta in tree.iter("meta") if (meta.get("name") or "").lower() in ("robots", "brobygger")]
    words = {word.strip() for meta in named for word in (meta.get("content") or "").lower().split(",")}
    return words | {"nofollow"} if "none" in words else words


def _base(tree: HtmlElement, url: str) -> str:
    base = next((element.get("href") for element in tree.iter("base") if element.get("href")), None)
    return _absolute(url, base) or url


def _joined(base: str, href: str | None) -> str | None:
    found = _absolute(base, href)
    return canonical(found) if found else None


def _absolute(base: str, href: str | None) -> str | None:
    if not href or len(href) > 2_000:
        return None
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return None


def _target(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
