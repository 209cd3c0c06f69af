"""What a registry offers: its signed index, and why a workspace refuses an index or an archive."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Annotated

from pydantic import Field, StringConstraints

from pagus.errors import Conflict, NotAllowed, NotFound, ShapeError
from pagus.kernel.time import DAY, format_instant
from pagus.trust.envelope import Envelope, verify
from pagus.trust.shape import (
    Digest,
    Format,
    KitId,
    KitVersion,
    Milliseconds,
    Shape,
    Words,
    canonical_json,
    fit,
    read_json,
)
from pagus.trust.store import TrustedKey, TrustStore

__all__ = [
    "INDEX_TYPE",
    "Index",
    "IndexEntry",
    "Seen",
    "Yank",
    "check_archive",
    "index_payload",
    "open_index",
    "read_index",
    "seen_of",
]

INDEX_TYPE = "application/vnd.pagus.index+json"
LARGEST_INDEX = 4 * 1024 * 1024
MOST_ENTRIES = 5_000
CLOCK_SKEW_MS = DAY


@dataclass(frozen=True, slots=True)
class Yank:
    """A version that its registry no longer recommends: it can be read about, and not installed anew."""

    reason: str
    since_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """One version of one kit: its digest, its archive with size and SHA-256, and the names of its statement files."""

    id: str
    version: str
    digest: str
    archive: str
    sha256: str
    bytes: int
    title: Mapping[str, str]
    clinical: bool
    statements: tuple[str, ...] = ()
    yanked: Yank | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """All that a registry offers, at one instant. ``serial`` only ever grows."""

    serial: int
    issued_ms: int
    expires_ms: int
    entries: tuple[IndexEntry, ...]

    def entry(self, kit: str, version: str) -> IndexEntry:
        """The entry of this version, or NotFound."""
        for each in self.entries:
            if (each.id, each.version) == (kit, version):
                return each
        raise NotFound("the registry has no {kit} {version}", kit=kit, version=version)


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest index of a registry that a workspace has accepted: its serial, and the SHA-256 of its payload."""

    serial: int
    sha256: str


StatementFile = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,30}-[0-9a-f]{16}\.json\z")]


class _TitleShape(Shape):
    fr: Words
    en: Words
    de: Words


class _YankShape(Shape):
    reason: Words
    since_ms: Milliseconds


class _EntryShape(Shape):
    id: KitId
    version: KitVersion
    digest: Digest
    archive: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]{0,120}\.pkit\z")]
    sha256: Digest
    bytes: Annotated[int, Field(ge=1, le=8 * 1024 * 1024)]
    title: _TitleShape
    clinical: bool
    statements: Annotated[list[StatementFile], Field(max_length=200)] = Field(default_factory=list)
    yanked: _YankShape | None = None


class _IndexShape(Shape):
    format: Format
    serial: Annotated[int, Field(ge=1, le=2**53 - 1)]
    issued_ms: Milliseconds
    expires_ms: Milliseconds
    entries: Annotated[list[_EntryShape], Field(max_length=MOST_ENTRIES)]


def index_payload(index: Index) -> bytes:
    """Which bytes are signed for this index?

    Takes: an index. Gives: its JSON text as UTF-8, entries in order of id and version as written.
    Refuses: ShapeError with every fault, so that nothing can be signed that cannot be read.
    """
    written = {"format": 1} | asdict(index)
    written["entries"] = sorted(
        ({name: _plain(value) for name, value in entry.items() if value is not None} for entry in written["entries"]),
        key=lambda entry: (entry["id"], entry["version"]),
    )
    _read(written)
    return canonical_json(written).encode()


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def read_index(payload: bytes) -> Index:
    """Which index do these bytes hold?

    Takes: the payload of an envelope. Gives: the index, whoever signed it.
    Refuses: ShapeError with every fault; a version that stands twice; one digest under two versions.
    """
    try:
        text = payload.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ShapeError("{what} is not UTF-8 text", what="the index") from error
    return _read(read_json(text, "the index", LARGEST_INDEX))


def _read(written: Mapping[str, object]) -> Index:
    shape = fit(_IndexShape, written, "the index")
    entries = tuple(_entry(each) for each in shape.entries)
    faults = [f"{entry.id} {entry.version} stands twice" for entry in _repeated(entries)]
    if shape.expires_ms <= shape.issued_ms:
        faults.append("expires_ms: it is not after issued_ms")
    if faults:
        raise ShapeError("{what} cannot be used: {faults}", what="the index", faults="; ".join(faults))
    return Index(serial=shape.serial, issued_ms=shape.issued_ms, expires_ms=shape.expires_ms, entries=entries)


def _entry(shape: _EntryShape) -> IndexEntry:
    yanked = Yank(shape.yanked.reason, shape.yanked.since_ms) if shape.yanked is not None else None
    plain = shape.model_dump(exclude={"yanked", "statements"})
    return IndexEntry(**plain, statements=tuple(shape.statements), yanked=yanked)


def _repeated(entries: tuple[IndexEntry, ...]) -> list[IndexEntry]:
    known: set[tuple[str, str]] = set()
    names: set[str] = set()
    repeated: list[IndexEntry] = []
    for entry in entries:
        if (entry.id, entry.version) in known or entry.archive in names:
            repeated.append(entry)
        known.add((entry.id, entry.version))
        names.add(entry.archive)
    return repeated


def seen_of(index: Index) -> Seen:
    """What does a workspace remember of this index?

    Takes: an accepted index. Gives: its serial and the SHA-256 of its payload.
    """
    return Seen(index.serial, hashlib.sha256(index_payload(index)).hexdigest())


def open_index(envelope: Envelope, store: TrustStore, now_ms: int, seen: Seen | None = None) -> Index:
    """Which index does this envelope hold, and may it be believed?

    Takes: the envelope; the keys that are known; the instant; what was seen of this registry before.
    Gives: the index, once a key that may "index" has signed it for every kit it lists.
    Refuses: ShapeError; NotAllowed when no such key has signed it, or it has expired; Conflict when it is older than
    one seen before, or another one of the same serial.
    """
    if envelope.payload_type != INDEX_TYPE:
        raise ShapeError("the envelope holds {found}, not the index of a registry", found=envelope.payload_type)
    signers = [store.keys[name] for name in verify(envelope, store.publics)]
    if not signers:
        raise NotAllowed("no key that is known here has signed the index, or it was altered")
    index = read_index(envelope.payload)
    allowed = [key for key in signers if _may_index(key, index, now_ms)]
    if not allowed:
        names = ", ".join(sorted(key.name for key in signers))
        raise NotAllowed("the index is signed by {keys}, without the right to list these kits today", keys=names)
    if index.issued_ms > now_ms + CLOCK_SKEW_MS:
        day = format_instant(index.issued_ms)
        raise NotAllowed("the index was issued in the future ({day}): check the clock of this machine", day=day)
    if now_ms >= index.expires_ms:
        day = format_instant(index.expires_ms)
        raise NotAllowed("the index expired on {day}: its registry must sign a new one", day=day)
    _refuse_replay(index, seen)
    return index


def _may_index(key: TrustedKey, index: Index, now_ms: int) -> bool:
    dated = key.from_ms <= index.issued_ms and now_ms < key.until_ms and key.revoked_ms is None
    return dated and "index" in key.may and all(key.is_for(entry.id) for entry in index.entries)


def _refuse_replay(index: Index, seen: Seen | None) -> None:
    if seen is None or index.serial > seen.serial:
        return
    if index.serial < seen.serial:
        raise Conflict(
            "the index is older than one seen before: serial {serial} after {seen}",
            serial=index.serial,
            seen=seen.serial,
        )
    if seen_of(index).sha256 != seen.sha256:
        raise Conflict("the registry gave two different indexes with the serial {serial}", serial=index.serial)


def check_archive(entry: IndexEntry, content: bytes) -> None:
    """Are these the bytes that the index speaks of?

    Takes: the entry; the bytes of the archive. Refuses: Conflict when their number or their SHA-256 differs.
    """
    if len(content) != entry.bytes:
        raise Conflict(
            "{archive} has {found} bytes where the index says {wanted}",
            archive=entry.archive, found=len(content), wanted=entry.bytes,
        )  # fmt: skip
    if hashlib.sha256(content).hexdigest() != entry.sha256:
        raise Conflict("{archive} is not the archive that the index speaks of", archive=entry.archive)
