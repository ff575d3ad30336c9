"""Settings of this room, from the environment or an ``.env`` file."""

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class WritingSettings(BaseSettings):
    """The language model that writes answers; without ``llm_model`` there is none.

    ``llm_timeout`` is seconds for a whole answer, prices are per million tokens.
    """

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    llm_model: str | None = None
    llm_base_url: str | None = None
    llm_api_key: SecretStr | None = None
    llm_timeout: float = Field(default=20.0, gt=0, le=600)
    llm_concurrency: int = Field(default=4, ge=1, le=1000)
    llm_requests_per_day: int | None = Field(default=None, ge=0)
    llm_tokens_per_day: int | None = Field(default=None, ge=0)
    llm_price_in: float | None = Field(default=None, ge=0)
    llm_price_out: float | None = Field(default=None, ge=0)
    llm_log_text: bool = False
    nli_model: str | None = None


class KnowledgeSettings(WritingSettings):
    """Where the index lives and which models are used; names as in ``.env.example``."""

    data_dir: Path = Field(default=Path(".brobygger"))
    sources: Path | None = None
    chroma_url: str | None = None
    embedding_model: str | None = None
    today: date | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value
