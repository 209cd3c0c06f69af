"""Publishing a kit into the folder of a registry, and withdrawing a version: the signed index is written last."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from pagus.apps.registry.locations import INDEX, archive_path, statement_path
from pagus.apps.registry.statement_files import beside, read_statements, statement_file_name, write_statement
from pagus.apps.registry.trust_folder import locked, replace_file
from pagus.errors import Conflict, NotAllowed, NotFound
from pagus.kernel.time import DAY
from pagus.kit_language import load_kit
from pagus.kit_language.archive import archive_name, pack, unpack
from pagus.kit_language.difference import compare_kits
from pagus.kit_language.model import Kit
from pagus.kit_language.version import read_version
from pagus.trust import (
    INDEX_TYPE,
    Envelope,
    Index,
    IndexEntry,
    PrivateKey,
    PublicKey,
    Yank,
    envelope_text,
    index_payload,
    key_id,
    read_envelope,
    read_index,
    read_statement,
    sign,
    verify,
)

__all__ = ["VALID_DAYS", "publish", "sign_again", "yank"]

VALID_DAYS = 180


def publish(
    kit_folder: Path,
    registry: Path,
    key: PrivateKey,
    now_ms: int,
    *,
    valid_days: int = VALID_DAYS,
    former: Iterable[PublicKey] = (),
) -> IndexEntry:
    """Put this kit, with the statements that lie beside it, into the folder of a registry.

    Takes: the kit's folder; the registry's folder (made when absent); a key that may sign its index; the instant; for
    how many days the index holds; public keys that signed the index before this one. Gives: the entry.
    Publishing the same content again adds its new statements. Refuses: KitError; NotAllowed when no publication lies
    beside the kit, or a stranger signed the index that is there; Conflict when the version is published with other
    content, or says less than what changed since the version before.
    """
    kit = load_kit(kit_folder)
    envelopes = read_statements(beside(kit_folder, kit.digest))
    if not any(_publishes(envelope, kit) for envelope in envelopes):
        raise NotAllowed(
            "nobody has signed {kit} {version}: pagus kit sign comes first", kit=kit.id, version=kit.version
        )
    content = pack(kit_folder)

    def add(index: Index) -> Index:
        _refuse_other_content(index, kit)
        _refuse_low_version(index, kit, registry)
        replace_file(registry / archive_path(archive_name(kit.id, kit.version)), content)
        for envelope in envelopes:
            write_statement((registry / statement_path(kit.digest, "x")).parent, envelope)
        return _with(index, _entry(kit, content, envelopes, _known(index, kit)))

    return _renew(registry, key, now_ms, valid_days, former, add).entry(kit.id, kit.version)


def yank(
    registry: Path,
    kit_id: str,
    version: str,
    reason: str,
    key: PrivateKey,
    now_ms: int,
    *,
    valid_days: int = VALID_DAYS,
    former: Iterable[PublicKey] = (),
) -> IndexEntry:
    """Withdraw this version: it stays readable, and is no longer offered for installation.

    Takes: the registry's folder; id and version; the reason, for those who have it; the key, instant, days and former
    keys as ``publish``. Gives: the entry. Refuses: NotFound; NotAllowed as ``publish``.
    """

    def mark(index: Index) -> Index:
        return _with(index, replace(index.entry(kit_id, version), yanked=Yank(reason, now_ms)))

    return _renew(registry, key, now_ms, valid_days, former, mark).entry(kit_id, version)


def sign_again(
    registry: Path, key: PrivateKey, now_ms: int, *, valid_days: int = VALID_DAYS, former: Iterable[PublicKey] = ()
) -> Index:
    """Sign the index anew before it expires, or with the key that follows on the one before.

    Takes: as ``publish``. Gives: the new index, with the next serial. Refuses: NotAllowed as ``publish``.
    """
    return _renew(registry, key, now_ms, valid_days, former, lambda index: index)


def _renew(
    registry: Path,
    key: PrivateKey,
    now_ms: int,
    valid_days: int,
    former: Iterable[PublicKey],
    change: Callable[[Index], Index],
) -> Index:
    """Read the index that is there, change it, sign it with the next serial; one at a time."""
    registry.mkdir(parents=True, exist_ok=True)
    with locked(registry / ".lock"):
        index = change(_present(registry, (key.public_key(), *former)))
        index = replace(index, serial=index.serial + 1, issued_ms=now_ms, expires_ms=now_ms + valid_days * DAY)
        payload = index_payload(index)
        replace_file(registry / INDEX, envelope_text(sign(payload, INDEX_TYPE, key)).encode())
        return read_index(payload)


def _present(registry: Path, known: Iterable[PublicKey]) -> Index:
    file = registry / INDEX
    if not file.is_file():
        return Index(serial=0, issued_ms=0, expires_ms=0, entries=())
    envelope = read_envelope(file.read_text(encoding="utf-8"))
    if envelope.payload_type != INDEX_TYPE or not verify(envelope, {key_id(each): each for each in known}):
        raise NotAllowed("another key signed the index of {registry}: name it as a former key", registry=registry.name)
    return read_index(envelope.payload)


def _publishes(envelope: Envelope, kit: Kit) -> bool:
    statement = read_statement(envelope)
    about = (statement.kit, statement.version, statement.digest)
    return statement.kind == "publication" and about == (kit.id, kit.version, kit.digest)


def _known(index: Index, kit: Kit) -> IndexEntry | None:
    try:
        return index.entry(kit.id, kit.version)
    except NotFound:
        return None


def _refuse_other_content(index: Index, kit: Kit) -> None:
    known = _known(index, kit)
    if known is not None and known.digest != kit.digest:
        raise Conflict(
            "{kit} {version} is published with other content: a version never changes, take the next number",
            kit=kit.id, version=kit.version,
        )  # fmt: skip


def _refuse_low_version(index: Index, kit: Kit, registry: Path) -> None:
    """Compare with the highest version below this one that is published."""
    version = read_version(kit.version)
    below = [each for each in index.entries if each.id == kit.id and read_version(each.version) < version]
    if not below:
        return
    before = max(below, key=lambda entry: read_version(entry.version))
    with tempfile.TemporaryDirectory() as folder:
        content = (registry / archive_path(before.archive)).read_bytes()
        difference = compare_kits(load_kit(unpack(content, Path(folder) / "before")), kit)
    if not difference.is_enough:
        raise Conflict(
            "{version} says too little: what changed since {before} is {weight}, so the version is {least} or higher",
            version=kit.version, before=before.version, weight=difference.required, least=difference.least_version,
        )  # fmt: skip


def _entry(kit: Kit, content: bytes, envelopes: Iterable[Envelope], known: IndexEntry | None) -> IndexEntry:
    names = {statement_file_name(envelope) for envelope in envelopes} | set(known.statements if known else ())
    return IndexEntry(
        id=kit.id,
        version=kit.version,
        digest=kit.digest,
        archive=archive_name(kit.id, kit.version),
        sha256=sha256(content).hexdigest(),
        bytes=len(content),
        title={"fr": kit.title.fr, "en": kit.title.en, "de": kit.title.de},
        clinical=kit.clinical,
        statements=tuple(sorted(names)),
        yanked=known.yanked if known else None,
    )


def _with(index: Index, entry: IndexEntry) -> Index:
    others = [each for each in index.entries if (each.id, each.version) != (entry.id, entry.version)]
    return replace(index, entries=(*others, entry))
