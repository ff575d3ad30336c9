"""A small language for the shape of JSON: what a field must be, and how Slack says that it is not.

A shape is a function of a value, its JSON pointer and the list of complaints it may add to.
"""

from collections.abc import Callable, Mapping
from typing import Any

Complaints = list[str]
Shape = Callable[[Any, str, Complaints], None]


def complain(complaints: Complaints, text: str, pointer: str) -> None:
    """Add a complaint in the form of ``response_metadata.messages``."""
    complaints.append(f"[ERROR] {text} [json-pointer:{pointer or '/'}]")


def anything(_value: Any, _pointer: str, _complaints: Complaints) -> None:
    """Whatever it is, it is fine."""


def string(most: int | None = None, least: int = 1) -> Shape:
    """A string of so many characters."""

    def check(value: Any, pointer: str, complaints: Complaints) -> None:
        if not isinstance(value, str):
            complain(complaints, "must be a string", pointer)
        elif len(value) < least:
            complain(complaints, f"must be more than {least - 1} characters", pointer)
        elif most is not None and len(value) > most:
            complain(complaints, f"must be less than {most + 1} characters", pointer)

    return check


def boolean(value: Any, pointer: str, complaints: Complaints) -> None:
    """True or false."""
    if not isinstance(value, bool):
        complain(complaints, "must be a boolean", pointer)


def integer(value: Any, pointer: str, complaints: Complaints) -> None:
    """A whole number."""
    if not isinstance(value, int) or isinstance(value, bool):
        complain(complaints, "must be an integer", pointer)


def choice(*allowed: str) -> Shape:
    """One of these strings."""

    def check(value: Any, pointer: str, complaints: Complaints) -> None:
        if value not in allowed:
            complain(complaints, f"must be one of: {', '.join(allowed)}", pointer)

    return check


def items(shape: Shape, most: int | None = None, least: int = 1) -> Shape:
    """A list of so many items, each of that shape."""

    def check(value: Any, pointer: str, complaints: Complaints) -> None:
        if not isinstance(value, list):
            complain(complaints, "must be an array", pointer)
            return
        if len(value) < least:
            complain(complaints, f"must have at least {least} items", pointer)
        if most is not None and len(value) > most:
            complain(complaints, f"no more than {most} items allowed", pointer)
        for index, item in enumerate(value):
            shape(item, f"{pointer}/{index}", complaints)

    return check


def record(required: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None) -> Shape:
    """An object with these fields and no others."""
    known = {**required, **(optional or {})}

    def check(value: Any, pointer: str, complaints: Complaints) -> None:
        if not isinstance(value, dict):
            complain(complaints, "must be an object", pointer)
            return
        for name in required:
            if value.get(name) is None:
                complain(complaints, f"missing required field: {name}", pointer)
        for name, part in value.items():
            if name not in known:
                complain(complaints, f"invalid additional property: {name}", pointer)
            elif part is not None:
                known[name](part, f"{pointer}/{name}", complaints)

    return check


def variant(table: Mapping[str, Shape], *allowed: str) -> Shape:
    """An object whose ``type`` picks its shape; without ``allowed``, every type of the table will do."""

    def check(value: Any, pointer: str, complaints: Complaints) -> None:
        if not isinstance(value, dict):
            complain(complaints, "must be an object", pointer)
            return
        kind = value.get("type")
        names = allowed or tuple(table)
        if not isinstance(kind, str) or kind not in table or kind not in names:
            complain(complaints, f"unsupported type: {kind}", f"{pointer}/type")
            return
        table[kind](value, pointer, complaints)

    return check


def typed(required: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None) -> Shape:
    """A record that also has a ``type``, which was looked at already."""
    return record({"type": anything, **required}, optional)
