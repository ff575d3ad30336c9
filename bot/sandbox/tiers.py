"""How often each method may be called: Slack's documented tiers, and what the sandbox makes of "20 and more"."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier by its documented name, and the calls a minute that the sandbox lets through."""

    name: str
    a_minute: int


TIER_2 = Tier("Tier 2", 20)
TIER_3 = Tier("Tier 3", 50)
TIER_4 = Tier("Tier 4", 100)
SPECIAL = Tier("Special", 600)  # the documents give no number; as much as a busy workspace's posts
POSTS_A_CHANNEL = Tier("Special: channel", 60)  # documented as one a second with short bursts: an average of it here
WORKSPACE_POSTS = 300  # documented as "several hundred" a minute

# Where documents and Slack's own Java client differ, the stricter one stands, save for apps.connections.open: at one
# call a minute nobody could keep two sockets, so the documents' Tier 3 it is.
_NAMES: Mapping[Tier, str] = {
    SPECIAL: "auth.test chat.postMessage chat.getPermalink assistant.threads.setStatus",
    TIER_4: """chat.appendStream chat.postEphemeral conversations.members users.info views.open views.publish views.push
        views.update""",
    TIER_3: """agents.sessions.rename agents.sessions.setStatus apps.connections.open
        assistant.threads.setSuggestedPrompts assistant.threads.setTitle bots.info chat.delete chat.update
        conversations.history conversations.info conversations.open conversations.replies reactions.add team.info""",
    TIER_2: """chat.startStream chat.stopStream conversations.list reactions.remove usergroups.users.list""",
}
TIERS: Mapping[str, Tier] = {name: tier for tier, names in _NAMES.items() for name in names.split()}
