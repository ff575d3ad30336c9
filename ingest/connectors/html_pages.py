"""A page as a tree of elements, for what is not its text: labelled fields and links."""

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from ingest.errors import SourceError
from ingest.raw import Raw
from ingest.reading.decoding import decode
from ingest.reading.limits import LARGEST_PAGE, megabytes

MOST_ELEMENTS = 200_000
"""Honest long pages have some ten thousand."""


def tree_of(raw: Raw) -> HtmlElement:
    """The page's root. Raises SourceError for one that is too large, in another encoding, or without any element."""
    if len(raw.data) > LARGEST_PAGE:
        raise SourceError(raw.place, None, "page", f"at most {megabytes(LARGEST_PAGE)}", megabytes(len(raw.data)))
    # The text is decoded already: an encoding that the page declares would only confuse.
    text = decode(raw).lstrip()
    text = text.partition("?>")[2] if text.startswith("<?xml") else text
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        tree: HtmlElement = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise SourceError(raw.place, None, "page", "an HTML page", "a file without any element") from error
    for count, _ in enumerate(tree.iter(), 1):
        if count > MOST_ELEMENTS:
            raise SourceError(raw.place, None, "page", f"at most {MOST_ELEMENTS} elements", "more")
    return tree
