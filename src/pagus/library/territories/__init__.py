"""Territories shipped with Pagus: all of France, and the programmes defined inside it.

``france()`` gives the places of France as a ``kernel.places.Territory``; ``definition("strasbourg_programme")``
what a programme adds to them. Where the data come from and what is missing: ``france/README.md``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

import polars as pl

from pagus.errors import ConfigError, NotFound
from pagus.kernel.places import Membership, Place, Shapes, Territory, kind_of

__all__ = ["CREDIT", "Definition", "definition", "definitions", "france", "load_france"]

CREDIT = "INSEE, DGCL, La Poste, Etalab (2026); IGN Admin Express; Licence Ouverte 2.0"
"""The line that every map of these data shows."""

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a programme adds to the places of France."""

    slug: str
    code: str
    title: Mapping[str, str]
    places: tuple[Place, ...]
    memberships: tuple[Membership, ...]
    frame: tuple[str, ...]
    """The larger places that are drawn around it on its maps."""
    sources: tuple[str, ...]
    certainty: str


def load_france() -> Territory:
    """Which places has France? Reads the shipped tables afresh, polygons only when first asked.

    Gives: 34,969 communes and all that they lie in, edition of 1 January 2026.
    """
    folder = FOLDER / "france"
    shapes = Shapes(pl.read_parquet(folder / "shapes.parquet"), pl.read_parquet(folder / "outlines.parquet"))
    names = ("places", "memberships", "former_communes")
    places, memberships, former = (pl.read_parquet(folder / f"{name}.parquet") for name in names)
    return Territory(places, memberships, former, shapes)


@cache
def france() -> Territory:
    """Which places has France? The same object at every call."""
    return load_france()


def definitions() -> tuple[str, ...]:
    """Which programmes are shipped? Gives their slugs."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/territory.toml")))


def definition(slug: str) -> Definition:
    """What does this programme add to the places of France?

    Takes: a slug of ``definitions()``. Gives: its places, memberships, texts and sources.
    Refuses: NotFound for an unknown slug, ConfigError for a file that does not hold together.
    """
    path = FOLDER / slug / "territory.toml"
    if slug not in definitions():
        raise NotFound("no territory {slug}: there are {slugs}", slug=slug, slugs=", ".join(definitions()))
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        return _definition(slug, content)
    except (KeyError, TypeError) as error:
        raise ConfigError("{path}: {reason} is missing or of the wrong type", path=path.name, reason=error) from error


def _definition(slug: str, content: Mapping[str, object]) -> Definition:
    places = cast("list[Mapping[str, str]]", content["places"])
    pairs = cast("Mapping[str, list[str]]", content["members"])
    return Definition(
        slug=slug,
        code=str(content["code"]),
        title=cast("Mapping[str, str]", content["title"]),
        places=tuple(
            Place(code=each["code"], kind=kind_of(each["code"]), name=each["name"], local=True) for each in places
        ),
        memberships=tuple(
            Membership(member=member, group=group) for group, members in pairs.items() for member in members
        ),
        frame=tuple(cast("list[str]", content["frame"])),
        sources=tuple(cast("list[str]", content["sources"])),
        certainty=str(content["certainty"]),
    )
