"""A web site of the tests' own, on this machine: answers what a test says, and remembers what it was asked."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from ingest.fetching.attempts import Clocks
from ingest.fetching.settings import FetchSettings
from ingest.fetching.web import Web

TODAY = date(2026, 11, 21)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came in; header names are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Given:
    """An answer. ``pieces`` are sent as they are, one after another, without a Content-Length, in place of ``body``."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    pieces: Iterator[bytes] | None = None


Answer = Given | Callable[[Asked], Given]


@dataclass
class Site:
    """``pages`` maps paths (with their query) to answers; everything else is 404."""

    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    port: int = 0
    webs: list[Web] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The site's address, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def html(self, path: str, body: str, **headers: str) -> None:
        """Put up a page."""
        self.pages[path] = Given(body.encode(), headers={"Content-Type": "text/html; charset=utf-8", **headers})

    def json(self, path: str, body: str) -> None:
        """Put up an answer in JSON."""
        self.pages[path] = Given(body.encode(), headers={"Content-Type": "application/json"})

    def web(self, **changes: Any) -> Web:
        """A web that may ask this site, closed with it; see :func:`web_of`."""
        self.webs.append(web_of(**changes))
        return self.webs[-1]

    def paths(self) -> list[str]:
        """What was asked for, robots.txt left out."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def answer(self, asked: Asked) -> Given:
        """What a request gets."""
        self.asked.append(asked)
        page = self.pages.get(asked.path, Given(status=404))
        return page(asked) if callable(page) else page


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    """Serve it on a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._serve()

        def do_POST(self) -> None:
            self._serve()

        def _serve(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            given = site.answer(Asked(self.command, self.path, headers, self.rfile.read(length)))
            self.send_response(given.status)
            for name, value in given.headers.items():
                self.send_header(name, value)
            if given.pieces is None:
                if "Content-Length" not in given.headers:
                    self.send_header("Content-Length", str(len(given.body)))
                self.end_headers()
                self.wfile.write(given.body)
                return
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            try:
                for piece in given.pieces:
                    self.wfile.write(piece)
            except OSError:  # the reader had enough
                return

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        for web in site.webs:
            web.close()
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Pretend:
    """Clocks that nobody waits for: sleeping moves the time on."""

    seconds: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        """Note it, and let that much time pass."""
        self.slept.append(round(seconds, 3))
        self.seconds += seconds

    @property
    def clocks(self) -> Clocks:
        """As the network code takes them; chance always gives 1, so that pauses are whole."""
        now = datetime(2026, 11, 21, 12, tzinfo=UTC)
        return Clocks(steady=lambda: self.seconds, sleep=self.sleep, now=lambda: now, chance=lambda: 1.0)


def web_of(*, cache_dir: Path | None = None, today: date = TODAY, time: Pretend | None = None, **changes: Any) -> Web:
    """A web for the local site: allowed to ask this machine, and never waiting."""
    settings: dict[str, Any] = {"contact": "vaktmester@eksempel.no", "allow_private": True, "cache_dir": cache_dir}
    return Web(FetchSettings(**settings | changes), today, clocks=(time or Pretend()).clocks)
