"""Reading an answer's body: no more than a limit, however it is packed and however long it goes on."""

import zlib
from collections.abc import Iterator

import httpx

PACKINGS = "gzip"
"""What we say that we can unpack; anything cleverer would have to be bounded too."""

_PIECE = 1 << 16


class TooLarge(Exception):
    """The body is longer than the limit."""


class Unpackable(Exception):
    """The body is packed in a way we did not ask for, or its packing is broken; ``args[0]`` says how."""


def read_body(response: httpx.Response, limit: int, *, cut: bool = False) -> bytes:
    """The unpacked body; with ``cut``, its first ``limit`` bytes are enough.

    Raises TooLarge, Unpackable, and what the transport raises.
    """
    length = response.headers.get("content-length", "")
    if not cut and length.isdecimal() and int(length[:20]) > limit:
        raise TooLarge
    data = bytearray()
    for piece in _unpacked(response):
        data += piece
        if len(data) > limit:
            if cut:
                return bytes(data[:limit])
            raise TooLarge
    return bytes(data)


def _unpacked(response: httpx.Response) -> Iterator[bytes]:
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing in ("identity", ""):
        yield from response.iter_raw(_PIECE)
        return
    if packing not in ("gzip", "x-gzip"):
        raise Unpackable(f"packed with {packing[:40]!r}")
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        for piece in response.iter_raw(_PIECE):
            rest = piece
            while rest and not unpacker.eof:
                yield unpacker.decompress(rest, _PIECE)
                rest = unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error as error:
        raise Unpackable(f"broken gzip ({error})") from error
    if not unpacker.eof:
        raise Unpackable("gzip that ends too early")
