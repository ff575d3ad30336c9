"""The sandbox's page, driven in Chromium against the real sandbox and a small Bolt app. Everything in it is made up."""

import re
import shutil
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.rendering.markdown import as_markdown
from bot.sandbox.server import Sandbox, start_sandbox

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),  # one browser for all tests here, so one event loop
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
EMPLOYEE, STAFF = "U0KARI", "U0STAFF"
DIRECT, CHANNEL = "D0KARI", "C0GENERELT"
MANIFEST = {
    "display_information": {"name": "Prøvebot", "description": "En oppdiktet app."},
    "features": {
        "bot_user": {"display_name": "Prøvebot"},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "agent_view": {
            "agent_description": "Oppdiktet",
            "suggested_prompts": [{"title": "Et forslag", "message": "Hva er et forslag?"}],
        },
        "slash_commands": [{"command": "/prove", "description": "Prøver noe", "usage_hint": "skjema | hjelp | ekko"}],
    },
    "oauth_config": {"scopes": {"bot": ["chat:write", "commands", "im:history", "assistant:write"]}},
    "settings": {
        "event_subscriptions": {"bot_events": ["message.im", "app_home_opened", "agent_session_stopped"]},
        "interactivity": {"is_enabled": True},
    },
}


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


FORM: dict[str, Any] = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("Et skjema"),
    "submit": plain("Send inn"),
    "blocks": [
        {
            "type": "input",
            "block_id": "topic",
            "label": plain("Emne"),
            "element": {"type": "plain_text_input", "action_id": "text"},
        },
        {
            "type": "input",
            "block_id": "place",
            "label": plain("Sted"),
            "optional": True,
            "element": {"type": "static_select", "action_id": "pick", "options": [{"text": plain("A"), "value": "a"}]},
        },
    ],
}
FEEDBACK = {
    "type": "context_actions",
    "elements": [
        {
            "type": "feedback_buttons",
            "action_id": "feedback",
            "positive_button": {"text": plain("Nyttig"), "value": "good"},
            "negative_button": {"text": plain("Ikke nyttig"), "value": "bad"},
        }
    ],
}


def small_app(client: AsyncWebClient) -> AsyncApp:
    """An app that answers in threads, opens a form, refuses short topics and has a Home."""
    app = AsyncApp(client=client)

    @app.event("message")
    async def answer(event: dict[str, Any], client: AsyncWebClient) -> None:
        if event.get("bot_id") or event.get("subtype"):
            return
        section = {"type": "section", "text": {"type": "mrkdwn", "text": f"Ekko: {event['text']}"}}
        thread = event.get("thread_ts") or event["ts"]
        blocks: list[dict[str, Any]] = [section, FEEDBACK]
        await client.chat_postMessage(channel=event["channel"], thread_ts=thread, text="Ekko", blocks=blocks)

    @app.event("agent_session_stopped")
    async def stopped(event: dict[str, Any], client: AsyncWebClient) -> None:
        session = {"channel_id": event["channel"], "thread_ts": event["thread_ts"]}
        await client.agents_sessions_setStatus(**session, status="active")

    @app.event("app_home_opened")
    async def home(event: dict[str, Any], client: AsyncWebClient) -> None:
        if event["tab"] == "home":
            view = {"type": "home", "blocks": [{"type": "header", "text": plain("Velkommen hjem")}]}
            await client.views_publish(user_id=event["user"], view=view)

    @app.command("/prove")
    async def command(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack(text=f"Du skrev {body['text']}")
        if body["text"] == "skjema":
            await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @app.view("form")
    async def submitted(ack: Any, view: dict[str, Any]) -> None:
        topic = view["state"]["values"]["topic"]["text"]["value"]
        if len(topic) < 3:
            await ack(response_action="errors", errors={"topic": "Emnet er for kort."})
        else:
            await ack()

    @app.action("feedback")
    async def feedback(ack: Any) -> None:
        await ack()

    return app


@pytest_asyncio.fixture(loop_scope="module")
async def sandbox() -> AsyncIterator[Sandbox]:
    """A sandbox to which the small app is connected."""
    running = await start_sandbox(port=0, manifest=MANIFEST)
    client = AsyncWebClient(running.bot_token, base_url=running.api_url)
    handler = AsyncSocketModeHandler(small_app(client), running.app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it unannotated
    yield running
    await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves it unannotated
    await running.stop()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    """Chromium without a window."""
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(sandbox: Sandbox, browser: Browser) -> AsyncIterator[Page]:
    """The page as the employee sees it; afterwards: nothing was complained of, and nothing fetched from elsewhere."""
    tab = await browser.new_page(viewport={"width": 1400, "height": 900}, locale="nb-NO")
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("request", lambda sent: None if sent.url.startswith(sandbox.url) else complaints.append(sent.url))
    await tab.goto(f"{sandbox.url}/?as={EMPLOYEE}")
    await tab.get_by_test_id("channel").first.wait_for()
    yield tab
    await tab.close()
    assert complaints == []


async def rendered(page: Page, blocks: list[dict[str, Any]]) -> str:
    """The HTML that the page makes of these blocks."""
    script = """async (blocks) => {
      const { renderBlocks } = await import("/page/blocks/index.js");
      const people = { userName: (id) => (id === "U1" ? "Kari" : null), channelName: () => null, isMe: () => false };
      const pressed = { get: () => null, set: () => {} };
      const node = document.createElement("div");
      node.id = "rendered";
      document.querySelector("#rendered")?.remove();
      const ctx = { people, pressed, dispatches: true, act: async () => {}, saved: () => undefined };
      node.append(renderBlocks(blocks, ctx));
      document.body.append(node);
      return node.innerHTML;
    }"""
    return str(await page.evaluate(script, blocks))


TIMED = """async (blocks) => {
  const { renderBlocks } = await import("/page/blocks/index.js");
  const people = { userName: () => null, channelName: () => null, isMe: () => false };
  const start = performance.now();
  renderBlocks(blocks, { people });
  return performance.now() - start;
}"""
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>"
LINKS = "<javascript:alert(3)|klikk> [klikk](javascript:alert(4)) <data:text/html,x|y>"


async def test_untrusted_text_never_becomes_elements_or_dangerous_links(page: Page) -> None:
    """Markup and script addresses in any text stay text."""
    text = f"{HOSTILE} {LINKS}"
    run = {"type": "text", "text": text}
    link = {"type": "link", "url": "javascript:alert(5)", "text": "klikk"}
    await rendered(
        page,
        [
            {"type": "section", "text": {"type": "mrkdwn", "text": text}, "fields": [plain(text)]},
            {"type": "markdown", "text": f"# {text}\n\n- {text}\n\n| {text} |\n|---|\n| {text} |"},
            {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [run, link]}]},
            {"type": "header", "text": plain(text)},
            {"type": "image", "image_url": "https://example.invalid/x.png", "alt_text": text},
            {
                "type": "actions",
                "elements": [{"type": "button", "action_id": "a", "text": plain("x"), "url": "javascript:alert(6)"}],
            },
            {"type": "card", "title": {"type": "mrkdwn", "text": text}},
        ],
    )
    place = page.locator("#rendered")
    assert await place.locator("script, img, iframe").count() == 0
    targets = await place.locator("a").evaluate_all("all => all.map((a) => [a.protocol, a.target, a.rel])")
    assert targets == [["https:", "_blank", "noopener noreferrer"]]  # the picture from elsewhere, as a link


MRKDWN = [
    ("*fet* _kursiv_ ~vekk~ `kode`", ["<strong>fet</strong>", "<em>kursiv</em>", "<s>vekk</s>", ">kode</code>"]),
    ("2*3*4 snake_case_navn", ["2*3*4 snake_case_navn"]),
    ("&lt;b&gt; &amp;amp;", ["&lt;b&gt; &amp;amp;"]),
    ("<https://example.org/a_b?x=1&amp;y=2|her>", ['href="https://example.org/a_b?x=1&amp;y=2"', ">her</a>"]),
    ("<@U1> <@U2|ola> <!channel>", [">@Kari<", ">@ola<", ">@channel<"]),
    ("> sitat\nmer", ["<blockquote", ">sitat</blockquote>", "mer"]),
    ("```en\n  to```", [">en\n  to</pre>"]),
    (":tada: :finnesikke:", ["🎉 :finnesikke:"]),
]
MARKDOWN = [
    ("## Tittel\ntekst", ["<h4", ">Tittel</h4>", ">tekst</p>"]),
    ("**fet** *kursiv* ~~vekk~~", ["<strong>fet</strong>", "<em>kursiv</em>", "<s>vekk</s>"]),
    ("- en\n- to\n  1. inni", ["<ul", "<li>en</li>", "<ol", "<li>inni</li>"]),
    ("[[1]](https://example.org/a_(b))", ['href="https://example.org/a_(b)"', ">[1]</a>"]),
    ("| A | B |\n|---|--:|\n| 1 | 2 |", ['<th class="align-left">A</th>', '<td class="align-right">2</td>']),
    ("```\n<b>\n```", [">&lt;b&gt;</pre>"]),
    (r"\*ikke kursiv\*", ["*ikke kursiv*"]),
]


async def test_mrkdwn_is_shown_as_a_chat_shows_it(page: Page) -> None:
    """Styles, links, mentions, quotes, code and emoji; names_with_marks and unknown signs stay as they are."""
    for text, expected in MRKDWN:
        html = await rendered(page, [{"type": "section", "text": {"type": "mrkdwn", "text": text}}])
        assert [part for part in expected if part not in html] == []


async def test_markdown_blocks_are_rendered(page: Page) -> None:
    """Headings, emphasis, lists, links, tables, code and escaped signs."""
    for text, expected in MARKDOWN:
        html = await rendered(page, [{"type": "markdown", "text": text}])
        assert [part for part in expected if part not in html] == []


async def test_a_hostile_text_costs_little_time(page: Page) -> None:
    """Thousands of opening marks don't keep the page busy."""
    for text in ("*a " * 4000, "_<" * 4000, "[" * 4000, "<" * 8000, "**a" * 3000, "`" * 5001, "![" * 3000):
        blocks = [{"type": "markdown", "text": text}, {"type": "section", "text": {"type": "mrkdwn", "text": text}}]
        spent = await page.evaluate(TIMED, blocks)
        assert spent < 1000, text[:10]


async def test_a_block_the_page_does_not_know_is_named(page: Page) -> None:
    """Nothing is dropped silently."""
    html = await rendered(page, [{"type": "hologram"}, {"type": "actions", "elements": [{"type": "spak"}]}])
    assert "Ukjent blokk: hologram" in html
    assert "Ukjent element: spak" in html


async def test_prompts_go_away_when_the_first_question_is_asked(page: Page) -> None:
    """A prompt is sent as a question, and its answer is shown in the thread at once."""
    await page.get_by_test_id("prompt-chip").click()
    await expect(page.get_by_test_id("thread").get_by_text("Ekko: Hva er et forslag?")).to_be_visible()
    await expect(page.get_by_test_id("thread-link")).to_contain_text("1 svar")
    await expect(page.get_by_test_id("prompt-chip")).to_have_count(0)


async def test_enter_sends_and_shift_enter_breaks_the_line(page: Page) -> None:
    """What was typed on two lines arrives as two lines, with its signs as they were."""
    composer = page.get_by_test_id("composer")
    await composer.press_sequentially("en & <to>")
    await composer.press("Shift+Enter")
    await composer.press_sequentially("linjer")
    await composer.press("Enter")
    await expect(page.get_by_test_id("messages").get_by_test_id("message").first).to_contain_text("en & <to>\nlinjer")
    await expect(composer).to_have_value("")


async def test_a_command_is_completed_from_the_keyboard(page: Page) -> None:
    """Tab takes the command, the arrows choose its subcommand, Enter takes it, Enter sends it."""
    composer = page.get_by_test_id("composer")
    await composer.press_sequentially("/pr")
    await expect(page.get_by_test_id("offer")).to_have_text("/provePrøver noe")
    await composer.press("Tab")
    await expect(page.get_by_test_id("offer")).to_have_count(3)
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        await composer.press(key)
    await expect(composer).to_have_value("/prove hjelp ")
    await composer.press("Enter")
    answer = page.locator(".ephemeral")
    await expect(answer).to_contain_text("Bare synlig for deg")
    await expect(answer).to_contain_text("Du skrev hjelp")


async def test_a_name_is_completed_and_sent_as_a_mention(page: Page) -> None:
    """The list is a listbox that names its active row; Escape closes it."""
    await page.locator(f"[data-channel={CHANNEL}]").click()
    composer = page.get_by_test_id("composer")
    await composer.press_sequentially("Hei @prø")
    active = await composer.get_attribute("aria-activedescendant")
    await expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    await composer.press("Enter")
    await expect(composer).to_have_value("Hei @Prøvebot ")
    await composer.press_sequentially("@")
    await composer.press("Escape")
    await expect(page.locator(".offer")).to_have_count(0)
    await composer.press("Backspace")
    await composer.press("Enter")
    await expect(page.get_by_test_id("message").locator(".mention")).to_have_text("@Prøvebot")


async def test_a_form_shows_errors_beside_its_fields(page: Page) -> None:
    """An empty field is refused here, a wrong one by the app; what was typed stays, and a good form closes."""
    await page.get_by_test_id("composer").fill("/prove skjema")
    await page.get_by_test_id("composer").press("Enter")
    modal = page.get_by_role("dialog", name="Et skjema")
    await modal.get_by_test_id("modal-submit").click()
    await expect(modal.locator("[data-error-for=topic]")).to_have_text("Fyll ut dette feltet.")
    await expect(modal.get_by_label("Emne")).to_be_focused()
    await modal.get_by_label("Emne").fill("ab")
    await modal.get_by_test_id("modal-submit").click()
    await expect(modal.locator("[data-error-for=topic]")).to_have_text("Emnet er for kort.")
    await expect(modal.get_by_label("Emne")).to_have_value("ab")
    await modal.get_by_label("Emne").fill("abc")
    await modal.get_by_test_id("modal-submit").click()
    await expect(modal).to_have_count(0)


async def test_what_was_typed_survives_updates_and_views_on_top(page: Page, sandbox: Sandbox) -> None:
    """A modal that is redrawn, or uncovered again, shows what stood in its fields."""
    feed = sandbox.workspace.feed
    feed.tell([EMPLOYEE], {"type": "view_open", "view": {**FORM, "id": "V1"}})
    await page.get_by_label("Emne").fill("halvferdig")
    grown = {**FORM, "id": "V1", "blocks": [{"type": "header", "text": plain("Ny")}, *FORM["blocks"]]}
    feed.tell([EMPLOYEE], {"type": "view_update", "view": grown})
    await expect(page.get_by_role("heading", name="Ny")).to_be_visible()
    await expect(page.get_by_label("Emne")).to_have_value("halvferdig")
    on_top = {"type": "modal", "id": "V2", "title": plain("Oppå"), "blocks": []}
    feed.tell([EMPLOYEE], {"type": "view_push", "view": on_top})
    await expect(page.get_by_role("dialog", name="Oppå").get_by_label("Tilbake")).to_be_visible()
    feed.tell([EMPLOYEE], {"type": "view_close", "view_id": "V2"})
    await expect(page.get_by_label("Emne")).to_have_value("halvferdig")


async def test_escape_closes_a_modal(page: Page) -> None:
    """A modal can be left without the mouse, and the focus goes back to where it was."""
    await page.get_by_test_id("composer").fill("/prove skjema")
    await page.get_by_test_id("composer").press("Enter")
    await page.get_by_test_id("modal").wait_for()
    await page.keyboard.press("Escape")
    await expect(page.get_by_test_id("modal")).to_have_count(0)
    await expect(page.get_by_test_id("composer")).to_be_focused()


async def test_pressed_feedback_stays_pressed(page: Page) -> None:
    """One thumb at a time, also after a reload."""
    await page.get_by_test_id("prompt-chip").click()
    thumbs = page.locator("[data-action-id=feedback]")
    await thumbs.first.click()
    await thumbs.last.click()
    await expect(thumbs.first).to_have_attribute("aria-pressed", "false")
    await page.reload()
    await page.get_by_test_id("thread-link").click()
    await expect(page.locator("[data-action-id=feedback][aria-pressed=true]")).to_have_text("Ikke nyttig")


async def test_a_message_of_ones_own_can_be_edited_and_deleted(page: Page) -> None:
    """Arrow up in the empty composer edits the last message; the menu deletes it."""
    await page.locator(f"[data-channel={CHANNEL}]").click()
    composer = page.get_by_test_id("composer")
    await composer.fill("første & <utkast>")
    await composer.press("Enter")
    message = page.get_by_test_id("message")
    await expect(message).to_contain_text("første & <utkast>")
    await composer.press("ArrowUp")
    await expect(page.get_by_test_id("edit-field")).to_have_value("første & <utkast>")
    await page.get_by_test_id("edit-field").fill("andre")
    await page.keyboard.press("Enter")
    await expect(message).to_contain_text("andre(redigert)")
    await message.hover()
    await page.get_by_test_id("more").click()
    await page.get_by_role("menuitem", name="Slett").click()
    await expect(message).to_have_count(0)


async def test_a_reaction_is_given_and_taken_back(page: Page) -> None:
    """The same press twice leaves nothing."""
    await page.locator(f"[data-channel={CHANNEL}]").click()
    await page.get_by_test_id("composer").fill("hei")
    await page.get_by_test_id("composer").press("Enter")
    await page.get_by_test_id("message").hover()
    await page.get_by_test_id("react").click()
    await page.get_by_role("menuitem", name="🎉").click()
    await page.locator(".reaction", has_text="🎉 1").click()
    await expect(page.locator(".reaction")).to_have_count(0)


async def test_home_shows_what_the_app_has_published(page: Page) -> None:
    """The tabs lead there and back, by the arrow keys too."""
    await page.get_by_test_id("home-tab").click()
    await expect(page.get_by_role("heading", name="Velkommen hjem")).to_be_visible()
    await page.get_by_test_id("home-tab").press("ArrowRight")
    await expect(page.get_by_test_id("messages-tab")).to_be_focused()
    await expect(page.get_by_test_id("composer")).to_be_visible()


async def test_an_answer_that_arrives_while_home_is_shown_is_counted(page: Page, sandbox: Sandbox) -> None:
    """The tab says how many messages wait, until one looks."""
    await page.get_by_test_id("home-tab").click()
    message = {"ts": "1.000001", "user": "U0BOT", "bot_id": "B0BOT", "text": "Et svar"}
    sandbox.workspace.feed.tell([EMPLOYEE], {"type": "message", "channel": DIRECT, "message": message})
    await expect(page.get_by_test_id("messages-tab")).to_have_text("Meldinger1")
    await page.get_by_test_id("messages-tab").click()
    await expect(page.get_by_test_id("message")).to_have_text(re.compile("Et svar"))
    await expect(page.get_by_test_id("messages-tab")).to_have_text("Meldinger")


async def test_another_user_sees_another_conversation(page: Page) -> None:
    """The direct message belongs to one person; the menu switches by keyboard."""
    await page.get_by_test_id("prompt-chip").click()
    await expect(page.get_by_test_id("thread-link")).to_be_visible()
    await page.get_by_test_id("user-switch").press("Enter")
    await expect(page.get_by_role("menu")).to_contain_text("NHOs stab")
    await page.keyboard.press("End")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("user-switch")).to_contain_text("Nina Eksempel")
    await expect(page.get_by_test_id("prompt-chip")).to_be_visible()
    await expect(page.get_by_test_id("message")).to_have_count(0)
    assert page.url.endswith(f"?as={STAFF}")


async def test_a_stranger_sees_the_shared_channel_alone(page: Page) -> None:
    """People of other workspaces and guests stand apart in the menu; a stranger has no conversation with the app."""
    await page.get_by_test_id("user-switch").click()
    await expect(page.get_by_role("menu")).to_contain_text("Gjester og andre bedrifter")
    await page.get_by_test_id("user-choice").filter(has_text="Siri Utenfra").click()
    await expect(page.get_by_test_id("user-switch")).to_contain_text("Siri Utenfra")
    await expect(page.get_by_test_id("channel")).to_have_count(1)
    await expect(page.get_by_test_id("channel")).to_have_text("naboerDelt")
    await page.get_by_test_id("composer").fill("Hei fra naboen")
    await page.get_by_test_id("composer").press("Enter")
    await expect(page.get_by_test_id("message")).to_contain_text("Hei fra naboen")


async def test_the_inspector_lists_refused_requests(page: Page, sandbox: Sandbox) -> None:
    """A request that the workspace refuses stands there with its error."""
    client = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url)
    await client.api_call("chat.postMessage", json={"channel": CHANNEL, "text": "prøve"})
    await page.get_by_test_id("inspector-toggle").click()
    await expect(page.get_by_test_id("request").filter(has_text="chat.postMessage")).to_contain_text("OK")
    told = {"at": 1.0, "method": "chat.update", "ok": False, "error": "cant_update_message", "warning": None, "ms": 1}
    sandbox.workspace.feed.tell(None, {"type": "request", **told, "summary": ""})
    await page.get_by_test_id("inspector-only").check()
    await expect(page.get_by_test_id("request")).to_have_count(1)
    await expect(page.get_by_test_id("request")).to_contain_text("Feil: cant_update_message")


async def test_the_inspector_says_what_is_wrong_and_how_near_the_limit_is(page: Page, sandbox: Sandbox) -> None:
    """A refusal shows its messages, an accepted request its tier, and both whatever is written in them as text."""
    client = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url)
    await page.get_by_test_id("inspector-toggle").click()
    odd = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 4000}, "block_id": "<b>"}]
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel=CHANNEL, text="x", blocks=odd)
    refused = page.get_by_test_id("request").filter(has_text="invalid_blocks")
    await expect(refused.get_by_test_id("request-detail")).to_contain_text("less than 3001 characters")
    await client.auth_test()
    accepted = page.get_by_test_id("request").filter(has_text="auth.test").last
    await expect(accepted.get_by_test_id("request-tier")).to_contain_text("Special")
    await expect(accepted.get_by_test_id("request-detail")).to_have_count(0)


async def test_the_clock_can_be_put_forward(page: Page, sandbox: Sandbox) -> None:
    """Two minutes on, a status is gone; every page is told how far ahead the workspace's clock is."""
    client = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url)
    root = sandbox.person(EMPLOYEE).say(DIRECT, "Et spørsmål?")
    await page.get_by_test_id("thread").get_by_text("Ekko").wait_for()
    await client.assistant_threads_setStatus(channel_id=DIRECT, thread_ts=root, status="leter …")
    await expect(page.get_by_test_id("status").first).to_be_visible()
    await page.get_by_test_id("inspector-toggle").click()
    before = sandbox.workspace.clock.ahead
    await page.get_by_test_id("clock-120").click()
    await expect(page.get_by_test_id("status")).to_have_count(0)
    assert sandbox.workspace.clock.ahead == before + 120
    await page.get_by_test_id("clock-43200").click()
    await expect(page.get_by_test_id("clock-ahead")).to_contain_text("Klokken går 12 t 2 min foran")


async def test_status_and_stream_are_announced(page: Page, sandbox: Sandbox) -> None:
    """What the app is doing is a status; a message that still grows is marked busy."""
    feed = sandbox.workspace.feed
    feed.tell([EMPLOYEE], {"type": "status", "channel": DIRECT, "thread_ts": None, "status": "leter …"})
    await expect(page.get_by_role("status").filter(has_text="Prøvebot leter …")).to_be_visible()
    growing = {"ts": "1.000001", "user": "U0BOT", "bot_id": "B0BOT", "text": "Det **gr", "streaming": True}
    feed.tell([EMPLOYEE], {"type": "message", "channel": DIRECT, "message": growing})
    await expect(page.get_by_test_id("message")).to_have_attribute("aria-busy", "true")
    grown = {**growing, "text": "Det *gror*", "streaming": False}
    feed.tell([EMPLOYEE], {"type": "message_changed", "channel": DIRECT, "message": grown})
    await expect(page.get_by_test_id("message").locator("strong")).to_have_text("gror")
    feed.tell([EMPLOYEE], {"type": "status", "channel": DIRECT, "thread_ts": None, "status": ""})
    await expect(page.get_by_test_id("status")).to_have_count(0)


async def test_work_can_be_stopped_while_it_goes_on(page: Page, sandbox: Sandbox) -> None:
    """The button stands beside the question, then in its thread, and goes when the app ends its session."""
    client = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url)
    kari = sandbox.person(EMPLOYEE)
    root = kari.say(DIRECT, "Et langt svar?")
    await page.get_by_test_id("thread").get_by_text("Ekko").wait_for()
    await page.get_by_test_id("thread-close").click()
    await client.agents_sessions_setStatus(channel_id=DIRECT, thread_ts=root, status="processing")
    await expect(page.get_by_test_id("stop")).to_be_visible()
    await client.chat_startStream(channel=DIRECT, thread_ts=root, markdown_text="En begynnelse")
    growing = page.get_by_test_id("thread").locator("[aria-busy=true]")
    await expect(growing).to_contain_text("En begynnelse")
    await page.get_by_test_id("thread").get_by_test_id("stop").click()
    await expect(growing).to_have_count(0)
    await expect(page.get_by_test_id("thread").get_by_text("En begynnelse")).to_be_visible()
    await expect(page.get_by_test_id("stop")).to_have_count(0)


async def test_markdown_that_says_to_show_it_is_shown_as_it_is(page: Page) -> None:
    """What the bot escapes reads here as it was before: no link, no mention, no emphasis, no emoji."""
    text = (
        f"{HOSTILE} {LINKS} *a* _b_ ~~c~~ `d` [e](https://x.example) :tada: https://x.example <!channel> <@U1> # 1. |"
    )
    await rendered(page, [{"type": "markdown", "text": as_markdown(text, {})}])
    assert await page.locator("#rendered").inner_text() == text
    assert await page.locator("#rendered").locator("a, strong, em, s, code, .mention").count() == 0


@pytest.mark.parametrize("width", [900, 1400])
async def test_nothing_is_wider_than_the_window(page: Page, width: int) -> None:
    """A long word and a wide table scroll or break inside their message."""
    await page.set_viewport_size({"width": width, "height": 760})
    await page.get_by_test_id("composer").fill("x" * 400)
    await page.get_by_test_id("composer").press("Enter")
    await page.get_by_test_id("thread").get_by_text("Ekko").wait_for()
    wider = await page.evaluate(
        """["html", "#messages", ".thread .messages"].filter((name) => {
          const node = document.querySelector(name);
          return node.scrollWidth > node.clientWidth;
        })"""
    )
    assert wider == []


async def test_every_control_has_a_name(page: Page) -> None:
    """Screen readers find a name for each button, field and link."""
    await page.get_by_test_id("prompt-chip").click()
    await page.get_by_test_id("thread-link").wait_for()
    nameless = await page.evaluate(
        """[...document.querySelectorAll("button, a, input, textarea, select, [role=log], dialog")]
             .filter((n) => n.offsetParent && !n.textContent.trim())
             .filter((n) => !n.getAttribute("aria-label") && !n.labels?.length)
             .map((n) => n.outerHTML)"""
    )
    assert nameless == []
