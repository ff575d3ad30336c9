"""The Web API's front door: read, validate, do, answer, and put it all in the inspector."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.sandbox.arguments import read_arguments, read_token
from bot.sandbox.calls import Call
from bot.sandbox.errors import ApiError, RateLimited
from bot.sandbox.faults import Fault
from bot.sandbox.rules import METHODS
from bot.sandbox.tiers import TIERS
from bot.sandbox.validation import needed_scopes, validate_request
from bot.sandbox.web_api import assistant, chat, conversations, directory, reactions, streaming, view_methods
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]
OK, TOO_MANY = 200, 429
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
    """Answers ``/api/{method}``; every answer has status 200, as Slack's do, but for a 429 and ordered faults."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def serve(self, request: web.Request) -> web.Response:
        """Answer one request."""
        method, faults, inspector = request.match_info["method"], self._workspace.faults, self._workspace.inspector
        started = inspector.start()
        arguments, problem = await _arguments(request)
        call = faults.arrive(method, arguments)
        await faults.run_hooks(call, after=False)
        fault = faults.take(method)
        if fault and fault.unseen:
            inspector.record(method, started=started, error="connection_broken", arguments=arguments)
            return _broken(request)
        outcome = self._done(call, read_token(request, arguments), fault, problem)
        if fault and fault.slow:
            await self._workspace.clock.sleep(fault.slow)
        inspector.record(
            method,
            started=started,
            error=outcome.body.get("error"),
            warnings=outcome.warnings,
            arguments=arguments,
            response=outcome.body,
            tier=outcome.tier,
        )
        await faults.run_hooks(call, after=True)
        if fault and fault.lost:
            return _broken(request)
        if fault and fault.status != OK and not fault.is_done:
            return web.Response(status=fault.status, text="<html>something is wrong</html>", content_type="text/html")
        return self._answer(call, outcome)

    def _done(self, call: Call, token: str | None, fault: Fault | None, problem: ApiError | None) -> "_Outcome":
        outcome = _Outcome(tier=str(self._workspace.rates.use(call.method)) if call.method in TIERS else "")
        try:
            if problem:
                raise problem
            outcome.warnings = validate_request(self._workspace.gate, call.method, dict(call.arguments), token)
            outcome.tier = str(self._workspace.rates.count(call.method, str(call.arguments.get("channel", ""))))
            if fault and not fault.is_done:
                outcome.retry_after = fault.retry_after
                raise fault.refusal()
            outcome.body = {"ok": True, **HANDLERS[call.method](self._workspace, dict(call.arguments))}
        except RateLimited as refusal:
            outcome.body, outcome.retry_after = refusal.body(), refusal.retry_after
        except ApiError as refusal:
            outcome.body = refusal.body()
        if "warning" in outcome.body:
            outcome.warnings = (*outcome.warnings, outcome.body["warning"])
            outcome.body["response_metadata"] = {"warnings": [outcome.body["warning"]]}
        return outcome

    def _answer(self, call: Call, outcome: "_Outcome") -> web.Response:
        headers = self._scope_headers(call.method, dict(call.arguments))
        if outcome.retry_after is None:
            return web.json_response(outcome.body, headers=headers)
        headers["Retry-After"] = str(outcome.retry_after)
        return web.json_response(outcome.body, status=TOO_MANY, headers=headers)

    def _scope_headers(self, method: str, arguments: Json) -> dict[str, str]:
        gate = self._workspace.gate
        known = METHODS.get(method)
        accepted = needed_scopes(gate, method, known, arguments) if known else ()
        return {"X-OAuth-Scopes": ",".join(sorted(gate.scopes)), "X-Accepted-OAuth-Scopes": ",".join(accepted)}


@dataclass(slots=True)
class _Outcome:
    """What became of a request."""

    body: Json = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    tier: str = ""
    retry_after: int | None = None


async def _arguments(request: web.Request) -> tuple[Json, ApiError | None]:
    try:
        return await read_arguments(request), None
    except ApiError as refusal:
        return {}, refusal


def _broken(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()
