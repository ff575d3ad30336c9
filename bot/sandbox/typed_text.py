"""Typed text as a client sends it: entities escaped, people mentioned by id, addresses marked as links."""

import re

from bot.sandbox.world import User, World

_WEB = re.compile(r"(?<![<|\w])https?://[^\s<>|]+[^\s<>|.,;:!?)\"'»]")


def escaped(text: str) -> str:
    """The three characters that have a meaning of their own, written as entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_sent(text: str, world: World) -> str:
    """A typed message: ``@Kari`` becomes ``<@U…>``, an address ``<https://…>``."""
    linked = _WEB.sub(lambda found: f"<{found[0]}>", escaped(text))
    return _mentioned(linked, world, labelled=False)


def as_command_text(text: str, world: World, *, should_escape: bool) -> str:
    """What stands after a slash command; mentions are only resolved where the manifest asks for it."""
    plain = escaped(text.strip())
    return _mentioned(plain, world, labelled=True) if should_escape else plain


def _mentioned(text: str, world: World, *, labelled: bool) -> str:
    by_name = {name.lower(): user for user in world.users for name in _names(user)}
    longest_first = sorted(by_name, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)@({'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)

    def mention(found: re.Match[str]) -> str:
        user = by_name[found[1].lower()]
        return f"<@{user.id}|{user.name}>" if labelled else f"<@{user.id}>"

    return pattern.sub(mention, text)


def _names(user: User) -> tuple[str, ...]:
    return (user.real_name, user.name, user.real_name.partition(" ")[0])
