"""Where kits are found: the shipped library, a folder on disk, and the copies of installed versions."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from pagus.errors import ConfigError
from pagus.kit_language import load_kit, shipped_folder, shipped_kit, shipped_slugs
from pagus.kit_language.model import Kit

__all__ = ["installed_kit", "kit_folder", "library_kit", "library_kits"]


def kit_folder(kit: str) -> Path:
    """Where does this kit lie?

    Takes: the slug of a shipped kit (also ``publisher/slug``), or the path of a folder that holds a kit.yaml.
    Refuses: NotFound.
    """
    if (Path(kit) / "kit.yaml").is_file():
        return Path(kit).resolve()
    return shipped_folder(kit.removeprefix("pagus/"))


def library_kit(kit: str) -> Kit:
    """The checked kit of that slug or folder. Refuses: NotFound, KitError with all its faults."""
    slug = kit.removeprefix("pagus/")
    return shipped_kit(slug) if slug in shipped_slugs() else load_kit(kit_folder(kit))


def library_kits() -> tuple[Kit, ...]:
    """Which kits does this Pagus carry, by slug?"""
    return tuple(shipped_kit(slug) for slug in shipped_slugs())


@lru_cache(maxsize=64)
def installed_kit(digest: str) -> Kit:
    """The kit of that digest, from the workspace's own copy. Refuses: ConfigError when the copy was altered."""
    folder = settings.WORKSPACE.kits / digest
    if not folder.is_dir():
        raise ConfigError("the folder of an installed kit is missing: kits/{digest}", digest=digest)
    kit = load_kit(folder)
    if kit.digest != digest:
        raise ConfigError("kits/{digest} was altered after it was installed", digest=digest)
    return kit
