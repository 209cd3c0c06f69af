"""Backup keys as files: the public half lies on the machine that makes backups, the secret half elsewhere."""

from __future__ import annotations

import tomllib
from base64 import b64decode, b64encode
from collections.abc import Mapping

from pagus.apps.safekeeping.sealing import Passphrase, PublicKey, SecretKey, unwrap, wrap
from pagus.errors import InputError, ShapeError

__all__ = ["public_text", "read_public", "read_secret", "secret_text"]

_PREFIX = "x25519:"


def public_text(key: PublicKey) -> str:
    """What stands in the file of the public half?"""
    return "\n".join(
        [
            f"# The public half of the Pagus backup key {key.id}: it closes backups, and opens none.",
            f'public = "{_PREFIX}{b64encode(key.raw).decode()}"',
            "",
        ]
    )


def secret_text(key: SecretKey, passphrase: Passphrase) -> str:
    """What stands in the file of the secret half? The key is sealed under the passphrase."""
    wrapped = wrap(key.raw, passphrase)
    return "\n".join(
        [
            f"# The secret half of the Pagus backup key {key.public.id}: with its passphrase it opens every backup",
            "# that was closed with the public half. Keep it away from the machine that makes them.",
            f'public = "{_PREFIX}{b64encode(key.public.raw).decode()}"',
            "",
            "[secret]",
            *(
                f'{name} = "{value}"' if isinstance(value, str) else f"{name} = {value}"
                for name, value in wrapped.items()
            ),
            "",
        ]
    )


def read_public(text: str) -> PublicKey:
    """Which public half does this file hold? The file of the secret half holds it too. Refuses: ShapeError."""
    return _public(_parsed(text))


def read_secret(text: str, passphrase: Passphrase) -> SecretKey:
    """Which secret half does this file hold? Refuses: ShapeError; InputError for another passphrase."""
    content = _parsed(text)
    public, sealed = _public(content), content.get("secret")
    if not isinstance(sealed, Mapping):
        raise InputError("this is the public half of backup key {id}: the secret half opens backups", id=public.id)
    raw = unwrap(sealed, passphrase)
    if raw is None:
        raise InputError("this passphrase does not open backup key {id}", id=public.id)
    key = SecretKey(raw)
    if key.public != public:
        raise ShapeError("this file is no backup key: its halves do not belong together")
    return key


def _parsed(text: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ShapeError("this file is no backup key: {reason}", reason=str(error)) from error


def _public(content: Mapping[str, object]) -> PublicKey:
    written = str(content.get("public", ""))
    try:
        raw = b64decode(written.removeprefix(_PREFIX), validate=True)
    except ValueError:
        raw = b""
    if not written.startswith(_PREFIX) or len(raw) != 32:
        raise ShapeError("this file is no backup key: make one with pagus backup-key")
    return PublicKey(raw)
