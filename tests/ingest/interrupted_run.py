"""A program for the kill test: ingest a workshop's sources and die at a named point, as if power had failed."""

import os
import signal
import sys
from pathlib import Path

from tests.ingest.conftest import Workshop


def main(folder: str, fatal: str, chroma_url: str | None = None) -> None:
    def die_at(point: str) -> None:
        if point == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    Workshop(Path(folder), chroma_url=chroma_url).ingest(checkpoint=die_at)


if __name__ == "__main__":
    main(*sys.argv[1:])
