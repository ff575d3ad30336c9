"""Keeps what is asked and answered out of the logs of providers' libraries.

At DEBUG some of them write down whole requests, prompt and all. They are held at INFO, unless somebody set their level
on purpose, as by their own variables (``ANTHROPIC_LOG=debug``).
"""

import logging

_TALKATIVE = (
    "openai",
    "anthropic",
    "mistralai",
    "ollama",
    "httpx",
    "httpx2",
    "httpcore",
    "httpcore2",
    "langchain",
    "langchain_core",
    "langsmith",
)


def hush() -> None:
    """Hold the libraries at INFO, whatever level the log as a whole has."""
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        if logger.level == logging.NOTSET:
            logger.setLevel(logging.INFO)
