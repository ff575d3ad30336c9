"""A maintainer of made-up sources: writes a list, ingests it with the bundled model, asks, changes something."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ingest.fetching.settings import FetchSettings
from ingest.pipeline import IngestRequest, ingest
from ingest.report import IngestReport
from knowledge.engines import NamedEmbeddings
from knowledge.models import Answer, Citation, Outcome, Question
from knowledge.service import Knowledge
from knowledge.settings import KnowledgeSettings

TODAY = date(2026, 11, 21)

# Stays on the list when the source that a test is about goes.
OTHER = """
[[source]]
kind = "document"
path = "annet.md"
id = "annet"
title = "Husorden for Prøvehuset (oppdiktet)"
language = "nb"
citation = "verbatim"
publisher = "Prøvehuset"
"""
OTHER_PARTS = {"Oppvask": "Koppene vaskes for hånd hver kveld.", "Dører": "Døren låses klokken ni."}


@dataclass
class Maintainer:
    """Works in ``folder``: the list and the files in ``sources``, the index in ``data``."""

    folder: Path
    embeddings: NamedEmbeddings

    @property
    def sources(self) -> Path:
        """Where the list and the files lie."""
        return self.folder / "sources"

    @property
    def data_dir(self) -> Path:
        """Where the index lies."""
        return self.folder / "data"

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a source file."""
        file = self.sources / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace what stands once in a source file."""
        text = (self.sources / name).read_text(encoding="utf-8")
        assert text.count(old) == 1
        self.write(name, text.replace(old, new))

    def list(self, *entries: str, top: str = "") -> None:
        """Write ``sources.toml``: a source that is always there, and these."""
        self.write("annet.md", "\n\n".join(f"## {name}\n\n{text}" for name, text in OTHER_PARTS.items()))
        self.write("sources.toml", "\n".join([top, *entries, OTHER]))

    def ingest(self, **changes: Any) -> IngestReport:
        """Run ingest as the command does."""
        fetch = FetchSettings("vaktmester@eksempel.no", delay=0.0, cache_dir=self.data_dir / "cache" / "web")
        settings: dict[str, Any] = {"fetch": fetch, "today": TODAY}
        request = IngestRequest(self.data_dir, self.sources / "sources.toml", **settings | changes)
        return ingest(request, embeddings=self.embeddings)

    def ask(self, question: str) -> Answer:
        """Ask the live index."""
        settings = KnowledgeSettings(
            _env_file=None,  # type: ignore[call-arg]  # mypy does not know _env_file
            data_dir=self.data_dir,
        )
        return Knowledge(settings, embeddings=self.embeddings).answer_now(Question(question), today=TODAY)

    def answered(self, question: str, said: str, shown: str | None = None) -> Citation:
        """Ask what must be answered in words (``shown``) that a quote holds (``said``); gives its citation."""
        answer = self.ask(question)
        assert answer.outcome is Outcome.ANSWERED, answer
        assert (shown or said) in answer.text, answer
        found = [citation for citation in answer.citations if said in citation.quote]
        assert found, answer
        assert f"[{found[0].n}]" in answer.text
        return found[0]

    def gone(self, question: str, not_said: str) -> None:
        """Ask what nothing answers (any more)."""
        answer = self.ask(question)
        assert not_said not in answer.text, answer
        assert not any(not_said in citation.quote for citation in answer.citations), answer
