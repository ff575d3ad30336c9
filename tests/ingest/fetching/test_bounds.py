"""What servers do wrong, or in bad faith, ends in one sentence, in bounded time and memory."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import SourceError
from ingest.fetching.addresses import Gate, Private
from ingest.fetching.attempts import Clocks
from ingest.fetching.media import DOCUMENTS, TABLES
from ingest.fetching.settings import FetchSettings
from ingest.fetching.transport import CheckedTransport
from ingest.fetching.web import Web
from tests.ingest.local_site import TODAY, Given, Pretend, Site, serving, web_of

HTML = {"Content-Type": "text/html"}
MEGABYTE = 1_000_000


def test_redirects_are_followed_and_the_last_address_is_told() -> None:
    with serving(Site()) as site:
        site.pages["/a"] = Given(status=301, headers={"Location": "b?x=1#del"})
        site.pages["/b?x=1"] = Given(status=307, headers={"Location": f"{site.url}/mappe/c.html"})
        site.html("/mappe/c.html", "<p>c</p>")
        raw = site.web().get(f"{site.url}/a")
    assert (raw.place, raw.url, raw.name) == (f"{site.url}/a", f"{site.url}/mappe/c.html", "c.html")


def test_a_redirect_loop_is_seen() -> None:
    with serving(Site()) as site:
        site.pages["/a"] = Given(status=302, headers={"Location": "/b"})
        site.pages["/b"] = Given(status=302, headers={"Location": "/a"})
        with pytest.raises(SourceError, match=r"redirect: .*got a loop through"):
            site.web().get(f"{site.url}/a")
    assert site.paths() == ["/a", "/b"]


def test_an_endless_chain_of_redirects_is_left() -> None:
    with serving(Site()) as site:
        for number in range(9):
            site.pages[f"/{number}"] = Given(status=302, headers={"Location": f"/{number + 1}"})
        with pytest.raises(SourceError, match="expected at most 5 redirects, got more"):
            site.web().get(f"{site.url}/0")
    assert site.paths() == [f"/{number}" for number in range(6)]


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("", "says where to"),
        ("file:///etc/passwd", "http:// or https://"),
        ("http://bruker:ord@127.0.0.1/", "without a user name"),
        ("http://[::1", "a redirect to a web address"),
        ("ftp://127.0.0.1/", "http:// or https://"),
    ],
)
def test_a_redirect_that_leads_to_no_web_page_is_told(location: str, words: str) -> None:
    with serving(Site()) as site:
        site.pages["/a"] = Given(status=302, headers={"Location": location})
        with pytest.raises(SourceError, match=words):
            site.web().get(f"{site.url}/a")


def test_a_form_is_not_sent_elsewhere_by_a_redirect_that_drops_it() -> None:
    with serving(Site()) as site:
        site.pages["/a"] = Given(status=302, headers={"Location": "/b"})
        with pytest.raises(SourceError, match="look up the service's new address, got a redirect to '/b'"):
            site.web().post_form(f"{site.url}/a", {})


def test_a_redirect_from_https_to_http_is_refused() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        found = request.url.path == "/a"
        return httpx.Response(302 if found else 404, headers={"Location": "http://eksempel.no/b"} if found else {})

    with pytest.raises(SourceError, match=r"stays with https, got one to http://eksempel\.no/b"):
        _made_up(answer).get("https://eksempel.no/a")


def test_a_redirect_to_a_private_address_is_blocked() -> None:
    """The first host is made up by the test, the second is this machine, reached as in earnest."""
    with serving(Site()) as site:
        site.html("/hemmelig", "<p>internt</p>")
        public = httpx.MockTransport(
            lambda request: httpx.Response(
                404 if request.url.path == "/robots.txt" else 302, headers={"Location": f"{site.url}/hemmelig"}
            )
        )
        web = Web(_SETTINGS, TODAY, clocks=Pretend().clocks, transport=_Parted("eksempel.no", public))
        with closing(web), pytest.raises(SourceError, match=r"on the public internet .*got 127\.0\.0\.1 for"):
            web.get("http://eksempel.no/a")
    assert site.asked == []


def test_this_machine_is_not_asked_unless_that_is_allowed() -> None:
    with serving(Site()) as site:
        for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "0.0.0.0"):
            with pytest.raises(SourceError) as told:
                site.web(allow_private=False).get(f"http://{host}:{site.port}/")
            assert "allow_private = true" in str(told.value)
    assert site.asked == []


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]
)
def test_addresses_of_the_internet_are_let_through(address: str) -> None:
    assert Gate(allow_private=False, resolve=lambda *_: [address]).addresses("eksempel.no", 80) == [address]


INSIDE = """127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 100.64.0.1 192.0.2.1 198.18.0.1 240.0.0.1 ::1 fc00::1 fec0::1
    2001:db8::1 ::ffff:10.0.0.1 64:ff9b::a00:1 2002:a00:1::1 ::10.0.0.1""".split()
NOBODY = "0.0.0.0 :: 169.254.169.254 fe80::1 ::ffff:169.254.169.254 224.0.0.1 ff02::1 2002:a9fe:a9fe::".split()


@pytest.mark.parametrize("address", [*INSIDE, *NOBODY])
def test_addresses_of_somebodys_own_network_are_not(address: str) -> None:
    with pytest.raises(Private):
        Gate(allow_private=False, resolve=lambda *_: [address]).addresses("eksempel.no", 80)


def test_a_permission_opens_the_own_network_but_not_the_clouds_secrets() -> None:
    for address in INSIDE:
        assert Gate(allow_private=True, resolve=lambda *_, a=address: [a]).addresses("eksempel.no", 80)
    for address in NOBODY:
        with pytest.raises(Private):
            Gate(allow_private=True, resolve=lambda *_, a=address: [a]).addresses("eksempel.no", 80)


def test_a_name_with_one_private_address_among_others_is_blocked() -> None:
    with pytest.raises(Private):
        Gate(allow_private=False, resolve=lambda *_: ["8.8.8.8", "10.0.0.1"]).addresses("eksempel.no", 80)


def test_the_checked_address_is_the_one_connected_to() -> None:
    """A name that no resolver knows is reached, because the gate's one answer is what is used."""
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(f"{host}:{port}")
        return ["127.0.0.1"]

    with serving(Site()) as site:
        site.html("/", "<p>a</p>")
        time = Pretend()
        transport = CheckedTransport(Gate(allow_private=True, resolve=resolve), time.clocks.steady)
        web = Web(_SETTINGS, TODAY, clocks=time.clocks, transport=transport)
        with closing(web):
            assert web.get(f"http://navn.invalid:{site.port}/").data == b"<p>a</p>"
    assert set(asked) == {f"navn.invalid:{site.port}"}
    assert site.asked[0].headers["host"] == f"navn.invalid:{site.port}"


def test_a_name_that_leads_inside_at_the_second_look_is_blocked_then() -> None:
    """DNS rebinding: each connection asks once and is held to what it was told."""
    answers = iter([["8.8.8.8"], ["10.0.0.1"]])
    gate = Gate(allow_private=False, resolve=lambda *_: next(answers))
    assert gate.addresses("eksempel.no", 80) == ["8.8.8.8"]
    with pytest.raises(Private):
        gate.addresses("eksempel.no", 80)


def test_an_endless_answer_is_cut_off() -> None:
    sent = 0

    def forever() -> Iterator[bytes]:
        nonlocal sent
        while True:
            sent += 1
            yield b"a" * 65_536

    with serving(Site()) as site:
        site.pages["/a"] = lambda _: Given(headers=HTML, pieces=forever())
        with pytest.raises(SourceError, match="size: expected at most 2 MB, got more"):
            site.web(max_bytes=2 * MEGABYTE).get(f"{site.url}/a")
    assert site.paths() == ["/a"]


def test_an_answer_that_says_that_it_is_too_large_is_not_read() -> None:
    with serving(Site()) as site:
        site.pages["/a"] = Given(headers={**HTML, "Content-Length": "200000000"})
        with pytest.raises(SourceError, match="expected at most 100 MB, got more"):
            site.web().get(f"{site.url}/a")


def test_a_gzip_bomb_is_cut_off() -> None:
    bomb = gzip.compress(b"\0" * (50 * MEGABYTE), mtime=0)
    with serving(Site()) as site:
        site.pages["/a"] = Given(bomb, headers={**HTML, "Content-Encoding": "gzip"})
        with pytest.raises(SourceError, match="expected at most 1 MB, got more"):
            site.web(max_bytes=MEGABYTE).get(f"{site.url}/a")


def test_gzip_is_unpacked() -> None:
    with serving(Site()) as site:
        site.pages["/a"] = Given(gzip.compress(b"<p>a</p>", mtime=0), headers={**HTML, "Content-Encoding": "gzip"})
        assert site.web().get(f"{site.url}/a").data == b"<p>a</p>"


@pytest.mark.parametrize(
    ("body", "packing", "words"),
    [
        (b"ikke gzip", "gzip", "broken gzip"),
        (gzip.compress(b"a" * 999, mtime=0)[:-9], "gzip", "ends too early"),
        (zlib.compress(b"a"), "deflate", "packed with 'deflate'"),
        (b"a", "br", "packed with 'br'"),
    ],
)
def test_an_answer_packed_wrongly_is_told(body: bytes, packing: str, words: str) -> None:
    with serving(Site()) as site:
        site.pages["/a"] = Given(body, headers={**HTML, "Content-Encoding": packing})
        with pytest.raises(SourceError, match=words):
            site.web().get(f"{site.url}/a")


def test_a_dripping_answer_ends_with_its_time() -> None:
    time = Pretend()

    def drip() -> Iterator[bytes]:
        while True:
            time.seconds += 50
            yield b"a"

    with serving(Site()) as site:
        site.pages["/a"] = lambda _: Given(headers=HTML, pieces=drip())
        with pytest.raises(SourceError, match="expected the whole answer within 120 s, got less of it"):
            site.web(time=time).get(f"{site.url}/a")
    assert site.paths() == ["/a"]


def test_a_silent_server_is_told() -> None:
    def silence(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/robots.txt":
            return httpx.Response(404)
        raise httpx.ReadTimeout("")

    with pytest.raises(SourceError, match=r"a sign of life within 20 s, got none from eksempel\.no, tried 4 times"):
        _made_up(silence).get("http://eksempel.no/a")


def test_an_answer_that_breaks_off_is_asked_for_again() -> None:
    with serving(Site()) as site:
        answers = iter(
            [
                Given(headers={**HTML, "Content-Length": "99", "Connection": "close"}, pieces=iter([b"<p>"])),
                Given(b"<p>a</p>", headers=HTML),
            ]
        )
        site.pages["/a"] = lambda _: next(answers)
        assert site.web().get(f"{site.url}/a").data == b"<p>a</p>"


def test_nobody_at_home_is_told() -> None:
    with serving(Site()) as site:
        address = f"{site.url}/a"
    with pytest.raises(SourceError, match=r"a broken connection .*tried 4 times"):
        web_of().get(address)


@pytest.mark.parametrize(
    ("headers", "path", "covered"),
    [
        ({"Content-Type": "Application/PDF"}, "/a", True),
        ({"Content-Type": "application/octet-stream"}, "/a.pdf", True),
        ({}, "/a.docx", True),
        ({"Content-Type": "application/octet-stream"}, "/a", False),
        ({}, "/a", False),
        ({"Content-Type": "image/png"}, "/a.pdf", False),
        ({"Content-Type": ";;;"}, "/a", False),
    ],
)
def test_the_kind_of_content_must_be_the_wanted_one(headers: dict[str, str], path: str, covered: bool) -> None:
    with serving(Site()) as site:
        site.pages[path] = Given(b"%PDF", headers=headers)
        if covered:
            assert site.web().get(f"{site.url}{path}", accept=DOCUMENTS).data == b"%PDF"
        else:
            with pytest.raises(SourceError, match="Content-Type: expected a web page, PDF, DOCX, Markdown or text"):
                site.web().get(f"{site.url}{path}", accept=DOCUMENTS)


def test_type_and_charset_of_the_content_are_handed_on() -> None:
    with serving(Site()) as site:
        site.pages["/a"] = Given(b"a;b", headers={"Content-Type": 'text/CSV; header=present; charset="ISO-8859-1"'})
        raw = site.web().get(f"{site.url}/a", accept=TABLES)
    assert (raw.media_type, raw.charset) == ("text/csv", "ISO-8859-1")


@pytest.mark.parametrize(
    "url", ["", "a", "/etc/passwd", "file:///etc/passwd", "javascript:0", "http://", "http://a b/", "http://x:99999999/",
            "http://bruker@eksempel.no/", "http://" + "a" * 3000, "http://eksempel.no/\n", "http://[::1"],
)  # fmt: skip
def test_what_is_no_web_address_is_told(url: str) -> None:
    with pytest.raises(SourceError, match="url: expected"):
        web_of().get(url)


_TEXTS = st.text(st.characters(codec="latin-1", exclude_characters="\r\n"), max_size=30)
_NAMES = "Content-Type Content-Length Content-Encoding Location Retry-After ETag Last-Modified".split()
_STRANGE = ["text/html", "0", "-1", "9" * 99, "gzip", "/a", "//", "http://", "\xff", "Sat, 99"]
_HEADERS = st.dictionaries(st.sampled_from(_NAMES), st.one_of(_TEXTS, st.sampled_from(_STRANGE)), max_size=5)


@settings(max_examples=400, deadline=None)
@given(status=st.sampled_from([200, 204, 206, 301, 302, 304, 307, 308, 400, 404, 429, 500, 503, 599]),
       headers=_HEADERS, body=st.binary(max_size=200))  # fmt: skip
def test_whatever_a_server_says_nothing_but_a_sentence_comes_out(
    status: int, headers: dict[str, str], body: bytes
) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        told = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
        return httpx.Response(status, headers=told, stream=httpx.ByteStream(body))

    try:
        assert _made_up(answer).get("https://eksempel.no/a").retrieved == "2026-11-21"
    except SourceError as error:
        assert "\n" not in str(error)


_SETTINGS = FetchSettings(contact="vaktmester@eksempel.no")


def _made_up(answer: Callable[[httpx.Request], httpx.Response]) -> Web:
    return Web(_SETTINGS, TODAY, clocks=Pretend().clocks, transport=httpx.MockTransport(answer))


class _Parted(httpx.BaseTransport):
    """One host as the test says, all others over the network."""

    def __init__(self, host: str, made_up: httpx.BaseTransport) -> None:
        self._host = host
        self._made_up = made_up
        self._real = CheckedTransport(Gate(allow_private=False), Clocks().steady)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        part = self._made_up if request.url.host == self._host else self._real
        return part.handle_request(request)

    def close(self) -> None:
        self._real.close()
