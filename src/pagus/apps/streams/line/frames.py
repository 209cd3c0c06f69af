"""The private line to the ingest process: length-prefixed MessagePack frames over a socket in the workspace folder."""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

from pagus.apps.resources.shapes import KeepEach, Keeping, Kept, KeptEach, Reindexed, Reindexing, Unkept
from pagus.apps.streams.observation import Batch, Receipts, Review
from pagus.errors import Conflict, InputError, NotFound, PagusError, StoreError

__all__ = [
    "LARGEST_FRAME",
    "SOCKET_NAME",
    "Done",
    "Failure",
    "Line",
    "Ping",
    "Reply",
    "Request",
    "Status",
    "decode_reply",
    "decode_request",
    "frame",
    "frame_length",
    "socket_address",
]

LARGEST_FRAME = 64 * 1024 * 1024
SOCKET_NAME = "ingest.sock"
_LONGEST_ADDRESS = 100
"""A socket address holds 108 bytes with its end mark; a workspace may lie deeper than that."""
_HEADER = struct.Struct(">I")
_KINDS: dict[str, type[PagusError]] = {"Conflict": Conflict, "NotFound": NotFound, "InputError": InputError}


class Ping(msgspec.Struct, frozen=True, array_like=True, tag="ping"):
    """Are you there, and how far have you come?"""


class Status(msgspec.Struct, frozen=True, tag="status"):
    """How far the ingest process has come: last sequence stored, and what each consumer has handled of it.

    ``ready``: the rules have read what was stored. ``broken``: consumers that failed; the log says why.
    """

    sequence: int
    consumed: dict[str, int]
    ready: bool
    broken: list[str] = []


class Done(msgspec.Struct, frozen=True, tag="done"):
    """It is done and on the disk."""


class Failure(msgspec.Struct, frozen=True, tag="failure"):
    """It was not done; ``error`` gives the error that the caller raises."""

    kind: str
    key: str
    facts: Mapping[str, str | int | float | bool]
    retryable: bool = False

    @classmethod
    def of(cls, error: PagusError) -> Failure:
        """The failure that carries this error over the line."""
        facts = {name: fact if isinstance(fact, str | int | float) else str(fact) for name, fact in error.facts.items()}
        facts.pop("retryable", None)
        return cls(type(error).__name__, error.key, facts, isinstance(error, StoreError) and error.retryable)

    def error(self) -> PagusError:
        """The error, on the caller's side."""
        kind = _KINDS.get(self.kind)
        if kind is None:
            return StoreError(self.key, retryable=self.retryable, **self.facts)
        return kind(self.key, **self.facts)


Request = Batch | Keeping | KeepEach | Reindexing | Review | Ping
Reply = Receipts | Kept | Unkept | KeptEach | Reindexed | Done | Status | Failure

_ENCODER = msgspec.msgpack.Encoder()
_REQUEST = msgspec.msgpack.Decoder(Request)
_REPLY = msgspec.msgpack.Decoder(Reply)


def frame(message: Request | Reply) -> bytes:
    """The bytes of one message, length first."""
    body = _ENCODER.encode(message)
    return _HEADER.pack(len(body)) + body


def frame_length(header: bytes | bytearray | memoryview) -> int:
    """How many bytes follow these four? Refuses: StoreError when it is more than any message of ours."""
    (length,) = _HEADER.unpack(header)
    if length > LARGEST_FRAME:
        raise StoreError("a message of {length} bytes is too large: send smaller batches", length=length)
    return int(length)


def decode_request(body: bytes | bytearray | memoryview) -> Request:
    """The request in these bytes. Refuses: StoreError when there is none."""
    try:
        return _REQUEST.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StoreError("the message is no request: {reason}", reason=str(error)) from error


def decode_reply(body: bytes) -> Reply:
    """The reply in these bytes. Refuses: StoreError when there is none."""
    try:
        return _REPLY.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StoreError("the ingest process answered something else: {reason}", reason=str(error)) from error


@contextmanager
def socket_address(folder: Path) -> Iterator[str]:
    """The address of the socket in this folder, short enough for the system however deep the folder lies.

    Takes: the workspace folder. Gives: an address that holds while the context is open.
    """
    path = folder / SOCKET_NAME
    if len(os.fsencode(path)) <= _LONGEST_ADDRESS:
        yield str(path)
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{descriptor}/{SOCKET_NAME}"
    finally:
        os.close(descriptor)


class Line:
    """One connection of a client: a request, then its reply."""

    def __init__(self, folder: Path, timeout_s: float = 60.0) -> None:
        """Connect. Refuses: OSError when nobody listens."""
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._socket.settimeout(timeout_s)
            with socket_address(folder) as address:
                self._socket.connect(address)
        except OSError:
            self._socket.close()
            raise

    def ask(self, request: Request) -> Reply:
        """Send a request and wait for its reply. Refuses: OSError when the line breaks."""
        self._socket.sendall(frame(request))
        return decode_reply(self._receive(frame_length(self._receive(4))))

    def _receive(self, length: int) -> bytes:
        parts = bytearray()
        while len(parts) < length:
            part = self._socket.recv(min(length - len(parts), 1 << 20))
            if not part:
                raise ConnectionResetError("the ingest process closed the line")
            parts += part
        return bytes(parts)

    def close(self) -> None:
        """Hang up."""
        self._socket.close()
