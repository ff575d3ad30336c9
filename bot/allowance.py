"""What is left of the day's budget for a language model."""

from dataclasses import dataclass

from knowledge.settings import KnowledgeSettings


@dataclass(frozen=True, slots=True)
class Allowance:
    """The day's limits, and what was used of them; None is no limit."""

    requests: int | None
    tokens: int | None
    requests_used: int
    tokens_used: int

    @property
    def requests_left(self) -> int | None:
        """How many more requests may be made today."""
        return None if self.requests is None else max(0, self.requests - self.requests_used)

    @property
    def tokens_left(self) -> int | None:
        """How many more tokens may be used today; the last answer of a day may go past the limit."""
        return None if self.tokens is None else max(0, self.tokens - self.tokens_used)


def allowance() -> Allowance | None:
    """What the settings leave for the rest of the day; None where no model is set. Reads a small file."""
    settings = KnowledgeSettings()
    if not settings.llm_model:
        return None
    from knowledge.writing.opening import budget_of

    spent = budget_of(settings).spent()
    return Allowance(settings.llm_requests_per_day, settings.llm_tokens_per_day, spent.requests, spent.tokens)
