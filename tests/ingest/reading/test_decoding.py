"""Bytes become text by what they or their server say, and a wrong byte is told with its line."""

import codecs

import pytest

from ingest.errors import SourceError
from ingest.raw import Raw
from ingest.reading.decoding import decode

TEXT = "Første linje.\nBlåbærsyltetøy på åsen – «godt».\n"


def raw(data: bytes, charset: str | None = None) -> Raw:
    return Raw("fil.txt", "fil.txt", data, charset=charset)


GOOD = {
    "UTF-8": (TEXT.encode(), None),
    "UTF-8 with a mark": (codecs.BOM_UTF8 + TEXT.encode(), None),
    "UTF-16 with a mark": (TEXT.encode("utf-16"), None),
    "big-endian UTF-16 with a mark": (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), None),
    "UTF-32 with a mark": (TEXT.encode("utf-32"), None),
    "UTF-16 that the server declares": (TEXT.encode("utf-16-le"), "utf-16"),
    "Windows-1252 that the server declares": (TEXT.encode("cp1252"), "Windows-1252"),
    "Windows-1252 declared as Latin-1": (TEXT.encode("cp1252"), "ISO-8859-1"),
    "UTF-8 declared as Latin-1": (TEXT.encode(), "ISO-8859-1"),
    "UTF-8 declared as something unknown": (TEXT.encode(), "x-unknown"),
}


@pytest.mark.parametrize(("data", "charset"), GOOD.values(), ids=GOOD.keys())
def test_what_is_declared_is_read(data: bytes, charset: str | None) -> None:
    assert decode(raw(data, charset)) == TEXT


BAD = {
    "Latin-1": (TEXT.encode("cp1252"), None, 1, "UTF-8", "the byte 0xf8 (to convert a file: iconv"),
    "UTF-8 and Latin-1": (TEXT.encode() + "ø".encode("cp1252"), None, 3, "UTF-8", "the byte 0xf8 in a text that"),
    "cut in a letter": ("En linje.\nblå".encode()[:-1], None, 2, "UTF-8", "the byte 0xc3"),
    "UTF-16 without a mark": (TEXT.encode("utf-16-le"), None, 1, "UTF-8", "the byte 0xf8"),
    "UTF-16 of plain letters without a mark": ("abc".encode("utf-16-le"), None, 1, "text (UTF-8", "a zero byte"),
    "UTF-16 with an odd byte": (TEXT.encode("utf-16") + b"x", None, 3, "UTF-16 all through", "other bytes"),
    "not what is declared": (b"\x81\x8d", "windows-1252", 1, "CP1252 all through", "other bytes"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", None, 1, "UTF-8", "the byte 0x89"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "charset", "line", "expected", "got"), BAD.values(), ids=BAD.keys())
def test_what_does_not_fit_is_told(data: bytes, charset: str | None, line: int, expected: str, got: str) -> None:
    with pytest.raises(SourceError) as caught:
        decode(raw(data, charset))
    assert caught.value.line == line
    assert caught.value.expected.startswith(expected)
    assert caught.value.got.startswith(got)
