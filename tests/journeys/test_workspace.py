"""``brobygger demo`` as a newcomer tries it: the local workspace in the browser, the real bot, the shipped sources."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from tests.journeys.program import Program

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.process,
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
PATIENCE = 30_000  # milliseconds for an answer on a busy machine
EMPLOYEE, STAFF = "U0KARI", "U0STAFF"
QUESTION = "Hvem leder Nemonoor?"


@dataclass(frozen=True)
class Demo:
    """A running demo. ``state`` is its database."""

    process: subprocess.Popen[str]
    url: str
    port: int
    state: Path

    def end(self) -> tuple[int, str]:
        """Press Ctrl+C; returns the exit status and what was still said on standard error."""
        self.process.send_signal(signal.SIGINT)
        said = self.process.communicate(timeout=30)[1]
        return self.process.returncode, said

    def rows(self, query: str) -> list[tuple[str, ...]]:
        """What stands in the demo's state."""
        with closing(sqlite3.connect(f"file:{self.state}?mode=ro", uri=True)) as database:
            return database.execute(query).fetchall()


@contextmanager
def running(program: Program) -> Iterator[Demo]:
    """Start the demo on a free port and wait until it says that it is ready."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [*program.command, "demo", "--no-browser", "--port", str(port)]
    process = subprocess.Popen(
        command,
        cwd=program.folder,
        env=program.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stderr
    try:
        said = []
        for line in process.stderr:
            said.append(line)
            if ready := re.search(r"ready at (http://\S+)", line):
                yield Demo(process, ready[1], port, program.data_dir / "demo" / "state.db")
                break
        else:
            raise AssertionError("the demo did not start:\n" + "".join(said))
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def program(
    tmp_path_factory: pytest.TempPathFactory,
    copy_shipped_index: Callable[[Path], Path],
) -> Program:
    """The program over a copy of the shipped index, on a fixed day."""
    folder = tmp_path_factory.mktemp("workspace")
    return Program(folder, copy_shipped_index(folder / "data"), {"TODAY": "2026-11-21"})


@pytest.fixture(scope="module")
def demo(program: Program) -> Iterator[Demo]:
    with running(program) as started:
        yield started


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(demo: Demo, browser: Browser) -> AsyncIterator[Page]:
    """The employee's page; afterwards: the console stayed empty and nothing was fetched from elsewhere."""
    tab = await browser.new_page(viewport={"width": 1400, "height": 900}, locale="nb-NO")
    tab.set_default_timeout(PATIENCE)
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("request", lambda sent: None if sent.url.startswith(demo.url) else complaints.append(sent.url))
    await tab.goto(f"{demo.url}?as={EMPLOYEE}")
    await tab.get_by_test_id("channel").first.wait_for()
    yield tab
    await tab.close()
    assert complaints == []


async def picture(page: Page, name: str) -> None:
    """Keep a screenshot where BROBYGGER_SCREENSHOTS says so."""
    if folder := os.environ.get("BROBYGGER_SCREENSHOTS"):
        await page.screenshot(path=Path(folder) / f"{name}.png")


async def answer_to(page: Page, question: str, composer: str = "composer") -> Locator:
    """Send a message and wait for the bot's answer in the thread, which opens by itself."""
    answers = page.get_by_test_id("thread").locator(".message.from-app")
    before = await answers.count() if composer == "thread-composer" else 0
    await page.get_by_test_id(composer).fill(question)
    await page.get_by_test_id(composer).press("Enter")
    await expect(answers).to_have_count(before + 1, timeout=PATIENCE)
    answer = answers.nth(before)
    await expect(answer.locator("[data-action-id=feedback]").first).to_be_visible(timeout=PATIENCE)
    return answer


async def becomes(page: Page, read: Callable[[], object], expected: object) -> None:
    """Wait for what a click sets going: the page shows it at once, the bot stores it when it has come there."""
    for _ in range(int(PATIENCE / 100)):
        if read() == expected:
            break
        await page.wait_for_timeout(100)
    assert read() == expected


async def test_a_question_is_answered_with_marks_sources_and_the_exact_quote(page: Page, demo: Demo) -> None:
    """The quote in «Vis kilder» is the one that is stored with the answer, letter by letter."""
    await picture(page, "01-start")
    answer = await answer_to(page, QUESTION)
    await expect(answer).to_contain_text("Digital Norway")
    await expect(answer.get_by_text("[1]", exact=True).first).to_be_visible()
    await expect(answer).to_contain_text(re.compile(r"\[1\] .+ – .+ – .*\d{4}"))
    await picture(page, "02-answer")
    await answer.get_by_role("button", name="Vis kilder").click()
    modal = page.get_by_test_id("modal")
    await expect(modal).to_contain_text("Brobyggers sammendrag av")
    await picture(page, "03-sources")
    stored = demo.rows(
        "select json_extract(content, '$.citations[0].quote') from answers where question = 'Hvem leder Nemonoor?'"
    )
    shown = await modal.locator("blockquote").first.inner_text()
    assert [(shown.strip(),)] == stored
    await page.keyboard.press("Escape")
    await expect(modal).to_have_count(0)


async def test_feedback_is_shown_pressed_and_stored(page: Page, demo: Demo) -> None:
    """One row for one person and answer, with the latest verdict."""
    answer = await answer_to(page, "Hva er NAIL?")
    thumbs = answer.locator("[data-action-id=feedback]")
    await thumbs.last.click()
    await expect(thumbs.last).to_have_attribute("aria-pressed", "true")
    await expect(page.get_by_text("Takk for tilbakemeldingen!")).to_be_visible(timeout=PATIENCE)
    await thumbs.first.click()
    await expect(thumbs.first).to_have_attribute("aria-pressed", "true")
    await expect(thumbs.last).to_have_attribute("aria-pressed", "false")
    await picture(page, "04-feedback")
    verdicts = (
        "select f.user_id, f.value from feedback f join turns t using (answer_id) where t.question = 'Hva er NAIL?'"
    )
    await becomes(page, lambda: demo.rows(verdicts), [(EMPLOYEE, "helpful")])
    await expect(page.get_by_text("Takk for tilbakemeldingen!")).to_have_count(1)


async def test_the_command_lists_courses_for_the_asker_alone(page: Page) -> None:
    """The answer repeats what was asked, and can be shared from there."""
    await page.locator("[data-channel=C0KOMPETANSE]").click()
    await page.get_by_test_id("composer").fill("/bro kurs digital sikkerhet")
    await page.keyboard.press("Escape")
    await page.get_by_test_id("composer").press("Enter")
    answer = page.locator(".message.ephemeral")
    await expect(answer).to_contain_text("Bare synlig for deg", timeout=PATIENCE)
    await expect(answer.get_by_role("button", name="Vis kilder")).to_be_visible(timeout=PATIENCE)
    await expect(answer.get_by_role("button", name="Del i kanalen")).to_be_visible()
    await expect(answer).to_contain_text("Spørsmål: digital sikkerhet")
    await expect(answer.get_by_role("link", name="Åpne side").first).to_be_visible()
    await picture(page, "05-courses")


async def test_a_follow_up_in_the_thread_stays_with_the_subject(page: Page) -> None:
    """«Det» is what the thread is about."""
    await answer_to(page, "Hva er Nemonoor?")
    answer = await answer_to(page, "Hvem leder det?", composer="thread-composer")
    await expect(answer).to_contain_text("Nemonoor")
    await expect(answer).to_contain_text("leder")
    await picture(page, "06-follow-up")


async def test_home_says_what_it_can_do_and_how_fresh_the_sources_are(page: Page) -> None:
    """And a question asked from there is answered in the messages."""
    await page.get_by_test_id("home-tab").click()
    home = page.get_by_test_id("home")
    await expect(home).to_contain_text("Hvor ferske kildene er", timeout=PATIENCE)
    await expect(home).to_contain_text(re.compile(r"Jeg kjenner \d+ kilder, \d+ kurs og \d+ kontaktpunkter"))
    await picture(page, "07-home")


async def test_the_staff_user_has_a_conversation_of_her_own(page: Page) -> None:
    """Switching the person switches the direct message; answers come there too."""
    await page.get_by_test_id("user-switch").click()
    await page.locator(f"[data-testid=user-choice][data-user={STAFF}]").click()
    await expect(page.get_by_test_id("user-switch")).to_contain_text("Nina Eksempel")
    await expect(page.get_by_test_id("message")).to_have_count(0)
    answer = await answer_to(page, "Gjelder avtalen fortsatt?")
    await expect(answer).to_contain_text("er over")
    await picture(page, "08-staff")


async def test_what_the_sources_do_not_say_is_refused_with_a_door_to_knock_on(page: Page) -> None:
    """A refusal can be judged like an answer."""
    answer = await answer_to(page, "Hva koster en flybillett til Tokyo?")
    await expect(answer.locator("[data-action-id=feedback]")).to_have_count(2)
    await picture(page, "09-refused")


async def test_a_question_in_a_channel_is_answered_in_its_thread(page: Page) -> None:
    """Everybody sees the question; the answer stays under it."""
    await page.locator("[data-channel=C0GENERELT]").click()
    await page.get_by_test_id("composer").fill("@Brobygger Hvordan kommer vi i kontakt med NTNU Bridge?")
    await page.keyboard.press("Escape")
    await page.get_by_test_id("composer").press("Enter")
    await page.get_by_test_id("thread-link").last.click(timeout=PATIENCE)
    answer = page.get_by_test_id("thread").locator(".message.from-app")
    await expect(answer).to_contain_text("Bridge", timeout=PATIENCE)
    await picture(page, "10-channel")


async def test_ctrl_c_ends_the_demo_cleanly(program: Program) -> None:
    """Exit status 0, no traceback, and the port is free again."""
    with running(program) as started:
        status, said = started.end()
    assert status == 0
    assert "Traceback" not in said
    with socket.create_server(("127.0.0.1", started.port)):
        pass
