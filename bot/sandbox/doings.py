"""The page's POST routes, one line each: which fields go to which doing of a person."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.sandbox.errors import UiError
from bot.sandbox.people import Person

Json = dict[str, Any]
MAX_LEAP = 24 * 60 * 60  # seconds that the clock may be put forward at once
Doing = Callable[[Person, Json], Awaitable[Json]]


def _text(body: Json, name: str) -> str:
    value = body.get(name, "")
    if not isinstance(value, str):
        raise UiError(f"Feltet «{name}» må være tekst.")
    return value


def _optional(body: Json, name: str) -> str | None:
    return _text(body, name) or None if body.get(name) is not None else None


def _object(body: Json, name: str) -> Json:
    value = body.get(name)
    if not isinstance(value, dict):
        raise UiError(f"Feltet «{name}» mangler.")
    return value


async def _message(person: Person, body: Json) -> Json:
    return {"ts": person.say(_text(body, "channel"), _text(body, "text"), _optional(body, "thread_ts"))}


async def _edit(person: Person, body: Json) -> Json:
    person.edit(_text(body, "channel"), _text(body, "ts"), _text(body, "text"))
    return {}


async def _delete(person: Person, body: Json) -> Json:
    person.delete(_text(body, "channel"), _text(body, "ts"))
    return {}


async def _command(person: Person, body: Json) -> Json:
    await person.command(_text(body, "channel"), _text(body, "command"), _text(body, "text"))
    return {}


async def _action(person: Person, body: Json) -> Json:
    action = _object(body, "action")
    values = _object(body, "state") if body.get("state") is not None else None
    if body.get("view_id"):
        await person.click_in_view(_text(body, "view_id"), action, values)
    else:
        await person.click(_text(body, "channel"), _text(body, "message_ts"), action, values)
    return {}


async def _submit(person: Person, body: Json) -> Json:
    await person.submit(_text(body, "view_id"), _object(body, "values"))
    return {}


async def _close(person: Person, body: Json) -> Json:
    await person.close(_text(body, "view_id"))
    return {}


async def _open(person: Person, body: Json) -> Json:
    person.open_messages(_text(body, "channel"))
    return {}


async def _home(person: Person, _body: Json) -> Json:
    return {"view": person.open_home()}


async def _shortcut(person: Person, body: Json) -> Json:
    await person.shortcut(_text(body, "callback_id"), _optional(body, "channel"), _optional(body, "message_ts"))
    return {}


async def _stop(person: Person, body: Json) -> Json:
    person.stop(_text(body, "channel"), _text(body, "thread_ts"))
    return {}


async def _react(person: Person, body: Json) -> Json:
    person.react(_text(body, "channel"), _text(body, "ts"), _text(body, "name"))
    return {}


async def _clock(person: Person, body: Json) -> Json:
    seconds = body.get("seconds")
    if not isinstance(seconds, int) or not 0 < seconds <= MAX_LEAP:
        raise UiError("Klokken kan stilles frem med inntil et døgn om gangen.")
    person.advance(seconds)
    return {"ahead": person.workspace.clock.ahead}


DOINGS: Mapping[str, Doing] = {
    "message": _message,
    "edit": _edit,
    "delete": _delete,
    "command": _command,
    "action": _action,
    "submit": _submit,
    "close": _close,
    "open": _open,
    "home": _home,
    "shortcut": _shortcut,
    "react": _react,
    "stop": _stop,
    "clock": _clock,
}
