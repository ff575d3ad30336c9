"""How the network is used: who we say we are, how long we wait, how much we take."""

from dataclasses import dataclass
from pathlib import Path

from ingest.reading.limits import LARGEST_FILE


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """Times are seconds, sizes bytes.

    ``contact`` is an e-mail address or a page where the operator of a site reaches the maintainer; without it nothing
    is fetched. ``delay`` lies between two requests to one host. ``total`` bounds one attempt, however slowly an answer
    drips. ``cache_dir`` None keeps nothing between runs; with ``look_only`` what lies there is used, and nothing added.
    ``longest_wait`` bounds what a server may ask for with ``Retry-After`` and ``Crawl-delay``; who asks for more is not
    asked again.
    """

    contact: str | None
    allow_private: bool = False
    cache_dir: Path | None = None
    look_only: bool = False
    version: str = "0"
    delay: float = 1.0
    connect: float = 10.0
    read: float = 20.0
    total: float = 120.0
    max_bytes: int = LARGEST_FILE
    attempts: int = 4
    redirects: int = 5
    longest_wait: float = 60.0

    @property
    def user_agent(self) -> str:
        """As sites see it in their logs."""
        return f"{AGENT}/{self.version} (+{self.contact})"


AGENT = "Brobygger"
