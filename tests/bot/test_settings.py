"""Settings are read, checked, and missing ones are named."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from bot.settings import BotSettings


def _settings(**values: Any) -> BotSettings:
    return BotSettings(_env_file=None, **values)  # type: ignore[call-arg]  # mypy does not know _env_file


def test_defaults_need_nothing() -> None:
    settings = _settings()
    assert settings.state_url() == "sqlite+aiosqlite:///.brobygger/state.db"
    assert (settings.retention_days, settings.language, settings.today) == (90, "nb", None)


def test_values_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"STAFF": "U1, U2", "TODAY": "2030-05-17", "LOG_LEVEL": "debug", "RETENTION_DAYS": "30"}.items():
        monkeypatch.setenv(name, value)
    settings = _settings()
    assert settings.staff_users == {"U1", "U2"}
    assert settings.today == date(2030, 5, 17)
    assert (settings.log_level, settings.retention_days) == ("DEBUG", 30)


def test_what_is_missing_for_slack_is_named_with_its_place() -> None:
    missing = _settings().missing_for_slack()
    assert [setting.name for setting in missing] == ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]
    assert "OAuth & Permissions" in str(missing[0])
    assert "connections:write" in str(missing[1])


def test_swapped_tokens_are_noticed_and_not_repeated() -> None:
    missing = _settings(slack_bot_token="xapp-secret", slack_app_token="xoxb-secret").missing_for_slack()
    assert [setting.name for setting in missing] == ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]
    assert "secret" not in "".join(map(str, missing))


def test_nothing_is_missing_with_both_tokens() -> None:
    assert _settings(slack_bot_token="xoxb-1", slack_app_token="xapp-1").missing_for_slack() == ()


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("postgresql://u:p@host/name", "postgresql+psycopg://u:p@host/name"),
        ("postgres://host/name", "postgresql+psycopg://host/name"),
        ("sqlite:///a.db", "sqlite+aiosqlite:///a.db"),
        ("postgresql+psycopg://host/name", "postgresql+psycopg://host/name"),
    ],
)
def test_a_database_gets_its_asynchronous_driver(given: str, url: str) -> None:
    assert _settings(database_url=given).state_url() == url


def test_a_wrong_database_address_is_not_repeated() -> None:
    with pytest.raises(ValueError, match="database_url") as caught:
        _settings(database_url="hemmelig passord")
    assert "hemmelig" not in str(caught.value)


def test_staff_is_users_or_one_group() -> None:
    assert _settings(staff="S1").staff_group == "S1"
    assert _settings(staff="U1").staff_group is None
    for wrong in ("S1,U1", "S1,S2", "kari"):
        with pytest.raises(ValidationError):
            _settings(staff=wrong)


def test_a_desktops_languages_are_not_ours() -> None:
    assert _settings(language="en_US:en").language == "nb"
    with pytest.raises(ValidationError):
        _settings(language="sv")


def test_allowed_places_and_languages_of_channels_are_lists_in_one_line() -> None:
    settings = _settings(allowed_teams="T1, T2", allowed_channels="C1", channel_languages="C1=en, C2=nn")
    assert (settings.allowed_teams, settings.allowed_channels) == (("T1", "T2"), ("C1",))
    assert settings.channel_languages == {"C1": "en", "C2": "nn"}


@pytest.mark.parametrize(
    "given", [{"allowed_teams": "C1"}, {"allowed_channels": "#generelt"}, {"channel_languages": "C1=svensk"}]
)
def test_a_place_or_language_that_slack_or_we_do_not_have_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        _settings(**given)
