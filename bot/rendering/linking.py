"""Links whose text hides where they lead, and other addresses that must not open anything."""

from dataclasses import replace
from urllib.parse import urlsplit

from bot.rendering.plain import clean, clip, mail_address, web_address
from bot.rendering.tree import Run, Runs, words_of

_AROUND = "()[]{}<>«»\"'.,;:!?*_"
_SHOWN_TARGET = 200  # characters of an address that stands in the text


def linked(label: Runs, target: str) -> Runs:
    """The label as a link to the target.

    A label that itself reads like another address is disguise: it stays text, and the true address stands behind it,
    as a link of its own. A target that no browser should open for us (``javascript:``, ``slack:``, with a password
    in it, …) is shown and opens nothing. Without a label the address is its own.
    """
    target = clean(target).strip()
    url = openable(target)
    if not words_of(label).strip():
        return (Run(clip(target, _SHOWN_TARGET) if url else target or " ", url=url),)
    if url is None:
        return (*label, Run(f" ({target})")) if target else label
    if is_disguised(words_of(label), url):
        return (*label, Run(" ("), Run(clip(url, _SHOWN_TARGET), url=url), Run(")"))
    return tuple(replace(run, url=url) for run in label)


def openable(target: str) -> str | None:
    """The target when it is a web or e-mail address to open, else None."""
    if target.casefold().startswith("mailto:"):
        address = mail_address(target[len("mailto:") :].partition("?")[0])
        return f"mailto:{address}" if address else None
    return web_address(target)


def is_disguised(label: str, url: str) -> bool:
    """Whether a word of the label names another host, or another mailbox, than the one the link leads to."""
    named = [name for word in label.split() if (name := _named(word.strip(_AROUND)))]
    return bool(named) and any(name != _named(url) for name in named)


def _named(word: str) -> str | None:
    """The host that a word reads like the address of, without ``www.``; a mailbox as it stands."""
    word = word.casefold().removeprefix("mailto:")
    if "://" not in word and "@" in word:
        return word if mail_address(word) else None
    try:
        host = urlsplit(word if "://" in word else f"//{word}").hostname or ""
    except ValueError:
        return word
    host = host.removeprefix("www.").rstrip(".")
    name, _, ending = host.rpartition(".")
    return host if name and len(ending) > 1 and ending.isalpha() else None
