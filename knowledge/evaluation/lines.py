"""Lines of the files that an evaluation reads, checked one by one."""

import json
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from knowledge.errors import BadLine

Model = TypeVar("Model", bound=BaseModel)


def objects(text: str, name: str, model: type[Model]) -> Iterator[tuple[str, Model]]:
    """Each line of a JSON Lines text as a ``model``, with where it stands ("name, line 3").

    Empty lines are passed over. Raises BadLine for the first line that is no such object.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            where = f"{name}, line {number}"
            yield where, checked(_parsed(line, where), where, model)


def checked(row: Any, where: str, model: type[Model]) -> Model:
    """A parsed value as a ``model``. Raises BadLine with the first field that does not fit."""
    if not isinstance(row, dict):
        raise BadLine(f"{where}: expected an object, got {type(row).__name__}.")
    try:
        return model.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise BadLine(f"{where}: {field}: {first['msg']}.") from error


def _parsed(line: str, where: str) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise BadLine(f"{where}: not JSON ({error}).") from error
    except RecursionError as error:
        raise BadLine(f"{where}: nested too deep.") from error
