"""The writer by the settings: the one place that puts its parts together."""

from knowledge.claims.verifier import Verifier
from knowledge.engines import NamedEmbeddings
from knowledge.settings import KnowledgeSettings
from knowledge.writing.budget import Budget
from knowledge.writing.discretion import hush
from knowledge.writing.guarding import Guarded
from knowledge.writing.model import open_model
from knowledge.writing.proving import Proves
from knowledge.writing.requests import Requests
from knowledge.writing.writer import Writer


def open_writer(settings: KnowledgeSettings, embeddings: NamedEmbeddings, prover: Proves | None = None) -> Writer:
    """A writer with the model that the settings name. Raises WritingUnavailable with advice."""
    model = open_model(settings)
    if not settings.llm_log_text:
        hush()
    requests = Requests(
        model, budget_of(settings), concurrency=settings.llm_concurrency, log_text=settings.llm_log_text
    )
    return Writer(
        settings.llm_model or "",
        requests,
        prover or Guarded(Verifier(embeddings, settings.nli_model)),
        settings.llm_timeout,
        settings.llm_price_in,
        settings.llm_price_out,
    )


def budget_of(settings: KnowledgeSettings) -> Budget:
    """The day's budget, counted beneath the data directory."""
    return Budget(
        settings.data_dir / "writing",
        requests=settings.llm_requests_per_day,
        tokens=settings.llm_tokens_per_day,
    )
