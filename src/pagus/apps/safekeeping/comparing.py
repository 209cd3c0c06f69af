"""Are these restored tables and observations those that were backed up?"""

from __future__ import annotations

from pathlib import Path

from pagus.apps.safekeeping.database_copy import DatabaseFacts, Told
from pagus.apps.safekeeping.manifest import Manifest
from pagus.apps.safekeeping.observations import Observed, fingerprint_of_copy
from pagus.errors import StoreError

__all__ = ["compare_observations", "compare_rows"]


def compare_rows(facts: DatabaseFacts, manifest: Manifest) -> None:
    """Refuse tables, not migrated yet, that have other rows than the manifest says. Refuses: StoreError."""
    found, wanted = facts.rows, manifest.rows
    other = sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))
    if other:
        raise StoreError("the restored tables have other rows than those backed up: {tables}", tables=", ".join(other))


def compare_observations(tables: Observed, archive: Path, manifest: Manifest, told: Told) -> None:
    """Refuse observations, hot and archived, that have another fingerprint. Refuses: StoreError."""
    if fingerprint_of_copy(tables, archive, told) != manifest.observations:
        raise StoreError("the restored observations are not those that were backed up")
