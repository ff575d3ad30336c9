"""Courses that a page describes for machines: schema.org ``Course`` and ``CourseInstance`` in JSON-LD."""

from collections.abc import Iterator, Mapping
from typing import Any

from ingest.errors import SourceError
from ingest.raw import Raw
from ingest.reading.decoding import decode
from ingest.reading.json_ld_fields import Node, is_a, row_of, words
from ingest.reading.json_rows import columns_of
from ingest.reading.json_values import Unsound, parsed, sound_object
from ingest.reading.limits import LARGEST_PAGE, megabytes
from ingest.reading.tables import MOST_ROWS, Row, Table, form_of
from ingest.text_files import unix_lines

MOST_NODES = 100_000


def course_rows(raw: Raw) -> tuple[Row, ...]:
    """The courses of a page or a JSON-LD file, each with the fields of a course record and its ``offerings``.

    Values stand as the page has them; what is no JSON is passed over (:func:`read_json_ld` tells it).
    """
    return read_json_ld(raw).rows


def read_json_ld(raw: Raw) -> Table:
    """The courses of a page, and a complaint for each piece of JSON-LD that cannot be read.

    Raises SourceError when the page is too large or cannot be decoded.
    """
    if len(raw.data) > LARGEST_PAGE:
        expected = f"at most {megabytes(LARGEST_PAGE)} of HTML"
        raise SourceError(raw.place, None, "file", expected, megabytes(len(raw.data)))
    text = unix_lines(decode(raw))
    is_page = form_of(raw) == "html" or text.lstrip().startswith("<")
    rows: list[Row] = []
    rejected: list[SourceError] = []
    for line, script in _scripts(text) if is_page else [(1, text)]:
        try:
            nodes = _nodes(parsed(script))
            rows += [Row(line, None, sound_object(row)) for row in _courses(nodes)]
        except Unsound as error:
            rejected.append(SourceError(raw.place, line, "JSON-LD", "one JSON document", str(error)))
        if len(rows) > MOST_ROWS:
            raise SourceError(raw.place, line, "JSON-LD", f"at most {MOST_ROWS} courses", "more")
    return Table(tuple(rows), columns_of(rows), tuple(rejected))


def _scripts(text: str) -> Iterator[tuple[int, str]]:
    """The JSON-LD of a page, each with its line; commented-out ones are none."""
    from lxml import etree

    if not text.strip():
        return
    parser = etree.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
    try:
        page = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        return
    if page is None:
        return
    for script in page.iter("script"):
        kind = (script.get("type") or "").partition(";")[0].strip().lower()
        written = (script.text or "").strip().removeprefix("<!--").removesuffix("-->")
        written = written.strip().removeprefix("//<![CDATA[").removesuffix("//]]>")
        if kind == "application/ld+json" and written.strip():
            line = script.sourceline
            yield line if isinstance(line, int) else 1, str(written)


def _nodes(document: Any) -> list[Node]:
    """Every object of a document, outer ones before inner ones, in their order."""
    nodes: list[Node] = []
    ahead = [document]
    while ahead:
        value = ahead.pop()
        if isinstance(value, dict):
            nodes.append(value)
            if len(nodes) > MOST_NODES:
                raise Unsound(f"more than {MOST_NODES} objects")
            ahead.extend(reversed(value.values()))
        elif isinstance(value, list):
            ahead.extend(reversed(value))
    return nodes


def _courses(nodes: list[Node]) -> Iterator[dict[str, Any]]:
    """A row for each course, and one for each instance that belongs to none."""
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    taken: set[int] = set()
    for node in nodes:
        # A reference to a course elsewhere ({"@type": "Course", "@id": …}) says nothing of it.
        if is_a(node, "Course") and words(node.get("name")) and id(node) not in taken:
            instances = [_resolved(instance, by_id) for instance in _listed(node.get("hasCourseInstance"))]
            taken.update(map(id, [node, *instances]))
            yield row_of(node, instances, by_id)
    for node in nodes:
        if is_a(node, "CourseInstance") and words(node.get("name")) and id(node) not in taken:
            taken.add(id(node))
            yield row_of(node, [node], by_id)


def _resolved(node: Node, by_id: Mapping[str, Node]) -> Node:
    reference = node.get("@id")
    return by_id.get(reference, node) if isinstance(reference, str) else node


def _listed(value: Any) -> list[Node]:
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]
