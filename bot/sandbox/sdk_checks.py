"""A second opinion on blocks: the validators of Slack's own Python SDK, for lengths that our table might miss."""

import copy
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

from bot.sandbox.shapes import Complaints, complain

Json = dict[str, Any]
NOT_MODELLED = ("data_table", "data_visualization")  # blocks that the SDK has no class for


def check_with_sdk(blocks: list[Json], pointer: str, complaints: Complaints) -> None:
    """Complain of what the SDK would refuse to send; the blocks have passed our own shapes."""
    for index, block in enumerate(blocks):
        if block["type"] in NOT_MODELLED:
            continue
        try:
            parsed = Block.parse(copy.deepcopy(block))
            if parsed is not None:
                parsed.validate_json()
        except SlackObjectFormationError as problem:
            complain(complaints, str(problem), f"{pointer}/{index}")
