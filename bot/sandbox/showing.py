"""Showing a view to the user it belongs to."""

from typing import Any, Literal

from bot.sandbox.views import View
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]
ShowKind = Literal["home", "view_open", "view_push", "view_update"]


def show(workspace: Workspace, kind: ShowKind, view: View) -> Json:
    """Tell the user's pages of a view; returns the fields of the Web API's answer."""
    shown = view.as_slack()
    workspace.feed.tell([view.user], {"type": kind, "view": shown})
    return {"view": shown}
