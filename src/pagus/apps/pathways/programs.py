"""The pathway that somebody follows, ready to be run: by the digest of the kit and the values of its territory."""

from __future__ import annotations

from functools import lru_cache

from pagus.apps.installations.kit_library import installed_kit
from pagus.apps.installations.queries import InstalledKit, get_installation
from pagus.apps.pathways.models import Run
from pagus.engines.pathways import Program, compile_pathway

__all__ = ["program_here", "program_of"]


def program_of(run: Run) -> Program:
    """The program of this course. Refuses: ConfigError when the copy of its kit is missing or was altered."""
    return program_here(get_installation(run.installation_id), run.pathway)


def program_here(installed: InstalledKit, pathway: str) -> Program:
    """The program of this pathway of an installation. Refuses: NotFound for a pathway that its kit does not have."""
    return _compiled(installed.kit.digest, pathway, tuple(sorted(installed.parameters.items())))


@lru_cache(maxsize=128)
def _compiled(digest: str, pathway: str, values: tuple[tuple[str, float], ...]) -> Program:
    return compile_pathway(installed_kit(digest), pathway, dict(values))
