"""Bring a data set of the catalogue into a folder: whole or not at all, and with a note of where it came from."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from pagus.doors.open_data.web_file import WebFile, check_address
from pagus.errors import ConfigError, NotFound, StoreError
from pagus.library.open_data import OpenData

__all__ = ["Fetched", "fetch"]

CHUNK = 1 << 20
Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A data set in its place. ``resumed_from``: how many bytes were there from an earlier attempt.

    ``there_already``: nothing was fetched. ``verified``: its digest is that of the catalogue; False: none is known.
    """

    name: str
    path: Path
    address: str
    size: int
    sha256: str
    resumed_from: int
    verified: bool
    there_already: bool = False


@dataclass(slots=True)
class _Source:
    """Where the bytes come from: the address, the first byte, how many there are in all, and the pieces."""

    asked: str
    address: str
    start: int
    total: int | None
    mark: str
    modified: str
    pieces: Iterator[bytes]


def fetch(
    data: OpenData, folder: Path, origin: str | None = None, *, again: bool = False, progress: Progress | None = None
) -> Fetched:
    """Bring this data set into a folder, as ``folder / data.file``, with ``.provenance.json`` beside it.

    Takes: the data set; the folder; ``origin``: a folder or the address of a mirror (ending in /) that has the file
    under its name, or the address of the file itself, else the official address; ``again``: also when it is there;
    ``progress``, told how many bytes are there and how many there will be.
    Gives: what was done. An attempt that broke off is gone on with when the server can, else begun anew.
    Refuses: ConfigError when there is no direct address and no origin; NotFound; StoreError for an answer that breaks
    off, has another length than promised or another digest than the catalogue says: then no file is left in its place.
    """
    target = folder / data.file
    if target.exists() and not again:
        return _there_already(data, target)
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{data.file}.part"
    source = _open(data, part, origin)
    _check_room(folder, source)
    _save_mark(part, source)
    size, digest = _receive(data, part, source, progress)
    part.replace(target)
    _forget(part)
    fetched = Fetched(
        name=data.name,
        path=target,
        address=source.address,
        size=size,
        sha256=digest,
        resumed_from=source.start,
        verified=data.sha256 is not None,
    )
    _write_provenance(data, fetched, source)
    return fetched


def _receive(data: OpenData, part: Path, source: _Source, progress: Progress | None) -> tuple[int, str]:
    """Write the part to its end and look at it. Gives its length and its digest. Refuses: StoreError."""
    size = _write(part, source, progress)
    if source.total is not None and size != source.total:
        raise StoreError(
            "{address} broke off after {size} of {total} bytes: run the command again, it goes on from there",
            address=source.address, size=size, total=source.total, retryable=True,
        )  # fmt: skip
    digest = _digest(part)
    if data.sha256 is not None and digest != data.sha256:
        _forget(part)
        raise StoreError(
            "{address} is not the file of the catalogue: its SHA-256 is {found}, not {wanted}; nothing was kept",
            address=source.address, found=digest, wanted=data.sha256,
        )  # fmt: skip
    if size == 0:
        _forget(part)
        raise StoreError("{address} gave an empty file: nothing was kept", address=source.address)
    return size, digest


def _there_already(data: OpenData, target: Path) -> Fetched:
    digest = _digest(target)
    if data.sha256 is not None and digest != data.sha256:
        raise StoreError(
            "{file} is there with another content than the catalogue knows: --again fetches it anew", file=target.name
        )
    return Fetched(
        name=data.name,
        path=target,
        address="",
        size=target.stat().st_size,
        sha256=digest,
        resumed_from=0,
        verified=data.sha256 is not None,
        there_already=True,
    )


def _open(data: OpenData, part: Path, origin: str | None) -> _Source:
    if origin is not None and "://" not in origin:
        return _of_folder(data, Path(origin))
    address = data.address
    if origin is not None:
        check_address(origin)
        address = f"{origin}{quote(data.file)}" if origin.endswith("/") else origin
    if address is None:
        raise ConfigError(
            "{name} has no direct address: get it from {page}, and give its folder with --from",
            name=data.name,
            page=data.page,
        )
    begun = part.stat().st_size if part.exists() else 0
    file = WebFile(address, begun, _saved_mark(part, address))
    return _Source(address, file.final, file.start, file.total, file.mark, file.modified, file.pieces())


def _of_folder(data: OpenData, origin: Path) -> _Source:
    path = origin / data.file if origin.is_dir() else origin
    if not path.is_file():
        raise NotFound(
            "{folder} has no {file}: name the file itself, or the folder it lies in", folder=origin, file=data.file
        )
    pieces = _pieces_of(path)
    return _Source(str(path), path.resolve().as_uri(), 0, path.stat().st_size, "", "", pieces)


def _pieces_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(CHUNK):
            yield piece


def _check_room(folder: Path, source: _Source) -> None:
    if source.total is None:
        return
    free = shutil.disk_usage(folder).free
    if source.total - source.start > free:
        raise StoreError("the disk has {free} bytes left, the file needs {total}", free=free, total=source.total)


def _write(part: Path, source: _Source, progress: Progress | None) -> int:
    size = source.start
    with part.open("r+b" if source.start else "wb") as stream:
        stream.seek(size)
        stream.truncate()
        for piece in source.pieces:
            stream.write(piece)
            size += len(piece)
            if progress is not None:
                progress(size, source.total)
    return size


def _mark_file(part: Path) -> Path:
    return part.with_name(f"{part.name}.json")


def _save_mark(part: Path, source: _Source) -> None:
    """Remember which version of the file the part is of: only then can it be gone on with."""
    document = {"asked": source.asked, "mark": source.mark}
    _mark_file(part).write_text(json.dumps(document), encoding="utf-8")


def _saved_mark(part: Path, address: str) -> str:
    """The mark of what was begun, when it was begun from this address; empty otherwise."""
    try:
        saved = json.loads(_mark_file(part).read_text(encoding="utf-8"))
        return str(saved["mark"]) if saved["asked"] == address else ""
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _mark_file(part).unlink(missing_ok=True)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write_provenance(data: OpenData, fetched: Fetched, source: _Source) -> None:
    document = {
        "name": data.name,
        "publisher": data.publisher,
        "licence": data.licence,
        "page": data.page,
        "official_address": data.address,
        "fetched_from": fetched.address,
        "fetched_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "last_modified": source.modified or None,
        "bytes": fetched.size,
        "sha256": fetched.sha256,
        "digest_known_before": fetched.verified,
    }
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    fetched.path.with_name(f"{fetched.path.name}.provenance.json").write_text(text, encoding="utf-8")
