"""views.open, push, update and publish."""

from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.showing import ShowKind, show
from bot.sandbox.web_api.lookups import user_named
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]


def open_view(workspace: Workspace, arguments: Json) -> Json:
    """views.open."""
    user = workspace.triggers.exchange(arguments["trigger_id"])
    return show(workspace, "view_open", workspace.views.open(user, arguments["view"]))


def push(workspace: Workspace, arguments: Json) -> Json:
    """views.push."""
    user = workspace.triggers.exchange(arguments["trigger_id"])
    return show(workspace, "view_push", workspace.views.push(user, arguments["view"]))


def update(workspace: Workspace, arguments: Json) -> Json:
    """views.update, by ``view_id`` or ``external_id``."""
    view_id, external_id = arguments.get("view_id"), arguments.get("external_id")
    if not view_id and not external_id:
        raise ApiError(
            "invalid_arguments", messages=["[ERROR] missing required field: view_id [json-pointer:/view_id]"]
        )
    view = workspace.views.find(view_id, external_id)
    if view.body["type"] != arguments["view"]["type"]:
        raise ApiError("invalid_arguments", messages=["[ERROR] a view keeps its type [json-pointer:/view/type]"])
    kind: ShowKind = "home" if view.body["type"] == "home" else "view_update"
    return show(workspace, kind, workspace.views.update(view, arguments["view"], arguments.get("hash")))


def publish(workspace: Workspace, arguments: Json) -> Json:
    """views.publish."""
    if not workspace.manifest.features.app_home.home_tab_enabled:
        raise ApiError("not_enabled")
    user = user_named(workspace, arguments["user_id"])
    return show(workspace, "home", workspace.views.publish(user.id, arguments["view"], arguments.get("hash")))
