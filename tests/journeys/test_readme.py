"""What the README shows is what happens."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest

from ingest.collecting import ListFields
from ingest.entries import KINDS
from tests.journeys.program import Program

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```", README, re.M | re.S)
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line.startswith(".venv/bin/brobygger")]


def test_the_first_two_commands_install_and_test() -> None:
    """The first screen holds two lines to paste: one sets everything up, the other runs the tests."""
    first, second = (block.strip() for block in BLOCKS[:2])

    assert first.endswith("brobygger demo")
    assert second.endswith("pytest")
    assert "\n" not in first + second


def test_every_picture_is_there() -> None:
    """A picture that the README shows lies in the repository."""
    for name in re.findall(r"!\[[^]]*\]\(([^)]+)\)", README):
        assert (Path(__file__).parents[2] / name).is_file(), name


@pytest.mark.parametrize("block", re.findall(r"^```toml\n(.*?)^```", README, re.M | re.S))
def test_every_list_of_sources_is_one(block: str) -> None:
    """What a maintainer copies has the keys that are read."""
    for table in ListFields.model_validate(tomllib.loads(block)).source:
        KINDS[table["kind"]].model_validate(table)


@pytest.mark.process
@pytest.mark.parametrize("command", COMMANDS)
def test_commands_of_the_readme_work(command: str, brobygger: Program) -> None:
    """Each command of the README ends well and prints something."""
    finished = brobygger.run(*shlex.split(command)[1:])

    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.strip()
