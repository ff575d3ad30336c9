"""Text as Markdown, for messages that grow while they are written: the one place where Slack takes nothing else.

Whatever a source or a language model put into the text is shown as it stands: no mention, link, emphasis,
list, heading or emoji comes of it. Only the marks of citations are links, and ours.
"""

import re
from collections.abc import Mapping

from bot.rendering.body import held
from bot.rendering.plain import clean, escape

# What means something anywhere, in addresses that would become links by themselves, and in emoji names.
_SPECIAL = re.compile(r"[\\`*_~\[\]|{}]|:(?=//)|(?<=\bwww)\.|:(?=[a-z0-9_+-]+:)", re.IGNORECASE)
# What means something at the beginning of a line: a heading, a list, a rule.
_OPENING = re.compile(r"^(?:(?P<sign>[#+=-])|(?P<number>\d{1,9})(?P<stop>[.)])(?=\s|$))")
_MARK = re.compile(r"\[(\d{1,3})\]")
_BULLET = "• "
_IN_LINK = str.maketrans({"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C", "|": "%7C", '"': "%22"})


def as_markdown(text: str, links: Mapping[int, str | None]) -> str:
    """The text as Markdown that shows it unchanged, its known ``[n]`` marks linked where ``links`` has an address."""
    return "\n".join(_line(line, links) for line in clean(text).split("\n"))


def _line(line: str, links: Mapping[int, str | None]) -> str:
    line = line.strip(" ")
    if line.startswith(_BULLET):
        return f"- {_line(line.removeprefix(_BULLET), links)}"
    shown, at = "", 0
    for match in _MARK.finditer(line):
        if int(match[1]) in links:
            shown += _harmless(held(line[at : match.start()])) + _mark(match[0], links[int(match[1])])
            at = match.end()
    return _OPENING.sub(_opened, shown + _harmless(line[at:]))


def _mark(mark: str, url: str | None) -> str:
    return f"[{mark}]({url.translate(_IN_LINK)})" if url else f"\\{mark[:-1]}\\]"


def _harmless(text: str) -> str:
    return escape(_SPECIAL.sub(r"\\\g<0>", text))


def _opened(match: re.Match[str]) -> str:
    return f"\\{match['sign']}" if match["sign"] else f"{match['number']}\\{match['stop']}"
