"""The DSSE envelope (version 1): bytes, what kind of bytes they are, and who signed both."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from cryptography.exceptions import InvalidSignature
from pydantic import ConfigDict, Field

from pagus.errors import ShapeError
from pagus.trust.keys import PrivateKey, PublicKey, key_id
from pagus.trust.shape import Shape, canonical_json, fit, read_json

__all__ = [
    "Envelope",
    "Signature",
    "add_signature",
    "envelope_text",
    "pre_authentication",
    "read_envelope",
    "sign",
    "verify",
]

LARGEST_ENVELOPE = 8 * 1024 * 1024
MOST_SIGNATURES = 16


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature, and the key that it says made it: a hint that nothing rests on."""

    key_id: str
    signature: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """A payload with its type and its signatures. What it says counts only after ``verify``."""

    payload: bytes
    payload_type: str
    signatures: tuple[Signature, ...]


def pre_authentication(payload_type: str, payload: bytes) -> bytes:
    """Which bytes are signed?

    Takes: the type and the payload. Gives: DSSE's pre-authentication encoding, in which each part is told with its
    length, so that a payload of one type can never be read as one of another.
    Example: ``pre_authentication("a/b", b"xy") == b"DSSEv1 3 a/b 2 xy"``.
    """
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def sign(payload: bytes, payload_type: str, key: PrivateKey) -> Envelope:
    """An envelope that holds this payload, signed with this key.

    Takes: the payload, its type, a private key. Gives: the envelope.
    """
    return add_signature(Envelope(payload, payload_type, ()), key)


def add_signature(envelope: Envelope, key: PrivateKey) -> Envelope:
    """The same envelope, signed by this key too.

    Takes: an envelope and a private key. Gives: a new envelope; the same one when the key has signed already
    (Ed25519 gives the same signature again). Refuses: ShapeError above 16 signatures.
    """
    made = Signature(key_id(key.public_key()), key.sign(pre_authentication(envelope.payload_type, envelope.payload)))
    if made in envelope.signatures:
        return envelope
    if len(envelope.signatures) == MOST_SIGNATURES:
        raise ShapeError("an envelope holds at most {most} signatures", most=MOST_SIGNATURES)
    return replace(envelope, signatures=(*envelope.signatures, made))


def verify(envelope: Envelope, keys: Mapping[str, PublicKey]) -> frozenset[str]:
    """Whose signatures hold?

    Takes: an envelope; public keys by their id. Gives: the ids of those keys that signed this payload with this
    type; each once, however often it stands there. Empty: nobody known did.
    """
    signed = pre_authentication(envelope.payload_type, envelope.payload)
    return frozenset(
        it.key_id for it in envelope.signatures if it.key_id in keys and _holds(keys[it.key_id], it.signature, signed)
    )


def _holds(key: PublicKey, signature: bytes, signed: bytes) -> bool:
    try:
        key.verify(signature, signed)
    except InvalidSignature:
        return False
    return True


class _SignatureShape(Shape):
    model_config = ConfigDict(extra="ignore")  # DSSE: a reader passes over fields that it does not know
    keyid: Annotated[str, Field(max_length=64)] = ""
    sig: Annotated[str, Field(max_length=128)]


class _EnvelopeShape(Shape):
    model_config = ConfigDict(extra="ignore")
    payload: str
    payloadType: Annotated[str, Field(min_length=1, max_length=200)]  # noqa: N815 - DSSE calls it so
    signatures: Annotated[list[_SignatureShape], Field(min_length=1, max_length=MOST_SIGNATURES)]


def envelope_text(envelope: Envelope) -> str:
    """How is this envelope written?

    Takes: an envelope. Gives: its JSON text, the same for equal envelopes.
    """
    signatures = [
        {"keyid": it.key_id, "sig": base64.b64encode(it.signature).decode()}
        for it in sorted(envelope.signatures, key=lambda it: (it.key_id, it.signature))
    ]
    payload = base64.b64encode(envelope.payload).decode()
    return canonical_json({"payload": payload, "payloadType": envelope.payload_type, "signatures": signatures})


def read_envelope(text: str) -> Envelope:
    """Which envelope is written here?

    Takes: JSON text, at most 8 MB. Gives: the envelope, nothing verified yet.
    Refuses: ShapeError with every fault.
    """
    shape = fit(_EnvelopeShape, read_json(text, "the envelope", LARGEST_ENVELOPE), "the envelope")
    signatures = tuple(Signature(it.keyid, _decoded(it.sig)) for it in shape.signatures)
    return Envelope(_decoded(shape.payload), shape.payloadType, signatures)


def _decoded(text: str) -> bytes:
    """The bytes of base64 text, with the usual letters or those of URLs: only in the one spelling that they have."""
    usual = text.translate({ord("-"): "+", ord("_"): "/"})
    try:
        content = base64.b64decode(usual, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ShapeError("the envelope holds text that is not base64") from error
    if base64.b64encode(content).decode() != usual:
        raise ShapeError("the envelope holds text that is not base64")
    return content
