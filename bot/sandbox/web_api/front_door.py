"""The Web API's front door: read, validate, do, answer, and put it all in the inspector."""

from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from bot.sandbox.arguments import read_arguments, read_token
from bot.sandbox.errors import ApiError
from bot.sandbox.rules import METHODS
from bot.sandbox.validation import needed_scopes, validate_request
from bot.sandbox.web_api import assistant, chat, conversations, directory, reactions, streaming, view_methods
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]
HANDLERS: Mapping[str, Callable[[Workspace, Json], Json]] = {
    "auth.test": directory.auth_test,
    "apps.connections.open": directory.connections_open,
    "team.info": directory.team_info,
    "bots.info": directory.bots_info,
    "users.info": directory.users_info,
    "usergroups.users.list": directory.usergroup_users,
    "conversations.info": conversations.info,
    "conversations.open": conversations.open_conversation,
    "conversations.history": conversations.history,
    "conversations.replies": conversations.replies,
    "conversations.members": conversations.members,
    "conversations.list": conversations.list_conversations,
    "chat.postMessage": chat.post_message,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.update": chat.update,
    "chat.delete": chat.delete,
    "chat.getPermalink": chat.get_permalink,
    "chat.startStream": streaming.start,
    "chat.appendStream": streaming.append,
    "chat.stopStream": streaming.stop,
    "assistant.threads.setStatus": assistant.set_status,
    "assistant.threads.setSuggestedPrompts": assistant.set_suggested_prompts,
    "assistant.threads.setTitle": assistant.set_title,
    "agents.sessions.setStatus": assistant.set_session_status,
    "agents.sessions.rename": assistant.set_title,
    "reactions.add": reactions.add,
    "reactions.remove": reactions.remove,
    "views.open": view_methods.open_view,
    "views.push": view_methods.push,
    "views.update": view_methods.update,
    "views.publish": view_methods.publish,
}


class WebApi:
    """Answers ``/api/{method}``; every answer has status 200, as Slack's do, but for a 429."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def serve(self, request: web.Request) -> web.Response:
        """Answer one request."""
        method, started = request.match_info["method"], self._workspace.inspector.start()
        arguments: Json = {}
        warnings: tuple[str, ...] = ()
        fault = self._workspace.faults.take(method)
        try:
            arguments = await read_arguments(request)
            warnings = validate_request(self._workspace.gate, method, arguments, read_token(request, arguments))
            if fault and not fault.lost:
                raise fault.refusal()
            body = {"ok": True, **HANDLERS[method](self._workspace, arguments)}
        except ApiError as refusal:
            body = refusal.body()
        if "warning" in body:
            warnings = (*warnings, body["warning"])
            body["response_metadata"] = {"warnings": [body["warning"]]}
        self._workspace.inspector.record(
            method, started=started, error=body.get("error"), warnings=warnings, arguments=arguments, response=body
        )
        headers = self._scope_headers(method, arguments)
        if fault and fault.lost and request.transport:
            request.transport.abort()
        if fault and fault.retry_after is not None:
            return web.json_response(body, status=429, headers={**headers, "Retry-After": str(fault.retry_after)})
        return web.json_response(body, headers=headers)

    def _scope_headers(self, method: str, arguments: Json) -> dict[str, str]:
        gate = self._workspace.gate
        known = METHODS.get(method)
        accepted = needed_scopes(gate, method, known, arguments) if known else ()
        return {"X-OAuth-Scopes": ",".join(sorted(gate.scopes)), "X-Accepted-OAuth-Scopes": ",".join(accepted)}
