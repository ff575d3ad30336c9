"""What the sandbox reads from an app's manifest: names, commands, shortcuts, scopes and subscriptions."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class _Part(BaseModel):
    """A part of the manifest; what the sandbox does not use is left unread."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Command(_Part):
    """A slash command as the composer completes it."""

    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


class Shortcut(_Part):
    """A global or message shortcut."""

    name: str
    type: Literal["global", "message"]
    callback_id: str
    description: str = ""


class Prompt(_Part):
    """A suggested prompt: what is shown, and what is sent."""

    title: str
    message: str


class _Display(_Part):
    name: str
    description: str = ""


class _BotUser(_Part):
    display_name: str = ""


class _AppHome(_Part):
    home_tab_enabled: bool = False
    messages_tab_enabled: bool = False


class _AgentView(_Part):
    agent_description: str = ""
    suggested_prompts: tuple[Prompt, ...] = ()


class _Features(_Part):
    app_home: _AppHome = _AppHome()
    bot_user: _BotUser = _BotUser()
    agent_view: _AgentView | None = None
    slash_commands: tuple[Command, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()


class _Scopes(_Part):
    bot: frozenset[str] = frozenset()


class _OAuth(_Part):
    scopes: _Scopes = _Scopes()


class _Subscriptions(_Part):
    bot_events: frozenset[str] = frozenset()


class _Interactivity(_Part):
    is_enabled: bool = False


class _Settings(_Part):
    event_subscriptions: _Subscriptions = _Subscriptions()
    interactivity: _Interactivity = _Interactivity()


class AppManifest(_Part):
    """An app's manifest; raises pydantic's ``ValidationError`` where a part has the wrong shape."""

    display_information: _Display
    features: _Features = _Features()
    oauth_config: _OAuth = _OAuth()
    settings: _Settings = Field(default=_Settings())

    @property
    def name(self) -> str:
        """The name people mention: the bot user's, or else the app's."""
        return self.features.bot_user.display_name or self.display_information.name

    @property
    def scopes(self) -> frozenset[str]:
        """What the bot's token may do."""
        return self.oauth_config.scopes.bot

    @property
    def bot_events(self) -> frozenset[str]:
        """The names of the events the app wants, such as ``message.im``."""
        return self.settings.event_subscriptions.bot_events

    @property
    def prompts(self) -> tuple[Prompt, ...]:
        """The prompts of an empty conversation, until the app sets others."""
        return self.features.agent_view.suggested_prompts if self.features.agent_view else ()

    def command(self, name: str) -> Command | None:
        """The command of that name, with its slash."""
        return next((c for c in self.features.slash_commands if c.command == name), None)

    def shortcut(self, callback_id: str) -> Shortcut | None:
        """The shortcut with that callback id."""
        return next((s for s in self.features.shortcuts if s.callback_id == callback_id), None)


def read_manifest(manifest: Mapping[str, Any]) -> AppManifest:
    """Read a manifest that was parsed from YAML or JSON; raises pydantic's ``ValidationError``."""
    return AppManifest.model_validate(manifest)
