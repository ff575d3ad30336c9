"""NTNU's continuing-education courses of a term: found by the search, named by DBH, described by their own pages."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.connectors.course_pages import CoursePage, read_course_page
from ingest.connectors.dbh import DBH_URL, DbhTable208, Official
from ingest.connectors.gathered import CourseRows
from ingest.connectors.ntnu_search import COURSE_URL, SEARCH_URL, FoundCourse, NtnuSearch, Season
from ingest.connectors.visiting import Visitor
from ingest.errors import SourceError
from ingest.fetching.media import PAGES
from ingest.fetching.web import Web
from ingest.reading.headings import slugify

PUBLISHER = "NTNU"
EXAM_ONLY = "NTNUs emnesøk oppgir bare eksamen, ikke undervisning"
DATE_NOTE = "dagen opplysningene ble hentet"

Progress = Callable[[int, int], None]
"""Told after each course page: how many are read, and how many there are."""


@dataclass(frozen=True, slots=True)
class NtnuCourses:
    """Which courses are wanted. ``official`` asks DBH, ``details`` reads the course pages.

    ``topics`` (Norwegian) are put on every course, for none of the three knows any.
    """

    year: int
    season: Season
    pages: int = 100
    details: bool = True
    official: bool = True
    topics: Sequence[str] = ()
    search_url: str = SEARCH_URL
    dbh_url: str = DBH_URL


def gather(web: Web, wanted: NtnuCourses, progress: Progress = lambda done, total: None) -> CourseRows:
    """The courses of a term as rows, by their codes.

    A course whose page is gone or cannot be read stays, without its details, and the page is told in ``rejected``.
    Raises SourceError when the search, DBH or the site as a whole fails: half a catalogue would look like a whole one.
    """
    search = NtnuSearch(web, wanted.search_url, wanted.pages).courses(wanted.year, wanted.season)
    codes = [course.code for course in search.courses]
    official: Mapping[str, Official] = {}
    if wanted.official and codes:
        official = DbhTable208(web, wanted.dbh_url).courses(codes, wanted.year, wanted.season)
    rows: list[Mapping[str, Any]] = []
    rejected = list(search.rejected)
    visitor = Visitor(web, PAGES)
    for done, course in enumerate(search.courses, 1):
        page = _page(visitor, course) if wanted.details else CoursePage()
        rejected += page.rejected
        rows.append(_row(web, wanted, course, official.get(course.code), page))
        progress(done, len(codes))
    return CourseRows(tuple(rows), (*rejected, *visitor.told()))


def _page(visitor: Visitor, course: FoundCourse) -> CoursePage:
    raw = visitor.read(_address(course))
    try:
        return read_course_page(raw, course.code) if raw else CoursePage()
    except SourceError as error:
        return CoursePage(rejected=(error,))


def _row(
    web: Web, wanted: NtnuCourses, course: FoundCourse, official: Official | None, page: CoursePage
) -> Mapping[str, Any]:
    title = official.name if official else course.title
    told = (
        {"credits": official.credits, "teaching_language": official.language, "level": official.level}
        if official
        else {}
    )
    row: dict[str, Any] = {
        **{name: value for name, value in page.values.items() if value is not None},
        **{name: value for name, value in told.items() if value is not None},
        "id": f"ntnu-{slugify(course.code)}",
        "code": course.code,
        "title": title,
        "kind": "emne",
        "is_evu": True,
        "topics": list(wanted.topics),
        "publisher": PUBLISHER,
        "url": _address(course),
        "confidence": "høy",
        "notes": _notes(title, course, page),
        "offerings": _offerings(wanted, course, page),
    }
    # Pages and answers change from day to day where the courses do not: the day is that of the course.
    day = web.first_seen(f"{wanted.search_url} {course.code}", json.dumps(row, ensure_ascii=False, sort_keys=True))
    return row | {"date": day, "date_note": DATE_NOTE, "retrieved": day}


def _offerings(wanted: NtnuCourses, course: FoundCourse, page: CoursePage) -> list[dict[str, Any]]:
    """Those of the page; what it leaves open, the search knows: the term and the place."""
    term = f"{'høst' if wanted.season == 'autumn' else 'vår'} {wanted.year}"
    found = page.values.get("offerings") or [{}]
    offerings = []
    for offering in found:
        known = {name: value for name, value in offering.items() if value is not None}
        if "start" not in known:
            known.setdefault("start_note", term)
        offerings.append({"location": course.location or None} | known)
    return offerings


def _notes(title: str, course: FoundCourse, page: CoursePage) -> str | None:
    notes = [
        page.values.get("notes"),
        f"i NTNUs emnesøk: «{course.title}»" if course.title.casefold() != title.casefold() else None,
        EXAM_ONLY if course.exam_only else None,
    ]
    return "; ".join(note for note in notes if note) or None


def _address(course: FoundCourse) -> str:
    return course.url or COURSE_URL.format(code=course.code)
