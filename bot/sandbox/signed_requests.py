"""Deliveries over HTTP: the envelopes of Socket Mode as signed requests to the app's request address."""

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

import aiohttp

from bot.sandbox.links import Answer

Json = dict[str, Any]
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class SignedRequests:
    """Posts payloads to one address on this machine, signed with the app's secret as ``v0``."""

    def __init__(self, url: str, secret: str, now: Callable[[], float], ack_timeout: float) -> None:
        if urlsplit(url).hostname not in LOOPBACK:
            raise ValueError(f"{url} is not on this machine; the sandbox calls nothing else")
        self._url = url
        self._secret = secret
        self._now = now
        self._timeout = aiohttp.ClientTimeout(total=ack_timeout)
        self._session = aiohttp.ClientSession()

    async def exchange(self, envelope: Json) -> Answer:
        """Post an envelope's payload; any answer of the two hundreds in time acknowledges it."""
        body, kind = _body(envelope)
        headers = {"Content-Type": kind, **self._signed(body), **_retry(envelope)}
        try:
            async with self._session.post(self._url, data=body, headers=headers, timeout=self._timeout) as response:
                text = await response.text()
                wants_more = response.headers.get("X-Slack-No-Retry") != "1"
                if response.ok:
                    return Answer(_payload(text))
                return Answer(None, "http_error", again=wants_more)
        except TimeoutError:
            return Answer(None, "http_timeout")
        except aiohttp.ClientError:
            return Answer(None, "connection_failed")

    async def verify(self) -> bool:
        """Whether the address answers the challenge that is sent when it is entered."""
        challenge = "prove-" + hashlib.sha256(self._secret.encode()).hexdigest()[:16]
        payload = {"type": "url_verification", "token": "sandbox", "challenge": challenge}
        answer = await self.exchange({"type": "events_api", "payload": payload})
        return answer.payload is not None and challenge in (answer.payload.get("challenge"), answer.payload.get("text"))

    async def close(self) -> None:
        """Close the connections."""
        await self._session.close()

    def _signed(self, body: bytes) -> dict[str, str]:
        stamp = str(int(self._now()))
        digest = hmac.new(self._secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def _body(envelope: Json) -> tuple[bytes, str]:
    payload, form = envelope["payload"], "application/x-www-form-urlencoded"
    if envelope["type"] == "events_api":
        return json.dumps(payload).encode(), "application/json"
    if envelope["type"] == "slash_commands":
        return urlencode(payload).encode(), form
    return urlencode({"payload": json.dumps(payload)}).encode(), form


def _retry(envelope: Json) -> dict[str, str]:
    if not envelope.get("retry_attempt"):
        return {}
    return {"X-Slack-Retry-Num": str(envelope["retry_attempt"]), "X-Slack-Retry-Reason": envelope["retry_reason"]}


def _payload(text: str) -> Json:
    try:
        value = json.loads(text) if text else {}
    except json.JSONDecodeError:
        return {"text": text}
    return value if isinstance(value, dict) else {"text": text}
