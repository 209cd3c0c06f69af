"""A sealed file gives back what went in, to whoever holds a key, and nothing at all when one bit of it is another."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagus.apps.safekeeping.keys import public_text, read_public, read_secret, secret_text
from pagus.apps.safekeeping.sealing import (
    CHUNK_BYTES,
    FORMAT,
    MAGIC,
    Lock,
    Opener,
    Passphrase,
    PublicKey,
    SealedReader,
    SealedWriter,
    draw_key,
)
from pagus.errors import InputError, PagusError, ShapeError

KEY = draw_key()
SEALED_CHUNK = CHUNK_BYTES + 16
PASSPHRASE = Passphrase("correct horse battery")


def seal(content: bytes, *locks: Lock) -> bytes:
    stream = BytesIO()
    writer = SealedWriter(stream, locks or [KEY.public])
    for start in range(0, len(content), 300_000):
        writer.write(content[start : start + 300_000])
    writer.close()
    return stream.getvalue()


def unseal(sealed: bytes, opener: Opener = KEY) -> bytes:
    reader = SealedReader(BytesIO(sealed), opener)
    parts = []
    while part := reader.read(250_001):
        parts.append(part)
    reader.finish()
    return b"".join(parts)


def header_bytes(sealed: bytes) -> int:
    start = len(MAGIC) + 6
    return start + int.from_bytes(sealed[start - 4 : start], "big")


CONTENT = bytes(range(256)) * (CHUNK_BYTES * 5 // 2 // 256)
SEALED = seal(CONTENT)
HEADER = header_bytes(SEALED)
CHUNKS = [SEALED[at : at + SEALED_CHUNK] for at in range(HEADER, len(SEALED), SEALED_CHUNK)]


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES])
def test_what_goes_in_comes_out(size: int) -> None:
    content = CONTENT[:size]
    sealed = seal(content)
    assert unseal(sealed) == content
    assert len(sealed) == header_bytes(sealed) + size + 16 * max(1, -(-size // CHUNK_BYTES))


def test_the_same_content_is_never_sealed_to_the_same_bytes() -> None:
    assert CONTENT[:64] not in SEALED
    assert seal(CONTENT)[HEADER:] != SEALED[HEADER:]


@given(st.integers(0, len(SEALED) - 1), st.integers(1, 255))
def test_a_flipped_byte_anywhere_is_refused(at: int, change: int) -> None:
    damaged = bytearray(SEALED)
    damaged[at] ^= change
    with pytest.raises((ShapeError, InputError)):
        unseal(bytes(damaged))


@pytest.mark.parametrize("at", range(len(MAGIC) + 6))
def test_each_byte_before_the_header_counts(at: int) -> None:
    with pytest.raises(ShapeError):
        unseal(SEALED[:at] + bytes([SEALED[at] ^ 1]) + SEALED[at + 1 :])


@given(st.one_of(st.integers(0, len(SEALED) - 1), st.integers(0, 3).map(lambda n: HEADER + n * SEALED_CHUNK)))
def test_a_cut_anywhere_is_refused(length: int) -> None:
    if length < len(SEALED):
        with pytest.raises(ShapeError):
            unseal(SEALED[:length])


def test_a_cut_between_chunks_is_called_a_cut() -> None:
    for count in (0, 1, 2):
        with pytest.raises(ShapeError, match="cut off"):
            unseal(SEALED[: HEADER + count * SEALED_CHUNK])


@pytest.mark.parametrize(
    "order", [(1, 0, 2), (0, 0, 1, 2), (0, 2), (1, 2), (0, 1, 1), (0, 1, 2, 2), (2,), (0, 2, 1), (0, 1, 2, 0)]
)
def test_chunks_in_another_order_are_refused(order: tuple[int, ...]) -> None:
    with pytest.raises(ShapeError):
        unseal(SEALED[:HEADER] + b"".join(CHUNKS[number] for number in order))


def test_chunks_of_another_backup_are_refused() -> None:
    other = seal(CONTENT)
    with pytest.raises(ShapeError):
        unseal(SEALED[:HEADER] + other[HEADER:])
    swapped = SEALED[: HEADER + SEALED_CHUNK] + other[HEADER + SEALED_CHUNK :]
    with pytest.raises(ShapeError):
        unseal(swapped)


def test_bytes_after_the_end_are_refused() -> None:
    for more in (b"x", bytes(SEALED_CHUNK)):
        with pytest.raises(ShapeError):
            unseal(SEALED + more)


def test_nothing_of_a_damaged_chunk_is_given() -> None:
    damaged = bytearray(SEALED)
    damaged[HEADER + SEALED_CHUNK + 5] ^= 1
    reader = SealedReader(BytesIO(bytes(damaged)), KEY)
    assert reader.read(CHUNK_BYTES) == CONTENT[:CHUNK_BYTES]
    with pytest.raises(ShapeError, match="damaged"):
        reader.read(1)


def test_a_lock_cannot_be_added_or_taken_away() -> None:
    sealed = seal(b"content", KEY.public, draw_key().public)
    end = header_bytes(sealed)
    header = json.loads(sealed[len(MAGIC) + 6 : end])
    fewer = json.dumps({"locks": header["locks"][:1]}).encode()
    begun = MAGIC + FORMAT.to_bytes(2, "big") + len(fewer).to_bytes(4, "big") + fewer
    with pytest.raises(ShapeError, match="damaged"):
        unseal(begun + sealed[end:])


def test_each_of_several_keys_opens_and_another_does_not() -> None:
    second, stranger = draw_key(), draw_key()
    sealed = seal(b"content", KEY.public, second.public, PASSPHRASE)
    assert unseal(sealed, KEY) == unseal(sealed, second) == unseal(sealed, PASSPHRASE) == b"content"
    with pytest.raises(InputError, match=f"does not open the backup.*{KEY.public.id}.*passphrase"):
        unseal(sealed, stranger)
    with pytest.raises(InputError, match="does not open"):
        unseal(sealed, Passphrase("correct horse batterx"))


def test_a_short_passphrase_and_a_file_without_a_lock_are_refused() -> None:
    with pytest.raises(InputError, match="at least 12"):
        Passphrase("too short")
    with pytest.raises(InputError, match="1 to 16 keys"):
        SealedWriter(BytesIO(), [])
    assert "horse" not in repr(PASSPHRASE)
    assert repr(KEY.raw) not in repr(KEY)


def test_a_public_half_that_agrees_with_everybody_is_refused() -> None:
    with pytest.raises(InputError, match="no public half"):
        SealedWriter(BytesIO(), [PublicKey(bytes(32))])


def test_another_format_is_refused_by_its_number() -> None:
    newer = MAGIC + (FORMAT + 1).to_bytes(2, "big") + SEALED[len(MAGIC) + 2 :]
    with pytest.raises(ShapeError, match=f"has format {FORMAT + 1}"):
        unseal(newer)


@given(st.binary(max_size=2_000))
def test_any_bytes_after_the_magic_are_refused_in_order(raw: bytes) -> None:
    for beginning in (b"", MAGIC, MAGIC + (1).to_bytes(2, "big"), MAGIC + b"\0\1" + len(raw).to_bytes(4, "big")):
        with pytest.raises(PagusError):
            unseal(beginning + raw)


@pytest.mark.parametrize(
    "lock",
    [
        {},
        {"kind": "key"},
        {"kind": "key", "id": KEY.public.id},
        {"kind": "key", "id": KEY.public.id, "ephemeral": "AAAA", "sealed": "!!"},
        {"kind": "passphrase"},
        {"kind": "passphrase", "n": 1 << 40, "salt": "AA==", "sealed": ""},
        {"kind": "passphrase", "n": 100_000, "salt": "AA==", "sealed": ""},
        {"kind": "passphrase", "n": 1 << 14, "salt": "AA==", "sealed": ""},
        {"kind": ["passphrase"]},
    ],
)
@pytest.mark.parametrize("opener", [KEY, PASSPHRASE])
def test_a_hostile_lock_is_refused(lock: dict[str, object], opener: Opener) -> None:
    for locks in ([lock], [lock] * 20, [[lock]], lock, None):
        header = json.dumps({"locks": locks}).encode()
        with pytest.raises(PagusError):
            unseal(MAGIC + b"\0\1" + len(header).to_bytes(4, "big") + header + bytes(32), opener)


def test_a_backup_key_is_written_and_read() -> None:
    public, secret = public_text(KEY.public), secret_text(KEY, PASSPHRASE)
    assert read_public(public) == read_public(secret) == KEY.public
    assert read_secret(secret, PASSPHRASE) == KEY
    with pytest.raises(InputError, match=f"does not open backup key {KEY.public.id}"):
        read_secret(secret, Passphrase("another passphrase"))
    with pytest.raises(InputError, match="this is the public half"):
        read_secret(public, PASSPHRASE)
    other = secret.replace(public.split('"')[1], public_text(draw_key().public).split('"')[1])
    with pytest.raises(ShapeError, match="do not belong together"):
        read_secret(other, PASSPHRASE)


@pytest.mark.parametrize("text", ["", "public = 1", 'public = "x25519:AAAA"', "[", 'public = "age1xyz"'])
def test_a_file_that_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ShapeError, match="no backup key"):
        read_public(text)
