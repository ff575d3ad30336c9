"""The way to a server: connects only to numeric addresses that were checked, and ends when the time is up.

The name is resolved once for a connection, and that very address is connected to, so that a name cannot lead elsewhere
between the check and the connection. Certificates are still checked against the name.
"""

import ssl
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpcore
import httpx

from ingest.fetching.addresses import Gate

Clock = Callable[[], float]
DEADLINE = "brobygger.deadline"
"""The extension of a request that holds when its attempt must be over, on the clock given to the transport."""


class CheckedTransport(httpx.BaseTransport):
    """HTTP/1.1 over checked addresses, one request at a time. Raises httpx's errors, and Private."""

    def __init__(self, gate: Gate, clock: Clock) -> None:
        self._backend = _CheckedBackend(gate, clock)
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), max_connections=1, network_backend=self._backend
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send it; the body is read while it comes."""
        self._backend.deadline = request.extensions.get(DEADLINE)
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        inner = httpcore.Request(
            method=request.method,
            url=url,
            headers=request.headers.raw,
            content=request.read(),
            extensions={"timeout": request.extensions.get("timeout", {})},
        )
        try:
            response = self._pool.handle_request(inner)
        except _HTTPCORE as error:
            raise _as_httpx(error) from error
        assert isinstance(response.stream, Iterable)
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response))

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._response.iter_stream()
        except _HTTPCORE as error:
            raise _as_httpx(error) from error

    def close(self) -> None:
        self._response.close()


class _CheckedBackend(httpcore.NetworkBackend):
    """Opens connections to what the gate lets through."""

    def __init__(self, gate: Gate, clock: Clock) -> None:
        self.deadline: float | None = None
        self._gate = gate
        self._clock = clock
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Try a host's addresses in turn."""
        try:
            addresses = self._gate.addresses(host, port)
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        failure: Exception = httpcore.ConnectError("the name has no address")
        for address in addresses:
            try:
                stream = self._sockets.connect_tcp(address, port, self.left(timeout), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self)
        raise failure

    def left(self, timeout: float | None) -> float | None:
        """A time limit, cut to what is left of the whole. Raises httpcore's timeout when nothing is."""
        if self.deadline is None:
            return timeout
        rest = self.deadline - self._clock()
        if rest <= 0:
            raise httpcore.ReadTimeout("the time for the whole is up")
        return rest if timeout is None else min(timeout, rest)


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every step ends with the whole attempt's time."""

    def __init__(self, stream: httpcore.NetworkStream, backend: _CheckedBackend) -> None:
        self._stream = stream
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._backend.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._backend.left(timeout))
        return _TimedStream(secured, self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


_HTTPCORE = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
)


def _as_httpx(error: Exception) -> httpx.TransportError:
    """The same failure in httpx's words, which are what the caller knows."""
    if isinstance(error, httpcore.TimeoutException):
        return (
            httpx.ReadTimeout(str(error))
            if isinstance(error, httpcore.ReadTimeout)
            else httpx.ConnectTimeout(str(error))
        )
    if isinstance(error, httpcore.NetworkError):
        return httpx.NetworkError(str(error))
    return httpx.RemoteProtocolError(str(error))
