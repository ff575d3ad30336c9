"""What is heard: a question, who asked it and where."""

from dataclasses import dataclass

from knowledge.models import Language, Scope


@dataclass(frozen=True, slots=True)
class Heard:
    """A question as it was heard.

    ``key`` is what makes it one and the same when Slack sends it again; ``ts`` is its message's
    timestamp when it has one. ``root`` names its thread. ``bare`` marks a message at the root of
    a direct message, which may follow up on the one before it. ``typed`` is False for a question
    that was clicked, which the answer repeats. ``private`` answers can be shared.
    """

    team_id: str
    key: str
    user_id: str
    channel: str
    root: str
    text: str
    ts: str | None = None
    scope: Scope | None = None
    language: Language | None = None
    bare: bool = False
    typed: bool = True
    private: bool = False
    has_files: bool = False
