"""Answers that decline, ask back, or are only polite."""

from collections.abc import Mapping, Sequence

from knowledge.citations import Numbering
from knowledge.composing.contacts import contact_lines
from knowledge.models import Answer, Chunk, Contact, Language, Outcome
from knowledge.signals import Intent
from knowledge.wording import say

_EXAMPLES = ("option_agreement", "option_courses", "option_nemonoor", "option_contact")
_CLARIFY = ("clarify_option_deadline", "clarify_option_price", "clarify_option_contact")


def small_talk(intent: Intent, language: Language) -> Answer:
    """Greeting, thanks or help, with questions to start from."""
    options = () if intent is Intent.THANKS else tuple(say(language, key) for key in _EXAMPLES)
    return Answer(Outcome.ANSWERED, language, say(language, intent.value), options=options, intent=intent.value)


def declined(intent: Intent, language: Language) -> Answer:
    """A sentence for somebody who steers or insults."""
    return Answer(Outcome.REFUSED, language, say(language, intent.value), intent=intent.value)


def clarify(language: Language) -> Answer:
    """Ask back, with complete questions as a start."""
    options = tuple(say(language, key) for key in _CLARIFY)
    lines = [say(language, "clarify"), *(f"• {option}" for option in options)]
    return Answer(Outcome.CLARIFY, language, "\n".join(lines), options=options, intent=Intent.UNCLEAR.value)


def refused(
    first_line: str,
    language: Language,
    *,
    contacts: Sequence[Contact] = (),
    chunks: Mapping[str, Chunk],
    intent: Intent = Intent.QUESTION,
    echoed: Sequence[str] = (),
) -> Answer:
    """Say that the sources don't say, with the door to knock on; ``echoed`` are the asker's own words."""
    numbering = Numbering()
    lines, shown = contact_lines(contacts, chunks, numbering, language)
    door = [say(language, "refused_door")] if lines and intent is not Intent.PRIVATE else []
    told_scope = lines or first_line == say(language, "refused_other")
    tail = [] if told_scope else [say(language, "refused_scope")]
    return Answer(
        Outcome.REFUSED,
        language,
        "\n".join([first_line, *door, *lines, *tail]),
        citations=numbering.all(),
        contacts=shown,
        intent=intent.value,
        computed=tuple(echoed),
    )
