"""Which options of ``ingest`` go together."""

from typing import Any

import pytest

from bot.asking import BadInput
from bot.ingest_options import Asked


@pytest.mark.parametrize(
    ("options", "mode"),
    [
        ({}, "run"),
        ({"quiet": True, "json": True, "strict": True, "accept_loss": True, "keep": 5}, "run"),
        ({"dry_run": True, "strict": True, "accept_loss": True, "keep": 5}, "--dry-run"),
        ({"dry_run": True, "json": True, "quiet": True}, "--dry-run"),
        ({"list_all": True, "json": True}, "--list"),
        ({"rollback": 2, "quiet": True}, "--rollback"),
        ({"check": True, "quiet": True}, "--check"),
        ({"watch": True, "json": True, "keep": 2, "strict": True}, "--watch"),
    ],
)
def test_what_makes_sense_is_done(options: dict[str, Any], mode: str) -> None:
    assert Asked(**options).mode() == mode


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"dry_run": True, "watch": True}, "--dry-run and --watch do not go together: give one of them."),
        (
            {"list_all": True, "rollback": 1, "check": True},
            "--list, --rollback and --check do not go together: give one of them.",
        ),
        ({"list_all": True, "keep": 2}, "--keep would have no effect: --list reads no sources."),
        (
            {"rollback": 1, "strict": True, "accept_loss": True},
            "--accept-loss and --strict would have no effect: --rollback reads no sources.",
        ),
        ({"check": True, "accept_loss": True}, "--accept-loss would have no effect: --check reads no sources."),
        ({"dry_run": True, "quiet": True}, "--dry-run and --quiet do not go together: nothing would be told."),
        ({"list_all": True, "quiet": True}, "--list and --quiet do not go together: nothing would be told."),
    ],
)
def test_what_makes_no_sense_is_told(options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadInput) as told:
        Asked(**options).mode()
    assert str(told.value) == sentence
