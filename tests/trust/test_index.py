"""The index of a registry: signed for what it lists, never older than one seen, and archives that are what it says."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest

from pagus.errors import Conflict, NotAllowed, NotFound, ShapeError
from pagus.kernel.time import DAY
from pagus.trust import (
    INDEX_TYPE,
    Envelope,
    Index,
    IndexEntry,
    Seen,
    Yank,
    check_archive,
    index_payload,
    open_index,
    read_index,
    read_store,
    seen_of,
    sign,
)
from tests.trust.making import KIT, NOW, key, store_entry

CONTENT = b"the archive"
ENTRY = IndexEntry(
    id=KIT.id,
    version=KIT.version,
    digest=KIT.digest,
    archive="pagus.weight-home-1.2.0.pkit",
    sha256=hashlib.sha256(CONTENT).hexdigest(),
    bytes=len(CONTENT),
    title={"fr": "Poids", "en": "Weight", "de": "Gewicht"},
    clinical=True,
    statements=("publication-0123456789abcdef.json",),
)
OLDER = replace(ENTRY, version="1.1.0", archive="pagus.weight-home-1.1.0.pkit", yanked=Yank("wrong unit", NOW))
INDEX = Index(serial=7, issued_ms=NOW - DAY, expires_ms=NOW + 30 * DAY, entries=(OLDER, ENTRY))
STORE = read_store(
    store_entry("registry", ["index"])
    + store_entry("publisher", ["publish"])
    + store_entry("elsewhere", ["index"], kits="other/*")
    + store_entry("old", ["index"], until="2026-05-31")
    + store_entry("stolen", ["index"], revoked="2026-05-31", reason='"stolen"')
)


def signed(index: Index = INDEX, by: str = "registry") -> Envelope:
    return sign(index_payload(index), INDEX_TYPE, key(by))


def test_an_index_is_opened() -> None:
    assert open_index(signed(), STORE, NOW) == INDEX
    assert open_index(signed(), STORE, NOW, Seen(6, "00" * 32)) == INDEX
    assert open_index(signed(), STORE, NOW, seen_of(INDEX)) == INDEX, "the same index may come again"
    assert read_index(index_payload(replace(INDEX, entries=INDEX.entries[::-1]))) == INDEX


@pytest.mark.parametrize(
    ("by", "reason"),
    [
        ("nobody", "no key that is known"),
        ("publisher", "without the right"),
        ("elsewhere", "without the right"),
        ("old", "without the right"),
        ("stolen", "without the right"),
    ],
)
def test_an_index_that_the_wrong_key_signed(by: str, reason: str) -> None:
    with pytest.raises(NotAllowed, match=reason):
        open_index(signed(by=by), STORE, NOW)


def test_an_altered_index() -> None:
    with pytest.raises(NotAllowed, match="altered"):
        open_index(replace(signed(), payload=index_payload(replace(INDEX, serial=8))), STORE, NOW)


def test_a_replayed_index() -> None:
    with pytest.raises(Conflict, match="serial 7 after 8"):
        open_index(signed(), STORE, NOW, Seen(8, "00" * 32))


def test_two_faces_of_one_serial() -> None:
    other = replace(INDEX, entries=(ENTRY,))
    with pytest.raises(Conflict, match="two different indexes"):
        open_index(signed(other), STORE, NOW, seen_of(INDEX))


def test_an_index_kept_back_or_from_the_future() -> None:
    with pytest.raises(NotAllowed, match="expired on 2026-07-01"):
        open_index(signed(), STORE, INDEX.expires_ms)
    with pytest.raises(NotAllowed, match="in the future"):
        open_index(signed(replace(INDEX, issued_ms=NOW + 2 * DAY)), STORE, NOW)


def test_another_payload_is_no_index() -> None:
    with pytest.raises(ShapeError, match="not the index"):
        open_index(sign(index_payload(INDEX), "text/plain", key("registry")), STORE, NOW)


def test_entries_are_found() -> None:
    assert INDEX.entry(KIT.id, "1.2.0") == ENTRY
    with pytest.raises(NotFound, match=r"no pagus/weight-home 3\.0\.0"):
        INDEX.entry(KIT.id, "3.0.0")


def test_an_archive_is_what_the_index_says() -> None:
    check_archive(ENTRY, CONTENT)
    with pytest.raises(Conflict, match="has 5 bytes where the index says 11"):
        check_archive(ENTRY, CONTENT[:5])
    with pytest.raises(Conflict, match="not the archive"):
        check_archive(ENTRY, CONTENT[:-1] + b"!")


WRONG = {
    "archive elsewhere": {"archive": "../evil.pkit"},
    "archive at an address": {"archive": "http://example.org/a.pkit"},
    "archive of another kind": {"archive": "evil.tar"},
    "statement elsewhere": {"statements": ["../../a.json"]},
    "statement of another name": {"statements": ["publication-xyz.json"]},
    "huge": {"bytes": 2**40},
    "no title in German": {"title": {"fr": "a", "en": "b"}},
    "no digest": {"digest": "x"},
    "a version that floats": {"version": "latest"},
    "control letters in a title": {"title": {"fr": "a\x1b[31m", "en": "b", "de": "c"}},
    "unknown field": {"trusted": True},
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_entry(name: str) -> None:
    data = json.loads(index_payload(INDEX))
    data["entries"][0] |= WRONG[name]
    with pytest.raises(ShapeError, match=r"entries\.0"):
        read_index(json.dumps(data).encode())


def test_a_wrong_index_can_neither_be_signed_nor_read() -> None:
    for wrong in (
        replace(INDEX, entries=(ENTRY, ENTRY)),
        replace(INDEX, entries=(ENTRY, replace(OLDER, archive=ENTRY.archive))),
        replace(INDEX, serial=0),
        replace(INDEX, expires_ms=INDEX.issued_ms),
    ):
        with pytest.raises(ShapeError):
            index_payload(wrong)
    with pytest.raises(ShapeError, match="UTF-8"):
        read_index(b"\xff")
