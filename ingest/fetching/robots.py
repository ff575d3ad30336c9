"""robots.txt: what a site lets us read, and how fast."""

from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from ingest.errors import SourceError
from ingest.fetching.addresses import wrong
from ingest.fetching.settings import AGENT

LARGEST_ROBOTS = 512_000
"""What lies beyond is not read; RFC 9309 asks for at least 500 KiB."""

_UNAVAILABLE = range(400, 500)
_TOO_MANY = 429

Ask = Callable[[str], tuple[int, bytes]]
"""The address of a robots.txt in, status and body out; raises SourceError when the site does not answer."""


class Forbidden(SourceError):
    """The site's rules keep this address from us."""


class Robots:
    """The rules of the sites of one run, each asked for once."""

    def __init__(self, ask: Ask, longest_delay: float) -> None:
        self._ask = ask
        self._longest_delay = longest_delay
        self._rules: dict[str, Protego | SourceError] = {}

    def check(self, url: str, place: str) -> float:
        """The seconds that the site wants between two requests.

        Raises SourceError where it does not want this address read, wants longer pauses than we make, or where its
        rules cannot be had because something is wrong there (as RFC 9309 has it).
        """
        rules = self._of(url, place)
        if not rules.can_fetch(url, AGENT):
            expected = "a page that the site's robots.txt lets us read"
            raise Forbidden(place, None, "robots.txt", expected, f"a rule against {url}")
        delay = rules.crawl_delay(AGENT) or 0.0
        if delay > self._longest_delay:
            expected = f"a Crawl-delay of at most {self._longest_delay:g} s (ask the site's owner for an export)"
            raise wrong(place, expected, f"{delay:g} s", "robots.txt")
        return delay

    def _of(self, url: str, place: str) -> Protego:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = self._read(f"{site}/robots.txt")
        rules = self._rules[site]
        if isinstance(rules, SourceError):
            raise SourceError(place, None, rules.field, rules.expected, rules.got)
        return rules

    def _read(self, address: str) -> Protego | SourceError:
        try:
            status, body = self._ask(address)
        except SourceError as error:
            return SourceError(address, None, error.field, error.expected, f"{error.got} (asked for {address})")
        if 200 <= status < 300:
            return Protego.parse(body.decode("utf-8", errors="replace").removeprefix("\ufeff"))
        if status in _UNAVAILABLE and status != _TOO_MANY:
            return Protego.parse("")
        return wrong(address, f"rules at {address} (nothing is read without; try later)", f"{status}", "robots.txt")
