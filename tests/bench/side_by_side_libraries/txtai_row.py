"""txtai: Embeddings(hybrid=True), vectors from outside, everything else as it comes (faiss, BM25, equal weights)."""

from collections.abc import Sequence
from importlib import import_module

from knowledge.evaluation.vector_cache import RememberingEmbeddings
from tests.bench.side_by_side_libraries.contestants import HITS, Search
from tests.bench.side_by_side_libraries.task import Task, library_text

# txtai puts these before a text; here they tell what is a question and what is a passage.
_QUERY, _PASSAGE = "query: ", "passage: "


def build(task: Task, embeddings: RememberingEmbeddings) -> Search:
    """Index the passages."""

    def transform(texts: Sequence[str]) -> list[list[float]]:
        if texts[0].startswith(_QUERY):
            return [embeddings.embed_query(text.removeprefix(_QUERY)) for text in texts]
        return embeddings.embed_documents([text.removeprefix(_PASSAGE) for text in texts])

    index = import_module("txtai").Embeddings(
        hybrid=True, method="external", transform=transform, instructions={"query": _QUERY, "data": _PASSAGE}
    )
    index.index([(one.id, library_text(one), None) for one in task.passages])

    def search(text: str) -> Sequence[str]:
        return [uid for uid, _ in index.search(text, HITS)]

    return search
