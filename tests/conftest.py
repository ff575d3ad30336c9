"""What the tests of all rooms share: a clean environment, and the index of the shipped sources."""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from bot.settings import BotSettings
from ingest.console import run_ingest
from knowledge.errors import IndexDamaged
from knowledge.generations import Generations
from knowledge.service import Knowledge
from knowledge.settings import KnowledgeSettings

TODAY = date(2026, 11, 21)

# The same inputs in every run, so that a change is judged and not the dice; HYPOTHESIS_PROFILE=wide throws them anew.
settings.register_profile("steady", derandomize=True)
settings.register_profile("wide", derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

ROOT = Path(__file__).parent.parent
SETTINGS = frozenset(
    {*KnowledgeSettings.model_fields, *BotSettings.model_fields}
    | {"slack_signing_secret", "maintainers", "intake_channel", "llm_model", "nli_model"}
)


@pytest.fixture(scope="session", autouse=True)
def no_settings_of_the_developer() -> Iterator[None]:
    """Whoever runs the tests may have settings for a bot of their own; the tests must not see them."""
    with pytest.MonkeyPatch.context() as environment:
        for name in [name for name in os.environ if name.lower() in SETTINGS]:
            environment.delenv(name)
        yield


@pytest.fixture(scope="session")
def shipped_data_dir(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with the index of the shipped sources, to be read only.

    It is made once in a checkout and then brought up to date: the first run takes a minute or two, the
    next ones seconds. All workers share it.
    """
    cache: pytest.Cache | None = getattr(request.config, "cache", None)
    data_dir = cache.mkdir("shipped-index") if cache else tmp_path_factory.mktemp("shipped-index")
    with _alone(data_dir):
        _distrust_other_code(data_dir)
        run_ingest(data_dir, None, None, quiet=True)
        _stamp(data_dir).write_text(_code(), encoding="utf-8")
    return data_dir


@pytest.fixture(scope="session")
def knowledge(shipped_data_dir: Path) -> Knowledge:
    """Knowledge over the shipped sources."""
    settings = KnowledgeSettings(
        _env_file=None,  # type: ignore[call-arg]  # mypy does not know _env_file
        data_dir=shipped_data_dir,
    )
    return Knowledge(settings)


@pytest.fixture(scope="session")
def copy_shipped_index(shipped_data_dir: Path) -> Callable[[Path], Path]:
    """Makes a data directory of one's own with the shipped index in it, to run programs over or to damage."""

    def copy(data_dir: Path) -> Path:
        with _alone(shipped_data_dir):
            live = Generations(shipped_data_dir).current()
            assert live is not None
            own = Generations(data_dir)
            shutil.copytree(live, own.create(live.name), dirs_exist_ok=True)
        own.seal(live.name)
        own.publish(live.name)
        return data_dir

    return copy


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """One worker at a time, for ingest refuses to wait."""
    with (data_dir / "tests.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _distrust_other_code(data_dir: Path) -> None:
    """Ingest compares sources; when the code is another, the index is written anew, with the vectors it has."""
    stamp = _stamp(data_dir)
    if stamp.exists() and stamp.read_text(encoding="utf-8") == _code():
        return
    try:
        live = Generations(data_dir).current()
        manifest = json.loads((live / "manifest.json").read_text(encoding="utf-8")) if live else None
    except (IndexDamaged, OSError, ValueError):
        return  # ingest sees it too
    if live and manifest:
        manifest["content_hash"] = "written by other code"
        (live / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def _stamp(data_dir: Path) -> Path:
    return data_dir / "code.sha256"


def _code() -> str:
    """SHA-256 of the two rooms that make the index."""
    files = sorted(file for room in ("ingest", "knowledge") for file in (ROOT / room).rglob("*.py"))
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
