"""JSON from strangers: read without running out of anything, and held against what a record can hold."""

import json
import json.scanner
import math
import reprlib
from typing import Any

from ingest.reading.tables import MOST_COLUMNS

_LARGEST_NUMBER = 1e15
_DEEPEST = 20


class Unsound(ValueError):
    """JSON that says nothing a record could hold; ``args[0]`` says what it is."""


def parsed(text: str, places: dict[int, int] | None = None) -> Any:
    """JSON from strangers; ``places`` gets the position at which each object of it begins, by the object's ``id()``.

    Raises Unsound for what is no JSON, nested too deep, or holds a number beyond all sense.
    """
    decoder = json.JSONDecoder(parse_constant=_no_number)
    if places is not None:
        _remember_places(decoder, places)
    try:
        return decoder.decode(text)
    except json.JSONDecodeError as error:
        where = f"column {error.colno}" if error.lineno == 1 else f"line {error.lineno} column {error.colno}"
        raise Unsound(f"{error.msg} at {where}") from error
    except RecursionError as error:
        raise Unsound("values nested too deep") from error
    except Unsound:
        raise
    except ValueError as error:
        raise Unsound("a number that is too long") from error


def sound_object(value: Any) -> dict[str, Any]:
    """A JSON object without numbers that are none and texts with halves of letters. Raises Unsound."""
    if not isinstance(value, dict):
        raise Unsound(reprlib.repr(value))
    if len(value) > MOST_COLUMNS:
        raise Unsound(f"{len(value)} keys, {MOST_COLUMNS} are too many already")
    _check(value, _DEEPEST)
    return value


def _remember_places(decoder: json.JSONDecoder, places: dict[int, int]) -> None:
    """Note where each object begins: only the scanner that is written in Python can be asked."""
    scanner: Any = decoder
    parse = scanner.parse_object

    def placed(start: tuple[str, int], *rest: Any) -> Any:
        found, end = parse(start, *rest)
        places[id(found)] = start[1] - 1
        return found, end

    scanner.parse_object = placed
    scanner.scan_once = json.scanner.py_make_scanner(scanner)  # type: ignore[attr-defined]


def _check(value: Any, depth: int) -> None:
    if depth == 0:
        raise Unsound("values nested too deep")
    match value:
        case dict():
            for key, inner in value.items():
                _check(key, depth - 1)
                _check(inner, depth - 1)
        case list():
            for inner in value:
                _check(inner, depth - 1)
        case str():
            try:
                value.encode()
            except UnicodeEncodeError:
                raise Unsound("a text with half a letter (a lone surrogate)") from None
        case bool() | None:
            pass
        case _:
            if abs(value) > _LARGEST_NUMBER or not math.isfinite(value):
                raise Unsound("a number beyond all sense")


def _no_number(name: str) -> Any:
    raise Unsound(f"{name}, which is no JSON")
