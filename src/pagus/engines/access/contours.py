"""Where a surface on a grid crosses zero: closed lines, traced by marching squares, the inside on their left."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["zero_lines"]

Floats = NDArray[np.float64]

# The corners of a cell are a (west south, bit 1), b (east south, 2), c (east north, 4), d (west north, 8). A line
# enters the cell over one side and leaves it over another so that the corners above zero lie to its left.
_SOUTH, _EAST, _NORTH, _WEST = 0, 1, 2, 3
_STEPS: tuple[tuple[int, int, int], ...] = (
    (1, _SOUTH, _WEST), (2, _EAST, _SOUTH), (4, _NORTH, _EAST), (8, _WEST, _NORTH),
    (3, _EAST, _WEST), (6, _NORTH, _SOUTH), (12, _WEST, _EAST), (9, _SOUTH, _NORTH),
    (7, _NORTH, _WEST), (11, _EAST, _NORTH), (13, _SOUTH, _EAST), (14, _WEST, _SOUTH),
    (5, _SOUTH, _WEST), (5, _NORTH, _EAST), (10, _EAST, _SOUTH), (10, _WEST, _NORTH),
)  # fmt: skip


def zero_lines(surface: Floats) -> list[Floats]:
    """Along which closed lines is this surface zero?

    Takes: ``surface`` (rows, columns), finite, with a border below zero. Gives: for each line its points (k, 2) as
    (column, row), first and last the same; counter-clockwise round what is above zero, clockwise round holes in it.
    Method: marching squares, linear between grid points; opposite corners above zero count as apart.
    """
    above = surface > 0
    rows, columns = surface.shape
    kind = above[:-1, :-1] * 1 + above[:-1, 1:] * 2 + above[1:, 1:] * 4 + above[1:, :-1] * 8
    horizontal = rows * columns
    leaves: list[NDArray[np.int64]] = []
    enters: list[NDArray[np.int64]] = []
    for bits, entry, out in _STEPS:
        row, column = np.nonzero(kind == bits)
        enters.append(_side(row, column, entry, columns, horizontal))
        leaves.append(_side(row, column, out, columns, horizontal))
    follows = dict(zip(np.concatenate(enters).tolist(), np.concatenate(leaves).tolist(), strict=True))
    return [_points(surface, line, columns, horizontal) for line in _traced(follows)]


def _side(
    row: NDArray[np.int64], column: NDArray[np.int64], side: int, columns: int, horizontal: int
) -> NDArray[np.int64]:
    """The number of this side of a cell: sides that run east come first, then those that run north."""
    if side in {_SOUTH, _NORTH}:
        return (row + (side == _NORTH)) * columns + column
    return horizontal + row * columns + column + (side == _EAST)


def _traced(follows: dict[int, int]) -> list[NDArray[np.int64]]:
    lines = []
    while follows:
        first, at = follows.popitem()
        line = [first]
        while at != first:
            line.append(at)
            at = follows.pop(at)
        line.append(first)
        lines.append(np.array(line, dtype=np.int64))
    return lines


def _points(surface: Floats, sides: NDArray[np.int64], columns: int, horizontal: int) -> Floats:
    north = sides >= horizontal
    row, column = np.divmod(np.where(north, sides - horizontal, sides), columns)
    here = surface[row, column]
    there = surface[row + north, column + ~north]
    share = here / (here - there)
    return np.column_stack((column + np.where(north, 0.0, share), row + np.where(north, share, 0.0)))
