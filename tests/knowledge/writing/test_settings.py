"""The settings of the language model are told in the example with their defaults."""

import re
from typing import Any

import pytest
from pydantic import ValidationError

from knowledge.settings import KnowledgeSettings, WritingSettings
from tests.conftest import ROOT


def _settings(**values: Any) -> KnowledgeSettings:
    return KnowledgeSettings(_env_file=None, **values)  # type: ignore[call-arg]  # mypy does not know _env_file


def test_without_settings_there_is_no_model() -> None:
    settings = _settings()
    assert (settings.llm_model, settings.llm_timeout, settings.llm_concurrency) == (None, 20.0, 4)
    assert (settings.llm_requests_per_day, settings.llm_tokens_per_day, settings.llm_log_text) == (None, None, False)


def test_the_example_shows_every_setting_with_its_default() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    shown = dict(re.findall(r"^([A-Z_]+)=(.*)$", text, re.MULTILINE))
    for name, field in WritingSettings.model_fields.items():
        value = shown[name.upper()]
        given = field.default if value == "" else type(field.default)(0 if value == "false" else float(value))
        assert given == field.default, name


def test_a_key_is_not_shown() -> None:
    assert "hemmelig" not in repr(_settings(llm_api_key="hemmelig"))


@pytest.mark.parametrize(
    ("name", "value"),
    [("llm_timeout", 0), ("llm_concurrency", 0), ("llm_requests_per_day", -1), ("llm_price_in", -0.1)],
)
def test_a_setting_that_makes_no_sense_is_refused(name: str, value: float) -> None:
    with pytest.raises(ValidationError):
        _settings(**{name: value})
