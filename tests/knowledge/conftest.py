"""The made-up village, opened once."""

import pytest

from tests.knowledge.made_up import Rooms, open_rooms
from tests.knowledge.village import VILLAGE


@pytest.fixture(scope="session")
def rooms() -> Rooms:
    """The parts of this room over the made-up village."""
    return open_rooms(VILLAGE)
