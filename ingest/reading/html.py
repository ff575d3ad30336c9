"""Web pages: the main text as Markdown lines, and what the page's head says of it."""

import re
from collections import Counter
from copy import deepcopy

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from ingest.errors import SourceError
from ingest.raw import Raw
from ingest.reading.converted import Converted
from ingest.reading.decoding import decode
from ingest.reading.html_head import language_of, published_of, title_of
from ingest.reading.html_walk import text_of, walk
from ingest.reading.lines import Lines

# Elements of a page: honest long pages have some ten thousand.
MOST_ELEMENTS = 200_000
DEEPEST = 256  # the parser's own limit
# How much an extraction must keep to be believed: of the words between <main> and </main>, of those of a whole body
# without its menus, and of the words in lists or tables. Extractions are good at leaving out what surrounds a text,
# and lose short lists and tables.
ENOUGH_OF_MAIN = 0.9
ENOUGH_OF_BODY = 0.6
ENOUGH_OF_LISTS = 0.9
# A block of a body is a menu when it has this many links, and they hold this share of its words.
MENU_LINKS = 3
MENU_SHARE = 0.8

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NOT_TEXT = (
    "script style noscript template iframe object embed svg canvas video audio form button select textarea dialog"
)
_AROUND = ("nav", "aside", "footer")
_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog", "menu", "menubar"}
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|samtykke|breadcrumbs?|brodsmule\w*|skip-?link|share|sharing|social|menu|navbar"
    r"|navigation|sidebar|footer|pagination)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WORD = re.compile(r"\w+")


def read_html(raw: Raw) -> Converted:
    """Read a page. Raises SourceError when it cannot be read or has no text."""
    tree = _tree(raw)
    title, language, published = title_of(tree), language_of(tree), published_of(tree, raw.url)
    lines = _main_lines(raw, tree)
    if not lines.texts:
        raise SourceError(raw.place, None, "text", "a page with text", "none (pages that a script fills have none)")
    return Converted(lines.numbered(), title, language, published)


def _tree(raw: Raw) -> HtmlElement:
    text = _DECLARATION.sub("", decode(raw))
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise SourceError(raw.place, None, "file", "an HTML page", "a file without any element") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):  # it leaves out the rest
        raise SourceError(raw.place, None, "file", f"elements within at most {DEEPEST} others", "deeper ones")
    for count, _ in enumerate(tree.iter(), 1):
        if count > MOST_ELEMENTS:
            raise SourceError(raw.place, None, "file", f"at most {MOST_ELEMENTS} elements in a page", "more")
    return tree


def _main_lines(raw: Raw, tree: HtmlElement) -> Lines:
    """The extraction's choice, unless it lost much of what the page itself calls its main part."""
    main = _main_element(tree)
    _prune(tree, around=main is None)
    own, extracted = Lines(raw.place), Lines(raw.place)
    walk(tree if main is None else main, own)
    body = _extraction(tree)
    if body is not None:
        walk(body, extracted)
    enough = ENOUGH_OF_BODY if main is None else ENOUGH_OF_MAIN
    believed = _kept(extracted, own, "") >= enough and all(
        _kept(extracted, own, mark) >= ENOUGH_OF_LISTS for mark in ("- ", "|")
    )
    return extracted if believed else own


def _extraction(tree: HtmlElement) -> etree._Element | None:
    from trafilatura import bare_extraction

    found = bare_extraction(
        deepcopy(tree), include_comments=False, include_tables=True, include_formatting=True, favor_recall=True
    )
    body = getattr(found, "body", None)
    return body if isinstance(body, etree._Element) else None


def _main_element(tree: HtmlElement) -> HtmlElement | None:
    for path in ("//main", "//*[@role='main']", "//article"):
        found = tree.xpath(path)
        if isinstance(found, list) and len(found) == 1 and isinstance(found[0], HtmlElement):
            return found[0]
    return None


def _prune(root: HtmlElement, *, around: bool) -> None:
    """Remove what is not text, is hidden, or is about the site; in a whole body also its header."""
    tags = {*_NOT_TEXT.split(), *_AROUND, "head"}
    for element in list(root.iterdescendants()):
        if element.getparent() is None or not isinstance(element.tag, str):
            continue
        is_site_header = around and element.tag == "header" and next(element.iter("h1"), None) is None
        if element.tag in tags or is_site_header or _is_boilerplate(element) or (around and _is_menu(element)):
            element.drop_tree()


def _is_boilerplate(element: HtmlElement) -> bool:
    get = element.get
    if get("hidden") is not None or get("aria-hidden") == "true" or _HIDDEN.search(get("style") or ""):
        return True
    if element.tag in ("body", "main", "article"):
        return False
    return get("role") in _ROLES or bool(_NAMES.search(f"{get('class') or ''} {get('id') or ''}"))


def _is_menu(element: HtmlElement) -> bool:
    """Whether a list is one of links. Only lists are looked at: a page may be a list of links in paragraphs."""
    if element.tag not in ("ul", "ol"):
        return False
    links = [text_of(link) for link in element.iter("a")]
    words = len(_WORD.findall(text_of(element)))
    return len(links) >= MENU_LINKS and len(_WORD.findall(" ".join(links))) >= MENU_SHARE * words


def _kept(extracted: Lines, own: Lines, mark: str) -> float:
    """Which share the extraction has of the words in the page's own lines that begin with ``mark``."""
    wanted, have = _counted(own, mark), _counted(extracted, mark)
    return (wanted & have).total() / wanted.total() if wanted else 1.0


def _counted(lines: Lines, mark: str) -> Counter[str]:
    return Counter(word for text in lines.texts if text.startswith(mark) for word in _WORD.findall(text))
