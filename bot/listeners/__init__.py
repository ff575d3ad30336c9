"""What Slack tells the bot, and who in this room takes it."""

from slack_bolt.async_app import AsyncApp

from bot.listeners import actions, commands, home, lifecycle, messages
from bot.listeners.desk import Desk


def register(app: AsyncApp, desk: Desk) -> None:
    """Register a listener for every event, command and action the manifest subscribes to."""
    messages.register(app, desk)
    commands.register(app, desk)
    home.register(app, desk)
    lifecycle.register(app, desk)
    actions.register(app, desk)
