"""Settings of this room, from the environment or an ``.env`` file."""

from datetime import date
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class KnowledgeSettings(BaseSettings):
    """Where the index lives and which models are used; names as in ``.env.example``."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    data_dir: Path = Field(default=Path(".brobygger"))
    sources: Path | None = None
    chroma_url: str | None = None
    embedding_model: str | None = None
    today: date | None = None
    log_level: str = "INFO"
