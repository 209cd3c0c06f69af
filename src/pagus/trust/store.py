"""The trust store: which keys a workspace knows, whose they are, and what each may sign. ``trust/keys.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from pagus.errors import ConfigError, PagusError, ShapeError
from pagus.trust.keys import PublicKey, key_id, read_public
from pagus.trust.shape import Instant, Shape, Words, fit, read_toml
from pagus.trust.statement import Kind

__all__ = ["RIGHT_FOR", "Right", "TrustStore", "TrustedKey", "covers", "read_store"]

LARGEST_STORE = 256 * 1024
MOST_KEYS = 500

Right = Literal["publish", "accept", "evaluate", "measure", "revoke", "index"]
RIGHT_FOR: Mapping[Kind, Right] = {
    "publication": "publish",
    "clinical_acceptance": "accept",
    "evaluation": "evaluate",
    "measured_result": "measure",
    "revocation": "revoke",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustedKey:
    """A public key with what its holder may sign, about which kits, from (included) and until (excluded) when.

    ``revoked_ms`` is when it was found to be lost or stolen; nothing that it signed counts, whenever it says it did.
    """

    id: str
    name: str
    organisation: str
    public: PublicKey
    may: frozenset[Right]
    kits: tuple[str, ...]
    from_ms: int
    until_ms: int
    revoked_ms: int | None = None
    reason: str = ""

    def is_for(self, kit: str) -> bool:
        """May it speak of this kit at all?"""
        return any(covers(pattern, kit) for pattern in self.kits)


@dataclass(frozen=True, slots=True)
class TrustStore:
    """The keys that are known, by their id."""

    keys: Mapping[str, TrustedKey] = field(default_factory=dict)

    @property
    def publics(self) -> dict[str, PublicKey]:
        """The public keys by their id, as ``envelope.verify`` takes them."""
        return {name: key.public for name, key in self.keys.items()}


def covers(pattern: str, kit: str) -> bool:
    """Does this pattern of a trust store mean this kit?

    Takes: ``*``, ``publisher/*`` or ``publisher/name``; the id of a kit. Gives: whether it does.
    """
    if pattern.endswith("/*"):
        return kit.startswith(pattern[:-1])
    return pattern in {"*", kit}


class _KeyShape(Shape):
    id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}\z")]
    name: Words
    organisation: Words
    public: Annotated[str, StringConstraints(max_length=80)]
    may: Annotated[list[Right], Field(min_length=1)]
    kits: Annotated[
        list[Annotated[str, StringConstraints(pattern=r"^(\*|[a-z][a-z0-9-]{0,47}/(\*|[a-z][a-z0-9-]{0,47}))\z")]],
        Field(min_length=1),
    ]
    from_: Annotated[Instant, Field(alias="from")]
    until: Instant
    revoked: Instant | None = None
    reason: Words | None = None


class _StoreShape(Shape):
    key: list[_KeyShape] = Field(default_factory=list, max_length=MOST_KEYS)


def read_store(text: str, name: str = "trust/keys.toml") -> TrustStore:
    """Which keys does this text trust, with what?

    Takes: TOML text with tables ``[[key]]``; the name of the file. Gives: the store; empty text is an empty store.
    Refuses: ConfigError with every fault: a shape, an id that is not that of its public key, a key that stands twice.
    """
    data = read_toml(text, name, LARGEST_STORE)
    try:
        shape = fit(_StoreShape, data, name)
    except ShapeError as error:
        raise ConfigError("{what} cannot be used: {faults}", what=name, faults=error.facts["faults"]) from error
    faults: list[str] = []
    keys: dict[str, TrustedKey] = {}
    for number, entry in enumerate(shape.key):
        key = _trusted(entry, f"key.{number}", faults)
        if entry.id in keys:
            faults.append(f"key.{number}.id: {entry.id} stands twice")
        if key is not None:
            keys[entry.id] = key
    if faults:
        raise ConfigError("{what} cannot be used: {faults}", what=name, faults="; ".join(faults))
    return TrustStore(keys)


def _trusted(entry: _KeyShape, place: str, faults: list[str]) -> TrustedKey | None:
    if entry.from_ >= entry.until:
        faults.append(f"{place}.until: it is not after from")
    if (entry.revoked is None) != (entry.reason is None):
        faults.append(f"{place}: revoked and reason stand together")
    try:
        public = read_public(entry.public)
    except PagusError as error:
        faults.append(f"{place}.public: {error}")
        return None
    if key_id(public) != entry.id:
        faults.append(f"{place}.id: the id of this public key is {key_id(public)}")
    return TrustedKey(
        id=entry.id,
        name=entry.name,
        organisation=entry.organisation,
        public=public,
        may=frozenset(entry.may),
        kits=tuple(entry.kits),
        from_ms=entry.from_,
        until_ms=entry.until,
        revoked_ms=entry.revoked,
        reason=entry.reason or "",
    )
