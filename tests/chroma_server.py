"""A real Chroma server, for the tests that need one."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

PATIENCE = 90  # seconds; it takes three on a free machine


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    """Until the server answers; it has no other way to say that it is ready."""
    for _ in range(PATIENCE * 10):
        assert server.poll() is None, "the server ended"
        try:
            httpx.get(f"{url}/api/v2/heartbeat", timeout=5, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not answer")


@contextmanager
def chroma_server(folder: Path) -> Iterator[str]:
    """A Chroma server of its own on loopback, which keeps its files in ``folder``; gives its address."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(
        [*command, "--path", str(folder)],
        env={**os.environ, "ANONYMIZED_TELEMETRY": "False"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(url, server)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=30)
