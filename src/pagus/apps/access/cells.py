"""Hexagonal cells (H3): the only module that knows the library."""

from __future__ import annotations

import math
from collections.abc import Sequence

import h3

from pagus.errors import InputError

__all__ = ["cell_of", "centre_of", "is_cell", "outline_of"]

FINEST = 10
SQUARE_M = 200.0
"""The side of the squares in which statistical offices count people."""
METRES_A_DEGREE = 111_195.08


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


def outline_of(cell: str, lon: float, lat: float) -> list[tuple[float, float]]:
    """Which ring (longitude and latitude, closed) draws this cell?

    Takes: its name; its point. Gives: the hexagon of an H3 cell, also of one that was cut at a commune's border and is
    named ``cell/commune``; for any other name a square of 200 m around the point.
    """
    name = cell.partition("/")[0]
    if is_cell(name):
        ring = [(x, y) for y, x in h3.cell_to_boundary(name)]
        return [*ring, ring[0]]
    north = SQUARE_M / 2 / METRES_A_DEGREE
    east = north / math.cos(math.radians(lat))
    corners = ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))
    return [(round(lon + x * east, 6), round(lat + y * north, 6)) for x, y in corners]
