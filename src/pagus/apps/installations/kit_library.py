"""Where kits are found: the shipped library, a folder on disk, and the copies of installed versions."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from pagus import library
from pagus.errors import ConfigError, NotFound
from pagus.kit_language import load_kit
from pagus.kit_language.model import Kit

__all__ = ["SHIPPED", "installed_kit", "kit_folder", "library_kit", "library_kits"]

SHIPPED = Path(library.__file__).resolve().parent / "kits"


def kit_folder(kit: str) -> Path:
    """Where does this kit lie?

    Takes: the slug of a shipped kit (also ``publisher/slug``), or the path of a folder that holds a kit.yaml.
    Refuses: NotFound.
    """
    slug = kit.rpartition("/")[2]
    shipped = SHIPPED / slug
    if kit in {slug, f"pagus/{slug}"} and (shipped / "kit.yaml").is_file():
        return shipped
    if (Path(kit) / "kit.yaml").is_file():
        return Path(kit).resolve()
    known = ", ".join(folder.name for folder in _shipped_folders())
    raise NotFound("no kit {kit}: the library holds {known}, or give the path of a kit's folder", kit=kit, known=known)


def library_kit(kit: str) -> Kit:
    """The checked kit of that slug or folder. Refuses: NotFound, KitError with all its faults."""
    return _loaded(kit_folder(kit))


def library_kits() -> tuple[Kit, ...]:
    """Which kits does this Pagus carry, by slug?"""
    return tuple(_loaded(folder) for folder in _shipped_folders())


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


def _shipped_folders() -> list[Path]:
    return sorted(file.parent for file in SHIPPED.glob("*/kit.yaml"))


def _loaded(folder: Path) -> Kit:
    newest = max((file.stat().st_mtime_ns for file in folder.rglob("*")), default=0)
    return _loaded_at(folder, newest)


@lru_cache(maxsize=64)
def _loaded_at(folder: Path, _newest: int) -> Kit:
    # Reading a kit costs a tenth of a second; a page asks for it many times, and a shipped kit hardly ever changes.
    return load_kit(folder)
