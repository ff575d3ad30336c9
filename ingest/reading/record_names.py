"""Ids for records whose table has none: the same for the same course, wherever its row stands."""

import hashlib
from collections.abc import Mapping
from typing import Any

from ingest.reading.headings import slugify

_LONGEST = 60
_HASH = 6


def course_name(row: Mapping[str, Any]) -> str | None:
    """Of the code, or the title where there is none: rows for several starts of one course share it."""
    what = row.get("code") or row.get("title")
    return _name("kurs", what) if what else None


def contact_name(row: Mapping[str, Any]) -> str | None:
    """Of the organisation, the function and the address."""
    parts = [row.get(name) for name in ("organisation", "function", "value")]
    return _name("kontakt", *parts) if parts[2] else None


def _name(kind: str, *parts: str | None) -> str:
    told = " ".join(part for part in parts if part)
    slug = slugify(told)
    if slug and len(slug) <= _LONGEST:
        return slug
    mark = hashlib.sha256(told.encode()).hexdigest()[:_HASH]
    return f"{slug[: _LONGEST - _HASH - 1].rstrip('-') or kind}-{mark}"
