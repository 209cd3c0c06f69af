"""Reading a backup from its first byte to its sealed end, every file held against the manifest."""

from __future__ import annotations

import hashlib
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO

from pagus.apps.safekeeping.database_copy import Told
from pagus.apps.safekeeping.manifest import LARGEST_MANIFEST, MANIFEST_NAME, Entry, Manifest, read_manifest
from pagus.apps.safekeeping.sealing import CHUNK_BYTES, Opener, SealedReader
from pagus.errors import ShapeError, StoreError

__all__ = ["OpenedBackup", "Take", "opened", "read_back"]

Take = Callable[[Entry], IO[bytes]]
"""Gives the stream that takes a file of the backup; it is closed afterwards."""


class OpenedBackup:
    """A backup whose manifest was read, and whose files wait to be."""

    def __init__(self, reader: SealedReader, tar: tarfile.TarFile, manifest: Manifest) -> None:
        self.manifest = manifest
        self._reader = reader
        self._tar = tar

    def unpack(self, take: Take | None, told: Told, stage: str) -> None:
        """Read every file. Refuses: ShapeError where one differs from the manifest or the end is not sealed."""
        done = 0
        for entry in self.manifest.entries:
            member = self._tar.next()
            if member is None or not member.isreg() or (member.name, member.size) != (entry.name, entry.bytes):
                raise ShapeError("{file} is not in the backup as its manifest says", file=entry.name)
            source = self._tar.extractfile(member)
            assert source is not None
            if _copied(source, take, entry) != entry.sha256:
                raise ShapeError("{file} in the backup has another digest than its manifest says", file=entry.name)
            done += entry.bytes
            told(stage, done, self.manifest.bytes)
        if self._tar.next() is not None:
            raise ShapeError("the backup holds more than its manifest says")
        self._reader.finish()


def _copied(source: IO[bytes], take: Take | None, entry: Entry) -> str:
    digest = hashlib.sha256()
    target = None if take is None else take(entry)
    try:
        while part := source.read(CHUNK_BYTES):
            digest.update(part)
            if target is not None:
                target.write(part)
    finally:
        if target is not None:
            target.close()
    return digest.hexdigest()


@contextmanager
def opened(stream: BinaryIO, opener: Opener | bytes) -> Iterator[OpenedBackup]:
    """Open a backup and read its manifest.

    Takes: its bytes from the first on; what opens it. Refuses: ShapeError for a damaged one; InputError when nothing
    opens it, or a newer Pagus made it.
    """
    reader = SealedReader(stream, opener)
    try:
        with tarfile.open(mode="r|", fileobj=reader, bufsize=CHUNK_BYTES) as tar:  # type: ignore[call-overload]
            member = tar.next()
            if member is None or member.name != MANIFEST_NAME or not member.isreg() or member.size > LARGEST_MANIFEST:
                raise ShapeError("the backup does not say what is in it: {reason}", reason=MANIFEST_NAME)
            source = tar.extractfile(member)
            assert source is not None
            yield OpenedBackup(reader, tar, read_manifest(source.read()))
    except (tarfile.TarError, EOFError) as error:
        raise ShapeError("the backup is damaged: it is not as it was written") from error


def read_back(stream: BinaryIO, file_key: bytes, manifest: Manifest, told: Told) -> None:
    """Is this file, just written, what this manifest says? Refuses: StoreError when it is not."""
    try:
        with opened(stream, file_key) as backup:
            if backup.manifest != manifest:
                raise ShapeError("the backup holds another manifest")
            backup.unpack(None, told, "verifying")
    except ShapeError as error:
        raise StoreError("the backup does not read back as it was written: {reason}", reason=str(error)) from error
