"""What does a browser need to use the relay, and does the relay answer?

Credentials are those of coturn's ``use-auth-secret`` (draft-uberti-behave-turn-rest-00): the user name is an expiry
and a word, the password is the base64 of HMAC-SHA1 of the user name with the shared secret. The relay keeps no list of
users.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import socket
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pagus.apps.consultations.policy import LONGEST_MS
from pagus.apps.workspace_settings.relay import RelaySettings

__all__ = ["IceServer", "credentials", "ice_servers", "silent_relays"]

_MAGIC = 0x2112A442
_BINDING_REQUEST, _BINDING_ANSWER = 0x0001, 0x0101


@dataclass(frozen=True, slots=True)
class IceServer:
    """One entry of ``iceServers`` of a browser's RTCPeerConnection."""

    urls: tuple[str, ...]
    username: str = ""
    credential: str = ""


def credentials(secret: str, word: str, expires_s: int) -> tuple[str, str]:
    """With what does somebody prove to the relay that we sent them?

    Takes: the shared secret; a word without meaning outside; until when, in seconds since 1970.
    Gives: user name and password. Example: ``credentials("north", "7", 1)[0] == "1:7"``.
    """
    username = f"{expires_s}:{word}"
    # The protocol of the relay fixes SHA-1; as a keyed hash of a short-lived name it is not what collisions break.
    mark = hmac.new(secret.encode(), username.encode(), hashlib.sha1).digest()
    return username, base64.b64encode(mark).decode()


def ice_servers(relay: RelaySettings | None, stay: int, wall_ms: int) -> tuple[IceServer, ...]:
    """What does the browser of this stay ask to find the others? Nothing without a relay.

    Refuses: ConfigError when the secret cannot be read.
    """
    if relay is None:
        return ()
    plain = tuple(each for each in relay.urls if each.startswith("stun"))
    turn = tuple(each for each in relay.urls if each.startswith("turn"))
    found = [IceServer(plain)] if plain else []
    if turn:
        found.append(IceServer(turn, *credentials(relay.secret(), str(stay), (wall_ms + LONGEST_MS) // 1_000)))
    return tuple(found)


def silent_relays(relay: RelaySettings, patience_s: float = 1.0) -> tuple[str, ...]:
    """Which of these addresses does not answer from here? Over UDP a STUN binding is asked, over TCP a connection."""
    return tuple(each for each in relay.urls if not _answers(each, patience_s))


def _answers(url: str, patience_s: float) -> bool:
    scheme, _, rest = url.partition(":")
    parts = urlsplit(f"//{rest}")
    port = parts.port or (5349 if scheme.endswith("s") else 3478)
    host = parts.hostname or ""
    try:
        if scheme.endswith("s") or parts.query == "transport=tcp":
            with socket.create_connection((host, port), patience_s):
                return True
        return _binding(socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM), patience_s)
    except OSError:
        return False


def _binding(found: Sequence[tuple[int, int, int, str, Any]], s: float) -> bool:
    family, kind, protocol, _, address = found[0]
    transaction = secrets.token_bytes(12)
    with socket.socket(family, kind, protocol) as line:
        line.settimeout(s)
        line.sendto(struct.pack("!HHI", _BINDING_REQUEST, 0, _MAGIC) + transaction, address)
        answer = line.recv(1_500)
    return len(answer) >= 20 and answer[:2] == struct.pack("!H", _BINDING_ANSWER) and answer[8:20] == transaction
