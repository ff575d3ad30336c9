"""The shapes of Block Kit's texts and elements, with the documented lengths and counts."""

from collections.abc import Mapping

from bot.sandbox.shapes import Shape, anything, boolean, choice, integer, items, record, string, typed, variant

ID_LENGTH = 255


def plain(most: int) -> Shape:
    """A plain_text object of so many characters."""
    return variant({"plain_text": typed({"text": string(most)}, {"emoji": boolean})})


def text(most: int) -> Shape:
    """A plain_text or mrkdwn object of so many characters."""
    return variant(
        {
            "plain_text": typed({"text": string(most)}, {"emoji": boolean}),
            "mrkdwn": typed({"text": string(most)}, {"verbatim": boolean}),
        }
    )


CONFIRM = record({"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)}, {"style": anything})
OPTION = record({"text": text(75), "value": string(150)}, {"description": text(75), "url": string(3000)})
OPTION_GROUP = record({"label": plain(75), "options": items(OPTION, 100)})
FEEDBACK_BUTTON = record({"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)})
URL_SOURCE = record({"type": anything, "url": string(3000), "text": string()})

_ACTION: Mapping[str, Shape] = {"action_id": string(ID_LENGTH)}
_PICKED: Mapping[str, Shape] = {**_ACTION, "confirm": CONFIRM, "focus_on_load": boolean, "placeholder": plain(150)}
_MANY: Mapping[str, Shape] = {**_PICKED, "max_selected_items": integer}
_TYPED: Mapping[str, Shape] = {
    **_ACTION,
    "initial_value": string(3000, least=0),
    "placeholder": plain(150),
    "dispatch_action_config": anything,
    "focus_on_load": boolean,
}
_STATIC: Mapping[str, Shape] = {"options": items(OPTION, 100), "option_groups": items(OPTION_GROUP, 100)}
_CHOICES: Mapping[str, Shape] = {**_ACTION, "confirm": CONFIRM, "focus_on_load": boolean}
_CONVERSATION: Mapping[str, Shape] = {"default_to_current_conversation": boolean, "filter": anything}

BUTTON = typed(
    {"text": plain(75)},
    {
        **_ACTION,
        "value": string(2000, least=0),
        "url": string(3000),
        "style": choice("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
    },
)
IMAGE_ELEMENT = typed({"alt_text": string(2000)}, {"image_url": string(3000), "slack_file": anything})

ELEMENTS: Mapping[str, Shape] = {
    "button": BUTTON,
    "checkboxes": typed({"options": items(OPTION, 10)}, {**_CHOICES, "initial_options": items(OPTION, 10)}),
    "radio_buttons": typed({"options": items(OPTION, 10)}, {**_CHOICES, "initial_option": OPTION}),
    "overflow": typed({"options": items(OPTION, 5)}, {**_ACTION, "confirm": CONFIRM}),
    "datepicker": typed({}, {**_PICKED, "initial_date": string(10)}),
    "timepicker": typed({}, {**_PICKED, "initial_time": string(5), "timezone": string()}),
    "datetimepicker": typed({}, {**_CHOICES, "initial_date_time": integer}),
    "static_select": typed({}, {**_PICKED, **_STATIC, "initial_option": OPTION}),
    "external_select": typed({}, {**_PICKED, "initial_option": OPTION, "min_query_length": integer}),
    "users_select": typed({}, {**_PICKED, "initial_user": string()}),
    "channels_select": typed({}, {**_PICKED, "initial_channel": string(), "response_url_enabled": boolean}),
    "conversations_select": typed(
        {}, {**_PICKED, **_CONVERSATION, "initial_conversation": string(), "response_url_enabled": boolean}
    ),
    "multi_static_select": typed({}, {**_MANY, **_STATIC, "initial_options": items(OPTION, 100)}),
    "multi_external_select": typed({}, {**_MANY, "initial_options": items(OPTION), "min_query_length": integer}),
    "multi_users_select": typed({}, {**_MANY, "initial_users": items(string())}),
    "multi_channels_select": typed({}, {**_MANY, "initial_channels": items(string())}),
    "multi_conversations_select": typed({}, {**_MANY, **_CONVERSATION, "initial_conversations": items(string())}),
    "plain_text_input": typed({}, {**_TYPED, "multiline": boolean, "min_length": integer, "max_length": integer}),
    "email_text_input": typed({}, _TYPED),
    "url_text_input": typed({}, _TYPED),
    "number_input": typed({"is_decimal_allowed": boolean}, {**_TYPED, "min_value": string(), "max_value": string()}),
    "rich_text_input": typed({}, {**_TYPED, "initial_value": anything, "min_lines": integer, "max_lines": integer}),
    "file_input": typed({}, {**_ACTION, "filetypes": items(string()), "max_files": integer}),
    "workflow_button": typed({"text": plain(75), "workflow": anything}, {**_ACTION, "style": anything}),
    "feedback_buttons": typed({"positive_button": FEEDBACK_BUTTON, "negative_button": FEEDBACK_BUTTON}, _ACTION),
    "icon_button": typed(
        {"icon": choice("trash"), "text": plain(75)},
        {
            **_ACTION,
            "value": string(2000, least=0),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
            "visible_to_user_ids": items(string()),
        },
    ),
    "image": IMAGE_ELEMENT,
    "plain_text": plain(2000),
    "mrkdwn": text(2000),
}
SELECTS = tuple(name for name in ELEMENTS if name.endswith("_select"))
PICKERS = ("datepicker", "timepicker", "checkboxes", "radio_buttons", *SELECTS)
IN_ACTIONS = ("button", "overflow", "workflow_button", "datetimepicker", "rich_text_input", *PICKERS)
IN_SECTIONS = ("button", "overflow", "workflow_button", "image", *PICKERS)
IN_INPUTS = (
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "rich_text_input",
    "file_input",
    "datetimepicker",
    *PICKERS,
)


def element(*allowed: str) -> Shape:
    """An element of one of these types."""
    return variant(ELEMENTS, *allowed)
