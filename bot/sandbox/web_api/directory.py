"""auth.test, apps.connections.open, team.info, bots.info, users.info and usergroups.users.list."""

from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.web_api.lookups import user_named
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import (
    APP_ID,
    BOT_ID,
    BOT_USER_ID,
    STAFF_GROUP_ID,
    TEAM_DOMAIN,
    TEAM_ID,
    TEAM_NAME,
    User,
)

Json = dict[str, Any]


def auth_test(workspace: Workspace, _arguments: Json) -> Json:
    """auth.test."""
    bot = user_named(workspace, BOT_USER_ID)
    return {
        "url": f"{workspace.url}/",
        "team": TEAM_NAME,
        "team_id": TEAM_ID,
        "user": bot.name,
        "user_id": bot.id,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def connections_open(workspace: Workspace, _arguments: Json) -> Json:
    """apps.connections.open: the address of a socket, with a ticket that works once."""
    address = workspace.url.replace("http://", "ws://", 1)
    return {"url": f"{address}/link/?ticket={workspace.links.ticket()}&app_id={APP_ID}"}


def team_info(workspace: Workspace, _arguments: Json) -> Json:
    """team.info."""
    team = {"id": TEAM_ID, "name": TEAM_NAME, "domain": TEAM_DOMAIN, "email_domain": "", "icon": {}}
    return {"team": {**team, "url": f"{workspace.url}/", "is_verified": False}}


def bots_info(workspace: Workspace, arguments: Json) -> Json:
    """bots.info: the only bot there is."""
    if arguments.get("bot", BOT_ID) != BOT_ID:
        raise ApiError("bot_not_found")
    name = workspace.manifest.name
    return {
        "bot": {
            "id": BOT_ID,
            "app_id": APP_ID,
            "user_id": BOT_USER_ID,
            "name": name,
            "deleted": False,
            "updated": 0,
            "icons": {},
        }
    }


def users_info(workspace: Workspace, arguments: Json) -> Json:
    """users.info."""
    user = user_named(workspace, arguments["user"])
    return {"user": _described(user, with_locale=bool(arguments.get("include_locale")))}


def usergroup_users(workspace: Workspace, arguments: Json) -> Json:
    """usergroups.users.list: the staff's group is the only one."""
    if arguments["usergroup"] != STAFF_GROUP_ID:
        raise ApiError("no_such_subteam")
    return {"users": [user.id for user in workspace.world.people() if user.is_staff]}


def _described(user: User, *, with_locale: bool) -> Json:
    first, _, last = user.real_name.partition(" ")
    profile = {
        "title": user.title,
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.name,
        "display_name_normalized": user.name,
        "first_name": first,
        "last_name": last,
        "team": user.team,
        **({"bot_id": BOT_ID, "api_app_id": APP_ID} if user.id == BOT_USER_ID else {}),
    }
    return {
        "id": user.id,
        "team_id": user.team,
        "name": user.name,
        "deleted": False,
        "real_name": user.real_name,
        "tz": "Europe/Oslo",
        "tz_label": "Central European Time",
        "tz_offset": 3600,
        "profile": profile,
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.is_guest,
        "is_ultra_restricted": False,
        **({"is_stranger": False} if user.is_stranger else {}),  # it shares a channel with the app
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": 0,
        **({"locale": user.locale} if with_locale else {}),
    }
