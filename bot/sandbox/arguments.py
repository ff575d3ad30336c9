"""Reading a Web API request's arguments: JSON, form-urlencoded and query alike become plain values."""

import json
from typing import Any

from aiohttp import web

from bot.sandbox.errors import ApiError
from bot.sandbox.rules import BOOLEAN_ARGUMENTS, INTEGER_ARGUMENTS, JSON_ARGUMENTS

Json = dict[str, Any]
_TRUTH = {"true": True, "1": True, "false": False, "0": False}


async def read_arguments(request: web.Request) -> Json:
    """The arguments of a request, the query's included; raises ``ApiError`` on JSON that is none."""
    arguments: Json = dict(request.query)
    if request.content_type == "application/json":
        arguments |= _object(await request.text())
    elif request.can_read_body:
        arguments |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    return {name: _plain(name, value) for name, value in arguments.items() if value is not None}


def read_token(request: web.Request, arguments: Json) -> str | None:
    """The token of the Authorization header, or else the argument ``token``."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        return token.strip()
    given = arguments.get("token")
    return given if isinstance(given, str) else None


def _object(text: str) -> Json:
    try:
        value = json.loads(text or "{}")
    except json.JSONDecodeError:
        raise ApiError("invalid_json") from None
    if not isinstance(value, dict):
        raise ApiError("json_not_object")
    return value


def _plain(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if name in JSON_ARGUMENTS:
        try:
            return json.loads(value)
        except json.JSONDecodeError:
            return value  # the rules say what is wrong with it
    if name in BOOLEAN_ARGUMENTS:
        return _TRUTH.get(value.lower(), value)
    if name in INTEGER_ARGUMENTS and value.isdigit():
        return int(value)
    return value
