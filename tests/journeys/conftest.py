"""Programs with the shipped index, with nothing yet, and with an index to damage."""

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.engines import load_engine
from tests.journeys.maintainer import Maintainer
from tests.journeys.program import Program

SOURCES = """
[[source]]
kind = "document"
path = "garnlaget.md"
id = "garnlaget"
title = "Vedtekter for Garnlaget (oppdiktet)"
language = "nb"
citation = "verbatim"
publisher = "Garnlaget"
date = 2020-02-03
"""
DOCUMENT = """# Vedtekter for Garnlaget

Dette dokumentet er diktet opp for en test.

## 1. Møter

Garnlaget møtes hver torsdag i kjelleren på Prøvehuset.

## 2. Nøkler

Den som går sist fra møtet, låser døren og legger nøkkelen i postkassen.

## 3. Medlemskap

Et medlemskap i Garnlaget koster to nøster ull i året.
"""


@pytest.fixture
def brobygger(tmp_path: Path, shipped_data_dir: Path) -> Program:
    """The program over the shipped index."""
    return Program(tmp_path, shipped_data_dir)


@pytest.fixture
def newcomer(tmp_path: Path) -> Program:
    """The program with nothing ingested yet, and a few made-up sources to ingest."""
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "sources.toml").write_text(SOURCES, encoding="utf-8")
    (sources / "garnlaget.md").write_text(DOCUMENT, encoding="utf-8")
    return Program(tmp_path, tmp_path / "data", {"SOURCES": str(sources / "sources.toml")})


@pytest.fixture
def damaged(tmp_path: Path, copy_shipped_index: Callable[[Path], Path]) -> Path:
    """A data directory with a copy of the shipped index, which the test may damage."""
    return copy_shipped_index(tmp_path / "data")


@pytest.fixture
def maintainer(tmp_path: Path) -> Maintainer:
    """Somebody who ingests sources of their own with the bundled model, and has none yet."""
    return Maintainer(tmp_path, load_engine(None))
