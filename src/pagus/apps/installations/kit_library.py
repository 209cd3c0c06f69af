"""Where kits are found: the shipped library, a folder or an archive, and the copies of installed versions."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from pagus.apps.installations.offers import offers_of
from pagus.apps.installations.trusting import judgement_of, signatures_told, trust_here
from pagus.apps.registry.locations import registries
from pagus.apps.registry.queries import fetch
from pagus.apps.registry.statement_files import beside, read_statements
from pagus.apps.wall_clock import wall_ms
from pagus.errors import ConfigError, KitError
from pagus.kit_language import load_kit, shipped_folder, shipped_kit, shipped_slugs
from pagus.kit_language.archive import LARGEST_ARCHIVE, archive_digest, unpack
from pagus.kit_language.model import Kit
from pagus.kit_language.shipped import SELF_TEST
from pagus.trust import Envelope, Judgement

__all__ = [
    "ARCHIVE_SUFFIX",
    "KitSource",
    "find_kit",
    "installed_kit",
    "kit_folder",
    "known_kit",
    "library_kit",
    "library_kits",
]

ARCHIVE_SUFFIX = ".pkit"
_REGISTRY_KIT = re.compile(r"registry:(?P<registry>[^\s/]+)/(?P<kit>[a-z0-9-]+/[a-z0-9-]+)@(?P<version>[0-9.]+)")


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
    archive, with its statements beside it in ``statements/<digest>/``; or ``registry:NAME/publisher/slug@version``,
    with a registry of the workspace. Refuses: NotFound, KitError; for a registry also what ``registry.fetch`` refuses.
    """
    named = _REGISTRY_KIT.fullmatch(kit)
    if named is not None:
        return _from_registry(**named.groupdict())
    path = Path(kit)
    if path.suffix == ARCHIVE_SUFFIX and path.is_file():
        return _source(_unpacked(path), "archive", path)
    slug = kit.removeprefix("pagus/")
    folder = kit_folder(kit)
    shipped = slug in {*shipped_slugs(), SELF_TEST} and not (path / "kit.yaml").is_file()
    return _source(folder, "library" if shipped else "folder", folder)


def known_kit(kit: str) -> KitSource:
    """The kit that is meant, for reading: as ``find_kit``, but a registry is not asked again for what is here already.

    Takes: as ``find_kit``. Gives: the workspace's own copy of what its registry offered when it was last asked, judged
    now, with the statements kept beside it; what was never brought here is brought. To decide, use ``find_kit``.
    Refuses: as ``find_kit``.
    """
    named = _REGISTRY_KIT.fullmatch(kit)
    if named is None:
        return find_kit(kit)
    registry, kit_id, version = named["registry"], named["kit"], named["version"]
    offered = (it for name, it in offers_of(kit_id) if (name, it.version) == (registry, version))
    digest = next((entry.digest for entry in offered if (settings.WORKSPACE.kits / entry.digest).is_dir()), None)
    if digest is None:
        return _from_registry(registry, kit_id, version)
    copy = installed_kit(digest)
    judgement = judgement_of(copy, (), shipped=False)
    folder: Path = settings.WORKSPACE.kits / digest
    return KitSource(kit=copy, folder=folder, origin=f"registry:{registry}", envelopes=(), judgement=judgement)


def _source(folder: Path, origin: str, found_at: Path) -> KitSource:
    kit = shipped_kit(folder.name) if origin == "library" else load_kit(folder)
    envelopes = () if origin == "library" else read_statements(beside(found_at, kit.digest))
    judgement = judgement_of(kit, envelopes, shipped=origin == "library")
    return KitSource(kit=kit, folder=folder, origin=origin, envelopes=envelopes, judgement=judgement)


def _from_registry(registry: str, kit: str, version: str) -> KitSource:
    with _incoming() as folder:
        named = registries(settings.WORKSPACE.folder)
        fetched = fetch(registry, kit, version, folder, trust_here(), wall_ms(), named)
        target = _settled(folder, fetched.kit.digest)
    judgement = judgement_of(fetched.kit, fetched.envelopes, shipped=False)
    return KitSource(
        kit=fetched.kit, folder=target, origin=f"registry:{registry}", envelopes=fetched.envelopes, judgement=judgement
    )


def _unpacked(archive: Path) -> Path:
    """The folder of an archive, unpacked whole into the workspace under its digest. Refuses: KitError."""
    if archive.stat().st_size > LARGEST_ARCHIVE:
        raise KitError("the archive is larger than {most} bytes", most=LARGEST_ARCHIVE)
    content = archive.read_bytes()
    with _incoming() as folder:
        unpack(content, folder)
        return _settled(folder, archive_digest(content))


@contextmanager
def _incoming() -> Iterator[Path]:
    """A folder beside the copies of kits, gone when it was not settled."""
    settings.WORKSPACE.kits.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".incoming-", dir=settings.WORKSPACE.kits))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _settled(folder: Path, digest: str) -> Path:
    target: Path = settings.WORKSPACE.kits / digest
    if not target.is_dir():
        folder.rename(target)
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
