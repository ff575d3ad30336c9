"""A page that did not change is not sent again, and keeps the day it was first read on."""

from datetime import date
from pathlib import Path

import pytest

from ingest.fetching.cache import Cache, Kept
from tests.ingest.local_site import Asked, Given, Site, serving, web_of

FIRST = date(2026, 11, 1)
LATER = date(2026, 11, 21)


def _with_etag(asked: Asked) -> Given:
    if asked.headers.get("if-none-match") == '"en"':
        return Given(status=304)
    return Given(b"<p>a</p>", headers={"Content-Type": "text/html; charset=utf-8", "ETag": '"en"'})


def test_an_unchanged_page_is_taken_from_the_cache_with_its_day(tmp_path: Path) -> None:
    with serving(Site()) as site:
        site.pages["/a"] = _with_etag
        first = site.web(cache_dir=tmp_path, today=FIRST).get(f"{site.url}/a")
        later = site.web(cache_dir=tmp_path, today=LATER).get(f"{site.url}/a")
    assert first == later
    assert later.retrieved == "2026-11-01"
    assert "if-none-match" in site.asked[-1].headers


def test_the_day_of_the_last_change_is_asked_about_too(tmp_path: Path) -> None:
    day = "Mon, 02 Nov 2026 08:00:00 GMT"
    with serving(Site()) as site:
        site.html("/a", "<p>a</p>", **{"Last-Modified": day})
        raw = site.web(cache_dir=tmp_path).get(f"{site.url}/a")
        site.web(cache_dir=tmp_path).get(f"{site.url}/a")
    assert raw.modified == "2026-11-02"
    assert site.asked[-1].headers["if-modified-since"] == day


def test_the_same_bytes_keep_their_day_though_the_server_sent_them_again(tmp_path: Path) -> None:
    with serving(Site()) as site:
        site.html("/a", "<p>a</p>")
        site.web(cache_dir=tmp_path, today=FIRST).get(f"{site.url}/a")
        assert site.web(cache_dir=tmp_path, today=LATER).get(f"{site.url}/a").retrieved == "2026-11-01"
        site.html("/a", "<p>b</p>")
        assert site.web(cache_dir=tmp_path, today=LATER).get(f"{site.url}/a").retrieved == "2026-11-21"


def test_the_same_answer_to_the_same_form_keeps_its_day(tmp_path: Path) -> None:
    with serving(Site()) as site:
        site.json("/sok", "{}")
        site.web(cache_dir=tmp_path, today=FIRST).post_form(f"{site.url}/sok", {"side": "1"})
        web = site.web(cache_dir=tmp_path, today=LATER)
        assert web.post_form(f"{site.url}/sok", {"side": "1"}).retrieved == "2026-11-01"
        assert web.post_form(f"{site.url}/sok", {"side": "2"}).retrieved == "2026-11-21"


def test_without_a_cache_every_day_is_today() -> None:
    with serving(Site()) as site:
        site.pages["/a"] = _with_etag
        assert site.web(today=FIRST).get(f"{site.url}/a").retrieved == "2026-11-01"
        assert site.web(today=LATER).get(f"{site.url}/a").retrieved == "2026-11-21"


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]\n", b"null\nabc", b'{"sha256": "0"}\nx', b"\xff\xfe\n", b"[" * 99_999]
)
def test_a_damaged_entry_is_fetched_again(tmp_path: Path, damage: bytes) -> None:
    with serving(Site()) as site:
        site.pages["/a"] = _with_etag
        first = site.web(cache_dir=tmp_path).get(f"{site.url}/a")
        for file in tmp_path.iterdir():
            file.write_bytes(damage)
        assert site.web(cache_dir=tmp_path).get(f"{site.url}/a") == first
    assert "if-none-match" not in site.asked[-1].headers


def test_a_cut_or_changed_entry_is_not_believed(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.keep("a", Kept(b"abc", "2026-11-01"))
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    assert cache.find("a") is None
    file.write_bytes(file.read_bytes() + b"d")
    assert cache.find("a") is None


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("her ligger noe annet", encoding="utf-8")
    with serving(Site()) as site:
        site.html("/a", "<p>a</p>")
        web = site.web(cache_dir=tmp_path / "fil" / "cache")
        assert web.get(f"{site.url}/a").data == b"<p>a</p>"
        web.close()


def test_what_nobody_wanted_for_half_a_year_is_removed(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.keep("a", Kept(b"a", "2026-01-01"))
    cache.keep("b", Kept(b"b", "2026-01-01"))
    (tmp_path / "annet.txt").write_text("ikke vårt", encoding="utf-8")
    day = 86_400.0
    cache.used("a", 1000 * day)
    cache.used("b", 1170 * day)
    cache.sweep(1181 * day)
    assert cache.find("a") is None
    assert cache.find("b") is not None


def test_content_keeps_the_day_it_was_first_seen_on(tmp_path: Path) -> None:
    assert web_of(cache_dir=tmp_path, today=FIRST).first_seen("kurs 1", "7,5") == "2026-11-01"
    assert web_of(cache_dir=tmp_path, today=LATER).first_seen("kurs 1", "7,5") == "2026-11-01"
    assert web_of(cache_dir=tmp_path, today=LATER).first_seen("kurs 1", "15") == "2026-11-21"


def test_whoever_only_looks_uses_what_is_kept_and_adds_nothing(tmp_path: Path) -> None:
    """As a plan does, which writes nothing."""
    with serving(Site()) as site:
        site.html("/a", "<p>a</p>")
        site.html("/b", "<p>b</p>")
        site.web(cache_dir=tmp_path, today=FIRST).get(f"{site.url}/a")
        before = list(tmp_path.iterdir())
        web = site.web(cache_dir=tmp_path, today=LATER, look_only=True)
        assert web.get(f"{site.url}/a").retrieved == "2026-11-01"
        assert web.get(f"{site.url}/b").retrieved == "2026-11-21"
        assert web.first_seen("b", "b") == "2026-11-21"
    assert list(tmp_path.iterdir()) == before
