"""People and the real bot in the sandbox: real Bolt, real Socket Mode, made-up answers."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.app import CannotConnect, run_bot
from bot.rendering.answer import texts
from bot.sandbox.people import Person
from bot.sandbox.server import Sandbox, start_sandbox
from bot.sandbox.world import COLLEAGUE_ID, EMPLOYEE_ID
from bot.settings import BotSettings
from bot.state.store import open_state
from knowledge.models import Outcome

Json = dict[str, Any]
CHANNEL = "C0GENERELT"
PATIENCE = 20.0  # seconds; a busy machine is no failure


@dataclass
class Office:
    """A sandbox with the bot in it, seen by two employees."""

    sandbox: Sandbox
    settings: BotSettings
    kari: Person
    ola: Person

    def posts(self) -> list[Json]:
        """What the bot has posted, oldest first."""
        return [dict(entry.arguments) for entry in self.sandbox.requests("chat.postMessage")]

    def unclean(self) -> list[str]:
        """Requests that a strict workspace refused or warned about."""
        return [
            f"{entry.method}: {entry.error or entry.warning} {entry.response}"
            for entry in self.sandbox.requests()
            if entry.error or entry.warning
        ]


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    manifest = yaml.safe_load(files("bot").joinpath("manifest.yaml").read_text(encoding="utf-8"))
    running = await start_sandbox(manifest=manifest, retry_delays=(0, 0, 0), ack_timeout=PATIENCE)
    yield running
    await running.stop()


@pytest.fixture
def settings(sandbox: Sandbox, tmp_path: Path, made_up: Any) -> BotSettings:
    return BotSettings(
        _env_file=None,  # type: ignore[call-arg]  # mypy does not know _env_file
        slack_bot_token=SecretStr(sandbox.bot_token),
        slack_app_token=SecretStr(sandbox.app_token),
        data_dir=tmp_path,
        database_url=None,
        today=made_up.today,
    )


@pytest.fixture
async def office(sandbox: Sandbox, settings: BotSettings, knowledge: Any) -> AsyncIterator[Office]:
    """The bot runs until the test is over, and every request it made was a clean one."""
    stop, ready = asyncio.Event(), asyncio.Event()
    running = asyncio.create_task(run_bot(settings, knowledge, base_url=sandbox.api_url, stop=stop, ready=ready))
    async with asyncio.timeout(PATIENCE):
        await ready.wait()
        await sandbox.wait_connected()
    office = Office(sandbox, settings, sandbox.person(EMPLOYEE_ID), sandbox.person(COLLEAGUE_ID))
    yield office
    await sandbox.settled()
    stop.set()
    await running
    assert office.unclean() == []


async def _answer(page: Any) -> Json:
    """The next message of the bot."""
    while True:
        message: Json = (await page.next("message", PATIENCE))["message"]
        if message.get("bot_id"):
            return message


def _button(message: Json, action_id: str) -> Json:
    """A button of a message, as a page would click it."""
    for block in message["blocks"]:
        for element in block.get("elements", []):
            if isinstance(element, dict) and element.get("action_id") == action_id:
                keep = {name: element[name] for name in ("type", "action_id", "value") if name in element}
                return keep | {"block_id": block.get("block_id", "")}
    raise AssertionError(f"no button {action_id}")


def _text(blocks: Any) -> str:
    return "\n".join(texts(blocks))


async def test_a_direct_question_gets_one_answer_with_its_source(office: Office, knowledge: Any) -> None:
    with office.sandbox.listening(EMPLOYEE_ID) as page:
        ts = office.kari.say(office.kari.im.id, "Hva er <dette> & hint?")
        answer = await _answer(page)
    assert answer["thread_ts"] == ts
    assert "Oppdiktet svar på «Hva er <dette> & hint?»." in _text(answer["blocks"])
    assert "[1] Oppdiktet utgiver – Om ingenting – 20. november 2029" in _text(answer["blocks"])
    assert [question.text for question in knowledge.asked] == ["Hva er <dette> & hint?"]
    (post,) = office.posts()
    assert post["metadata"]["event_payload"]["answer_id"] == _button(answer, "show_sources")["value"]


async def test_the_status_is_shown_and_gone_with_the_answer(office: Office) -> None:
    with office.sandbox.listening(EMPLOYEE_ID) as page:
        office.kari.say(office.kari.im.id, "Hva er dette?")
        first = await page.next("status", PATIENCE)
        answer = await _answer(page)
    assert first["status"] in ("leser spørsmålet …", "leter i kildene …")
    assert office.sandbox.workspace.statuses.shown(office.kari.im) == []
    assert answer


async def test_a_mention_is_two_events_and_one_answer(office: Office, knowledge: Any) -> None:
    with office.sandbox.listening(EMPLOYEE_ID) as page:
        ts = office.kari.say(CHANNEL, "@Brobygger hva er dette?")
        answer = await _answer(page)
        office.kari.say(office.kari.im.id, "en til?")  # her questions are answered in order: both events are done
        await _answer(page)
    assert (answer["thread_ts"], len(office.posts())) == (ts, 2)
    assert [question.text for question in knowledge.asked] == ["hva er dette?", "en til?"]


async def test_an_event_that_slack_sends_again_is_answered_once(office: Office, knowledge: Any) -> None:
    with office.sandbox.listening(EMPLOYEE_ID) as page:
        ts = office.kari.say(office.kari.im.id, "to ganger?")
        event = {"type": "message", "channel_type": "im", "channel": office.kari.im.id, "user": EMPLOYEE_ID}
        body = {"type": "event_callback", "team_id": office.sandbox.team_id, "event_id": "EvAGAIN", "event_time": 0}
        for _ in range(3):
            office.sandbox.workspace.sockets.tell({**body, "event": {**event, "ts": ts, "text": "to ganger?"}})
        await _answer(page)
        await office.sandbox.settled()
        office.kari.say(office.kari.im.id, "etterpå?")
        await _answer(page)
    assert [question.text for question in knowledge.asked] == ["to ganger?", "etterpå?"]
    assert len(office.posts()) == 2


async def test_a_follow_up_in_the_thread_knows_what_was_said(office: Office, knowledge: Any) -> None:
    with office.sandbox.listening(EMPLOYEE_ID) as page:
        ts = office.kari.say(CHANNEL, "@Brobygger hva er dette?")
        await _answer(page)
        office.kari.say(CHANNEL, "og prisen", thread_ts=ts)
        answer = await _answer(page)
    assert answer["thread_ts"] == ts
    history = knowledge.asked[1].history
    assert [(turn.role, turn.text) for turn in history] == [
        ("user", "hva er dette?"),
        ("assistant", "Oppdiktet svar på «hva er dette?». [1]"),
    ]


async def test_a_bare_follow_up_in_the_direct_message_knows_it_too(office: Office, knowledge: Any) -> None:
    with office.sandbox.listening(EMPLOYEE_ID) as page:
        for said in ("hva er dette?", "og for deltidsansatte?"):
            office.kari.say(office.kari.im.id, said)
            await _answer(page)
    assert [turn.text for turn in knowledge.asked[1].history if turn.role == "user"] == ["hva er dette?"]


async def test_colleagues_who_talk_in_the_thread_are_left_in_peace(office: Office, knowledge: Any) -> None:
    with office.sandbox.listening(COLLEAGUE_ID) as page:
        ts = office.kari.say(CHANNEL, "@Brobygger hva er dette?")
        await _answer(page)
        office.ola.say(CHANNEL, "fint, da melder jeg meg på", thread_ts=ts)
        office.ola.say(CHANNEL, "@Kari hva tror du?", thread_ts=ts)
        office.ola.say(CHANNEL, "ingenting å svare på her")
        await office.sandbox.settled()
        office.ola.say(office.ola.im.id, "etterpå?")
        await _answer(page)
    assert [question.text for question in knowledge.asked] == ["hva er dette?", "etterpå?"]


async def test_edits_and_deletions_of_what_was_no_question_change_nothing(office: Office, knowledge: Any) -> None:
    with office.sandbox.listening(EMPLOYEE_ID) as page:
        ts = office.kari.say(CHANNEL, "ikke til noen bot")
        office.kari.edit(CHANNEL, ts, "ikke til noen bot, nei?")
        office.kari.delete(CHANNEL, ts)
        await office.sandbox.settled()
        office.kari.say(office.kari.im.id, "etterpå?")
        await _answer(page)
    assert [question.text for question in knowledge.asked] == ["etterpå?"]


async def test_a_failure_is_one_sentence_with_a_reference_that_is_in_the_log(
    office: Office, knowledge: Any, caplog: pytest.LogCaptureFixture
) -> None:
    knowledge.failure = RuntimeError("oppdiktet feil")
    with office.sandbox.listening(EMPLOYEE_ID) as page:
        office.kari.say(office.kari.im.id, "hva er dette?")
        answer = await _answer(page)
    reference = answer["text"].split("referanse ")[1][:6]
    assert "oppdiktet feil" not in answer["text"]
    assert f"reference {reference}" in caplog.text
    assert len(office.posts()) == 1


async def test_an_empty_or_endless_question_gets_a_clear_sentence(office: Office, knowledge: Any) -> None:
    with office.sandbox.listening(EMPLOYEE_ID) as page:
        office.kari.say(CHANNEL, "@Brobygger")
        assert "Skriv gjerne hva du lurer på" in (await _answer(page))["text"]
        office.kari.say(office.kari.im.id, "ord " * 1500)
        assert "jeg leser høyst 4000" in (await _answer(page))["text"]
    assert knowledge.asked == []


async def test_a_command_is_answered_for_the_asker_only_and_can_be_shared(office: Office, knowledge: Any) -> None:
    with office.sandbox.listening(EMPLOYEE_ID) as page, office.sandbox.listening(COLLEAGUE_ID) as other:
        await office.kari.command(CHANNEL, "/bro", "kurs digital sikkerhet")
        answer = await _answer(page)
        assert "Spørsmål: digital sikkerhet" in _text(answer["blocks"])
        await office.kari.click(CHANNEL, answer["ts"], _button(answer, "share_answer"))
        shared = await _answer(other)
        assert (await page.next("message_changed", PATIENCE))["message"]["text"] == "Svaret er delt i kanalen."
    assert "delte et svar fra Brobygger på spørsmålet" in shared["text"]
    assert "Oppdiktet svar på «digital sikkerhet»." in _text(shared["blocks"])
    assert knowledge.asked[0].scope == "courses"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("", "Slik bruker du /bro"),
        ("hjelp", "Slik bruker du /bro"),
        ("help", "How to use /bro"),
        ("spør", "Skriv spørsmålet etter kommandoen"),
        ("kurs", "Skriv hva kurset skal handle om"),
        ("kontakt", "Skriv hva du vil ha kontakt om"),
        ("courses", "Write what the course should be about"),
        ("krus sikkerhet", "Jeg kjenner ikke «krus». Mente du /bro kurs sikkerhet?"),
    ],
)
async def test_a_command_without_a_question_helps(given: str, said: str, office: Office, knowledge: Any) -> None:
    with office.sandbox.listening(EMPLOYEE_ID) as page:
        await office.kari.command(CHANNEL, "/bro", given)
        assert said in (await _answer(page))["text"]
    assert knowledge.asked == []


@pytest.mark.parametrize(
    ("given", "asked", "scope"),
    [
        ("spør hva er dette?", "hva er dette?", None),
        ("hva er dette?", "hva er dette?", None),
        ("kontakt samarbeid", "samarbeid", "contacts"),
        ("avtale varighet", "varighet", "agreement"),
        ("avtale", "Hva går samarbeidsavtalen mellom NTNU og NHO ut på?", "agreement"),
    ],
)
async def test_a_command_asks_within_its_scope(
    given: str, asked: str, scope: str | None, office: Office, knowledge: Any
) -> None:
    with office.sandbox.listening(EMPLOYEE_ID) as page:
        await office.kari.command(CHANNEL, "/bro", given)
        await _answer(page)
    assert [(question.text, question.scope) for question in knowledge.asked] == [(asked, scope)]


async def test_the_sources_open_with_the_exact_quote(office: Office) -> None:
    with office.sandbox.listening(EMPLOYEE_ID) as page:
        office.kari.say(office.kari.im.id, "hva er dette?")
        answer = await _answer(page)
        await office.kari.click(office.kari.im.id, answer["ts"], _button(answer, "show_sources"))
        view = (await page.next("view_open", PATIENCE))["view"]
    assert view["title"]["text"] == "Kilder"
    assert "Dette sitatet er diktet opp for en test." in _text(view["blocks"])


async def test_feedback_is_stored_replaced_and_thanked_for_once(office: Office) -> None:
    with office.sandbox.listening(EMPLOYEE_ID) as page:
        office.kari.say(office.kari.im.id, "hva er dette?")
        answer = await _answer(page)
        answer_id = _button(answer, "show_sources")["value"]
        for value in ("helpful", "unhelpful"):
            action = {**_button(answer, "feedback"), "value": f"{value}:{answer_id}"}
            await office.kari.click(office.kari.im.id, answer["ts"], action)
            if value == "helpful":
                assert "Takk for tilbakemeldingen!" in (await _answer(page))["text"]
        office.kari.say(office.kari.im.id, "og så?")
        assert "og så?" in (await _answer(page))["text"], "nothing was said in between"
    state = await open_state(office.settings.state_url())
    assert await state.verdicts.of(office.sandbox.team_id, answer_id) == {EMPLOYEE_ID: "unhelpful"}
    await state.close()


async def test_an_option_is_asked_in_its_thread_and_repeated_above_the_answer(
    office: Office, knowledge: Any, made_up: Any
) -> None:
    knowledge.reply = made_up.answer(
        "Hva mener du?", outcome=Outcome.CLARIFY, citations=(), options=("Oppdiktet A?", "Oppdiktet B?")
    )
    with office.sandbox.listening(EMPLOYEE_ID) as page:
        ts = office.kari.say(CHANNEL, "@Brobygger dette")
        clarify = await _answer(page)
        knowledge.reply = None
        await office.kari.click(CHANNEL, clarify["ts"], _button(clarify, "ask_1"))
        answer = await _answer(page)
    assert answer["thread_ts"] == ts
    assert "Spørsmål: Oppdiktet B?" in _text(answer["blocks"])
    assert knowledge.asked[1].text == "Oppdiktet B?"
    assert len(knowledge.asked[1].history) == 2


async def test_a_course_card_has_a_link_and_no_button_of_its_own(office: Office, knowledge: Any, made_up: Any) -> None:
    knowledge.reply = made_up.answer(courses=(made_up.shown_course(),))
    with office.sandbox.listening(EMPLOYEE_ID) as page:
        office.kari.say(office.kari.im.id, "hvilke kurs?")
        answer = await _answer(page)
    assert '"url": "https://example.org/side"' in json.dumps(answer["blocks"])
    assert "open_course" not in json.dumps(answer["blocks"])
    assert office.unclean() == []


async def test_a_private_option_is_answered_privately(office: Office, knowledge: Any, made_up: Any) -> None:
    knowledge.reply = made_up.answer("Hva mener du?", outcome=Outcome.CLARIFY, citations=(), options=("Oppdiktet A?",))
    with office.sandbox.listening(EMPLOYEE_ID) as page:
        await office.kari.command(CHANNEL, "/bro", "dette")
        clarify = await _answer(page)
        knowledge.reply = None
        await office.kari.click(CHANNEL, clarify["ts"], _button(clarify, "ask_0"))
        answer = await _answer(page)
    assert answer["ephemeral"]
    assert _button(answer, "share_answer")
    assert office.posts() == []


async def test_sharing_twice_shares_once(office: Office) -> None:
    with office.sandbox.listening(EMPLOYEE_ID) as page, office.sandbox.listening(COLLEAGUE_ID) as other:
        await office.kari.command(CHANNEL, "/bro", "hva er dette?")
        answer = await _answer(page)
        share = _button(answer, "share_answer")
        await asyncio.gather(*(office.kari.click(CHANNEL, answer["ts"], share) for _ in range(2)))
        await _answer(other)
        await page.next("message_changed", PATIENCE)
        office.kari.say(CHANNEL, "@Brobygger etterpå?")
        assert "etterpå?" in (await _answer(other))["text"], "nothing was shared in between"


async def test_sources_that_retention_removed_are_said_to_be_gone(office: Office) -> None:
    with office.sandbox.listening(EMPLOYEE_ID) as page:
        office.kari.say(office.kari.im.id, "hva er dette?")
        answer = await _answer(page)
        state = await open_state(office.settings.state_url(), now=lambda: datetime.now(UTC) + timedelta(days=100))
        assert await state.purge(timedelta(days=90)) == 1
        await state.close()
        await office.kari.click(office.kari.im.id, answer["ts"], _button(answer, "show_sources"))
        assert "ikke lenger lagret" in _text((await page.next("view_open", PATIENCE))["view"]["blocks"])
        feedback = {**_button(answer, "feedback"), "value": f"helpful:{_button(answer, 'show_sources')['value']}"}
        await office.kari.click(office.kari.im.id, answer["ts"], feedback)
        assert "ikke lenger lagret" in (await _answer(page))["text"]


async def test_a_click_that_fails_is_answered_with_a_reference(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    with office.sandbox.listening(EMPLOYEE_ID) as page:
        office.kari.say(office.kari.im.id, "hva er dette?")
        answer = await _answer(page)
        engine = create_async_engine(office.settings.state_url())
        async with engine.begin() as connection:
            await connection.execute(text("DROP TABLE feedback"))
        await engine.dispose()
        feedback = {**_button(answer, "feedback"), "value": f"helpful:{_button(answer, 'show_sources')['value']}"}
        await office.kari.click(office.kari.im.id, answer["ts"], feedback)
        said = (await _answer(page))["text"]
    assert f"reference {said.split('referanse ')[1][:6]}" in caplog.text


async def test_home_shows_freshness_and_asks_what_is_clicked(office: Office, knowledge: Any) -> None:
    with office.sandbox.listening(EMPLOYEE_ID) as page:
        office.kari.open_home()
        view = (await page.next("home", PATIENCE))["view"]
        assert "Kildene ble sist lest inn 1. mai 2030." in _text(view["blocks"])
        await office.kari.click_in_view(view["id"], _button(view, "ask_1"))
        root = await _answer(page)
        answer = await _answer(page)
    assert root["text"] == f"<@{EMPLOYEE_ID}> spurte fra Hjem-fanen: Hvilke kurs finnes om digital sikkerhet?"
    assert answer["thread_ts"] == root["ts"]
    assert knowledge.asked[0].text == "Hvilke kurs finnes om digital sikkerhet?"


async def test_prompts_are_offered_once(office: Office) -> None:
    with office.sandbox.listening(EMPLOYEE_ID) as page:
        office.kari.open_messages(office.kari.im.id)
        prompts = await page.next("prompts", PATIENCE)
        office.kari.open_messages(office.kari.im.id)
        office.kari.open_home()
        await page.next("home", PATIENCE)
    assert prompts["prompts"][0]["message"] == "Hva går samarbeidsavtalen mellom NTNU og NHO ut på?"
    assert len(office.sandbox.requests("assistant.threads.setSuggestedPrompts")) == 1


async def test_the_bot_says_hello_in_a_channel_it_is_invited_to(office: Office) -> None:
    with office.sandbox.listening(EMPLOYEE_ID) as page:
        office.kari.remove_app(CHANNEL)
        office.kari.invite_app(CHANNEL)
        assert (await _answer(page))["text"].startswith("Hei! Nevn meg med @")


async def test_a_question_in_english_makes_home_english(office: Office, knowledge: Any, made_up: Any) -> None:
    knowledge.reply = made_up.answer("A made-up answer. [1]", language="en")
    with office.sandbox.listening(EMPLOYEE_ID) as page:
        office.kari.say(office.kari.im.id, "what is this?")
        assert "Sources:" in (await _answer(page))["text"]
        office.kari.open_home()
        view = (await page.next("home", PATIENCE))["view"]
    assert "The sources were last read in on 1 May 2030." in _text(view["blocks"])


async def test_the_bot_comes_back_on_a_new_socket(office: Office) -> None:
    with office.sandbox.listening(EMPLOYEE_ID) as page:
        await office.sandbox.request_disconnect("refresh_requested")
        async with asyncio.timeout(PATIENCE):
            await office.sandbox.wait_connected()
        office.kari.say(office.kari.im.id, "er du der?")
        assert await _answer(page)


async def test_an_answer_under_way_is_given_before_the_bot_stops(
    sandbox: Sandbox, settings: BotSettings, knowledge: Any
) -> None:
    stop, ready, knowledge.gate = asyncio.Event(), asyncio.Event(), asyncio.Event()
    running = asyncio.create_task(run_bot(settings, knowledge, base_url=sandbox.api_url, stop=stop, ready=ready))
    async with asyncio.timeout(PATIENCE):
        await ready.wait()
        await sandbox.wait_connected()
        kari = sandbox.person(EMPLOYEE_ID)
        kari.say(kari.im.id, "rekker du dette?")
        await knowledge.reached.wait()
        stop.set()
        knowledge.gate.set()
        await running
    assert len(sandbox.requests("chat.postMessage")) == 1


async def test_a_token_slack_does_not_know_is_named(sandbox: Sandbox, settings: BotSettings, knowledge: Any) -> None:
    for name, value in (("SLACK_BOT_TOKEN", "xoxb-wrong"), ("SLACK_APP_TOKEN", "xapp-wrong")):
        wrong = settings.model_validate({**settings.model_dump(), name.lower(): value})
        with pytest.raises(CannotConnect, match=name):
            await run_bot(wrong, knowledge, base_url=sandbox.api_url)


async def test_without_tokens_the_bot_says_what_is_missing(settings: BotSettings, knowledge: Any) -> None:
    bare = settings.model_copy(update={"slack_bot_token": None, "slack_app_token": None})
    with pytest.raises(CannotConnect, match=r"SLACK_BOT_TOKEN.*SLACK_APP_TOKEN"):
        await run_bot(bare, knowledge)
