"""Which web addresses may be asked: http and https, without a password, and not into somebody's own network."""

import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import httpx

from ingest.errors import SourceError

Resolve = Callable[[str, int], Sequence[str]]
"""Host and port in, its numeric addresses out, the preferred one first; raises OSError when there are none."""

_IP = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LONGEST = 2_000


class Private(Exception):
    """A name leads to a numeric address, ``args[0]``, that is not to be asked; never retried."""


def resolve(host: str, port: int) -> Sequence[str]:
    """Ask the system's resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for _, _, _, _, address in found))


def check(url: str, place: str) -> str:
    """The address in its plain form, without a fragment; SourceError about ``place`` for one not to be asked."""
    if len(url) > _LONGEST or any(character <= " " for character in url):
        raise wrong(place, f"a web address of at most {_LONGEST} characters without spaces", repr(url[:_LONGEST]))
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as error:
        raise wrong(place, "a whole web address", f"{url!r} ({error})") from error
    if parsed.scheme not in ("http", "https"):
        raise wrong(place, "an address that starts with http:// or https://", repr(url))
    if not parsed.host:
        raise wrong(place, "an address with the name of a host", repr(url))
    if parsed.userinfo:
        raise wrong(place, "an address without a user name or password in it", "one with them")
    return str(parsed.copy_with(fragment=None))


@dataclass(frozen=True, slots=True)
class Gate:
    """Says which numeric addresses may be connected to.

    ``allow_private`` opens this machine and its own network, but never what is no single host's address, nor
    link-local addresses, where cloud machines keep their passwords.
    """

    allow_private: bool
    resolve: Resolve = resolve

    def addresses(self, host: str, port: int) -> Sequence[str]:
        """The numeric addresses of a host, all of them allowed.

        Raises Private when any is not: who answers with both kinds is up to something. Raises OSError for unknown
        names.
        """
        found = self.resolve(host, port)
        for address in found:
            if not self._allows(ipaddress.ip_address(address)):
                raise Private(address)
        return found

    def _allows(self, ip: _IP) -> bool:
        inner = _carried(ip)
        if inner.is_multicast or inner.is_unspecified or inner.is_link_local:
            return False
        inside = inner.is_private or inner.is_reserved or not inner.is_global
        site_local = isinstance(inner, ipaddress.IPv6Address) and inner.is_site_local
        return self.allow_private or not (inside or site_local)


def wrong(place: str, expected: str, got: str, field: str = "url") -> SourceError:
    """An error about an address as a whole."""
    return SourceError(place, None, field, expected, got)


def _carried(ip: _IP) -> _IP:
    """The address that packets really go to, where IPv6 wraps IPv4."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:
            return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        return ip.ipv4_mapped or ip.sixtofour or ip
    return ip
