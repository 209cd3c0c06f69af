"""Which open data does Pagus read, where do their publishers give them, and under which licence?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

from pagus.errors import NotFound

__all__ = ["OpenData", "open_data", "open_data_set"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenData:
    """One data set. ``address`` None: no direct one is known, the page says where to click."""

    name: str
    title: Mapping[str, str]
    what: str
    publisher: str
    licence: str
    page: str
    address: str | None
    file: str
    """The name it is kept under, and under which a mirror has it."""
    format: str
    refreshed: str
    importer: str | None
    """The command that reads it; None when none does yet."""
    certainty: str
    """How sure the address is."""
    size: int | None = None
    """Bytes, where somebody has measured; it changes with each refresh."""
    sha256: str | None = None
    """Its digest, for data that never change."""


@cache
def open_data() -> tuple[OpenData, ...]:
    """Which data sets are in the catalogue? Gives them in its order."""
    text = files(__name__).joinpath("catalogue.yaml").read_text(encoding="utf-8")
    content: Mapping[str, Any] = YAML(typ="safe", pure=True).load(text)
    return tuple(OpenData(**{"certainty": content["certainty"]} | row) for row in content["data"])


def open_data_set(name: str) -> OpenData:
    """Which data set is this?

    Takes: its name. Gives: the data set. Refuses: NotFound with the names that there are.
    """
    found = next((each for each in open_data() if each.name == name), None)
    if found is None:
        raise NotFound(
            "no data set {name}: there are {names}", name=name, names=", ".join(each.name for each in open_data())
        )
    return found
