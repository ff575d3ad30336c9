"""Who may be answered where. What is not known to be allowed is not allowed: strangers get one sentence, and no search.

People are looked up once in a while, channels only where an event does not say whether they are shared.
"""

import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from knowledge.models import Language

FRESH = 600.0  # seconds for which what Slack said of a person or a channel is believed …
STALE = 6 * 3600.0  # … and for which it has to do while Slack does not answer
MOST = 5000  # people, and channels, that are remembered

T = TypeVar("T")
Clock = Callable[[], float]

log = logging.getLogger(__name__)


class Access(StrEnum):
    """Whether somebody may be answered in a place, and if not, why."""

    ALLOWED = "allowed"
    STRANGER = "stranger"  # a guest, or somebody of another workspace
    SHARED = "shared"  # people of other workspaces read along
    UNKNOWN = "unknown"  # Slack did not tell
    BOT = "bot"  # bots get no answer at all


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who asks, and where. ``team_id`` is the workspace that installed the bot.

    ``own_team`` is the asker's workspace as the event tells it; ``shared`` is None where the event does not say whether
    the channel is shared. ``whispered`` answers are read by nobody else.
    """

    team_id: str
    user_id: str
    channel: str | None
    own_team: str | None = None
    shared: bool | None = None
    whispered: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """What Slack says of somebody."""

    team_id: str
    is_guest: bool
    is_bot: bool
    locale: str


class Audience:
    """Decides who is answered. ``client`` is None where there is nobody to ask: then nobody is allowed."""

    def __init__(
        self,
        client: AsyncWebClient | None = None,
        *,
        allowed_teams: frozenset[str] = frozenset(),
        allowed_channels: frozenset[str] = frozenset(),
        clock: Clock = time.monotonic,
    ) -> None:
        self._client = client
        self._allowed_teams = allowed_teams
        self._allowed_channels = allowed_channels
        self._people: Remembered[Person] = Remembered(clock)
        self._shared: Remembered[bool] = Remembered(clock)

    async def access(self, asker: Asker) -> Access:
        """Whether to answer; never raises for a Slack that does not tell."""
        at_home = self._allowed_teams | {asker.team_id}
        if asker.own_team and asker.own_team not in at_home:
            return Access.STRANGER
        person = await self.person(asker.user_id)
        if person is None:
            return Access.UNKNOWN
        if person.is_bot:
            return Access.BOT
        if person.is_guest or person.team_id not in at_home:
            return Access.STRANGER
        return await self._in_channel(asker)

    async def person(self, user_id: str) -> Person | None:
        """What Slack says of somebody; None when it does not tell."""
        return await self._people.get(user_id, lambda: self._ask_person(user_id))

    async def language(self, user_id: str) -> Language | None:
        """The language of somebody's Slack, where it is one of ours."""
        person = await self.person(user_id)
        return of_locale(person.locale) if person else None

    def reconsider(self, channel: str) -> None:
        """Ask anew about a channel: it was shared, or is no longer."""
        self._shared.forget(channel)

    async def _in_channel(self, asker: Asker) -> Access:
        channel = asker.channel
        if asker.whispered or channel is None or channel.startswith("D") or channel in self._allowed_channels:
            return Access.ALLOWED
        shared = asker.shared
        if shared is None:
            shared = await self._shared.get(channel, lambda: self._ask_shared(channel))
        if shared is None:
            return Access.UNKNOWN
        return Access.SHARED if shared else Access.ALLOWED

    async def _ask_person(self, user_id: str) -> Person:
        if self._client is None:
            raise TimeoutError("there is nobody to ask")
        user: dict[str, Any] = (await self._client.users_info(user=user_id, include_locale=True))["user"]
        is_guest = any(user.get(name) is not False for name in ("is_restricted", "is_ultra_restricted"))
        is_known = user.get("deleted") is False and not user.get("is_stranger")
        team = str(user.get("team_id") or "") if is_known else ""
        return Person(team, is_guest, bool(user.get("is_bot")), str(user.get("locale") or ""))

    async def _ask_shared(self, channel: str) -> bool:
        if self._client is None:
            raise TimeoutError("there is nobody to ask")
        told: dict[str, Any] = (await self._client.conversations_info(channel=channel))["channel"]
        return told.get("is_ext_shared") is not False or bool(told.get("is_pending_ext_shared"))


class Remembered(Generic[T]):
    """Answers of Slack's with their age; what was once heard does for a while when Slack is silent."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, T]] = OrderedDict()

    async def get(self, key: str, ask: Callable[[], Awaitable[T]]) -> T | None:
        """What is known, asked for where it is not fresh; None when it is unknown."""
        now = self._clock()
        heard, value = self._kept.get(key, (None, None))
        if heard is not None and now - heard < FRESH:
            return value
        try:
            value = await ask()
        except (SlackApiError, ClientError, TimeoutError, KeyError) as error:
            log.warning("Slack does not tell of %s: %s", key, error)
            return value if heard is not None and now - heard < STALE else None
        self._kept[key] = (now, value)
        self._kept.move_to_end(key)
        if len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return value

    def forget(self, key: str) -> None:
        """Ask anew the next time."""
        self._kept.pop(key, None)


def of_locale(locale: str) -> Language | None:
    """Slack's ``nb-NO``, ``nn-NO``, ``en-US`` and the like as one of our languages; None for any other."""
    match locale.casefold().replace("_", "-").partition("-")[0]:
        case "nb" | "no":
            return "nb"
        case "nn":
            return "nn"
        case "en":
            return "en"
    return None
