"""The bot's settings, from the environment and ``.env``."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from knowledge.models import Language

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
_APP_PAGE = "https://api.slack.com/apps"


@dataclass(frozen=True, slots=True)
class MissingSetting:
    """A setting the bot cannot start without, and where its value comes from."""

    name: str
    advice: str

    def __str__(self) -> str:
        return f"{self.name}: {self.advice}"


class BotSettings(BaseSettings):
    """Everything the bot room reads. Names are those of the environment variables, in lower case."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    database_url: SecretStr | None = Field(default=None, description="any SQLAlchemy URL; default: SQLite in DATA_DIR")
    data_dir: Path = Path(".brobygger")
    retention_days: int = Field(default=90, ge=1, le=3650)
    staff: Annotated[tuple[str, ...], NoDecode] = ()
    catch_up_hours: int = Field(default=12, ge=0, le=168)
    language: Language = "nb"
    allowed_teams: Annotated[tuple[str, ...], NoDecode] = ()
    allowed_channels: Annotated[tuple[str, ...], NoDecode] = ()
    channel_languages: Annotated[dict[str, Language], NoDecode] = {}
    today: date | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("staff", "allowed_teams", "allowed_channels", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("staff")
    @classmethod
    def _staff_ids(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        groups = [part for part in value if part.startswith("S")]
        if groups and len(value) > 1:
            raise ValueError("give either user ids (U…, W…) or one user group id (S…), not both")
        wrong = [part for part in value if part[:1] not in ("U", "W", "S")]
        if wrong:
            raise ValueError(f"{wrong[0]!r} is no Slack id: a user id starts with U or W, a user group id with S")
        return value

    @field_validator("allowed_teams", "allowed_channels")
    @classmethod
    def _place_ids(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        kinds = ("T", "E") if info.field_name == "allowed_teams" else ("C", "G")
        wrong = [part for part in value if part[:1] not in kinds]
        if wrong:
            raise ValueError(f"{wrong[0]!r} is no Slack id of this kind: it starts with {' or '.join(kinds)}")
        return value

    @field_validator("channel_languages", mode="before")
    @classmethod
    def _pairs(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        pairs = [part.partition("=") for part in value.split(",") if part.strip()]
        return {channel.strip(): language.strip() for channel, _, language in pairs}

    @field_validator("language", mode="before")
    @classmethod
    def _not_the_desktops(cls, value: object) -> object:
        # GNU systems use the same name for a desktop's languages ("en_US:en"), which is no setting of ours.
        return "nb" if isinstance(value, str) and ("_" in value or ":" in value) else value

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @property
    def staff_group(self) -> str | None:
        """The user group whose members are staff, when STAFF names one."""
        return self.staff[0] if len(self.staff) == 1 and self.staff[0].startswith("S") else None

    @property
    def staff_users(self) -> frozenset[str]:
        """The users whom STAFF names."""
        return frozenset(part for part in self.staff if not part.startswith("S"))

    @field_validator("database_url")
    @classmethod
    def _is_address(cls, value: SecretStr | None) -> SecretStr | None:
        try:
            make_url(value.get_secret_value() if value else "sqlite://")
        except ArgumentError:
            # The value may hold a password, so it is not repeated here.
            raise ValueError("it is no database address, such as postgresql://user@host/name") from None
        return value

    def state_url(self) -> str:
        """The SQLAlchemy URL of the state, with an asynchronous driver."""
        if self.database_url is None:
            return f"sqlite+aiosqlite:///{self.data_dir / 'state.db'}"
        url = make_url(self.database_url.get_secret_value())
        return url.set(drivername=_DRIVERS.get(url.drivername, url.drivername)).render_as_string(hide_password=False)

    def missing_for_slack(self) -> tuple[MissingSetting, ...]:
        """Which settings a connection to Slack still needs, and where to get each."""
        needed = (
            ("SLACK_BOT_TOKEN", self.slack_bot_token, "xoxb-", "OAuth & Permissions → Bot User OAuth Token"),
            (
                "SLACK_APP_TOKEN",
                self.slack_app_token,
                "xapp-",
                "Basic Information → App-Level Tokens, with the scope connections:write",
            ),
        )
        missing = []
        for name, value, prefix, place in needed:
            where = f"copy it from {_APP_PAGE} → your app → {place}"
            if value is None:
                missing.append(MissingSetting(name, f"not set; {where}"))
            elif not value.get_secret_value().startswith(prefix):
                missing.append(MissingSetting(name, f"does not start with {prefix}; {where}"))
        return tuple(missing)
