"""Where a registry lies: a folder, or a web root. Both give the bytes of a named file, or a clear refusal.

index.json                      the signed index
archives/<name>.pkit            one file for each version
statements/<digest>/*.json      what was signed about that content
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from pagus.apps.registry.web_root import WebRoot
from pagus.errors import ConfigError, NotFound, StoreError

__all__ = ["INDEX", "Location", "archive_path", "locate", "registries", "statement_path"]

INDEX = "index.json"


class Location(Protocol):
    """A place from which named files can be read."""

    name: str

    def read(self, path: str, largest: int) -> bytes:
        """The bytes of this file. Refuses: NotFound; StoreError when it is larger, or does not come whole."""


def archive_path(name: str) -> str:
    """Where does an archive lie in a registry?"""
    return f"archives/{name}"


def statement_path(digest: str, name: str) -> str:
    """Where does a statement about this content lie in a registry?"""
    return f"statements/{digest}/{name}"


class FolderRoot:
    """A registry in a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self.name = str(folder.resolve())
        self._folder = folder

    def read(self, path: str, largest: int) -> bytes:
        """The bytes of this file. Refuses: NotFound; StoreError when it is larger or cannot be read."""
        file = self._folder / path
        if file.is_symlink() or not file.is_file():
            raise NotFound("the registry {registry} has no {path}", registry=self.name, path=path)
        try:
            with file.open("rb") as stream:
                content = stream.read(largest + 1)
        except OSError as error:
            raise StoreError("{path} cannot be read: {reason}", path=path, reason=error.strerror) from error
        if len(content) > largest:
            raise StoreError("{path} of the registry is larger than {largest} bytes", path=path, largest=largest)
        return content


def locate(location: str, named: Mapping[str, str] | None = None) -> Location:
    """Which registry is meant?

    Takes: a folder, an http(s) address, or a name of ``[registries]`` in pagus.toml, which ``named`` holds.
    Gives: the location. Refuses: NotFound when there is no such folder; ConfigError for an address it cannot use.
    """
    meant = (named or {}).get(location, location)
    if "://" in meant:
        return WebRoot(meant)
    folder = Path(meant)
    if not folder.is_dir():
        raise NotFound("no registry {registry}: give a folder, an address, or a name of [registries]", registry=meant)
    return FolderRoot(folder)


def registries(workspace: Path) -> dict[str, str]:
    """Which registries does this workspace know, by name? A folder is meant relative to the workspace.

    Takes: the folder of the workspace. Gives: a location by each name of ``[registries]``; empty when there is none.
    Refuses: ConfigError for anything but texts.
    """
    file = workspace / "pagus.toml"
    found = tomllib.loads(file.read_text(encoding="utf-8")).get("registries", {}) if file.is_file() else {}
    if not isinstance(found, Mapping) or not all(isinstance(value, str) for value in found.values()):
        raise ConfigError("{path}: [registries] holds a folder or an address by name", path=file)
    return {name: value if "://" in value else str(workspace / value) for name, value in found.items()}
