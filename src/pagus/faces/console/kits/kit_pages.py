"""Where the pages of a kit lie: one of the library, or one that a registry of this workspace offers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from pagus.apps.installations import queries as installations

__all__ = ["KitPages", "library_pages", "pages_of", "registry_pages"]

_OFFERED = re.compile(r"registry:(?P<registry>[^\s/]+)/(?P<publisher>[a-z0-9-]+)/(?P<slug>[a-z0-9-]+)@(?P<version>.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class KitPages:
    """The addresses of the pages of one kit; ``reference`` names it to ``kit_library.find_kit``."""

    reference: str
    registry: str
    """Empty for a kit of the library."""
    kit: str
    install: str
    rehearsal: str
    acceptance: str


def library_pages(slug: str) -> KitPages:
    """The pages of a kit of the library. Refuses: Http404 when it has none of that slug."""
    if slug not in {kit.slug for kit in installations.library_kits()}:
        raise Http404
    return KitPages(
        reference=slug,
        registry="",
        kit=reverse("console:kit", args=[slug]),
        install=reverse("console:kit_install", args=[slug]),
        rehearsal=reverse("console:kit_rehearsal", args=[slug]),
        acceptance=reverse("console:kit_acceptance", args=[slug]),
    )


def registry_pages(registry: str, publisher: str, slug: str, version: str) -> KitPages:
    """The pages of a version that a registry offered when it was last asked. Refuses: Http404 for anything else."""
    reference = f"registry:{registry}/{publisher}/{slug}@{version}"
    if installations.offered_kit(reference) is None:
        raise Http404
    where = [registry, publisher, slug, version]
    return KitPages(
        reference=reference,
        registry=registry,
        kit=reverse("console:offered_kit", args=where),
        install=reverse("console:offered_install", args=where),
        rehearsal=reverse("console:offered_rehearsal", args=where),
        acceptance=reverse("console:offered_acceptance", args=where),
    )


def pages_of(reference: str) -> KitPages:
    """The pages of the kit that this reference names. Refuses: Http404."""
    offered = _OFFERED.fullmatch(reference)
    return registry_pages(**offered.groupdict()) if offered else library_pages(reference)
