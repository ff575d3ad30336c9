"""The report that is kept with a generation."""

import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ingest.report import Left
from ingest.report_page import page, read_report, write_report
from tests.ingest.reports import CHANGED, HOSTILE, QUIET


class Page(HTMLParser):
    """What a browser makes of a page: its tags, their attributes and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str | None] = []
        self.marked: dict[str, list[str]] = {"ins": [], "del": []}
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag begins."""
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name in {"src", "href"} or name.startswith("on")]

    def handle_data(self, data: str) -> None:
        """Text of the tag that began last."""
        self.text += data
        if self.tags and self.tags[-1] in self.marked:
            self.marked[self.tags[-1]].append(data)


def test_the_page_shows_what_changed_word_by_word() -> None:
    shown = Page(page(CHANGED))
    assert "fire." in shown.marked["del"]
    assert "fem, <b>alltid</b> [red]." in shown.marked["ins"]
    for told in (
        "516",
        "509",
        "17 of 18",
        "huset.nb#TST-05 (was huset.nb#TST-04)",
        "huset.nb#TST-09",
        "kurs.csv, line 4",
    ):
        assert told in shown.text


def test_nothing_of_a_source_becomes_part_of_the_page() -> None:
    """Whatever a title or a sentence holds, the page has no script, loads nothing and allows nothing."""
    shown = Page(page(CHANGED))
    assert HOSTILE in shown.text
    assert {"script", "img", "iframe", "link"}.isdisjoint(shown.tags)
    assert shown.tags.count("b") == 7  # the numbers at the top
    assert shown.addresses == []
    assert "default-src 'none'" in page(CHANGED)


def test_a_long_list_is_cut_on_the_page_and_whole_in_the_data(tmp_path: Path) -> None:
    rows = tuple(Left("kurs.csv", n, f"kurs.csv, line {n}: made up") for n in range(1000))
    write_report(tmp_path, replace(CHANGED, left_out=rows))
    assert "… and 800 more, in report.json." in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert len(read_report(tmp_path)["left_out"]) == 1000


def test_the_data_is_the_report(tmp_path: Path) -> None:
    write_report(tmp_path, CHANGED)
    assert read_report(tmp_path) == json.loads(json.dumps(CHANGED.to_json()))


def test_a_broken_file_name_can_be_kept(tmp_path: Path) -> None:
    """Its bytes are no UTF-8; Python hands them on as lone surrogates, which no file takes as they are."""
    write_report(tmp_path, replace(CHANGED, notes=("kurs\udcff.csv: a note",)))
    assert read_report(tmp_path)["notes"] == ["kurs\udcff.csv: a note"]
    assert "kurs\\udcff.csv: a note" in (tmp_path / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("content", [None, b"", b"[1]", b"{", b"\xff"])
def test_a_report_that_is_not_there_or_torn_is_none(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "report.json").write_bytes(content)
    assert read_report(tmp_path) == {}


def test_a_run_that_changed_nothing_says_so() -> None:
    assert "No source differs from the generation before." in Page(page(QUIET)).text
