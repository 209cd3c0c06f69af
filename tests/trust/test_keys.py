"""Keys against the vectors of RFC 8032, sealed and opened, and the public keys that nobody may use."""

from __future__ import annotations

import base64

import pytest

from pagus.errors import CodeError, InputError, NotAllowed
from pagus.trust import (
    Envelope,
    PrivateKey,
    PublicKey,
    Signature,
    generate_key,
    key_id,
    open_private,
    public_text,
    read_public,
    seal_private,
    verify,
)
from tests.trust.making import key

PASSPHRASE = "korrekt Pferd Batterie"

# RFC 8032, section 7.1, TEST 1 to 3: secret key, public key, message, signature.
RFC_8032 = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("secret", "public", "message", "signature"), RFC_8032)
def test_vectors_of_rfc_8032(secret: str, public: str, message: str, signature: str) -> None:
    private = PrivateKey.from_private_bytes(bytes.fromhex(secret))
    assert private.public_key().public_bytes_raw().hex() == public
    assert private.sign(bytes.fromhex(message)).hex() == signature
    assert read_public("ed25519:" + base64.b64encode(bytes.fromhex(public)).decode()) == private.public_key()


def test_a_key_id_is_the_beginning_of_a_digest() -> None:
    public = PublicKey.from_public_bytes(bytes.fromhex(RFC_8032[0][1]))
    assert key_id(public) == "21fe31dfa154a261"
    assert read_public(public_text(public)) == public


def test_new_keys_differ() -> None:
    assert generate_key().private_bytes_raw() != generate_key().private_bytes_raw()


def test_a_sealed_key_is_opened_by_its_passphrase_alone() -> None:
    private = key("publisher")
    sealed = seal_private(private, PASSPHRASE)
    assert private.private_bytes_raw() not in base64.b64decode("".join(sealed.splitlines()[1:-1]))
    assert open_private(sealed, PASSPHRASE).private_bytes_raw() == private.private_bytes_raw()
    assert seal_private(private, PASSPHRASE) != sealed, "each sealing has its own salt"
    with pytest.raises(NotAllowed, match="does not open"):
        open_private(sealed, PASSPHRASE + " ")


def test_a_passphrase_is_the_same_however_it_was_typed() -> None:
    composed, decomposed = "clé très secrète", "cle\u0301 tre\u0300s secre\u0300te"
    sealed = seal_private(key("publisher"), composed)
    assert open_private(sealed, decomposed).private_bytes_raw() == key("publisher").private_bytes_raw()


def test_an_altered_key_file_does_not_open() -> None:
    lines = seal_private(key("publisher"), PASSPHRASE).splitlines()
    raw = bytearray(base64.b64decode("".join(lines[1:-1])))
    for position in (1, 20, 33, 60, len(raw) - 1):
        raw[position] ^= 1
        altered = "\n".join([lines[0], base64.b64encode(raw).decode(), lines[-1]])
        with pytest.raises(NotAllowed):
            open_private(altered, PASSPHRASE)
        raw[position] ^= 1


@pytest.mark.parametrize(
    "text",
    ["", "x", "-----BEGIN PAGUS SEALED KEY-----\nAQ==\n-----END PAGUS SEALED KEY-----",
     "-----BEGIN PRIVATE KEY-----\nAQ==\n-----END PRIVATE KEY-----"],
)  # fmt: skip
def test_what_is_no_key_file(text: str) -> None:
    with pytest.raises(InputError, match="no sealed key"):
        open_private(text, PASSPHRASE)


def test_a_key_file_of_another_format() -> None:
    body = base64.b64encode(b"\x02" + bytes(80)).decode()
    with pytest.raises(InputError, match="does not know"):
        open_private(f"-----BEGIN PAGUS SEALED KEY-----\n{body}\n-----END PAGUS SEALED KEY-----\n", PASSPHRASE)


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(InputError, match="at least 12"):
        seal_private(key("publisher"), "11 letters.")


def raw_text(raw: bytes) -> str:
    return "ed25519:" + base64.b64encode(raw).decode()


@pytest.mark.parametrize(
    "text",
    ["", "ed25519:", "ed25519:AAAA", raw_text(bytes(31)), raw_text(bytes(33)), "rsa:" + "A" * 43 + "=",
     public_text(key("a").public_key()).removeprefix("ed25519:"), public_text(key("a").public_key())[:-1]],
)  # fmt: skip
def test_what_is_no_public_key(text: str) -> None:
    with pytest.raises(CodeError, match="no public key"):
        read_public(text)


SMALL_ORDER = [
    bytes(32),
    b"\x01" + bytes(31),
    b"\xec" + b"\xff" * 30 + b"\x7f",
    b"\xed" + b"\xff" * 30 + b"\x7f",
    b"\xee" + b"\xff" * 30 + b"\x7f",
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
]


@pytest.mark.parametrize("raw", SMALL_ORDER, ids=lambda raw: raw.hex()[:8])
@pytest.mark.parametrize("sign_bit", [0, 0x80])
def test_points_of_small_order_are_refused(raw: bytes, sign_bit: int) -> None:
    with pytest.raises(CodeError, match="anybody can sign"):
        read_public(raw_text(raw[:31] + bytes([raw[31] | sign_bit])))


def test_why_they_are_refused() -> None:
    """The library lets one signature of nobody hold for every message under such a key."""
    weak = PublicKey.from_public_bytes(SMALL_ORDER[1])
    forged = Signature("weak", b"\x01" + bytes(63))
    assert all(verify(Envelope(text, "any/type", (forged,)), {"weak": weak}) for text in (b"pay me", b"pay them"))
