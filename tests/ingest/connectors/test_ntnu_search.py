"""NTNU's course search is asked page by page, and answered by made-up courses of the same shape."""

import json
from typing import Any
from urllib.parse import parse_qs

import pytest

from ingest.connectors.ntnu_search import FoundCourse, NtnuSearch
from ingest.errors import SourceError
from tests.ingest.local_site import Asked, Given, Site, serving
from tests.ingest.reference import sample

JSON = {"Content-Type": "application/json"}


def course(code: str, **changes: Any) -> dict[str, Any]:
    """A made-up course as the search tells it."""
    told = {"courseCode": code, "courseVersion": "1", "courseName": f"Prøvekurs {code}", "location": "Prøveby"}
    told["courseUrl"] = f"https://eksempel.no/emner/{code}"
    return told | {"examOnly": False, "hasMultimedia": False} | changes


def page(*courses: dict[str, Any], more: bool = False) -> str:
    """A page of the answer."""
    return json.dumps({"courses": courses, "numFound": 99, "hasMoreResults": more})


def by_page(pages: dict[str, str]) -> Any:
    """Answers a form by its pageNo."""

    def answer(asked: Asked) -> Given:
        return Given(pages[parse_qs(asked.body.decode())["pageNo"][0]].encode(), headers=JSON)

    return answer


def test_pages_are_read_until_there_are_no_more() -> None:
    with serving(Site()) as site:
        pages = {"1": page(course("OPP2"), course("OPP1"), more=True), "2": page(course("OPP3"), course("OPP1"))}
        site.pages["/sok"] = by_page(pages)
        found = NtnuSearch(site.web(), f"{site.url}/sok").courses(2027, "autumn")
    assert [course.code for course in found.courses] == ["OPP1", "OPP2", "OPP3"]
    assert found.courses[0] == FoundCourse.model_validate(course("OPP1"))
    assert (found.courses[0].title, found.courses[0].location) == ("Prøvekurs OPP1", "Prøveby")
    assert found.rejected == ()


@pytest.mark.parametrize(("season", "study_year"), [("autumn", "2027"), ("spring", "2026")])
def test_the_form_asks_for_continuing_education_in_the_term(season: Any, study_year: str) -> None:
    with serving(Site()) as site:
        site.json("/sok", page())
        NtnuSearch(site.web(), f"{site.url}/sok").courses(2027, season)
    form = parse_qs(site.asked[-1].body.decode(), keep_blank_values=True)
    assert site.asked[-1].method == "POST"
    assert form["continuingEducation"] == ["true"]
    assert (form["semester"], form["season"], form["pageNo"]) == ([study_year], [season], ["1"])


def test_the_same_page_twice_ends_the_search() -> None:
    with serving(Site()) as site:
        site.json("/sok", page(course("OPP1"), more=True))
        with pytest.raises(SourceError, match="page 2: expected new courses, got the same page again"):
            NtnuSearch(site.web(), f"{site.url}/sok").courses(2027, "autumn")


def test_an_empty_page_that_promises_more_ends_the_search() -> None:
    with serving(Site()) as site:
        site.json("/sok", page(more=True))
        with pytest.raises(SourceError, match="page 1: expected new courses, got an empty page"):
            NtnuSearch(site.web(), f"{site.url}/sok").courses(2027, "autumn")


def test_a_search_without_an_end_is_left() -> None:
    with serving(Site()) as site:
        site.pages["/sok"] = by_page({str(number): page(course(f"OPP{number}"), more=True) for number in range(9)})
        with pytest.raises(SourceError, match=r"an end within 3 pages \(set pages higher"):
            NtnuSearch(site.web(), f"{site.url}/sok", pages=3).courses(2027, "autumn")


def test_a_course_that_cannot_be_read_is_told_and_the_others_are_read() -> None:
    with serving(Site()) as site:
        broken = course("OPP1")
        del broken["courseName"]
        site.json("/sok", page(broken, course("OPP2"), course("OPP3", courseUrl="javascript:0"), course("../../x")))
        found = NtnuSearch(site.web(), f"{site.url}/sok").courses(2027, "autumn")
    assert [course.code for course in found.courses] == ["OPP2"]
    assert [error.field for error in found.rejected] == [
        "page 1, course 1: courseName", "page 1, course 3: courseUrl", "page 1, course 4: courseCode"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "answer", ["<html>Logg inn</html>", "", "[]", "{}", '{"courses": {}}', "[" * 5000, '{"courses']
)
def test_an_answer_of_another_shape_is_told(answer: str) -> None:
    with serving(Site()) as site:
        site.html("/sok", answer)
        with pytest.raises(SourceError, match="page 1"):
            NtnuSearch(site.web(), f"{site.url}/sok").courses(2027, "autumn")


def test_the_real_answers_shape_is_read() -> None:
    text = sample("ntnu-search.json")
    with serving(Site()) as site:
        site.json("/sok", text)
        found = NtnuSearch(site.web(), f"{site.url}/sok").courses(2026, "autumn")
    assert len(found.courses) == json.loads(text)["numFound"]
    assert found.rejected == ()
