"""Samples of real answers, where the environment variable BROBYGGER_REFERENCE leads to them."""

import os
from pathlib import Path

import pytest


def sample(name: str) -> str:
    """A sample's text; without it, the test skips."""
    reference = os.environ.get("BROBYGGER_REFERENCE")
    file = Path(reference or ".") / "facts" / "samples" / name
    if not reference or not file.is_file():
        pytest.skip(f"BROBYGGER_REFERENCE does not lead to {name}")
    return file.read_text(encoding="utf-8")
