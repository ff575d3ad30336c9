"""``POST /hooks/response/{id}``: answers that come through a response url."""

import json
from typing import Any

from aiohttp import web

from bot.sandbox.errors import ApiError
from bot.sandbox.replies import answer_origin
from bot.sandbox.workspace import Workspace

GONE = ("no_such_url", "used_url", "expired_url")


class Hooks:
    """Answers a response url: the text ``ok``, or an error with status 404 (the url) or 400 (the message)."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def serve(self, request: web.Request) -> web.Response:
        """Answer one use of a response url."""
        started = self._workspace.inspector.start()
        body: dict[str, Any] = {}
        error = None
        try:
            body = _read(await request.text())
            origin = self._workspace.response_urls.use(request.match_info["id"])
            answer_origin(self._workspace, origin, body)
        except ApiError as refusal:
            error = refusal.code
        warnings = ("missing_text",) if body.get("blocks") and not body.get("text") else ()
        self._workspace.inspector.record(
            "response_url", started=started, error=error, warnings=warnings, arguments=body
        )
        if error is None:
            return web.Response(text="ok")
        return web.json_response({"ok": False, "error": error}, status=404 if error in GONE else 400)


def _read(text: str) -> dict[str, Any]:
    try:
        body = json.loads(text)
    except json.JSONDecodeError:
        raise ApiError("invalid_payload") from None
    if not isinstance(body, dict):
        raise ApiError("invalid_payload")
    return body
