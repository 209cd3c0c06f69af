"""The key of the workspace for identities, and what is sealed under it. The one module here that knows cryptography.

``identity.key`` stands in the folder of the workspace, 32 random bytes for its owner alone, made at the first entry and
part of every (sealed) backup. It protects copies and dumps of the database and a database kept elsewhere; it does not
protect against somebody who holds this machine.
"""

from __future__ import annotations

import contextlib
import hmac
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pagus.errors import StoreError

__all__ = ["KEY_NAME", "mark_of", "open_sealed", "seal"]

KEY_NAME = "identity.key"
_KEY_BYTES, _NONCE_BYTES, _MARK_BYTES = 32, 12, 16


def seal(folder: Path, person: str, content: bytes) -> bytes:
    """Seal something about a person."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(_key(folder, make=True)).encrypt(nonce, content, person.encode())


def open_sealed(folder: Path, person: str, sealed: bytes) -> bytes:
    """Open it again. Refuses: StoreError without the key, or when it was changed or is somebody else's."""
    try:
        return AESGCM(_key(folder)).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], person.encode())
    except InvalidTag as error:
        raise StoreError(
            "a kept identity does not open: it was changed, or {file} is another one", file=KEY_NAME
        ) from error


def mark_of(folder: Path, number: str) -> str:
    """By what is a number found again without opening every identity? Gives: 32 hexadecimal digits.

    Without the key nobody can tell which number it is of, although there are few; only that two are of the same one.
    Refuses: StoreError without the key.
    """
    own = hmac.digest(_key(folder), b"marks of national numbers", "sha256")  # another key than the one that seals
    return hmac.digest(own, number.encode(), "sha256")[:_MARK_BYTES].hex()


def _key(folder: Path, *, make: bool = False) -> bytes:
    path = folder / KEY_NAME
    if make and not path.exists():
        part = folder / f".{KEY_NAME}.{secrets.token_hex(4)}.part"
        part.touch(mode=0o600)
        part.write_bytes(secrets.token_bytes(_KEY_BYTES))
        with contextlib.suppress(FileExistsError):  # the first of two at once wins
            path.hardlink_to(part)
        part.unlink(missing_ok=True)
    try:
        key = path.read_bytes()
    except OSError as error:
        raise StoreError("{file} is not there: kept identities cannot be opened", file=KEY_NAME) from error
    if len(key) != _KEY_BYTES:
        raise StoreError("{file} is not there: kept identities cannot be opened", file=KEY_NAME)
    return key
