"""Sitemaps: the addresses that a site lists for machines, in one file or in several under an index."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException, ElementTree

from ingest.connectors.links import canonical
from ingest.errors import SourceError
from ingest.fetching.media import SITEMAPS
from ingest.fetching.web import Web
from ingest.raw import Raw
from ingest.reading.limits import MEGABYTE, megabytes

LARGEST_SITEMAP = 50 * MEGABYTE
MOST_ADDRESSES = 50_000
"""Of one file; both are the protocol's own limits."""
MOST_SITEMAPS = 100
"""Below one index. An index below an index is not allowed by the protocol and not followed."""

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class _Sitemap:
    kind: Literal["urlset", "sitemapindex"]
    addresses: tuple[str, ...]


def sitemap_addresses(web: Web, url: str) -> Iterator[str]:
    """The canonical addresses of the pages of a sitemap. Raises SourceError where any of it cannot be read."""
    top = _read(web.get(url, accept=SITEMAPS))
    if top.kind == "urlset":
        yield from top.addresses
        return
    if len(top.addresses) > MOST_SITEMAPS:
        raise SourceError(url, None, "sitemap", f"at most {MOST_SITEMAPS} sitemaps", f"{len(top.addresses)}")
    for address in top.addresses:
        inner = _read(web.get(address, accept=SITEMAPS))
        if inner.kind != "urlset":
            raise SourceError(address, None, "sitemap", "addresses of pages", "an index below an index")
        yield from inner.addresses


def _read(raw: Raw) -> _Sitemap:
    data = _unpacked(raw)
    try:
        root: Element = ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise _wrong(raw, "XML without a document type (entities)", "one") from error
    except (ParseError, ValueError, LookupError) as error:
        raise _wrong(raw, "a sitemap in XML", f"something else ({error})") from error
    kind = _local(root.tag)
    if kind not in ("urlset", "sitemapindex"):
        raise _wrong(raw, "<urlset> or <sitemapindex>", f"<{kind[:40]}>")
    found = [
        (part.text or "").strip() for entry in root if _local(entry.tag) in ("url", "sitemap")
        for part in entry if _local(part.tag) == "loc"
    ]  # fmt: skip
    if len(found) > MOST_ADDRESSES:
        raise _wrong(raw, f"at most {MOST_ADDRESSES} addresses", f"{len(found)}")
    addresses = dict.fromkeys(address for text in found if (address := canonical(text)))
    return _Sitemap("urlset" if kind == "urlset" else "sitemapindex", tuple(addresses))


def _unpacked(raw: Raw) -> bytes:
    """The sitemap's XML, which may be packed with gzip as a file, whatever it is called."""
    data = raw.data
    if data.startswith(_GZIP):
        unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            data = unpacker.decompress(data, LARGEST_SITEMAP + 1)
        except zlib.error as error:
            raise _wrong(raw, "a whole gzip file", f"a broken one ({error})") from error
        if len(data) <= LARGEST_SITEMAP and not unpacker.eof:
            raise _wrong(raw, "a whole gzip file", "one that ends too early")
    if len(data) > LARGEST_SITEMAP:
        raise _wrong(raw, f"at most {megabytes(LARGEST_SITEMAP)} when unpacked", "more")
    return data


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _wrong(raw: Raw, expected: str, got: str) -> SourceError:
    return SourceError(raw.place, None, "sitemap", expected, got)
