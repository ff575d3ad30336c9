"""The made-up workspace: people, channels and who is where. Nobody in it exists."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

TEAM_ID = "T0PROVE"
TEAM_NAME = "Prøvebedriften"
TEAM_DOMAIN = "provebedriften"
OTHER_TEAM_ID = "T0NABO"
APP_ID = "A0BOT"
BOT_ID = "B0BOT"
BOT_USER_ID = "U0BOT"
EMPLOYEE_ID = "U0KARI"
COLLEAGUE_ID = "U0OLA"
GUEST_ID = "U0GJEST"
STRANGER_ID = "U0NABO"
STAFF_ID = "U0STAFF"
OTHER_BOT_ID = "U0VARSEL"
STAFF_GROUP_ID = "S0STAFF"
PRIVATE_ID = "C0LEDELSE"
SHARED_ID = "C0NABOER"

ChannelKind = Literal["channel", "group", "im"]


@dataclass(frozen=True, slots=True)
class User:
    """A person, or the app's bot user. ``name`` is the handle; ``locale`` as in ``nb-NO``.

    A guest belongs to the workspace and sees the channels it was let into; a stranger is of another ``team``.
    """

    id: str
    name: str
    real_name: str
    title: str
    is_staff: bool = False
    is_bot: bool = False
    is_guest: bool = False
    team: str = TEAM_ID
    locale: str = "nb-NO"

    @property
    def is_stranger(self) -> bool:
        """Whether somebody is of another workspace."""
        return self.team != TEAM_ID


@dataclass(frozen=True, slots=True)
class Channel:
    """A public channel, a private one (``group``), or the direct message (``im``) of ``user`` with the app.

    In a channel with ``is_shared`` there are people of other workspaces.
    """

    id: str
    kind: ChannelKind
    name: str
    topic: str = ""
    user: str | None = None
    is_shared: bool = False


PEOPLE = (
    User(EMPLOYEE_ID, "kari", "Kari Eksempel", "Ansatt (oppdiktet)"),
    User(COLLEAGUE_ID, "ola", "Ola Eksempel", "Ansatt (oppdiktet)"),
    User(GUEST_ID, "geir", "Geir Gjest", "Gjest (oppdiktet)", is_guest=True),
    User(STRANGER_ID, "siri", "Siri Utenfra", "Fra en annen bedrift (oppdiktet)", team=OTHER_TEAM_ID),
    User(STAFF_ID, "nina", "Nina Eksempel", "NHO-stab (oppdiktet)", is_staff=True),
)
OTHER_BOT = User(OTHER_BOT_ID, "varsler", "Varsler", "En annen app (oppdiktet)", is_bot=True)
CHANNELS = (
    Channel("C0GENERELT", "channel", "generelt", "Alt som angår oss alle i Prøvebedriften"),
    Channel("C0KOMPETANSE", "channel", "kompetanse", "Kurs, etterutdanning og faglig påfyll"),
    Channel(PRIVATE_ID, "group", "ledelse", "Lukket: Kari og Nina"),
    Channel(SHARED_ID, "channel", "naboer", "Delt med en annen bedrift", is_shared=True),
)
# Who is where at first, the app included: employees are in every open channel of their own.
MEMBERS = {
    "C0GENERELT": {EMPLOYEE_ID, COLLEAGUE_ID, STAFF_ID, BOT_USER_ID},
    "C0KOMPETANSE": {EMPLOYEE_ID, COLLEAGUE_ID, STAFF_ID, GUEST_ID, BOT_USER_ID},
    PRIVATE_ID: {EMPLOYEE_ID, STAFF_ID},
    SHARED_ID: {EMPLOYEE_ID, COLLEAGUE_ID, STAFF_ID, STRANGER_ID, BOT_USER_ID},
}


class World:
    """Who is there and where; memberships change, people too, and a channel may come to be shared."""

    def __init__(self, app_name: str) -> None:
        bot = User(BOT_USER_ID, app_name.lower().replace(" ", ""), app_name, "App", is_bot=True)
        self.users: Sequence[User] = (*PEOPLE, OTHER_BOT, bot)
        own = [person for person in PEOPLE if not person.is_stranger]
        ims = tuple(Channel(f"D{person.id[1:]}", "im", "directmessage", user=person.id) for person in own)
        self.channels: Sequence[Channel] = (*CHANNELS, *ims)
        self._members = {c.id: {c.user, BOT_USER_ID} if c.user else set(MEMBERS[c.id]) for c in self.channels}

    def user(self, user_id: str) -> User | None:
        """The user with that id."""
        return next((u for u in self.users if u.id == user_id), None)

    def channel(self, reference: str) -> Channel | None:
        """A channel by id or ``#name``, or a person's direct message by the person's id."""
        name = reference.removeprefix("#")
        for channel in self.channels:
            if reference in (channel.id, channel.user) or (channel.kind != "im" and channel.name == name):
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

    def put(self, user: User) -> None:
        """Change what somebody is, such as a guest."""
        self.users = tuple(user if known.id == user.id else known for known in self.users)

    def share(self, channel: Channel, *, is_shared: bool) -> Channel:
        """Share a channel with another workspace, or no longer; returns it as it is then."""
        new = replace(channel, is_shared=is_shared)
        self.channels = tuple(new if known.id == channel.id else known for known in self.channels)
        return new
