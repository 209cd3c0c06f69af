"""What would be left on the disk if the power failed now: built from the system calls of a process.

The model: a file keeps what it held at its last sync; everything written since is gone. That is the worst a disk
may legally do. (A kill keeps the page cache, so no kill can tell whether a sync was made.) File names are taken to
survive. The calls come from strace, in the order in which they returned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

TRACED = ("pwrite64", "ftruncate", "fsync", "fdatasync", "sendto", "recvfrom", "rename")
OPTIONS = ("-f", "-y", "-xx", "-s", "4000000", "-e", "trace=" + ",".join(TRACED))


class Call(NamedTuple):
    """One finished system call: on which path (or socket), with which bytes, and the last number given to it."""

    name: str
    path: str
    data: bytes
    number: int


_CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)")
_UNFINISHED = re.compile(r"^(\d+) +(.*) <unfinished \.\.\.>$")
_RESUMED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$")
_FILE = re.compile(r"\d+<([^>]*)>")
_BYTES = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_LAST_NUMBER = re.compile(r", (\d+)$")


def read_trace(path: Path) -> Iterator[Call]:
    """The calls of a trace that strace made with ``OPTIONS``; those that failed are left out."""
    halves: dict[str, str] = {}
    with path.open(encoding="ascii") as lines:
        for line in lines:
            text = line.rstrip("\n")
            if unfinished := _UNFINISHED.match(text):
                halves[unfinished[1]] = unfinished[2]
                continue
            if resumed := _RESUMED.match(text):
                text = f"{resumed[1]} {halves.pop(resumed[1])}{resumed[2]}"
            match = _CALL.match(text)
            if match is not None and int(match[3]) >= 0:
                yield _call(match[1], match[2])


def _call(name: str, arguments: str) -> Call:
    file, data = _FILE.match(arguments), [_unescape(found) for found in _BYTES.findall(arguments)]
    path = _unescape(file[1]) if file else data.pop()
    number = _LAST_NUMBER.search(arguments)
    return Call(name, path.decode(), data[0] if data else b"", int(number[1]) if number else 0)


def _unescape(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


class Disk:
    """The files of a folder as the process sees them, and as they would be after a power failure."""

    def __init__(self, folder: Path) -> None:
        """Start with what lies in the folder now, taken to be on the disk."""
        self._folder = folder
        self._seen = {str(path): bytearray(path.read_bytes()) for path in folder.iterdir() if path.is_file()}
        self._kept = {path: bytes(content) for path, content in self._seen.items()}

    def apply(self, call: Call) -> None:
        """Let this call act on the files."""
        if not call.path.startswith(f"{self._folder}/"):
            return
        content = self._seen.setdefault(call.path, bytearray())
        if call.name == "pwrite64":
            end = call.number + len(call.data)
            content.extend(bytes(max(0, end - len(content))))
            content[call.number : end] = call.data
        elif call.name == "ftruncate":
            del content[call.number :]
            content.extend(bytes(call.number - len(content)))
        elif call.name in {"fsync", "fdatasync"}:
            self._kept[call.path] = bytes(content)

    def unsynced(self, name: str) -> bool:
        """Does this file hold bytes that a power failure would take?"""
        path = str(self._folder / name)
        return bytes(self._seen.get(path, b"")) != self._kept.get(path, b"")

    def after_power_failure(self, folder: Path) -> None:
        """Write the files as they would be found into a new folder."""
        folder.mkdir()
        for path, content in self._kept.items():
            (folder / Path(path).name).write_bytes(content)
