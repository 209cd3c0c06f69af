"""Hexagonal cells (H3): the only module that knows the library."""

from __future__ import annotations

from collections.abc import Sequence

import h3

from pagus.errors import InputError

__all__ = ["cell_of", "centre_of", "is_cell"]

FINEST = 10


def is_cell(text: str) -> bool:
    """Is this the name of an H3 cell?"""
    return len(text) == 15 and h3.is_valid_cell(text)


def centre_of(cell: str) -> tuple[float, float]:
    """Where is the middle of this cell? Longitude and latitude in degrees."""
    lat, lon = h3.cell_to_latlng(cell)
    return lon, lat


def cell_of(lon: Sequence[float], lat: Sequence[float], resolution: int) -> list[str]:
    """In which cell is each point?

    Takes: degrees WGS84; a resolution, 5 (some 250 km²) to 10 (some 0.015 km²). Refuses: InputError.
    """
    if not 5 <= resolution <= FINEST:
        raise InputError(
            "the resolution of cells lies from 5 to {finest}, not {given}", finest=FINEST, given=resolution
        )
    return [h3.latlng_to_cell(y, x, resolution) for x, y in zip(lon, lat, strict=True)]
