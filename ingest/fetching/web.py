"""The web as a source: an address in, bytes and where they come from out."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from http import HTTPStatus
from typing import Any, Self
from urllib.parse import urlencode

import httpx

from ingest.errors import SourceError
from ingest.fetching.addresses import Gate, check, wrong
from ingest.fetching.attempts import Attempt, Clocks, Reply, Sender
from ingest.fetching.cache import Cache, Kept
from ingest.fetching.media import ANSWERS, ANYTHING_PLAIN, DOCUMENTS, Accept
from ingest.fetching.replies import GONE, Gone, Wanted, kept_of, raw_of, target_of, told_of
from ingest.fetching.robots import LARGEST_ROBOTS, Robots
from ingest.fetching.settings import FetchSettings
from ingest.fetching.transport import CheckedTransport
from ingest.raw import Raw


class Web:
    """Fetches pages and answers, one at a time, politely; see :class:`FetchSettings`.

    Everything that goes wrong is a SourceError whose place is the address asked for. ``transport`` and ``clocks`` are
    for tests. Close it after use, or use it in a ``with``.
    """

    def __init__(
        self,
        settings: FetchSettings,
        today: date,
        *,
        clocks: Clocks | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        clocks = clocks or Clocks()
        self._settings = settings
        self._today = today.isoformat()
        self._now = clocks.now
        self._transport = transport or CheckedTransport(Gate(settings.allow_private), clocks.steady)
        self._sender = Sender(settings, self._transport, clocks)
        self._cache = Cache(settings.cache_dir, look_only=settings.look_only)
        self._robots = Robots(self._ask_robots, settings.longest_wait)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections and forget answers that nobody wanted for long."""
        self._transport.close()
        self._cache.sweep(self._now().timestamp())

    def get(self, url: str, *, accept: Accept = DOCUMENTS) -> Raw:
        """A page or file. ``Raw.retrieved`` is the day its bytes were first seen."""
        return self._fetch(Wanted("GET", check(url, url), url, accept))

    def last(self, url: str, *, accept: Accept = DOCUMENTS) -> Raw | None:
        """What :meth:`get` gave the last time, without asking; None where nothing is kept, as after a redirect."""
        address = check(url, url)
        kept = self._cache.find(Wanted("GET", address, url, accept).key)
        return raw_of(url, address, kept) if kept else None

    def post_form(self, url: str, data: Mapping[str, str], *, accept: Accept = ANSWERS) -> Raw:
        """The answer to a form. Only for forms that ask: it is sent again when the network fails."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._fetch(Wanted("POST", check(url, url), url, accept, headers, urlencode(data).encode()))

    def post_json(self, url: str, body: Any, *, accept: Accept = ANSWERS) -> Raw:
        """The answer to a question in JSON. Only for questions: it is sent again when the network fails."""
        data = json.dumps(body, ensure_ascii=False).encode()
        return self._fetch(Wanted("POST", check(url, url), url, accept, {"Content-Type": "application/json"}, data))

    def first_seen(self, name: str, content: str) -> str:
        """The day (YYYY-MM-DD) that ``name`` first had this content, today if that is new.

        For what is read out of answers whose bytes differ every time, such as pages with the hour on them.
        """
        data = content.encode("utf-8", "surrogatepass")
        return self._remembered(f"content of {name}", Kept(data, self._today)).retrieved

    def _fetch(self, wanted: Wanted) -> Raw:
        if not (self._settings.contact or "").strip():
            expected = "a contact address in the setting FETCH_CONTACT, for the owners of the sites we ask"
            raise wrong(wanted.place, expected, "none", "FETCH_CONTACT")
        last, reply, kept = self._follow(wanted, self._robots.check)
        if reply.status == HTTPStatus.NOT_MODIFIED and kept:
            self._cache.used(last.key, self._now().timestamp())
        elif reply.status == HTTPStatus.OK:
            kept = self._remembered(last.key, kept_of(reply, self._today))
        else:
            kind = Gone if reply.status in GONE else SourceError
            raise kind(wanted.place, None, "answer", "an answer with content", told_of(reply.status))
        raw = raw_of(wanted.place, last.url, kept)
        if not wanted.accept.covers(kept.media_type, raw.name):
            got = repr(kept.media_type) if kept.media_type else "nothing of the kind"
            raise wrong(wanted.place, wanted.accept.words, got, "Content-Type")
        return raw

    def _remembered(self, key: str, new: Kept) -> Kept:
        """The same bytes keep the day they were first seen on."""
        old = self._cache.find(key)
        if old and old.data == new.data:
            new = replace(new, retrieved=old.retrieved)
        if new != old:
            self._cache.keep(key, new)
        self._cache.used(key, self._now().timestamp())
        return new

    def _follow(self, wanted: Wanted, permit: Callable[[str, str], float]) -> tuple[Wanted, Reply, Kept | None]:
        """Ask, and ask on where the answer lies elsewhere; every address on the way is checked."""
        seen: list[str] = []
        for url in self._hops(wanted, seen):
            hop = replace(wanted, url=url)
            delay = max(self._settings.delay, permit(url, wanted.place))
            kept = self._cache.find(hop.key) if hop.method == "GET" else None
            headers = {"Accept": hop.accept.header, **hop.headers, **(kept.questions if kept else {})}
            limit = hop.cut or self._settings.max_bytes
            attempt = Attempt(hop.method, url, hop.place, headers, hop.body, limit, cut=hop.cut is not None)
            reply = self._sender.send(attempt, delay)
            if not reply.redirects:
                return hop, reply, kept
            seen.append(target_of(hop, reply))
        raise wrong(wanted.place, f"at most {self._settings.redirects} redirects", "more of them", "redirect")

    def _hops(self, wanted: Wanted, seen: list[str]) -> Iterator[str]:
        """The addresses to ask: the first, then each that was appended to ``seen`` meanwhile."""
        yield wanted.url
        visited = {wanted.url}
        for _ in range(self._settings.redirects):
            if seen[-1] in visited:
                raise wrong(wanted.place, "a redirect that leads somewhere", f"a loop through {seen[-1]}", "redirect")
            visited.add(seen[-1])
            yield seen[-1]

    def _ask_robots(self, address: str) -> tuple[int, bytes]:
        wanted = Wanted("GET", address, address, ANYTHING_PLAIN, cut=LARGEST_ROBOTS)
        _, reply, _ = self._follow(wanted, lambda *_: 0.0)
        return reply.status, reply.data
