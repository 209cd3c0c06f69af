"""Ed25519 keys: making one, naming it, sealing its private half with a passphrase, reading its public half."""

from __future__ import annotations

import base64
import binascii
import hashlib
import textwrap
import unicodedata

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey as PrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey as PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from pagus.errors import CodeError, InputError, NotAllowed

__all__ = [
    "PrivateKey",
    "PublicKey",
    "generate_key",
    "key_id",
    "open_private",
    "public_text",
    "read_public",
    "seal_private",
]

SHORTEST_PASSPHRASE = 12
PREFIX = "ed25519:"

_FIRST, _LAST = "-----BEGIN PAGUS SEALED KEY-----", "-----END PAGUS SEALED KEY-----"
_FORMAT = b"\x01"
"""Format 1: scrypt with N = 2^15, r = 8, p = 3 (32 MB), then ChaCha20-Poly1305. A file cannot ask for other costs."""
_SALT_BYTES, _SEALED_BYTES = 32, 48
_NONCE = bytes(12)
"""Always the same: each sealing has a fresh salt, so each cipher key seals one message only."""
_FIELD = 2**255 - 19
_SMALL_ORDER = (
    0,
    1,
    _FIELD - 1,
    _FIELD,
    _FIELD + 1,
    2707385501144840649318225287225658788936804267575313519463743609750303402022,
    55188659117513257062467267217118295137698188065244968500265048394206261417927,
)
"""The y coordinates under which some signatures hold for any message: no honest key has one of them."""


def generate_key() -> PrivateKey:
    """A new private key. Chance comes from the operating system, through the cryptographic library."""
    return PrivateKey.generate()


def key_id(public: PublicKey) -> str:
    """Which name has this public key?

    Takes: the public half. Gives: the first 16 hexadecimal digits of the SHA-256 of its 32 raw bytes.
    """
    return hashlib.sha256(public.public_bytes_raw()).hexdigest()[:16]


def public_text(public: PublicKey) -> str:
    """How is this public key written in a trust store?

    Takes: the public half. Gives: ``ed25519:`` and its 32 raw bytes in base64.
    """
    return PREFIX + base64.b64encode(public.public_bytes_raw()).decode()


def read_public(text: str) -> PublicKey:
    """Which public key is written here?

    Takes: what ``public_text`` gives. Gives: the public half.
    Refuses: CodeError for any other text, and for the points of small order, under which a signature proves nothing.
    """
    written = text.strip()
    try:
        raw = base64.b64decode(written.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != 32 or PREFIX + base64.b64encode(raw).decode() != written:
        raise CodeError("this is no public key: it is written ed25519: and 44 letters of base64")
    if int.from_bytes(raw, "little") & (2**255 - 1) in _SMALL_ORDER:
        raise CodeError("this public key is a point of small order: anybody can sign for it")
    return PublicKey.from_public_bytes(raw)


def seal_private(key: PrivateKey, passphrase: str) -> str:
    """How is this private key written, so that only the passphrase opens it?

    Takes: the private key; a passphrase of at least 12 characters. Gives: the text of a key file.
    Refuses: InputError for a shorter passphrase.
    Method: scrypt (RFC 7914) makes the key of ChaCha20-Poly1305 (RFC 8439); the first byte names the format.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise InputError("the passphrase is too short: at least {least} characters", least=SHORTEST_PASSPHRASE)
    salt = ChaCha20Poly1305.generate_key()
    sealed = _cipher(passphrase, salt).encrypt(_NONCE, key.private_bytes_raw(), _FORMAT)
    body = textwrap.fill(base64.b64encode(_FORMAT + salt + sealed).decode(), 64)
    return f"{_FIRST}\n{body}\n{_LAST}\n"


def open_private(pem: str, passphrase: str) -> PrivateKey:
    """Which private key does this key file hold?

    Takes: the text that ``seal_private`` gives; its passphrase. Gives: the private key.
    Refuses: InputError when it is no key file; NotAllowed when the passphrase does not open it, or it was altered.
    """
    lines = pem.strip().splitlines()
    try:
        raw = base64.b64decode("".join(lines[1:-1]), validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(lines) < 3 or (lines[0], lines[-1]) != (_FIRST, _LAST) or len(raw) != 1 + _SALT_BYTES + _SEALED_BYTES:
        raise InputError("this is no sealed key of Pagus: pagus kit key makes one")
    if raw[:1] != _FORMAT:
        raise InputError("this sealed key has a format that this version of Pagus does not know")
    salt, sealed = raw[1 : 1 + _SALT_BYTES], raw[1 + _SALT_BYTES :]
    try:
        return PrivateKey.from_private_bytes(_cipher(passphrase, salt).decrypt(_NONCE, sealed, _FORMAT))
    except InvalidTag as error:
        raise NotAllowed("the passphrase does not open this key, or the file was altered") from error


def _cipher(passphrase: str, salt: bytes) -> ChaCha20Poly1305:
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return ChaCha20Poly1305(Scrypt(salt=salt, length=32, n=2**15, r=8, p=3).derive(secret))
