"""What all listeners share."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.exc import SQLAlchemyError

from bot.allowance import Allowance, allowance
from bot.conversation import Conversation
from bot.inquiry import Answers
from bot.manners.audience import Access, Asker, Audience
from bot.rendering.blocks import Rendered
from bot.rendering.notices import notice
from bot.revising import Revising
from bot.state.store import State
from bot.wording import Words, words
from knowledge.models import Language

log = logging.getLogger(__name__)


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
    audience: Audience = field(default_factory=Audience)
    channel_languages: Mapping[str, Language] = field(default_factory=dict)
    revising: Revising = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "revising", Revising(self.knowledge, self.state, self.today))

    async def words_for(self, team_id: str, user_id: str, channel: str | None = None) -> Words:
        """The words in the language somebody last asked in, else of their Slack, the channel or the workspace."""
        return words(await self._asked_in(team_id, user_id) or await self._set_in(user_id, channel))

    async def _asked_in(self, team_id: str, user_id: str) -> Language | None:
        try:
            return await self.state.log.language(team_id, user_id)
        except (SQLAlchemyError, OSError) as error:
            log.warning("the language somebody asked in is not known: %s", error)
            return None

    async def _set_in(self, user_id: str, channel: str | None) -> Language:
        theirs = await self.audience.language(user_id)
        return theirs or self.channel_languages.get(channel or "", self.language)

    async def admits(self, asker: Asker) -> bool:
        """Whether somebody may be answered where they ask."""
        return await self.audience.access(asker) is Access.ALLOWED

    async def refusal(self, asker: Asker) -> Rendered | None:
        """The one sentence for whoever is not answered here; None for whoever is."""
        access = await self.audience.access(asker)
        if access is Access.ALLOWED:
            return None
        log.info("no answer for %s in %s: %s", asker.user_id, asker.channel, access)
        language = self.channel_languages.get(asker.channel or "", self.language)
        key = access if access is not Access.BOT else Access.STRANGER
        return notice(words(language).say(f"manners.{key}"))
