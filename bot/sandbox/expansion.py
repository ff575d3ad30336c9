"""How many blocks a message counts as: a markdown block is taken apart, and each of its parts is one.

That Slack does so is seen from outside, not documented: a heading, a paragraph, a list, a table, a quote, a rule and
a piece of code are one block each, and the limit of blocks holds for the sum.
"""

from typing import Any

from markdown_it import MarkdownIt

Json = dict[str, Any]
_OPENS_OR_STANDS_ALONE = (0, 1)


def expanded_count(blocks: list[Json]) -> int:
    """The number of blocks after each markdown block was taken apart."""
    texts = [block["text"] for block in blocks if block["type"] == "markdown"]
    return len(blocks) - len(texts) + sum(_parts(text) for text in texts)


def _parts(text: str) -> int:
    tokens = MarkdownIt("commonmark").enable("table").disable("inline").parse(text)
    return max(1, sum(token.level == 0 and token.nesting in _OPENS_OR_STANDS_ALONE for token in tokens))
