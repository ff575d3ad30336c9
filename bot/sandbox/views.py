"""Modals and Home tabs: who sees which view, in which state, and which hash is current."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.sandbox.blocks import with_ids
from bot.sandbox.errors import ApiError
from bot.sandbox.stamps import Stamps
from bot.sandbox.world import APP_ID, BOT_ID, TEAM_ID

Json = dict[str, Any]
MAX_STACK = 3  # documented: one view and two pushed on it


@dataclass(frozen=True, slots=True)
class View:
    """A modal or a Home tab of one user. ``body`` is what the app sent, with ids filled in."""

    id: str
    user: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)

    def as_slack(self) -> Json:
        """The view object of the Web API and of interaction payloads."""
        empty: Json = {"private_metadata": "", "callback_id": "", "external_id": ""}
        if self.body["type"] == "modal":
            empty |= {"clear_on_close": False, "notify_on_close": False, "submit": None, "close": None}
        return {
            **empty,
            **self.body,
            "id": self.id,
            "team_id": TEAM_ID,
            "app_id": APP_ID,
            "app_installed_team_id": TEAM_ID,
            "bot_id": BOT_ID,
            "hash": self.hash,
            "root_view_id": self.root_id,
            "previous_view_id": self.previous_id,
            "state": {"values": dict(self.values)},
        }


class Views:
    """The open modals, as one stack per user, and the published Home tabs."""

    def __init__(self, stamps: Stamps) -> None:
        self._stamps = stamps
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}

    def open(self, user: str, body: Json) -> View:
        """Open a modal; whatever modals the user had open are gone."""
        self._stacks[user] = []
        return self.push(user, body)

    def push(self, user: str, body: Json) -> View:
        """Put a modal on the user's stack; raises ``ApiError`` at the fourth."""
        stack = self._stacks.setdefault(user, [])
        if len(stack) >= MAX_STACK:
            raise ApiError("push_limit_reached")
        self._check_external_id(body, None)
        view_id = self._stamps.new_id("V")
        below = stack[-1] if stack else None
        root = below.root_id if below else view_id
        view = View(view_id, user, self._filled(body), self._hash(), root, below.id if below else None)
        stack.append(view)
        return view

    def update(self, view: View, body: Json, expected_hash: str | None = None) -> View:
        """Replace a view's content; raises ``ApiError`` when ``expected_hash`` is not its hash."""
        if expected_hash and expected_hash != view.hash:
            raise ApiError("hash_conflict")
        self._check_external_id(body, view.id)
        new = replace(view, body=self._filled(body), hash=self._hash())
        return self._put(new)

    def remember(self, view: View, values: Mapping[str, Any]) -> View:
        """Keep what the user has filled in so far."""
        return self._put(replace(view, values=dict(values)))

    def close(self, view: View) -> None:
        """Take a view, and what lies on top of it, from its user's stack."""
        stack = self._stacks.get(view.user, [])
        index = next((i for i, other in enumerate(stack) if other.id == view.id), len(stack))
        del stack[index:]

    def close_all(self, user: str) -> list[View]:
        """Empty a user's stack; returns the views that were on it."""
        return self._stacks.pop(user, [])

    def publish(self, user: str, body: Json, expected_hash: str | None = None) -> View:
        """Set a user's Home tab."""
        current = self._homes.get(user)
        if current is None:
            view_id = self._stamps.new_id("V")
            current = self._homes[user] = View(view_id, user, {"type": "home"}, self._hash(), view_id)
        return self.update(current, body, expected_hash)

    def home(self, user: str) -> View | None:
        """A user's Home tab, if one was published."""
        return self._homes.get(user)

    def find(self, view_id: str | None = None, external_id: str | None = None) -> View:
        """The view with that id; raises ``ApiError`` if it is not there (any more)."""
        for view in self._all():
            if view.id == view_id or (external_id and view.body.get("external_id") == external_id):
                return view
        raise ApiError("not_found")

    def _all(self) -> list[View]:
        return [*(view for stack in self._stacks.values() for view in stack), *self._homes.values()]

    def _put(self, view: View) -> View:
        if view.body["type"] == "home":
            self._homes[view.user] = view
        else:
            stack = self._stacks[view.user]
            stack[[other.id for other in stack].index(view.id)] = view
        return view

    def _check_external_id(self, body: Json, own_id: str | None) -> None:
        external_id = body.get("external_id")
        if external_id and any(v.body.get("external_id") == external_id and v.id != own_id for v in self._all()):
            raise ApiError("duplicate_external_id")

    def _filled(self, body: Json) -> Json:
        return {**body, "blocks": list(with_ids(body["blocks"], secrets.token_hex(3)))}

    def _hash(self) -> str:
        return f"{self._stamps.now():.0f}.{secrets.token_hex(4)}"
