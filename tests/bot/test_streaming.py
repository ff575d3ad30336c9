"""Answers that grow in Slack while they are written: the real bot in the sandbox, a made-up writer on cue."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.rendering.answer import texts
from bot.sandbox.faults import Fault
from bot.sandbox.world import EMPLOYEE_ID, TEAM_ID
from tests.bot.desk import PATIENCE, Desk, at_desk

Json = dict[str, Any]
CHANNEL = "C0GENERELT"
FIRST, SECOND = "Første oppdiktede setning.", "Andre oppdiktede setning."
MARK = "[[1]](https://example.org/side)"
HELD = "\u00a0"  # keeps a mark with the word before it
WHOLE = f"{FIRST}{HELD}{MARK} {SECOND}{HELD}{MARK}"


@pytest.fixture
async def desk(writer: Any, tmp_path: Path, made_up: Any) -> AsyncIterator[Desk]:
    async with at_desk(writer, tmp_path, made_up.today) as opened:
        yield opened
        writer.cue(20)


async def _first(desk: Desk) -> Json:
    """The message as it begins, with the first sentence."""
    desk.writer.cue()
    return await desk.shown(FIRST)


def _text(message: Json) -> str:
    return "\n".join(texts(message["blocks"]))


def _types(message: Json) -> list[str]:
    return [block["type"] for block in message["blocks"]]


async def test_the_first_sentence_stands_there_before_the_writer_is_done(desk: Desk) -> None:
    root = desk.ask()
    begun = await _first(desk)
    assert (begun["thread_ts"], begun["streaming"]) == (root, True)
    assert _text(begun) == f"{FIRST}{HELD}{MARK}"
    assert not desk.writer.ended.is_set()


async def test_sentences_come_in_order_and_the_end_brings_sources_and_buttons(desk: Desk) -> None:
    desk.ask()
    begun = await _first(desk)
    desk.writer.cue()
    assert _text(await desk.shown(SECOND, "message_changed")) == WHOLE
    desk.writer.cue()
    done = await desk.finished()
    assert (done["ts"], done.get("streaming")) == (begun["ts"], None)
    assert _types(done) == ["markdown", "context", "actions", "context_actions"]
    assert done["blocks"][0]["text"] == WHOLE
    assert "[1] Oppdiktet utgiver" in _text(done)
    (stop,) = desk.calls("chat.stopStream")
    assert stop.arguments["metadata"]["event_payload"]["answer_id"] == done["blocks"][2]["elements"][0]["value"]
    assert (desk.calls("chat.postMessage"), desk.calls("chat.update")) == ([], [])
    assert [entry.error for entry in desk.sandbox.requests() if entry.error] == []


async def test_sentences_that_come_together_are_written_together(desk: Desk) -> None:
    desk.ask()
    desk.writer.cue(3)
    done = await desk.finished()
    assert done["blocks"][0]["text"] == WHOLE
    assert len(desk.calls("chat.startStream")) + len(desk.calls("chat.appendStream")) <= 2


async def test_in_a_channel_the_stream_names_its_reader(desk: Desk) -> None:
    desk.ask(CHANNEL)
    await _first(desk)
    (start,) = desk.calls("chat.startStream")
    assert (start.arguments["recipient_team_id"], start.arguments["recipient_user_id"]) == (TEAM_ID, EMPLOYEE_ID)


async def test_what_the_answer_says_beyond_its_sentences_follows_them(desk: Desk) -> None:
    """Remarks of ours, such as how old a source is, come when the sentences are all there."""
    desk.writer.ending = "\nOppdiktet merknad om alder."
    desk.ask()
    desk.writer.cue(3)
    assert (await desk.finished())["blocks"][0]["text"] == f"{WHOLE}\n\nOppdiktet merknad om alder."


async def test_another_answer_than_the_one_begun_takes_its_place(desk: Desk, made_up: Any) -> None:
    desk.writer.reply = made_up.answer("Kildenes egne oppdiktede ord. [1]")
    desk.ask()
    begun = await _first(desk)
    desk.writer.cue(2)
    done = await desk.finished()
    assert done["ts"] == begun["ts"]
    assert "Kildenes egne oppdiktede ord." in _text(done)
    assert FIRST not in _text(done)


async def test_a_note_stands_small_beneath_the_answer_and_in_its_text(desk: Desk) -> None:
    desk.writer.note = "Oppdiktet merknad om språkmodellen."
    desk.ask()
    desk.writer.cue(3)
    done = await desk.finished()
    assert done["blocks"][2] == {
        "type": "context",
        "elements": [{"type": "plain_text", "text": desk.writer.note, "emoji": False}],
        "block_id": done["blocks"][2]["block_id"],
    }


async def test_no_status_outlives_the_beginning_of_the_answer(desk: Desk) -> None:
    desk.ask()
    await _first(desk)
    assert desk.sandbox.workspace.statuses.shown(desk.kari.im) == []
    desk.writer.cue(2)
    await desk.finished()
    assert desk.sandbox.workspace.statuses.shown(desk.kari.im) == []


async def test_a_question_without_sentences_is_posted_as_ever(desk: Desk) -> None:
    desk.writer.sentences = ()
    desk.writer.ending = "Et oppdiktet svar. [1]"
    desk.ask()
    desk.writer.cue()
    done = await desk.finished()
    assert _types(done)[0] == "rich_text"
    assert desk.calls("chat.startStream") == []


async def test_a_whispered_answer_is_not_streamed(desk: Desk) -> None:
    desk.writer.cue(3)
    await desk.kari.command(CHANNEL, "/bro", "spør hva er dette?")
    done = await desk.finished()
    assert done["ephemeral"] is True
    assert FIRST in _text(done)
    assert desk.calls("chat.startStream") == []


async def test_a_clicked_question_stands_above_its_streamed_answer(desk: Desk, made_up: Any) -> None:
    desk.writer.reply = made_up.answer(options=("Hva med <dette>?",))
    desk.ask()
    desk.writer.cue(3)
    first = await desk.finished()
    desk.writer.reply = None
    button = next(e for b in first["blocks"] for e in b.get("elements", []) if e.get("action_id") == "ask_0")
    action = {"type": "button", "action_id": "ask_0", "value": button["value"], "block_id": "x"}
    await desk.kari.click(desk.kari.im.id, first["ts"], action)
    desk.writer.cue()
    begun = await desk.shown(FIRST)
    assert begun["blocks"][0]["text"].startswith("Spørsmål: Hva med &lt;dette&gt;?\n\n")


HOSTILE = "<!channel> <@U0OLA> *fet* [her](https://ond.example) <https://ond.example|x> `k` :tada: www.ond.example [1]"


async def test_nothing_in_a_sentence_is_read_as_markup(desk: Desk) -> None:
    desk.writer.sentences = (HOSTILE,)
    desk.ask()
    desk.writer.cue()
    text = (await desk.shown("fet"))["blocks"][0]["text"]
    assert text == (
        "&lt;!channel&gt; &lt;@U0OLA&gt; \\*fet\\* \\[her\\](https\\://ond.example) "
        f"&lt;https\\://ond.example\\|x&gt; \\`k\\` \\:tada: www\\.ond.example{HELD}{MARK}"
    )


# --- how it came about ---


async def test_the_button_opens_how_the_answer_came_about(desk: Desk) -> None:
    desk.ask()
    desk.writer.cue(3)
    done = await desk.finished()
    button = next(e for b in done["blocks"] for e in b.get("elements", []) if e.get("action_id") == "why")
    action = {"type": "button", "action_id": "why", "value": button["value"], "block_id": "x"}
    await desk.kari.click(desk.kari.im.id, done["ts"], action)
    view = (await desk.page.next("view_open", PATIENCE))["view"]
    assert "En språkmodell (test:oppdiktet) har formulert svaret." in "\n".join(texts(view["blocks"]))


async def test_the_command_opens_how_ones_latest_answer_came_about(desk: Desk) -> None:
    await desk.kari.command(CHANNEL, "/bro", "hvorfor")
    said = (await desk.page.next("message", PATIENCE))["message"]
    assert said["text"].startswith("Jeg har ikke noe svar til deg å forklare.")
    desk.ask()
    desk.writer.cue(3)
    await desk.finished()
    await desk.kari.command(CHANNEL, "/bro", "hvorfor")
    view = (await desk.page.next("view_open", PATIENCE))["view"]
    assert "[1] Oppdiktet utgiver" in "\n".join(texts(view["blocks"]))


async def test_status_counts_the_workspaces_answers_for_whoever_asks(desk: Desk) -> None:
    desk.ask()
    desk.writer.cue(3)
    await desk.finished()
    await desk.kari.command(CHANNEL, "/bro", "status")
    while not (said := (await desk.page.next("message", PATIENCE))["message"]).get("ephemeral"):
        pass
    assert "• 1 formulert av språkmodell" in said["text"]
    assert "• tokener: 900 inn, 80 ut" in said["text"]


# --- when something fails on the way ---

LOST = Fault(lost=True)
REFUSED = Fault("internal_error")
GONE = Fault("message_not_in_streaming_state")


async def _all_is_there(desk: Desk) -> Json:
    desk.writer.cue(2)
    done = await desk.finished()
    assert FIRST in _text(done) and SECOND in _text(done)
    assert _text(done).count(SECOND) == 1
    assert "[1] Oppdiktet utgiver" in _text(done)
    return done


@pytest.mark.parametrize("fault", [REFUSED, Fault("channel_type_not_supported"), Fault(retry_after=30)])
async def test_a_stream_that_does_not_begin_becomes_a_posted_answer(desk: Desk, fault: Fault) -> None:
    desk.fail("chat.startStream", fault)
    desk.ask()
    desk.writer.cue()
    done = await _all_is_there(desk)
    assert _types(done)[0] == "rich_text"
    assert len(desk.bot_messages()) == 1


@pytest.mark.parametrize("fault", [REFUSED, GONE, LOST], ids=lambda fault: "lost" if fault.lost else fault.error)
@pytest.mark.parametrize("method", ["chat.appendStream", "chat.stopStream"])
async def test_where_a_piece_or_the_end_fails_the_whole_answer_takes_its_place(
    desk: Desk, method: str, fault: Fault
) -> None:
    desk.fail(method, fault)
    desk.ask()
    begun = await _first(desk)
    done = await _all_is_there(desk)
    assert (done["ts"], done.get("streaming")) == (begun["ts"], None)
    while not desk.calls("chat.update"):  # an end whose reply was lost shows the answer before it is put there again
        await desk.page.next("request", PATIENCE)
    assert len(desk.bot_messages()) == 1
    (update,) = [entry for entry in desk.calls("chat.update") if entry.ok]
    assert update.arguments["metadata"]["event_type"] == "brobygger_answer"


async def test_a_piece_that_is_throttled_comes_when_it_may(desk: Desk) -> None:
    desk.fail("chat.appendStream", Fault(retry_after=0))
    desk.ask()
    await _first(desk)
    done = await _all_is_there(desk)
    assert done["blocks"][0]["text"] == WHOLE
    assert desk.calls("chat.update") == []


async def test_a_refused_update_leaves_the_answer_to_be_posted(desk: Desk) -> None:
    desk.fail("chat.appendStream", GONE)
    desk.fail("chat.update", Fault("cant_update_message"))
    desk.ask()
    await _first(desk)
    await _all_is_there(desk)
    assert len(desk.bot_messages()) == 2


async def test_refused_blocks_leave_the_text(desk: Desk) -> None:
    desk.fail("chat.stopStream", Fault("invalid_blocks"))
    desk.fail("chat.update", Fault("invalid_blocks"))
    desk.ask()
    begun = await _first(desk)
    desk.writer.cue(2)
    while True:
        message = (await desk.page.next("message_changed", PATIENCE))["message"]
        if message["ts"] == begun["ts"] and not message.get("blocks"):
            break
    assert FIRST in message["text"] and SECOND in message["text"] and "Kilder:" in message["text"]


async def test_after_five_minutes_the_whole_answer_takes_the_place_of_its_beginning(desk: Desk) -> None:
    desk.ask()
    begun = await _first(desk)
    desk.clock.seconds += 301
    done = await _all_is_there(desk)
    assert done["ts"] == begun["ts"]
    assert "message_not_in_streaming_state" in [entry.error for entry in desk.calls("chat.appendStream")]


async def test_sentences_stay_when_the_writing_breaks(desk: Desk) -> None:
    desk.writer.failure = RuntimeError("made up")
    desk.ask()
    await _first(desk)
    desk.writer.cue(2)
    done = await desk.finished()
    assert FIRST in _text(done)
    assert "svaret er ikke fullført" in _text(done)
    assert "Referanse: " in _text(done)


# --- Stop ---


async def _at_work(desk: Desk) -> None:
    """Until the page has a Stop button."""
    assert (await desk.page.next("session", PATIENCE))["processing"] is True


async def test_stop_ends_the_work_and_what_is_shown_stays_with_its_sources(desk: Desk) -> None:
    root = desk.ask()
    begun = await _first(desk)
    await _at_work(desk)
    desk.kari.stop(desk.kari.im.id, root)
    async with asyncio.timeout(1):
        await desk.writer.ended.wait()
    done = await desk.finished()
    assert done["ts"] == begun["ts"]
    assert FIRST in _text(done) and SECOND not in _text(done)
    assert "Stoppet, som du ba om." in _text(done)
    assert "[1] Oppdiktet utgiver" in _text(done)
    assert (await desk.page.next("session", PATIENCE))["processing"] is False
    assert len(desk.bot_messages()) == 1


async def test_stop_before_the_first_sentence_is_confirmed(desk: Desk) -> None:
    root = desk.ask()
    await _at_work(desk)
    desk.kari.stop(desk.kari.im.id, root)
    async with asyncio.timeout(1):
        await desk.writer.ended.wait()
    while not desk.bot_messages():
        await desk.page.next(None, PATIENCE)
    assert desk.bot_messages()[0]["text"] == "Stoppet, som du ba om."
    assert desk.sandbox.workspace.statuses.shown(desk.kari.im) == []


async def test_a_stop_that_is_heard_of_by_a_refused_piece_ends_the_work_too(desk: Desk) -> None:
    """So it is where the event goes to another process."""
    desk.fail("chat.appendStream", Fault("stopped_by_user"))
    desk.ask()
    await _first(desk)
    desk.writer.cue()
    async with asyncio.timeout(PATIENCE):
        await desk.writer.ended.wait()
    done = await desk.finished()
    assert FIRST in _text(done) and SECOND not in _text(done)


async def test_a_session_ends_with_its_answer(desk: Desk) -> None:
    root = desk.ask()
    await _first(desk)
    await _at_work(desk)
    desk.writer.cue(2)
    await desk.finished()
    assert desk.sandbox.workspace.sessions.status(desk.kari.im, root) == "active"
    assert desk.calls("chat.stopStream")[0].arguments["session_status"] == "active"


async def test_work_that_goes_on_after_checking_is_told_as_writing(desk: Desk) -> None:
    desk.ask()
    while (await desk.page.next("status", PATIENCE))["status"] != "sjekker svaret mot kildene …":
        pass
    assert (await desk.page.next("status", PATIENCE))["status"] == "skriver svaret …"


async def test_a_stream_whose_beginning_was_not_confirmed_is_found_and_replaced(desk: Desk) -> None:
    """Slack began it, and its reply was lost: the answer takes its place, and nothing stands twice."""
    desk.fail("chat.startStream", Fault(lost=True))
    desk.ask()
    begun = await _first(desk)
    desk.writer.cue(2)
    done = await desk.finished()
    assert done["ts"] == begun["ts"]
    assert len(desk.bot_messages()) == 1
    assert desk.calls("chat.postMessage") == []
