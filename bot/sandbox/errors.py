"""Two ways to say no: to the app in the Web API's words, to a person in Norwegian.

Exception
├── ApiError    the app's request is refused with Slack's error code
│   └── RateLimited  … because it comes too soon
└── UiError     the page's request is refused with a sentence
"""

from typing import Any


class ApiError(Exception):
    """A refusal as the Web API words it: a code, and messages or other fields beside it."""

    def __init__(self, code: str, *, messages: list[str] | None = None, **fields: Any) -> None:
        super().__init__(code)
        self.code = code
        self.fields = {**fields, **({"response_metadata": {"messages": messages}} if messages else {})}

    def body(self) -> dict[str, Any]:
        """The response's body."""
        return {"ok": False, "error": self.code, **self.fields}


class RateLimited(ApiError):
    """One call too many; ``retry_after`` in whole seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after


class UiError(Exception):
    """A refusal that the page shows; the text is a whole Norwegian sentence."""
