"""Sites are asked as their owners would like it: by name, by their rules, slowly, and again only after a while."""

from pathlib import Path

import pytest

from ingest.errors import SourceError
from tests.ingest.local_site import Asked, Given, Pretend, Site, serving


def test_the_user_agent_says_who_asks_and_how_to_reach_them() -> None:
    with serving(Site()) as site:
        site.html("/", "<p>Oppdiktet</p>")
        site.web(version="1.2").get(f"{site.url}/")
    assert {asked.headers["user-agent"] for asked in site.asked} == {"Brobygger/1.2 (+vaktmester@eksempel.no)"}


@pytest.mark.parametrize("contact", [None, "", "  "])
def test_without_a_contact_address_nothing_is_asked(contact: str | None) -> None:
    with serving(Site()) as site, pytest.raises(SourceError, match=r"FETCH_CONTACT.*got none"):
        site.web(contact=contact).get(f"{site.url}/")
    assert site.asked == []


def test_what_robots_txt_forbids_is_not_asked_and_the_rest_is() -> None:
    with serving(Site()) as site:
        site.pages["/robots.txt"] = Given(b"User-agent: brobygger\nDisallow: /lukket\n\nUser-agent: *\nDisallow: /\n")
        site.html("/apent", "<p>Oppdiktet</p>")
        web = site.web()
        assert web.get(f"{site.url}/apent").data == b"<p>Oppdiktet</p>"
        with pytest.raises(SourceError, match=r"robots\.txt: expected a page that .* lets us read, got a rule"):
            web.get(f"{site.url}/lukket/side")
    assert [asked.path for asked in site.asked] == ["/robots.txt", "/apent"]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_site_without_robots_txt_is_read(status: int) -> None:
    with serving(Site()) as site:
        site.pages["/robots.txt"] = Given(status=status)
        site.html("/", "<p>Oppdiktet</p>")
        assert site.web().get(f"{site.url}/").data == b"<p>Oppdiktet</p>"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_whose_robots_txt_is_out_of_order_is_not_read(status: int) -> None:
    with serving(Site()) as site:
        site.pages["/robots.txt"] = Given(status=status)
        site.html("/", "<p>Oppdiktet</p>")
        with pytest.raises(SourceError, match=rf"got {status} .*tried 4 times \(asked for .*/robots\.txt\)"):
            site.web().get(f"{site.url}/")
    assert site.paths() == []


def test_an_endless_robots_txt_is_read_from_its_beginning_only() -> None:
    with serving(Site()) as site:
        rules = b"User-agent: *\nDisallow: /lukket\n"
        site.pages["/robots.txt"] = lambda _: Given(pieces=iter(lambda: rules, None))
        site.html("/", "<p>Oppdiktet</p>")
        assert site.web().get(f"{site.url}/").data


def test_a_redirect_to_a_forbidden_page_is_not_followed() -> None:
    with serving(Site()) as site:
        site.pages["/robots.txt"] = Given(b"User-agent: *\nDisallow: /lukket")
        site.pages["/her"] = Given(status=302, headers={"Location": "/lukket"})
        with pytest.raises(SourceError, match=r"a rule against .*/lukket"):
            site.web().get(f"{site.url}/her")


def test_between_two_requests_to_one_host_lies_a_pause() -> None:
    time = Pretend()
    with serving(Site()) as site:
        site.html("/a", "<p>a</p>")
        site.html("/b", "<p>b</p>")
        web = site.web(time=time, delay=3.0)
        web.get(f"{site.url}/a")
        web.get(f"{site.url}/b")
    assert time.slept == [3.0, 3.0]  # after robots.txt, and after /a


def test_a_longer_pause_that_the_site_wants_is_kept() -> None:
    time = Pretend()
    with serving(Site()) as site:
        site.pages["/robots.txt"] = Given(b"User-agent: *\nCrawl-delay: 7\n")
        site.html("/a", "<p>a</p>")
        site.html("/b", "<p>b</p>")
        web = site.web(time=time)
        web.get(f"{site.url}/a")
        web.get(f"{site.url}/b")
    assert time.slept[-1] == 7.0


def test_a_pause_too_long_for_us_means_that_the_site_is_not_read() -> None:
    with serving(Site()) as site:
        site.pages["/robots.txt"] = Given(b"User-agent: *\nCrawl-delay: 3600\n")
        with pytest.raises(SourceError, match=r"Crawl-delay of at most 60 s .*got 3600 s"):
            site.web().get(f"{site.url}/a")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_passing_failure_is_tried_again_after_growing_pauses(status: int) -> None:
    time = Pretend()
    with serving(Site()) as site:
        answers = iter([Given(status=status), Given(status=status), Given(b"<p>a</p>", headers=_HTML)])
        site.pages["/a"] = lambda _: next(answers)
        assert site.web(time=time, delay=0.0).get(f"{site.url}/a").data == b"<p>a</p>"
    assert time.slept == [1.0, 2.0]


def test_after_four_tries_we_give_up() -> None:
    time = Pretend()
    with serving(Site()) as site:
        site.pages["/a"] = Given(status=503)
        with pytest.raises(SourceError, match=r"answer: expected an answer, got 503 .*, tried 4 times"):
            site.web(time=time, delay=0.0).get(f"{site.url}/a")
    assert site.paths() == ["/a"] * 4
    assert time.slept == [1.0, 2.0, 4.0]


@pytest.mark.parametrize(("header", "seconds"), [("17", 17.0), ("Sat, 21 Nov 2026 12:00:30 GMT", 30.0), ("snart", 1.0)])
def test_a_server_may_say_how_long_to_wait(header: str, seconds: float) -> None:
    time = Pretend()
    with serving(Site()) as site:
        answers = iter([Given(status=429, headers={"Retry-After": header}), Given(b"<p>a</p>", headers=_HTML)])
        site.pages["/a"] = lambda _: next(answers)
        site.web(time=time, delay=0.0).get(f"{site.url}/a")
    assert time.slept == [seconds]


def test_a_server_that_wants_us_to_wait_for_long_is_left_alone() -> None:
    time = Pretend()
    with serving(Site()) as site:
        site.pages["/a"] = Given(status=503, headers={"Retry-After": "86400"})
        with pytest.raises(SourceError, match=r"within 60 s, got 503 .* wish to wait 86400 s; try later"):
            site.web(time=time, delay=0.0).get(f"{site.url}/a")
    assert site.paths() == ["/a"]


@pytest.mark.parametrize(
    ("status", "advice"), [(404, "correct the address"), (410, "remove the source"), (403, "ask the site's owner")]
)
def test_a_lasting_failure_is_told_at_once(status: int, advice: str) -> None:
    with serving(Site()) as site:
        site.pages["/a"] = Given(status=status)
        with pytest.raises(SourceError, match=rf"{status} .*{advice}"):
            site.web().get(f"{site.url}/a")
    assert site.paths() == ["/a"]


def test_cookies_are_not_kept() -> None:
    with serving(Site()) as site:
        site.html("/a", "<p>a</p>", **{"Set-Cookie": "spor=1"})
        web = site.web()
        web.get(f"{site.url}/a")
        web.get(f"{site.url}/a")
    assert all("cookie" not in asked.headers for asked in site.asked)


def test_questions_by_form_and_by_json_are_sent_as_such(tmp_path: Path) -> None:
    def echo(asked: Asked) -> Given:
        return Given(asked.body, headers={"Content-Type": "application/json"})

    with serving(Site()) as site:
        site.pages["/sok"] = echo
        web = site.web(cache_dir=tmp_path)
        assert web.post_form(f"{site.url}/sok", {"side": "1", "ord": "på"}).data == b"side=1&ord=p%C3%A5"
        assert web.post_json(f"{site.url}/sok", {"år": 1}).data == '{"år": 1}'.encode()
    types = [asked.headers["content-type"] for asked in site.asked if asked.method == "POST"]
    assert types == ["application/x-www-form-urlencoded", "application/json"]


_HTML = {"Content-Type": "text/html"}
