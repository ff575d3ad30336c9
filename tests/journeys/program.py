"""A program of ours as a person starts it: in a process, from a folder without an ``.env``."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LONGEST = 120  # seconds; a run takes two, a machine under load gets its time


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
