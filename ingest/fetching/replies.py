"""From what is wanted to what the site answered: redirects, statuses and headers in our own words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from ingest.errors import SourceError
from ingest.fetching.addresses import check, wrong
from ingest.fetching.attempts import Reply
from ingest.fetching.cache import Kept
from ingest.fetching.media import Accept, media_type_of
from ingest.raw import Raw


class Gone(SourceError):
    """The site says that there is nothing (any more) at this address: 404 or 410."""


GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_KEEPS_METHOD = frozenset({307, 308})


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing to fetch, whatever redirects lie on the way; ``place`` is the address as the maintainer wrote it."""

    method: str
    url: str
    place: str
    accept: Accept
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    cut: int | None = None

    @property
    def key(self) -> str:
        """What a cached answer belongs to."""
        return "\n".join([self.method, self.url, self.accept.header, (self.body or b"").hex()])


def target_of(hop: Wanted, reply: Reply) -> str:
    """Where a redirect leads. Raises SourceError for one that we do not follow."""
    location = reply.headers.get("location", "")
    if not location:
        raise wrong(hop.place, "a redirect that says where to", f"{reply.status} without an address", "redirect")
    if hop.method != "GET" and reply.status not in _KEEPS_METHOD:
        raise wrong(
            hop.place, "an answer; look up the service's new address", f"a redirect to {location!r}", "redirect"
        )
    try:
        target = check(urljoin(hop.url, location), hop.place)
    except ValueError as error:
        raise wrong(hop.place, "a redirect to a web address", repr(location[:200]), "redirect") from error
    if hop.url.startswith("https:") and target.startswith("http:"):
        raise wrong(hop.place, "a redirect that stays with https", f"one to {target}", "redirect")
    return target


def raw_of(place: str, url: str, kept: Kept) -> Raw:
    """What the readers get; ``url`` is where it came from in the end."""
    parts = urlsplit(url)
    return Raw(
        place=place,
        name=PurePosixPath(unquote(parts.path)).name or parts.netloc,
        data=kept.data,
        media_type=kept.media_type,
        charset=kept.charset,
        url=url,
        retrieved=kept.retrieved,
        modified=kept.modified,
    )


def kept_of(reply: Reply, today: str) -> Kept:
    """What is worth keeping of an answer with content."""
    media_type, charset = media_type_of(reply.headers.get("content-type"))
    last_modified = reply.headers.get("last-modified")
    return Kept(
        data=reply.data,
        retrieved=today,
        media_type=media_type,
        charset=charset,
        modified=_day(last_modified),
        etag=reply.headers.get("etag"),
        last_modified=last_modified,
    )


def told_of(status: int) -> str:
    """A status in words, with what to do about it."""
    try:
        words = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        words = f"{status}"
    if status in GONE:
        return f"{words}; correct the address or remove the source"
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return f"{words}; ask the site's owner for access, or remove the source"
    return words


def _day(header: str | None) -> str | None:
    try:
        return parsedate_to_datetime(header).date().isoformat() if header else None
    except ValueError:
        return None
