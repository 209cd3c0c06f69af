"""The sealed file of a backup: what its bytes are, who can open it, and what makes a damaged one fail.

    "pagus-backup\\n"   13 bytes
    format             2 bytes, big-endian
    length             4 bytes, big-endian
    header             JSON of that length: one lock for each passphrase or key that opens the file
    chunks             1 MiB each and the last one shorter, every one with its tag of 16 bytes

Method: a file has a key of its own, drawn at random. Each lock holds it: wrapped under scrypt of a passphrase, or
under X25519 with a public key, whose secret half need not be on the machine that makes the backup. The chunks are
AES-256-GCM under a key derived from the file key and the digest of everything before the chunks; the nonce of a chunk
is its number and whether it is the last. So a chunk that was changed, swapped, repeated, left out or cut off does not
open, and neither does one under another header. (The construction is STREAM, of Hoang, Reyhanitabar, Rogaway and
Vizár, 2015, as the age file format uses it.)

This module alone of the safekeeping knows the cryptography.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import struct
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from pagus.errors import InputError, ShapeError

__all__ = [
    "CHUNK_BYTES",
    "FORMAT",
    "Lock",
    "Opener",
    "Passphrase",
    "PublicKey",
    "SealedReader",
    "SealedWriter",
    "SecretKey",
    "draw_key",
    "unwrap",
    "wrap",
]

MAGIC = b"pagus-backup\n"
FORMAT = 1
CHUNK_BYTES = 1 << 20
SHORTEST_PASSPHRASE = 12
_TAG_BYTES = 16
_KEY_BYTES = 32
_LONGEST_HEADER = 65_536
_MOST_LOCKS = 16
_LENGTHS = struct.Struct(">HI")
_ONCE = bytes(12)
"""The nonce under a key that seals one thing only."""
_SCRYPT_N = 1 << 17
"""128 MiB of memory for each guess."""
_SCRYPT_RANGE = (1 << 14, 1 << 20)


class Lock(Protocol):
    """What can close a backup."""

    def close(self, file_key: bytes) -> dict[str, object]:
        """The entry of the header that gives the file key to whoever can open this lock."""


class Opener(Protocol):
    """What can open a backup."""

    def open(self, lock: Mapping[str, object]) -> bytes | None:
        """The file key that this entry holds; None when it is a lock for another."""


@dataclass(frozen=True, slots=True)
class Passphrase:
    """A passphrase of at least 12 characters; it closes and opens."""

    text: str = field(repr=False)

    def __post_init__(self) -> None:
        """Refuses: InputError for one that is too short."""
        if len(self.text) < SHORTEST_PASSPHRASE:
            raise InputError("the passphrase is too short: use at least {least} characters", least=SHORTEST_PASSPHRASE)

    def close(self, file_key: bytes) -> dict[str, object]:
        """See ``Lock``."""
        return {"kind": "passphrase", **wrap(file_key, self)}

    def open(self, lock: Mapping[str, object]) -> bytes | None:
        """See ``Opener``."""
        return unwrap(lock, self) if lock.get("kind") == "passphrase" else None


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The public half of a backup key: it closes, and opens nothing."""

    raw: bytes

    @property
    def id(self) -> str:
        """The first 16 hexadecimal digits of its SHA-256."""
        return hashlib.sha256(self.raw).hexdigest()[:16]

    def close(self, file_key: bytes) -> dict[str, object]:
        """See ``Lock``. Refuses: InputError for a public half that is none."""
        passing = X25519PrivateKey.generate()
        ephemeral = passing.public_key().public_bytes_raw()
        try:
            shared = passing.exchange(X25519PublicKey.from_public_bytes(self.raw))
        except ValueError as error:
            raise InputError("this is no public half of a backup key") from error
        sealed = AESGCM(_agreed(shared, ephemeral, self.raw)).encrypt(_ONCE, file_key, None)
        return {"kind": "key", "id": self.id, "ephemeral": _text(ephemeral), "sealed": _text(sealed)}


@dataclass(frozen=True, slots=True)
class SecretKey:
    """The secret half of a backup key: it opens."""

    raw: bytes = field(repr=False)

    @property
    def public(self) -> PublicKey:
        """Its public half."""
        return PublicKey(X25519PrivateKey.from_private_bytes(self.raw).public_key().public_bytes_raw())

    def open(self, lock: Mapping[str, object]) -> bytes | None:
        """See ``Opener``."""
        public = self.public
        if lock.get("kind") != "key" or lock.get("id") != public.id:
            return None
        ephemeral = _bytes(lock, "ephemeral", _KEY_BYTES)
        try:
            own = X25519PrivateKey.from_private_bytes(self.raw)
            shared = own.exchange(X25519PublicKey.from_public_bytes(ephemeral))
            opening = AESGCM(_agreed(shared, ephemeral, public.raw))
            return opening.decrypt(_ONCE, _bytes(lock, "sealed", _KEY_BYTES + _TAG_BYTES), None)
        except (InvalidTag, ValueError):
            return None


def draw_key() -> SecretKey:
    """A new backup key, from the random source of the system."""
    return SecretKey(X25519PrivateKey.generate().private_bytes_raw())


def wrap(secret: bytes, passphrase: Passphrase) -> dict[str, object]:
    """Seal 32 bytes under a passphrase. Gives: salt, cost and sealed bytes, for ``unwrap``."""
    salt = secrets.token_bytes(16)
    sealed = AESGCM(_stretched(passphrase, salt, _SCRYPT_N)).encrypt(_ONCE, secret, None)
    return {"salt": _text(salt), "n": _SCRYPT_N, "sealed": _text(sealed)}


def unwrap(wrapped: Mapping[str, object], passphrase: Passphrase) -> bytes | None:
    """The 32 bytes that ``wrap`` sealed; None when the passphrase is another. Refuses: ShapeError for what is none."""
    cost = wrapped.get("n")
    least, most = _SCRYPT_RANGE
    if not isinstance(cost, int) or not least <= cost <= most or cost & (cost - 1):
        raise _damaged()
    key = _stretched(passphrase, _bytes(wrapped, "salt", 16), cost)
    try:
        return AESGCM(key).decrypt(_ONCE, _bytes(wrapped, "sealed", _KEY_BYTES + _TAG_BYTES), None)
    except InvalidTag:
        return None


def _stretched(passphrase: Passphrase, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt, _KEY_BYTES, cost, 8, 1).derive(passphrase.text.encode())


def _agreed(shared: bytes, ephemeral: bytes, public: bytes) -> bytes:
    return HKDF(SHA256(), _KEY_BYTES, ephemeral + public, b"pagus backup lock").derive(shared)


def _payload(file_key: bytes, beginning: bytes) -> AESGCM:
    salt = hashlib.sha256(beginning).digest()
    return AESGCM(HKDF(SHA256(), _KEY_BYTES, salt, b"pagus backup chunks").derive(file_key))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class SealedWriter:
    """Encrypts what is written into a stream. Without ``close`` the file has no end, and is refused."""

    def __init__(self, stream: BinaryIO, locks: Sequence[Lock]) -> None:
        """Begin the file. Refuses: InputError without a lock or with too many."""
        if not 1 <= len(locks) <= _MOST_LOCKS:
            raise InputError("a backup is closed with 1 to {most} keys", most=_MOST_LOCKS)
        self.file_key = secrets.token_bytes(_KEY_BYTES)
        header = json.dumps({"locks": [lock.close(self.file_key) for lock in locks]}).encode()
        beginning = MAGIC + _LENGTHS.pack(FORMAT, len(header)) + header
        stream.write(beginning)
        self._stream = stream
        self._cipher = _payload(self.file_key, beginning)
        self._waiting = bytearray()
        self._number = 0

    def write(self, data: bytes) -> int:
        """Take these bytes; a chunk leaves once it is known not to be the last."""
        self._waiting += data
        while len(self._waiting) > CHUNK_BYTES:
            self._seal(bytes(self._waiting[:CHUNK_BYTES]), last=False)
            del self._waiting[:CHUNK_BYTES]
        return len(data)

    def close(self) -> None:
        """Write the last chunk, which says that it is the last."""
        self._seal(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        self._stream.write(self._cipher.encrypt(_nonce(self._number, last), chunk, None))
        self._number += 1


class SealedReader:
    """Decrypts a stream; gives no byte that was not sealed with the file key of its header."""

    def __init__(self, stream: BinaryIO, opener: Opener | bytes) -> None:
        """Read the header and open it with what the reader has, or with the file key itself.

        Refuses: ShapeError for what is no backup, or one of another format; InputError when nothing opens it.
        """
        beginning, locks = _read_beginning(stream)
        file_key = opener if isinstance(opener, bytes) else _open(locks, opener)
        self._cipher = _payload(file_key, beginning)
        self._stream = stream
        self._number = 0
        self._ready = b""
        self._at = 0
        self._ahead = stream.read(CHUNK_BYTES + _TAG_BYTES)
        self._ended = False

    def read(self, size: int) -> bytes:
        """At most so many bytes; empty only at the sealed end. Refuses: ShapeError where the file is damaged."""
        parts = []
        while size > 0 and self._fill():
            part = self._ready[self._at : self._at + size]
            self._at += len(part)
            size -= len(part)
            parts.append(part)
        return b"".join(parts)

    def finish(self) -> None:
        """Read on to the sealed end. Refuses: ShapeError when it is not there."""
        while self._fill():
            self._at = len(self._ready)

    def _fill(self) -> bool:
        while self._at == len(self._ready) and not self._ended:
            chunk, self._ahead = self._ahead, self._stream.read(CHUNK_BYTES + _TAG_BYTES)
            self._ended = not self._ahead
            self._ready, self._at = self._opened(chunk), 0
            self._number += 1
        return self._at < len(self._ready)

    def _opened(self, chunk: bytes) -> bytes:
        try:
            return self._cipher.decrypt(_nonce(self._number, self._ended), chunk, None)
        except (InvalidTag, ValueError) as error:
            if self._ended and self._is_whole(chunk):
                raise ShapeError("the backup is cut off: its end is missing") from error
            raise _damaged() from error

    def _is_whole(self, chunk: bytes) -> bool:
        """Is this a chunk from the middle?"""
        try:
            self._cipher.decrypt(_nonce(self._number, False), chunk, None)
        except (InvalidTag, ValueError):
            return not chunk
        return True


def _read_beginning(stream: BinaryIO) -> tuple[bytes, list[Mapping[str, object]]]:
    beginning = stream.read(len(MAGIC) + _LENGTHS.size)
    if not beginning.startswith(MAGIC):
        raise ShapeError("this file is no backup of Pagus")
    if len(beginning) < len(MAGIC) + _LENGTHS.size:
        raise ShapeError("the backup is cut off: its end is missing")
    found, length = _LENGTHS.unpack(beginning[len(MAGIC) :])
    if found != FORMAT:
        raise ShapeError(
            "this backup has format {found}, this Pagus reads {known}: use the Pagus that made it",
            found=found,
            known=FORMAT,
        )
    if length > _LONGEST_HEADER:
        raise _damaged()
    header = stream.read(length)
    if len(header) < length:
        raise ShapeError("the backup is cut off: its end is missing")
    try:
        locks = json.loads(header)["locks"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise _damaged() from error
    if not isinstance(locks, list) or len(locks) > _MOST_LOCKS or not all(isinstance(lock, dict) for lock in locks):
        raise _damaged()
    return beginning + header, locks


def _open(locks: Sequence[Mapping[str, object]], opener: Opener) -> bytes:
    for lock in locks:
        file_key = opener.open(lock)
        if file_key is not None:
            return file_key
    kinds = sorted({f"key {lock.get('id')}" if lock.get("kind") == "key" else "passphrase" for lock in locks})
    raise InputError(
        "this passphrase or key does not open the backup; it was closed for: {kinds}", kinds=", ".join(kinds)
    )


def _damaged() -> ShapeError:
    return ShapeError("the backup is damaged: it is not as it was written")


def _text(raw: bytes) -> str:
    return b64encode(raw).decode()


def _bytes(holder: Mapping[str, object], name: str, length: int) -> bytes:
    try:
        raw = b64decode(str(holder[name]), validate=True)
    except (KeyError, ValueError) as error:
        raise _damaged() from error
    if len(raw) != length:
        raise _damaged()
    return raw
