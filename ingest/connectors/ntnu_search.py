"""NTNU's course search: the continuing-education courses of a term, as the form on ntnu.no asks for them.

The endpoint belongs to a page and is not documented; its shape is taken from what others wrote about it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ingest.errors import SourceError
from ingest.fetching.web import Web
from ingest.raw import Raw
from ingest.reading.decoding import decode
from ingest.reading.json_values import Unsound, parsed

SEARCH_URL = (
    "https://www.ntnu.no/web/studier/emnesok?p_p_id=courselistportlet_WAR_courselistportlet&p_p_lifecycle=2"
    "&p_p_state=normal&p_p_mode=view&p_p_resource_id=fetch-courselist-as-json&p_p_cacheability=cacheLevelPage"
)
COURSE_URL = "https://www.ntnu.no/studier/emner/{code}"

Season = Literal["spring", "autumn"]
_Text = Annotated[str, Field(min_length=1, max_length=500)]
_Code = Annotated[str, Field(pattern=r"^\w[\w.-]{1,30}$")]


class FoundCourse(BaseModel):
    """A course of the search's answer; what else it says is left out."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    code: _Code = Field(alias="courseCode")
    title: _Text = Field(alias="courseName")
    url: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = Field(alias="courseUrl", default=None)
    location: Annotated[str, Field(max_length=200)] | None = None
    exam_only: bool | None = Field(alias="examOnly", default=None)


class _Answer(BaseModel):
    courses: list[Any]
    more: bool = Field(alias="hasMoreResults")
    count: int | None = Field(alias="numFound", default=None)


@dataclass(frozen=True, slots=True)
class Found:
    """Courses by their codes, each once, and a complaint for each that could not be read."""

    courses: tuple[FoundCourse, ...]
    rejected: tuple[SourceError, ...] = ()


@dataclass(frozen=True, slots=True)
class NtnuSearch:
    """The search at ``url``; at most ``pages`` pages of its answer are read."""

    web: Web
    url: str = SEARCH_URL
    pages: int = 100

    def courses(self, year: int, season: Season) -> Found:
        """The courses of a term. Raises SourceError when the answer is no such answer, or never ends."""
        found: dict[str, FoundCourse] = {}
        rejected: list[SourceError] = []
        for page, answer in self._answers(year, season):
            for number, item in enumerate(answer.courses, 1):
                try:
                    course = FoundCourse.model_validate(item)
                except ValidationError as error:
                    rejected.append(self._complaint(error, f"page {page}, course {number}"))
                else:
                    found.setdefault(course.code, course)
        return Found(tuple(found[code] for code in sorted(found)), tuple(rejected))

    def _answers(self, year: int, season: Season) -> Iterator[tuple[int, _Answer]]:
        before: list[Any] | None = None
        for page in range(1, self.pages + 1):
            answer = self._answer(self.web.post_form(self.url, _form(year, season, page)), page)
            if answer.more and (not answer.courses or answer.courses == before):
                got = "the same page again" if answer.courses else "an empty page that says there are more"
                raise SourceError(self.url, None, f"page {page}", "new courses", got)
            yield page, answer
            if not answer.more:
                return
            before = answer.courses
        expected = f"an end within {self.pages} pages (set pages higher to read on)"
        raise SourceError(self.url, None, "pages", expected, "more of them")

    def _answer(self, raw: Raw, page: int) -> _Answer:
        expected = "the JSON of NTNU's course search"
        try:
            return _Answer.model_validate(parsed(decode(raw)))
        except Unsound as error:
            raise SourceError(self.url, None, f"page {page}", expected, f"something else ({error})") from error
        except ValidationError as error:
            raise self._complaint(error, f"page {page}") from error

    def _complaint(self, error: ValidationError, where: str) -> SourceError:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        got = "nothing" if first["type"] == "missing" else repr(first["input"])[:80]
        return SourceError(self.url, None, f"{where}: {field}".removesuffix(": "), first["msg"].lower(), got)


def _form(year: int, season: Season, page: int) -> dict[str, str]:
    """The form's fields. Its ``semester`` is the year in which the study year began, for spring the year before."""
    return {
        "searchQueryString": "",
        "semester": str(year if season == "autumn" else year - 1),
        "season": season,
        "courseAutumn" if season == "autumn" else "courseSpring": "true",
        "continuingEducation": "true",
        "faculty": "-1",
        "institute": "-1",
        "sortOrder": "+ntnucoursecode",
        "pageNo": str(page),
    }
