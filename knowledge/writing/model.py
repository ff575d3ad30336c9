"""A chat model of any provider, through LangChain's ``init_chat_model``.

``LLM_MODEL`` is ``provider:name``. Its library is an extra of this package, and is imported here and now, so that a
wrong setting is told at start.
"""

import importlib.util
import math
import os
from collections.abc import Callable, Mapping
from typing import Any

from langchain_core.language_models import BaseChatModel

from knowledge.settings import WritingSettings
from knowledge.writing.failures import WritingUnavailable

# The providers with an extra of ours, and the package that it brings.
EXTRAS: Mapping[str, tuple[str, str]] = {
    "openai": ("openai", "langchain_openai"),
    "azure_openai": ("azure", "langchain_openai"),
    "anthropic": ("anthropic", "langchain_anthropic"),
    "mistralai": ("mistral", "langchain_mistralai"),
    "ollama": ("ollama", "langchain_ollama"),
}
# Where the libraries look for a key; those that only miss it at the first question are asked here, at start.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "anthropic": ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"),
    "mistralai": ("MISTRAL_API_KEY",),
}
_NO_KEY = "none"  # a server of one's own asks for none, but the client wants one


def open_model(settings: WritingSettings) -> BaseChatModel:
    """The model that the settings name, without asking it anything. Raises WritingUnavailable with advice."""
    provider, name = named(settings)
    if importlib.util.find_spec("langchain") is None:
        raise WritingUnavailable(_missing(settings, *EXTRAS.get(provider, ("llm", "langchain"))))
    keys = _KEYS.get(provider, ())
    if keys and not settings.llm_api_key and not any(os.environ.get(name) for name in keys):
        raise WritingUnavailable(
            f"LLM_MODEL={settings.llm_model} needs a key: set LLM_API_KEY or {keys[0]}. Until then answers are the "
            "sources' own sentences."
        )
    from langchain.chat_models import init_chat_model

    try:
        model: BaseChatModel = init_chat_model(name, model_provider=provider, **_arguments(provider, name, settings))
    except ImportError as error:
        raise WritingUnavailable(_missing(settings, *EXTRAS.get(provider, ("", str(error))))) from error
    except Exception as error:  # whatever a provider's library says of its settings
        raise WritingUnavailable(
            f"LLM_MODEL={settings.llm_model} cannot be used ({_one_line(error)}). See LLM_MODEL, LLM_BASE_URL and "
            "LLM_API_KEY in .env.example. Until then answers are the sources' own sentences."
        ) from error
    return model


def named(settings: WritingSettings) -> tuple[str, str]:
    """Provider and name. Raises WritingUnavailable for another form."""
    provider, _, name = (settings.llm_model or "").partition(":")
    if not provider.strip() or not name.strip():
        raise WritingUnavailable(
            f"LLM_MODEL={settings.llm_model} is no provider:name, such as openai:gpt-5-mini or ollama:qwen3. "
            "Until it is, answers are the sources' own sentences."
        )
    return provider.strip(), name.strip()


def _arguments(provider: str, name: str, settings: WritingSettings) -> dict[str, Any]:
    """What a provider's class is called with; a retry is ours to make, so theirs are off."""
    build: Callable[[str, WritingSettings], dict[str, Any]] = _OWN.get(provider, _plain)
    return {key: value for key, value in build(name, settings).items() if value is not None}


def _plain(name: str, settings: WritingSettings) -> dict[str, Any]:
    return {
        "base_url": settings.llm_base_url,
        "api_key": settings.llm_api_key,
        "timeout": settings.llm_timeout,
        "max_retries": 0,
    }


def _openai(name: str, settings: WritingSettings) -> dict[str, Any]:
    given = settings.llm_api_key or os.environ.get("OPENAI_API_KEY")
    key = _NO_KEY if settings.llm_base_url and not given else settings.llm_api_key
    return _plain(name, settings) | {"api_key": key, "stream_usage": True, "use_responses_api": False}


def _azure(name: str, settings: WritingSettings) -> dict[str, Any]:
    shared = _plain(name, settings) | {"stream_usage": True, "use_responses_api": False}
    del shared["base_url"]
    return shared | {"azure_endpoint": settings.llm_base_url, "azure_deployment": name}


def _mistral(name: str, settings: WritingSettings) -> dict[str, Any]:
    return _plain(name, settings) | {"timeout": math.ceil(settings.llm_timeout)}


def _ollama(name: str, settings: WritingSettings) -> dict[str, Any]:
    return {"base_url": settings.llm_base_url, "client_kwargs": {"timeout": settings.llm_timeout}}


_OWN: Mapping[str, Callable[[str, WritingSettings], dict[str, Any]]] = {
    "openai": _openai,
    "azure_openai": _azure,
    "mistralai": _mistral,
    "ollama": _ollama,
}


def _missing(settings: WritingSettings, extra: str, package: str) -> str:
    advice = f"install it with: pip install 'brobygger[{extra}]'" if extra else f"its library is missing: {package}"
    return (
        f"LLM_MODEL={settings.llm_model} needs a library that is not installed; {advice}. "
        "Until then answers are the sources' own sentences."
    )


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
