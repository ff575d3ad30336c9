"""What a person wants of a course, as slots; no model writes queries."""

import re
from dataclasses import dataclass, field
from typing import Literal

from knowledge.periods import TimeWish
from knowledge.synonyms import canonical, topic_parts
from knowledge.words import content_words

Delivery = Literal["net", "gatherings", "campus"]
Level = Literal["programme", "experience", "master", "bachelor", "phd"]
TeachingLanguage = Literal["english", "norwegian"]
Order = Literal[
    "cheapest", "dearest", "deadline", "shortest", "longest", "most_credits", "fewest_credits", "newest"
]  # fmt: skip

_BESIDE = re.compile(r"\s+(?:og|eller|and|or|for|i|på|med|innen|in|on|with|of)\s+|,\s*", re.IGNORECASE)
_OR = re.compile(r"\s(?:eller|or)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bounds:
    """A range of numbers, its ends included unless said otherwise; None is open."""

    low: float | None = None
    high: float | None = None
    excluding: bool = False

    def hold(self, value: float) -> bool:
        """Whether a value lies within."""
        if self.excluding and value in (self.low, self.high):
            return False
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True)
class CourseQuery:
    """What a person wants of a course; None, False or empty means "anything".

    ``topic`` holds the catalogue's words, ``topic_said`` the asker's, for telling it back. Prices are
    in kroner, credits in studiepoeng.
    """

    topic: str = ""
    is_evu: bool | None = None
    place: str | None = None
    delivery: Delivery | None = None
    level: Level | None = None
    language: TeachingLanguage | None = None
    free: bool = False
    price: Bounds | None = None
    credits: Bounds | None = None
    time: TimeWish | None = None
    order: Order | None = None
    counting: bool = False
    topic_said: str = field(default="", compare=False)

    @property
    def filters(self) -> tuple[str, ...]:
        """The names of the slots that leave courses out, the topic last."""
        named = ("is_evu", "place", "delivery", "level", "language", "free", "price", "credits", "time", "topic")
        return tuple(name for name in named if getattr(self, name) or (name == "is_evu" and self.is_evu is False))

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The things that the topic names ("A og B", "A for B", else its words), as said and as the catalogue says."""
        said = _BESIDE.split(self.topic_said)
        if len(said) < 2:
            return [(part, part) for part in topic_parts(self.topic)]
        named = [(part, " ".join(content_words(canonical(part)))) for part in said]
        return [(part, known) for part, known in named if known]

    @property
    def is_either(self) -> bool:
        """Whether one of several topics is enough."""
        return bool(_OR.search(self.topic_said))

    @property
    def is_filtered(self) -> bool:
        """Whether something is asked for that only a search for courses can mean."""
        return bool(self.place or self.delivery or self.free or self.credits or self.price or self.order)

    @property
    def is_wish(self) -> bool:
        """Whether more than a topic is asked for."""
        return bool(set(self.filters) - {"topic", "is_evu", "level"}) or self.order is not None
