"""Settings of this room, from the environment or an ``.env`` file."""

from importlib.metadata import version
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

from ingest.fetching.settings import FetchSettings


class IngestSettings(BaseSettings):
    """``fetch_contact`` is where the owner of a site reaches the maintainer; without it nothing is fetched."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    fetch_contact: str | None = None

    def fetching(self, data_dir: Path) -> FetchSettings:
        """How the network is used; what was fetched is kept under ``data_dir``."""
        return FetchSettings(self.fetch_contact, cache_dir=data_dir / "cache" / "web", version=version("brobygger"))
