"""The made-up workspace: people, channels and who is where. Nobody in it exists."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

TEAM_ID = "T0PROVE"
TEAM_NAME = "Prøvebedriften"
TEAM_DOMAIN = "provebedriften"
APP_ID = "A0BOT"
BOT_ID = "B0BOT"
BOT_USER_ID = "U0BOT"
EMPLOYEE_ID = "U0KARI"
COLLEAGUE_ID = "U0OLA"
STAFF_ID = "U0STAFF"
STAFF_GROUP_ID = "S0STAFF"

ChannelKind = Literal["channel", "im"]


@dataclass(frozen=True, slots=True)
class User:
    """A person of the workspace, or the app's bot user. ``name`` is the handle."""

    id: str
    name: str
    real_name: str
    title: str
    is_staff: bool = False
    is_bot: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """A public channel, or the direct message (``im``) of ``user`` with the app."""

    id: str
    kind: ChannelKind
    name: str
    topic: str = ""
    user: str | None = None


PEOPLE = (
    User(EMPLOYEE_ID, "kari", "Kari Eksempel", "Ansatt (oppdiktet)"),
    User(COLLEAGUE_ID, "ola", "Ola Eksempel", "Ansatt (oppdiktet)"),
    User(STAFF_ID, "nina", "Nina Eksempel", "NHO-stab (oppdiktet)", is_staff=True),
)
CHANNELS = (
    Channel("C0GENERELT", "channel", "generelt", "Alt som angår oss alle i Prøvebedriften"),
    Channel("C0KOMPETANSE", "channel", "kompetanse", "Kurs, etterutdanning og faglig påfyll"),
)


class World:
    """Who is there and where; only memberships change."""

    def __init__(self, app_name: str) -> None:
        bot = User(BOT_USER_ID, app_name.lower().replace(" ", ""), app_name, "App", is_bot=True)
        self.users: Sequence[User] = (*PEOPLE, bot)
        ims = tuple(Channel(f"D{person.id[1:]}", "im", "directmessage", user=person.id) for person in PEOPLE)
        self.channels: Sequence[Channel] = (*CHANNELS, *ims)
        everyone = {user.id for user in self.users}
        self._members = {c.id: {c.user, BOT_USER_ID} if c.user else set(everyone) for c in self.channels}

    def user(self, user_id: str) -> User | None:
        """The user with that id."""
        return next((u for u in self.users if u.id == user_id), None)

    def channel(self, reference: str) -> Channel | None:
        """A channel by id or ``#name``, or a person's direct message by the person's id."""
        name = reference.removeprefix("#")
        for channel in self.channels:
            if reference in (channel.id, channel.user) or (channel.kind == "channel" and channel.name == name):
                return channel
        return None

    def people(self) -> tuple[User, ...]:
        """Everybody but the bot."""
        return tuple(user for user in self.users if not user.is_bot)

    def members(self, channel: Channel) -> tuple[str, ...]:
        """The ids of a channel's members, in the order of the users."""
        return tuple(user.id for user in self.users if user.id in self._members[channel.id])

    def is_member(self, channel: Channel, user_id: str) -> bool:
        """Whether the user is in the channel."""
        return user_id in self._members[channel.id]

    def join(self, channel: Channel, user_id: str) -> None:
        """Put a user into a channel."""
        self._members[channel.id].add(user_id)

    def leave(self, channel: Channel, user_id: str) -> None:
        """Take a user out of a channel."""
        self._members[channel.id].discard(user_id)
