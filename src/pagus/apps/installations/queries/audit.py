"""Who approved what held at a date: the version, its signatures, its acceptance, the values by layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import F, Q

from pagus.apps.installations.kit_library import installed_kit
from pagus.apps.installations.layers import LayerValue, explain, holders_of, values_at
from pagus.apps.installations.models import Acceptance, Enrolment, Installation, Tenure
from pagus.apps.installations.queries.running import InstalledKit, get_installation
from pagus.kit_language.model import Text

__all__ = [
    "AcceptedBy",
    "GivenAcceptance",
    "InForce",
    "KnownKit",
    "acceptances",
    "in_force",
    "known_kits",
    "standing_of",
]


@dataclass(frozen=True, slots=True)
class AcceptedBy:
    """A clinical acceptance."""

    by: str
    role: str
    at_ms: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """What held at an instant, for a subject or for the territory, and on whose word."""

    installed: InstalledKit
    at_ms: int
    origin: str
    signatures: tuple[Mapping[str, object], ...]
    acceptance: AcceptedBy | None
    values: Mapping[str, tuple[LayerValue, ...]]
    """For each parameter of the kit: what each layer said at that instant; the last one held."""


@dataclass(frozen=True, slots=True)
class KnownKit:
    """A kit that runs or ran here."""

    id: str
    title: Text
    territory: str


@dataclass(frozen=True, slots=True)
class GivenAcceptance:
    """A clinical acceptance with the content that it speaks of."""

    version: str
    digest: str
    given: AcceptedBy


def acceptances(kit_id: str, territory: str) -> tuple[GivenAcceptance, ...]:
    """Who accepted which version of this kit for this territory, the newest first?"""
    rows = Acceptance.objects.filter(kit_id=kit_id, territory=territory).order_by("-pk")
    return tuple(
        GivenAcceptance(row.version, row.digest, AcceptedBy(row.by, row.role, row.at_ms, row.words)) for row in rows
    )


def known_kits() -> tuple[KnownKit, ...]:
    """Which kits run here or ever ran, each once for a territory?"""
    rows = Installation.objects.order_by("kit_id", "territory", "pk")
    newest = {(row.kit_id, row.territory): row for row in rows}
    return tuple(KnownKit(row.kit_id, installed_kit(row.digest).title, row.territory) for row in newest.values())


def in_force(kit_id: str, territory: str, at_ms: int, subject: str | None = None) -> InForce | None:
    """Which version of a kit held at this instant, with which values, approved by whom?

    Takes: the kit's id; the place it is installed in; ms UTC; a subject, for the version and the values that held for
    it. Gives: None when none ran, or when the subject was not followed.
    """
    during = Q(from_ms__lte=at_ms) & (Q(to_ms__isnull=True) | Q(to_ms__gt=at_ms))
    model = Tenure if subject is None else Enrolment
    rows = model.objects.filter(during, installation__kit_id=kit_id, installation__territory=territory)
    if subject is not None:
        rows = rows.filter(subject=subject)
    found = rows.order_by(F("pk").desc()).first()
    return None if found is None else standing_of(found.installation_id, at_ms, subject)


def standing_of(installation_id: int, at_ms: int, subject: str | None = None) -> InForce:
    """On whose word did this installation work at this instant, for a subject or for its territory?

    Refuses: NotFound.
    """
    installed = get_installation(installation_id)
    row = Installation.objects.select_related("acceptance").get(pk=installation_id)
    held = values_at(installation_id, at_ms)
    chain = holders_of([subject])[subject] if subject else (("territory", ""),)
    return InForce(
        installed=installed,
        at_ms=at_ms,
        origin=str(row.provenance.get("origin", "")),
        signatures=tuple(row.provenance.get("signatures", ())),
        acceptance=_accepted(row.acceptance),
        values={name: tuple(explain(installed.kit, name, held, chain)) for name in installed.kit.parameters},
    )


def _accepted(row: Acceptance | None) -> AcceptedBy | None:
    return None if row is None else AcceptedBy(row.by, row.role, row.at_ms, row.words)
