"""A kit folder -> its files as text, and the digest that names their content."""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pagus.errors import Fault

__all__ = [
    "KitFolder",
    "checksum_listing",
    "digest_of",
    "is_kit_file",
    "read_contents",
    "read_folder",
]

LARGEST_FILE = 256 * 1024
LARGEST_KIT = 2 * 1024 * 1024
MOST_FILES = 200
SUMS = "SHA256SUMS"

_ALLOWED = re.compile(
    r"kit\.yaml|parameters\.yaml|clocks\.yaml|target_sets\.yaml|sources\.bib|SHA256SUMS|LICENSE|CHANGELOG\.md|README\.md"
    r"|(signals|rules|forms|indicators|pathway|tests/scenarios)/[a-z0-9][a-z0-9_-]*\.yaml|messages/(fr|en|de)\.yaml"
    r"|evaluation/plan\.yaml"
)
_FOLDERS = {
    *("signals", "rules", "forms", "indicators", "pathway", "evaluation", "messages", "tests", "tests/scenarios"),
}
_REQUIRED = ("kit.yaml", "messages/fr.yaml", "messages/en.yaml", "messages/de.yaml", "sources.bib")
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "UTF-8 with a byte order mark"),
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")
"""Control characters, and those that make a line read otherwise than it is stored (separators, direction marks)."""


@dataclass(frozen=True, slots=True)
class KitFolder:
    """The texts of a kit by their path inside it, in order of path, and what is wrong with the files themselves."""

    texts: Mapping[str, str]
    digest: str
    faults: tuple[Fault, ...]

    def matching(self, folder: str) -> list[str]:
        """Which files lie in this folder of the kit?"""
        return [path for path in self.texts if path.startswith(f"{folder}/")]


def read_folder(folder: Path) -> KitFolder:
    """What lies in this kit folder?

    Takes: the folder. Gives: texts, digest and faults. Symbolic links, devices, unknown names, files above 256 KB and
    anything that is not UTF-8 text are faults and are not read further.
    """
    contents, faults = read_contents(folder)
    texts = {path: text for path in sorted(contents) if (text := _text_of(contents[path], path, faults)) is not None}
    if SUMS in texts and texts[SUMS] != checksum_listing(contents):
        faults.append(_sums_fault(texts[SUMS], checksum_listing(contents)))
    return KitFolder(texts, digest_of(contents) if contents else "", tuple(faults))


def read_contents(folder: Path) -> tuple[dict[str, bytes], list[Fault]]:
    """Which bytes lie in this kit folder?

    Takes: the folder. Gives: the content of each file that a kit may have, by its path, and the faults of the files.
    No content is given of a kit that is too large.
    """
    faults: list[Fault] = []
    if not folder.is_dir():
        missing = Fault(file=folder.name, message="no such folder", remedy="give the folder that holds kit.yaml")
        return {}, [missing]
    contents: dict[str, bytes] = {}
    for path in _walk(folder, "", faults):
        content = _bytes_of(folder / path, path, faults)
        if content is not None:
            contents[path] = content
    if sum(map(len, contents.values())) > LARGEST_KIT:
        remedy = "a kit holds texts, not data"
        faults.append(Fault(file="kit.yaml", message="the kit is larger than 2 MB", remedy=remedy))
        return {}, faults
    faults += [
        Fault(file=path, message="the file is missing", remedy=f"add {path}; docs/reference/kit-format.md describes it")
        for path in _REQUIRED
        if path not in contents and not any(fault.file == path for fault in faults)
    ]
    return contents, faults


def is_kit_file(path: str) -> bool:
    """May a kit hold a file of this path?

    Takes: the path inside the kit. Gives: whether the format knows it; never true of a path that leaves the folder.
    """
    return _ALLOWED.fullmatch(path) is not None


def digest_of(contents: Mapping[str, bytes]) -> str:
    """Which digest names this content?

    Takes: the bytes of each file by its path. Gives: the SHA-256 of its listing, as 64 hexadecimal digits.
    """
    return hashlib.sha256(checksum_listing(contents).encode()).hexdigest()


def checksum_listing(contents: Mapping[str, bytes]) -> str:
    """What must SHA256SUMS say? One line a file, ``<sha256>  <path>``, sorted by path, without SHA256SUMS itself."""
    return "".join(
        f"{hashlib.sha256(contents[path]).hexdigest()}  {path}\n" for path in sorted(contents) if path != SUMS
    )


def _walk(folder: Path, inside: str, faults: list[Fault]) -> list[str]:
    found: list[str] = []
    for entry in sorted((folder / inside).iterdir()):
        path = f"{inside}/{entry.name}" if inside else entry.name
        mode = entry.lstat().st_mode
        if stat.S_ISLNK(mode):
            remedy = "copy the file: a kit reads nothing outside its folder"
            faults.append(Fault(file=path, message="a symbolic link", remedy=remedy))
        elif stat.S_ISDIR(mode) and path in _FOLDERS:
            found += _walk(folder, path, faults)
        elif stat.S_ISREG(mode) and is_kit_file(path):
            found.append(path)
        else:
            remedy = "remove it, or see docs/reference/kit-format.md for the names of files"
            faults.append(Fault(file=path, message="a kit has no such file or folder", remedy=remedy))
        if len(found) > MOST_FILES:
            faults.append(Fault(file=path, message=f"more than {MOST_FILES} files", remedy="put entries together"))
            return found[:MOST_FILES]
    return found


def _bytes_of(file: Path, path: str, faults: list[Fault]) -> bytes | None:
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        faults.append(Fault(file=path, message=f"cannot be read: {error.strerror}", remedy="check its permissions"))
        return None
    if len(content) > LARGEST_FILE:
        faults.append(Fault(file=path, message="larger than 256 KB", remedy="split it: a kit holds texts, not data"))
        return None
    return content


def _text_of(content: bytes, path: str, faults: list[Fault]) -> str | None:
    for mark, name in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            remedy = "save it as UTF-8 without a byte order mark"
            faults.append(Fault(file=path, line=1, message=f"the file is {name}", remedy=remedy))
            return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{content[error.start]:02X} is not UTF-8"
        faults.append(Fault(file=path, line=line, message=message, remedy="save it as UTF-8 (it may be Windows-1252)"))
        return None
    strange = _UNPRINTABLE.search(text)
    if strange is not None:
        line = text.count("\n", 0, strange.start()) + 1
        message = f"control character U+{ord(strange[0]):04X}: this is not plain text"
        faults.append(Fault(file=path, line=line, message=message, remedy="remove it, or save the file as text"))
        return None
    return text


def _sums_fault(written: str, listing: str) -> Fault:
    right = listing.splitlines()
    for number, line in enumerate(written.splitlines(), start=1):
        if line not in right:
            remedy = "a file was changed after the sums were made: check it, then make the sums again"
            return Fault(file=SUMS, line=number, message=f"does not agree with the folder: {line[-80:]}", remedy=remedy)
    missing = [line[66:] for line in right if line not in written.splitlines()]
    message = f"no line for {', '.join(missing)}" if missing else "the lines are not sorted by path, each once"
    return Fault(file=SUMS, line=1, message=message, remedy="make the sums again")
