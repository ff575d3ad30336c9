"""The process that reads strangers' files: one child for each, with bounds on its time, memory and files.

Spoken to by :mod:`ingest.reading.confined`: a line of JSON and the file's bytes come in, a line of JSON goes out. A
child that is killed, crashes or runs out of memory takes nothing with it. Children are forked of a process that has
imported the libraries already and has one thread, so that one costs a few milliseconds.
"""

import gc
import json
import os
import resource
import select
import signal
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from importlib import import_module
from typing import Any, BinaryIO, NoReturn

from ingest.errors import SourceError
from ingest.raw import Raw
from ingest.reading.limits import READ_MEMORY, READ_SECONDS, TEXT_CHARACTERS
from ingest.reading.readers import Confined, read

Reply = dict[str, Any]

# JSON writes a letter in at most six characters ("\u00e5"), and lines come with some signs of their own.
_LONGEST_REPLY = 8 * TEXT_CHARACTERS
_PIECE = 1 << 16
_PAGE = b"<html><body><div><p>Some words of 2 May 2020, and some more of them.</p></div></body></html>"


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer one request after the other, until there are no more."""
    while line := requests.readline():
        request = json.loads(line)
        raw = Raw(data=requests.read(request["size"]), **request["raw"])
        bounds = request["bounds"]
        seconds, memory = bounds.get("seconds", READ_SECONDS), bounds.get("memory", READ_MEMORY)
        replies.write(_in_a_child(raw, Confined(request["form"]), seconds, memory) + b"\n")
        replies.flush()


def answer(raw: Raw, form: Confined) -> Reply:
    """Read a file; whatever happens becomes a reply."""
    try:
        return {"converted": asdict(read(raw, form))}
    except SourceError as error:
        return {"error": [error.line, error.field, error.expected, error.got]}
    except MemoryError:
        return {"failed": "memory"}
    except Exception as error:  # a front door: a library may stumble over a damaged file in any way
        return {"failed": "stumbled", "over": type(error).__name__}


def _in_a_child(raw: Raw, form: Confined, seconds: float, memory: int) -> bytes:
    """The reply of a child that is killed when it takes too long or says too much."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _child(raw, form, memory, writing)
    os.close(writing)
    try:
        return _heard(reading, time.monotonic() + seconds) or _failed("crashed")
    except TimeoutError:
        return _failed("time")
    except OverflowError:
        return _failed("length")
    finally:
        os.close(reading)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _child(raw: Raw, form: Confined, memory: int, writing: int) -> NoReturn:
    try:
        _deaf_and_mute()
        _confine(memory)
        with os.fdopen(writing, "wb") as stream:
            stream.write(json.dumps(answer(raw, form)).encode())
    finally:
        os._exit(0)


def _deaf_and_mute() -> None:
    """Whatever a library prints must not land between the replies."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)


def _confine(memory: int) -> None:
    """Bound this process: memory beyond what it holds now, and no file written."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError, ValueError):  # not every system counts a process's memory this way
        with open("/proc/self/statm") as status:  # noqa: PTH123
            held = int(status.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (held + memory, held + memory))


def _heard(reading: int, deadline: float) -> bytes:
    heard = bytearray()
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([reading], [], [], left)[0]:
            raise TimeoutError
        piece = os.read(reading, _PIECE)
        if not piece:
            return bytes(heard)
        heard += piece
        if len(heard) > _LONGEST_REPLY:
            raise OverflowError


def _failed(how: str) -> bytes:
    return json.dumps({"failed": how}).encode()


def _warm_up() -> None:
    """Import what the children need, so that each does not; some libraries load more with their first page."""
    for name in ("htmldate", "trafilatura", "ingest.reading.docx", "ingest.reading.html", "ingest.reading.pdf"):
        import_module(name)
    answer(Raw("warm", "warm", _PAGE), Confined.HTML)
    gc.freeze()  # the children's collector need not look at, and so copy, what never changes


def main() -> None:
    """Serve on standard input and output; the end of the input ends it, Ctrl-C is for who started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _warm_up()
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
