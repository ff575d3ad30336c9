"""What all listeners share."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.allowance import Allowance, allowance
from bot.conversation import Conversation
from bot.inquiry import Answers
from bot.state.store import State
from bot.wording import Words, words
from knowledge.models import Language


@dataclass(frozen=True, slots=True)
class Desk:
    """The conversation, the memory, and the words for whoever comes by."""

    conversation: Conversation
    knowledge: Answers
    state: State
    language: Language
    retention_days: int
    today: Callable[[], date]
    allowance: Callable[[], Allowance | None] = allowance

    async def words_for(self, team_id: str, user_id: str) -> Words:
        """The words in the language a person last asked in, or the workspace's.

        Slack's own locale is not asked for: it takes one more permission, and says less about what a
        Norwegian employee reads than the question they wrote.
        """
        return words(await self.state.log.language(team_id, user_id) or self.language)
