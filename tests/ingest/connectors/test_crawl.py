"""A site is read by its sitemap or from a start page, within bounds, each page once, in a stable order."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.connectors.crawl import Crawl, crawl
from ingest.connectors.gathered import Pages
from ingest.connectors.links import Prefixes, canonical
from ingest.errors import SourceError
from tests.ingest.local_site import Given, Site, serving

XML = {"Content-Type": "application/xml"}


def put(site: Site, path: str, *hrefs: str, head: str = "", text: str | None = None) -> None:
    """Put up a page with links."""
    links = "".join(f'<a href="{href}">lenke</a>' for href in hrefs)
    site.html(path, f"<html><head>{head}</head><body><p>{text or f'Side {path} (oppdiktet)'}</p>{links}</body></html>")


def sitemap(*addresses: str, kind: str = "url") -> bytes:
    """A sitemap, or with ``kind`` "sitemap" an index of them."""
    root = "urlset" if kind == "url" else "sitemapindex"
    body = "".join(f"<{kind}><loc>{address}</loc><lastmod>2026-01-01</lastmod></{kind}>" for address in addresses)
    return f'<?xml version="1.0"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{body}</{root}>'.encode()


def paths(site: Site, found: Pages) -> list[str]:
    return [(raw.url or "").removeprefix(site.url) for raw in found.pages]


def test_pages_are_reached_from_the_start_as_deep_as_allowed() -> None:
    with serving(Site()) as site:
        put(site, "/hus/", "b.html", "/hus/a.html#del", "/annet/x.html", "https://eksempel.invalid/")
        put(site, "/hus/a.html", "/hus/c.html", "/hus/")
        put(site, "/hus/b.html", "/hus/c.html")
        put(site, "/hus/c.html", "/hus/d.html")
        put(site, "/hus/d.html")
        found = crawl(site.web(), Crawl(start=f"{site.url}/hus/", depth=2))
    assert paths(site, found) == ["/hus/", "/hus/a.html", "/hus/b.html", "/hus/c.html"]
    assert found.rejected == ()
    assert site.paths() == ["/hus/", "/hus/a.html", "/hus/b.html", "/hus/c.html"]


def test_with_depth_0_only_the_start_page_is_read() -> None:
    with serving(Site()) as site:
        put(site, "/", "/a")
        assert paths(site, crawl(site.web(), Crawl(start=f"{site.url}/", depth=0))) == ["/"]


def test_prefixes_bound_the_crawl_and_the_start_page_may_lie_outside() -> None:
    with serving(Site()) as site:
        put(site, "/start", "/kurs/a", "/kursavgift", "/nyheter/b", "/dokument.png")
        put(site, "/kurs/a")
        wanted = Crawl(start=f"{site.url}/start", prefixes=[f"{site.url}/kurs/"])
        assert paths(site, crawl(site.web(), wanted)) == ["/kurs/a"]


def test_a_host_that_only_begins_like_an_allowed_one_is_another() -> None:
    allowed = Prefixes(["https://eksempel.no"])
    assert allowed.cover("https://eksempel.no/a")
    assert not allowed.cover("https://eksempel.no.ond.invalid/a")
    assert not allowed.cover("https://eksempel.no:8443/a")
    assert not allowed.cover("http://eksempel.no/a")


def test_a_sitemap_gives_its_pages() -> None:
    with serving(Site()) as site:
        site.pages["/sitemap.xml"] = Given(
            sitemap(f"{site.url}/b", f"{site.url}/a", f"{site.url}/b#x", "https://eksempel.invalid/c"), headers=XML
        )
        put(site, "/a", "/ikke-fulgt")
        put(site, "/b")
        found = crawl(site.web(), Crawl(sitemap=f"{site.url}/sitemap.xml"))
    assert paths(site, found) == ["/a", "/b"]


def test_an_index_of_sitemaps_some_packed_gives_all_their_pages() -> None:
    with serving(Site()) as site:
        index = sitemap(f"{site.url}/en.xml", f"{site.url}/to.xml.gz", kind="sitemap")
        site.pages["/sitemap.xml"] = Given(index, headers=XML)
        site.pages["/en.xml"] = Given(sitemap(f"{site.url}/a"), headers={"Content-Type": "text/xml"})
        packed = gzip.compress(sitemap(f"{site.url}/b"), mtime=0)
        site.pages["/to.xml.gz"] = Given(packed, headers={"Content-Type": "application/octet-stream"})
        put(site, "/a")
        put(site, "/b")
        assert paths(site, crawl(site.web(), Crawl(sitemap=f"{site.url}/sitemap.xml"))) == ["/a", "/b"]


BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>
<urlset><url><loc>&b;</loc></url></urlset>"""
LOCAL = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>
<urlset><url><loc>&f;</loc></url></urlset>"""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (BOMB, "XML without a document type"),
        (LOCAL, "XML without a document type"),
        (b"", "a sitemap in XML"),
        (sitemap("http://a/")[:-9], "a sitemap in XML"),
        (b"<html/>", "expected <urlset> or <sitemapindex>, got <html>"),
        (gzip.compress(sitemap(), mtime=0)[:-12], "one that ends too early"),
        (b"\x1f\x8bikke gzip", "a whole gzip file, got a broken one"),
        (gzip.compress(b" " * 51_000_000, mtime=0), "at most 50 MB when unpacked, got more"),
        (sitemap(*[f"http://a/{n}" for n in range(50_001)]), "at most 50000 addresses, got 50001"),
        (sitemap(*[f"http://a/{n}" for n in range(101)], kind="sitemap"), "at most 100 sitemaps, got 101"),
        (sitemap(), "at least one page"),
    ],
)
def test_a_sitemap_that_is_none_is_told(data: bytes, words: str) -> None:
    with serving(Site()) as site:
        site.pages["/sitemap.xml"] = Given(data, headers=XML)
        with pytest.raises(SourceError, match=words):
            crawl(site.web(), Crawl(sitemap=f"{site.url}/sitemap.xml"))


def test_an_index_below_an_index_is_not_followed() -> None:
    with serving(Site()) as site:
        site.pages["/sitemap.xml"] = Given(sitemap(f"{site.url}/sitemap.xml", kind="sitemap"), headers=XML)
        with pytest.raises(SourceError, match="got an index below an index"):
            crawl(site.web(), Crawl(sitemap=f"{site.url}/sitemap.xml"))


def test_more_pages_than_allowed_are_left_out_and_told() -> None:
    with serving(Site()) as site:
        site.pages["/sitemap.xml"] = Given(sitemap(*[f"{site.url}/{n}" for n in range(9)]), headers=XML)
        for number in range(9):
            put(site, f"/{number}")
        found = crawl(site.web(), Crawl(sitemap=f"{site.url}/sitemap.xml", pages=3))
    assert paths(site, found) == ["/0", "/1", "/2"]
    assert [error.got for error in found.rejected] == ["6 more, which were left out"]


def test_a_page_that_is_there_twice_is_told_once() -> None:
    with serving(Site()) as site:
        put(site, "/", "/a?utm_source=brev", "/a", "/a;jsessionid=12", "/b", "/c", "/d?visning=1", "/d?visning=2")
        put(site, "/a")
        put(site, "/b", text="Det samme")
        put(site, "/c", text="Det samme")
        for number in (1, 2):
            own = '<link rel="canonical" href="/d">'
            put(site, f"/d?visning={number}", head=own, text=f"Nesten det samme {number}")
        found = crawl(site.web(), Crawl(start=f"{site.url}/"))
    assert paths(site, found) == ["/", "/a", "/b", "/d"]
    assert found.rejected == ()


def test_a_canonical_address_elsewhere_is_not_believed() -> None:
    with serving(Site()) as site:
        put(site, "/", head='<link rel="canonical" href="https://eksempel.invalid/">')
        assert paths(site, crawl(site.web(), Crawl(start=f"{site.url}/"))) == ["/"]


def test_a_page_that_wants_to_be_left_out_is_and_nofollow_is_not_followed() -> None:
    with serving(Site()) as site:
        put(site, "/", "/ute", "/inne")
        put(site, "/ute", "/under", head='<meta name="robots" content="noindex">')
        put(site, "/inne", "/aldri", head='<meta name="ROBOTS" content="NoFollow">')
        put(site, "/under")
        site.html("/under", '<p>Under</p><a rel="nofollow" href="/heller-ikke">x</a>')
        found = crawl(site.web(), Crawl(start=f"{site.url}/", depth=3))
    assert paths(site, found) == ["/", "/inne", "/under"]
    assert set(site.paths()) == {"/", "/ute", "/inne", "/under"}


def test_a_broken_page_is_told_and_the_others_are_read() -> None:
    with serving(Site()) as site:
        put(site, "/", "/a", "/borte", "/bilde", "/feil")
        put(site, "/a")
        site.pages["/bilde"] = Given(b"x", headers={"Content-Type": "image/png"})
        site.pages["/feil"] = Given("<p>blåbær</p>".encode("latin-1"), headers={"Content-Type": "text/html"})
        found = crawl(site.web(), Crawl(start=f"{site.url}/"))
    assert paths(site, found) == ["/", "/a"]
    assert [error.field for error in found.rejected] == ["Content-Type", "answer", "text"]


def test_documents_that_are_no_pages_are_given_too() -> None:
    with serving(Site()) as site:
        put(site, "/", "/avtale.pdf")
        site.pages["/avtale.pdf"] = Given(b"%PDF-1.7", headers={"Content-Type": "application/pdf"})
        found = crawl(site.web(), Crawl(start=f"{site.url}/"))
    assert [raw.media_type for raw in found.pages] == ["text/html", "application/pdf"]


def test_a_redirect_out_of_the_bounds_gives_no_page() -> None:
    with serving(Site()) as site:
        put(site, "/hus/", "/hus/a")
        site.pages["/hus/a"] = Given(status=302, headers={"Location": "/logg-inn"})
        put(site, "/logg-inn")
        assert paths(site, crawl(site.web(), Crawl(start=f"{site.url}/hus/"))) == ["/hus/"]


def test_a_start_page_that_does_not_come_stops_the_crawl() -> None:
    with serving(Site()) as site, pytest.raises(SourceError, match="404 Not Found"):
        crawl(site.web(), Crawl(start=f"{site.url}/borte"))


def test_an_unchanged_site_gives_the_same_pages_and_days(tmp_path: Path) -> None:
    with serving(Site()) as site:
        put(site, "/", "/a", "/b")
        put(site, "/a")
        put(site, "/b")
        wanted = Crawl(start=f"{site.url}/")
        first = crawl(site.web(cache_dir=tmp_path), wanted)
        assert crawl(site.web(cache_dir=tmp_path), wanted) == first
        site.pages["/a"] = Given(status=500)
        again = crawl(site.web(cache_dir=tmp_path), wanted)
    assert again.pages == first.pages
    assert "copy of 2026-11-21 is used" in again.rejected[0].got


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("HTTP://Eksempel.NO:80", "http://eksempel.no/"),
        ("https://eksempel.no:443/A?b=1&a=2#x", "https://eksempel.no/A?b=1&a=2"),
        ("https://eksempel.no/a?utm_source=x&id=1&fbclid=2", "https://eksempel.no/a?id=1"),
        ("https://eksempel.no/a;jsessionid=F00/b", "https://eksempel.no/a/b"),
        ("https://eksempel.no/ny plan.pdf?q=a b", "https://eksempel.no/ny%20plan.pdf?q=a%20b"),
        ("https://eksempel.no/kurs/må%20ha", "https://eksempel.no/kurs/m%C3%A5%20ha"),
        ("https://blåbær.no/", "https://xn--blbr-roah.no/"),
        ("https://bruker:ord@eksempel.no/", None),
        ("mailto:post@eksempel.no", None),
        ("http://", None),
        ("http://[::1", None),
        ("https://eksempel.no:hei/", None),
    ],
)
def test_addresses_have_one_plain_form(url: str, plain: str | None) -> None:
    assert canonical(url) == plain


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_the_plain_form_of_a_plain_form_is_itself(text: str) -> None:
    found = canonical(text) or canonical(f"https://eksempel.no/{text}")
    assert found is None or canonical(found) == found
