"""The rules of the house for subscriptions and exports: patience, sizes, and to which addresses anything is sent."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import SplitResult, urlsplit

from pagus.errors import InputError
from pagus.kernel.time import DAY, HOUR, SECOND

__all__ = [
    "EXPORT_KEPT_MS",
    "FIRST_PAUSE_MS",
    "LONGEST_PAUSE_MS",
    "MOST_ATTEMPTS",
    "MOST_EVENTS",
    "MOST_EXPORTS",
    "MOST_SUBSCRIPTIONS",
    "TIMEOUT_S",
    "checked_endpoint",
    "is_named",
    "may_connect",
    "pause_ms",
]

FIRST_PAUSE_MS = 5 * SECOND
LONGEST_PAUSE_MS = HOUR
MOST_ATTEMPTS = 30
"""After so many failures in a row a subscription is in error: about a day with these pauses. A local default."""
MOST_EVENTS = 100
"""Events in one notification, unless the subscriber wants fewer."""
TIMEOUT_S = 10
MOST_SUBSCRIPTIONS = 50
"""Of one program. A local default: one is enough for a topic."""
MOST_EXPORTS = 3
"""Waiting or running at once for one program."""
EXPORT_KEPT_MS = DAY


def pause_ms(attempts: int) -> int:
    """How long to wait after so many failures in a row: twice as long each time, up to an hour."""
    return min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** min(max(attempts - 1, 0), 20))


def checked_endpoint(address: str, named: Sequence[str], *, is_demo: bool) -> SplitResult:
    """May anything be sent to this address at all?

    Takes: the address; the hosts that the operator named in pagus.toml; whether this is a demo: it sends to this
    machine only. Gives: its parts. Refuses: InputError.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise InputError("{address} is no web address", address=address[:200]) from None
    clean = address.isascii() and address.isprintable() and " " not in address and port != 0
    if not clean or not parts.hostname or parts.username or parts.password or parts.fragment:
        raise InputError("{address} is no web address", address=address[:200])
    if is_demo:
        if parts.scheme not in ("http", "https") or parts.hostname not in ("localhost", "127.0.0.1", "::1"):
            raise InputError("a demo tells this machine only: {address} is elsewhere", address=address[:200])
        return parts
    if parts.scheme != "https":
        raise InputError("{address} is not https", address=address[:200])
    if not is_named(parts.hostname, named):
        raise InputError(
            "the operator has not named {host}: add it to [subscriptions] hosts in pagus.toml", host=parts.hostname
        )
    return parts


def is_named(host: str, named: Sequence[str]) -> bool:
    """Did the operator name this host: itself, or with a dot before it all that end so?"""
    return any(host == each or (each.startswith(".") and host.endswith(each)) for each in named)


def may_connect(address: IPv4Address | IPv6Address, host: str, named: Sequence[str], *, is_demo: bool) -> bool:
    """May we connect to this very address, to which a name led just now?

    A name that was allowed must not lead into this machine or to a neighbour that answers anybody (link-local). Inside
    of a private network only hosts that are named in full are reached.
    """
    if is_demo:
        return address.is_loopback
    mapped = getattr(address, "ipv4_mapped", None)
    if mapped is not None:
        return may_connect(mapped, host, named, is_demo=is_demo)
    if address.is_loopback or address.is_link_local or address.is_multicast or address.is_unspecified:
        return False
    return address.is_global or host in named
