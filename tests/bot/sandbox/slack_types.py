"""Comparing with Slack's own published types, where a copy of them is at hand."""

from collections.abc import Callable
from typing import Any

from jsonschema import Draft7Validator

from bot.sandbox.rules import TOLERATED

Json = dict[str, Any]
Check = Callable[[str, Any], list[str]]


def complaints_about(entry: Any, schema: Json, check: Check) -> list[str]:
    """What Slack's types say against a request that the sandbox accepted."""
    arguments = {name: value for name, value in entry.arguments.items() if name not in TOLERATED}
    found = [error.message[:200] for error in Draft7Validator(schema).iter_errors(arguments)]
    for block in arguments.get("blocks", []):
        found += check("XBlock", block)
    for chunk in arguments.get("chunks", []):
        found += check("XChunk", chunk)
    if "view" in arguments:
        found += check("Home" if arguments["view"]["type"] == "home" else "Modal", arguments["view"])
    return [f"{entry.method}: {complaint}" for complaint in found]
