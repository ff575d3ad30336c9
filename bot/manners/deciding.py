"""Whether a message in a thread where the bot has spoken is for the bot. When in doubt, people are left in peace."""

from dataclasses import dataclass

from bot.manners.cues import Cues

SHORT_REPLY = 8  # words of a reply to a question of the bot's


@dataclass(frozen=True, slots=True)
class Talk:
    """A thread as it stands before a message: from the bot's last answer on.

    ``asked_back`` tells that the bot's last answer was a question. ``interrupted_by`` is somebody who has said
    something of weight since, None when nobody has.
    """

    askers: frozenset[str]
    asked_back: bool = False
    interrupted_by: str | None = None
    is_quiet: bool = False


def is_follow_up(cues: Cues, user_id: str, talk: Talk) -> bool:
    """Whether to answer a message that mentions nobody."""
    if talk.is_quiet or not talk.askers or not cues.words:
        return False
    if cues.named:
        return True
    if cues.calls or cues.to_all or cues.tells_of_bot:
        return False
    if talk.interrupted_by not in (None, user_id):
        return False  # a person has answered: what follows is for that person
    if user_id not in talk.askers:
        return cues.asks and not cues.to_one
    if talk.asked_back and not cues.thanks and cues.words <= SHORT_REPLY:
        return True
    return cues.asks or cues.goes_on


def interrupts(cues: Cues, user_id: str, talk: Talk) -> bool:
    """Whether a message that the bot leaves alone takes the conversation over."""
    return not cues.backchannel and (user_id not in talk.askers or cues.calls or cues.to_all)
