"""What the registries of this workspace offer, and who signed what about it, as far as it is known here."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from pagus.apps.installations.kit_library import installed_kit
from pagus.apps.installations.offers import kept_offers
from pagus.apps.installations.trusting import judgement_of_facts
from pagus.kit_language.model import Kit
from pagus.trust import IndexEntry, Judgement, KitFacts

__all__ = ["OfferedBy", "OfferedKit", "offered_here", "offered_kit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedKit:
    """One version that a registry offers: what its index says, who signed what about it, the kit when it is here."""

    entry: IndexEntry
    reference: str
    judgement: Judgement
    kit: Kit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedBy:
    """One registry: what it offered when it was last asked, and why it cannot be used when it cannot."""

    name: str
    location: str
    asked_ms: int | None
    problem: str
    kits: tuple[OfferedKit, ...]


def offered_here() -> tuple[OfferedBy, ...]:
    """What does each registry of this workspace offer? As it was when it was last asked: no network is waited for."""
    return tuple(
        OfferedBy(
            name=offers.name,
            location=offers.location,
            asked_ms=offers.asked_ms,
            problem=offers.problem,
            kits=tuple(_offered(offers.name, entry) for entry in offers.entries),
        )
        for offers in kept_offers()
    )


def offered_kit(reference: str) -> OfferedKit | None:
    """The version that a registry offers under this reference; None when none does."""
    for offers in kept_offers():
        for entry in offers.entries:
            if reference == _reference(offers.name, entry):
                return _offered(offers.name, entry)
    return None


def _offered(registry: str, entry: IndexEntry) -> OfferedKit:
    facts = KitFacts(id=entry.id, version=entry.version, digest=entry.digest, clinical=entry.clinical)
    here = (settings.WORKSPACE.kits / entry.digest).is_dir()
    return OfferedKit(
        entry=entry,
        reference=_reference(registry, entry),
        judgement=judgement_of_facts(facts, (), shipped=False),
        kit=installed_kit(entry.digest) if here else None,
    )


def _reference(registry: str, entry: IndexEntry) -> str:
    return f"registry:{registry}/{entry.id}@{entry.version}"
