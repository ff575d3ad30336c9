"""``python -m bot.sandbox [--port N] [--manifest FILE] [--request-url URL]``

The sandbox alone, for trying an app against it by hand.
"""

import argparse
import asyncio
import sys
from importlib.resources import files
from pathlib import Path

import yaml

from bot.sandbox.server import PortInUse, start_sandbox


def main() -> int:
    """Start a sandbox and keep it until interrupted; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8787, help="0 lets the system choose")
    parser.add_argument("--manifest", type=Path, help="the app's manifest; the shipped one by default")
    parser.add_argument("--request-url", help="send events as signed requests there instead of through sockets")
    chosen = parser.parse_args()
    shipped = files("bot").joinpath("manifest.yaml")
    text = chosen.manifest.read_text("utf-8") if chosen.manifest else shipped.read_text("utf-8")
    try:
        asyncio.run(_serve(chosen.port, text, chosen.request_url))
    except PortInUse as problem:
        print(problem, file=sys.stderr)  # noqa: T201 - a program's own output
        return 1
    except KeyboardInterrupt:
        pass
    return 0


async def _serve(port: int, manifest: str, request_url: str | None) -> None:
    sandbox = await start_sandbox(port=port, manifest=yaml.safe_load(manifest))
    lines = (
        f"page       {sandbox.url}/",
        f"base url   {sandbox.api_url}",
        f"bot token  {sandbox.bot_token}",
        f"app token  {sandbox.app_token}",
        f"secret     {sandbox.signing_secret}",
    )
    print("\n".join(lines), flush=True)  # noqa: T201 - a program's own output
    try:
        if request_url and not await sandbox.deliver_to(request_url):
            print(f"{request_url} did not answer the challenge (yet)", file=sys.stderr)  # noqa: T201
        await asyncio.Event().wait()
    finally:
        await sandbox.stop()


if __name__ == "__main__":
    sys.exit(main())
