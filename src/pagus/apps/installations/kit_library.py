"""Where kits are found: the shipped library, a folder or an archive, and the copies of installed versions."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from pagus.apps.installations.trusting import judgement_of, signatures_told, statements_in
from pagus.errors import ConfigError, KitError
from pagus.kit_language import load_kit, shipped_folder, shipped_kit, shipped_slugs
from pagus.kit_language.archive import LARGEST_ARCHIVE, archive_digest, unpack
from pagus.kit_language.model import Kit
from pagus.trust import Envelope, Judgement

__all__ = ["ARCHIVE_SUFFIX", "KitSource", "find_kit", "installed_kit", "kit_folder", "library_kit", "library_kits"]

ARCHIVE_SUFFIX = ".pkit"


@dataclass(frozen=True, slots=True, kw_only=True)
class KitSource:
    """A checked kit, the folder it was read from, where that came from, and who signed it as far as we know."""

    kit: Kit
    folder: Path
    origin: str
    """library, folder, archive, or the address of a registry."""
    envelopes: tuple[Envelope, ...]
    judgement: Judgement

    def provenance(self) -> dict[str, object]:
        """What an installation keeps of it."""
        return {"origin": self.origin, "signatures": signatures_told(self.judgement.signed)}


def find_kit(kit: str) -> KitSource:
    """The checked kit that is meant, and who signed it.

    Takes: the slug of a shipped kit (also ``publisher/slug``); the path of a folder that holds a kit.yaml, or of an
    archive, with its statements beside it in ``statements/<digest>/``. Refuses: NotFound, KitError.
    """
    path = Path(kit)
    if path.suffix == ARCHIVE_SUFFIX and path.is_file():
        return _source(unpacked(path), "archive", path.resolve().parent)
    slug = kit.removeprefix("pagus/")
    folder = kit_folder(kit)
    shipped = slug in shipped_slugs() and not (path / "kit.yaml").is_file()
    return _source(folder, "library" if shipped else "folder", folder.parent)


def _source(folder: Path, origin: str, beside: Path) -> KitSource:
    kit = shipped_kit(folder.name) if origin == "library" else load_kit(folder)
    envelopes = () if origin == "library" else tuple(statements_in(beside, kit.digest))
    judgement = judgement_of(kit, envelopes, shipped=origin == "library")
    return KitSource(kit=kit, folder=folder, origin=origin, envelopes=envelopes, judgement=judgement)


def unpacked(archive: Path) -> Path:
    """The folder of an archive, unpacked whole into the workspace under its digest. Refuses: KitError."""
    size = archive.stat().st_size
    if size > LARGEST_ARCHIVE:
        raise KitError("the archive is larger than {most} bytes", most=LARGEST_ARCHIVE)
    content = archive.read_bytes()
    target: Path = settings.WORKSPACE.kits / archive_digest(content)
    if not target.is_dir():
        partial = target.with_name(f".{target.name}.{os.getpid()}")
        shutil.rmtree(partial, ignore_errors=True)
        unpack(content, partial)
        partial.rename(target)
    return target


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
