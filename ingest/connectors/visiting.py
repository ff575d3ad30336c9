"""Reading many pages of a site: one that fails does not stop the rest, a site that fails does."""

from dataclasses import dataclass, field

from ingest.errors import SourceError
from ingest.fetching.media import Accept
from ingest.fetching.replies import Gone
from ingest.fetching.robots import Forbidden
from ingest.fetching.web import Web
from ingest.raw import Raw

PATIENCE = 3
"""Pages in a row without an answer, each tried several times; then it is the site that does not answer."""


@dataclass
class Visitor:
    """Fetches pages; what goes wrong is gathered in ``complaints``."""

    web: Web
    accept: Accept
    complaints: list[SourceError] = field(default_factory=list)
    forbidden: list[SourceError] = field(default_factory=list)
    unanswered: int = 0

    def read(self, url: str) -> Raw | None:
        """A page, or None and a complaint. Where there is no answer today, the copy of the last time does.

        Raises SourceError when several pages in a row have no answer.
        """
        try:
            raw = self.web.get(url, accept=self.accept)
        except Forbidden as error:
            self.forbidden.append(error)
            return None
        except SourceError as error:
            return self._instead(url, error)
        self.unanswered = 0
        return raw

    def told(self) -> list[SourceError]:
        """The complaints, with a single one for all that robots.txt keeps from us."""
        if not self.forbidden:
            return self.complaints
        first = self.forbidden[0]
        got = f"{first.got} (as for {len(self.forbidden)} in all)" if len(self.forbidden) > 1 else first.got
        return [*self.complaints, SourceError(first.file, first.line, first.field, first.expected, got)]

    def _instead(self, url: str, error: SourceError) -> Raw | None:
        kept = None
        if error.field == "answer" and not isinstance(error, Gone):
            self.unanswered += 1
            if self.unanswered >= PATIENCE:
                raise error
            kept = self.web.last(url, accept=self.accept)
        told = f"{error.got} (the copy of {kept.retrieved} is used)" if kept else error.got
        self.complaints.append(SourceError(error.file, error.line, error.field, error.expected, told))
        return kept
