"""The kits that this Pagus carries."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pagus
from pagus.errors import NotFound
from pagus.kit_language.load import load_kit
from pagus.kit_language.model import Kit

__all__ = ["LIBRARY", "SELF_TEST", "shipped_folder", "shipped_kit", "shipped_slugs"]

LIBRARY = Path(pagus.__file__).resolve().parent / "library" / "kits"
"""A plain folder, on a checkout and in an installed wheel alike."""
SELF_TEST = "chain-self-test"
"""The kit by which a workspace tests itself: shipped, but offered to nobody."""


def shipped_slugs() -> tuple[str, ...]:
    """Which kits are shipped, by slug, sorted?"""
    return tuple(sorted(manifest.parent.name for manifest in LIBRARY.glob("*/kit.yaml")))


def shipped_folder(slug: str) -> Path:
    """Where does this shipped kit lie?

    Takes: its slug. Gives: its folder. Refuses: NotFound.
    """
    if slug == SELF_TEST:
        return LIBRARY.parent / "self_test" / slug
    if slug not in shipped_slugs():
        raise NotFound("no kit {slug}: the library holds {known}", slug=slug, known=", ".join(shipped_slugs()))
    return LIBRARY / slug


@lru_cache(maxsize=32)
def shipped_kit(slug: str) -> Kit:
    """Which kit is shipped under this slug?

    Takes: its slug. Gives: the kit, loaded once a process. Refuses: NotFound, KitError.
    """
    return load_kit(shipped_folder(slug))
