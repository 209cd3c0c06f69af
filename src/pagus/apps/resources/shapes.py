"""What goes to the ingest process to be kept, and what comes back: writes of resources, their index rows, outcomes.

Everything that needs the content of a resource (decoding, checking, index values) is done before, by the door. What
only the one writer can decide is left open: whether a condition holds, which version comes next, which resource a
conditional reference names. So a body travels as a ``Body`` with slots, which are filled inside the transaction.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal, TypeVar

import msgspec
from msgspec import structs

from pagus.apps.resources.query import Query
from pagus.apps.streams.observation import Note, Observation, RequestKey

__all__ = [
    "ID_SLOT",
    "UPDATED_SLOT",
    "VERSION_SLOT",
    "Body",
    "IndexRows",
    "KeepEach",
    "Keeping",
    "Kept",
    "KeptEach",
    "Limits",
    "Miss",
    "Mould",
    "Outcome",
    "Reindexed",
    "Reindexing",
    "Stencil",
    "Unkept",
    "Write",
    "again",
    "drawn",
    "filled",
    "instant_text",
    "mould_of",
    "parameter_number",
    "stencil_of",
    "system_number",
]

Body = list[bytes | int]
"""Pieces of a resource's JSON; a number is a slot. From 0 on it is the ``Type/id`` of the write of that number, and
beyond the writes that of the lookup."""
ID_SLOT, VERSION_SLOT, UPDATED_SLOT = -1, -2, -3
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class IndexRows(msgspec.Struct, array_like=True, gc=False):
    """By what a version is found. A code that is a number is the slot of a reference."""

    tokens: list[tuple[int, str | int, int]] = []
    """(parameter, code, system); references and addresses too, as code without system."""
    dates: list[tuple[int, int, int]] = []
    """(parameter, first ms, last ms)."""
    quantities: list[tuple[int, str, float, float]] = []
    """(parameter, unit, low, high)."""
    texts: list[tuple[int, str, str]] = []
    """(parameter, folded, as written)."""


class Mould(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Index rows that many readings have in common: each of them names the mould instead of having them.

    ``rows``: tokens and texts as ``IndexRows`` in MessagePack, in order; ``digest``: of these bytes.
    """

    digest: bytes
    rows: bytes


class Stencil(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """The JSON that the first versions of many readings have in common, with gaps: each is kept as what lies in them.

    ``pattern``: as for ``%``, with a ``%s`` for each gap, and NUL where the instant of keeping comes; ``digest``: of
    these bytes.
    """

    digest: bytes
    pattern: bytes


class Write(msgspec.Struct, array_like=True):
    """One resource to be kept, replaced or deleted.

    ``id``: of a create the one it gets; of an update or a deletion the one it has; with ``match`` the one it gets where
    nothing matches. ``match``: the condition, as a search. ``if_version``: the version that must be the current one;
    0: none may be there. ``fixed``: the id was chosen by the sender of a conditional update. ``mould``: the digest of
    the mould, one of the keeping, whose rows it is found by as well; empty for none. ``stencil``: the digest of one of
    the keeping; then ``texts`` (parted by NUL) lie in its gaps, instead of a ``body``.
    """

    action: Literal["create", "update", "delete"]
    type: str
    id: str
    body: Body = []
    rows: IndexRows = msgspec.field(default_factory=IndexRows)
    observations: list[Observation] = []
    subject: str = ""
    territory: str = ""
    match: Query | None = None
    if_version: int | None = None
    fixed: bool = False
    mould: bytes = b""
    stencil: bytes = b""
    texts: str = ""


class Limits(msgspec.Struct, array_like=True, frozen=True):
    """What somebody may find: resources of these territories, or about these people.

    ``people`` None: everybody who lives in the territories. ``closed``: types that are about people, of which one who
    sees only some people sees no resource that is about nobody known.
    """

    territories: tuple[str, ...]
    people: tuple[str, ...] | None = None
    closed: tuple[str, ...] = ()

    def hold(self, type_: str, territory: str, subject: str) -> bool:
        """Does a resource of this type, place and subject lie within? As ``conditions.limits_of`` says in SQL."""
        here = territory in self.territories
        if self.people is None:
            return here
        return subject in self.people or (here and not subject.startswith("person:") and type_ not in self.closed)


class Keeping(msgspec.Struct, array_like=True, tag="keeping"):
    """Writes of one sender that are kept together or not at all.

    ``lookups``: references by search, each of which must find one. ``again``: this very keeping was sent before, and
    its answer was lost: what it created is there, or is created now.
    """

    source: str
    writes: list[Write]
    limits: Limits
    lookups: list[Query] = []
    request: RequestKey | None = None
    again: bool = False
    moulds: list[Mould] = []
    stencils: list[Stencil] = []


class KeepEach(msgspec.Struct, array_like=True, tag="keep-each"):
    """Several keepings in one transaction, each kept or not for itself."""

    keepings: list[Keeping]


Done = Literal["created", "updated", "unchanged", "deleted", "absent", "exists"]


class Outcome(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What became of one write: ``exists`` is a conditional create that found one, ``absent`` a deletion of nothing."""

    done: Done
    id: str
    version: int
    updated_ms: int


Reason = Literal["gone", "stale", "exists", "ambiguous", "unmatched", "twice", "foreign", "observed", "refused", "key"]


class Miss(msgspec.Struct, array_like=True, frozen=True):
    """Why nothing was kept: which write, of what kind the reason is, in words. Lookups are numbered after the writes.

    ``observation``: which observation of the write was refused; None for other reasons.
    """

    write: int
    reason: Reason
    key: str
    facts: Mapping[str, str | int | float] = {}
    remedy: str = ""
    field: str = ""
    observation: int | None = None


class Kept(msgspec.Struct, tag="kept"):
    """It is on the disk. ``held``: notes of observations that wait for a person's review, by number of the write.

    ``references``: what the lookups found.
    """

    outcomes: list[Outcome]
    held: list[tuple[int, Note]] = []
    references: list[str] = []


class Unkept(msgspec.Struct, tag="unkept"):
    """Nothing was kept."""

    misses: list[Miss]


class KeptEach(msgspec.Struct, tag="kept-each"):
    """What became of each keeping."""

    answers: list[Kept | Unkept]


class Reindexing(msgspec.Struct, array_like=True, tag="reindexing"):
    """Index rows of versions that are kept already, by their place (``seq``): what an older Pagus did not make.

    ``reached``: up to which place all have them now. ``finished``: the version of the rows (``tables.TABLES_VERSION``)
    that every current version has now; 0 while there are more.
    """

    rows: list[tuple[int, IndexRows]]
    reached: int
    finished: int = 0


class Reindexed(msgspec.Struct, tag="reindexed"):
    """They are on the disk."""


def mould_of(rows: IndexRows) -> Mould:
    """The mould of these rows: the same for the same ones, in whatever order. Takes: tokens and texts without slots."""
    if rows.dates or rows.quantities:
        raise ValueError("a mould has tokens and texts only")
    content = msgspec.msgpack.encode(IndexRows(sorted(rows.tokens), [], [], sorted(rows.texts)))
    return Mould(hashlib.blake2b(content, digest_size=16).digest(), content)


def stencil_of(pattern: bytes) -> Stencil:
    """The stencil with this pattern."""
    return Stencil(hashlib.blake2b(pattern, digest_size=16).digest(), pattern)


def drawn(pattern: str, texts: str, updated_ms: int) -> bytes:
    """The bytes of a first version from the pattern of its stencil, the texts in the gaps, the instant of keeping."""
    before, after = (pattern % tuple(texts.split("\0"))).split("\0")
    return f"{before}{instant_text(updated_ms)}{after}".encode()


def filled(body: Body, id_: str, version: int, updated_ms: int, references: Sequence[str]) -> bytes:
    """The bytes of a resource, its slots filled. ``references``: ``Type/id`` of each write, then of each lookup."""
    pieces = []
    for piece in body:
        if isinstance(piece, bytes):
            pieces.append(piece)
        elif piece >= 0:
            pieces.append(references[piece].encode())
        elif piece == ID_SLOT:
            pieces.append(id_.encode())
        else:
            pieces.append(str(version).encode() if piece == VERSION_SLOT else _instant_bytes(updated_ms))
    return b"".join(pieces)


@lru_cache(maxsize=64)
def _instant_bytes(ms: int) -> bytes:
    return instant_text(ms).encode()


Asked = TypeVar("Asked")


def again(asked: Asked) -> Asked:
    """The same, marked as sent before. What is no keeping stays as it is: it has no effect twice anyway."""
    if isinstance(asked, Keeping):
        return structs.replace(asked, again=True)
    if isinstance(asked, KeepEach):
        return structs.replace(asked, keepings=[again(each) for each in asked.keepings])
    return asked


@lru_cache(maxsize=1024)
def instant_text(ms: int) -> str:
    """An instant as FHIR writes it: ``2026-03-15T08:00:00.000Z``."""
    return (_EPOCH + timedelta(milliseconds=ms)).strftime("%Y-%m-%dT%H:%M:%S.") + f"{ms % 1000:03d}Z"


@lru_cache(maxsize=8192)
def parameter_number(type_: str, parameter: str) -> int:
    """The number of a search parameter: 31 bits of the digest of its name. A test holds all of R4 to be different."""
    return int.from_bytes(hashlib.blake2b(f"{type_}.{parameter}".encode(), digest_size=4).digest()) >> 1


@lru_cache(maxsize=8192)
def system_number(system: str) -> int:
    """The number of a system of codes: 63 bits of the digest of its address; 0 for none."""
    return int.from_bytes(hashlib.blake2b(system.encode(), digest_size=8).digest()) >> 1 if system else 0
