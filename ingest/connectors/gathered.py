"""What a connector gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ingest.errors import SourceError
from ingest.raw import Raw


@dataclass(frozen=True, slots=True)
class CourseRows:
    """Rows as :func:`knowledge.records.course_from_row` reads them, and what could not be read."""

    rows: tuple[Mapping[str, Any], ...]
    rejected: tuple[SourceError, ...] = ()


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages in the order of their addresses, and what could not be read."""

    pages: tuple[Raw, ...]
    rejected: tuple[SourceError, ...] = ()
