"""What a registry offers, and a kit that comes from it: nothing is believed that is not signed and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pagus.apps.registry.locations import INDEX, Location, archive_path, locate, statement_path
from pagus.apps.registry.statement_files import LARGEST_FILE
from pagus.apps.registry.trust_folder import TrustFolder
from pagus.errors import Conflict, PagusError, ShapeError, StoreError
from pagus.kit_language import load_kit
from pagus.kit_language.archive import LARGEST_ARCHIVE, archive_digest, unpack
from pagus.kit_language.model import Kit
from pagus.trust import (
    Envelope,
    Index,
    IndexEntry,
    Judgement,
    KitFacts,
    check_archive,
    judge,
    open_index,
    read_envelope,
    read_statement,
    seen_of,
)

__all__ = ["Fetched", "browse", "facts_of", "fetch", "statements_of"]

LARGEST_INDEX = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Fetched:
    """A kit that came from a registry: its folder, what was signed about it, and whether that is enough here."""

    kit: Kit
    folder: Path
    envelopes: tuple[Envelope, ...]
    judgement: Judgement


def browse(location: str, trust: TrustFolder, now_ms: int, named: Mapping[str, str] | None = None) -> Index:
    """What does this registry offer?

    Takes: a folder, an address, or a name of ``named``; the trust of the workspace; the instant.
    Gives: its index, signed by a key that may; its serial is remembered, so that an older index is refused later.
    Refuses: NotFound, StoreError (no answer, half an answer, too slow), ShapeError, NotAllowed, Conflict (replayed).
    """
    return _browse(locate(location, named), trust, now_ms)


def _browse(place: Location, trust: TrustFolder, now_ms: int) -> Index:
    envelope = read_envelope(_text(place, INDEX, LARGEST_INDEX))
    index = open_index(envelope, trust.store, now_ms, trust.seen(place.name))
    trust.remember(place.name, seen_of(index))
    return index


def statements_of(location: str, entry: IndexEntry, named: Mapping[str, str] | None = None) -> tuple[Envelope, ...]:
    """What was signed about this entry of the index, by the files that it names?

    Takes: the location as in ``browse``; an entry of its index. Gives: the envelopes, nothing verified yet.
    Refuses: as ``browse``; StoreError for a file that holds no statement.
    """
    return _statements(locate(location, named), entry)


def _statements(place: Location, entry: IndexEntry) -> tuple[Envelope, ...]:
    found = []
    for name in entry.statements:
        path = statement_path(entry.digest, name)
        text = _text(place, path, LARGEST_FILE)
        try:
            envelope = read_envelope(text)
            read_statement(envelope)
        except ShapeError as error:
            raise StoreError("{path} of the registry holds no statement: {why}", path=path, why=str(error)) from error
        found.append(envelope)
    return tuple(found)


def fetch(
    location: str,
    kit_id: str,
    version: str,
    into: Path,
    trust: TrustFolder,
    now_ms: int,
    named: Mapping[str, str] | None = None,
) -> Fetched:
    """Bring this version of this kit here.

    Takes: the location as in ``browse``; id and version; a folder that is absent or empty; the trust of the workspace;
    the instant. Gives: the kit, unpacked there, with its statements and the judgement over them; whether to install
    it is decided by who asks. Refuses: as ``browse``; NotFound; Conflict when the version was withdrawn, or the archive
    is not the one that the index speaks of; KitError when it is no right kit. Then nothing is left in the folder.
    """
    place = locate(location, named)
    entry = _browse(place, trust, now_ms).entry(kit_id, version)
    if entry.yanked is not None:
        facts = {"kit": kit_id, "version": version, "reason": entry.yanked.reason}
        raise Conflict("the registry has withdrawn {kit} {version}: {reason}", **facts)
    envelopes = _statements(place, entry)
    content = place.read(archive_path(entry.archive), LARGEST_ARCHIVE)
    check_archive(entry, content)
    if archive_digest(content) != entry.digest:
        raise Conflict("{archive} does not hold the content that the index speaks of", archive=entry.archive)
    kit = _unpacked(content, entry, into)
    return Fetched(kit, into, envelopes, judge(trust.policy, facts_of(kit), envelopes, trust.store, now_ms))


def _unpacked(content: bytes, entry: IndexEntry, into: Path) -> Kit:
    unpack(content, into)
    try:
        kit = load_kit(into)
        if (kit.id, kit.version, kit.clinical) != (entry.id, entry.version, entry.clinical):
            raise Conflict("{archive} is another kit than the index says", archive=entry.archive)
    except PagusError:
        remove_kit(into)
        raise
    return kit


def remove_kit(folder: Path) -> None:
    """Empty a folder that an archive was unpacked into."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink()


def facts_of(kit: Kit) -> KitFacts:
    """What the trust room must know of this kit."""
    return KitFacts(id=kit.id, version=kit.version, digest=kit.digest, clinical=kit.clinical)


def _text(place: Location, path: str, largest: int) -> str:
    try:
        return place.read(path, largest).decode("utf-8")
    except UnicodeDecodeError as error:
        raise StoreError("{path} of the registry is not text", path=path) from error
