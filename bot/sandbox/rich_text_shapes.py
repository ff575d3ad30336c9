"""The shapes inside a rich_text block."""

from collections.abc import Mapping

from bot.sandbox.shapes import Shape, anything, boolean, choice, integer, items, string, typed, variant

_STYLED: Mapping[str, Shape] = {"style": anything}
RICH_INLINE: Mapping[str, Shape] = {
    "text": typed({"text": string()}, _STYLED),
    "link": typed({"url": string(3000)}, {**_STYLED, "text": string(), "unsafe": boolean}),
    "emoji": typed({"name": string()}, {**_STYLED, "unicode": string(), "url": string()}),
    "user": typed({"user_id": string()}, _STYLED),
    "usergroup": typed({"usergroup_id": string()}, _STYLED),
    "channel": typed({"channel_id": string()}, _STYLED),
    "team": typed({"team_id": string()}, _STYLED),
    "broadcast": typed({"range": choice("here", "channel", "everyone")}, _STYLED),
    "color": typed({"value": string()}, _STYLED),
    "date": typed({"timestamp": integer, "format": string()}, {**_STYLED, "url": string(), "fallback": string()}),
}
_INLINE = items(variant(RICH_INLINE), least=0)
_RICH_SECTION = typed({"elements": _INLINE})
RICH_PARTS: Mapping[str, Shape] = {
    "rich_text_section": _RICH_SECTION,
    "rich_text_quote": typed({"elements": _INLINE}, {"border": integer}),
    "rich_text_preformatted": typed({"elements": _INLINE}, {"border": integer, "language": string()}),
    "rich_text_list": typed(
        {
            "elements": items(variant({"rich_text_section": _RICH_SECTION})),
            "style": choice("bullet", "ordered"),
        },
        {"indent": integer, "border": integer, "offset": integer},
    ),
}
