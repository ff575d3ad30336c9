"""What lies behind addresses, for the sources that name one; opened only when a source needs it."""

from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from typing import Any, Self

from ingest.connectors.crawl import Crawl, crawl
from ingest.connectors.dbh import DBH_URL
from ingest.connectors.gathered import CourseRows, Pages
from ingest.connectors.ntnu_courses import NtnuCourses, gather
from ingest.connectors.ntnu_search import SEARCH_URL
from ingest.entries import CrawlFields, NtnuCoursesFields
from ingest.errors import SourceError
from ingest.fetching.media import DOCUMENTS, TABLES, Accept
from ingest.fetching.replies import Gone
from ingest.fetching.settings import FetchSettings
from ingest.fetching.web import Web
from ingest.raw import Raw


class Network:
    """Opens connections when they are needed, politely (:class:`FetchSettings`); close it after use."""

    def __init__(self, settings: FetchSettings, today: date, **for_tests: Any) -> None:
        self._settings = settings
        self._today = today
        self._for_tests = for_tests
        self._webs: dict[bool, Web] = {}
        self._open = ExitStack()
        self.notes: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def document(self, url: str, *, allow_private: bool) -> Raw:
        """A page or file to read; where there is no answer today, the copy of the last time and a note."""
        return self._get(url, DOCUMENTS, allow_private=allow_private)

    def table(self, url: str, *, allow_private: bool) -> Raw:
        """A table, or a page that describes courses for machines."""
        return self._get(url, TABLES, allow_private=allow_private)

    def crawl(self, entry: CrawlFields) -> Pages:
        """The pages of a site."""
        wanted = Crawl(entry.start, entry.sitemap, entry.prefixes, entry.depth, entry.pages)
        return crawl(self._web(allow_private=entry.allow_private), wanted)

    def ntnu_courses(self, entry: NtnuCoursesFields) -> CourseRows:
        """NTNU's continuing-education courses of a term."""
        wanted = NtnuCourses(
            year=entry.year,
            season=entry.season,
            pages=entry.pages,
            details=entry.details,
            official=entry.official,
            topics=entry.topics,
            search_url=entry.search_url or SEARCH_URL,
            dbh_url=entry.dbh_url or DBH_URL,
        )
        return gather(self._web(allow_private=entry.allow_private), wanted)

    def first_seen(self, name: str, content: str, *, allow_private: bool) -> str:
        """The day (YYYY-MM-DD) that ``name`` first had this content; the bytes of many pages differ every time."""
        return self._web(allow_private=allow_private).first_seen(name, content)

    def _get(self, url: str, accept: Accept, *, allow_private: bool) -> Raw:
        web = self._web(allow_private=allow_private)
        try:
            return web.get(url, accept=accept)
        except SourceError as error:
            kept = web.last(url, accept=accept) if error.field == "answer" and not isinstance(error, Gone) else None
            if kept is None:
                raise
            self.notes.append(f"{error} The copy of {kept.retrieved} is used.")
            return kept

    def _web(self, *, allow_private: bool) -> Web:
        if allow_private not in self._webs:
            settings = replace(self._settings, allow_private=allow_private)
            self._webs[allow_private] = self._open.enter_context(Web(settings, self._today, **self._for_tests))
        return self._webs[allow_private]
