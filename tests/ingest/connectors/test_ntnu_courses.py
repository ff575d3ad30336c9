"""The search, DBH and the course pages together give rows that are read as courses; everything here is made up."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest.connectors.ntnu_courses import DATE_NOTE, EXAM_ONLY, NtnuCourses, gather
from ingest.errors import SourceError
from knowledge.models import Offering
from knowledge.records import course_from_row, course_text
from tests.ingest.connectors.test_course_pages import AS_LIST, HEAD
from tests.ingest.connectors.test_dbh import row, table
from tests.ingest.connectors.test_ntnu_search import course, page
from tests.ingest.local_site import Given, Site, serving


def _site(*codes: str, **changes: Any) -> Site:
    """Search, DBH and a page for each course."""
    site = Site()
    site.json("/tabell", table(row("OPP1-1", Emnenavn="Prøvekurs i nøkler", Studiepoeng="10.00")))
    for code in codes:
        site.html(f"/emner/{code}", f"<html>{HEAD.replace('OPP1', code)}{AS_LIST}</html>")
    site.pages["/sok"] = lambda _: Given(
        page(*(course(code, courseUrl=f"{site.url}/emner/{code}", **changes) for code in codes)).encode(),
        headers={"Content-Type": "application/json"},
    )
    return site


def _wanted(site: Site, **changes: Any) -> NtnuCourses:
    fields: dict[str, Any] = {"year": 2027, "season": "autumn", "topics": ("låser",)}
    return NtnuCourses(**fields | {"search_url": f"{site.url}/sok", "dbh_url": f"{site.url}/tabell"} | changes)


def test_a_course_is_found_named_and_described() -> None:
    with serving(_site("OPP1")) as site:
        found = gather(site.web(), _wanted(site))
    assert found.rejected == ()
    read = course_from_row(found.rows[0])
    assert (read.id, read.code, read.title, read.credits) == ("ntnu-opp1", "OPP1", "Prøvekurs i nøkler", 10.0)
    assert (read.kind, read.is_evu, read.topics, read.level) == ("emne", True, ("låser",), "Prøvenivå")
    assert read.teaching_language == "norsk"
    assert read.notes == "Målgruppe: Vaktmestere; i NTNUs emnesøk: «Prøvekurs OPP1»"
    assert read.offerings == (Offering(start_note="høst 2027", deadline="2027-06-01", location="Prøveby"),)
    assert (read.provenance.publisher, read.provenance.url) == ("NTNU", f"{site.url}/emner/OPP1")
    assert (read.provenance.date, read.provenance.date_note) == ("2026-11-21", DATE_NOTE)
    assert "Søknadsfrist: 2027-06-01" in course_text(read)


def test_what_dbh_does_not_know_comes_from_the_search_and_the_page() -> None:
    with serving(_site("OPP9", examOnly=True)) as site:
        found = gather(site.web(), _wanted(site))
    read = course_from_row(found.rows[0])
    assert (read.title, read.credits, read.teaching_language) == ("Prøvekurs OPP9", 7.5, "engelsk")
    assert read.notes == f"Målgruppe: Vaktmestere; {EXAM_ONLY}"


def test_without_details_and_official_names_only_the_search_is_asked() -> None:
    with serving(_site("OPP1")) as site:
        found = gather(site.web(), _wanted(site, details=False, official=False))
    assert site.paths() == ["/sok"]
    read = course_from_row(found.rows[0])
    assert read.offerings == (Offering(start_note="høst 2027", location="Prøveby"),)


def test_courses_come_in_the_order_of_their_codes_and_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    with serving(_site("OPP3", "OPP1", "OPP2")) as site:
        found = gather(site.web(), _wanted(site), lambda done, total: told.append((done, total)))
    assert [row["code"] for row in found.rows] == ["OPP1", "OPP2", "OPP3"]
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_course_without_a_page_stays_and_the_page_is_told() -> None:
    with serving(_site("OPP1", "OPP2")) as site:
        del site.pages["/emner/OPP1"]
        found = gather(site.web(), _wanted(site))
    assert [row["code"] for row in found.rows] == ["OPP1", "OPP2"]
    assert [str(error.file) for error in found.rejected] == [f"{site.url}/emner/OPP1"]
    assert "404 Not Found" in str(found.rejected[0])


def test_a_page_that_names_another_course_gives_no_details() -> None:
    with serving(_site("OPP1")) as site:
        site.html("/emner/OPP1", f"<html><h1>Finn kurs</h1>{AS_LIST}</html>")
        found = gather(site.web(), _wanted(site))
    assert found.rows[0]["offerings"] == [{"location": "Prøveby", "start_note": "høst 2027"}]
    assert "a page that names the course OPP1" in str(found.rejected[0])


def test_pages_that_robots_txt_forbids_are_told_once() -> None:
    with serving(_site("OPP1", "OPP2")) as site:
        site.pages["/robots.txt"] = Given(b"User-agent: *\nDisallow: /emner/")
        found = gather(site.web(), _wanted(site))
    assert len(found.rows) == 2
    assert [error.got for error in found.rejected] == [f"a rule against {site.url}/emner/OPP1 (as for 2 in all)"]


def test_a_page_out_of_order_is_taken_from_the_last_time(tmp_path: Path) -> None:
    with serving(_site("OPP1")) as site:
        before = gather(site.web(cache_dir=tmp_path, today=date(2026, 11, 1)), _wanted(site))
        site.pages["/emner/OPP1"] = Given(status=500)
        found = gather(site.web(cache_dir=tmp_path), _wanted(site))
    assert found.rows == before.rows
    assert "(the copy of 2026-11-01 is used)" in str(found.rejected[0])


def test_a_site_out_of_order_stops_the_source() -> None:
    with serving(_site("OPP1", "OPP2", "OPP3", "OPP4")) as site:
        for number in range(1, 5):
            site.pages[f"/emner/OPP{number}"] = Given(status=500)
        with pytest.raises(SourceError, match=r"emner/OPP3: answer: expected an answer, got 500"):
            gather(site.web(), _wanted(site))


@pytest.mark.parametrize("path", ["/sok", "/tabell"])
def test_a_search_or_database_out_of_order_stops_the_source(path: str) -> None:
    with serving(_site("OPP1")) as site:
        site.pages[path] = Given(status=503)
        with pytest.raises(SourceError, match=r"got 503 .*, tried 4 times"):
            gather(site.web(), _wanted(site))


def test_a_course_keeps_its_day_while_it_does_not_change(tmp_path: Path) -> None:
    with serving(_site("OPP1")) as site:
        first = gather(site.web(cache_dir=tmp_path, today=date(2026, 11, 1)), _wanted(site))
        # The page has the hour on it, and DBH tells when it delivered: neither is the course.
        site.html("/emner/OPP1", f"<html>{HEAD}{AS_LIST}<p>Klokken er 12</p></html>")
        site.json("/tabell", table(row("OPP1-1", Emnenavn="Prøvekurs i nøkler", Studiepoeng="10.00"), leveranse="2"))
        assert gather(site.web(cache_dir=tmp_path), _wanted(site)) == first
        site.json("/tabell", table(row("OPP1-1", Emnenavn="Prøvekurs i nøkler", Studiepoeng="15.00")))
        changed = gather(site.web(cache_dir=tmp_path), _wanted(site))
    assert first.rows[0]["date"] == "2026-11-01"
    assert (changed.rows[0]["credits"], changed.rows[0]["date"]) == (15.0, "2026-11-21")
