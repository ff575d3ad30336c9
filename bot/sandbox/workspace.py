"""The running workspace: all its parts, put together once."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.sandbox.app_manifest import AppManifest
from bot.sandbox.background import Background
from bot.sandbox.board import Board
from bot.sandbox.clock import Clock
from bot.sandbox.delivery_faults import DeliveryFaults
from bot.sandbox.events import Events
from bot.sandbox.faults import Faults
from bot.sandbox.feed import Feed
from bot.sandbox.inspector import Inspector
from bot.sandbox.links import Links
from bot.sandbox.messages import MessageLog
from bot.sandbox.rates import Rates
from bot.sandbox.sessions import Sessions
from bot.sandbox.sockets import Sockets
from bot.sandbox.stamps import Stamps
from bot.sandbox.statuses import Statuses
from bot.sandbox.streams import Streams
from bot.sandbox.tickets import ResponseUrls, Triggers
from bot.sandbox.validation import Gate
from bot.sandbox.views import Views
from bot.sandbox.world import ChannelKind, World


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything that belongs to one running sandbox. ``url`` has no slash at its end."""

    url: str
    manifest: AppManifest
    gate: Gate
    clock: Clock
    stamps: Stamps
    world: World
    log: MessageLog
    feed: Feed
    inspector: Inspector
    background: Background
    links: Links
    sockets: Sockets
    events: Events
    statuses: Statuses
    board: Board
    streams: Streams
    sessions: Sessions
    views: Views
    triggers: Triggers
    response_urls: ResponseUrls
    faults: Faults
    deliveries: DeliveryFaults
    rates: Rates


def build_workspace(
    url: str,
    manifest: AppManifest,
    *,
    clock: Callable[[], float],
    retry_delays: Sequence[float],
    ack_timeout: float,
    posts_a_minute: int,
) -> Workspace:
    """Put the parts together; the tokens are made up anew each time."""
    time = Clock(clock)
    stamps, world, feed, background = Stamps(time.now), World(manifest.name), Feed(), Background()
    log, inspector = MessageLog(manifest.name), Inspector(feed, stamps.now)
    gate = _gate(manifest, world)
    links, deliveries = Links(ack_timeout), DeliveryFaults()
    sockets = Sockets(links, inspector, background, time, deliveries, retry_delays)
    events = Events(manifest, world, log, sockets, stamps, gate.scopes_used)
    statuses = Statuses(world, feed, time)
    board = Board(world, log, feed, events, statuses)
    return Workspace(
        url=url,
        manifest=manifest,
        gate=gate,
        clock=time,
        stamps=stamps,
        world=world,
        log=log,
        feed=feed,
        inspector=inspector,
        background=background,
        links=links,
        sockets=sockets,
        events=events,
        statuses=statuses,
        board=board,
        streams=Streams(stamps),
        sessions=Sessions(manifest, world, feed),
        views=Views(stamps),
        triggers=Triggers(stamps),
        response_urls=ResponseUrls(stamps),
        faults=Faults(),
        deliveries=deliveries,
        rates=Rates(time.now, posts_a_minute),
    )


def _gate(manifest: AppManifest, world: World) -> Gate:
    def kind_of(reference: str) -> ChannelKind | None:
        channel = world.channel(reference)
        return channel.kind if channel else None

    secret = secrets.token_hex(12)
    return Gate(f"xoxb-sandbox-{secret}", f"xapp-1-sandbox-{secret}", manifest.scopes, kind_of)
