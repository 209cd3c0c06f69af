"""The envelope against the published example of DSSE, and every altered byte."""

from __future__ import annotations

import base64
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagus.errors import ShapeError
from pagus.trust import Envelope, Signature, add_signature, envelope_text, key_id, read_envelope, sign, verify
from pagus.trust.envelope import MOST_SIGNATURES, pre_authentication
from tests.trust.making import key, signed

PUBLISHER, OWNER = key("publisher"), key("owner")
KEYS = {key_id(each.public_key()): each.public_key() for each in (PUBLISHER, OWNER)}
ENVELOPE = signed("publisher")


def test_the_published_example_of_pre_authentication() -> None:
    """From the protocol page of DSSE: type http://example.com/HelloWorld, body "hello world"."""
    expected = b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    assert pre_authentication("http://example.com/HelloWorld", b"hello world") == expected


def test_lengths_count_bytes_and_not_letters() -> None:
    assert pre_authentication("é", "é".encode()) == b"DSSEv1 2 \xc3\xa9 2 \xc3\xa9"


@given(st.text(max_size=20), st.binary(max_size=40), st.text(max_size=20), st.binary(max_size=40))
def test_different_things_are_signed_as_different_bytes(kind: str, body: bytes, other_kind: str, other: bytes) -> None:
    same = pre_authentication(kind, body) == pre_authentication(other_kind, other)
    assert same == ((kind, body) == (other_kind, other))


def test_who_signed_is_known_and_each_signer_counts_once() -> None:
    twice = add_signature(ENVELOPE, OWNER)
    assert verify(ENVELOPE, KEYS) == {key_id(PUBLISHER.public_key())}
    assert verify(twice, KEYS) == set(KEYS)
    assert add_signature(twice, OWNER) == twice
    assert verify(replace(twice, signatures=twice.signatures * 3), KEYS) == set(KEYS)


def test_a_key_that_is_not_known_proves_nothing() -> None:
    assert verify(signed("stranger"), KEYS) == frozenset()
    assert verify(ENVELOPE, {}) == frozenset()


def test_the_name_of_another_key_does_not_help() -> None:
    """The hint is not signed: a stranger who writes the publisher's name on his signature is not the publisher."""
    (foreign,) = signed("stranger").signatures
    posing = replace(ENVELOPE, signatures=(Signature(key_id(PUBLISHER.public_key()), foreign.signature),))
    assert verify(posing, KEYS) == frozenset()


def test_every_altered_byte_of_payload_type_and_signature_is_found() -> None:
    (signature,) = ENVELOPE.signatures
    altered = [
        *(replace(ENVELOPE, payload=other) for other in flipped(ENVELOPE.payload)),
        *(replace(ENVELOPE, payload_type=other.decode("latin-1")) for other in flipped(ENVELOPE.payload_type.encode())),
        *(replace(ENVELOPE, signatures=(replace(signature, signature=it),)) for it in flipped(signature.signature)),
    ]
    assert len(altered) == len(ENVELOPE.payload) + len(ENVELOPE.payload_type) + 64
    assert [each for each in altered if verify(each, KEYS)] == []


def flipped(content: bytes) -> list[bytes]:
    return [content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :] for at in range(len(content))]


@given(st.integers(min_value=0), st.integers(1, 255))
def test_an_altered_byte_of_the_file_is_refused_or_proves_nothing(place: int, difference: int) -> None:
    text = envelope_text(ENVELOPE).encode()
    at = place % len(text)
    other = text[:at] + bytes([text[at] ^ difference]) + text[at + 1 :]
    try:
        read = read_envelope(other.decode())
    except (ShapeError, UnicodeDecodeError):
        return
    assert not verify(read, KEYS) or (read.payload, read.payload_type) == (ENVELOPE.payload, ENVELOPE.payload_type)


@pytest.mark.parametrize("length", [0, 1, 63, 65, 128])
def test_a_signature_of_another_length(length: int) -> None:
    (signature,) = ENVELOPE.signatures
    other = replace(signature, signature=(signature.signature * 2)[:length])
    assert verify(replace(ENVELOPE, signatures=(other,)), KEYS) == frozenset()


def test_written_and_read_back() -> None:
    envelope = add_signature(add_signature(Envelope(b"\x00\xff", "a/b", ()), OWNER), PUBLISHER)
    text = envelope_text(envelope)
    assert envelope_text(read_envelope(text)) == text
    assert verify(read_envelope(text), KEYS) == set(KEYS)
    assert text == envelope_text(replace(envelope, signatures=envelope.signatures[::-1])), (
        "the order of signing is lost"
    )


def test_the_letters_of_urls_and_foreign_fields_are_read() -> None:
    """DSSE asks its readers for both."""
    envelope = sign(b"\xfb\xff\xfe" * 5, "a/b", PUBLISHER)
    data = json.loads(envelope_text(envelope))
    data["payload"] = base64.urlsafe_b64encode(envelope.payload).decode()
    data["extra"] = {"any": "thing"}
    data["signatures"][0]["cert"] = "ignored"
    assert read_envelope(json.dumps(data)) == envelope


WRONG = {
    "nothing": "",
    "no JSON": "{",
    "no object": "[]",
    "a number": "1",
    "deep": "[" * 100_000,
    "no signature": '{"payload": "", "payloadType": "a", "signatures": []}',
    "no type": '{"payload": "", "payloadType": "", "signatures": [{"sig": ""}]}',
    "a field is absent": '{"payload": "", "signatures": [{"sig": ""}]}',
    "payload no text": '{"payload": 1, "payloadType": "a", "signatures": [{"sig": ""}]}',
    "payload twice": '{"payload": "", "payload": "", "payloadType": "a", "signatures": [{"sig": ""}]}',
    "no base64": '{"payload": "?", "payloadType": "a", "signatures": [{"sig": ""}]}',
    "blanks in base64": '{"payload": "QU\\nI=", "payloadType": "a", "signatures": [{"sig": ""}]}',
    "another spelling of base64": '{"payload": "QUJ=", "payloadType": "a", "signatures": [{"sig": ""}]}',
    "NaN": '{"payload": "", "payloadType": "a", "signatures": [{"sig": ""}], "x": NaN}',
    "too many signatures": json.dumps({"payload": "", "payloadType": "a", "signatures": [{"sig": ""}] * 17}),
    "too large": '{"payload": "' + "A" * 9_000_000 + '"}',
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_envelope(name: str) -> None:
    with pytest.raises(ShapeError):
        read_envelope(WRONG[name])


def test_more_signatures_than_an_envelope_holds() -> None:
    envelope = Envelope(b"", "a/b", tuple(Signature(str(number), b"") for number in range(MOST_SIGNATURES)))
    with pytest.raises(ShapeError, match="at most 16"):
        add_signature(envelope, PUBLISHER)
