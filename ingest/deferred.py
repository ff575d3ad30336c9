"""An embedding model that is loaded when the first text needs it: a run that changes nothing needs none."""

from functools import cached_property

from knowledge.engines import NamedEmbeddings, embedding_name


class DeferredEmbeddings:
    """The embeddings of ``EMBEDDING_MODEL``, named at once and loaded late."""

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
