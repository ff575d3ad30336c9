"""Who may talk to the sandbox: this machine's own pages, and nobody who merely found the port."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Middleware

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
CONTENT_POLICY = "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'"
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Put the protective headers on every response, streams included."""
    response.headers.update(HEADERS)


def guard(port: int) -> Middleware:
    """A middleware that checks Host on every request, and Origin and ``X-Sandbox`` on what the page changes.

    The Host check stops other sites that point a name of theirs at this machine; the Origin check
    stops forms and scripts of other sites.
    """
    hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        host = request.headers.get("Host", "").lower()
        if request.path == "/link/" and ":" not in host:
            host = f"{host}:{port}"  # one of Slack's Python clients leaves the port out when it opens a socket
        if host not in hosts:
            return web.Response(status=403, text="unknown host")
        if request.path.startswith("/ui/") and request.method not in ("GET", "HEAD"):
            own = request.headers.get("Origin") == f"http://{request.headers['Host']}"
            if not own or request.headers.get("X-Sandbox") != "1":
                return web.Response(status=403, text="not from this page")
        return await handler(request)

    return check
