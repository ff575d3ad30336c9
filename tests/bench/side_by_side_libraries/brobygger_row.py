"""Brobygger, on the way that ``brobygger evaluate`` goes, which is that of a person's question."""

from collections.abc import Sequence

from knowledge.evaluation.searching import Searcher
from knowledge.evaluation.vector_cache import RememberingEmbeddings
from tests.bench.side_by_side_libraries.contestants import Search
from tests.bench.side_by_side_libraries.task import Task


def build(task: Task, embeddings: RememberingEmbeddings) -> Search:
    """Index the passages; a search mends the question first."""
    searcher = Searcher(task.passages, embeddings)

    def search(text: str) -> Sequence[str]:
        return searcher.find("", text).ranked

    return search
