"""Small extracts of OpenStreetMap, written by pyosmium."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Way

METRE = 1 / 111_195.08


def extract(
    path: Path,
    nodes: Mapping[int, tuple[float, float]],
    ways: Sequence[tuple[Sequence[int], Mapping[str, str]]],
    tagged: Mapping[int, Mapping[str, str]] | None = None,
) -> Path:
    """Write nodes (id to lon, lat) and ways (node ids, tags); ``tagged``: tags of nodes."""
    path.unlink(missing_ok=True)
    writer = osmium.SimpleWriter(str(path))
    for number, place in sorted(nodes.items()):
        writer.add_node(Node(id=number, location=place, tags=dict((tagged or {}).get(number, {})), version=1))
    for number, (refs, tags) in enumerate(ways, start=1):
        writer.add_way(Way(id=number, nodes=list(refs), tags=dict(tags), version=1))
    writer.close()
    return path


def row(count: int, metres: float = 60.0) -> dict[int, tuple[float, float]]:
    """Nodes 1 to ``count`` in a line to the north."""
    return {number: (7.0, 48.0 + (number - 1) * metres * METRE) for number in range(1, count + 1)}
