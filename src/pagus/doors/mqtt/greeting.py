"""The first packet of a client (CONNECT of MQTT 3.1.1), read before any broker sees the client, and written anew.

A broker that looks a session up by its client identifier before it has seen the password lets a stranger end the
session of another. So the packet is read and the password checked here; what the broker gets names the session after
the source, and holds no will, since a will is published where nobody has confined it.
"""

from __future__ import annotations

import secrets
import struct
from typing import NamedTuple

from pagus.errors import DoorError

__all__ = ["CONNECT", "Greeting", "Refused", "read_greeting", "refusal_packet"]

LARGEST_GREETING = 4_096
CONNECT = 0x10
_PROTOCOL = b"\x00\x04MQTT"
_LEVEL = 4
_CLEAN, _WILL, _PASSWORD, _USER = 0x02, 0x04, 0x40, 0x80
BAD_VERSION, BAD_IDENTIFIER, BAD_PASSWORD, NOT_AUTHORIZED = 1, 2, 4, 5
"""What a CONNACK answers (MQTT 3.1.1, table 3.1)."""


class Refused(DoorError):
    """A greeting that is not taken; ``code`` is the one of the CONNACK, 0 where the line is closed without one."""

    def __init__(self, key: str, code: int = 0, **facts: object) -> None:
        super().__init__(key, **{"protocol": "mqtt", **facts})  # type: ignore[arg-type]
        self.code = code


class Greeting(NamedTuple):
    """Who says to be there, and how the session is to be kept."""

    client: str
    user: str
    password: str
    clean: bool
    keep_alive_s: int

    def session(self, source: str) -> str:
        """How the broker calls the session: within the source, so that no other source can take it over."""
        return f"{source}:{self.client}"

    def packet(self, source: str) -> bytes:
        """The CONNECT packet that the broker gets. Keep-alive is watched over by our own reader, so it has none."""
        body = _PROTOCOL + struct.pack(">BBH", _LEVEL, _USER | (_CLEAN if self.clean else 0), 0)
        body += _text(self.session(source)) + _text(source)
        return bytes([CONNECT]) + _length(len(body)) + body


def read_greeting(body: bytes) -> Greeting:
    """The greeting in this packet?

    Takes: what follows the length of a CONNECT packet. Refuses: Refused.
    """
    if body[:6] != _PROTOCOL or len(body) < 10:
        raise Refused("the protocol is not MQTT")
    level, flags, keep_alive_s = struct.unpack(">BBH", body[6:10])
    if level != _LEVEL:
        raise Refused("protocol level {level} is not spoken here: use MQTT 3.1.1", BAD_VERSION, level=level)
    rest = body[10:]
    client, rest = _take(rest)
    if flags & _WILL:
        _, rest = _take(rest)
        _, rest = _take(rest)
    user, rest = _take(rest) if flags & _USER else (b"", rest)
    password, rest = _take(rest) if flags & _PASSWORD else (b"", rest)
    try:
        greeting = Greeting(client.decode(), user.decode(), password.decode(), bool(flags & _CLEAN), keep_alive_s)
    except UnicodeDecodeError as error:
        raise Refused("the CONNECT packet holds no UTF-8") from error
    if (not greeting.client and not greeting.clean) or len(greeting.client) > 200 or not greeting.client.isprintable():
        raise Refused("the client identifier is empty or too long", BAD_IDENTIFIER)
    return greeting if greeting.client else greeting._replace(client=f"unnamed-{secrets.token_hex(8)}")


def refusal_packet(code: int) -> bytes:
    """The CONNACK that refuses; nothing where the protocol closes the line without a word."""
    return bytes([0x20, 2, 0, code]) if code else b""


def _take(rest: bytes) -> tuple[bytes, bytes]:
    if len(rest) < 2:
        raise Refused("the CONNECT packet is cut short")
    (length,) = struct.unpack(">H", rest[:2])
    if len(rest) < 2 + length:
        raise Refused("the CONNECT packet is cut short")
    return rest[2 : 2 + length], rest[2 + length :]


def _text(text: str) -> bytes:
    encoded = text.encode()
    return struct.pack(">H", len(encoded)) + encoded


def _length(length: int) -> bytes:
    encoded = bytearray()
    while True:
        length, byte = divmod(length, 128)
        encoded.append(byte | (128 if length else 0))
        if not length:
            return bytes(encoded)
