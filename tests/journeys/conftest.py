"""Programs of ours as a person starts them: in a process, from a folder without an ``.env``."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
LONGEST = 120  # seconds; a run takes two, a machine under load gets its time

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


@dataclass(frozen=True)
class Program:
    """``brobygger`` with a data directory and a working directory of its own."""

    folder: Path
    data_dir: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def command(self) -> list[str]:
        """How the command line is started: the way the installed script does."""
        return [sys.executable, "-c", "from bot.cli import main; main()"]

    @property
    def environment(self) -> dict[str, str]:
        """The environment of the process; models are not looked for on the network."""
        own = {"DATA_DIR": str(self.data_dir), "PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1", "COLUMNS": "120"}
        return {**os.environ, **own, **self.settings}

    def run(self, *arguments: str, stdin: str | None = None, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run it to its end."""
        return self.python([*self.command[1:], *arguments], stdin=stdin, **settings)

    def python(
        self, arguments: list[str], *, stdin: str | None = None, **settings: str
    ) -> subprocess.CompletedProcess[str]:
        """Run Python in the same surroundings."""
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env={**self.environment, **settings},
            input=stdin,
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            encoding="utf-8",
            timeout=LONGEST,
            check=False,
        )


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
