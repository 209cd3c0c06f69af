"""What runs here, for whom, with which parameters, and who set them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Max

from pagus.apps.installations.kit_library import installed_kit, library_kit, library_kits
from pagus.apps.installations.layers import (
    Holder,
    LayerValue,
    current_values,
    effective_by_subject,
    explain,
    holders_of,
    values_at,
)
from pagus.apps.installations.models import Enrolment, Installation
from pagus.errors import NotFound
from pagus.kit_language.model import Kit, Mode

__all__ = [
    "ChosenSet",
    "Enrolled",
    "InstalledKit",
    "LayerValue",
    "active_installations",
    "chosen_set",
    "enrolments",
    "enrolments_of",
    "explain_parameter",
    "followed_now",
    "get_installation",
    "library_kit",
    "library_kits",
    "revision",
    "sets_at",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledKit:
    """An installation with its kit; ``parameters`` as they hold for the whole territory."""

    id: int
    kit: Kit
    territory: str
    parameters: Mapping[str, float]
    mode: Mode
    installed_ms: int
    installed_by: str
    removed_ms: int | None = None
    superseded_ms: int | None = None
    """Since when a newer version takes the new people."""
    replaces: int | None = None
    """The number of the installation that this one replaced."""
    ended_reason: str = ""
    """Why it ended; the word ``replaced`` when a newer version had taken over everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """Someone or something followed; ``parameters`` as they hold for this subject."""

    subject: str
    from_ms: int
    """From when on alerts are raised."""
    observed_from_ms: int
    """From when on observations count; earlier than ``from_ms`` for someone moved from another version."""
    to_ms: int | None
    parameters: Mapping[str, float]


def active_installations() -> list[InstalledKit]:
    """Which kits run here now?"""
    rows = Installation.objects.filter(removed_ms__isnull=True).order_by("pk")
    return [_installed(row) for row in rows]


def get_installation(installation_id: int) -> InstalledKit:
    """The installation of that number, also one that has ended. Refuses: NotFound."""
    row = Installation.objects.filter(pk=installation_id).first()
    if row is None:
        raise NotFound("no installation has the number {installation}", installation=installation_id)
    return _installed(row)


def enrolments(installation_id: int) -> list[Enrolled]:
    """Whom does this installation follow, or did it follow, and with which parameters?"""
    kit = get_installation(installation_id).kit
    rows = Enrolment.objects.filter(installation_id=installation_id).order_by("subject", "from_ms")
    found = list(rows.values_list("subject", "from_ms", "observed_from_ms", "to_ms"))
    holders = holders_of(subject for subject, *_ in found)
    effective = effective_by_subject(kit, current_values(installation_id), holders)
    return [
        Enrolled(
            subject=subject, from_ms=from_ms, observed_from_ms=observed, to_ms=to_ms, parameters=effective[subject]
        )
        for subject, from_ms, observed, to_ms in found
    ]


def enrolments_of(subject: str) -> list[tuple[InstalledKit, Enrolled]]:
    """Which installations follow this subject, or did, and with which parameters?"""
    rows = Enrolment.objects.filter(subject=subject).select_related("installation").order_by("from_ms")
    holders = holders_of([subject])
    result = []
    for row in rows:
        installed = _installed(row.installation)
        effective = effective_by_subject(installed.kit, current_values(installed.id), holders)[subject]
        enrolled = Enrolled(
            subject=subject,
            from_ms=row.from_ms,
            observed_from_ms=row.observed_from_ms,
            to_ms=row.to_ms,
            parameters=effective,
        )
        result.append((installed, enrolled))
    return result


def followed_now(installation_id: int) -> tuple[str, ...]:
    """Whom or what does this installation follow now, by code?"""
    rows = Enrolment.objects.filter(installation_id=installation_id, to_ms__isnull=True)
    return tuple(rows.order_by("subject").values_list("subject", flat=True))


def revision() -> int:
    """How far have installations, enrolments and parameters come? Grows at any change of them."""
    return Installation.objects.aggregate(Max("revision"))["revision__max"] or 0


def explain_parameter(installation_id: int, name: str, subject: str | None = None) -> list[LayerValue]:
    """Which layers say what about this parameter, for a subject or for the territory?

    Gives: the kit's own value first, then territory, team, person where they set one; the last one holds.
    Refuses: NotFound for the installation or the parameter.
    """
    kit = get_installation(installation_id).kit
    if name not in kit.parameters:
        raise NotFound("kit {kit} has no parameter {name}", kit=kit.id, name=name)
    chain = holders_of([subject])[subject] if subject else (("territory", ""),)
    return explain(kit, name, current_values(installation_id), chain)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenSet:
    """The set of targets that holds for somebody: who chose it, when and why, and which values were changed since.

    ``changed``: parameters of the set, as the kit has it now, that have another value for this person.
    """

    name: str
    by: str
    at_ms: int
    reason: str
    changed: tuple[str, ...]


def chosen_set(installed: InstalledKit, enrolled: Enrolled) -> ChosenSet | None:
    """Which set of targets was chosen last for this person, and does it still hold as it was? None: no set."""
    held = current_values(installed.id).get(("person", enrolled.subject), {})
    rows = [row for row in held.values() if row.target_set]
    if not rows:
        return None
    last = max(rows, key=lambda row: row.pk)
    target = installed.kit.target_sets.get(last.target_set)
    values = target.values.items() if target is not None else ()
    changed = tuple(name for name, each in values if enrolled.parameters[name] != each.value)
    return ChosenSet(name=last.target_set, by=last.by, at_ms=last.at_ms, reason=last.reason, changed=changed)


def sets_at(installed: InstalledKit, at_ms: int) -> dict[str, dict[str, float]]:
    """Which values did the set of targets chosen last give to each person at that instant? Nobody without a set.

    The values are those of the set as the kit has it now, whatever somebody changed for the person since.
    """
    found: dict[str, dict[str, float]] = {}
    for (layer, holder), held in values_at(installed.id, at_ms).items():
        rows = [row for row in held.values() if row.target_set] if layer == "person" else []
        target = installed.kit.target_sets.get(max(rows, key=lambda row: row.pk).target_set) if rows else None
        if target is not None:
            found[holder] = {name: each.value for name, each in target.values.items()}
    return found


def _installed(row: Installation) -> InstalledKit:
    kit = installed_kit(row.digest)
    chain: dict[str, tuple[Holder, ...]] = {"": (("territory", ""),)}
    return InstalledKit(
        id=row.pk,
        kit=kit,
        territory=row.territory,
        parameters=effective_by_subject(kit, current_values(row.pk), chain)[""],
        mode=row.mode,
        installed_ms=row.installed_ms,
        installed_by=row.installed_by,
        removed_ms=row.removed_ms,
        superseded_ms=row.superseded_ms,
        replaces=row.replaces_id,
        ended_reason=row.ended_reason,
    )
