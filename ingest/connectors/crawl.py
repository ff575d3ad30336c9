"""A web site as a source: the pages of its sitemap, or those that can be reached from a start page."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

from ingest.connectors.gathered import Pages
from ingest.connectors.html_pages import tree_of
from ingest.connectors.links import Prefixes, canonical, canonical_link, links, may_be_indexed
from ingest.connectors.sitemaps import sitemap_addresses
from ingest.connectors.visiting import Visitor
from ingest.errors import SourceError
from ingest.fetching.media import DOCUMENTS
from ingest.fetching.web import Web
from ingest.raw import Raw

Progress = Callable[[int], None]
"""Told after each page how many were read."""

_HTML = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Crawl:
    """Where to look: ``start`` or ``sitemap``, one of them.

    ``prefixes`` bound it; without any, these are the folder of the start page, or the sitemap's site. ``depth`` counts
    the links between the start page and a page; at most ``pages`` addresses are asked for.
    """

    start: str | None = None
    sitemap: str | None = None
    prefixes: Sequence[str] = ()
    depth: int = 2
    pages: int = 200

    @property
    def bounds(self) -> Prefixes:
        """What addresses must begin with."""
        if self.prefixes:
            return Prefixes(self.prefixes)
        return Prefixes([urljoin(self.start, ".") if self.start else urljoin(self.sitemap or "", "/")])


def crawl(web: Web, wanted: Crawl, progress: Progress = lambda done: None) -> Pages:
    """Read the pages of a site, one at a time, in the order of their addresses.

    A page that is there twice (by its canonical link or its bytes) is told once. What cannot be read, or lies beyond
    the limit of pages, is told in ``rejected``; of a page that fails today, the copy of the last time is used where
    there is one. Raises SourceError when the start page or the sitemap cannot be read.
    """
    walk = _Walk(Visitor(web, DOCUMENTS), wanted, progress)
    if wanted.sitemap:
        walk.visit(sitemap_addresses(web, wanted.sitemap))
    else:
        walk.visit_start(canonical(wanted.start or "") or wanted.start or "")
        for _ in range(wanted.depth):
            ahead, walk.links = walk.links, []
            walk.visit(ahead)
    rejected = (*walk.visitor.told(), *walk.left_out)
    if not walk.pages and not rejected:
        expected = "at least one page with an allowed prefix that may be indexed"
        raise SourceError(wanted.start or wanted.sitemap or "", None, "prefixes", expected, "none")
    return Pages(tuple(walk.pages[address] for address in sorted(walk.pages)), rejected)


@dataclass
class _Walk:
    visitor: Visitor
    wanted: Crawl
    progress: Progress
    pages: dict[str, Raw] = field(default_factory=dict)
    left_out: list[SourceError] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    bodies: dict[str, str] = field(default_factory=dict)

    def visit_start(self, address: str) -> None:
        """The start page; it may lie outside the bounds and then only gives links."""
        self.asked.add(address)
        self._take(self.visitor.web.get(address, accept=DOCUMENTS))

    def visit(self, addresses: Iterable[str]) -> None:
        """Read the pages that were not read yet, as many as are still allowed."""
        new = sorted({address for address in addresses if self.wanted.bounds.cover(address)} - self.asked)
        allowed = self.wanted.pages - len(self.asked)
        if len(new) > allowed:
            where = self.wanted.start or self.wanted.sitemap or ""
            got = f"{len(new) - allowed} more, which were left out"
            self.left_out.append(SourceError(where, None, "pages", f"at most {self.wanted.pages} pages", got))
        for address in new[:allowed]:
            self.asked.add(address)
            raw = self.visitor.read(address)
            if raw:
                try:
                    self._take(raw)
                except SourceError as error:
                    self.left_out.append(error)
            self.progress(len(self.asked))

    def _take(self, raw: Raw) -> None:
        """Keep a page that lies within the bounds and is new; note its links."""
        address = canonical(raw.url or raw.place) or raw.place
        self.asked.add(address)
        wanted, own = self.wanted.bounds.cover(address), address
        if raw.media_type in _HTML:
            tree = tree_of(raw)
            self.links += links(tree, address)
            own = self._own_address(canonical_link(tree, address), address)
            wanted = wanted and may_be_indexed(tree)
        twin = self.bodies.setdefault(hashlib.sha256(raw.data).hexdigest(), own)
        there_already = twin != own and twin in self.pages
        if wanted and not there_already and (own == address or own not in self.pages):
            self.pages[own] = replace(raw, url=own)

    def _own_address(self, claimed: str | None, address: str) -> str:
        """What the page calls its address, where that is on its own site and may be read."""
        same_site = claimed is not None and urlsplit(claimed).netloc == urlsplit(address).netloc
        return claimed if claimed and same_site and self.wanted.bounds.cover(claimed) else address
