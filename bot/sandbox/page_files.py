"""The page's files, from the package."""

import re
from importlib.resources import files

from aiohttp import web

CONTENT_TYPES = {
    "html": "text/html",
    "js": "text/javascript",
    "css": "text/css",
    "svg": "image/svg+xml",
    "png": "image/png",
    "ico": "image/x-icon",
    "json": "application/json",
    "woff2": "font/woff2",
}
_NAME = re.compile(r"(?:[a-z0-9_-]+/)*[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.([a-z0-9]+)", re.IGNORECASE)


async def index(_request: web.Request) -> web.Response:
    """``GET /``."""
    return page_file("index.html")


async def serve_file(request: web.Request) -> web.Response:
    """``GET /page/<file>``; the file may lie in a folder."""
    return page_file(request.match_info["file"])


def page_file(name: str) -> web.Response:
    """A file of the page; raises ``HTTPNotFound`` for every name that is none of its own."""
    found = _NAME.fullmatch(name)
    content_type = CONTENT_TYPES.get(found[1].lower()) if found else None
    file = files("bot.sandbox").joinpath("page", *name.split("/")) if content_type else None
    if file is None or not file.is_file():
        raise web.HTTPNotFound(text="no such file")
    charset = "utf-8" if content_type and content_type.startswith(("text/", "application/json")) else None
    return web.Response(body=file.read_bytes(), content_type=content_type, charset=charset)
