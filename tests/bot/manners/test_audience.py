"""Who is answered where. People and workspaces are made up."""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.manners.audience import FRESH, STALE, Access, Asker, Audience, of_locale

KARI = Asker("T1", "U1", "C1", shared=False)
EMPLOYEE = {
    "team_id": "T1",
    "deleted": False,
    "is_restricted": False,
    "is_ultra_restricted": False,
    "is_bot": False,
    "locale": "nn-NO",
}


@dataclass
class FakeSlack:
    """Tells of one person and one channel, or of nobody."""

    user: dict[str, Any] = field(default_factory=lambda: dict(EMPLOYEE))
    channel: dict[str, Any] = field(default_factory=lambda: {"is_ext_shared": False, "is_pending_ext_shared": False})
    is_down: bool = False
    calls: list[str] = field(default_factory=list)

    async def users_info(self, *, user: str, include_locale: bool) -> dict[str, Any]:
        """A person."""
        self._called(user)
        return {"user": self.user}

    async def conversations_info(self, *, channel: str) -> dict[str, Any]:
        """A channel."""
        self._called(channel)
        return {"channel": self.channel}

    def _called(self, what: str) -> None:
        self.calls.append(what)
        if self.is_down:
            raise SlackApiError("made up", {"error": "internal_error"})  # type: ignore[no-untyped-call]  # the SDK's


@dataclass
class Seconds:
    """A clock."""

    now: float = 0.0

    def __call__(self) -> float:
        """Now."""
        return self.now


def _audience(slack: FakeSlack, **more: Any) -> Audience:
    return Audience(slack, **more)  # type: ignore[arg-type]  # plays the client


async def test_a_colleague_is_allowed_and_looked_up_once() -> None:
    slack = FakeSlack()
    audience = _audience(slack)
    assert [await audience.access(KARI) for _ in range(3)] == [Access.ALLOWED] * 3
    assert slack.calls == ["U1"]


@pytest.mark.parametrize(
    ("said", "access"),
    [
        ({"is_restricted": True}, Access.STRANGER),
        ({"is_ultra_restricted": True}, Access.STRANGER),
        ({"team_id": "T2"}, Access.STRANGER),
        ({"is_stranger": True}, Access.STRANGER),
        ({"deleted": True}, Access.STRANGER),
        ({"is_bot": True}, Access.BOT),
    ],
)
async def test_guests_strangers_and_bots_are_not_answered(said: dict[str, Any], access: Access) -> None:
    assert await _audience(FakeSlack({**EMPLOYEE, **said})).access(KARI) is access


@pytest.mark.parametrize("missing", ["team_id", "is_restricted", "is_ultra_restricted", "deleted"])
async def test_whoever_slack_tells_too_little_of_is_a_stranger(missing: str) -> None:
    told = {name: value for name, value in EMPLOYEE.items() if name != missing}
    assert await _audience(FakeSlack(told)).access(KARI) is Access.STRANGER


async def test_another_workspace_in_the_event_is_enough() -> None:
    slack = FakeSlack()
    assert await _audience(slack).access(replace(KARI, own_team="T2")) is Access.STRANGER
    assert slack.calls == []


async def test_an_allowed_workspace_is_at_home() -> None:
    slack = FakeSlack({**EMPLOYEE, "team_id": "T2"})
    audience = _audience(slack, allowed_teams=frozenset({"T2"}))
    assert await audience.access(replace(KARI, own_team="T2")) is Access.ALLOWED


async def test_in_a_shared_channel_nobody_is_answered_unless_it_is_allowed_or_whispered() -> None:
    shared = replace(KARI, shared=True)
    assert await _audience(FakeSlack()).access(shared) is Access.SHARED
    assert await _audience(FakeSlack(), allowed_channels=frozenset({"C1"})).access(shared) is Access.ALLOWED
    assert await _audience(FakeSlack()).access(replace(shared, whispered=True)) is Access.ALLOWED
    assert await _audience(FakeSlack()).access(replace(shared, channel="D1")) is Access.ALLOWED


async def test_a_channel_is_asked_about_where_no_event_says_and_anew_when_it_comes_to_be_shared() -> None:
    slack = FakeSlack()
    audience, asker = _audience(slack), replace(KARI, shared=None)
    assert await audience.access(asker) is Access.ALLOWED
    slack.channel = {"is_ext_shared": True}
    assert await audience.access(asker) is Access.ALLOWED, "nobody has said yet that it changed"
    audience.reconsider("C1")
    assert await audience.access(asker) is Access.SHARED


async def test_what_slack_does_not_tell_is_not_allowed() -> None:
    assert await _audience(FakeSlack(is_down=True)).access(KARI) is Access.UNKNOWN
    assert await Audience().access(KARI) is Access.UNKNOWN


async def test_a_colleague_stays_one_for_a_while_when_slack_is_silent() -> None:
    slack, clock = FakeSlack(), Seconds()
    audience = _audience(slack, clock=clock)
    await audience.access(KARI)
    slack.is_down = True
    clock.now = FRESH + 1
    assert await audience.access(KARI) is Access.ALLOWED
    clock.now = STALE + 1
    assert await audience.access(KARI) is Access.UNKNOWN


async def test_a_colleague_who_becomes_a_guest_is_noticed() -> None:
    slack, clock = FakeSlack(), Seconds()
    audience = _audience(slack, clock=clock)
    await audience.access(KARI)
    slack.user["is_restricted"] = True
    clock.now = FRESH + 1
    assert await audience.access(KARI) is Access.STRANGER


@pytest.mark.parametrize(
    ("locale", "language"),
    [("nb-NO", "nb"), ("no_NO", "nb"), ("nn-NO", "nn"), ("en-US", "en"), ("en-GB", "en"), ("de-DE", None), ("", None)],
)
def test_slacks_locales_are_languages_of_ours(locale: str, language: str | None) -> None:
    assert of_locale(locale) == language
