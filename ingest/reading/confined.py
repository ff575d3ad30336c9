"""Strangers' files are read in another process, so that none of them can take this one along."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from weakref import finalize

from ingest.errors import SourceError
from ingest.raw import Raw
from ingest.reading.converted import Converted
from ingest.reading.limits import READ_MEMORY, READ_SECONDS, megabytes
from ingest.reading.readers import Confined

_PROGRAM = "ingest.reading.worker"
_ROOT = Path(__file__).parents[2]


@dataclass(eq=False)
class Reader:
    """The process, started when it is needed first and again when it died. One file at a time.

    ``seconds`` and ``memory`` (bytes) bound the reading of one file.
    """

    seconds: float = READ_SECONDS
    memory: int = READ_MEMORY
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _process: subprocess.Popen[bytes] | None = None

    def read(self, raw: Raw, form: Confined) -> Converted:
        """Read a file. Raises SourceError with what is wrong with it."""
        with self._lock:
            reply = self._asked(raw, form)
        if "converted" in reply:
            return _converted(reply["converted"])
        if "error" in reply:
            line, name, expected, got = reply["error"]
            raise SourceError(raw.place, line, name, expected, got)
        raise self._told(raw, form, reply)

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            _end(process)

    def _asked(self, raw: Raw, form: Confined) -> Mapping[str, Any]:
        if self._process is None or self._process.poll() is not None:
            self._process = _start()
            finalize(self, _end, self._process)
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        about = {name: getattr(raw, name) for name in Raw.__slots__ if name != "data"}
        bounds = {"seconds": self.seconds, "memory": self.memory}
        request = {"form": form.value, "size": len(raw.data), "raw": about, "bounds": bounds}
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n" + raw.data)
            process.stdin.flush()
            reply: Mapping[str, Any] = json.loads(process.stdout.readline() or b'{"failed": "crashed"}')
        except BrokenPipeError:
            reply = {"failed": "crashed"}
        if reply.get("failed") == "crashed":
            self._process = None
            _end(process)
        return reply

    def _told(self, raw: Raw, form: Confined, reply: Mapping[str, Any]) -> SourceError:
        """What became of the child, as a sentence about the file."""
        name = form.value.upper()
        match reply["failed"]:
            case "time":
                expected, got = f"a {name} file that is read within {self.seconds:g} seconds", "one that takes longer"
            case "memory":
                expected, got = (
                    f"a {name} file that is read with {megabytes(self.memory)} of memory",
                    "one that needs more",
                )
            case "length":
                expected, got = f"a {name} file of less text", "more than can be taken; split the document"
            case "stumbled":
                expected, got = f"a whole {name} file", f"a damaged one ({reply['over']})"
            case _:
                expected, got = f"a whole {name} file", "one that its reader crashes on"
        return SourceError(raw.place, None, "file", expected, got)


def read_confined(raw: Raw, form: Confined) -> Converted:
    """Read a file in the process that all of this program's files share. Raises SourceError."""
    return _shared().read(raw, form)


@cache
def _shared() -> Reader:
    return Reader()


def _start() -> subprocess.Popen[bytes]:
    """Start the process with nothing of ours but the way to our code: no token is in its environment."""
    path = os.pathsep.join([str(_ROOT), *(entry for entry in sys.path if entry)])
    environment = {"PYTHONPATH": path, "PYTHONUTF8": "1", "TZ": "UTC", "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", _PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    """Close its input, which ends it."""
    for stream in (process.stdin, process.stdout):
        if stream is not None and not stream.closed:
            try:
                stream.close()
            except BrokenPipeError:
                continue
    process.kill()
    process.wait()


def _converted(reply: Mapping[str, Any]) -> Converted:
    lines = tuple((int(number), str(text)) for number, text in reply["lines"])
    return Converted(**{**reply, "lines": lines, "notes": tuple(reply["notes"])})
