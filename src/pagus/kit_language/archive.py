"""A kit as one file: an uncompressed tar (ustar) that is the same bytes wherever and whenever it is packed.

Nothing is left to choose: files sorted by path, mode 644, owner 0, time 0, one block of zeros after another at the end.
So an archive can be checked whole: what is read is packed again, and must give the very bytes that were read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pagus.errors import Conflict, Fault, KitError
from pagus.kit_language.folder import (
    LARGEST_FILE,
    LARGEST_KIT,
    MOST_FILES,
    SUMS,
    checksum_listing,
    digest_of,
    is_kit_file,
    read_contents,
)

__all__ = ["LARGEST_ARCHIVE", "archive_bytes", "archive_digest", "archive_name", "pack", "read_archive", "unpack"]

BLOCK = 512
LONGEST_PATH = 100
LARGEST_ARCHIVE = LARGEST_KIT + (2 * MOST_FILES + 2) * BLOCK
"""A header and at most one unfilled block for each file, two blocks at the end."""

_AGAIN = "fetch the archive again, or pack the kit again"
_KINDS = {
    b"1": "a hard link",
    b"2": "a symbolic link",
    b"3": "a device file",
    b"4": "a device file",
    b"5": "a folder",
    b"6": "a pipe",
}


def archive_name(kit_id: str, version: str) -> str:
    """What is the archive of this version called?

    Takes: the id and version of a kit. Gives: a file name, as ``pagus.diabetes-home-1.0.0.pkit``.
    """
    return f"{kit_id.replace('/', '.')}-{version}.pkit"


def pack(folder: Path) -> bytes:
    """Which bytes are the archive of this kit folder?

    Takes: the folder. Gives: the archive, with a SHA256SUMS made anew. Times, modes, owners and the order of the
    directory leave no trace in it. Refuses: KitError when a file cannot be part of a kit; whether the kit is right is
    the question of ``lint_kit``.
    """
    contents, faults = read_contents(folder)
    if faults:
        raise KitError("the kit {folder} has {count} faults", faults, folder=folder.name, count=len(faults))
    return archive_bytes(contents)


def archive_bytes(contents: Mapping[str, bytes]) -> bytes:
    """Which bytes are the archive of these files?

    Takes: the content of each file by its path; SHA256SUMS is made anew. Gives: the archive.
    Refuses: KitError for a path of more than 100 bytes, and for a kit that its SHA256SUMS makes too large.
    """
    whole = {**contents, SUMS: checksum_listing(contents).encode()}
    faults = [
        _fault(path[:LONGEST_PATH], "the path is longer than 100 letters", "shorten the file's name")
        for path in whole
        if len(path.encode()) > LONGEST_PATH
    ]
    if len(whole) > MOST_FILES or sum(map(len, whole.values())) > LARGEST_KIT:
        faults.append(_fault(SUMS, "with it the kit is above 2 MB or 200 files", "a kit holds texts, not data"))
    if faults:
        raise KitError("the kit cannot be packed: {count} faults", faults, count=len(faults))
    parts = [_header(path, len(whole[path])) + _filled(whole[path]) for path in sorted(whole)]
    return b"".join([*parts, bytes(2 * BLOCK)])


def _filled(content: bytes) -> bytes:
    return content + bytes(-len(content) % BLOCK)


def _header(path: str, size: int) -> bytes:
    name = path.encode().ljust(LONGEST_PATH, b"\0")
    head = name + b"0000644\0" + b"0000000\0" * 2 + b"%011o\0" % size + b"%011o\0" % 0
    tail = b"0" + bytes(100) + b"ustar\x0000" + bytes(64) + b"0000000\0" * 2 + bytes(167)
    return head + b"%06o\0 " % (sum(head) + sum(tail) + 8 * ord(" ")) + tail


def read_archive(content: bytes) -> dict[str, bytes]:
    """Which files does this archive hold?

    Takes: the bytes of an archive. Gives: the content of each file by its path, in order of path.
    Refuses: KitError with every fault: links, devices, paths that a kit does not have (so none that leaves its
    folder), sizes above the limits of a kit (told by the header; nothing of that size is read), a path twice, also in
    other letter case; half an archive; sums that do not agree; bytes that ``pack`` would not have written.
    """
    if len(content) > LARGEST_ARCHIVE:
        raise _refused([_fault("archive", f"larger than {LARGEST_ARCHIVE} bytes", "no kit is so large")])
    faults: list[Fault] = []
    contents: dict[str, bytes] = {}
    for path, start, size in _entries(content, faults):
        contents[path] = content[start : start + size]
    if not faults and archive_bytes(contents) != content:
        faults.append(_fault("archive", "its bytes are not those that pagus kit pack writes", "pack the kit again"))
    if faults:
        raise _refused(faults)
    return contents


def _refused(faults: list[Fault]) -> KitError:
    return KitError("the archive cannot be used: it has {count} faults", faults, count=len(faults))


def _fault(file: str, message: str, remedy: str) -> Fault:
    return Fault(file=file, message=message, remedy=remedy)


def _entries(content: bytes, faults: list[Fault]) -> Iterator[tuple[str, int, int]]:
    """Each file as (path, start, size), by its header alone; stops at what makes the rest unreadable."""
    position, total, known = 0, 0, set[str]()
    while any(header := content[position : position + BLOCK]):
        size = _size(header)
        if size is None:
            faults.append(_fault("archive", f"no header of a tar file at byte {position}", _AGAIN))
            return
        path = header[:LONGEST_PATH].rstrip(b"\0").decode("utf-8", "replace")
        found = _entry_faults(path, header[156:157], size, known)
        faults += found
        if not found:
            yield path, position + BLOCK, size
        known.add(path.casefold())
        total += size
        position += BLOCK + size + -size % BLOCK
        if total > LARGEST_KIT or len(known) > MOST_FILES:
            faults += (
                [] if found else [_fault(path, "the kit is above 2 MB or 200 files", "a kit holds texts, not data")]
            )
            return
    if len(content) < position + 2 * BLOCK:
        faults.append(_fault("archive", "it is cut short", _AGAIN))


def _size(header: bytes) -> int | None:
    """How large does this header say its file is? None when it is no whole header of a tar file."""
    digits = header[124:135]
    if len(header) < BLOCK or header[257:263] != b"ustar\0" or not set(digits) <= set(b"01234567"):
        return None
    return int(digits, 8)


def _entry_faults(path: str, kind: bytes, size: int, known: set[str]) -> list[Fault]:
    shown = "".join(letter if letter.isprintable() else "?" for letter in path)
    if kind != b"0":
        what = _KINDS.get(kind, "something that is not a file")
        return [_fault(shown, what, "an archive holds plain files only: pack the kit again")]
    if path.casefold() in known:
        return [_fault(shown, "the path stands twice, perhaps in other letter case", "pack the kit again")]
    if not is_kit_file(path):
        return [_fault(shown, "a kit has no such file", "docs/reference/kit-format.md has the names of files")]
    if size > LARGEST_FILE:
        return [_fault(shown, "larger than 256 KB", "split it: a kit holds texts, not data")]
    return []


def archive_digest(content: bytes) -> str:
    """Which digest has the kit in this archive?

    Takes: the bytes of an archive. Gives: its digest. Refuses: KitError, as ``read_archive``.
    """
    return digest_of(read_archive(content))


def unpack(content: bytes, target: Path) -> Path:
    """Write the files of this archive into a new folder.

    Takes: the bytes of an archive; a folder that is absent or empty. Gives: the folder, which then holds the kit.
    Refuses: KitError, as ``read_archive``, before anything is written; Conflict when the folder holds something.
    """
    contents = read_archive(content)
    if target.is_symlink() or (target.exists() and any(target.iterdir())):
        raise Conflict("{folder} is not empty: an archive is unpacked into a new folder", folder=target.name)
    for path, written in contents.items():
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as stream:
            stream.write(written)
    return target
