"""A program for the kill test: runs of ingest that are killed at random moments, each followed by one that is not.

Called with the folder of a workshop, a seed and a number of kills; prints a line of JSON for each. The runs are
forked, so that each is a process of its own but nothing is imported fifty times. Nothing of Chroma is open before.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import NoReturn

import langchain_chroma  # noqa: F401  the children find it imported

from tests.ingest.conftest import Workshop
from tests.journeys.versions import Numberless, write_version


def main(folder: str, seed: str, kills: str) -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})  # else it is thrown away before anybody waits for it
    workshop, chance = Workshop(Path(folder), Numberless()), random.Random(int(seed))
    version = 0

    def next_run(most: float) -> int:
        nonlocal version
        version += 1
        write_version(workshop, version)
        return run(workshop, most)

    assert next_run(60) == 0
    before = time.monotonic()
    assert next_run(60) == 0
    length = time.monotonic() - before
    for _ in range(int(kills)):
        moment = chance.uniform(0, 1.1 * length)
        killed = next_run(moment)
        row = {"moment": moment, "killed": killed, "then": next_run(60), "version": version}
        sys.stdout.write(json.dumps(row) + "\n")
        sys.stdout.flush()


def run(workshop: Workshop, most: float) -> int:
    """Ingest in a process of its own, which is killed after ``most`` seconds; gives its return code."""
    child = os.fork()
    if child == 0:
        _ingest(workshop)
    if not signal.sigtimedwait({signal.SIGCHLD}, most):
        os.kill(child, signal.SIGKILL)
        signal.sigwait({signal.SIGCHLD})
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _ingest(workshop: Workshop) -> NoReturn:
    status = 1
    try:
        workshop.ingest()
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    main(*sys.argv[1:])
