"""What a source gives before anybody reads it: bytes, and where they come from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Raw:
    """One file or page.

    ``place`` is its path or address, as an error message names it; ``name`` its last part, whose ending says the
    format where ``media_type`` (lower case, without parameters) does not. ``retrieved`` is the day (YYYY-MM-DD) these
    bytes came over the network, ``modified`` the day the server says they changed; both None for files.
    """

    place: str
    name: str
    data: bytes
    media_type: str | None = None
    charset: str | None = None
    url: str | None = None
    retrieved: str | None = None
    modified: str | None = None
