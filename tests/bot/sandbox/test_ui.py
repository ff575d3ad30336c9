"""What the page asks of the server, over HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import PortInUse, Sandbox, start_sandbox
from bot.sandbox.world import COLLEAGUE_ID, EMPLOYEE_ID

Json = dict[str, Any]


class Page:
    """Talks to the server as the page does."""

    def __init__(self, sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
        self.sandbox = sandbox
        self.http = http
        self.headers = {"Origin": sandbox.url, "X-Sandbox": "1"}

    async def get(self, path: str) -> Json:
        """GET and read JSON."""
        async with self.http.get(f"{self.sandbox.url}{path}") as answer:
            body: Json = await answer.json()
            return body

    async def post(self, path: str, **body: Any) -> tuple[int, Json]:
        """POST JSON as Kari; returns status and body."""
        url = f"{self.sandbox.url}{path}"
        async with self.http.post(url, json={"as": EMPLOYEE_ID, **body}, headers=self.headers) as answer:
            return answer.status, await answer.json()


@pytest.fixture
async def page(sandbox: Sandbox, http: aiohttp.ClientSession) -> Page:
    return Page(sandbox, http)


@asynccontextmanager
async def happenings(page: Page, user: str) -> AsyncIterator[aiohttp.StreamReader]:
    """An open stream of server-sent events, past its greeting."""
    async with page.http.get(f"{page.sandbox.url}/ui/events?as={user}") as answer:
        assert answer.content_type == "text/event-stream"
        await answer.content.readuntil(b"\n\n")
        yield answer.content


async def next_of(stream: aiohttp.StreamReader, kind: str) -> Json:
    """The next happening of a kind."""
    async with asyncio.timeout(5):
        while True:
            happening: Json = json.loads((await stream.readuntil(b"\n\n")).removeprefix(b"data: "))
            if happening["type"] == kind:
                return happening


async def test_boot_describes_the_workspace_as_one_person_sees_it(page: Page) -> None:
    """Channels and one's own direct message, people, the app, its commands and shortcuts; Kari by default."""
    boot = await page.get(f"/ui/boot?as={COLLEAGUE_ID}")
    assert boot["workspace"] == {"id": "T0PROVE", "name": "Prøvebedriften"}
    assert boot["me"]["real_name"] == "Ola Eksempel"
    assert [(c["id"], c["kind"]) for c in boot["channels"]] == [
        ("C0GENERELT", "channel"),
        ("C0KOMPETANSE", "channel"),
        ("C0NABOER", "channel"),
        ("D0OLA", "im"),
    ]
    assert [(u["name"], u["is_staff"], u["is_bot"]) for u in boot["users"]] == [
        ("kari", False, False),
        ("ola", False, False),
        ("geir", False, False),
        ("siri", False, False),
        ("nina", True, False),
        ("varsler", False, True),
        ("prøveapp", False, True),
    ]
    assert boot["app"] == {
        "id": "A0BOT",
        "bot_user_id": "U0BOT",
        "name": "Prøveapp",
        "description": "En oppdiktet app",
    }
    assert boot["commands"] == [{"command": "/prøve", "description": "Prøver", "usage_hint": "hjelp"}]
    assert boot["shortcuts"][0] == {"name": "Spør", "type": "global", "callback_id": "spor", "description": "Spør"}
    assert (await page.get("/ui/boot"))["me"]["id"] == EMPLOYEE_ID


async def test_a_message_is_written_edited_reacted_to_and_deleted(page: Page) -> None:
    """Each doing changes what /ui/messages lists; replies are listed too."""
    status, body = await page.post("/ui/message", channel="C0GENERELT", text="Rot")
    ts = body["ts"]
    await page.post("/ui/message", channel="C0GENERELT", text="Svar", thread_ts=ts)
    await page.post("/ui/edit", channel="C0GENERELT", ts=ts, text="Endret")
    await page.post("/ui/react", channel="C0GENERELT", ts=ts, name="eyes")
    listed = (await page.get(f"/ui/messages?as={EMPLOYEE_ID}&channel=C0GENERELT"))["messages"]
    assert status == 200
    assert [m["text"] for m in listed] == ["Endret", "Svar"]
    assert (listed[0]["reply_count"], listed[0]["reactions"][0]["name"]) == (1, "eyes")
    assert (listed[1]["thread_ts"], listed[0]["edited"]["user"]) == (ts, EMPLOYEE_ID)
    await page.post("/ui/delete", channel="C0GENERELT", ts=ts)
    left = (await page.get(f"/ui/messages?as={EMPLOYEE_ID}&channel=C0GENERELT"))["messages"]
    assert [m["text"] for m in left] == ["Svar"]
    await page.sandbox.settled()


async def test_an_empty_conversation_has_the_manifests_prompts(page: Page, client: AsyncWebClient) -> None:
    """The direct message starts with the manifest's prompts until the app sets its own; channels have none."""
    path = f"/ui/messages?as={EMPLOYEE_ID}&channel="
    assert await page.get(f"{path}D0KARI") == {
        "messages": [],
        "prompts": {"title": "", "prompts": [{"title": "Prøv", "message": "Hva er dette?"}]},
        "statuses": [],
        "sessions": [],
    }
    assert (await page.get(f"{path}C0GENERELT"))["prompts"] is None
    prompts = [{"title": "Nytt", "message": "Noe nytt"}]
    await client.assistant_threads_setSuggestedPrompts(channel_id="D0KARI", title="Prøv dette", prompts=prompts)
    assert (await page.get(f"{path}D0KARI"))["prompts"] == {"title": "Prøv dette", "prompts": prompts}


async def test_happenings_are_streamed_to_those_who_may_see_them(page: Page, client: AsyncWebClient) -> None:
    """A direct message is streamed to its person only; every request is streamed to all."""
    async with happenings(page, EMPLOYEE_ID) as hers, happenings(page, COLLEAGUE_ID) as his:
        await client.chat_postMessage(channel=EMPLOYEE_ID, text="Bare til Kari")
        await client.chat_postMessage(channel="C0GENERELT", text="Til alle")
        assert (await next_of(hers, "message"))["message"]["text"] == "Bare til Kari"
        assert (await next_of(his, "message"))["message"]["text"] == "Til alle"
        request = await next_of(hers, "request")
    assert (request["method"], request["ok"], request["error"], request["warning"]) == (
        "chat.postMessage",
        True,
        None,
        None,
    )
    assert set(request) == {"type", "at", "method", "ok", "error", "warning", "ms", "summary", "tier", "detail"}
    logged = (await page.get("/ui/requests"))["requests"]
    assert [entry["method"] for entry in logged if "→" not in entry["method"]] == ["chat.postMessage"] * 2
    assert page.sandbox.bot_token not in json.dumps(logged)
    await page.sandbox.settled()


async def test_refusals_are_norwegian_sentences(page: Page) -> None:
    """What cannot be done has status 400 and says so."""
    refused: list[tuple[str, Json, str]] = [
        ("/ui/message", {"channel": "C0GENERELT", "text": "  "}, "Meldingen er tom."),
        ("/ui/message", {"channel": "D0OLA", "text": "x"}, "Denne kanalen finnes ikke for deg."),
        ("/ui/message", {"channel": "C0GENERELT", "text": 1}, "Feltet «text» må være tekst."),
        ("/ui/message", {"as": "U0UKJENT", "text": "x"}, "Denne personen finnes ikke i arbeidsområdet."),
        ("/ui/message", {"as": "U0BOT", "text": "x"}, "Denne personen finnes ikke i arbeidsområdet."),
        ("/ui/edit", {"channel": "C0GENERELT", "ts": "1.1", "text": "x"}, "Meldingen finnes ikke lenger."),
        ("/ui/command", {"channel": "C0GENERELT", "command": "/x"}, "Kommandoen /x finnes ikke."),
        ("/ui/action", {"channel": "C0GENERELT"}, "Feltet «action» mangler."),
        ("/ui/submit", {"view_id": "V1", "values": {}}, "Vinduet er lukket."),
        ("/ui/close", {"view_id": "V1"}, "Vinduet er lukket."),
        ("/ui/react", {"channel": "C0GENERELT", "ts": "1.1", "name": "æ"}, "Denne reaksjonen finnes ikke."),
        ("/ui/shortcut", {"callback_id": "x"}, "Snarveien finnes ikke."),
    ]
    for path, body, sentence in refused:
        assert await page.post(path, **body) == (400, {"error": sentence}), path


async def test_home_and_messages_are_opened(page: Page, client: AsyncWebClient) -> None:
    """/ui/home answers with the published view, /ui/open with nothing."""
    assert await page.post("/ui/home") == (200, {"view": None})
    view = (await client.views_publish(user_id=EMPLOYEE_ID, view={"type": "home", "blocks": [{"type": "divider"}]}))[
        "view"
    ]
    status, body = await page.post("/ui/home")
    assert (status, body["view"]["id"]) == (200, view["id"])
    assert await page.post("/ui/open", channel="D0KARI") == (200, {})
    await page.sandbox.settled()


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/ui/health", {"Host": "sted.test"}, 403),
        ("GET", "/ui/health", {"Host": "127.0.0.1"}, 403),
        ("GET", "/ui/health", {"Host": "localhost:{port}"}, 200),
        ("POST", "/api/auth.test", {"Host": "sted.test:{port}"}, 403),
        ("POST", "/ui/home", {"Origin": "{url}", "X-Sandbox": "1"}, 200),
        ("POST", "/ui/home", {"X-Sandbox": "1"}, 403),
        ("POST", "/ui/home", {"Origin": "{url}"}, 403),
        ("POST", "/ui/home", {"Origin": "http://sted.test", "X-Sandbox": "1"}, 403),
        ("POST", "/ui/home", {"Origin": "null", "X-Sandbox": "1"}, 403),
    ],
)
async def test_only_this_machines_own_page_gets_in(
    sandbox: Sandbox, http: aiohttp.ClientSession, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    """The Host must be this server's; a POST of the page needs its Origin and its header."""
    port = sandbox.url.rpartition(":")[2]
    filled = {name: value.format(port=port, url=sandbox.url) for name, value in headers.items()}
    async with http.request(
        method, f"{sandbox.url}{path}", headers=filled, json={"as": EMPLOYEE_ID} if method == "POST" else None
    ) as answer:
        assert answer.status == status
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    ["/page/../server.py", "/page/..%2fserver.py", "/page/%2fetc%2fpasswd", "/page/x.js", "/page/.env", "/annet"],
)
async def test_only_the_pages_own_files_are_served(sandbox: Sandbox, http: aiohttp.ClientSession, path: str) -> None:
    """Nothing outside the page's folder can be fetched."""
    async with http.get(f"{sandbox.url}{path}") as answer:
        assert answer.status == 404


async def test_the_page_is_served(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    """The index is HTML, and may load from this server only."""
    async with http.get(f"{sandbox.url}/") as answer:
        assert (answer.status, answer.content_type) == (200, "text/html")
        assert "unsafe" not in answer.headers["Content-Security-Policy"]


async def test_a_taken_port_is_said_to_be_taken(sandbox: Sandbox, manifest: Json) -> None:
    """PortInUse names the port and what to do."""
    port = int(sandbox.url.rpartition(":")[2])
    with pytest.raises(PortInUse, match=f"port {port} is in use: .*choose another port"):
        await start_sandbox(port=port, manifest=manifest)


async def test_stopping_ends_open_streams(page: Page, manifest: Json, http: aiohttp.ClientSession) -> None:
    """A page that listens does not keep the sandbox from stopping, and its port is free at once."""
    other = await start_sandbox(manifest=manifest)
    port = int(other.url.rpartition(":")[2])
    async with happenings(Page(other, http), EMPLOYEE_ID) as stream:
        await asyncio.wait_for(other.stop(), 5)
        assert await stream.read() == b""
    again = await start_sandbox(port=port, manifest=manifest)
    await again.stop()


async def test_health_counts_sockets_and_deliveries(page: Page, wire: Any) -> None:
    """Health says how many sockets are open."""
    assert wire.hello["type"] == "hello"
    assert await page.get("/ui/health") == {"ok": True, "sockets": 1, "pending": 0}
