"""What a page says of itself: title, language, and the day it was published."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement, tostring

from ingest.reading.html_walk import text_of
from ingest.reading.lines import clean
from knowledge.dates import parse_partial
from knowledge.models import Language

_LANGUAGES: dict[str, Language] = {"nb": "nb", "no": "nb", "nn": "nn", "en": "en"}
_DATE = re.compile(r"^\s*(\d{4}-\d{2}-\d{2})(?!\d)")
_PUBLISHED = ("article:published_time", "og:published_time", "datepublished", "dc.date.issued", "dcterms.issued")
_DEEPEST = 12


def title_of(tree: HtmlElement) -> str | None:
    """The page's own heading where its title only adds the site's name to it, else its title."""
    title = clean(_meta(tree, ("og:title",)) or _first_text(tree, "title"))
    headings = [clean(text_of(heading)) for heading in tree.iter("h1")]
    if len(headings) == 1 and headings[0] and (not title or headings[0].lower() in title.lower()):
        return headings[0]
    return title or None


def language_of(tree: HtmlElement) -> Language | None:
    """The language of the root element, or of Open Graph's locale; None for one that we do not know."""
    declared = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or _meta(tree, ("og:locale",))
    return known_language(declared)


def known_language(declared: str | None) -> Language | None:
    """``nb`` for "nb-NO", "no" or "NO"; None for one that is not ours."""
    return _LANGUAGES.get(re.split(r"[-_]", (declared or "").strip().lower())[0])


def published_of(tree: HtmlElement, url: str | None) -> str | None:
    """YYYY-MM-DD: the publishing date in the head, in JSON-LD, or as htmldate finds it in marked dates."""
    for found in (_meta(tree, _PUBLISHED), *_json_ld_dates(tree)):
        if day := _day(found):
            return day
    from htmldate import find_date

    # Without the extensive search: that one takes any figure on the page for a date.
    found = _day(find_date(tree, extensive_search=False, original_date=True, url=url))
    return found if found and _stands_in(found, f"{url} {tostring(tree, encoding='unicode')}") else None


def _stands_in(found: str, page: str) -> bool:
    """Whether the page has this very day: a month alone must not gain one."""
    year, month, day = found.split("-")
    in_order = rf"{year}\D?{month}\D?{day}"
    turned = rf"0?{int(day)}\D{{1,2}}0?{int(month)}\D{{1,2}}{year}"
    words = rf"0?{int(day)}(?:\.|st|nd|rd|th)?\s+\w+\.?,?\s+{year}"
    return bool(re.search(rf"(?<!\d)(?:{in_order}|{turned}|{words})(?!\d)", page))


def _meta(tree: HtmlElement, names: tuple[str, ...]) -> str | None:
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if name.lower() in names and element.get("content"):
            return str(element.get("content"))
    return None


def _first_text(tree: HtmlElement, tag: str) -> str:
    return next((text_of(element) for element in tree.iter(tag)), "")


def _json_ld_dates(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("script"):
        if (element.get("type") or "").strip().lower() == "application/ld+json":
            try:
                data = json.loads(element.text or "")
            except (ValueError, RecursionError):
                continue
            yield from _dates_in(data, _DEEPEST)


def _dates_in(data: Any, depth: int) -> Iterator[str]:
    if depth and isinstance(data, list):
        for inner in data:
            yield from _dates_in(inner, depth - 1)
    elif depth and isinstance(data, dict):
        if isinstance(data.get("datePublished"), str):
            yield data["datePublished"]
        for key in ("@graph", "mainEntity"):
            yield from _dates_in(data.get(key), depth - 1)


def _day(text: str | None) -> str | None:
    match = _DATE.match(text or "")
    if not match:
        return None
    try:
        parse_partial(match.group(1))
    except ValueError:
        return None
    return match.group(1)
