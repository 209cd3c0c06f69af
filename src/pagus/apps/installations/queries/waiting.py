"""What a running kit asks of people: tasks, and newer versions that are there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.installations.kit_library import known_kit, library_kits
from pagus.apps.installations.models import Installation, Task
from pagus.apps.installations.offers import offers_of
from pagus.apps.installations.plan import needs_acceptance
from pagus.apps.installations.queries.planning import acceptance_of
from pagus.apps.installations.queries.running import InstalledKit, active_installations, get_installation
from pagus.kit_language.difference import compare_kits
from pagus.kit_language.model import Kit
from pagus.kit_language.version import read_version

__all__ = [
    "AwaitedAcceptance",
    "NewerVersion",
    "OpenTask",
    "awaited_acceptances",
    "newer_versions",
    "open_tasks",
    "versions_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTask:
    """A task that waits: about which installation, for whom, since when, until when, and what it tells."""

    id: int
    installed: InstalledKit
    kind: str
    verb: str
    facts: Mapping[str, str]
    opened_ms: int
    due_ms: int
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewerVersion:
    """What runs, and the newest version that is known; ``reference`` names it to ``kit_library.find_kit``."""

    installation: int
    kit: str
    running: str
    newest: str | None
    reference: str
    where: str
    """``library``, or the name of a registry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitedAcceptance:
    """A newer version that changes clinical rules, and that nobody has accepted here yet."""

    installed: InstalledKit
    newer: Kit
    reference: str


def open_tasks(user: Actor, installation_id: int | None = None) -> tuple[OpenTask, ...]:
    """Which tasks wait for this user, the most pressing first; those of one installation, or of all?"""
    now_ms = settings.WORKSPACE.clock.now_ms()
    rows = Task.objects.filter(done_ms__isnull=True).select_related("installation").order_by("due_ms", "pk")
    if installation_id is not None:
        rows = rows.filter(installation_id=installation_id)
    return tuple(
        OpenTask(
            id=row.pk,
            installed=get_installation(row.installation_id),
            kind=row.kind,
            verb=row.verb,
            facts=row.facts,
            opened_ms=row.opened_ms,
            due_ms=row.due_ms,
            overdue=row.due_ms < now_ms,
        )
        for row in rows
        if accounts.may(user, row.verb, row.installation.territory)
    )


def newer_versions() -> tuple[NewerVersion, ...]:
    """For each kit that runs here: is a newer version known, and where?"""
    found = []
    for installed in active_installations():
        if installed.superseded_ms is None:
            version, where, reference = _newest(installed)
            is_newer = read_version(version) > read_version(installed.kit.version)
            found.append(
                NewerVersion(
                    installation=installed.id,
                    kit=installed.kit.id,
                    running=installed.kit.version,
                    newest=version if is_newer else None,
                    reference=reference if is_newer else "",
                    where=where if is_newer else "",
                )
            )
    return tuple(found)


def _newest(installed: InstalledKit) -> tuple[str, str, str]:
    """The highest version that the library and the registries have and that was not withdrawn; where, and its name."""
    kit = installed.kit
    offered = [(shipped.version, "library", shipped.slug) for shipped in library_kits() if shipped.id == kit.id]
    offered += [
        (entry.version, name, f"registry:{name}/{entry.id}@{entry.version}")
        for name, entry in offers_of(kit.id)
        if entry.yanked is None
    ]
    return max(offered, key=lambda it: read_version(it[0]), default=(kit.version, "", ""))


def awaited_acceptances(user: Actor) -> tuple[AwaitedAcceptance, ...]:
    """Which newer versions wait for a clinical acceptance that this user may give?

    Gives: those of kits that run outside a simulation, whose clinical rules change, and that nobody accepted here.
    """
    found = []
    for offered in newer_versions():
        installed = get_installation(offered.installation)
        if offered.newest is None or not accounts.may(user, "accept_kit", installed.territory):
            continue
        newer = known_kit(offered.reference).kit
        asked = needs_acceptance(newer, installed.mode) and compare_kits(installed.kit, newer).changes_clinical_rules
        if asked and acceptance_of(newer.digest, installed.territory) is None:
            found.append(AwaitedAcceptance(installed=installed, newer=newer, reference=offered.reference))
    return tuple(found)


def versions_of(installation_id: int) -> tuple[InstalledKit, ...]:
    """Every version of this kit that ran or runs in this territory, the newest first. Refuses: NotFound."""
    installed = get_installation(installation_id)
    rows = Installation.objects.filter(kit_id=installed.kit.id, territory=installed.territory).order_by("-pk")
    return tuple(get_installation(row.pk) for row in rows)
